"""Price base amounts: added once a year, corrected with a source. Limits in the order follow from them."""

from datetime import datetime

from registry.access.actor import Actor
from registry.audit import actions as audit
from registry.audit.tags import Tag
from registry.city.accounts import watchers
from registry.city.delegation import queries, rules
from registry.city.delegation.models import BaseAmount
from registry.core.database import session
from registry.core.errors import Problem, Stale, refuse, stale_words
from registry.core.i18n import _
from registry.core.money import Money


def add_base_amount(year: int, amount: Money, source: str, *, actor: Actor, at: datetime) -> BaseAmount:
    """Add a year's price base amount. Raises DomainError at `year` or `amount`."""
    refuse(base_amount_problems(year, amount, is_new=True))
    row = BaseAmount(year=year, amount=amount, source=source)
    session.add(row)
    audit.record(row, Tag.BASE_AMOUNT_ADDED, actor=actor, at=at)
    watchers.tell(at)
    return row


def base_amount_problems(year: int, amount: Money, *, is_new: bool) -> list[Problem]:
    """Return why the year's amount cannot be added, or corrected."""
    found = list(rules.amount_problems(amount))
    if is_new and queries.base_amount(year) is not None:
        found.append(Problem(_("Beloppet för %(year)s finns redan. Rätta det i stället.", year=year), "year"))
    return found


def correct_base_amount(
    row: BaseAmount, amount: Money, source: str, *, seen: Money, actor: Actor, at: datetime
) -> None:
    """Correct a year's amount. What has been decided stands: it keeps the limit that it was held against.

    Raises Stale when the amount is no longer the one that was seen, or DomainError at `amount`.
    """
    check_seen(row, seen)
    refuse(rules.amount_problems(amount))
    row.amount, row.source = amount, source
    audit.record(
        row, Tag.BASE_AMOUNT_CORRECTED, actor=actor, at=at, note=_("Gäller %(year)s.", year=row.year)
    )
    watchers.tell(at)


def check_seen(row: BaseAmount, seen: Money) -> None:
    """Raise Stale when the amount is no longer the one that was seen."""
    session.refresh(row, with_for_update=True)
    if row.amount != seen:
        raise Stale(stale_words())
