"""Structures: what exists around the single collaboration, with members, meetings and rounds of mapping."""

from datetime import date
from uuid import UUID

from sqlalchemy import Boolean, Date, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registry.city.priorities.models import SourceDocument
from registry.city.units.models import Unit
from registry.city.vocabulary.models import District
from registry.core.columns import Identified, StoredChoice, Versioned
from registry.core.database import Base, link_table
from registry.core.i18n import lazy
from registry.core.labels import Labelled
from registry.partners.organisations.models import Organisation


class StructureKind(Labelled):
    """What kind of structure it is."""

    NETWORK = "network", lazy("Nätverk")
    PLACE = "place", lazy("Plats")
    METHOD = "method", lazy("Metod")
    GROUP = "group", lazy("Grupp")
    COOPERATION = "cooperation", lazy("Samverkansform")
    DEVELOPMENT = "development", lazy("Utvecklingsarbete")
    OPERATION = "operation", lazy("Verksamhet")


class StructureStatus(Labelled):
    """Whether the structure is planned, running or history."""

    PLANNED = "planned", lazy("Planeras")
    RUNNING = "running", lazy("Finns")
    HISTORIC = "historic", lazy("Historisk")
    UNKNOWN = "unknown", lazy("Okänt läge")


structure_district = link_table("structure", "district")


class Structure(Identified, Versioned, Base):
    """A network, place, method, group or operation in which collaboration takes place (`domain.md` 10.5)."""

    __tablename__ = "structure"
    __table_args__ = (Index("ix_structure_kind", "kind", "name"),)

    code: Mapped[str] = mapped_column(String(40), unique=True)
    kind: Mapped[StructureKind] = mapped_column(StoredChoice(StructureKind))
    name: Mapped[str] = mapped_column(String(300))
    status: Mapped[StructureStatus] = mapped_column(StoredChoice(StructureStatus))
    description: Mapped[str | None] = mapped_column(Text)
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"))
    address: Mapped[str | None] = mapped_column(String(200))
    starts_text: Mapped[str | None] = mapped_column(String(100))
    ends_text: Mapped[str | None] = mapped_column(String(100))
    services: Mapped[str | None] = mapped_column(Text)
    our_presence: Mapped[str | None] = mapped_column(Text)
    request: Mapped[str | None] = mapped_column(Text)
    we_can_meet: Mapped[str | None] = mapped_column(Text)
    moved_to: Mapped[str | None] = mapped_column(String(300))
    is_example: Mapped[bool] = mapped_column(Boolean, default=False)
    source_id: Mapped[UUID | None] = mapped_column(ForeignKey("source_document.id"))
    source_place: Mapped[str | None] = mapped_column(String(200))

    owner: Mapped[Organisation | None] = relationship(lazy="raise")
    unit: Mapped[Unit | None] = relationship(lazy="raise")
    source: Mapped[SourceDocument | None] = relationship(lazy="raise")
    districts: Mapped[list[District]] = relationship(
        secondary=structure_district, lazy="raise", order_by=District.position
    )
    members: Mapped[list["StructureMember"]] = relationship(
        lazy="raise", order_by="StructureMember.position", cascade="all, delete-orphan"
    )
    events: Mapped[list["StructureEvent"]] = relationship(
        lazy="raise", order_by="StructureEvent.position", cascade="all, delete-orphan"
    )


class StructureMember(Identified, Base):
    """A unit or an organisation that takes part, or parties that the source only describes in words."""

    __tablename__ = "structure_member"
    __table_args__ = (Index("ix_structure_member_structure_id", "structure_id"),)

    structure_id: Mapped[UUID] = mapped_column(ForeignKey("structure.id"))
    position: Mapped[int] = mapped_column(Integer, default=0)
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"))
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    words: Mapped[str | None] = mapped_column(String(300))
    part: Mapped[str | None] = mapped_column(String(200))

    unit: Mapped[Unit | None] = relationship(lazy="raise")
    organisation: Mapped[Organisation | None] = relationship(lazy="raise")


class EventKind(Labelled):
    """What a dated note on a structure is about."""

    MEETING = "meeting", lazy("Möte")
    MAPPING = "mapping", lazy("Kartläggningsomgång")
    FOCUS = "focus", lazy("Fokusområde")


class StructureEvent(Identified, Base):
    """A meeting, a round of mapping (coverage in per cent, findings) or a year's focus area."""

    __tablename__ = "structure_event"
    __table_args__ = (Index("ix_structure_event_structure_id", "structure_id"),)

    structure_id: Mapped[UUID] = mapped_column(ForeignKey("structure.id"))
    position: Mapped[int] = mapped_column(Integer, default=0)
    kind: Mapped[EventKind] = mapped_column(StoredChoice(EventKind))
    on: Mapped[date | None] = mapped_column("on_date", Date)
    when_text: Mapped[str | None] = mapped_column(String(100))
    coverage: Mapped[int | None] = mapped_column(Integer)
    text: Mapped[str] = mapped_column(Text)
