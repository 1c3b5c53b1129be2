"""The turns of plain English by which a sentence shows what it is: a small table and the way to match it.

A cue is never a score. It says that a sentence *may* hold a condition, a reason, a refusal; what counts is decided
where cues meet an actor and an act (`starlift.feedback.features`). The entries are everyday words of English, not
terms of the trade, since a plain-spoken answer that shows the mechanism outranks a fluent one that only uses the
right words (rubric).

Pattern language: entries are parted by ``;``, words by blanks. ``_`` stands for any one token, ``#`` for a number
in digits or words, ``word+`` for a regular verb or noun with its endings (``refuse+``: refuse, refuses,
refused, refusing) and ``@name`` for each word of a family in `CLASSES`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from starlift.feedback.memory import remembered
from starlift.feedback.topics import TOPICS
from starlift.feedback.words import SAME, inflected, is_number, read_as, word_set

__all__ = ["CLASSES", "CUES", "SAME", "cue_index", "cues_in", "inflected", "is_number", "word_set"]


CLASSES: Mapping[str, str] = {
    "@day": "monday tuesday wednesday thursday friday saturday sunday",
    "@days": "mondays tuesdays wednesdays thursdays fridays",
    "@month": """january february march april may june july august september october november december spring summer
        autumn winter christmas easter""",
    "@time": """day morning afternoon evening week fortnight month quarter sprint release year night shift season
        monday tuesday wednesday thursday friday other second third two three four six planning""",
    "@span": "minutes hours days weeks months years hour day week month",
    "@them": "him her them each both everyone people",
    "@poss": "his her their",
}
"""Names for families of words in the table below."""

TURNS: Mapping[str, str] = {
    # How a decision shows.
    "choice": """instead ; sent back ; send back ; sends back ; crossed out ; crossed off ; not now ; not yet ; put
        off ; in its place ; swap ; swapped ; made room ; make room ; not on the list ; stop doing ; rather than ;
        sooner than ; chose ; choose ; chosen ; choosing ; decide+ ; decision ; picked ; opted ; settled on ; on
        purpose ; deliberately ; decline+ ; refuse+ ; said no ; say no ; saying no ; turned down ; turned away ; drop+
        ; dropped ; dropping ; stopped ; stopping ; scrapped ; threw out ; thrown out ; left out ; left alone ; left
        it ; let it go ; recommend+ ; ruled out ; argued for ; only those ; off the table ; off the list ; nothing
        else ; i kept ; kept the ; kept @them ; not because ; cancel ; cancelled ; i closed ; withdrew ; i agreed ; i
        would not ; i wouldn't ; backed ; rejected ; rejecting ; abandoned ; in favour of ; over the other ; preferred
        ; went with ; ditched ; binned ; axed ; killed ; shelved ; parked ; pulled it ; held back ; overruled ; could
        have ; could've ; might have ; i was tempted ; tempting ; the easy ; but i ; the call ; against hiring ;
        against the idea""",
    "options": """option+ ; choices ; alternative+ ; either ; # ways ; # choices ; which of ; do you want ; whether ;
        variants ; another way ; one of two ; one of # ; best of ; both ways ; other way ; on one side ; on the other
        ; or we ; or the ; or wait ; or ship ; or we could ; # routes ; # paths ; # scenarios ; plan a ; plan b ; the
        trade off ; trade offs ; weighed ; pros and cons ; what if ; price tag""",
    "condition": """if ; unless ; until ; whenever ; whoever ; whichever ; anyone who ; anyone with ; anything that ;
        anything ; where the ; only if ; only when ; nothing _ without ; no _ without ; without a ; without an ;
        provided ; providing ; on condition ; as long as ; so long as ; once ; whose ; above # ; below # ; more than #
        ; at most ; at least ; no more than ; or else ; otherwise ; except ; in case ; not before ; no sooner ; for
        any ; every _ that ; those that ; whatever ; threshold ; depending on ; when a ; when it ; when the ; within
        #""",
    "norm": """must ; must not ; has to ; have to ; had to ; may ; may not ; need+ to ; can only ; could only ; not
        allowed ; allowed ; allowed to ; by default ; waits ; wait ; waited ; expire+ ; comes back ; is asked ; are
        asked ; no longer than ; limit+ ; cap ; capped ; by itself ; automatically ; nobody ; no one ; everyone ; each
        ; every ; never ; is called ; is read ; gets ; goes ; went to the ; belongs to ; is to ; are to ; counts as ;
        required ; requires ; expected to ; is sent ; is returned ; goes first ; comes first ; goes back ; ends ; no
        exceptions ; free to ; are free ; entitled ; obliged ; forbidden ; forbade ; a maximum ; a minimum""",
    "rhythm": """every @time ; each @time ; every # @span ; per @span ; weekly ; fortnightly ; monthly ; quarterly ;
        daily ; nightly ; yearly ; biweekly ; annually ; @days ; a week ; a month ; a quarter ; # minutes ; an hour ;
        half an hour ; half hour ; once a ; twice a ; on @day ; on a @day ; a @day ; the @day ; @day morning ; @day
        mornings ; rota ; in turn ; turns ; next quarter ; at the start of ; at the end of each ; standing ; recurring
        ; handover ; regular ; same time ; mornings ; ten minutes ; stand up ; every time ; each time""",
    "reason": """because ; so that ; which meant ; that meant ; meaning that ; meaning ; the reason ; reasons ; on the
        ground ; on the grounds ; since the ; since they ; since it ; since he ; since without ; since a ; since that
        ; as otherwise ; otherwise ; which is why ; that's why ; this is why ; that way ; in order that ; in order to
        ; for fear ; why ; on purpose ; as the ; as it ; as they ; as he ; as nobody ; as no ; as we ; due to ; thanks
        to ; so the ; so they ; so nobody ; so it ; so he ; so we ; so people ; or they'd ; or it would ; or he'd ;
        would only have ; would have only ; would just have ; would have ; i wanted the ; i wanted them ; the point
        was ; the idea was ; the logic ; my thinking ; i reckoned ; given that ; seeing that""",
    "order": """first ; firstly ; second ; secondly ; third ; then ; before i ; before we ; before any ; before the ;
        before they ; last ; lastly ; next ; only then ; after that ; afterwards ; in that order ; begin with ; began
        with ; started with ; started by ; one at a time ; one by one ; step ; steps ; to begin ; finally""",
    # What it cost and who was against it.
    "cost": """cost ; costs ; price ; gave up ; give up ; given up ; giving up ; lose ; loses ; losing ; lost ; delay+
        ; later than ; slower ; slipped ; in exchange ; in return ; traded ; trade ; at the expense ; expense ; gave
        away ; accepted that ; i accepted ; rather miss ; paid for ; paid ; pay for ; pays for ; went without ; go
        without ; penalty ; moved to make room ; less precise ; had to wait ; had to lose ; which cost ; worse off ;
        not free ; sacrifice+ ; unpopular ; postpone+ ; missed ; gave them ; wrecked ; suffered ; to the cost ; had to
        go ; comes out ; came out of ; own budget ; out of @poss own ; worse ; hurt ; hurts ; we lost ; i lost ; took
        longer ; takes longer ; longer than before ; less time ; fewer features ; expensive ; no longer get ; did
        without ; do without ; cut back ; not painless ; the downside ; downside ; drawback ; trade off ; at risk ;
        the bill ; fell behind ; fell over ; waited longer ; put back ; went late ; a day late ; # weeks late ; # days
        late ; i knew ; knowing that ; not everyone liked ; price we paid ; had to live with ; to my cost ; set us
        back ; bruised""",
    "objection": """object+ ; objection+ ; argue+ ; refuse+ ; protest+ ; complain+ ; complaint+ ; disagree+ ;
        disagreed ; disagreement ; hated ; did not like ; didn't like ; not like it ; not happy ; wasn't happy ;
        unhappy ; angry ; furious ; wanted ; fear+ ; worried ; shout+ ; grumble+ ; pushed back ; push back ; pushback
        ; resist+ ; resistance ; fight ; fought ; insist+ ; annoyed ; offended ; thrilled ; demand+ ; challenged ; not
        convinced ; unconvinced ; afraid ; quarrel+ ; row ; moan+ ; yelled ; threatened ; said no ; against it ; hard
        feelings ; cross ; upset ; would not have it ; no fan ; pressed ; pushing ; screamed ; loud ; louder ; opposed
        ; hostile ; heated ; stormed ; blew up ; kicked off ; kick off ; swore ; sulked ; reluctant ; sceptical ;
        suspicious ; bitter ; dispute+ ; conflict+ ; clash+ ; tension ; called it ; called me ; accused ; escalated ;
        went over my head ; slammed ; not keen ; not amused ; fed up ; ridiculous ; rolled @poss eyes""",
    "hearing": """listened ; heard ; hear ; hearing ; both sides ; both of them ; each of them ; @poss reason ; @poss
        reasons ; @poss side ; @poss view ; @poss worry ; @poss concern ; a point ; fair ; was right ; were right ;
        he's right ; they're right ; agreed ; agree ; offered ; offer ; compromise+ ; promised ; in front of ; with
        @them ; to @them ; asked @them ; asked the ; asked what ; asked why ; asked which ; asked how ; told @them ;
        asked each ; showed @them ; explained ; face to face ; privately ; in advance ; in private ; over coffee ;
        good case ; met him ; met them ; halfway ; conceded ; i conceded ; gave way ; gave in ; admitted ; apologised
        ; acknowledge+ ; understood ; took @them ; invited ; went to see ; went to @them ; went round ; rang @them ;
        called @them ; visited ; one to one""",
    "said": """i said ; he said ; they said ; said that ; said i ; says ; i told ; he told ; told me ; i asked ; he
        asked ; they asked ; told us ; asked me ; i say ; words ; i wrote to ; he wrote ; he wrote back ; replied ;
        answered""",
    "ownership": """sign ; signs ; signed ; signing ; signature ; signed off ; sign off ; accepts ; accepted ;
        approve+ ; approval ; owner ; owners ; owned ; owns ; @poss name ; a name ; names ; named ; in writing ; wrote
        down ; written down ; recorded ; minuted ; minutes of ; @poss call ; @poss decision ; @poss choice ; @poss
        risk ; decides ; decided ; answers for ; on the record ; responsible ; accountable ; takes it ; took it on ;
        in person ; who decides ; business owner ; risk owner ; put @poss ; with a date ; a date ; expiry ; expiry
        date ; expires ; by when ; until when ; deadline for ; committed ; commit to ; undertook""",
    "facts": """the numbers ; the figures ; the facts ; the list ; the evidence ; the data ; on screen ; a demo ;
        demonstrated ; on one page ; one page ; on a page ; a sheet ; on paper ; a table ; a chart ; real cases ; real
        examples ; example ; examples ; measured ; measure ; counted ; count ; sample ; the log ; the record ; the
        records ; went back through ; last year's ; cases ; what happens if ; what would happen ; what could happen ;
        worst case ; the worst ; who would be ; how likely ; how many ; how long ; how much ; what it would ; what it
        costs ; what we know ; what we don't know ; in money ; in plain ; plain words ; plain language ; in words""",
    "escalation": """escalate+ ; escalation ; took it to ; took it up ; went to @poss ; to @poss boss ; @poss boss ;
        @poss manager ; @poss director ; @poss head ; my boss ; my manager ; my director ; go together ; went together
        ; jointly ; together with ; one level up ; upstairs ; arbitrate+ ; tie break ; before it went ; no surprises ;
        beforehand ; up front""",
    # What came of it.
    "change": """from # ; used to ; down to ; up from ; down from ; fell ; fallen ; rose ; risen ; halved ; doubled ;
        tripled ; no longer ; before that ; against # ; → ; -> ; previously ; by spring ; compared with ; compared to
        ; half ; a third ; a quarter of ; twice ; fewer ; earlier ; to # ; went down ; went from ; came down ; went up
        ; dropped to ; dropped from ; dropped by ; instead of # ; none ; zero ; not one ; not a single ; not once ;
        since ; after # ; # months later ; # weeks later ; later ; by # ; on time ; shrank ; grew ; rather than # ;
        was # ; where it had ; where before ; in the past ; now ; since then ; within # ; today ; by the end ; by
        @month ; the next ; following quarter ; following year ; the first time ; for once ; stayed ; dried up ; died
        down ; disappeared ; gone ; instead of the""",
    "others": """they now ; now they ; he now ; now he ; began ; started ; start to ; themselves ; himself ; unasked ;
        unprompted ; on their own ; on @poss own ; without being asked ; of their own ; brought ; brings ; bring us ;
        bring it ; bring me ; come to us ; come to me ; came to me ; came to us ; comes to me ; came back ; ask first
        ; ask us ; asks ; asked for ; chose to ; moved ; funded ; funds ; gave us ; agreed to ; took it ; picked ;
        stopped ; i didn't ask ; asked me ; teams ; their own ; between themselves ; among themselves ; of @poss own
        accord ; asked us ; asked whether ; rang me ; rings ; ring him ; call him ; call us ; without us ; came round
        ; copied it ; wanted one too ; followed ; paid for it ; renewed ; signed again ; put it in ; uses ; use it ;
        using it ; insist on ; volunteered ; offered to ; before they ; before it was built ; earlier than""",
    "lasting": """still ; since then ; ever since ; successor ; without me ; on leave ; on holiday ; i was away ; i
        left ; i moved ; when i ; handed ; handed over ; took over ; taken over ; takes over ; handbook ; checklist ;
        template ; policy ; standard ; other teams ; another team ; other sites ; other departments ; copied ; copies
        ; adopted ; part of ; built into ; to this day ; runs ; run by ; chairs ; chair ; nothing to do with me ; i no
        longer ; new starters ; new joiners ; newcomers ; two successors ; every release ; form ; have not touched ;
        haven't touched ; haven't been ; run it ; kept it ; keeps it ; keep it ; again ; page ; rule ; by default ;
        deputy ; took it on ; years later ; a year later ; a year on ; months on ; outlived ; outlasted ; survived ;
        survives ; whoever ; anyone can ; rotates ; rotate ; nobody needs ; doesn't need me ; don't need me ; i've
        left ; since left ; maternity leave ; parental leave ; off sick ; changed jobs ; new manager ; in place ; in
        use ; even when ; even though i""",
    "soft": """thanked ; thank ; thanks ; praise+ ; well received ; warmly ; positive ; very happy ; award ; bonus ;
        proud ; proudest ; appreciated ; appreciate ; compliment+ ; went well ; went fine ; went great ; success ;
        successful ; successfully ; smooth ; smoothly ; satisfied ; satisfaction ; worked out ; worked well ; good
        feedback ; great feedback ; much better ; got better ; better ; improve+ ; improvement+ ; sorted ; under
        control ; good outcome ; calmer ; great ; nice ; nicest ; happy ; enjoyed ; recognised ; recognition ;
        impressed ; grateful ; pleased ; kudos ; promoted ; all hands ; town hall ; hero ; legend ; everyone was ; no
        complaints ; excellent ; valued ; good team ; reputation ; respected""",
    # Another person's work.
    "person": """he ; his ; my engineer ; one of my ; one of our ; one of the ; my best ; the engineer ; an engineer ;
        the developer ; the architect ; analyst ; a junior ; junior ; colleague ; mentee ; apprentice ; graduate ;
        trainee ; newest ; youngest ; team member ; my tester ; the tester ; consultant ; my senior ; a senior""",
    "looking": """read ; reread ; went through ; going through ; go through ; looked at ; looking at ; look at ; sat
        with ; sat beside ; sat next ; sit with ; sat in ; sat down ; side by side ; last # ; old # ; @poss comments ;
        @poss notes ; @poss reviews ; @poss reports ; @poss last ; @poss work ; @poss findings ; @poss tickets ; @poss
        emails ; @poss messages ; @poss draft ; @poss write ; rewrote ; rewrite ; rewriting ; rewritten ; together ;
        marked ; printed ; line by line ; out loud ; aloud ; next to ; beside ; watched ; listened ; shadowed ;
        observed ; over @poss shoulder ; paired ; pairing ; with @poss own""",
    "showing": """how to ; showed ; show+ ; asked @them to ; had @them ; let @them ; gave @them ; got @them to ; made
        @them ; practise+ ; practice+ ; rehearse+ ; next time ; example+ ; went along ; came along ; joined ; kept
        quiet ; said nothing ; try ; tried ; try it ; first one ; taught ; teach ; told @them ; with @them ; to @them
        ; pattern ; # questions ; one question ; feedback ; coached ; coaching ; mentored ; did one ; demonstrated ;
        walked @them ; start with ; begin with ; the rest @poss ; then he ; from then ; what would you ; role play""",
    "grown": """he now ; now he ; on @poss own ; himself ; by himself ; he runs ; he led ; he leads ; teaches ; teach
        ; he brings ; he asks ; without me ; @poss own ; he wrote ; he writes ; he does ; he does it ; i no longer ;
        he ran ; he presented ; he presents ; he trains ; he trained ; he mentors ; asked for him ; ask for him ; ask
        him ; ring him ; call him ; go to him ; by name ; he took over ; he took ; he chaired ; he explained ; he
        didn't need ; he started ; he began ; he became ; grew into ; invited him ; he shows ; promoted""",
    # The setting and the speaker's own duty.
    "goal": """my job ; my task ; my goal ; own goal ; goal ; goals ; my aim ; aim ; aimed ; objective ; my
        responsibility ; responsible for ; responsibility ; accountable ; was to ; i had to ; i needed to ; i was
        asked ; i was told to ; my brief ; the brief ; my remit ; remit ; mandate ; my target ; target ; set myself ;
        was mine ; is mine ; were mine ; mine to ; my part ; my role ; tasked ; charged with ; i owned ; i own ; asked
        me ; told me to ; wanted me to ; i was answerable ; answerable ; i answered for ; what i took on ; my own
        measure ; i wanted ; i was given ; my number ; my decision ; my call ; fell to me ; landed on ; on my desk ;
        on me to ; up to me ; down to me ; i was hired ; hired to ; brought in to ; i was brought in ; put in charge ;
        in charge of ; i promised ; i'd promised ; expected me ; expected of me ; i was supposed to ; gave me ; i set
        out ; success meant ; success would ; i was made ; i undertook ; my assignment ; purpose ; i took on ; i was
        appointed ; i was to ; i'd been asked ; i'd been told ; i'd been given ; what i wanted ; what i had to ; i
        volunteered""",
    "constraint": """without ; by the end ; no budget ; no extra ; no additional ; no money ; same headcount ; no
        headcount ; same people ; by @month ; by @day ; before @month ; until @month ; within ; not allowed ; only # ;
        no new ; no more ; in # weeks ; in # months ; in # days ; # weeks to ; # months to ; nobody extra ; had no
        authority ; no authority ; no power ; no mandate ; couldn't hire ; could not hire ; freeze ; fixed date ; the
        date was ; limited ; with the people ; with what we had ; not to lose ; not losing ; at the same time ; and
        still""",
    "stakes": """customer+ ; user+ ; client+ ; patient+ ; passenger+ ; player+ ; resident+ ; pupil+ ; money ; revenue
        ; deadline ; date ; promised ; promise ; contract ; regulator ; regulators ; inspector ; penalty ; fine ;
        nobody knew ; no one knew ; nobody could ; no one could ; complain+ ; angry ; missed ; late ; would have ;
        days before ; weeks before ; day before ; week before ; night before ; days until ; days away ; days to go ;
        public ; everyone ; buried ; piling ; piled up ; drowning ; interrupted ; overloaded ; overwhelmed ; stuck ;
        afraid ; blocked ; left ; resigned ; quit ; without an answer ; unread ; for weeks ; for months ; queue ;
        waiting ; people ; burnt out ; exhausted ; lost trust ; no trust ; whoever shouted ; shouted loudest ; at
        stake ; millions ; lawsuit ; headline+ ; safety ; trust ; renewal ; audit""",
    "setting": """when i joined ; when i came ; when i took ; when i started ; i inherited ; inherited ; there were ;
        there was ; there's ; we had ; i had ; i run ; i ran ; i lead ; i led ; i was ; we were ; of us ; at the time
        ; at that time ; back then ; on my appointment ; we make ; we sell ; we build ; we run ; we supply ; they had
        ; they were ; was a ; were ; kept ; used to ; every ; before the ; nobody ; in @month ; last year ; that year
        ; that @month ; a few years ago ; years ago ; our company ; a company ; i work ; we're a ; a team of ; #
        people ; # teams ; # sites ; came in ; had been ; the problem ; the trouble ; the situation ; it was a""",
    # Speech that is no account of an event.
    "habit": """always ; usually ; generally ; typically ; often ; i believe ; i am a ; i'm a ; big believer ; i like
        to ; my style ; you have to ; you've got to ; you should ; you need ; you can ; it's about ; it is about ; is
        about ; all about ; in my experience ; end of the day ; the key ; i would say ; i'd say ; leadership is ; my
        approach ; i try ; we try ; i make sure ; we must ; is essential ; is key ; is important ; i feel ; i think ;
        is crucial ; is vital ; it's important ; people need ; people want ; my philosophy ; my view is ; i see myself
        ; for me ; as a manager ; as a leader ; a good manager ; a leader ; security is ; important thing ; i value ;
        matters most ; in general ; nowadays ; in today's ; everyone knows ; one must ; one should ; one has to ;
        never just ; i strive ; i aim to""",
    "hypothetical": """would ; i'd ; imagine ; should ; might ; could ; going to ; will ; i'll ; we'll ; plan to ;
        plans to ; planning to ; hope to ; in future ; would like ; next step ; next steps ; if i were ; intend+ ;
        we're targeting ; want to ; ideally ; supposed to""",
    "negation": """not ; never ; nobody ; no one ; none ; nor ; neither ; didn't ; wasn't ; weren't ; hadn't ; haven't
        ; don't ; doesn't ; won't ; couldn't ; isn't ; aren't ; can't ; wouldn't ; hasn't ; nothing""",
    "fault": """fault ; blame+ ; incompetent ; incompetence ; useless ; lazy ; ignorant ; stupid ; did not care ; didn't
        care ; don't care ; doesn't care ; nobody listened ; no one listened ; didn't listen ; not listen ; never
        listen+ ; ignored me ; ignored us ; ignored ; ignoring ; let down ; let us down ; failed to ; should have ;
        if they had ; if he had ; had they ; i warned ; warned them ; warned ; told you so ; told them so ; despite
        my ; again and again ; not my ; refused to ; refuse to ; never answered ; never replied ; never understood ;
        don't understand ; didn't understand ; did not understand ; politics ; political ; behind my back ;
        undermined ; unprofessional ; unwilling ; impossible to work ; nothing i could ; my hands ; out of my hands
        ; would have worked ; cannot be expected ; no support ; the real problem ; only care ; only cared ; excuses
        ; shrug+ ; shrugged ; whine+ ; whining ; sling ; slung ; dump+ ; drag+ @poss feet ; dragged @poss feet ;
        hide behind ; hid behind ; hiding behind ; hides behind ; pointed fingers ; pointing fingers ; finger
        pointing ; passed the buck ; cover+ @poss back ; cover+ @poss backs ; cut corners ; couldn't be bothered ;
        can't be bothered ; never bothered ; didn't bother ; didn't even ; don't even ; doesn't even ; won't even ;
        wouldn't even ; no clue ; clueless ; hopeless ; pathetic ; amateur+ ; arrogant ; arrogance ; sloppy ;
        careless ; childish ; stubborn ; spineless ; coward+ ; selfish ; short sighted ; ridiculous ; absurd ;
        nonsense ; rubbish ; @poss mess ; of @poss own making ; @poss fault ; @poss own fault ; thanks to them ;
        because of them ; served them right ; serves them right ; had it coming ; predictably ; needless to say ;
        surprise surprise ; unsurprisingly ; as ever ; as usual ; yet again ; once again ; time and again ; over and
        over ; apparently ; supposedly ; so called ; conveniently ; of all people ; any idiot ; idiot+ ; fool+ ;
        clown+ ; for the record ; on record ; minuted ; we were warned ; were warned ; i had predicted ; i'd
        predicted ; i predicted ; said so all along ; i'd said so ; i had said so ; i knew it would ; proved me
        right ; was proved right ; i was right ; we were right ; if they'd ; if he'd ; if anyone had ; if someone
        had ; if anybody had ; if somebody had ; over my objection+ ; over my head ; against my advice ; ignored my
        ; overruled me ; nobody gave me ; never gave me ; gave me no ; gave us no ; never backed ; didn't back me ;
        stood up for us ; stood up for me ; stand up for us ; hung out to dry ; under the bus ; scapegoat+ ; took
        the credit ; takes the credit ; take the credit ; not my problem ; not my job ; not our job ; not our
        problem ; not our fault ; still waiting ; draw your own ; make of that what ; you tell me ; go figure ; what
        could i do ; what was i supposed ; what am i supposed ; i don't see what ; worse than ever ; no wonder ; too
        busy ; too lazy ; too proud ; more interested in ; only interested in ; all they care ; all he cares ; never
        once ; beneath them ; beneath him ; think they know ; thinks he knows ; know better ; knows better ;
        attention span ; ivory tower ; behind our backs ; lie ; lied ; lies ; lying ; dishonest ; whose fault ; to
        blame ; wasting ; waste of time ; wasted my ; wasted our ; insult+ ; insulting ; bully ; bullied ; bullying
        ; toxic ; sabotage+ ; obstruct+ ; stonewall+ ; never read ; don't read ; didn't read ; wouldn't read ; could
        not care less ; couldn't care less ; asleep at the ; dropped the ball ; broke @poss promise ; broken
        promises ; broke @poss word ; never delivered ; failed us ; failed me ; let me down ; i kept telling ; i
        kept saying ; kept telling them ; kept warning ; told them over ; told them a hundred ; told them a thousand
        ; over my dead ; not listening ; deaf ears ; falls on deaf ; fell on deaf ; above @poss heads ; looked the
        other way ; look the other way ; turned a blind eye ; sat on @poss hands ; sitting on @poss hands ; sat on
        it ; sits on it ; on a whim ; made a fool ; laughed at ; mocked ; hypocrisy ; hypocrites ; pretend+ ;
        pretending ; as if we ; people like that ; people like them ; that lot ; those people ; that crowd ; always
        the same ; same old ; what a surprise ; what did they expect ; what do they expect ; to this day nobody ;
        good luck ; be my guest ; not a word of thanks ; no thanks ; ungrateful ; never thanked""",
}
"""Cue -> its patterns: turns of speech, told apart from the matters of `starlift.feedback.topics`."""

