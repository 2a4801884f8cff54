"""Who signed an agreement's text for each side, and the paper or file that they signed."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from registry.audit.labelling import Labels, logged
from registry.audit.labels import put_under_audit
from registry.core.columns import Identified
from registry.core.database import Base
from registry.core.i18n import lazy


@dataclass(frozen=True, slots=True)
class SignedBy:
    """What the signed text says: who signed for the city and for the other side, and the signature's reference."""

    for_city: str | None = None
    for_party: str | None = None
    reference: str | None = None


class Signature(Identified, Base):
    """What was signed by whom (`domain.md` 1.4 § 18), beside the day and the method that the edition itself has.

    Written once, when the signature is recorded; kept for ever with the agreement that it binds the city to.
    """

    __tablename__ = "signature"

    edition_id: Mapped[UUID] = mapped_column(ForeignKey("edition.id"), unique=True)
    for_city: Mapped[str | None] = mapped_column(String(300), info=logged("Undertecknat för staden av"))
    for_party: Mapped[str | None] = mapped_column(Text, info=logged("Undertecknat för organisationen av"))
    reference: Mapped[str | None] = mapped_column(String(100), info=logged("Underskriftens referens"))
    document_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("document.id"), info=logged("Undertecknad fil")
    )


put_under_audit(signature=Labels(lazy("Underskrift"), parent="edition_id", alone=True))
