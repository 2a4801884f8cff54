"""Telling whoever asks and answers about an agreement, and the partner: written with the change itself."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from registry.access.roles import Role
from registry.agreements import queries
from registry.agreements.models import Edition
from registry.agreements.partner import COURT_NEXT, IN_COURT, NEXT, STATUS, TERMINATED, TERMINATED_NEXT
from registry.agreements.workflow import State
from registry.city.accounts import queries as accounts
from registry.core import clock
from registry.core.i18n import swedish
from registry.matters.decisions.rules import Force
from registry.matters.notices import people
from registry.notifications import messages


def tell_reopening_asked(
    edition: Edition, able: Iterable[UUID], *, for_committee: bool, at: datetime
) -> None:
    """Tell whoever may take the decision back that somebody asks for it: the registrar when the nämnd decided."""
    on = clock.local(at).date()
    registrars = (one.id for one in accounts.people(having=Role.REGISTRAR, on=on)) if for_committee else ()
    for person in people(registrars if for_committee else able, edition):
        messages.reopening_asked(edition, to=person, at=at)


def tell_decision_stands(edition: Edition, asked_by_id: UUID, *, at: datetime) -> None:
    """Tell whoever asked for the decision to be taken back that it stands."""
    for person in people([asked_by_id], edition):
        messages.reopening_answered(edition, to=person, at=at)


def tell_not_confirmed(edition: Edition, recorded_by_id: UUID, *, at: datetime) -> None:
    """Tell whoever recorded an existing agreement that nobody vouched for it."""
    for person in people([recorded_by_id], edition):
        messages.recording_refused(edition, to=person, at=at)


@swedish()
def tell_partner_of_court(edition: Edition, *, before: Force, now: Force, at: datetime) -> None:
    """Tell the partner's role mailboxes that a court has stopped the agreement for now, or no longer does."""
    state = edition.agreement.state
    if (status := STATUS.get(state)) is None:
        return
    addresses = queries.mailboxes(edition, on=clock.local(at).date())
    messages.partner_status(
        edition,
        to=accounts.mail_languages(addresses),
        before=str(IN_COURT.get(before, status)),
        now=str(IN_COURT.get(now, status)),
        next_step=str(COURT_NEXT if now in IN_COURT else NEXT[state]),
        at=at,
    )


@swedish()
def tell_partner_of_ending(edition: Edition, *, at: datetime) -> None:
    """Tell the partner's role mailboxes that the agreement is decided to end before its last day."""
    addresses = queries.mailboxes(edition, on=clock.local(at).date())
    messages.partner_status(
        edition, to=accounts.mail_languages(addresses), before=str(STATUS[edition.agreement.state]),
        now=str(TERMINATED), next_step=str(TERMINATED_NEXT), at=at,
    )  # fmt: skip


@swedish()
def tell_partner_goes_on(edition: Edition, *, at: datetime) -> None:
    """Tell the partner's role mailboxes that the decision to end the agreement early does not hold any longer."""
    addresses = queries.mailboxes(edition, on=clock.local(at).date())
    state = edition.agreement.state
    messages.partner_status(
        edition, to=accounts.mail_languages(addresses), before=str(TERMINATED), now=str(STATUS[state]),
        next_step=str(NEXT[state]), at=at,
    )  # fmt: skip


NEVER_TOLD = frozenset({State.DRAFT, State.KNOWN})  # the partner was never shown these


@swedish()
def tell_partner(edition: Edition, *, before: State, at: datetime) -> None:
    """Tell the partner organisations' role mailboxes when the status they see has changed.

    A draft that is given up was never theirs to see, so nothing is said of its end.
    """
    now = STATUS.get(edition.agreement.state)
    if now is None or (before in NEVER_TOLD and edition.agreement.state is State.WITHDRAWN):
        return
    earlier = STATUS.get(before)
    addresses = queries.mailboxes(edition, on=clock.local(at).date())
    messages.partner_status(
        edition,
        to=accounts.mail_languages(addresses),
        before=str(earlier) if earlier else None,
        now=str(now),
        next_step=str(NEXT[edition.agreement.state]),
        at=at,
    )
