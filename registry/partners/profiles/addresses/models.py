"""The mailed links by which addresses are confirmed."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from registry.core.columns import Identified, Moment
from registry.core.database import Base


class AddressLink(Identified, Base):
    """A mailed link by which whoever reads an address confirms it, once. The link holds a random 256-bit token, the
    table only its SHA-256.

    It is worth something for the very address that it was sent to. All of a contact's rows go when one is used or the
    contact is removed; those that have run out go with the next that is made.
    """

    __tablename__ = "address_link"
    __table_args__ = (Index("ix_address_link_contact_id", "contact_id"),)

    digest: Mapped[str] = mapped_column(String(64), unique=True)
    contact_id: Mapped[UUID] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"))
    email: Mapped[str] = mapped_column(String(254))
    expires_at: Mapped[datetime] = mapped_column(Moment)
