"""Stored documents: the bytes as they were made, their hash and the template version that made them."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Boolean, CheckConstraint, Date, ForeignKey, Index, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, deferred, mapped_column

from registry.audit.labelling import logged
from registry.core.columns import Identified, Moment, Said, StoredChoice
from registry.core.database import Base
from registry.core.i18n import lazy, lazy_in
from registry.core.labels import Labelled


class DocumentType(Labelled):
    """What a stored document is."""

    AGREEMENT = "agreement", lazy_in("ett", "Avtal")
    ASSESSMENTS = "assessments", lazy("Bedömningar inför beslut")
    ATTACHMENT = "attachment", lazy("Bilaga")
    SIGNED = "signed", lazy("Undertecknat avtal")
    DECISION = "decision", lazy("Delegationsbeslut")
    PARTY_DECISION = "party_decision", lazy("Beslut, partens exemplar")
    STATEMENT = "statement", lazy("Tjänsteutlåtande")
    PUBLISHED_STATEMENT = "published_statement", lazy("Tjänsteutlåtande att publicera")
    DECISION_LIST = "decision_list", lazy("Anmälan av delegationsbeslut")


class Document(Identified, Base):
    """A file in a matter, or that of a decision list. Once stored, the bytes never change; the hash proves it.

    `secrecy` is the provision that it is marked with (OSL 5:5), on a day; it is kept as long as the document.
    What came of a decision says of which round: decided anew on the same content is another decision, and document.
    """

    __tablename__ = "document"
    __table_args__ = (
        CheckConstraint("(matter_id IS NULL) <> (list_id IS NULL)", name="one_owner"),
        Index("ix_document_matter_id", "matter_id", "created_at"),
        Index("ix_document_list_id", "list_id"),
        Index("ix_document_round_id", "round_id"),
    )

    matter_id: Mapped[UUID | None] = mapped_column(ForeignKey("matter.id"))
    list_id: Mapped[UUID | None] = mapped_column(ForeignKey("decision_list.id"))
    round_id: Mapped[UUID | None] = mapped_column(ForeignKey("approval_round.id"))
    type: Mapped[DocumentType] = mapped_column(StoredChoice(DocumentType))
    title: Mapped[str] = mapped_column(Said(300))
    filename: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int] = mapped_column(Integer)
    sha256: Mapped[str] = mapped_column(String(64))
    content_hash: Mapped[str | None] = mapped_column(String(64))
    template_version: Mapped[str | None] = mapped_column(String(64))
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary), raiseload=True)
    shown_to_partner: Mapped[bool] = mapped_column(Boolean, default=False)
    secrecy: Mapped[str | None] = mapped_column(String(200), info=logged("Sekretess"))
    secrecy_on: Mapped[date | None] = mapped_column(Date, info=logged("Sekretess markerad"))
    created_at: Mapped[datetime] = mapped_column(Moment)
    created_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))

    @property
    def disposition(self) -> str:
        """How it is sent back (RFC 6266): what somebody else made is saved, and never run as a page of ours."""
        return "attachment" if self.type is DocumentType.ATTACHMENT else "inline"
