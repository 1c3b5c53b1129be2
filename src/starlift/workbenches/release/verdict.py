"""Verdict: what the stated facts say of a choice, in sentences, as a table and as a plot."""

from __future__ import annotations

from starlift.workbenches.plots import COLOURS, INK, Picture, picture, plot
from starlift.workbenches.release.consequence import Range, Tip, basis, outlooks, overlaps, ranking, tips
from starlift.workbenches.release.situation import OptionId, ReleaseContent, Variant

MOST_TIPS = 4


def pounds(amount: Range) -> str:
    """A range of pounds in round figures."""
    low, high = _round(amount.low), _round(amount.high)
    return f"£{low:,}" if low == high else f"£{low:,} to £{high:,}"


def count(amount: Range) -> str:
    """A range of numbers, those below ten with one decimal."""
    low, high = _short(amount.low), _short(amount.high)
    return low if low == high else f"{low} to {high}"


def quantity(content: ReleaseContent, figure: str, amount: Range) -> str:
    """A range of the figure with this id, with its unit."""
    unit = content.figures[figure].unit
    if unit == "£":
        return pounds(amount)
    if unit == "%":
        return f"{count(Range(100 * amount.low, 100 * amount.high))} per cent"
    return f"{count(amount)} {unit}"


def named(content: ReleaseContent, option: OptionId) -> str:
    """The option's name in quotation marks."""
    return next(f"“{choice.name}”" for choice in content.options if choice.id == option)


def table(content: ReleaseContent, variant: Variant) -> list[tuple[str, ...]]:
    """One row for each option: name, misuses, lost to them, fees and penalties, duty, together, how it is undone."""
    return [
        (
            named(content, option).strip("“”"),
            count(outlook.misuses),
            pounds(outlook.lost),
            pounds(outlook.late),
            pounds(outlook.duty),
            pounds(outlook.total),
            variant.reversal[option],
        )
        for option, outlook in outlooks(basis(content, variant)).items()
    ]


def sentences(content: ReleaseContent, variant: Variant, choice: OptionId) -> list[str]:
    """What the facts of this situation say of `choice`; another one is never simply wrong."""
    figures = basis(content, variant)
    costs = {option: pounds(outlook.total) for option, outlook in outlooks(figures).items()}
    best, second, _ = ranking(figures)
    if choice == best:
        against = f"{costs[best]} together, against {costs[second]} for {named(content, second)}"
        return [f"On the facts of this situation {named(content, best)} comes out best: {against}."]
    against = f"{costs[best]} together, against {costs[choice]} for {named(content, choice)}"
    found = [f"On the facts of this situation {named(content, best)} comes out better: {against}."]
    if overlaps(figures, choice):
        found.append("The ranges overlap: at its good end your choice costs less than the other at its bad end.")
    if turning := tips(figures, choice):
        conditions = ". Or: ".join(_moved(content, tip) for tip in turning[:2])
        found.append(f"Your choice is defensible if you can show one of these. {conditions}.")
    else:
        found.append(
            "No single figure would turn that, even at ten times or a tenth of its size. Your choice is defensible "
            "if its reason lies outside the money, and then it belongs on the record."
        )
    return found


def tipping(content: ReleaseContent, variant: Variant) -> list[tuple[str, str, str, str]]:
    """The facts that tip the balance first: figure, as stated, as it would have to be, option then best."""
    return [
        (
            content.figures[tip.figure].label,
            quantity(content, tip.figure, tip.stated),
            quantity(content, tip.figure, tip.moved),
            named(content, tip.option).strip("“”"),
        )
        for tip in tips(basis(content, variant))[:MOST_TIPS]
    ]


def drawn(content: ReleaseContent, variant: Variant, choice: OptionId) -> Picture:
    """The three ranges side by side, the chosen one filled."""
    found = outlooks(basis(content, variant))
    told = "; ".join(f"{named(content, option)} {pounds(outlook.total)}" for option, outlook in found.items())
    with plot(8.0, 2.7) as (figure, axes):
        for row, (option, outlook) in enumerate(found.items()):
            low, high = outlook.total.low / 1000, outlook.total.high / 1000
            fill = COLOURS[0] if option == choice else "#ffffff"
            axes.barh(row, high - low, left=low, height=0.5, color=fill, edgecolor=COLOURS[0], linewidth=2)
            axes.annotate(
                pounds(outlook.total), (high, row), (8, 0), textcoords="offset points", va="center", color=INK
            )
        labels = [named(content, option).strip("“”") + ("\n(chosen)" if option == choice else "") for option in found]
        axes.set_yticks(range(len(found)), labels)
        axes.invert_yaxis()
        axes.set_xlim(0, max(outlook.total.high for outlook in found.values()) / 1000 * 1.38)
        axes.grid(axis="x")
        axes.grid(visible=False, axis="y")
        axes.set_xlabel("Thousand pounds until the fix (synthetic)")
        axes.set_title("What would probably have followed")
        return picture(figure, f"Cost of each option until the fix, from and to: {told}. Synthetic data.")


def _moved(content: ReleaseContent, tip: Tip) -> str:
    label = content.figures[tip.figure].label
    stated, moved = (quantity(content, tip.figure, amount) for amount in (tip.stated, tip.moved))
    return f"{label}: {moved} instead of {stated}"


def _round(amount: float) -> int:
    return int(round(amount, -3 if amount >= 10_000 else -2))


def _short(number: float) -> str:
    if number >= 10:
        return f"{number:.0f}"
    return f"{number:.1f}".removesuffix(".0") if number >= 0.1 or number == 0 else f"{number:.1g}"
