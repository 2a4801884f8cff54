"""Attaching a file to an agreement that is prepared, and taking it away."""

from datetime import datetime

from registry.access import check
from registry.access.actor import Actor
from registry.access.permissions import Permission
from registry.agreements.attaching import rules
from registry.agreements.attachment import Attachment
from registry.agreements.models import Edition
from registry.audit.actions import record
from registry.audit.tags import Tag
from registry.core.database import session
from registry.core.errors import refuse
from registry.documents.inspecting import inspected
from registry.documents.models import DocumentType
from registry.documents.storage import Label, store
from registry.matters.approvals.models import Round
from registry.partners.recognition.files import Upload, tidy_name
from registry.settings import current


def attach(
    edition: Edition, file: Upload, *, title: str, shown_to_partner: bool, actor: Actor, at: datetime
) -> Attachment:
    """Keep a file with the agreement: its kind told by its bytes in a limited process, and its hash.

    `shown_to_partner`: the party may have it once its matter is decided. Raises DomainError at `file` for one that is
    not kept, and when the agreement is not prepared any more.
    """
    check.require(Permission.AGREEMENT_EDIT, actor, edition)
    refuse(rules.attaching_problems(edition.agreement.state, len(edition.attachments)))
    most = current().attachment_most * 1_000_000
    kind = inspected(file.content) if 0 < len(file.content) <= most else None
    refuse(rules.file_problems(len(file.content), kind, most=most))
    known = {one.sha256 for one in edition.attachments}
    refuse(rules.repeated_problems(file.sha256, known))
    ending = kind.value if kind else ""
    told = Label(
        type_=DocumentType.ATTACHMENT,
        title=title.strip(),
        filename=tidy_name(file.filename, f".{ending}"),
        media_type=kind.media_type if kind else "",
        content_hash=None,  # that of what is decided
        shown_to_partner=shown_to_partner,
    )
    document = store(edition.id, file.content, told, at=at)
    document.created_by_id = actor.user_id
    made = Attachment(position=_next(edition), document_id=document.id, document=document)
    edition.attachments.append(made)
    edition.changed(at)
    record(edition, Tag.ATTACHMENT_ADDED, actor=actor, at=at, matter_id=edition.id, note=_named(made))
    return made


def _next(edition: Edition) -> int:
    return max((one.position for one in edition.attachments), default=0) + 1


def remove(edition: Edition, attached: Attachment, *, actor: Actor, at: datetime) -> None:
    """Take an attachment away. Its bytes go too unless it has been sent: then somebody may have decided on it."""
    check.require(Permission.AGREEMENT_EDIT, actor, edition)
    refuse(rules.removing_problems(edition.agreement.state))
    document, named = attached.document, _named(attached)
    edition.attachments.remove(attached)
    edition.changed(at)
    session.flush()
    if document.round_id is None:
        session.delete(document)
    record(edition, Tag.ATTACHMENT_REMOVED, actor=actor, at=at, matter_id=edition.id, note=named)


def freeze(edition: Edition, round_: Round) -> None:
    """Tie the attachments to the round that they are sent in: from now on their bytes stay."""
    for one in edition.attachments:
        one.document.round_id, one.document.content_hash = round_.id, None


def release(edition: Edition, round_: Round) -> None:
    """Tie the attachments to the content that is decided: a party that it is about may have those meant for it."""
    for one in edition.attachments:
        one.document.round_id, one.document.content_hash = round_.id, round_.content_hash


def _named(attached: Attachment) -> str:
    return f"{attached.title}, {attached.filename}, SHA-256 {attached.sha256}"
