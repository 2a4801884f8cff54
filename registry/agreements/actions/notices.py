"""Telling whoever may decide or prepared, the registrar and the partner: written with the change itself."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from registry.access.roles import Role
from registry.accounts import queries as accounts
from registry.agreements import queries
from registry.agreements.models import Agreement
from registry.agreements.partner import NEXT, STATUS
from registry.agreements.workflow import State
from registry.approvals import queries as approvals
from registry.approvals.models import OUTCOME_LABELS, Decision, Outcome, Round
from registry.core import clock
from registry.core.i18n import swedish
from registry.notifications import messages
from registry.units import queries as units


def tell_deciders(agreement: Agreement, round_: Round, *, at: datetime) -> None:
    """Tell whoever can decide the open step now, or the registrar when the nämnd itself decides."""
    step = approvals.open_step(round_)
    if step is None:
        return
    if step.post is None or step.unit_id is None:
        for registrar in accounts.people(having=Role.REGISTRAR, on=clock.local(at).date()):
            messages.committee_needed(agreement, to=registrar.email, reason=step.reason, at=at)
        return
    holders = units.structure().holders(step.post, step.unit_id, clock.local(at).date())
    for address in _addresses(holder.user_id for holder in holders):
        messages.decision_waiting(agreement, to=address, reason=step.reason, at=at)


@swedish()
def tell_decided(agreement: Agreement, decision: Decision, *, at: datetime) -> None:
    """Tell whoever prepared the agreement what became of it."""
    if agreement.prepared_by_id is None:
        return
    for address in _addresses([agreement.prepared_by_id]):
        if decision.outcome is Outcome.RETURN:
            messages.returned(agreement, to=address, by=decision.decided_by, at=at)
        else:
            words = str(OUTCOME_LABELS[decision.outcome])
            messages.decided(agreement, to=address, outcome=words, by=decision.decided_by, at=at)


@swedish()
def tell_partner(agreement: Agreement, *, before: State, at: datetime) -> None:
    """Tell the partner organisations' role mailboxes when the status they see has changed.

    A draft that is given up was never theirs to see, so nothing is said of its end.
    """
    now = STATUS.get(agreement.state)
    if now is None or (before is State.DRAFT and agreement.state is State.WITHDRAWN):
        return
    earlier = STATUS.get(before)
    messages.partner_status(
        agreement,
        to=queries.mailboxes(agreement, on=clock.local(at).date()),
        before=str(earlier) if earlier else None,
        now=str(now),
        next_step=str(NEXT[agreement.state]),
        at=at,
    )


def _addresses(people: Iterable[UUID]) -> list[str]:
    found = (accounts.user(person) for person in people)
    return [user.email for user in found if user and user.is_active]
