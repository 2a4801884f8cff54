"""Telling whoever may decide or prepared, the registrar and the partner: written with the change itself."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from registry.access.actor import Actor
from registry.access.roles import Role
from registry.accounts import queries as accounts
from registry.accounts.models import User
from registry.agreements import queries
from registry.agreements.models import Agreement
from registry.agreements.partner import NEXT, STATUS
from registry.agreements.workflow import State
from registry.approvals import queries as approvals
from registry.approvals.hooks import when_moved
from registry.approvals.models import OUTCOME_LABELS, Decision, Outcome, Round, Step
from registry.core import clock
from registry.core.i18n import swedish
from registry.notifications import messages


def tell_deciders(
    agreement: Agreement, round_: Round, *, at: datetime, since: datetime | None = None
) -> None:
    """Tell whoever can decide an open step now, or the registrar when the nämnd itself decides.

    With `since` only the steps opened from that moment on: the others have been told.
    """
    on = clock.local(at).date()
    for step in approvals.open_steps(round_):
        if since is None or step.opened_at >= since:
            _tell(agreement, round_, step, on=on, at=at)


def _tell(agreement: Agreement, round_: Round, step: Step, *, on: date, at: datetime) -> None:
    if step.post is None:
        registrars = accounts.people(having=Role.REGISTRAR, on=on)
        for registrar in _people((one.id for one in registrars), agreement):
            messages.committee_needed(agreement, to=registrar, at=at)
        return
    again = approvals.decided_before(round_)
    for person in _people((holder.user_id for holder in approvals.able(step, on)), agreement):
        if person.id in again:
            messages.decision_again(agreement, to=person, at=at)
        else:
            messages.decision_waiting(agreement, to=person, at=at)


@when_moved
def _moved(round_: Round, at: datetime) -> None:
    """A step has moved by itself, because nobody could decide it: whoever can now is told."""
    tell_deciders(queries.whole(round_.matter_id), round_, at=at, since=at)


@swedish()
def tell_decided(agreement: Agreement, decision: Decision, *, at: datetime) -> None:
    """Tell whoever prepared the agreement what became of it."""
    if agreement.prepared_by_id is None:
        return
    for person in _people([agreement.prepared_by_id], agreement):
        if decision.outcome is Outcome.RETURN:
            messages.returned(agreement, to=person, by=decision.by, at=at)
        else:
            words = str(OUTCOME_LABELS[decision.outcome])
            messages.decided(agreement, to=person, outcome=words, by=decision.by, at=at)


@swedish()
def tell_voided(agreement: Agreement, deciders: Iterable[UUID], *, by: Actor, at: datetime) -> None:
    """Tell whoever prepared it, and each who had decided it, that no decision counts any longer; not whoever did it."""
    told = [agreement.prepared_by_id] if agreement.prepared_by_id else []
    people = dict.fromkeys(person for person in (*told, *deciders) if person != by.user_id)
    for person in _people(people, agreement):
        messages.voided(agreement, to=person, at=at)


def tell_reopening_asked(
    agreement: Agreement, able: Iterable[UUID], *, for_committee: bool, at: datetime
) -> None:
    """Tell whoever may take the decision back that somebody asks for it: the registrar when the nämnd decided."""
    on = clock.local(at).date()
    registrars = (one.id for one in accounts.people(having=Role.REGISTRAR, on=on)) if for_committee else ()
    for person in _people(registrars if for_committee else able, agreement):
        messages.reopening_asked(agreement, to=person, at=at)


def tell_decision_stands(agreement: Agreement, asked_by_id: UUID, *, at: datetime) -> None:
    """Tell whoever asked for the decision to be taken back that it stands."""
    for person in _people([asked_by_id], agreement):
        messages.reopening_answered(agreement, to=person, at=at)


def tell_not_confirmed(agreement: Agreement, recorded_by_id: UUID, *, at: datetime) -> None:
    """Tell whoever recorded an existing agreement that nobody vouched for it."""
    for person in _people([recorded_by_id], agreement):
        messages.recording_refused(agreement, to=person, at=at)


NEVER_TOLD = frozenset({State.DRAFT, State.KNOWN})  # the partner was never shown these


@swedish()
def tell_partner(agreement: Agreement, *, before: State, at: datetime) -> None:
    """Tell the partner organisations' role mailboxes when the status they see has changed.

    A draft that is given up was never theirs to see, so nothing is said of its end.
    """
    now = STATUS.get(agreement.state)
    if now is None or (before in NEVER_TOLD and agreement.state is State.WITHDRAWN):
        return
    earlier = STATUS.get(before)
    addresses = queries.mailboxes(agreement, on=clock.local(at).date())
    messages.partner_status(
        agreement,
        to=accounts.mail_languages(addresses),
        before=str(earlier) if earlier else None,
        now=str(now),
        next_step=str(NEXT[agreement.state]),
        at=at,
    )


def _people(people: Iterable[UUID], agreement: Agreement) -> list[User]:
    """Return the open accounts among them, without whoever stands outside the matter (KL 6:30)."""
    outside = approvals.conflicted(agreement.id)
    found = (accounts.user(person) for person in people if person not in outside)
    return [user for user in found if user and user.is_active]
