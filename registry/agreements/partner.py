"""What a partner sees: its own matters in a few plain words (`domain.md` 10.7), never drafts or inner workings.

Showing a document is sending it out (TF 2 kap. 10 §), so what has not been decided cannot be reached from here at all.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, exists, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from registry.access.actor import Actor
from registry.access.visibility import own_organisations
from registry.agreements.frozen_parties import is_own, own_contents
from registry.agreements.kinds import KINDS
from registry.agreements.models import IS_CURRENT, Agreement, Edition
from registry.agreements.terminating import queries as terminating
from registry.agreements.terminating.queries import DecidedEnding
from registry.agreements.workflow import UNCONFIRMED, State
from registry.collaborations import running
from registry.collaborations.choices import CollaborationStatus
from registry.collaborations.models import Collaboration, Party
from registry.collaborations.running import Running
from registry.core import clock
from registry.core.database import session
from registry.core.i18n import _, lazy
from registry.documents import queries as documents
from registry.documents.models import Document
from registry.matters.approvals.models import Round
from registry.matters.approvals.visibility import MATTER
from registry.matters.decisions import remarks
from registry.matters.decisions.rules import Force
from registry.partners.organisations.models import Organisation
from registry.web.pagination import Page, page_of

STATUS = {
    State.SUBMITTED: lazy("Staden arbetar med ärendet"),
    State.RETURNED: lazy("Staden arbetar med ärendet"),
    State.AMENDED: lazy("Beslutat av nämnden, med ändring"),
    State.APPROVED: lazy("Beslutat, väntar på underskrift"),
    State.DECLINED: lazy("Avslag"),
    State.CLOSED: lazy("Avslutat, inte prövat"),
    State.ACTIVE: lazy("Pågår"),
    State.ENDED: lazy("Avslutat"),
    State.ANNULLED: lazy("Upphävt av domstol"),
    State.REVOKED: lazy("Återkallat av staden"),
    State.WITHDRAWN: lazy("Avslutat utan beslut"),
}

NEXT = {
    State.SUBMITTED: lazy("Staden fattar beslut. Ni behöver inte göra något nu."),
    State.RETURNED: lazy("Staden arbetar vidare med ärendet. Ni behöver inte göra något nu."),
    State.AMENDED: lazy(
        "Staden skriver in det som nämnden ändrade. Sedan undertecknar ni och staden avtalet."
    ),
    State.APPROVED: lazy("Ni och staden undertecknar avtalet. Staden hör av sig om hur."),
    State.CLOSED: lazy(
        "Nämnden har avslutat ärendet utan att pröva det. Varför, och hur beslutet kan överklagas, står i beslutet."
    ),
    State.DECLINED: lazy("Ärendet är avslutat. Varför, och hur beslutet kan överklagas, står i beslutet."),
    State.ACTIVE: lazy("Verksamheten pågår. När ni och staden följer upp den står på ärendets sida."),
    State.ENDED: lazy("Samarbetet är avslutat. Inget mer behöver göras."),
    State.ANNULLED: lazy(
        "Domstolen har upphävt stadens beslut, så avtalet gäller inte längre. Staden hör av sig om vad som händer nu."
    ),
    State.REVOKED: lazy(
        "Staden har återkallat beslutet, så avtalet gäller inte längre. Inget mer betalas. Läs beslutet."
    ),
    State.WITHDRAWN: lazy(
        "Staden fattade inget beslut. Hör av er till kontakten på staden om ni undrar något."
    ),
}

# What a partner reads in place of the status while a court has stopped the agreement.
IN_COURT = {
    Force.STAYED: lazy("Stoppat tills vidare av domstol"),
    Force.OVERTURNED: lazy("Upphävt av domstol, domen kan överklagas"),
}
COURT_NEXT = lazy("Inget betalas förrän domstolen är klar. Staden hör av sig när det händer något.")

TRIED = lazy("Beslutet prövas på nytt")
TRIED_NEXT = lazy(
    "Någon annan i staden prövar beslutet på nytt. Inget betalas förrän det är klart. Ni behöver inte göra något nu."
)
TERMINATED = lazy("Upphör i förtid")
TERMINATED_NEXT = lazy(
    "Staden har beslutat om det. Från vilken dag, varför, och hur beslutet kan överklagas, står i beslutet."
)


def words_for(edition: Edition, state: State | None = None) -> tuple[Any, Any]:
    """Return the status and the next step that a partner reads of the agreement, in the words of its kind.

    Of the state it is in, or was in before; empty for one that a partner knows nothing of.
    """
    state = state or edition.agreement.state
    own = KINDS[edition.agreement.kind].to_partner.get(state)
    return own or (STATUS.get(state, ""), NEXT.get(state, ""))


ORDER = (Collaboration.sort_title, Collaboration.id)
MOST = 1000  # agreements of one page of collaborations, and organisations that one person represents
REAL = (CollaborationStatus.RUNNING, CollaborationStatus.ENDED)


def organisations(actor: Actor) -> Sequence[Organisation]:
    """Return the organisations that the partner represents, by name."""
    rows = select(Organisation).where(own_organisations(actor, Organisation.id))
    return session.scalars(rows.order_by(Organisation.sort_name, Organisation.id).limit(MOST)).all()


def collaborations(actor: Actor, *, cursor: str | None = None) -> Page:
    """Return one page of the partner's own collaborations that are real or sent for decision, by title."""
    found = page_of(_collaborations(actor).add_columns(*ORDER), ORDER, cursor=cursor, of="a partner's own, ")
    return Page([row.Collaboration for row in found.rows], found.before, found.after)


