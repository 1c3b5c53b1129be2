"""An answer that shows some of what a panel listens for, section by section."""

STRONG = {
    "situation": "Five of us served nine teams, and each engineer was interrupted eleven times a day.",
    "task": "I had to make our answers predictable with the same five people.",
    "action": "I decided to sort requests into six lanes because they needed different answers. "
    "I refused a quota per team, since a quota rewards whoever asks most. "
    "I agreed with the head of engineering that small questions wait a week.",
    "result": "A design review went from nineteen days to six, and teams now bring their questions earlier.",
}
