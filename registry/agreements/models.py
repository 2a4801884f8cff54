"""Agreements and the rows that belong to them (`domain.md` 1.4)."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    Date,
    ForeignKey,
    Index,
    Integer,
    Numeric,
    String,
    Text,
    UniqueConstraint,
    and_,
    text,
)  # fmt: skip
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from registry.agreements.attachment import Attachment
from registry.agreements.choices import ContributionKind, MoneyAndVat, Side, SignatureMethod
from registry.agreements.fields import FIELDS
from registry.agreements.related_matter import RelatedMatter
from registry.agreements.workflow import State
from registry.audit.labelling import Labels
from registry.audit.labels import put_under_audit
from registry.city.guidelines.choices import Kind
from registry.city.priorities.models import FundingSource
from registry.city.units.models import Unit
from registry.collaborations.models import Collaboration
from registry.core.columns import Identified, Kronor, Moment, StoredChoice, Versioned
from registry.core.database import Base
from registry.core.i18n import lazy, lazy_in
from registry.core.money import Money
from registry.matters.decisions.models import RecordedDecision
from registry.matters.models import Matter
from registry.partners.organisations.models import Organisation


class Agreement(Identified, Versioned, Base):
    """An agreement about a formal collaboration: what it is and where in its life, whatever its text says by now.

    The text is its editions. Kept for ever, as the matters of its editions.
    """

    __tablename__ = "agreement"
    __table_args__ = (
        Index("ix_agreement_state", "state", "updated_at"),
        Index("ix_agreement_collaboration_id", "collaboration_id"),
    )
    __mapper_args__ = {"version_id_col": Versioned.version}  # SQLAlchemy reads it, nobody changes it

    collaboration_id: Mapped[UUID] = mapped_column(ForeignKey("collaboration.id"))
    kind: Mapped[Kind] = mapped_column(StoredChoice(Kind))
    state: Mapped[State] = mapped_column(StoredChoice(State), default=State.DRAFT)
    updated_at: Mapped[datetime] = mapped_column(Moment)

    collaboration: Mapped[Collaboration] = relationship(lazy="raise")
    editions: Mapped[list["Edition"]] = relationship(
        lazy="raise", order_by="Edition.number", back_populates="agreement"
    )


_CURRENT = text("is_current")


class Edition(Matter):
    """The text of an agreement that is decided, with all its fields and rows: the first, or a changed one after it.

    One edition is current: what holds now, or the first while none has been decided. Lists, sums and partners read that
    one; another is a matter with pages of its own until it takes its place. Kept for ever.
    """

    __tablename__ = "edition"
    __table_args__ = (
        UniqueConstraint("agreement_id", "number", name="uq_edition_number"),
        Index(
            "uq_edition_current",
            "agreement_id",
            unique=True,
            sqlite_where=_CURRENT,
            postgresql_where=_CURRENT,
        ),
    )
    __mapper_args__ = {"polymorphic_identity": "edition"}  # SQLAlchemy reads it, nobody changes it

    id: Mapped[UUID] = mapped_column(ForeignKey("matter.id"), primary_key=True, sort_order=-10)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("agreement.id"))
    number: Mapped[int] = mapped_column(Integer, default=1)
    is_current: Mapped[bool] = mapped_column(Boolean, default=False)
    background: Mapped[str | None] = mapped_column(Text)
    purpose: Mapped[str | None] = mapped_column(Text)
    shared_values: Mapped[str | None] = mapped_column(Text)
    planned_participants: Mapped[int | None] = mapped_column(Integer)
    activities_text: Mapped[str | None] = mapped_column(Text)
    economy_text: Mapped[str | None] = mapped_column(Text)
    steering: Mapped[str | None] = mapped_column(Text)
    meeting_frequency: Mapped[str | None] = mapped_column(String(200))
    follow_up_text: Mapped[str | None] = mapped_column(Text)
    communication: Mapped[str | None] = mapped_column(Text)
    personal_data: Mapped[str | None] = mapped_column(Text)
    children: Mapped[str | None] = mapped_column(Text)
    insurance: Mapped[str | None] = mapped_column(Text)
    starts_on: Mapped[date | None] = mapped_column(Date)
    ends_on: Mapped[date | None] = mapped_column(Date)
    extension: Mapped[str | None] = mapped_column(Text)
    option_amount: Mapped[Money | None] = mapped_column(Kronor)
    notice_months: Mapped[int | None] = mapped_column(Integer)
    termination: Mapped[str | None] = mapped_column(Text)
    changes: Mapped[str | None] = mapped_column(Text)
    disputes: Mapped[str | None] = mapped_column(Text)
    internal_note: Mapped[str | None] = mapped_column(Text)
    money_and_vat: Mapped[MoneyAndVat | None] = mapped_column(StoredChoice(MoneyAndVat))
    despite_reason: Mapped[str | None] = mapped_column(Text)
    signed_on: Mapped[date | None] = mapped_column(Date)
    signature_method: Mapped[SignatureMethod | None] = mapped_column(StoredChoice(SignatureMethod))

    agreement: Mapped[Agreement] = relationship(lazy="joined", innerjoin=True, back_populates="editions")
    goals: Mapped[list["Goal"]] = relationship(
        lazy="raise", order_by="Goal.position", cascade="all, delete-orphan"
    )
    contributions: Mapped[list["Contribution"]] = relationship(
        lazy="raise", order_by="Contribution.position", cascade="all, delete-orphan"
    )
    yearly: Mapped[list["YearlyAmount"]] = relationship(
        lazy="raise", order_by="YearlyAmount.year", cascade="all, delete-orphan"
    )
    shares: Mapped[list["FundingShare"]] = relationship(
        lazy="raise", order_by="FundingShare.position", cascade="all, delete-orphan"
    )
    payments: Mapped[list["Payment"]] = relationship(
        lazy="raise", order_by="Payment.due_on, Payment.id", cascade="all, delete-orphan"
    )
    follow_ups: Mapped[list["FollowUp"]] = relationship(
        lazy="raise", order_by="FollowUp.due_on, FollowUp.id", cascade="all, delete-orphan"
    )
    members: Mapped[list["SteeringMember"]] = relationship(
        lazy="raise", order_by="SteeringMember.position", cascade="all, delete-orphan"
    )
    related: Mapped[list[RelatedMatter]] = relationship(
        lazy="raise", order_by=RelatedMatter.position, cascade="all, delete-orphan",
        foreign_keys=RelatedMatter.edition_id,
    )  # fmt: skip
    attachments: Mapped[list[Attachment]] = relationship(
        lazy="raise", order_by=Attachment.position, cascade="all, delete-orphan"
    )
    recorded: Mapped[RecordedDecision | None] = relationship(
        lazy="raise", primaryjoin=lambda: Edition.id == foreign(RecordedDecision.matter_id), uselist=False
    )

    @property
    def recorded_by_id(self) -> UUID | None:
        """Who recorded it as entered into before, where somebody has."""
        return self.recorded.recorded_by_id if self.recorded else None

    def changed(self, at: datetime) -> None:
        """Count a change in the text or in the agreement's life as a change of both, so that nobody writes over it."""
        self.touch()
        self.agreement.updated_at = at


