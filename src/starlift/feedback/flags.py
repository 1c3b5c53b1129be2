"""What each flag of an assessment means, in one sentence for the person whose answer it is."""

from __future__ import annotations

FLAGS = {
    "empty": "Nothing to judge yet.",
    "too_short": "Too short to judge: a few sentences are needed.",
    "not_english": "This does not read as English, and only English can be judged.",
    "not_an_answer": "Nobody does anything in this text, so it cannot be judged as an answer.",
    "off_topic": "This does not read as an answer about your work, so it is not judged.",
    "hypothetical": "Cannot tell: it says what you would do and not what you did.",
    "too_long": "Only the first part is judged: the text is far longer than an answer.",
    "addressed_to_rater": "A sentence speaks to whoever rates the answer. It counts for nothing.",
    "repeated": "A sentence stands twice. It counts once.",
    "all_we": "Everything is told as we. Which of it was yours?",
    "undone": "What was not done, or was left to others, does not count as yours.",
    "claim_without_act": "Claims stand alone. What would somebody have seen you do?",
    "general": "Most of this stays general: what would somebody who stood beside you have seen?",
    "parroting": "These are the words of the reference story: tell your own case in your own words.",
    "stuffing": "Terms stand in a row here: say what you did, and for whom.",
    "blame": "The fault lies with others all through: say what they had reason to want, and what you changed.",
    "figure_without_meaning": "Figures stand in a row here: keep those that changed a decision, and say which.",
    "confidential_company": "This may name a company: say what kind it is, such as “a large retailer”.",
    "confidential_customer": "This may name a customer: “a large customer” says enough.",
    "confidential_cve": "A vulnerability beside a company's name may be confidential: say what could be done with it.",
    "confidential_email": "An e-mail address stands here: take it out.",
    "confidential_health": "This may tell of somebody's health: say that they were away, and leave out why.",
    "confidential_host": "The name of a machine or page stands here: say what it is for.",
    "confidential_ip": "A network address stands here: say what it belongs to.",
    "confidential_money": "Is this amount public? If not, give it as a share or compare it with something.",
    "confidential_person": "This may name a person: “one of my engineers” says enough.",
    "confidential_phone": "A telephone number stands here: take it out.",
}
"""Flag -> sentence."""


def flag_text(flag: str) -> str:
    """The sentence for `flag`; an unknown one is shown in words."""
    return FLAGS.get(flag, flag.replace("_", " ").capitalize() + ".")
