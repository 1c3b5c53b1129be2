"""Answers and questions that the tests of the feedback share; every event and name is fiction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pytest

from starlift.dimensions import DIMENSIONS

STRONG = """\
When I took over product security at a parcel company there were five of us and thirty teams, and requests came \
by chat, by mail and over the desk. Nobody could say what was waiting, and two releases had slipped because a \
review was found too late.
My job was to make the answer predictable by autumn, without hiring anybody.
First I asked each of my five to write down every request for two weeks, with what would happen if we simply did \
not do it. Half of them could wait. So I decided on two lanes instead of one list: anything that blocks a \
release gets an answer the same day, everything else waits for Tuesday. If a team wants to jump the line on a \
Tuesday, it has to name what goes out. I chose that over a bigger form because a form would only have hidden the \
queue.
The head of sales objected, since his questionnaires now took nine days instead of three. I showed him the list, \
heard his reasons, and he accepted it in writing; we lost one small customer over it.
By October urgent questions were answered within a day, down from eight, and planned reviews no longer slipped. \
The team leads now settle the order among themselves before they come to us, and my deputy still runs the \
Tuesday while I am away.
"""

MIDDLING = """\
Our reporting went to a committee of nine directors every month and had around thirty charts. I was responsible \
for it. I asked four of them what they read and found that most only opened the summary. I cut the pack to six \
charts and added a sentence below each one. The feedback was positive and the meeting now finishes on time.
"""

THIN = """\
I managed the backlog for the product security team and worked closely with stakeholders across the company to \
drive alignment. I ensured that priorities were communicated and supported the team throughout. It went really \
well and everybody was very happy with the outcome.
"""

COACHING = """\
One of my engineers, Ilse, had fallen out with the billing team. They said her reviews read like court orders. I \
sat with her and went through her last ten comments line by line. Every one was right, and none said what to do \
next. So I asked her to end each with one step that the team could take by Friday, and we rewrote two old ones \
together. I joined the next two meetings and kept quiet except once. I did not move her, because she is the only \
one who knows the ledger. After six weeks billing brought her a design before they had built it, which they had \
never done, and escalations fell from five a month to one. She now shows the new starters how she does it.
"""

ANSWERS = (STRONG, MIDDLING, THIN, COACHING)


@dataclass(frozen=True)
class Asked:
    """A follow-up question of the tests."""

    text: str
    levels: tuple[int, ...]
    quoting: str = ""
    quotes: str = ""
    hints: tuple[str, ...] = ("Look.", "Think.", "Say.")
    harder: bool = False

    @property
    def id(self) -> str:
        return self.text.removesuffix("?").replace(" ", "-")


@pytest.fixture(scope="session")
def questions() -> Mapping[str, Sequence[Asked]]:
    """Two questions for each dimension: one for levels 0 and 1, one for level 2."""
    return {name: (Asked(f"{name} low?", (0, 1)), Asked(f"{name} high?", (2,))) for name in DIMENSIONS}


@pytest.fixture(params=ANSWERS, ids=("strong", "middling", "thin", "coaching"))
def answer(request: pytest.FixtureRequest) -> str:
    """Each of the answers in turn."""
    return str(request.param)


@pytest.fixture
def strong() -> str:
    """A manager-level answer."""
    return STRONG


@pytest.fixture
def middling() -> str:
    """An answer with a mechanism and gaps."""
    return MIDDLING


@pytest.fixture
def thin() -> str:
    """An answer of activity verbs."""
    return THIN


@pytest.fixture
def coaching() -> str:
    """An answer that shows coaching and little else."""
    return COACHING
