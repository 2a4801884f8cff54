"""What the city pays by an agreement, and its next days, as columns beside an edition in a list."""

from typing import Any

from sqlalchemy import BigInteger, Date, Integer, bindparam, func, select, type_coerce

from registry.agreements.models import Edition, FollowUp, Payment, YearlyAmount


def total() -> Any:
    """Return what the city pays in öre, all years together; nothing where no amount is said."""
    return _sum()


def of_years() -> tuple[Any, ...]:
    """Return what the city pays in öre: in all years, in the bound `year`, and in the one after it."""
    year: Any = bindparam("year", type_=Integer())
    return (
        _sum().label("total"),
        _sum(YearlyAmount.year == year).label("this_year"),
        _sum(YearlyAmount.year == year + 1).label("next_year"),
    )


def next_days() -> tuple[Any, ...]:
    """Return the next planned payment from the bound day `on`, and the first follow-up that is not done."""
    payment = select(func.min(Payment.due_on)).where(
        Payment.edition_id == Edition.id, Payment.due_on >= bindparam("on", type_=Date())
    )
    follow_up = select(func.min(FollowUp.due_on)).where(
        FollowUp.edition_id == Edition.id, FollowUp.done_on.is_(None)
    )
    return (
        payment.correlate(Edition).scalar_subquery().label("next_payment"),
        follow_up.correlate(Edition).scalar_subquery().label("next_follow_up"),
    )


def _sum(*where: Any) -> Any:
    found = select(func.sum(type_coerce(YearlyAmount.amount, BigInteger)))
    return found.where(YearlyAmount.edition_id == Edition.id, *where).correlate(Edition).scalar_subquery()
