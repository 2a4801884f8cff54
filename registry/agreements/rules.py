"""What an agreement must hold before it may be decided. Pure: over the frozen content, never the database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from registry.agreements.choices import ContributionKind, MoneyAndVat, Side
from registry.agreements.fields import FIELDS
from registry.agreements.fitting_parts import misfits
from registry.agreements.kinds import AgreementKind
from registry.agreements.workflow import EDITABLE, State
from registry.core.errors import Problem
from registry.core.i18n import _
from registry.core.labels import label
from registry.core.money import Money


@dataclass(frozen=True, slots=True)
class Missing:
    """Something still to be done before submission: the page of the form where it is done, and the words."""

    page: str
    message: str


def missing(kind: AgreementKind, content: Mapping[str, Any]) -> list[Missing]:
    """Return what the agreement still lacks (`domain.md` 1.4), in the order of the form's pages."""
    found = [
        Missing(kind.page_of(name), _("%(what)s saknas.", what=words))
        for name, words in kind.needed.items()
        if content.get(name) in (None, "", [])
    ]
    found += _parties(content) + _misfits(kind, content) + _amounts(kind, content) + _money(kind, content)
    found += _shares(content) + _resources(content)
    if kind.both_contribute:
        found += _both_contribute(content)
    order = {page: position for position, page in enumerate(kind.pages)}
    return sorted(found, key=lambda item: order.get(item.page, 99))


def fitting_together(kind: AgreementKind, content: Mapping[str, Any]) -> list[Missing]:
    """Return what cannot be true of an agreement already entered into: a party without number, sums that differ.

    What else the guideline asks of a new agreement is not asked of it.
    """
    lacks_money = kind.pays and not content["yearly"]
    money = [Missing("economy", _("Belopp per år saknas."))] if lacks_money else []
    return [*_parties(content), *_misfits(kind, content, "ends_on", "yearly"), *money, *_money(kind, content)]


def _parties(content: Mapping[str, Any]) -> list[Missing]:
    """An agreement has a counterparty that is named and has an organisation number."""
    parties = content["parties"]
    if not parties:
        return [Missing("basics", _("Det finns ingen organisation att ingå avtal med."))]
    unnumbered = [party["name"] for party in parties if not party["organisation_number"]]
    return [
        Missing(
            "basics", _("%(name)s saknar organisationsnummer och kan inte vara avtalspart än.", name=name)
        )
        for name in unnumbered
    ]


def _misfits(kind: AgreementKind, content: Mapping[str, Any], *fields: str) -> list[Missing]:
    """Return the parts that cannot be true of the whole, of these fields or of all, each on its page."""
    found = (one for one in misfits(content) if not fields or one.field in fields)
    told = [Missing(kind.page_of(one.field), one.message) for one in found]
    return list(dict.fromkeys(told))


def _amounts(kind: AgreementKind, content: Mapping[str, Any]) -> list[Missing]:
    """Money is a sum, or it is said that there is none: unknown is never nought (`domain.md` 5.2)."""
    says = content.get("money_and_vat")
    if says == MoneyAndVat.NO_MONEY:
        words = _("Ett föreningsbidrag är pengar. Ange belopp per år.")
        return [Missing("economy", words)] if kind.needs_money else []
    return [] if content["yearly"] else [Missing("economy", _("Belopp per år saknas."))]


def _resources(content: Mapping[str, Any]) -> list[Missing]:
    """What is brought in kind has a quantity, and money its sum; the city's own money is that of the yearly amounts."""
    found, rows = [], content["contributions"] or ()
    for row in rows:
        what = row.get("description") or label(ContributionKind(row["kind"]))
        is_money = row["kind"] == ContributionKind.MONEY
        if is_money and row.get("value") is None:
            found.append(_("Belopp saknas för %(what)s.", what=what))
        if not is_money and not (row.get("quantity") and row.get("unit_word")):
            found.append(_("Antal och enhet saknas för %(what)s.", what=what))
    ours = [row for row in rows if row["kind"] == ContributionKind.MONEY and row["side"] == Side.CITY.value]
    said, agreed = sum(row.get("value") or 0 for row in ours), total(content["yearly"])
    if ours and said != agreed.ore:
        words = _("Stadens pengar är %(said)s bland resurserna, men beloppen per år är %(agreed)s.",
                  said=Money(said), agreed=agreed)  # fmt: skip
        found.append(words)
    return [Missing("contributions", words) for words in found]


def _money(kind: AgreementKind, content: Mapping[str, Any]) -> list[Missing]:
    """The payment plan, where there is one, adds up to the agreed amount year by year (`domain.md` 1.4, § 8)."""
    yearly = {row["year"]: row["amount"] for row in content["yearly"]}
    is_said = content.get("money_and_vat") not in {None, MoneyAndVat.NO_MONEY}
    if (kind.pays or is_said) and content["yearly"] and not any(yearly.values()):
        return [Missing("economy", _("Beloppet är noll kronor för alla år."))]
    planned: dict[int, int] = {}
    for row in content["payments"]:
        year = date.fromisoformat(row["due_on"]).year
        planned[year] = planned.get(year, 0) + row["amount"]
    return [
        Missing(
            "economy",
            _(
                "Betalningarna %(year)s är %(paid)s, men beloppet för året är %(agreed)s.",
                year=year,
                paid=Money(paid),
                agreed=Money(yearly.get(year, 0)),
            ),
        )
        for year, paid in sorted(planned.items())
        if paid != yearly.get(year, 0)
    ]


