"""A mapping round, the list of each unit in it, the rows of a list, and what partners answer."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    Boolean,
    Date,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registry.audit.labelling import Labels, logged
from registry.audit.labels import put_under_audit
from registry.city.priorities.models import SourceDocument
from registry.city.units.models import Unit
from registry.collaborations.models import Collaboration
from registry.core.columns import Identified, Moment, StoredChoice, Versioned
from registry.core.database import Base
from registry.core.i18n import lazy
from registry.mapping.rounds.choices import ListState, RoundState, RowAnswer
from registry.partners.organisations.models import Organisation


class MappingRound(Identified, Versioned, Base):
    """One time that the preparatory group asks the units what they do with whom (source 001: the mapping begun).

    `content` is what was frozen when it closed, `content_hash` proves it. A round that was drawn up afterwards names
    its source, and its moments are those when it was drawn up. Kept for ever: later rounds are compared with it.
    """

    __tablename__ = "mapping_round"
    __table_args__ = (
        UniqueConstraint("title", name="uq_mapping_round_title"),
        Index("ix_mapping_round_state", "state", "speaks_of"),
    )

    title: Mapped[str] = mapped_column(String(200), info=logged("Namn"))
    speaks_of: Mapped[date] = mapped_column(Date, info=logged("Dag som uppgifterna avser"))
    due_on: Mapped[date] = mapped_column(Date, info=logged("Sista dag att intyga"))
    invitation: Mapped[str | None] = mapped_column(Text, info=logged("Inbjudan"))
    questions: Mapped[list[str]] = mapped_column(JSON, default=list, info=logged("Frågor"))
    asks_partners: Mapped[bool] = mapped_column(
        Boolean, default=False, info=logged("Frågar organisationerna")
    )
    state: Mapped[RoundState] = mapped_column(StoredChoice(RoundState), info=logged("Läge"))
    source_id: Mapped[UUID | None] = mapped_column(ForeignKey("source_document.id"), info=logged("Källa"))
    opened_at: Mapped[datetime] = mapped_column(Moment, info=logged("Öppnad"))
    opened_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"), info=logged("Öppnad av"))
    closed_at: Mapped[datetime | None] = mapped_column(Moment, info=logged("Stängd"))
    closed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"), info=logged("Stängd av"))
    closing_note: Mapped[str | None] = mapped_column(Text, info=logged("Varför den stängdes ändå"))
    content: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    content_hash: Mapped[str | None] = mapped_column(String(64))
    is_example: Mapped[bool] = mapped_column(Boolean, default=False)

    source: Mapped[SourceDocument | None] = relationship(lazy="raise")


class UnitList(Identified, Versioned, Base):
    """What we believe that one unit does, and what its head says of that. Both names where a substitute says it.

    Without a unit it holds what a source tells of no unit. Kept as long as its round is.
    """

    __tablename__ = "mapping_list"
    __table_args__ = (
        UniqueConstraint("round_id", "unit_id", name="uq_mapping_list_unit"),
        Index("ix_mapping_list_unit_id", "unit_id"),
    )

    round_id: Mapped[UUID] = mapped_column(ForeignKey("mapping_round.id"))
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"), info=logged("Enhet"))
    state: Mapped[ListState] = mapped_column(StoredChoice(ListState), info=logged("Läge"))
    lacking: Mapped[str | None] = mapped_column(Text, info=logged("Vad som saknas"))
    answers: Mapped[list[str]] = mapped_column(JSON, default=list, info=logged("Svar på frågorna"))
    certified_at: Mapped[datetime | None] = mapped_column(Moment, info=logged("Intygad"))
    certified_by_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("user_account.id"), info=logged("Intygad av")
    )
    certified_by: Mapped[str | None] = mapped_column(String(200), info=logged("Intygad av, namn"))
    certified_for: Mapped[str | None] = mapped_column(String(200), info=logged("I stället för"))
    soon_told_on: Mapped[date | None] = mapped_column(Date)
    late_told_on: Mapped[date | None] = mapped_column(Date)
    above_told_on: Mapped[date | None] = mapped_column(Date)

    round: Mapped[MappingRound] = relationship(lazy="raise")
    unit: Mapped[Unit | None] = relationship(lazy="raise")


class ListRow(Identified, Versioned, Base):
    """One collaboration in a unit's list: what we believed when the round opened, and the unit's answer.

    Kept as long as its round is.
    """

    __tablename__ = "mapping_row"
    __table_args__ = (
        UniqueConstraint("list_id", "collaboration_id", name="uq_mapping_row_collaboration"),
        Index("ix_mapping_row_collaboration_id", "collaboration_id"),
    )

    list_id: Mapped[UUID] = mapped_column(ForeignKey("mapping_list.id"))
    collaboration_id: Mapped[UUID] = mapped_column(ForeignKey("collaboration.id"), info=logged("Samverkan"))
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)  # what we believed when the round opened
    answer: Mapped[RowAnswer | None] = mapped_column(StoredChoice(RowAnswer), info=logged("Svar"))
    answered_at: Mapped[datetime | None] = mapped_column(Moment, info=logged("Besvarad"))
    answered_by_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("user_account.id"), info=logged("Besvarad av")
    )

    collaboration: Mapped[Collaboration] = relationship(lazy="raise")


class PartnerAnswer(Identified, Base):
    """What an organisation says of a row: whether we do this together. It changes nothing; the unit reads it.

    Kept as long as the round is.
    """

    __tablename__ = "mapping_partner_answer"
    __table_args__ = (
        UniqueConstraint("row_id", "organisation_id", name="uq_mapping_partner_answer_organisation"),
    )

    row_id: Mapped[UUID] = mapped_column(ForeignKey("mapping_row.id"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), info=logged("Organisation"))
    agrees: Mapped[bool] = mapped_column(Boolean, info=logged("Stämmer enligt organisationen"))
    words: Mapped[str | None] = mapped_column(String(1000), info=logged("Vad organisationen skriver"))
    answered_at: Mapped[datetime] = mapped_column(Moment, info=logged("Besvarad"))
    answered_by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), info=logged("Besvarad av"))

    organisation: Mapped[Organisation] = relationship(lazy="raise")


put_under_audit(
    mapping_round=Labels(lazy("Kartläggningsomgång")),
    mapping_list=Labels(lazy("Enhetens lista"), parent="round_id", alone=True),
    mapping_row=Labels(lazy("Rad i enhetens lista"), parent="list_id", alone=True),
    mapping_partner_answer=Labels(lazy("Organisationens svar"), parent="row_id", alone=True),
    unit_writer=Labels(lazy("Den som fyller i för enheten"), parent="unit_id"),
)