# What joins each agreement to the one edition that lists, sums and partners read.
IS_CURRENT = and_(Edition.agreement_id == Agreement.id, Edition.is_current)


class Goal(Identified, Base):
    """A goal with the measure that shows whether it was reached."""

    __tablename__ = "goal"
    __table_args__ = (Index("ix_goal_edition_id", "edition_id"),)

    edition_id: Mapped[UUID] = mapped_column(ForeignKey("edition.id"))
    position: Mapped[int] = mapped_column(Integer, default=0)
    text: Mapped[str] = mapped_column(Text)
    indicator: Mapped[str | None] = mapped_column(String(300))
    baseline: Mapped[str | None] = mapped_column(String(100))
    target: Mapped[str | None] = mapped_column(String(100))
    due_on: Mapped[date | None] = mapped_column(Date)


class Contribution(Identified, Base):
    """What one side brings: money, staff hours, premises, volunteer hours … in a year, with its value where known."""

    __tablename__ = "contribution"
    __table_args__ = (Index("ix_contribution_edition_id", "edition_id"),)

    edition_id: Mapped[UUID] = mapped_column(ForeignKey("edition.id"))
    position: Mapped[int] = mapped_column(Integer, default=0)
    side: Mapped[Side] = mapped_column(StoredChoice(Side))
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    kind: Mapped[ContributionKind] = mapped_column(StoredChoice(ContributionKind))
    description: Mapped[str] = mapped_column(String(500))
    quantity: Mapped[Decimal | None] = mapped_column(Numeric(12, 2))
    unit_word: Mapped[str | None] = mapped_column(String(40))
    value: Mapped[Money | None] = mapped_column(Kronor)
    year: Mapped[int | None] = mapped_column(Integer)
    counts_as_aid: Mapped[bool] = mapped_column(Boolean, default=False)

    organisation: Mapped[Organisation | None] = relationship(lazy="raise")