def every_collaboration(actor: Actor) -> Sequence[Row[Any]]:
    """Return identifier and title of all of them, by title: what the partner's search looks through."""
    rows = _collaborations(actor).with_only_columns(Collaboration.id, Collaboration.title)
    return session.execute(rows.order_by(*ORDER).limit(MOST)).all()


def known_to(actor: Actor) -> Select[tuple[UUID]]:
    """Return the identifiers of all of them, as a condition for what else a partner is shown or asked."""
    return _collaborations(actor).with_only_columns(Collaboration.id).correlate(None)


def collaboration(actor: Actor, collaboration_id: UUID) -> Collaboration | None:
    """Return one of them, or None: somebody else's and a draft do not exist for the partner."""
    return session.scalar(_collaborations(actor).where(Collaboration.id == collaboration_id))


def _collaborations(actor: Actor) -> Select[tuple[Collaboration]]:
    sent = exists().where(
        Agreement.collaboration_id == Collaboration.id, IS_CURRENT, _is_known(), is_own(actor)
    )
    is_party = and_(_is_own(actor, Collaboration.id), Collaboration.status.in_(REAL))
    return (
        select(Collaboration)
        .where(or_(is_party, sent), Collaboration.is_reference.is_(False))
        .options(
            joinedload(Collaboration.unit),
            selectinload(Collaboration.target_groups),
            selectinload(Collaboration.districts),
        )
    )


def agreements(actor: Actor, collaboration_ids: Iterable[UUID]) -> Sequence[Edition]:
    """Return the partner's own agreements in these collaborations that a partner may know of; latest first."""
    rows = select(Edition).join(Agreement, IS_CURRENT)
    rows = rows.where(Agreement.collaboration_id.in_(list(collaboration_ids)), is_own(actor), _is_known())
    rows = rows.options(
        selectinload(Edition.follow_ups),
        selectinload(Edition.yearly),
        selectinload(Edition.payments),
        joinedload(Edition.unit),
    )
    return session.scalars(rows.order_by(Agreement.updated_at.desc(), Edition.id).limit(MOST)).all()


def shown_running(made: Collaboration, on: date, *, months: int) -> str:
    """Say whether a collaboration runs on the day, to the partner: the register's one rule, without its own word for
    what nobody has confirmed lately.
    """
    found = running.of(made, on, months=months)
    if found.running is Running.UNCONFIRMED:
        return _("Pågår, senast bekräftat %(day)s", day=found.since)
    return str(found)


def told_of(actor: Actor, collaboration_ids: Iterable[UUID]) -> Sequence[Edition]:
    """Return the agreements of these collaborations that the city knows of and has not recorded and confirmed yet.

    They were entered into before the register, so the partner signed them; of their text here nobody has vouched for
    anything. Nothing is frozen of a known one, so whose it is follows from the collaboration: only where the partner's
    organisation is the one that is named. Unmarked ones alone (OSL 5:5), latest first.
    """
    named = select(Party.collaboration_id).where(Party.organisation_id.is_not(None))
    named = named.group_by(Party.collaboration_id).having(func.count() == 1)
    rows = select(Edition).join(Agreement, IS_CURRENT).where(
        Agreement.collaboration_id.in_(list(collaboration_ids)), Agreement.collaboration_id.in_(named),
        _is_own(actor, Agreement.collaboration_id), Agreement.state.in_(UNCONFIRMED), _is_unmarked(),
    )  # fmt: skip
    rows = rows.options(joinedload(Edition.agreement))
    return session.scalars(rows.order_by(Agreement.updated_at.desc(), Edition.id).limit(MOST)).all()


