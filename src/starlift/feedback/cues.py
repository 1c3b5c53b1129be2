"""The turns of plain English by which a sentence shows what it is: a small table and the way to match it.

A cue is never a score. It says that a sentence *may* hold a condition, a reason, a refusal; what counts is decided
where cues meet an actor and an act (`starlift.feedback.features`). The entries are everyday words of English, not
terms of the trade, since a plain-spoken answer that shows the mechanism outranks a fluent one that only uses the
right words (rubric).

Pattern language: entries are parted by ``;``, words by blanks. ``_`` stands for any one token, ``#`` for a number
in digits or words, and ``word+`` for a regular verb or noun with its endings (``refuse+``: refuse, refuses,
refused, refusing).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache


def word_set(words: str) -> frozenset[str]:
    """The words of a text table."""
    return frozenset(words.split())


CUES: Mapping[str, str] = {
    # How a decision shows.
    "choice": """instead ; rather than ; chose ; choose ; decide+ ; picked ; opted ; on purpose ;
        deliberately ; decline+ ; refuse+ ; said no ; say no ; turned down ; drop+ ; dropped ; stopped ;
        scrapped ; threw out ; left out ; left alone ; recommend+ ; ruled out ; argued for ; only those ;
        off the table ; nothing else ; i kept ; kept the ; kept him ; kept her ; not because ; cancelled ;
        canceled ; i closed ; withdrew ; postponed ; i agreed ; i would not ; backed""",
    "options": """option+ ; choices ; alternative+ ; either ; # ways ; # choices ; which of ; do you want ;
        whether ; or ; variants ; another way ; slip ; one of two ; one of # ; best of""",
    "condition": """if ; unless ; until ; whenever ; whoever ; anyone who ; anyone with ; anything ; anybody
        ; where the ; only if ; only when ; nothing _ without ; no _ without ; without a ; provided ; on
        condition ; as long as ; once ; when it ; when the ; whose ; which of ; above # ; below # ; over # ;
        under # ; within # ; more than # ; at most ; no more than ; or else ; otherwise ; except""",
    "norm": """must ; has to ; have to ; had to ; may ; need+ to ; can only ; not allowed ; allowed ; by
        default ; gets ; get ; goes ; go ; waits ; wait ; expire+ ; comes back ; is asked ; are asked ; no
        longer than ; limit+ ; by itself ; automatically ; nobody ; no one ; everyone ; everybody ; each ;
        every ; any ; only ; never ; is called ; is read""",
    "rhythm": """every week ; every month ; every # weeks ; every quarter ; every morning ; every day ;
        every monday ; every tuesday ; every wednesday ; every thursday ; every friday ; every sprint ;
        every planning ; every second ; each week ; each month ; each quarter ; each sprint ; each morning ;
        each monday ; each friday ; weekly ; fortnightly ; monthly ; quarterly ; daily ; mondays ; tuesdays
        ; wednesdays ; thursdays ; fridays ; a week ; a month ; # minutes ; once a ; twice a ; on monday ;
        on a tuesday ; on a friday ; rota ; in turn ; next quarter ; at the start of""",
    "reason": """because ; cause if ; cause it ; cause they ; cause i ; so that ; which meant ; that meant ;
        the reason ; on the ground ; since the ; since they ; since it ; since he ; since she ; since
        without ; as otherwise ; otherwise ; which is why ; that way ; in order that ; for fear ; why ; on
        purpose ; as the ; as it ; as they ; as he ; as she ; as nobody ; as no ; as we""",
    "order": """first ; then ; before i ; before we ; before any ; before the ; last ; next ; second ; third
        ; only then ; after that ; in that order ; begin with ; began with ; started with ; one at a time ;
        one by one ; step""",
    # What it cost and who was against it.
    "cost": """cost ; costs ; price ; gave up ; give up ; giving up ; lose ; loses ; losing ; lost ; delay+
        ; later than ; slower ; slipped ; in exchange ; in return ; traded ; trade ; at the expense ; gave
        away ; accepted that ; i accepted ; rather miss ; paid for ; pay for ; pays for ; went without ; go
        without ; penalty ; moved to make room ; less precise ; had to wait ; had to lose ; which cost ;
        worse off ; not free ; sacrifice+ ; unpopular ; postpone+ ; missed ; gave them ; wrecked ; suffered
        ; to the cost ; had to go ; comes out ; comes down ; came down ; came out of ; own budget ; out of
        their own ; worse ; hurt ; hurts ; we lost ; i lost ; took longer ; takes longer ; longer than
        before ; less time ; fewer features ; expensive ; no longer get ; did without ; do without ; cut
        back ; not painless ; the downside ; at risk""",
    "objection": """object+ ; objection+ ; argue+ ; refuse+ ; protest+ ; complain+ ; complaint+ ; disagree+
        ; hated ; did not like ; didn't like ; not happy ; unhappy ; angry ; furious ; wanted ; fear+ ;
        worried ; shout+ ; grumble+ ; pushed back ; push back ; resist+ ; resistance ; fight ; fought ;
        insist+ ; annoyed ; offended ; thrilled ; demand+ ; challenged ; not convinced ; afraid ; quarrel+ ;
        row ; moan+ ; yelled ; threatened ; said no ; against it ; hard feelings ; cross ; upset ; would not
        have it ; no fan ; pressed ; pushing ; screamed ; loud ; louder""",
    "hearing": """listened ; heard ; hear ; both sides ; both of them ; each of them ; his reason ; her
        reason ; their reason ; a point ; fair ; was right ; were right ; agreed ; agree ; offered ;
        compromise+ ; promised ; in front of ; with them ; with him ; with her ; to him ; to her ; to them ;
        asked him ; asked her ; asked them ; told him ; told her ; told them ; asked both ; asked each ;
        showed him ; showed her ; showed them ; explained ; face to face ; privately ; in advance""",
    "ownership": """sign ; signs ; signed ; signing ; signature ; accepts ; accepted ; approve+ ; owner ;
        owners ; owned ; owns ; his name ; her name ; their name ; a name ; named ; in writing ; wrote down
        ; written down ; recorded ; minuted ; his call ; her call ; their call ; her decision ; his decision
        ; their decision ; decides ; answers for ; on the record ; responsible ; takes it ; in person""",
    # What came of it.
    "change": """from # ; used to ; down to ; up from ; fell ; rose ; halved ; doubled ; no longer ; before
        that ; now ; against # ; → ; -> ; previously ; at the start ; by spring ; compared with ; half ; a
        third ; a quarter of ; twice ; fewer ; earlier ; to # ; stopped ; went down ; came down ; went up ;
        dropped to ; dropped from ; dropped by ; instead of # ; none ; zero ; not one ; since ; after # ; #
        months later ; # weeks later ; later ; by # ; on time""",
    "others": """they now ; now they ; he now ; she now ; now he ; now she ; began ; started ; start to ;
        themselves ; himself ; herself ; unasked ; unprompted ; on their own ; on his own ; on her own ;
        without being asked ; of their own ; brought ; brings ; bring us ; bring it ; come to us ; come to
        me ; came to me ; came back ; ask first ; asks ; asked for ; chose to ; moved ; funded ; funds ;
        gave us ; agreed to ; took it ; picked ; stopped ; i didn't ask ; asked me ; teams ; their own""",
    "lasting": """still ; since then ; ever since ; successor ; without me ; on leave ; on holiday ; i was
        away ; i left ; i moved ; when i ; handed ; took over ; taken over ; takes over ; handbook ;
        checklist ; template ; policy ; standard ; other teams ; another team ; copied ; copies ; adopted ;
        part of ; built into ; to this day ; runs ; run by ; chairs ; chair ; nothing to do with me ; i no
        longer ; new starters ; two successors ; every release ; form ; have not touched ; haven't touched ;
        haven't been ; run it ; kept it ; keeps it ; keep it ; again ; page ; rule ; by default""",
    "soft": """thanked ; thank ; thanks ; praise+ ; well received ; warmly ; positive ; very happy ; award ;
        bonus ; proud ; appreciated ; compliment+ ; went well ; went fine ; success ; successful ; smooth ;
        smoothly ; satisfied ; worked out ; good feedback ; great feedback ; much better ; got better ;
        better ; improve+ ; improvement+ ; sorted ; under control ; good outcome ; calmer ; great ; nice ;
        nicest ; happy ; enjoyed""",
    # Another person's work.
    "person": """he ; she ; him ; her ; his ; my engineer ; one of my ; one of our ; my best ; the engineer
        ; an engineer ; the developer ; the architect ; analyst ; a junior ; colleague ; mentee""",
    "looking": """read ; reread ; went through ; going through ; go through ; looked at ; looking at ; sat
        with ; sat beside ; sat next ; sit with ; sat in ; side by side ; last # ; old # ; his comments ;
        her comments ; his notes ; her notes ; his reviews ; her reviews ; their comments ; rewrote ;
        rewrite ; rewriting ; together ; marked ; printed ; line by line ; his reports ; her reports ; his
        last ; her last ; next to ; beside ; watched ; listened""",
    "showing": """how to ; showed ; show+ ; asked him to ; asked her to ; had him ; had her ; let him ; let
        her ; gave him ; gave her ; practise+ ; practice+ ; rehearse+ ; next time ; example+ ; went along ;
        came along ; joined ; kept quiet ; try ; tried ; try it ; first one ; taught ; teach ; told him ;
        told her ; told them ; with him ; with her ; to him ; to her""",
    "grown": """he now ; she now ; now he ; now she ; on his own ; on her own ; himself ; herself ; by
        himself ; by herself ; he runs ; she runs ; he led ; she led ; teaches ; teach ; he brings ; she
        brings ; he asks ; she asks ; without me ; his own ; her own ; he wrote ; she wrote ; he writes ;
        she writes ; he does ; she does ; he does it ; i no longer""",
    # The setting and the speaker's own duty.
    "goal": """my job ; my task ; my goal ; own goal ; goal ; my aim ; aim ; objective ; my responsibility ;
        responsible for ; accountable ; was to ; i had to ; i needed to ; i was asked to ; my brief ; my
        remit ; mandate ; my target ; target ; set myself ; set myself the ; was mine ; is mine ; my part ;
        my role ; tasked ; charged with ; i owned ; had asked me ; asked me to ; wanted me to ; i was
        answerable ; what i took on ; my own measure ; i wanted ; i was given ; my number""",
    "constraint": """without ; by the end ; no budget ; no extra ; no additional ; no money ; same headcount
        ; by january ; by february ; by march ; by april ; by may ; by june ; by july ; by august ; by
        september ; by october ; by november ; by december ; by summer ; by autumn ; by spring ; by
        christmas ; within ; not allowed ; only # ; no new ; no more ; in # weeks ; in # months ; nobody
        extra ; had no authority""",
    "stakes": """customer+ ; user+ ; patient+ ; passenger+ ; player+ ; money ; revenue ; deadline ; date ;
        promised ; promise ; contract ; regulator ; penalty ; nobody knew ; no one knew ; nobody could ; no
        one could ; complain+ ; angry ; missed ; late ; would have ; days before ; weeks before ; day before
        ; days until ; public ; everyone ; everybody ; buried ; piling ; interrupted ; overloaded ; stuck ;
        afraid ; blocked ; left ; resigned ; without an answer ; unread ; for weeks ; for months ; queue ;
        waiting ; people""",
    "setting": """when i joined ; when i came ; when i took ; i inherited ; inherited ; there were ; there
        was ; we had ; i had ; i run ; i ran ; i lead ; i led ; i was ; we were ; of us ; at the time ; at
        that time ; on my appointment ; we make ; we sell ; we build ; they had ; they were ; was a ; were ;
        kept ; used to ; every ; before the ; nobody""",
    # Speech that is no account of an event.
    "habit": """always ; usually ; generally ; typically ; i believe ; i am a ; i'm a ; big believer ; i
        like to ; my style ; you have to ; you've got to ; you should ; you need ; you can ; it's about ; it
        is about ; all about ; in my experience ; end of the day ; the key ; i would say ; i'd say ;
        leadership is ; my approach ; i try ; we try ; i make sure ; we must ; is essential ; is key ; is
        important ; i feel""",
    "hypothetical": """would ; i'd ; imagine ; should ; might ; could ; going to ; will ; i'll ; we'll ;
        plan to ; hope to ; in future ; would like ; next step ; if i were""",
    "negation": """not ; never ; nobody ; none ; nor ; neither ; didn't ; wasn't ; weren't ; hadn't ;
        haven't ; don't ; doesn't ; won't ; couldn't ; isn't ; aren't ; can't ; wouldn't ; nothing""",
    # What the thing acted upon is. These carry no level: they tell which signal a mechanism belongs to.
    "about_intake": """request+ ; requests ; queue+ ; ticket+ ; backlog ; intake ; inbox ; demand ; capacity
        ; slot+ ; slots ; priority ; priorities ; prioritise+ ; urgent ; interrupt+ ; interruptions ; wait ;
        waits ; waiting ; top # ; first ; came in ; come in ; comes in ; overload+ ; workload ; asks ;
        questions ; questionnaires ; pile+ ; piles ; full ; rows ; pages ; lane+ ; hours ; mailbox ; channel
        ; volume ; planned ; emergencies""",
    "about_risk": """risk+ ; ship ; shipped ; shipping ; launch+ ; release+ ; go live ; went live ; exploit+
        ; expose+ ; exposed ; harm ; what happens if ; worst case ; delay ; fix ; fixed ; patch+ ; finding+
        ; findings ; accept+ ; block+ ; hold ; roll back ; waiver+ ; waivers ; exception+ ; exceptions ;
        consequence+ ; consequences ; damage ; leak+ ; affected ; what could ; what would ; hit ; attacker ;
        switch off ; switched off ; turn off ; off until ; criteria ; open ; overdue ; slip ; breach""",
    "about_system": """meeting+ ; board ; sheet ; page ; form ; checklist ; owner+ ; owners ; dashboard+ ;
        report ; reports ; rota ; rule ; rules ; process ; template ; pack ; list ; register ; review+ ;
        calendar ; charts ; figures ; numbers ; metrics ; agenda ; slide+ ; slides ; role ; roles ; step ;
        procedure ; handbook ; line ; lines ; spreadsheet ; column ; field""",
    "about_quarrel": """relationship ; trust ; stakeholder+ ; partner+ ; director ; sales ; marketing ;
        product ; business ; legal ; vp ; ceo ; cto ; coo ; cfo ; head of ; lead ; leads ; manager ; team ;
        teams ; boss ; deputy ; finance ; owner""",
    # Work at all, and text that is no answer.
    "work": """team ; teams ; manager ; managers ; engineer ; engineers ; engineering ; developer ;
        developers ; customer ; customers ; client ; clients ; service ; services ; release ; releases ;
        launch ; security ; report ; reports ; review ; reviews ; director ; directors ; project ; projects
        ; programme ; program ; product ; products ; user ; users ; system ; systems ; company ; bank ;
        department ; office ; meeting ; meetings ; audit ; auditors ; regulator ; supplier ; suppliers ;
        vendor ; vendors ; software ; app ; data ; code ; tickets ; backlog ; executives ; stakeholders ;
        staff ; hired ; colleagues ; colleague ; business ; boss ; budget ; deadline ; studio ; incident ;
        incidents ; bug ; bugs ; server ; servers ; group ; division ; lead ; leads ; squad ; squads ;
        requests ; architect ; analyst ; vp ; cto ; ciso ; coo ; cfo ; ceo ; board""",
    "pitch": """book a demo ; a demo ; pricing starts ; pricing ; our customers ; customers see ; customers
        report ; our platform ; free trial ; months free ; white paper ; contact us ; sign up ; subscribe ;
        discount+ ; discounts ; per developer ; buy now ; trusted by ; our product ; ask about our ; no
        obligation ; co pilot ; imagine a world ; download""",
}
"""Cue -> its patterns. The names are the words used by the tables in `starlift.feedback.levels`."""