class YearlyAmount(Identified, Base):
    """What the city pays in one calendar year, in kronor. The delegation order's limits are held against these."""

    __tablename__ = "yearly_amount"
    __table_args__ = (UniqueConstraint("edition_id", "year", name="uq_yearly_amount_year"),)

    edition_id: Mapped[UUID] = mapped_column(ForeignKey("edition.id"))
    year: Mapped[int] = mapped_column(Integer)
    amount: Mapped[Money] = mapped_column(Kronor)


class FundingShare(Identified, Base):
    """What one area pays of a year's amount, from which funding. Without any, the agreement's own unit pays it all.

    Each area that pays decides for its own part (AMF 2024/717), so the shares say who must.
    """

    __tablename__ = "funding_share"
    __table_args__ = (Index("ix_funding_share_edition_id", "edition_id"),)

    edition_id: Mapped[UUID] = mapped_column(ForeignKey("edition.id"))
    position: Mapped[int] = mapped_column(Integer, default=0)
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    funding_source_id: Mapped[UUID | None] = mapped_column(ForeignKey("funding_source.id"))
    year: Mapped[int] = mapped_column(Integer)
    amount: Mapped[Money] = mapped_column(Kronor)

    unit: Mapped[Unit] = relationship(lazy="raise")
    funding_source: Mapped[FundingSource | None] = relationship(lazy="raise")


class Payment(Identified, Base):
    """One planned payment: when, how much and on what condition."""

    __tablename__ = "payment"
    __table_args__ = (Index("ix_payment_edition_id", "edition_id"),)

    edition_id: Mapped[UUID] = mapped_column(ForeignKey("edition.id"))
    due_on: Mapped[date] = mapped_column(Date)
    amount: Mapped[Money] = mapped_column(Kronor)
    condition: Mapped[str | None] = mapped_column(String(300))


class FollowUp(Identified, Base):
    """One agreed follow-up: when and what (Stadsrevisionen 3/2021: follow-up is what makes a partnership matter)."""

    __tablename__ = "follow_up"
    __table_args__ = (Index("ix_follow_up_edition_id", "edition_id", "due_on"),)

    edition_id: Mapped[UUID] = mapped_column(ForeignKey("edition.id"))
    due_on: Mapped[date] = mapped_column(Date)
    what: Mapped[str] = mapped_column(String(300))
    done_on: Mapped[date | None] = mapped_column(Date)


