"""Collaborations, their parties and roles, and the facts of externally funded projects."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Boolean, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registry.audit.labelling import Labels, logged
from registry.audit.labels import put_under_audit
from registry.city.guidelines.choices import Kind
from registry.city.priorities.models import Ground, SourceDocument
from registry.city.units.models import Unit
from registry.city.vocabulary.models import ActivityType, District, TargetGroup
from registry.collaborations.choices import Category, CollaborationStatus, Form, OurRole, PartyRole
from registry.collaborations.fields import FIELDS, PROJECT_FIELDS
from registry.core.columns import SORT_KEY, Identified, Kronor, Moment, StoredChoice, Versioned
from registry.core.database import Base, link_table
from registry.core.i18n import lazy
from registry.core.money import Money
from registry.partners.organisations.models import Organisation
from registry.partners.structures.models import Structure

collaboration_ground = link_table("collaboration", "ground")
collaboration_target_group = link_table("collaboration", "target_group")
collaboration_activity = link_table("collaboration", "activity", activity="activity_type")
collaboration_district = link_table("collaboration", "district")


class Collaboration(Identified, Versioned, Base):
    """What we do together with others. AMF 2024/717: it rests on at least one ground, and one of our units owns it."""

    __tablename__ = "collaboration"
    __table_args__ = (
        Index("ix_collaboration_sort_title", "sort_title", "id"),
        Index("ix_collaboration_is_reference", "is_reference", "sort_title", "id"),
        Index("ix_collaboration_form", "is_reference", "form", "sort_title", "id"),
        Index("ix_collaboration_unit_id", "unit_id", "form"),
        Index("ix_collaboration_confirm_by", "confirm_by"),
        Index("ix_collaboration_ends_on", "ends_on", "starts_on"),
        Index("ix_collaboration_created_by_id", "created_by_id", "created_at"),
    )

    title: Mapped[str] = mapped_column(String(300))
    sort_title: Mapped[str] = mapped_column(SORT_KEY)
    search_text: Mapped[str] = mapped_column(Text, default="")
    form: Mapped[Form] = mapped_column(StoredChoice(Form))
    category: Mapped[Category | None] = mapped_column(StoredChoice(Category))
    kind: Mapped[Kind | None] = mapped_column(StoredChoice(Kind))
    status: Mapped[CollaborationStatus] = mapped_column(StoredChoice(CollaborationStatus))
    status_on: Mapped[date | None] = mapped_column(Date)  # the day that the status speaks of
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"))
    structure_id: Mapped[UUID | None] = mapped_column(ForeignKey("structure.id"))
    description: Mapped[str | None] = mapped_column(Text)
    frequency: Mapped[str | None] = mapped_column(String(200))
    starts_on: Mapped[date | None] = mapped_column(Date)
    ends_on: Mapped[date | None] = mapped_column(Date)
    period_text: Mapped[str | None] = mapped_column(String(200))
    our_contact: Mapped[str | None] = mapped_column(String(200))
    their_contact: Mapped[str | None] = mapped_column(String(200))
    gate_resources: Mapped[bool | None] = mapped_column(Boolean)
    gate_judged_by: Mapped[str | None] = mapped_column(String(200))
    gate_note: Mapped[str | None] = mapped_column(Text)
    internal_note: Mapped[str | None] = mapped_column(Text)
    confirmed_on: Mapped[date | None] = mapped_column(Date)
    confirm_by: Mapped[date | None] = mapped_column(Date)
    last_happened_on: Mapped[date | None] = mapped_column(Date)  # follows from its occasions
    is_reference: Mapped[bool] = mapped_column(Boolean, default=False)
    is_example: Mapped[bool] = mapped_column(Boolean, default=False)
    code: Mapped[str | None] = mapped_column(String(60), unique=True)
    source_id: Mapped[UUID | None] = mapped_column(ForeignKey("source_document.id"))
    source_place: Mapped[str | None] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(Moment)
    created_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))

    unit: Mapped[Unit | None] = relationship(lazy="raise")
    structure: Mapped[Structure | None] = relationship(lazy="raise")
    source: Mapped[SourceDocument | None] = relationship(lazy="raise")
    parties: Mapped[list["Party"]] = relationship(
        lazy="raise", order_by="Party.position", cascade="all, delete-orphan", back_populates="collaboration"
    )
    project: Mapped["ProjectFacts | None"] = relationship(
        lazy="raise", cascade="all, delete-orphan", foreign_keys="ProjectFacts.collaboration_id"
    )
    grounds: Mapped[list[Ground]] = relationship(
        secondary=collaboration_ground, lazy="raise", order_by=Ground.code
    )
    target_groups: Mapped[list[TargetGroup]] = relationship(
        secondary=collaboration_target_group, lazy="raise", order_by=TargetGroup.position
    )
    activities: Mapped[list[ActivityType]] = relationship(
        secondary=collaboration_activity, lazy="raise", order_by=ActivityType.position
    )
    districts: Mapped[list[District]] = relationship(
        secondary=collaboration_district, lazy="raise", order_by=District.position
    )


class Party(Identified, Base):
    """An organisation's part in a collaboration: its roles, and whether it receives funding through it."""

    __tablename__ = "party"
    __table_args__ = (
        UniqueConstraint("collaboration_id", "organisation_id", name="uq_party_organisation"),
        Index("ix_party_organisation_id", "organisation_id", "collaboration_id"),
    )

    collaboration_id: Mapped[UUID] = mapped_column(ForeignKey("collaboration.id"))
    organisation_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("organisation.id"), info=logged("Organisation")
    )
    words: Mapped[str | None] = mapped_column(
        String(300), info=logged("Part i ord")
    )  # a party the source describes but does not name
    position: Mapped[int] = mapped_column(Integer, default=0)
    roles: Mapped[list[str]] = mapped_column(JSON, default=list, info={"enum": PartyRole} | logged("Roller"))
    receives_funding: Mapped[bool | None] = mapped_column(Boolean, info=logged("Får medel"))
    note: Mapped[str | None] = mapped_column(String(500), info=logged("Anteckning"))

    collaboration: Mapped[Collaboration] = relationship(lazy="raise", back_populates="parties")
    organisation: Mapped[Organisation | None] = relationship(lazy="raise")

    @property
    def party_roles(self) -> list[PartyRole]:
        """The roles as members of the closed list."""
        return [PartyRole(value) for value in self.roles]

    @property
    def display_name(self) -> str:
        """The organisation's name, or the words of the source where it names nobody."""
        return self.organisation.name if self.organisation else (self.words or "")


