"""Ties between people in the house and organisations."""

from datetime import date
from uuid import UUID

from sqlalchemy import Date, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from registry.audit.labelling import FROM, TO, logged
from registry.core.columns import Identified
from registry.core.database import Base


class Interest(Identified, Base):
    """A tie between somebody in the house and an organisation, as the person told: a seat on the board, a membership.

    A known tie brings the question about conflict of interest forward; it never answers it.
    """

    __tablename__ = "interest"
    __table_args__ = (
        Index("ix_interest_person_id", "person_id"),
        Index("ix_interest_organisation_id", "organisation_id"),
    )

    person_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), info=logged("Organisation"))
    what: Mapped[str] = mapped_column(String(200), info=logged("Vad det är"))
    starts_on: Mapped[date | None] = mapped_column(Date, info=FROM)
    ends_on: Mapped[date | None] = mapped_column(Date, info=TO)
