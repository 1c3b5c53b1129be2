"""A pack that a good learner might hand in, for the tests of the metric pack."""

from __future__ import annotations

from functools import cache

from starlift.content import shipped_root
from starlift.workbenches.metrics.content import MetricsContent, load_metrics
from starlift.workbenches.metrics.generator import generate
from starlift.workbenches.metrics.programme import Programme

FILE = shipped_root() / "exercises" / "workbenches" / "metrics.yaml"
GOOD = {
    "picks": "coverage ageing design secrets exceptions blockers",
    "headline": "The gateway is where releases slip, and it needs one owner before spring is promised",
    "comment-coverage": "Checks run on 12 of 17 critical applications, up from 8, because the product teams took "
    "them into their own builds. The gateway is still outside. Each haulier sees fewer late surprises.",
    "stance-coverage": "improving",
    "comment-ageing": "Open problems are 274 days old at the median, up from 169, since the gateway stands in "
    "nobody's plan. Three products lean on it. Every release on top of it may slip.",
    "stance-ageing": "decision",
    "comment-design": "Six critical services have a current threat model, down from twelve, because nobody renews "
    "them. New features for customers start on old drawings.",
    "stance-design": "accumulating",
    "comment-secrets": "Exposed keys end after 8 days, not 27, because the platform cancels them by itself. A stolen "
    "key buys an intruder less time in a customer's fleet.",
    "stance-secrets": "improving",
    "comment-exceptions": "29 permissions to wait are past their date, up from 10, because no one renews them. Each "
    "may stop a release, as one did in spring.",
    "stance-exceptions": "decision",
    "comment-blockers": "Releases lost 19 weeks in the year, since old gateway problems surface late. The next date "
    "for the large haulier rests on it.",
    "stance-blockers": "decision",
    "what-ageing": "One owner for the gateway, and a place in the plan",
    "price-ageing": "2 engineers for a quarter",
    "whom-ageing": "CTO",
    "when-ageing": "15 January",
    "what-exceptions": "Every exception past its date is renewed in person or closed",
    "price-exceptions": "one product manager, a day a week",
    "whom-exceptions": "CPO",
    "when-exceptions": "31 January",
    "what-blockers": "An outside review of the new login",
    "price-blockers": "£30,000",
    "whom-blockers": "CFO",
    "when-blockers": "31 January",
}
VAIN = {"picks": "found closed mttr scans training score"}


@cache
def content() -> MetricsContent:
    """The shipped content."""
    return load_metrics(FILE)


@cache
def programme() -> Programme:
    """The shipped programme."""
    return generate(content().programme)