def waiting(actor: Actor) -> Sequence[Edition]:
    """Return those of the partner's own agreements in which something may wait, with their follow-ups; latest first."""
    open_now = (State.SUBMITTED, State.RETURNED, State.AMENDED, State.APPROVED, State.ACTIVE)
    rows = select(Edition).join(Agreement, IS_CURRENT)
    rows = rows.where(is_own(actor), _is_known(), Agreement.state.in_(open_now))
    rows = rows.options(selectinload(Edition.follow_ups))
    return session.scalars(rows.order_by(Agreement.updated_at.desc(), Edition.id).limit(MOST)).all()


def is_own_matter(actor: Actor, edition_id: UUID) -> bool:
    """Return whether the agreement is one that the partner may know of."""
    rows = select(Edition.id).join(Agreement, IS_CURRENT).where(Edition.id == edition_id, _is_known())
    return session.scalar(rows.where(is_own(actor))) is not None


@dataclass(frozen=True, slots=True)
class SharedDocument:
    """A decided document that the partner may have; `mark` says that it does not hold, or is stopped by a court.

    `edition_id` is the agreement on whose page it stands: also a decision to end it has its document there.
    """

    document: Document
    edition_id: UUID
    mark: str


def shared_documents(actor: Actor, edition_ids: Sequence[UUID]) -> list[SharedDocument]:
    """Return the documents made for the partner's own organisations: never one decided about somebody else."""
    endings = _own_endings(actor, edition_ids)
    matters = [*edition_ids, *endings]
    own = own_contents(actor, edition_ids) | {one.content_hash for one in endings.values()}
    stored = documents.shown_to_partner(matters, own)
    said = remarks.marks(matters, clock.today()) if stored else {}
    return [
        SharedDocument(one, _page_of(one, endings), said.get(one.round_id, "") if one.round_id else "")
        for one in stored
    ]


def _own_endings(actor: Actor, edition_ids: Sequence[UUID]) -> dict[UUID, DecidedEnding]:
    """Return the decisions to end those of the agreements that are the partner's own."""
    endings = terminating.shown_to_partner(edition_ids)
    if not endings:
        return {}
    pages = {one.edition_id for one in endings.values()}
    rows = select(Edition.id).where(Edition.id.in_(pages), is_own(actor)).order_by(Edition.id)
    own = set(session.scalars(rows.limit(MOST)))
    return {key: one for key, one in endings.items() if one.edition_id in own}


def _page_of(document: Document, endings: Mapping[UUID, DecidedEnding]) -> UUID:
    matter_id: Any = document.matter_id
    found: UUID = endings[matter_id].edition_id if matter_id in endings else matter_id
    return found


def shared_document(actor: Actor, edition_id: UUID, document_id: UUID) -> Document | None:
    """Return one of those with its bytes, or None: somebody else's does not exist for the partner."""
    if not is_own_matter(actor, edition_id):
        return None
    endings = _own_endings(actor, [edition_id])
    own = own_contents(actor, [edition_id]) | {one.content_hash for one in endings.values()}
    return documents.shown_document([edition_id, *endings], document_id, own)


def _is_known() -> ColumnElement[bool]:
    """What is unmarked and has been sent for decision at least once, never a draft: not even one given up."""
    sent = exists().where(Round.matter_id == Edition.id)
    return and_(
        _is_unmarked(),
        Agreement.state.in_(tuple(STATUS)),
        or_(Agreement.state != State.WITHDRAWN, sent),
    )


def _is_unmarked() -> ColumnElement[bool]:
    """What is marked is tried before it is handed out (OSL 5:5)."""
    return Edition.id.not_in(select(MATTER.c.id).where(MATTER.c.secrecy.is_not(None)))


def _is_own(actor: Actor, collaboration_id: object) -> ColumnElement[bool]:
    return exists().where(
        Party.collaboration_id == collaboration_id, own_organisations(actor, Party.organisation_id)
    )
