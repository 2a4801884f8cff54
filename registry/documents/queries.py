"""Reading stored documents. Lists never load the bytes."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import undefer

from registry.access.actor import Actor
from registry.access.visibility import known_secrets, open_matters, staff_only
from registry.core.database import session
from registry.documents.models import Document, DocumentType


def document(actor: Actor, document_id: UUID) -> Document | None:
    """Return the document with its bytes, for staff; None otherwise."""
    rows = select(Document).where(Document.id == document_id, _readable(actor))
    return session.scalar(rows.options(undefer(Document.content)))


def of_owner(actor: Actor, owner_id: UUID) -> Sequence[Document]:
    """Return the documents of a matter, or of a decision list, for staff, without bytes; newest first, at most 100."""
    rows = select(Document).where(_belonging_to(owner_id), _readable(actor))
    return session.scalars(rows.order_by(Document.created_at.desc(), Document.id).limit(100)).all()


def readable(actor: Actor) -> Select[Any]:
    """Return the select of every document that staff may read, without bytes: what a search looks through."""
    return select(Document.id, Document.title, Document.filename, Document.type).where(_readable(actor))


def _readable(actor: Actor) -> ColumnElement[bool]:
    owner = func.coalesce(Document.matter_id, Document.list_id)
    unmarked = or_(Document.secrecy.is_(None), known_secrets(actor, owner))
    return staff_only(actor) & open_matters(actor, owner) & unmarked


def _belonging_to(owner_id: UUID) -> ColumnElement[bool]:
    return or_(Document.matter_id == owner_id, Document.list_id == owner_id)


def shown_to_partner(matter_ids: Sequence[UUID], contents: Collection[str]) -> Sequence[Document]:
    """Return what a partner may have of the given matters, without bytes: what was made from one of the contents.

    The caller has checked whose the matters are, and says by the contents' hashes which of them were about the partner.
    """
    rows = select(Document).where(Document.matter_id.in_(matter_ids), Document.shown_to_partner)
    rows = rows.where(Document.secrecy.is_(None), Document.content_hash.in_(contents))
    return session.scalars(rows.order_by(Document.created_at.desc(), Document.id).limit(200)).all()


def shown_document(
    matter_ids: Sequence[UUID], document_id: UUID, contents: Collection[str]
) -> Document | None:
    """Return one of those with its bytes, or None. The caller has checked whose the matters are."""
    rows = select(Document).where(
        Document.id == document_id, Document.matter_id.in_(matter_ids), Document.shown_to_partner
    )
    rows = rows.where(Document.secrecy.is_(None), Document.content_hash.in_(contents))
    return session.scalar(rows.options(undefer(Document.content)))


def of_round(round_id: UUID, type_: DocumentType) -> bool:
    """Return whether the document of the type that comes of the round's decision has been stored."""
    rows = select(Document.id).where(Document.round_id == round_id, Document.type == type_)
    return session.scalar(rows.order_by(Document.id).limit(1)) is not None


def exists(matter_id: UUID, content_hash: str, *, of: DocumentType) -> bool:
    """Return whether a document of the type and of exactly this content has been stored in the matter."""
    rows = select(Document.id).where(Document.matter_id == matter_id, Document.content_hash == content_hash)
    return session.scalar(rows.where(Document.type == of).order_by(Document.id).limit(1)) is not None


def of_type(owner_id: UUID, type_: DocumentType) -> Document | None:
    """Return the latest document of the type in a matter or list, without bytes. The caller has checked who sees it."""
    rows = select(Document).where(_belonging_to(owner_id), Document.type == type_)
    return session.scalar(rows.order_by(Document.created_at.desc(), Document.id).limit(1))
