"""A full decision on each situation of the release decision workbench, as the values of its fields."""

from __future__ import annotations

from starlift.workbenches.release.decision import Ground, field
from starlift.workbenches.release.situation import OptionId, ReleaseContent, Variant

ANSWERS = {
    "preconditions": "A valid desk key of any retailer. 41 of 240 keys are with outside call centres, some 900 agents, "
    "and are not changed when somebody leaves.",
    "effect": "Another retailer's order is paid back to an account named in the call. No card number is shown.",
    "scope": "All 240 retailers, but only the bank payouts: about one refund in nine.",
    "detection": "By the morning statement at best, read the same day by 11 of 16. The hold was never tried.",
    "fix": "9 to 14 working days with tests at two retailers; the two days are coding only. We plan on 14.",
    "afterwards": "We make good each refund within ten days (clause 9.2), £6,000 to £15,000 a time.",
}
VERIFIED = {
    "hold": "Bank's test file on staging by 20 October, all payouts held",
    "bind": "Keys of ten retailers used from outside: refused in the log",
    "cap": "Replay a day of the trial, the 51st refund is refused",
    "alarm": "Unannounced misuse on staging, minutes until the key is shut out",
}
COMPARED = {
    "block": ("No feature for anyone; date broken to 240 retailers", "never", "£95,000 to £153,000"),
    "ship": ("One to seven misuses get through until the fix", "partly", "£3,000 to £86,000 and a criterion"),
    "reduce": ("No bank payouts until the fix", "days", "£9,000 to £29,000 in fees and duty"),
}
TERMS = {
    "reason": "It takes away the account that a thief could name. We give up the bank payouts for two to three weeks.",
    "owner": "product",
    "waiver": "cpo",
    "expiry": "11 November 2026",
    "monitoring": "Product director and I read refunds per key and complaints at 9 and 16 each day",
    "trigger": "Two confirmed misuses: the person on duty switches Refund Now off without a meeting",
    "dissent": "Two of my engineers would block until the fix is in.",
    "dated": "8 October 2026",
}


def full(content: ReleaseContent, variant: Variant, choice: OptionId) -> dict[str, str]:
    """Values without any gap: every mark as its source allows, every answer on what its sources show."""
    claims = content.claims_of(variant)
    grounds = {claim.id: Ground(claim.id, by_source=claim.source.mark == "hoped") for claim in claims}
    sound = {claim.id: grounds[claim.id].strength(claim) != "hoped" for claim in claims}
    values = {field(variant, "mark", claim.id): claim.source.mark for claim in claims}
    for question in content.questions:
        values[field(variant, "answer", question.id)] = ANSWERS[question.id]
        rests = [grounds[claim.id].value for claim in claims if question.id in claim.about and sound[claim.id]]
        values[field(variant, "rests", question.id)] = " ".join(rests)
    for item in content.mitigations:
        values[field(variant, "lowers", item.id)] = item.lowers
        values[field(variant, "verify", item.id)] = VERIFIED.get(item.id, "")
    for option, (consequence, reversal, cost) in COMPARED.items():
        values[field(variant, "consequence", option)] = consequence
        values[field(variant, "reversal", option)] = reversal
        values[field(variant, "cost", option)] = cost
    values |= {field(variant, name): said for name, said in TERMS.items()}
    return values | {field(variant, "choice"): choice, field(variant, "carried"): "2 8", "situation": variant.id}