def _shares(content: Mapping[str, Any]) -> list[Missing]:
    """What the areas pay adds up to the agreed amount, year by year; without any share one unit pays it all."""
    if not content["shares"]:
        return []
    agreed = {row["year"]: row["amount"] or 0 for row in content["yearly"]}
    shared = dict.fromkeys(agreed, 0)
    for row in content["shares"]:
        shared[row["year"]] = shared.get(row["year"], 0) + row["amount"]
    return [
        Missing(
            "funding",
            _(
                "Enheterna betalar %(shared)s för %(year)s, men beloppet för året är %(agreed)s.",
                year=year,
                shared=Money(paid),
                agreed=Money(agreed.get(year, 0)),
            ),
        )
        for year, paid in sorted(shared.items())
        if paid != agreed.get(year, 0)
    ]


def unfunded(kind: AgreementKind, content: Mapping[str, Any]) -> list[Missing]:
    """Whose money a project rests on, under which reference and how much in all is known first (`domain.md` 3)."""
    if not kind.is_funded:
        return []
    known = content.get("project") or {}
    needed = [one for one in FIELDS["project"].rows or () if one.is_required and not known.get(one.name)]
    found = [_("%(what)s saknas.", what=one.label) for one in needed]
    whole, ours = Money(known.get("total") or 0), total(content["yearly"])
    if whole and ours.ore > whole.ore:
        words = _(
            "Stadens pengar, %(ours)s, är mer än hela projektet kostar, %(whole)s.", ours=ours, whole=whole
        )
        found.append(words)
    return [Missing("project", words) for words in found]


def units_gone(shares: Iterable[tuple[str, date | None, date | None, int]]) -> list[Missing]:
    """A unit pays only in a year in which it exists. Each share is (unit's name, its first day, its last day, year)."""
    return [
        Missing("funding", _("%(unit)s finns inte %(year)s och kan inte betala då.", unit=name, year=year))
        for name, starts_on, ends_on, year in shares
        if (starts_on and starts_on.year > year) or (ends_on and ends_on.year < year)
    ]


def _both_contribute(content: Mapping[str, Any]) -> list[Missing]:
    """K5: both parties contribute, with money or otherwise; premises and voluntary work count."""
    city, givers = Side.CITY.value, {row["side"] for row in content["contributions"]}
    if not givers:
        return []
    found = []
    if city not in givers and not any(row["amount"] for row in content["yearly"]):
        found.append(Missing("contributions", _("Det framgår inte vad staden bidrar med (kriterium K5).")))
    if givers <= {city}:
        found.append(
            Missing("contributions", _("Det framgår inte vad organisationen bidrar med (kriterium K5)."))
        )
    return found


def pays_out(content: Mapping[str, Any]) -> bool:
    """Return whether the city pays any money: now, or if an agreed option is used."""
    amounts = [row["amount"] for name in ("yearly", "payments") for row in content.get(name) or ()]
    return any([*amounts, content.get("option_amount")])


def total(yearly: Iterable[Mapping[str, Any]]) -> Money:
    """Return the sum of the yearly amounts of frozen content."""
    return Money(sum(row["amount"] or 0 for row in yearly))


def numbering_problems(state: State, number: str | None) -> list[Problem]:
    """The number is part of what is decided: it is given before that, or afterwards where there never was one."""
    if state in EDITABLE or (state is not State.SUBMITTED and not number):
        return []
    return [Problem(_("Diarienumret hör till det som är skickat eller beslutat och kan inte ändras nu."))]


def signing_problems(signed_on: date, *, decided_on: date | None, on: date) -> list[Problem]:
    """The city is bound by a decision and then a signature: the day lies between the decision and today."""
    if signed_on > on:
        return [Problem(_("Underskriftsdagen ligger i framtiden."), "signed_on")]
    if decided_on and signed_on < decided_on:
        words = _("Underskriftsdagen ligger före beslutet den %(day)s.", day=decided_on.isoformat())
        return [Problem(words, "signed_on")]
    return []


def take_over_problems(
    state: State, prepared_by: UUID | None, person: UUID, *, is_left: bool
) -> list[Problem]:
    """Return why the person cannot take over the preparation of an agreement in the state.

    What waits for decision is taken over when it `is_left`: somebody answers what is asked, and gets it back.
    """
    if state not in EDITABLE and not (is_left and state is State.SUBMITTED):
        return [
            Problem(_("Ärendet bereds inte nu. Det går att ta över när det är ett utkast eller återlämnat."))
        ]
    if prepared_by == person:
        return [Problem(_("Du bereder redan ärendet."))]
    return []


def is_over(last_day: date | None, on: date) -> bool:
    """Return whether the agreement has run out on the day: ending it then is no decision."""
    return last_day is not None and last_day < on


def ending_problems(last_day: date | None, *, on: date) -> list[Problem]:
    """Return why an agreement cannot just be noted as ended: before its last day that is decided (säga upp)."""
    if is_over(last_day, on):
        return []
    if last_day is None:
        return [Problem(_("Avtalet har ingen sista dag. Att avsluta det är ett beslut: säg upp det."))]
    words = _(
        "Avtalet gäller till och med %(day)s. Att avsluta det tidigare är ett beslut: säg upp det.",
        day=last_day.isoformat(),
    )
    return [Problem(words)]
