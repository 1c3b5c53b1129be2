"""Content: all stories, exercises, questions and the rubric of one workspace, loaded and held against each other."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import TypeVar

from starlift.errors import ContentError, Problem, shown_path
from starlift.exercises import Contexts, Exercise, load_contexts, load_exercise
from starlift.questions import Questions, load_questions
from starlift.rated import RatedAnswer, load_rated
from starlift.rubric import Rubric, load_rubric
from starlift.stories import Story, front_matter, load_story
from starlift.yamlfile import read_yaml

T = TypeVar("T")
ROOT_VARIABLE = "STARLIFT_CONTENT"
PARTS = ("stories", "exercises", "notebooks", "facilitator")
START = "start"
"""Stands for a case id in the opening notebook, which practises rating."""
OWN_STORY = "your-story"
"""Stands for a case id where the learner tells an own story."""
_PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Case:
    """A story with its exercise."""

    story: Story
    exercise: Exercise

    @property
    def id(self) -> str:
        """The case's id, as in file names and rosters."""
        return self.story.id

    @property
    def file_stem(self) -> str:
        """The name of the case's files without ending, such as ``01-ticket-sink``."""
        return f"{self.story.order:02d}-{self.story.id}"


@dataclass(frozen=True)
class Content:
    """Everything that a workspace teaches with.

    Attributes:
        root: The folder that holds `stories/` and `exercises/`.
        cases: Case id -> case, in the order of the stories.
    """

    root: Path
    rubric: Rubric
    questions: Questions
    contexts: Contexts
    rated: tuple[RatedAnswer, ...]
    cases: dict[str, Case]

    def case(self, case_id: str) -> Case:
        """The case with this id.

        Raises:
            ContentError: When there is none.
        """
        try:
            return self.cases[case_id]
        except KeyError:
            known = ", ".join(self.cases) or "none"
            what = f"no case {case_id!r} in {shown_path(self.root)}"
            raise ContentError(Problem("", 0, "case", what, f"cases here: {known}")) from None


def content_root(start: Path | None = None) -> Path:
    """Where the content is.

    The folder that the environment variable `STARLIFT_CONTENT` names; else the nearest one at or above `start`
    (default: the current folder) that holds content; else what came with the package.
    """
    if start is None and os.environ.get(ROOT_VARIABLE):
        return Path(os.environ[ROOT_VARIABLE]).resolve()
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if is_workspace(folder):
            return folder
    return shipped_root()


def is_workspace(folder: Path) -> bool:
    """Whether `folder` holds content: a rubric and an `exercises/` folder."""
    return (folder / "stories" / "rubric.yaml").is_file() and (folder / "exercises").is_dir()


def shipped_root() -> Path:
    """The content that came with the package: inside the installed wheel, or the checkout it runs from."""
    packed = _PACKAGE / "_content"
    return packed if packed.is_dir() else _PACKAGE.parents[1]


def default_content() -> Content:
    """The content found from the current folder, loaded once.

    Raises:
        ContentError: As `load_content`.
    """
    return _loaded(_root_from(Path.cwd(), os.environ.get(ROOT_VARIABLE)))


@lru_cache(maxsize=16)
def _root_from(_folder: Path, _variable: str | None) -> Path:
    """What `content_root` gives where these are so, remembered: the feedback asks for the content at every key."""
    return content_root()


@lru_cache(maxsize=4)
def _loaded(root: Path) -> Content:
    return load_content(root)


def load_content(root: Path) -> Content:
    """Load everything below `root`.

    Raises:
        ContentError: With every mistake of every file in one list.
    """
    problems: list[Problem] = []

    def gather(load: Callable[[], T]) -> T | None:
        try:
            return load()
        except ContentError as error:
            problems.extend(error.problems)
            return None

    rubric = gather(lambda: load_rubric(root / "stories" / "rubric.yaml"))
    questions = gather(lambda: load_questions(root / "stories" / "questions.yaml"))
    contexts = gather(lambda: load_contexts(root / "exercises" / "contexts.yaml"))
    rated = gather(lambda: load_rated(root / "exercises" / "rated.jsonl"))
    stories = {path.stem: gather(partial(load_story, path)) for path in story_files(root)}
    exercises = {path.stem: gather(partial(load_exercise, path, contexts)) for path in exercise_files(root)}
    problems += _mismatches(root, stories, exercises)
    if problems or rubric is None or questions is None or contexts is None or rated is None:
        raise ContentError(problems)
    pairs = [(stories[stem], exercises[stem]) for stem in stories]
    found = [Case(story, exercise) for story, exercise in pairs if story and exercise]
    cases = {case.id: case for case in sorted(found, key=lambda case: case.story.order)}
    return Content(root, rubric, questions, contexts, rated, cases)


def story_files(root: Path) -> list[Path]:
    """The story files below `root`, sorted by name."""
    return sorted(path for path in (root / "stories").glob("*.md") if path.name != "README.md")


def exercise_files(root: Path) -> list[Path]:
    """The exercise files below `root`, sorted by name."""
    return sorted(path for path in (root / "exercises").glob("*.yaml") if path.name != "contexts.yaml")


def workbench_file(root: Path, kind: str) -> Path:
    """The file that holds the content of the workbenches of one kind."""
    return root / "exercises" / "workbenches" / f"{kind}.yaml"


def _mismatches(root: Path, stories: dict[str, Story | None], exercises: dict[str, Exercise | None]) -> list[Problem]:
    """Where story and exercise files do not belong together."""
    problems = []
    for stem in sorted(set(stories) | set(exercises)):
        story_file, exercise_file = root / "stories" / f"{stem}.md", root / "exercises" / f"{stem}.yaml"
        if stem not in stories:
            problems.append(
                Problem(shown_path(exercise_file), 0, "", "has no story", f"write {shown_path(story_file)}")
            )
        elif stem not in exercises:
            fix = f"write {shown_path(exercise_file)}"
            problems.append(Problem(shown_path(story_file), 0, "", "has no exercise", fix))
        story, exercise = stories.get(stem), exercises.get(stem)
        if story:
            others = [other.id for name, other in stories.items() if other and name < stem]
            problems += [front_matter(story_file).problem(("id",), *fault) for fault in _id_faults(stem, story, others)]
        if story and exercise:
            problems += _exercise_faults(exercise_file, story, exercise)
    return problems


def _id_faults(stem: str, story: Story, others: list[str]) -> Iterator[tuple[str, str]]:
    """What is wrong with a story's id, and what to do."""
    name = f"{story.order:02d}-{story.id}"
    if stem != name:
        yield "does not fit the file name", f"rename it {name}.md"
    if story.id in others:
        yield f"{story.id!r} stands in two stories", "change one"
    if story.id in (START, OWN_STORY):
        yield f"{story.id!r} is reserved", "choose another"


def _exercise_faults(path: Path, story: Story, exercise: Exercise) -> Iterator[Problem]:
    """Where an exercise does not fit its story; a thin answer that shows the case's signals leaves nothing to lift."""
    if exercise.case != story.id:
        what = f"is {exercise.case!r}, but the story's id is {story.id!r}"
        yield read_yaml(path).problem(("case",), what, "make them the same")
    for index, thin in enumerate(exercise.thin_answers):
        missing = ", ".join(signal for signal in story.signals if signal not in thin.lacks)
        if missing:
            what = f"leaves out the case's signals {missing}"
            yield read_yaml(path).problem(("thin_answers", index, "lacks"), what, "add them")
