"""What a partner sees: its own matters in a few plain words (`domain.md` 10.7), never drafts or inner workings.

Showing a document is sending it out (TF 2 kap. 10 §), so what has not been decided cannot be reached from here at all.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import joinedload, selectinload

from registry.access.actor import Actor
from registry.access.visibility import own_organisations
from registry.agreements.frozen_parties import is_own, own_contents
from registry.agreements.models import IS_CURRENT, Agreement, Edition
from registry.agreements.workflow import State
from registry.collaborations.choices import CollaborationStatus
from registry.collaborations.models import Collaboration, Party
from registry.core import clock
from registry.core.database import session
from registry.core.i18n import lazy
from registry.documents import queries as documents
from registry.documents.models import Document
from registry.matters.approvals.models import Round
from registry.matters.approvals.visibility import MATTER
from registry.matters.decisions import remarks
from registry.matters.decisions.rules import Force
from registry.partners.organisations.models import Organisation
from registry.web.pagination import Page, page_of

STATUS = {
    State.SUBMITTED: lazy("Under beredning"),
    State.RETURNED: lazy("Under beredning"),
    State.AMENDED: lazy("Beslutad av nämnden, med ändring"),
    State.APPROVED: lazy("Beslutad, väntar på underskrift"),
    State.DECLINED: lazy("Beslutad: avslag"),
    State.CLOSED: lazy("Avslutad, inte prövad"),
    State.ACTIVE: lazy("Pågår"),
    State.ENDED: lazy("Avslutad"),
    State.ANNULLED: lazy("Upphävd av domstol"),
    State.REVOKED: lazy("Återkallad av staden"),
    State.WITHDRAWN: lazy("Avslutad utan beslut"),
}

NEXT = {
    State.SUBMITTED: lazy("Staden fattar beslut. Du behöver inte göra något nu."),
    State.RETURNED: lazy("Staden arbetar vidare med avtalet. Du behöver inte göra något nu."),
    State.AMENDED: lazy(
        "Staden skriver in det som nämnden ändrade. Sedan undertecknar ni och staden avtalet."
    ),
    State.APPROVED: lazy("Ni och staden undertecknar avtalet. Staden hör av sig om hur."),
    State.CLOSED: lazy(
        "Nämnden har avslutat ärendet utan att pröva det. Hör av dig till kontakten på staden om du undrar något."
    ),
    State.DECLINED: lazy("Ärendet är avslutat. Hör av dig till kontakten på staden om du undrar något."),
    State.ACTIVE: lazy("Verksamheten pågår. Nästa steg är uppföljningen."),
    State.ENDED: lazy("Samarbetet är avslutat. Inget mer behöver göras."),
    State.ANNULLED: lazy(
        "Domstolen har upphävt stadens beslut, så avtalet gäller inte längre. Staden hör av sig om vad som händer nu."
    ),
    State.REVOKED: lazy(
        "Staden har återkallat beslutet, så avtalet gäller inte längre. Inget mer betalas. Läs beslutet."
    ),
    State.WITHDRAWN: lazy(
        "Staden fattade inget beslut. Hör av dig till kontakten på staden om du undrar något."
    ),
}

# What a partner reads in place of the status while a court has stopped the agreement.
IN_COURT = {
    Force.STAYED: lazy("Stoppad tills vidare av domstol"),
    Force.OVERTURNED: lazy("Upphävd av domstol, domen kan överklagas"),
}
COURT_NEXT = lazy(
    "Inget betalas eller undertecknas förrän domstolen är klar. Staden hör av sig när det händer något."
)

TERMINATED = lazy("Uppsagd")
TERMINATED_NEXT = lazy("Avtalet upphör i förtid. Vilken dag står i portalen.")

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
        selectinload(Edition.follow_ups), selectinload(Edition.yearly), joinedload(Edition.unit)
    )
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
    """A decided document that the partner may have; `mark` says that it does not hold, or is stopped by a court."""

    document: Document
    mark: str


def shared_documents(actor: Actor, edition_ids: Sequence[UUID]) -> list[SharedDocument]:
    """Return the documents made for the partner's own organisations: never one decided about somebody else."""
    own = own_contents(actor, edition_ids)
    stored = documents.shown_to_partner(edition_ids, own)
    said = remarks.marks(edition_ids, clock.today()) if stored else {}
    return [SharedDocument(one, said.get(one.round_id, "") if one.round_id else "") for one in stored]


def shared_document(actor: Actor, edition_id: UUID, document_id: UUID) -> Document | None:
    """Return one of those with its bytes, or None: somebody else's does not exist for the partner."""
    if not is_own_matter(actor, edition_id):
        return None
    return documents.shown_document(edition_id, document_id, own_contents(actor, [edition_id]))


def _is_known() -> ColumnElement[bool]:
    """What is unmarked and has been sent for decision at least once, never a draft: not even one given up."""
    sent = exists().where(Round.matter_id == Edition.id)
    return and_(
        Edition.id.not_in(
            select(MATTER.c.id).where(MATTER.c.secrecy.is_not(None))
        ),  # what is marked is tried before it is handed out (OSL 5:5)
        Agreement.state.in_(tuple(STATUS)),
        or_(Agreement.state != State.WITHDRAWN, sent),
    )


def _is_own(actor: Actor, collaboration_id: object) -> ColumnElement[bool]:
    return exists().where(
        Party.collaboration_id == collaboration_id, own_organisations(actor, Party.organisation_id)
    )
