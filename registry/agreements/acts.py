"""What a decision about an agreement does, in words: "bevilja X föreningsbidrag med 40 000 kr för tiden …". Pure.

A decision names its act, the party, the sum and the period (D56: a court reads the sentence, not the page around it).
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from registry.agreements.choices import ContributionKind, MoneyAndVat, Side
from registry.agreements.kinds import KINDS
from registry.city.guidelines.choices import Kind
from registry.core import dates
from registry.core.i18n import _, joined
from registry.core.money import ZERO, Money
from registry.matters.approvals.acts import Acts

Content = Mapping[str, Any]


def of_agreement(content: Content) -> Acts:
    """Return the acts of frozen content of today's schema: to enter into it, and what is refused otherwise."""
    kind = KINDS[Kind(content["kind"])]
    values = {
        "parties": parties(content.get("parties") or ()),
        "amount": _amount(content),
        "period": _period(content),
        "city_gives": _gives(content),
        "city_would_give": _would_give(content),
    }
    return Acts(_filled(kind.act, values), _filled(kind.sought, values))


def of_ending(content: Content) -> Acts:
    """Return the acts of ending an agreement before its last day."""
    kind = KINDS[Kind(content["kind"])]
    last_day = dates.in_words(date.fromisoformat(content["last_day"]))
    told = _filled(kind.ending, {"parties": parties(content["parties"]), "last_day": last_day})
    return Acts(told, _("förslaget att %(act)s", act=told))


def _filled(words: Any, values: Mapping[str, str]) -> str:
    return str(words) % values


def parties(rows: Iterable[Mapping[str, Any]]) -> str:
    """Return the parties' names as a sentence has them: `A, B och C`."""
    *before, last = [row["name"] for row in rows] or [_unknown()]
    return _("%(first)s och %(last)s", first=joined(before), last=last) if before else last


def _unknown() -> str:
    return _("(uppgift saknas)")


def _sum(content: Content) -> Money | None:
    """The city's money, all years together; None when it is unknown, which is never zero.

    It is unknown when the city pays and no year has an amount, or some year has none.
    """
    amounts = [row["amount"] for row in content.get("yearly") or ()]
    pays = content.get("money_and_vat") not in {None, MoneyAndVat.NO_MONEY.value}
    return None if None in amounts or (pays and not amounts) else Money(sum(amounts))


def _amount(content: Content) -> str:
    """The sum; that it is for several years, or shared by several parties, is said."""
    total, years = _sum(content), content.get("yearly") or ()
    if total is None or not years:
        return _unknown()
    is_shared = len(years) > 1 or len(content.get("parties") or ()) > 1
    return _("sammanlagt %(amount)s", amount=total) if is_shared else str(total)


def _period(content: Content) -> str:
    starts, ends = content.get("starts_on"), content.get("ends_on")
    if starts and starts == ends:
        return _day(starts)
    return _("%(starts)s till och med %(ends)s", starts=_day(starts), ends=_day(ends))


def _day(value: str | None) -> str:
    return dates.in_words(date.fromisoformat(value)) if value else _unknown()


def _gives(content: Content) -> str:
    """What the city gives: money, other resources, both or neither."""
    other = _in_kind(content)
    told = {"amount": _amount(content), "other": other}
    if _sum(content) == ZERO and other:
        return _("där staden inte betalar pengar men bidrar med %(other)s", **told)
    if _sum(content) == ZERO:
        return _("utan att staden betalar pengar")
    if other:
        return _("där staden betalar %(amount)s och bidrar med %(other)s", **told)
    return _("där staden betalar %(amount)s", **told)


def _would_give(content: Content) -> str:
    """The same of what was refused."""
    other = _in_kind(content)
    told = {"amount": _amount(content), "other": other}
    if _sum(content) == ZERO and other:
        return _("där staden inte skulle ha betalat pengar men bidragit med %(other)s", **told)
    if _sum(content) == ZERO:
        return _("utan att staden skulle ha betalat pengar")
    if other:
        return _("där staden skulle ha betalat %(amount)s och bidragit med %(other)s", **told)
    return _("där staden skulle ha betalat %(amount)s", **told)


def _in_kind(content: Content) -> str:
    """What the city brings besides money, with its value where every part of it has one; empty for nothing."""
    rows = [row for row in content.get("contributions") or () if _is_in_kind(row)]
    values = [row.get("value") for row in rows]
    if not rows:
        return ""
    if None in values:
        return _("andra resurser")
    return _("andra resurser till ett värde av %(value)s", value=Money(sum(values)))


def _is_in_kind(row: Mapping[str, Any]) -> bool:
    return bool(row["side"] == Side.CITY.value and row["kind"] != ContributionKind.MONEY.value)
