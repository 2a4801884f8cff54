"""What cannot be true of the whole, though each part looks right by itself. Pure: over frozen content.

A part is refused where it is written, as soon as it is known that it cannot be so; what is merely unfinished is asked
for when it is sent (`rules.missing`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from registry.agreements.choices import ContributionKind, MoneyAndVat, Side
from registry.core.dates import months_after
from registry.core.i18n import _
from registry.core.money import Money

Content = Mapping[str, Any]
FINAL_FOLLOW_UP_MONTHS = 6  # a final report comes shortly after the end


@dataclass(frozen=True, slots=True)
class Misfit:
    """A part that cannot be true of the whole: its control in the form, as `payments-0-due_on`, and why."""

    control: str
    message: str

    @property
    def field(self) -> str:
        """The field whose part it is."""
        return self.control.partition("-")[0]


def misfits(content: Content) -> list[Misfit]:
    """Return the parts that cannot be true of the agreement's time or of each other, in the fields' order."""
    found = [*_no_money(content), *_in_kind(content)]
    starts, ends = _day(content.get("starts_on")), _day(content.get("ends_on"))
    if starts is None or ends is None:
        return found
    if ends < starts:
        return [Misfit("ends_on", _("Sista dagen ligger före första dagen."))]
    return [*found, *_outside(content, starts, ends), *_notice(content, starts, ends)]


def excesses(content: Content) -> list[Misfit]:
    """Return payments and shares beyond the year's amount: too little may be unfinished, too much is wrong."""
    agreed = {row["year"]: row["amount"] or 0 for row in content.get("yearly") or ()}
    if not agreed:
        return []
    return [*_excess(content, agreed, "payments"), *_excess(content, agreed, "shares")]


def _excess(content: Content, agreed: Mapping[int, int], name: str) -> Iterator[Misfit]:
    told: dict[int, int] = {}
    for position, row in enumerate(content.get(name) or ()):
        year = row["year"] if "year" in row else date.fromisoformat(row["due_on"]).year
        told[year] = told.get(year, 0) + (row["amount"] or 0)
        if told[year] > agreed.get(year, 0):
            words = _(
                "Tillsammans blir det %(sum)s för %(year)s, men beloppet för året är %(agreed)s.",
                sum=Money(told[year]), year=year, agreed=Money(agreed.get(year, 0)),
            )  # fmt: skip
            yield Misfit(f"{name}-{position}-amount", words)


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _no_money(content: Content) -> Iterator[Misfit]:
    """A sum, and that there is no money, cannot both be so."""
    if content.get("money_and_vat") != MoneyAndVat.NO_MONEY:
        return
    sums = [row["amount"] for name in ("yearly", "payments", "shares") for row in content.get(name) or ()]
    if any([*sums, content.get("option_amount")]):
        yield Misfit(
            "money_and_vat", _("Det står att staden inte betalar några pengar, men det finns belopp.")
        )


def _in_kind(content: Content) -> Iterator[Misfit]:
    """A value or a quantity of nought says that nothing is brought: what is not known is left empty."""
    for position, row in enumerate(content.get("contributions") or ()):
        if row.get("value") == 0:
            words = _("Värdet är noll kronor. Lämna fältet tomt om värdet inte går att ange.")
            yield Misfit(f"contributions-{position}-value", words)
        if row.get("quantity") is not None and float(row["quantity"]) <= 0:
            yield Misfit(f"contributions-{position}-quantity", _("Antalet är noll. Ange hur mycket det är."))


def _outside(content: Content, starts: date, ends: date) -> Iterator[Misfit]:
    """Days and years lie within the agreement's time; a final follow-up may come shortly after its end."""
    period = {"starts": starts.isoformat(), "ends": ends.isoformat()}
    for name in ("contributions", "yearly", "shares"):
        for position, row in enumerate(content.get(name) or ()):
            if row.get("year") and not starts.year <= row["year"] <= ends.year:
                words = _("Året %(year)s ligger utanför avtalstiden.", year=row["year"])
                yield Misfit(f"{name}-{position}-year", words)
    for name, last in (("goals", ends), ("payments", ends), ("follow_ups", _final(ends))):
        for position, row in enumerate(content.get(name) or ()):
            day = _day(row.get("due_on"))
            if day and not starts <= day <= last:
                words = _(
                    "Dagen %(day)s ligger utanför avtalstiden, %(starts)s till %(ends)s.", day=day, **period
                )
                yield Misfit(f"{name}-{position}-due_on", words)


def _final(ends: date) -> date:
    """The last day of a final follow-up; an agreement without end, as good as for ever, has none."""
    return months_after(ends, FINAL_FOLLOW_UP_MONTHS) if ends.year < date.max.year else ends


def _notice(content: Content, starts: date, ends: date) -> Iterator[Misfit]:
    """Notice that is as long as the agreement itself is no notice."""
    months = content.get("notice_months")
    if months and ends.year + months // 12 < date.max.year and months_after(starts, months) > ends:
        yield Misfit("notice_months", _("Uppsägningstiden är lika lång som avtalstiden eller längre."))


def brought_in_kind(content: Content) -> list[Mapping[str, Any]]:
    """Return what the city brings besides money."""
    rows = content.get("contributions") or ()
    return [
        row for row in rows if row["side"] == Side.CITY.value and row["kind"] != ContributionKind.MONEY.value
    ]


def value_in_kind(content: Content) -> Money | None:
    """Return the value of what the city brings besides money; None where any of it has none: unknown is not nought."""
    values = [row.get("value") for row in brought_in_kind(content)]
    known = [value for value in values if value is not None]
    return Money(sum(known)) if len(known) == len(values) else None


def passed_words(content: Content, on: date) -> list[str]:
    """Say what has begun, or is over, on the day: sender and decider read it."""
    starts, ends = _day(content.get("starts_on")), _day(content.get("ends_on"))
    if ends and ends < on:
        return [_("Avtalstiden är över: den slutade %(day)s.", day=ends.isoformat())]
    words = []
    if starts and starts < on:
        words.append(_("Avtalstiden har redan börjat: %(day)s.", day=starts.isoformat()))
    gone = [row["due_on"] for row in content.get("payments") or () if date.fromisoformat(row["due_on"]) < on]
    if gone:
        words.append(_("Betalningar ligger i tid som har gått: %(days)s.", days=", ".join(gone)))
    years = [
        str(row["year"]) for row in content.get("yearly") or () if row["year"] < on.year and row["amount"]
    ]
    if years:
        words.append(_("Belopp gäller år som har gått: %(years)s.", years=", ".join(years)))
    return words


def is_past(content: Content, on: date) -> bool:
    """Return whether all of the agreement's time has passed on the day."""
    ends = _day(content.get("ends_on"))
    return ends is not None and ends < on
