"""Telling whoever asks and answers about an agreement, and the partner: written with the change itself."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from registry.access.roles import Role
from registry.agreements import frozen_parties
from registry.agreements.models import Edition
from registry.agreements.partner import COURT_NEXT, IN_COURT, TERMINATED, TERMINATED_NEXT, words_for
from registry.agreements.workflow import State
from registry.city.accounts import queries as accounts
from registry.core import clock
from registry.core.i18n import swedish
from registry.matters.decisions.rules import Force
from registry.matters.notices import people
from registry.notifications import messages
from registry.notifications.messages import StatusNews


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
    """Tell the partner's addresses that a court has stopped the agreement for now, or no longer does."""
    status, following = words_for(edition)
    if not status:
        return
    following = COURT_NEXT if now in IN_COURT else following
    told = str(IN_COURT.get(before, status)), str(IN_COURT.get(now, status)), str(following)
    _tell(edition, StatusNews(*told), at=at)


@swedish()
def tell_partner_of_ending(edition: Edition, *, at: datetime) -> None:
    """Tell the partner's addresses that the agreement is decided to end before its last day."""
    news = StatusNews(str(words_for(edition)[0]), str(TERMINATED), str(TERMINATED_NEXT))
    _tell(edition, news, at=at)


def _tell(edition: Edition, news: StatusNews, *, at: datetime) -> None:
    addresses = accounts.mail_languages(frozen_parties.mailboxes(edition, on=clock.local(at).date()))
    messages.partner_status(edition, news, to=addresses, page=edition.agreement.collaboration_id, at=at)


@swedish()
def tell_partner_goes_on(edition: Edition, *, at: datetime) -> None:
    """Tell the partner's addresses that the decision to end the agreement early does not hold any longer."""
    status, following = words_for(edition)
    _tell(edition, StatusNews(str(TERMINATED), str(status), str(following)), at=at)


NEVER_TOLD = frozenset({State.DRAFT, State.KNOWN})  # the partner was never shown these


@swedish()
def tell_partner(edition: Edition, *, before: State, at: datetime) -> None:
    """Tell the partner organisations' addresses when the status they see has changed.

    A draft that is given up was never theirs to see, so nothing is said of its end.
    """
    (now, following), (earlier, _next) = words_for(edition), words_for(edition, before)
    if not now or (before in NEVER_TOLD and edition.agreement.state is State.WITHDRAWN):
        return
    _tell(edition, StatusNews(str(earlier) if earlier else None, str(now), str(following)), at=at)
