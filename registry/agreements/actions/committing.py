"""Money and decisions: an approval must fit in the frames of its years, and takes of them what it decided.

Funds must cover what is decided (medelstäckning, `domain.md` 5.2). A purse without a frame stops nothing.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from registry.access.roles import MANAGERS
from registry.agreements import funding, paid_payments
from registry.agreements.models import Edition
from registry.city.budgets import actions as budgets
from registry.city.budgets import queries as frames
from registry.city.budgets.rules import PurseBalance, over
from registry.city.delegation import queries as orders
from registry.city.delegation.models import OverFrame
from registry.core import clock
from registry.core.errors import DomainError, Problem
from registry.core.i18n import _
from registry.core.money import ZERO, Money
from registry.matters.approvals.facts import RoutingFacts
from registry.matters.approvals.models import Outcome, Round, Step


def hold_frames(edition: Edition, round_: Round, step: Step, *, at: datetime) -> None:
    """Hold the frames that an approval would take of until it is made. Raises DomainError when it does not fit.

    Where the order says so an approval that does not fit goes up: the level that answers for the frame is refused
    with that advice, and a level above may. Nor can the last one approve when what an earlier level of the round
    answered for has been taken since. Otherwise nobody may approve it.
    """
    on = clock.local(at).date()
    found = budgets.held(funding.claims(edition), matter_id=edition.id)
    order = orders.order_in_force(on)
    if order is None or order.over_frame is not OverFrame.UP:
        budgets.refuse_over(found, on.year)
        return
    exceeded = over(found)
    own = [one for one in exceeded if one.purse.unit_id in _answered_for(step)]
    refer = _("Skicka ärendet vidare till närmast högre nivå, som får besluta om det ändå.")
    _refuse(own, refer, on.year)
    made = [one for one in round_.steps if one.decision and one.decision.outcome is Outcome.APPROVE]
    answered = {unit_id for one in made for unit_id in _answered_for(one)}
    earlier = [one for one in exceeded if one.purse.unit_id in answered]
    give_back = _("Återlämna ärendet: ramen räckte när den andra enheten beslutade, men inte längre.")
    _refuse(earlier, give_back, on.year)


def _refuse(exceeded: list[PurseBalance], advice: str, year: int) -> None:
    if exceeded:
        raise DomainError(*map(Problem, frames.in_words(exceeded, year)), Problem(advice))


def _answered_for(step: Step) -> set[UUID | None]:
    """The lowest level answers for the frame of the area, a level above for that of the unit it leads."""
    return {step.unit_id, step.area_unit_id} if step.post is MANAGERS[0] else {step.unit_id}


def commit_frames(edition: Edition, facts: Mapping[str, Any], *, at: datetime) -> None:
    """Take of the frames what was decided, or entered into before, by the facts that were frozen then."""
    budgets.take(edition.id, funding.decided(RoutingFacts.restored(facts)), at=at)


def release_unpaid(edition: Edition, facts: Mapping[str, Any], *, at: datetime) -> None:
    """Give back what has not been paid: what fell, annulled or withdrawn, takes of a frame only what is out of it."""
    paid: dict[int, Money] = {}
    for one in paid_payments.paid(edition.id):
        paid[one.due_on.year] = paid.get(one.due_on.year, ZERO) + one.amount
    claims = funding.decided(RoutingFacts.restored(facts))
    years = {year: sum((one for purse, one in claims.items() if purse.year == year), ZERO) for year in paid}
    left = {
        purse: Money(amount.ore * min(paid[purse.year].ore, years[purse.year].ore) // years[purse.year].ore)
        for purse, amount in claims.items()
        if years.get(purse.year)
    }
    budgets.take(edition.id, {purse: amount for purse, amount in left.items() if amount}, at=at)


def release_frames(edition: Edition, *, at: datetime, after: int | None = None) -> None:
    """Give back what the agreement has taken; when it ends, only that of the years after the one it ends in."""
    budgets.release(edition.id, at=at, after=after)