class ProjectFacts(Identified, Base):
    """What an externally funded project needs besides: whose it is, who pays, how long, for how many, what came.

    Lives and goes with its collaboration. What its agreement was decided with is frozen there.
    """

    __tablename__ = "project_facts"
    __table_args__ = (UniqueConstraint("collaboration_id", name="uq_project_facts_collaboration"),)

    collaboration_id: Mapped[UUID] = mapped_column(ForeignKey("collaboration.id"))
    our_role: Mapped[OurRole] = mapped_column(StoredChoice(OurRole))
    funder: Mapped[str | None] = mapped_column(String(300))
    funder_reference: Mapped[str | None] = mapped_column(String(100))
    total: Mapped[Money | None] = mapped_column(Kronor)
    funder_decided_on: Mapped[date | None] = mapped_column(Date)
    call: Mapped[str | None] = mapped_column(String(300))
    applied_on: Mapped[date | None] = mapped_column(Date)
    application_text: Mapped[str | None] = mapped_column(String(200))
    length_months: Mapped[int | None] = mapped_column(Integer)
    capacity: Mapped[int | None] = mapped_column(Integer)
    least_months: Mapped[int | None] = mapped_column(Integer)
    age_from: Mapped[int | None] = mapped_column(Integer)
    age_to: Mapped[int | None] = mapped_column(Integer)
    volunteers: Mapped[int | None] = mapped_column(Integer)
    components: Mapped[list[Any]] = mapped_column(JSON, default=list)
    our_contribution: Mapped[str | None] = mapped_column(Text)
    result: Mapped[str | None] = mapped_column(Text)
    lessons: Mapped[str | None] = mapped_column(Text)
    relevance: Mapped[str | None] = mapped_column(Text)
    revisit_text: Mapped[str | None] = mapped_column(String(200))
    leads_to_id: Mapped[UUID | None] = mapped_column(ForeignKey("collaboration.id"))


put_under_audit(
    collaboration=Labels(lazy("Samverkan"), FIELDS),
    project_facts=Labels(lazy("Projektuppgifter"), PROJECT_FIELDS, "collaboration_id", alone=True),
)
