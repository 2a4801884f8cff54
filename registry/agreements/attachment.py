"""A file that is attached to an agreement's text."""

from uuid import UUID

from sqlalchemy import ForeignKey, Integer
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registry.audit.labelling import logged
from registry.core.columns import Identified
from registry.core.database import Base
from registry.documents.models import Document


class Attachment(Identified, Base):
    """That a stored file belongs to an edition: budget, application, minutes. Frozen by its hash with what is sent.

    Added and taken away only while the edition is prepared. One that was never sent goes with its bytes when it is
    taken away; what has been sent was read by somebody who decides, and stays with the matter for as long as it, also
    when it is taken away before the next sending. A mark of secrecy on the document, or its matter, covers it.
    """

    __tablename__ = "attachment"

    edition_id: Mapped[UUID] = mapped_column(ForeignKey("edition.id"), index=True)
    position: Mapped[int] = mapped_column(Integer, default=0)
    document_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"), unique=True, info=logged("Fil"))

    document: Mapped[Document] = relationship(lazy="raise")

    @property
    def title(self) -> str:
        """What it is, in the words of whoever attached it."""
        return self.document.title

    @property
    def filename(self) -> str:
        """Under which name it is saved."""
        return self.document.filename

    @property
    def sha256(self) -> str:
        """The hash that proves which bytes were read."""
        return self.document.sha256

    @property
    def shown_to_partner(self) -> bool:
        """Whether the party may have it once its matter is decided."""
        return self.document.shown_to_partner
