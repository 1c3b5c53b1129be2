"""Who does what: verbs told apart as acts one could have watched, vague activity, and states of mind.

"I asked the four directors" can be watched; "I drove alignment" cannot, and earns no more than an activity (rubric,
craft/action level 1).
"""

from __future__ import annotations

from starlift.feedback.memory import remembered
from starlift.feedback.words import word_set

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
    oversaw undertook strove been done seen known beat bent bred burst clung crept drank drunk flung forgave
    overcame overheard rid sawn sewn shed shone shrank sowed sped spoilt stank swelled trod woke wept withheld
    upheld foresaw forwent mistook partook retook rebuilt redid undid outgrew misread proofread typeset input
    burnt fit frozen hidden ridden risen stolen sworn taken torn woken worn wrung spelt learned drawn blown blew
    born borne bore begun forgotten forgiven sprung strung swept swollen stridden withstood underwrote"""
)
_NOT_PAST = word_set(
    """need indeed speed feed seed breed proceed exceed succeed agreed-upon red bed shed fled hundred embed wed
    led based related supposed detailed limited advanced experienced unused so-called aged unneeded
    unfinished unread unanswered unplanned untouched overdue tired skilled complicated interested worried
    overloaded exhausted annoyed concerned convinced"""
)

_BASE = """ask tell show write read sit take give put make build cut draw set send choose pick decide refuse agree
    call ring phone meet visit invite explain listen hear check count measure sort split group list note mark sign
    name move shift swap drop stop start open close block hold keep run chair host teach train coach pair review
    rewrite rehearse test try compare walk bring carry hand pass return reject accept approve offer promise pay fund
    hire plan book publish print share post pin add remove delete limit cap freeze release ship fix patch settle
    bargain propose suggest challenge push argue object insist demand escalate report present answer reply warn
    remind raise record document define assign divide rank order rotate cancel postpone delay trade give sell buy
    skip watch look go come wait use follow need say speak talk begin cover own copy adopt join leave learn"""
BASE = word_set(_BASE)
"""Acts in the present tense, as notes and weekly updates tell them."""
THIRD = frozenset(
    word + "es"
    if word.endswith(("s", "x", "ch", "sh", "go"))
    else word[:-1] + "ies"
    if word.endswith(("ly", "ny", "py", "ry"))
    else word + "s"
    for word in BASE
)
"""The same of one other person."""

SUBJECTS = word_set("i i'd i've i'm i'll")
PLURALS = word_set("we we'd we've we're we'll")
OTHERS = word_set("he they he'd they'd he's they've they're who")
SPEAKERS = word_set("he candidate nominee applicant")
"""Words for the speaker in papers that speak of him."""
PARTIES = word_set(
    """team teams squad squads crew staff department departments director directors manager managers lead leads
    leader leaders boss chief head owner owners engineer engineers developer developers architect architects
    analyst analysts tester testers programmer programmers designer designers nurse nurses doctor doctors builder
    builders clerk clerks foreman teacher teachers lawyer lawyers colleague colleagues customer customers client
    clients supplier suppliers vendor vendors partner partners regulator auditor auditors inspector sales marketing
    legal finance product operations support procurement hr business executives committee board ceo cto cfo coo
    ciso vp president deputy successor assistant apprentice junior juniors newcomer newcomers starter starters
    people everyone both others someone somebody sponsor stakeholders folks lads guys crowd side sides branch office
    plant site sites company group division council ministry union commander captain supervisor"""
)
"""Nouns for people and groups with whom one works, in any trade."""
OBJECTS = word_set("him his them each both everyone people us")
CAUSING = word_set("had got have get let made make")
HELPERS = word_set(
    """have had has also just only first then therefore so simply actually really immediately deliberately
    personally myself always usually finally eventually later even still quickly directly openly together
    both all am was is are were be been already once instead next now soon again did do um uh er erm like you
    know sort of kind and too basically kinda sorta well right yeah honestly literally obviously certainly
    gradually carefully quietly publicly formally initially ultimately subsequently consequently accordingly myself
    himself themselves ourselves each simply in turn rather merely promptly jointly explicitly consciously"""
)
"""Words that may stand between a subject and its verb."""
NEGATORS = word_set("not never didn't haven't hadn't don't wasn't weren't couldn't wouldn't neither")
MODALS = word_set("would could should might will shall can must i'll we'll tend")
PASSIVE_AUXILIARIES = word_set("was were been being be is are")


@remembered
def is_past(word: str) -> bool:
    """Whether `word` looks like a past tense or participle."""
    return word in _IRREGULAR or (len(word) > 3 and word.endswith("ed") and word not in _NOT_PAST and word.isalpha())


@remembered
def is_act(word: str) -> bool:
    """Whether `word` is a past tense one could have watched being done."""
    return is_past(word) and word not in VAGUE and word not in MENTAL


def is_vague(word: str) -> bool:
    """Whether `word` is a past tense that names activity and no act."""
    return word in VAGUE


def is_present(word: str) -> bool:
    """Whether `word` is an act in the present tense."""
    return word in BASE or word in THIRD