NUMBERS = word_set(
    """two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million dozen"""
)

SAME = {
    "she": "he",
    "she'd": "he'd",
    "she's": "he's",
    "her": "his",
    "hers": "his",
    "him": "his",
    "herself": "himself",
}
"""Words read as one, so that nobody's sex changes a level; "her" is both "him" and "his"."""

Index = Mapping[str, Sequence[tuple[tuple[str, ...], str]]]


def is_number(token: str) -> bool:
    """Whether `token` is a number in digits or words; "one" is too often a pronoun to count."""
    return token[0].isdigit() or token in NUMBERS


@cache
def cue_index() -> Index:
    """First word of a pattern -> (its other words, the cue it stands for)."""
    index: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for cue, patterns in CUES.items():
        seen = {form for pattern in patterns.split(";") for form in _forms(_read_as_one(pattern))}
        for first, *others in sorted(seen):
            index.setdefault(first, []).append((tuple(others), cue))
    return index


def _read_as_one(pattern: str) -> tuple[str, ...]:
    """The words of a pattern as `SAME` has them."""
    return tuple(SAME.get(word, word) for word in pattern.split())


def cues_at(index: Index, tokens: Sequence[str], place: int) -> list[str]:
    """The cues whose pattern begins with the token at `place`."""
    number = is_number(tokens[place])
    entries = (*index.get(tokens[place], ()), *(index.get("#", ()) if number else ()))
    return [cue for others, cue in entries if _follows(tokens, place + 1, others)]


def _follows(tokens: Sequence[str], place: int, others: Sequence[str]) -> bool:
    """Whether the tokens from `place` on fit the words `others`."""
    if place + len(others) > len(tokens):
        return False
    for token, wanted in zip(tokens[place : place + len(others)], others, strict=True):
        if wanted not in (token, "_") and not (wanted == "#" and is_number(token)):
            return False
    return True


def _forms(pattern: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The pattern itself, or its regular forms where its last or only marked word ends in ``+``."""
    for place, word in enumerate(pattern):
        if word.endswith("+"):
            return [(*pattern[:place], form, *pattern[place + 1 :]) for form in inflected(word[:-1])]
    return [pattern]


def inflected(word: str) -> tuple[str, ...]:
    """The regular forms of a verb or noun, "refuse" giving refuse, refuses, refused, refusing."""
    if word.endswith("e"):
        return word, word + "s", word + "d", word[:-1] + "ing"
    if word.endswith(("s", "x", "ch", "sh")):
        return word, word + "es", word + "ed", word + "ing"
    return word, word + "s", word + "ed", word + "ing"
