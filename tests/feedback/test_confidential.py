"""What may be confidential, and what only looks so."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from starlift.content import default_content
from starlift.feedback.confidential import KINDS, find_secrets

FOUND = [
    ("Write to marco.rossi@contoso.co.uk, please.", "email", ["marco.rossi@contoso.co.uk"]),
    ("See https://wiki.contoso.internal/x?y=1.", "host", ["https://wiki.contoso.internal/x?y=1"]),
    ("It ran on build.corp.local and on db-prod-03.", "host", ["build.corp.local", "db-prod-03"]),
    ("The host 10.0.3.17 answered.", "ip", ["10.0.3.17"]),
    ("The host fe80::1ff:fe23:4567:890a answered.", "ip", ["fe80::1ff:fe23:4567:890a"]),
    ("Ring +44 20 7946 0018 or +1 (555) 010-9999.", "phone", ["+44 20 7946 0018", "+1 (555) 010-9999"]),
    ("Maria Lopez from Sales complained.", "person", ["Maria Lopez"]),
    ("Then Peter Novak left us, and Ada Byrne agreed.", "person", ["Peter Novak", "Ada Byrne"]),
    ("My engineer Marco Rossi wrote it. Then Marco left.", "person", ["Marco Rossi", "Marco"]),
    ("One of my engineers, Ana-Lucía, knew.", "person", ["Ana-Lucía"]),
    ("Dr. Weber's answer came late.", "person", ["Weber"]),
    ("I coached Radek for six weeks. He now runs it.", "person", ["Radek"]),
    ("So Oluwaseun and I made a page.", "person", ["Oluwaseun"]),
    ("When I was at Siemens, I led six people.", "company", ["Siemens"]),
    ("At Contoso, I led six people.", "company", ["Contoso"]),
    ("I worked for IBM.", "company", ["IBM"]),
    ("We bought it from Acme Robotics Inc in May.", "company", ["Acme Robotics Inc"]),
    ("Our supplier Fabrikam was late; Fabrikam's lead knew.", "company", ["Fabrikam", "Fabrikam"]),
    ("The customer Contoso waited.", "customer", ["Contoso"]),
    ("Contoso, our largest customer, left.", "customer", ["Contoso"]),
    ("It cost £2.4m, then 61,300 USD and two million euros.", "money", ["£2.4m", "61,300 USD", "two million euros"]),
    ("She was diagnosed with depression.", "health", ["diagnosed with depression"]),
    ("My colleague's burnout came in May.", "health", ["burnout"]),
    ("I joined Contoso after CVE-2021-44228 hit.", "cve", ["CVE-2021-44228"]),
]
HARMLESS = [
    "At Christmas we shipped, on Monday in May, with Jira, GitHub and a Slack bot.",
    "I told Billing no. Billing said yes. At Checkout, we waited. I joined Platform Security.",
    "The CISO asked the VP. Product Security and Sales agreed. Leadership said no, and Legal wrote it down.",
    "CVE-2021-44228 was everywhere, in version 1.2.3 and log4j-2.17, from 12:30:45 on.",
    "It cost 40 euros, then $5, and £300.",
    "Patients with cancer wait for the ward. We had a stroke of luck. The team was ill at ease.",
    "The node.js service, e.g. std::vector or a::b, listens on 127.0.0.1 and 300.1.1.1.",
    "I'd said so. We're done. I'll ask. It's fine. He'd left.",
    "Burp Suite was slow, and Black Duck left the findings open. We had Dependency Track from a vendor.",
    "It went from +12 % to +1200 in 2024-11-28, and C++ 11 2011 2014 2017 stayed.",
    "We have a risk-based top-10 and a two-week-25 plan.",
]


def wordings(text: str, kind: str, known: tuple[str, ...] = ()) -> list[str]:
    return [text[one.start : one.end] for one in find_secrets(text, known) if one.kind == kind]


@pytest.mark.parametrize(("text", "kind", "expected"), FOUND)
def test_finds(text: str, kind: str, expected: list[str]) -> None:
    assert wordings(text, kind) == expected


@pytest.mark.parametrize("text", HARMLESS)
def test_leaves_alone(text: str) -> None:
    assert find_secrets(text) == ()


@pytest.mark.parametrize(("text", "kind", "expected"), FOUND)
def test_what_is_known_is_no_secret(text: str, kind: str, expected: list[str]) -> None:
    assert wordings(text, kind, tuple(expected)) == []


@pytest.mark.parametrize("case", sorted(default_content().cases))
def test_finds_nothing_but_money_in_the_reference_stories(case: str) -> None:
    story = default_content().case(case).story
    text = "\n\n".join(story.sections.values())

    assert {one.kind for one in find_secrets(text, (story.product,))} <= {"money"}


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from([text for text, *_ in FOUND]) | st.text(max_size=30), max_size=6))
def test_secrets_lie_in_order_without_overlap(pieces: list[str]) -> None:
    text = " ".join(pieces)
    found = find_secrets(text)

    last = 0
    for one in found:
        assert last <= one.start < one.end <= len(text)
        assert one.kind in KINDS
        last = one.end


@pytest.mark.parametrize(
    "piece",
    [
        "a@",
        "a.",
        "a-",
        "1.",
        "f:",
        "Aa ",
        "£1,",
        "he was ",
        "my engineer Aa ",
        "1 ",
        "https://",
        "CVE-2021-1111 ",
        "A's",
    ],
)
def test_hostile_text_costs_no_more_than_a_long_one(piece: str) -> None:
    text = piece * (120_000 // len(piece))
    begin = time.process_time()

    find_secrets(text)

    assert time.process_time() - begin < 2  # a slow machine; 0.1 to 0.3 s is usual
