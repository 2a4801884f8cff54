"""A matter (ärende): what can be decided has one, 1:1. What it is about is a subclass in its own folder."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Date, ForeignKey, Index, ScalarSelect, String, select, text
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, Session, mapped_column, object_session, relationship

from registry.city.accounts.models import User
from registry.city.diary.models import CaseNumber
from registry.city.units.models import Unit
from registry.core.columns import Identified, Moment, Versioned
from registry.core.database import Base
from registry.core.identifiers import case_number_key


class Matter(Identified, Versioned, Base):
    """What rounds, declarations, documents and tasks point at. Kept for ever, as the log that speaks of it.

    `secrecy` is the provision (OSL 2009:400) under which something in it may not be handed out, marked on a day. A
    type of matter is a subclass with a table of its own; a row without one is a matter of which only this is known.
    """

    __tablename__ = "matter"
    __table_args__: Any = (
        Index("ix_matter_case_number_id", "case_number_id"),
        Index("ix_matter_prepared_by_id", "prepared_by_id"),
        Index(
            "ix_matter_secrecy",
            "secrecy",
            sqlite_where=text("secrecy IS NOT NULL"),
            postgresql_where=text("secrecy IS NOT NULL"),
        ),
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
    secrecy_on: Mapped[date | None] = mapped_column(Date)
    is_example: Mapped[bool] = mapped_column(Boolean, default=False)
    created_at: Mapped[datetime] = mapped_column(Moment)

    unit: Mapped[Unit] = relationship(lazy="raise")
    preparer: Mapped[User | None] = relationship(lazy="raise", viewonly=True)
    numbered: Mapped[CaseNumber | None] = relationship(lazy="joined")

    @hybrid_property
    def case_number(self) -> str | None:
        """The number that it has in the diary, as the diary writes it."""
        return self.numbered.words if self.numbered else None

    @case_number.inplace.setter
    def _set_case_number(self, value: str | None) -> None:
        """Carry the number, spelt so here: whoever carries it in another spelling keeps that one."""
        words, current = value or "", object_session(self)
        if self.numbered and self.numbered.words == words:
            return
        key = case_number_key(words)
        alike = list(current.scalars(select(CaseNumber).where(CaseNumber.key == key))) if current else []
        number = next((one for one in alike if one.words == words), None)
        self.numbered = (number or CaseNumber(words=words, key=key, is_shared=False)) if words else None
        if current and self.numbered and self._is_carried_by_others(current, alike):
            for one in {*alike, self.numbered}:
                one.is_shared = True

    def _is_carried_by_others(self, current: Session, alike: Iterable[CaseNumber]) -> bool:
        of = [one.id for one in alike]
        rows = select(Matter.id).where(Matter.case_number_id.in_(of), Matter.id != self.id)
        return current.scalar(rows.limit(1)) is not None

    @case_number.inplace.expression
    @classmethod
    def _case_number(cls) -> ScalarSelect[str]:
        return select(CaseNumber.words).where(CaseNumber.id == cls.case_number_id).scalar_subquery()