CUES: Mapping[str, str] = {**TURNS, **TOPICS}
"""Cue -> its patterns. The names are the words used by the tables in `starlift.feedback.levels`."""

Turn = tuple[tuple[str, ...], str]
"""The words of a pattern behind its first two, and the cue it stands for."""


class Opening(NamedTuple):
    """The patterns that begin with one word.

    Attributes:
        alone: Cues for which the word alone stands.
        joined: A pattern's second word -> how it goes on, with what may go on behind any such word.
        any: How those go on that take any second word.
        number: The same, with those that take a number.
    """

    alone: list[str]
    joined: dict[str, list[Turn]]
    any: list[Turn]
    number: list[Turn]


@cache
def cue_index() -> Mapping[str, Opening]:
    """First word of a pattern -> the patterns that begin with it; ``#`` for those that begin with a number."""
    index: dict[str, Opening] = {}
    for cue, patterns in CUES.items():
        for first, *others in sorted({form for pattern in patterns.split(";") for form in _forms(pattern.split())}):
            alone, joined, anything, number = index.setdefault(first, Opening([], {}, [], []))
            if others:
                goes_on = {"_": anything, "#": number}.get(others[0])
                goes_on = joined.setdefault(others[0], []) if goes_on is None else goes_on
                goes_on.append((tuple(others[1:]), cue))
            else:
                alone.append(cue)
    for opening in index.values():
        opening.number.extend(opening.any)
        for second in opening.joined:
            opening.joined[second].extend(_any_turns(opening, second))
    return index


