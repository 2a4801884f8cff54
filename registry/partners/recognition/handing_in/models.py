"""Papers as they came from an organisation."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from registry.audit.labelling import logged
from registry.core.columns import Identified, Moment, StoredChoice
from registry.core.database import Base
from registry.partners.organisations.models import Organisation
from registry.partners.recognition.rules import RecognitionKind


class HandedInPaper(Identified, Base):
    """A paper that an organisation handed in. `item_id` is what was noted when somebody had looked at it.

    Kept as long as the organisation: it says what came in and when (OSL 5:1). The bytes lie here until the paper is
    noted, and from then on with what was noted, once; the hash proves that they are the same.
    """

    __tablename__ = "handed_in_paper"
    __table_args__ = (
        Index("ix_handed_in_paper_organisation_id", "organisation_id", "handed_in_at"),
        Index("ix_handed_in_paper_item_id", "item_id"),
    )

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    kind: Mapped[RecognitionKind] = mapped_column(
        StoredChoice(RecognitionKind), info=logged("Vad det gäller")
    )
    message: Mapped[str | None] = mapped_column(String(1000), info=logged("Meddelande"))
    filename: Mapped[str] = mapped_column(String(200), info=logged("Filnamn"))
    media_type: Mapped[str] = mapped_column(String(100), info=logged("Filtyp"))
    size: Mapped[int] = mapped_column(Integer, info=logged("Storlek"))
    sha256: Mapped[str] = mapped_column(String(64), info=logged("Kontrollsumma"))
    content: Mapped[bytes | None] = deferred(mapped_column(LargeBinary), raiseload=True)
    handed_in_at: Mapped[datetime] = mapped_column(Moment, info=logged("Inlämnat"))
    handed_in_by_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("user_account.id"), info=logged("Inlämnat av (konto)")
    )
    handed_in_by: Mapped[str] = mapped_column(String(200), info=logged("Inlämnat av"))
    item_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("recognition_item.id"), info=logged("Antecknat som")
    )

    organisation: Mapped[Organisation] = relationship(lazy="raise")
