"""Reads over replies: one reply with its lines, what the rows under them say now, and what a draft is made from."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from registry.access.actor import Actor
from registry.agreements.marked import marked_among
from registry.city.priorities.models import DocumentKind, GoverningDocument
from registry.collaborations.models import Collaboration, Party
from registry.core.database import session
from registry.enquiries.replies import content, rules
from registry.enquiries.replies.choices import BasisKind, ReplySection
from registry.enquiries.replies.coverage import Covered, covered
from registry.enquiries.replies.facts import BasisFacts, Key, marked_titles, rows_now
from registry.enquiries.replies.models import Reply, ReplyLine
from registry.enquiries.replies.rules import MOST_LINES
from registry.enquiries.replies.wording import AuthorityNames
from registry.enquiries.visibility import readable_enquiries
from registry.partners.organisations.models import Organisation, Sector
from registry.settings import current

MOST_PARTIES = 1000


def reply(actor: Actor, reply_id: UUID) -> Reply | None:
    """Return the reply with its question."""
    found = select(Reply).where(Reply.id == reply_id, readable_enquiries(actor, Reply.enquiry_id))
    return session.scalar(found.options(_WITH_QUESTION))


def line(actor: Actor, line_id: UUID) -> ReplyLine | None:
    """Return the line with its reply and what it rests on."""
    found = select(ReplyLine).join(Reply, Reply.id == ReplyLine.reply_id)
    found = found.where(ReplyLine.id == line_id, readable_enquiries(actor, Reply.enquiry_id))
    whole = joinedload(ReplyLine.reply).options(_WITH_QUESTION), selectinload(ReplyLine.bases)
    return session.scalar(found.options(*whole))


def line_of(reply: Reply, line_id: UUID | None) -> ReplyLine | None:
    """Return a line of this reply and no other."""
    found = select(ReplyLine).where(ReplyLine.id == line_id, ReplyLine.reply_id == reply.id)
    return session.scalar(found.options(joinedload(ReplyLine.reply))) if line_id else None


def of_enquiry(enquiry_id: UUID) -> Reply | None:
    """Return the reply to a question, if one has been begun."""
    return session.scalar(select(Reply).where(Reply.enquiry_id == enquiry_id).options(_WITH_QUESTION))


def lines(reply_id: UUID) -> Sequence[ReplyLine]:
    """Return the lines of a reply as they stand in the form, with what each rests on."""
    rows = select(ReplyLine).where(ReplyLine.reply_id == reply_id).options(selectinload(ReplyLine.bases))
    found = session.scalars(rows.order_by(ReplyLine.position, ReplyLine.id).limit(MOST_LINES)).all()
    order = list(ReplySection)
    return sorted(found, key=lambda one: (order.index(one.section), one.position))


def count(reply_id: UUID) -> int:
    """Return how many lines a reply has."""
    return session.scalar(select(func.count()).where(ReplyLine.reply_id == reply_id)) or 0


def basis_now(found: Sequence[ReplyLine], on: date) -> dict[Key, BasisFacts]:
    """Return what the rows under the lines say on the day."""
    return rows_now(((basis.kind, basis.row_id) for one in found for basis in one.bases), on)


def covered_now(found: Sequence[ReplyLine], on: date) -> Covered:
    """Return what runs on the day for the pairs that the lines say that nothing covers."""
    return covered(rules.pairs_of(found), on)


def with_civil_society(collaboration_ids: Sequence[UUID]) -> frozenset[UUID]:
    """Return which collaborations have a party of civil society."""
    rows = select(Party.collaboration_id).join(Organisation, Organisation.id == Party.organisation_id)
    rows = rows.where(Party.collaboration_id.in_(collaboration_ids), Organisation.sector == Sector.CIVIL)
    return frozenset(session.scalars(rows.distinct().order_by(Party.collaboration_id).limit(MOST_PARTIES)))


def reference_among(ids: Sequence[UUID]) -> UUID | None:
    """Return the first of the collaborations that is another city's reference case."""
    rows = select(Collaboration.id).where(Collaboration.id.in_(ids), Collaboration.is_reference)
    found = set(session.scalars(rows.order_by(Collaboration.id).limit(MOST_PARTIES)))
    return next((one for one in ids if one in found), None)


def guidelines(on: date) -> UUID | None:
    """Return the guidelines for collaboration that were adopted last by the day (AMF 2024/717 of 12 November 2024)."""
    rows = select(GoverningDocument.id).where(
        GoverningDocument.kind == DocumentKind.GUIDELINE, GoverningDocument.adopted_on <= on
    )
    latest = GoverningDocument.adopted_on.desc(), GoverningDocument.id
    return session.scalar(rows.order_by(*latest).limit(1))


def authority() -> AuthorityNames:
    """Return what the administration and its nämnd are called here."""
    return AuthorityNames(current().administration_name, current().committee_name)


def substance(reply: Reply) -> dict[str, Any]:
    """Return everything that the reply says now, as plain data."""
    told = lines(reply.id)
    ids = {one.row_id for line in told for one in line.bases if one.kind is BasisKind.COLLABORATION}
    return content.substance(reply, told, marked_among(ids), marked_titles())


def substance_of(enquiry_id: UUID) -> dict[str, Any] | None:
    """Return everything that the reply to a question says now, or None where none has been begun."""
    found = of_enquiry(enquiry_id)
    return substance(found) if found else None


_WITH_QUESTION = joinedload(Reply.enquiry)
