"""Collected: the journals of many learners, read safely and laid out as one tidy table.

`gather` finds journals in folders, zip archives and exported files and reads them one learner at a time; `rows_of`
makes rows of a journal; `collect` does both and writes the tables into a folder. What is wrong with a received file
stops nothing: it is listed as a finding. Nothing received is ever executed, and notebooks are not even opened.

**The table of attempts** (``attempts.parquet``, ``attempts.csv``; `attempts_frame`, `read_table`): one row an attempt,
by cohort, participant, case in the order of beginning, attempt.

================  ====================================================================================================
cohort            Id of the cohort.
participant       Id of the participant, or a pseudonym.
case              Id of the case, or ``your-story``.
attempt           1, 2, 3 … in the order of the journal. 0 is a case that was begun and has no attempt yet: it then is
                  the only row of the case, has no levels, and `words` counts the draft.
step              Step that the learner was on when the attempt was kept; in a row with attempt 0 how far they came.
time              When, in UTC; empty where that computer's clock cannot have been right. Anonymous: the day only.
overall           Overall level 1 to 5; empty where the feedback could not tell.
situation … operating_system
                  The nine dimensions (`starlift.dimensions`), each 0 to 3; empty where there is no overall level.
flags             Names of `starlift.feedback.flags`, separated by spaces.
words             Words of the answer.
minutes           Minutes spent on this attempt since the one before it, or since the beginning; how they are counted,
                  `starlift.collected.timespent` says.
shared            Whether the author lets the room see the answer, by the tick in the step Keep (`SHARE`).
================  ====================================================================================================

**The table of texts** (``texts``; `texts_frame`) has cohort, participant, case, attempt and shared, then situation,
task, action, result and whole. It is left out on wish. Only a row with `shared` may be shown to the room.
"""

from starlift.collected.anonymous import Disguise
from starlift.collected.collecting import Choices, Report, collect
from starlift.collected.expected import Expected
from starlift.collected.gathering import Gathered, Learner, gather
from starlift.collected.rows import Row, rows_of

__all__ = ["Choices", "Disguise", "Expected", "Gathered", "Learner", "Report", "Row", "collect", "gather", "rows_of"]
