"""Target groups, activity types and districts. Each row keeps its code for ever; a closed one stays readable."""

from datetime import date
from uuid import UUID

from sqlalchemy import Date, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from registry.core.columns import Identified, Said
from registry.core.database import Base


class TargetGroup(Identified, Base):
    """A group of people that a collaboration is for: never an attribute of a person (`domain.md` 10.1)."""

    __tablename__ = "target_group"

    code: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(Said(200))
    position: Mapped[int] = mapped_column(Integer)


class ActivityType(Identified, Base):
    """A kind of activity (insats, `domain.md` 10.2)."""

    __tablename__ = "activity_type"

    code: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(Said(200))
    position: Mapped[int] = mapped_column(Integer)


class District(Identified, Base):
    """A district area (stadsdelsområde) with validity dates; a merged one points to its successor."""

    __tablename__ = "district"

    code: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(Said(200))
    position: Mapped[int] = mapped_column(Integer)
    starts_on: Mapped[date | None] = mapped_column(Date)
    ends_on: Mapped[date | None] = mapped_column(Date)
    successor_id: Mapped[UUID | None] = mapped_column(ForeignKey("district.id"))
    places: Mapped[str | None] = mapped_column(String(500))


class EnglishName(Identified, Base):
    """What a name or text of reference data is called in English; kept as long as anything may carry the Swedish."""

    __tablename__ = "english_name"

    text: Mapped[str] = mapped_column(String(1000), unique=True)
    english: Mapped[str] = mapped_column(String(1000))
