"""A matter (ärende): what can be decided has one, 1:1. What it is about is a subclass in its own folder."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, ForeignKey, Index, ScalarSelect, String, select
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, Session, mapped_column, object_session, relationship

from registry.core.columns import Identified, Moment, Versioned
from registry.core.database import Base
from registry.core.identifiers import case_number_key
from registry.diary.models import CaseNumber
from registry.units.models import Unit


class Matter(Identified, Versioned, Base):
    """What rounds, declarations, documents and tasks point at. Kept for ever, as the log that speaks of it.

    `secrecy` is the paragraph (OSL 2009:400) under which something in it may not be handed out. A type of matter is a
    subclass with a table of its own; a row without one is a matter of which only this is known.
    """

    __tablename__ = "matter"
    __table_args__: Any = (
        Index("ix_matter_case_number_id", "case_number_id"),
        Index("ix_matter_prepared_by_id", "prepared_by_id"),
        Index("ix_matter_unit_id", "unit_id"),
    )
    __mapper_args__ = {  # SQLAlchemy reads it, nobody changes it
        "polymorphic_on": "type", "polymorphic_identity": "matter", "version_id_col": Versioned.version,
    }  # fmt: skip

    type: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(300))
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    prepared_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    case_number_id: Mapped[UUID | None] = mapped_column(ForeignKey("case_number.id"))
    secrecy: Mapped[str | None] = mapped_column(String(200))
    is_example: Mapped[bool] = mapped_column(Boolean, default=False)
    created_at: Mapped[datetime] = mapped_column(Moment)

    unit: Mapped[Unit] = relationship(lazy="raise")
    numbered: Mapped[CaseNumber | None] = relationship(lazy="joined")

    @hybrid_property
    def case_number(self) -> str | None:
        """The number that it has in the diary, as the diary writes it."""
        return self.numbered.words if self.numbered else None

    @case_number.inplace.setter
    def _set_case_number(self, value: str | None) -> None:
        """Carry the number: the row there is of it, in its words; the only one to carry it may spell it anew."""
        words, current = value or "", object_session(self)
        key = case_number_key(words)
        number = self.numbered if self.numbered and self.numbered.key == key else None
        if words and number is None and current:
            number = current.scalar(select(CaseNumber).where(CaseNumber.key == key))
        if words and number is None:
            number = CaseNumber(words=words, key=key)
        elif words and number and current and self._is_carried_by_others(current, number):
            number.is_shared = True
        elif words and number:
            number.words = words
        self.numbered = number if words else None

    def _is_carried_by_others(self, current: Session, number: CaseNumber) -> bool:
        rows = select(Matter.id).where(Matter.case_number_id == number.id, Matter.id != self.id)
        return current.scalar(rows.limit(1)) is not None

    @case_number.inplace.expression
    @classmethod
    def _case_number(cls) -> ScalarSelect[str]:
        return select(CaseNumber.words).where(CaseNumber.id == cls.case_number_id).scalar_subquery()
