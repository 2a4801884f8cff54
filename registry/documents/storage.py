"""Storing: the last step of making a document. The bytes and their hash are kept as they are, for ever."""

import hashlib
from datetime import datetime
from uuid import UUID

from registry.core.database import session
from registry.documents.models import Document, DocumentType
from registry.documents.rendering import TEMPLATE_VERSION


def store(
    matter_id: UUID,
    content: bytes,
    *,
    type_: DocumentType,
    title: str,
    filename: str,
    media_type: str,
    content_hash: str | None,
    shown_to_partner: bool,
    at: datetime,
) -> Document:
    """Keep the bytes with their SHA-256 and the version of the templates that made them. Never overwrites."""
    document = Document(
        matter_id=matter_id,
        type=type_,
        title=title,
        filename=filename,
        media_type=media_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        content_hash=content_hash,
        template_version=TEMPLATE_VERSION,
        content=content,
        shown_to_partner=shown_to_partner,
        created_at=at,
    )
    session.add(document)
    session.flush()
    return document


def is_intact(document: Document) -> bool:
    """Return whether the stored bytes still have the hash they were stored with. Needs the content loaded."""
    return hashlib.sha256(document.content).hexdigest() == document.sha256
