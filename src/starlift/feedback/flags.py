"""What each flag of an assessment means, in one sentence for the person whose answer it is."""

from __future__ import annotations

FLAGS = {
    "empty": "Nothing to judge yet.",
    "too_short": "Too short to judge: a few sentences are needed.",
    "not_english": "This does not read as English, and only English can be judged.",
    "not_an_answer": "Nobody does anything in this text, so it cannot be judged as an answer.",
    "off_topic": "This does not read as an answer about your work, so it is not judged.",
    "too_long": "Only the first part is judged: the text is far longer than an answer.",
    "addressed_to_rater": "A sentence speaks to whoever rates the answer. It counts for nothing.",
    "repeated": "A sentence stands twice. It counts once.",
    "all_we": "Everything is told as we. Which of it was yours?",
    "undone": "What was not done, or was left to others, does not count as yours.",
    "claim_without_act": "Claims stand alone. What would somebody have seen you do?",
}
"""Flag -> sentence."""


def flag_text(flag: str) -> str:
    """The sentence for `flag`; an unknown one is shown in words."""
    return FLAGS.get(flag, flag.replace("_", " ").capitalize() + ".")
