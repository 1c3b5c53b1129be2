"""Doctor: whether this machine is ready for tomorrow's session, and what to do where it is not.

`checks` lists what is looked at, `examine` makes the findings, `page` shows them. A check looks at the machine in one
function and judges what it saw in another, which is pure.
"""

from starlift.doctor.examination import Check, checks, examine
from starlift.doctor.finding import Finding, State, summary, worst

__all__ = ["Check", "Finding", "State", "checks", "examine", "summary", "worst"]
