"""Who does what: verbs told apart as acts one could have watched, vague activity, and states of mind.

"I asked the four directors" can be watched; "I drove alignment" cannot, and earns no more than an activity (rubric,
craft/action level 1).
"""

from __future__ import annotations

from starlift.feedback.cues import word_set

VAGUE = word_set(
    """managed drove driven led worked engaged ensured supported focused leveraged championed fostered shaped
    helped improved enhanced delivered established enabled aligned collaborated facilitated oversaw handled
    tackled streamlined implemented spearheaded coordinated strengthened embraced strove undertook liaised
    partnered communicated addressed dealt embedded elevated transformed optimised optimized orchestrated
    operationalised operationalized harmonised harmonized applied leveraging promoted uplifted empowered
    matured evolved architected modernised modernized revamped overhauled contributed participated assisted
    encouraged supervised executed utilised utilized adopted pioneered influenced demonstrated exhibited
    possessed maintained monitored tried endeavoured navigated balanced advocated articulated reinforced
    cultivated mobilised mobilized resolved introduced positioned brought turned ran kept continued
    structured converted avoided pulled reduced replaced changed treated adapted refined invested involved
    attended"""
)
"""Activity that names no act; several become concrete through what else the sentence shows."""

MENTAL = word_set(
    """thought felt knew believed wanted hoped realised realized liked loved remembered learned learnt
    considered noticed understood meant saw heard needed expected feared hated enjoyed recognised recognized
    appreciated wondered assumed trusted preferred became was were been had seemed guessed reckoned used
    supposed looked came did done being stayed happened remained existed got"""
)
"""States of mind and being: they tell of the speaker but move nothing."""

_IRREGULAR = word_set(
    """went gave took put told wrote sat said cut made built chose drew read met held let set sent paid sold
    split spent stood stuck taught threw found began bound bought caught dug hid hung laid left lent lost
    rang rode rose rewrote redrew sought spoke struck swore swept tore undid withdrew won broke drove fought
    forbade froze ground lit slept overrode reran reset stole stopped swapped shut wound written given taken
    chosen drawn spoken thrown shown broken gone withdrawn rewritten hit bet quit cost fed fell flew forgot
    grew knelt lay leapt led rung shook shot sang sank slid spun spread sprang stung swam swung wore wove
    was were had did got came became saw knew thought felt ran kept brought heard understood meant dealt
    oversaw undertook strove been done seen known"""
)
_NOT_PAST = word_set(
    """need indeed speed feed seed breed proceed exceed succeed agreed-upon red bed shed fled hundred embed wed
    led based related supposed detailed limited advanced experienced unused so-called aged"""
)

SUBJECTS = word_set("i i'd i've i'm i'll")
PLURALS = word_set("we we'd we've we're we'll")
OTHERS = word_set("he they he'd they'd he's they've they're who")
HELPERS = word_set(
    """have had has also just only first then therefore so simply actually really immediately deliberately
    personally myself always usually finally eventually later even still quickly directly openly together
    both all am was is are were be been already once instead next now soon again did do um uh er like you
    know sort of kind and too"""
)
"""Words that may stand between a subject and its verb."""
NEGATORS = word_set("not never didn't haven't hadn't don't wasn't weren't couldn't wouldn't neither")
MODALS = word_set("would could should might will shall can must i'll we'll try tend like")
PASSIVE_AUXILIARIES = word_set("was were been being be is are")


def is_past(word: str) -> bool:
    """Whether `word` looks like a past tense or participle."""
    return word in _IRREGULAR or (len(word) > 3 and word.endswith("ed") and word not in _NOT_PAST and word.isalpha())


def is_act(word: str) -> bool:
    """Whether `word` is a past tense one could have watched being done."""
    return is_past(word) and word not in VAGUE and word not in MENTAL


def is_vague(word: str) -> bool:
    """Whether `word` is a past tense that names activity and no act."""
    return word in VAGUE
