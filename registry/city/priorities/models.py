"""Source documents, governing documents, the grounds found in them, earmarked money and dialogue meetings."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Date, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registry.audit.labelling import Labels, logged
from registry.audit.labels import put_under_audit
from registry.city.units.models import Unit
from registry.city.vocabulary.models import ActivityType, District, TargetGroup
from registry.core.columns import Identified, Kronor, StoredChoice, Versioned
from registry.core.database import Base, link_table
from registry.core.i18n import joined, lazy
from registry.core.labels import Labelled
from registry.core.money import Money


class SourceDocument(Identified, Base):
    """A document that the mapping was read from, so that each record can say where it comes from."""

    __tablename__ = "source_document"

    code: Mapped[str] = mapped_column(String(20), unique=True)
    title: Mapped[str] = mapped_column(String(300))
    issuer: Mapped[str | None] = mapped_column(String(200))
    dated_on: Mapped[date | None] = mapped_column(Date)
    dated_text: Mapped[str | None] = mapped_column(String(100))
    case_number: Mapped[str | None] = mapped_column(String(60))

    @property
    def words(self) -> Any:
        """The source as a page names where a record comes from: title, who wrote it, and the day or what is known."""
        day = self.dated_on.isoformat() if self.dated_on else self.dated_text
        return joined(filter(None, (self.title, self.issuer, day)), ", ")


class DocumentKind(Labelled):
    """What kind of governing document it is."""

    GUIDELINE = "guideline", lazy("Riktlinjer")
    REGLEMENTE = "reglemente", lazy("Reglemente")
    BUDGET = "budget", lazy("Budget")
    PROGRAMME = "programme", lazy("Lokalt utvecklingsprogram")


class GoverningDocument(Identified, Versioned, Base):
    """A document that steers priorities. AMF 2024/717: the year's budget and the nämnd's reglemente."""

    __tablename__ = "governing_document"

    code: Mapped[str] = mapped_column(String(40), unique=True, info=logged("Kod"))
    kind: Mapped[DocumentKind] = mapped_column(StoredChoice(DocumentKind), info=logged("Typ"))
    title: Mapped[str] = mapped_column(String(300), info=logged("Rubrik"))
    case_number: Mapped[str | None] = mapped_column(String(60), info=logged("Diarienummer"))
    adopted_by: Mapped[str | None] = mapped_column(String(200), info=logged("Antaget av"))
    adopted_on: Mapped[date | None] = mapped_column(Date, info=logged("Antaget"))
    year: Mapped[int | None] = mapped_column(Integer, info=logged("År"))
    edition: Mapped[str | None] = mapped_column(String(40), info=logged("Utgåva"))
    link: Mapped[str | None] = mapped_column(String(300), info=logged("Länk"))
    note: Mapped[str | None] = mapped_column(Text, info=logged("Anteckning"))
    source_id: Mapped[UUID | None] = mapped_column(ForeignKey("source_document.id"), info=logged("Källa"))

    predecessor_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("governing_document.id"), unique=True, info=logged("Överfört från")
    )

    source: Mapped[SourceDocument | None] = relationship(lazy="raise")


class GroundStatus(Labelled):
    """Whether the ground can be used now."""

    CURRENT = "current", lazy("Gäller")
    PENDING = "pending", lazy("Inte beslutad än")
    HISTORIC = "historic", lazy("Tidigare år")


ground_unit = link_table("ground", "unit")
ground_target_group = link_table("ground", "target_group")
ground_activity = link_table("ground", "activity", activity="activity_type")


class Ground(Identified, Versioned, Base):
    """A mission, paragraph or local priority that a collaboration can rest on. Every collaboration has at least one."""

    __tablename__ = "ground"
    __table_args__ = (
        Index("ix_ground_document_id", "document_id"),
        Index("ix_ground_district_id", "district_id"),
    )

    code: Mapped[str] = mapped_column(String(40), unique=True)
    document_id: Mapped[UUID] = mapped_column(ForeignKey("governing_document.id"))
    title: Mapped[str] = mapped_column(String(300))
    text: Mapped[str | None] = mapped_column(Text)
    status: Mapped[GroundStatus] = mapped_column(StoredChoice(GroundStatus))
    position: Mapped[int] = mapped_column(Integer, default=0)
    district_id: Mapped[UUID | None] = mapped_column(ForeignKey("district.id"))
    responsible: Mapped[str | None] = mapped_column(String(300))
    partners: Mapped[str | None] = mapped_column(String(300))
    places: Mapped[str | None] = mapped_column(String(300))
    follow_up: Mapped[str | None] = mapped_column(Text)
    source_id: Mapped[UUID | None] = mapped_column(ForeignKey("source_document.id"))
    source_place: Mapped[str | None] = mapped_column(String(200))
    predecessor_id: Mapped[UUID | None] = mapped_column(ForeignKey("ground.id"), unique=True)

    document: Mapped[GoverningDocument] = relationship(lazy="raise")
    district: Mapped[District | None] = relationship(lazy="raise")
    source: Mapped[SourceDocument | None] = relationship(lazy="raise")
    units: Mapped[list[Unit]] = relationship(secondary=ground_unit, lazy="raise", order_by=Unit.name)
    target_groups: Mapped[list[TargetGroup]] = relationship(
        secondary=ground_target_group, lazy="raise", order_by=TargetGroup.position
    )
    activities: Mapped[list[ActivityType]] = relationship(
        secondary=ground_activity, lazy="raise", order_by=ActivityType.position
    )


class FundingSource(Identified, Versioned, Base):
    """Money set aside for a purpose: who decided, for which year, how much, for what and what came of it."""

    __tablename__ = "funding_source"

    code: Mapped[str] = mapped_column(String(40), unique=True, info=logged("Kod"))
    name: Mapped[str] = mapped_column(String(300), info=logged("Namn"))
    decided_by: Mapped[str | None] = mapped_column(String(200), info=logged("Beslutat av"))
    year: Mapped[int | None] = mapped_column(Integer, info=logged("År"))
    amount: Mapped[Money | None] = mapped_column(Kronor, info=logged("Belopp"))
    purpose: Mapped[str | None] = mapped_column(Text, info=logged("Ändamål"))
    planned_use: Mapped[str | None] = mapped_column(Text, info=logged("Planerad användning"))
    outcome: Mapped[str | None] = mapped_column(Text, info=logged("Hur medlen användes"))
    document_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("governing_document.id"), info=logged("Styrande dokument")
    )
    source_id: Mapped[UUID | None] = mapped_column(ForeignKey("source_document.id"), info=logged("Källa"))

    source: Mapped[SourceDocument | None] = relationship(lazy="raise")


class DialogueMeeting(Identified, Versioned, Base):
    """A dialogue between the nämnd and a district board about its local programme, held or planned."""

    __tablename__ = "dialogue_meeting"

    code: Mapped[str] = mapped_column(String(40), unique=True, info=logged("Kod"))
    title: Mapped[str] = mapped_column(String(300), info=logged("Rubrik"))
    held_on: Mapped[date | None] = mapped_column(Date, info=logged("Dag"))
    when_text: Mapped[str | None] = mapped_column(String(100), info=logged("När, i ord"))
    is_held: Mapped[bool] = mapped_column(default=False, info=logged("Hållet"))
    level: Mapped[str | None] = mapped_column(String(100), info=logged("Nivå"))
    parties: Mapped[str | None] = mapped_column(String(300), info=logged("Vilka som möts"))
    outcome: Mapped[str | None] = mapped_column(Text, info=logged("Vad mötet ledde till"))
    document_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("governing_document.id"), info=logged("Styrande dokument")
    )
    district_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("district.id"), info=logged("Stadsdelsområde")
    )
    source_id: Mapped[UUID | None] = mapped_column(ForeignKey("source_document.id"), info=logged("Källa"))

    district: Mapped[District | None] = relationship(lazy="raise")
    source: Mapped[SourceDocument | None] = relationship(lazy="raise")


put_under_audit(
    governing_document=Labels(lazy("Styrande dokument")),
    ground=Labels(
        lazy("Grund"),
        {
            "code": lazy("Kod"),
            "document_id": lazy("Styrande dokument"),
            "title": lazy("Rubrik"),
            "text": lazy("Text"),
            "status": lazy("Läge"),
            "district_id": lazy("Stadsdelsområde"),
            "responsible": lazy("Ansvarig"),
            "units": lazy("Enheter i registret"),
            "partners": lazy("Samverkar med"),
            "places": lazy("Platser"),
            "target_groups": lazy("Målgrupper"),
            "activities": lazy("Insatser"),
            "follow_up": lazy("Uppföljning"),
            "source_id": lazy("Källa"),
            "source_place": lazy("Plats i källan"),
            "predecessor_id": lazy("Överförd från"),
        },
    ),
    funding_source=Labels(lazy("Särskilda medel")),
    dialogue_meeting=Labels(lazy("Dialogmöte")),
)