@remembered
def _opening(token: str) -> Opening | None:
    """The patterns that begin with `token`, as a word and as a number; None where none does."""
    index = cue_index()
    own = index.get(token)
    if not is_number(token):
        return own
    numbered = index["#"].joined
    if own is None:
        return Opening([], numbered, [], [])
    seconds = own.joined.keys() | numbered.keys()
    behind = {second: own.joined.get(second) or _any_turns(own, second) for second in seconds}
    return own._replace(joined={second: [*behind[second], *numbered.get(second, ())] for second in seconds})


def _any_turns(opening: Opening, second: str) -> Sequence[Turn]:
    """How patterns go on behind the word that they begin with and a second one that none of them names."""
    return opening.number if opening.number and is_number(second) else opening.any


def cues_in(tokens: Sequence[str]) -> set[str]:
    """The cues of which a pattern stands somewhere in `tokens`."""
    found: set[str] = set()
    openings = list(map(_opening, tokens))
    for place, (opening, second) in enumerate(zip(openings, tokens[1:], strict=False), 2):
        if opening is None:
            continue
        alone, joined, _, _ = opening
        if alone:
            found.update(alone)
        for others, cue in joined[second] if second in joined else _any_turns(opening, second):
            if not others or _follows(tokens, place, others):
                found.add(cue)
    if openings and openings[-1] is not None:
        found.update(openings[-1].alone)
    return found


def _follows(tokens: Sequence[str], place: int, others: Sequence[str]) -> bool:
    """Whether the tokens from `place` on fit the words `others`."""
    if place + len(others) > len(tokens):
        return False
    for token, wanted in zip(tokens[place : place + len(others)], others, strict=True):
        if wanted not in (token, "_") and not (wanted == "#" and is_number(token)):
            return False
    return True


def _forms(pattern: Sequence[str]) -> set[tuple[str, ...]]:
    """Every wording of a pattern: families and endings written out, words as `read_as` has them."""
    found: list[tuple[str, ...]] = [()]
    for word in pattern:
        if word in CLASSES:
            wordings = tuple(CLASSES[word].split())
        else:
            wordings = inflected(word[:-1]) if word.endswith("+") else (word,)
        found = [(*begun, read_as(wording)) for begun in found for wording in wordings]
    return set(found)