class SteeringMember(Identified, Base):
    """A seat in the steering group, by role and never by a person's name."""

    __tablename__ = "steering_member"
    __table_args__ = (Index("ix_steering_member_edition_id", "edition_id"),)

    edition_id: Mapped[UUID] = mapped_column(ForeignKey("edition.id"))
    position: Mapped[int] = mapped_column(Integer, default=0)
    side: Mapped[Side] = mapped_column(StoredChoice(Side))
    role: Mapped[str] = mapped_column(String(200))


# The table of each field that has rows.
ROWS: dict[str, type[Any]] = {
    "goals": Goal,
    "contributions": Contribution,
    "yearly": YearlyAmount,
    "shares": FundingShare,
    "payments": Payment,
    "follow_ups": FollowUp,
    "members": SteeringMember,
    "related": RelatedMatter,
}


class FrozenParty(Identified, Base):
    """A party of what was frozen, sent for decision or recorded: who the decision is about, whoever is party later.

    The payee and the partner's access follow these rows, never a later edit of the collaboration. The party is the
    legal person with `organisation_number`; a record that has another number by now is somebody else (lag 1974:174).
    Merging moves the row with its record. Kept as long as the content that it belongs to.
    """

    __tablename__ = "frozen_party"
    __table_args__ = (
        Index("ix_frozen_party_edition_id", "edition_id", "content_hash"),
        Index("ix_frozen_party_organisation_id", "organisation_id"),
    )

    edition_id: Mapped[UUID] = mapped_column(ForeignKey("edition.id"))
    content_hash: Mapped[str] = mapped_column(String(64))
    position: Mapped[int] = mapped_column(Integer, default=0)
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))
    organisation_number: Mapped[str | None] = mapped_column(String(30))
    name: Mapped[str] = mapped_column(String(300))
    receives_funding: Mapped[bool | None] = mapped_column(Boolean)

    organisation: Mapped[Organisation | None] = relationship(lazy="raise")

    @property
    def is_the_same(self) -> bool:
        """Whether the record is still the legal person that was decided about."""
        return self.organisation is not None and self.organisation.number == self.organisation_number


_NOUNS = {
    "goals": lazy("Mål"),
    "contributions": lazy("Bidrag från part"),
    "yearly": lazy("Stadens belopp för ett år"),
    "shares": lazy("Vem betalar"),
    "payments": lazy("Utbetalning"),
    "follow_ups": lazy("Uppföljningstillfälle"),
    "members": lazy("Plats i styrgruppen"),
    "related": lazy("Annat ärende med samma motpart"),
}
_LIFE = {"state": lazy("Läge"), "kind": lazy("Typ av avtal"), "collaboration_id": lazy("Samverkan")}
_BESIDE_THE_TEXT = {
    "number": lazy("Utgåva"), "is_current": lazy("Gäller"), "unit_id": lazy("Vår enhet"),
    "prepared_by_id": lazy("Bereds av"), "case_number_id": lazy("Diarienummer"), "secrecy": lazy("Sekretess"),
    "secrecy_on": lazy("Sekretess markerad"), "signed_on": lazy("Underskrivet"),
    "signature_method": lazy("Underskriftssätt"),
}  # fmt: skip
_COLUMNS = {column.key for table in (Matter.__table__, Edition.__table__) for column in table.columns}
_TEXT = {field.name: field.label for field in FIELDS if field.written and field.name in _COLUMNS}
put_under_audit(
    agreement=Labels(lazy_in("ett", "Avtal"), _LIFE),
    edition=Labels(
        lazy_in("ett", "Avtal"), _BESIDE_THE_TEXT | _TEXT, life="agreement_id", formerly="agreement"
    ),
    **{
        table.__tablename__: Labels(
            _NOUNS[name],
            {field.name: field.label for field in FIELDS[name].rows or ()}
            | ({"done_on": lazy("Genomfört")} if hasattr(table, "done_on") else {}),
            "edition_id",
        )
        for name, table in ROWS.items()
    },
)
