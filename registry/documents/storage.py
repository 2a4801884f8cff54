"""Storing: the last step of making a document. The bytes and their hash are kept as they are, for ever."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from registry.core.database import session
from registry.documents.models import Document, DocumentType
from registry.documents.rendering import TEMPLATE_VERSION


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What a stored document is: type, title, file name, media type, what it was made from and who may see it."""

    type_: DocumentType
    title: str
    filename: str
    media_type: str
    content_hash: str | None
    shown_to_partner: bool
    round_id: UUID | None = None  # whose decision it came of


def store(
    matter_id: UUID | None, content: bytes, told: Label, *, at: datetime, list_id: UUID | None = None
) -> Document:
    """Keep the bytes with their SHA-256 and the version of the templates that made them. Never overwrites.

    It belongs to a matter or, with `list_id` instead, to a decision list.
    """
    document = Document(
        matter_id=matter_id,
        list_id=list_id,
        type=told.type_,
        title=told.title,
        filename=told.filename,
        media_type=told.media_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        content_hash=told.content_hash,
        template_version=TEMPLATE_VERSION,
        content=content,
        shown_to_partner=told.shown_to_partner,
        round_id=told.round_id,
        created_at=at,
    )
    session.add(document)
    session.flush()
    return document
