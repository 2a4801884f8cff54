"""Reads over attachments."""

from dataclasses import dataclass
from uuid import UUID

from registry.access.actor import Actor
from registry.agreements import queries as agreements
from registry.agreements.attachment import Attachment
from registry.agreements.models import Edition


@dataclass(frozen=True, slots=True)
class AttachedTo:
    """An attachment with the edition that it belongs to."""

    edition: Edition
    attachment: Attachment

    @property
    def prepared_by_id(self) -> UUID | None:
        """Who prepares the edition, and so may change what is attached."""
        return self.edition.prepared_by_id


def attached(actor: Actor, edition_id: UUID, attachment_id: UUID) -> AttachedTo | None:
    """Return one attachment of an edition; None when the actor would not find the edition."""
    edition = agreements.edition(actor, edition_id)
    rows = edition.attachments if edition else []
    return next((AttachedTo(edition, one) for one in rows if edition and one.id == attachment_id), None)
