"""Guidelines with rules and checklists, and the answers and the choice of form for one matter."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import JSON, Boolean, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registry.audit.labelling import logged
from registry.city.guidelines.choices import Kind
from registry.core.columns import Identified, Moment, Said, StoredChoice
from registry.core.database import Base
from registry.core.i18n import lazy
from registry.core.labels import Labelled


class Guideline(Identified, Base):
    """One version of the guidelines, valid from a date. Every decision names the version it rests on."""

    __tablename__ = "guideline"
    __table_args__ = (UniqueConstraint("case_number", "edition", name="uq_guideline_edition"),)

    case_number: Mapped[str] = mapped_column(String(60))
    edition: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(300))
    adopted_by: Mapped[str] = mapped_column(String(200))
    adopted_on: Mapped[date] = mapped_column(Date)
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    note: Mapped[str | None] = mapped_column(Text)

    rules: Mapped[list["GuidelineRule"]] = relationship(lazy="raise", order_by="GuidelineRule.position")
    items: Mapped[list["ChecklistItem"]] = relationship(lazy="raise", order_by="ChecklistItem.position")


class GuidelineRule(Identified, Base):
    """One rule that the guideline states, with the place where we read it."""

    __tablename__ = "guideline_rule"
    __table_args__ = (Index("ix_guideline_rule_guideline_id", "guideline_id"),)

    guideline_id: Mapped[UUID] = mapped_column(ForeignKey("guideline.id"))
    position: Mapped[int] = mapped_column(Integer)
    title: Mapped[str] = mapped_column(Said(200))
    text: Mapped[str] = mapped_column(Said)
    source_place: Mapped[str | None] = mapped_column(String(200))


class StopsWhen(Labelled):
    """When a criterion that is not met stops the matter from being sent; others leave it to the decider to judge."""

    ALWAYS = "always", lazy("alltid")
    MONEY = "money", lazy("när pengar betalas ut")


class ChecklistItem(Identified, Base):
    """One criterion to answer for a kind of agreement, for IOP K1–K12 (`domain.md` 1.3)."""

    __tablename__ = "checklist_item"
    __table_args__ = (UniqueConstraint("guideline_id", "kind", "code", name="uq_checklist_item_code"),)

    guideline_id: Mapped[UUID] = mapped_column(ForeignKey("guideline.id"))
    kind: Mapped[Kind] = mapped_column(StoredChoice(Kind))
    code: Mapped[str] = mapped_column(String(10))
    position: Mapped[int] = mapped_column(Integer)
    text: Mapped[str] = mapped_column(Said)
    help: Mapped[str | None] = mapped_column(Said)
    is_required: Mapped[bool] = mapped_column(Boolean, default=True)
    stops: Mapped[StopsWhen | None] = mapped_column(StoredChoice(StopsWhen))


class StandardClause(Identified, Base):
    """A standard text that a new agreement of a kind starts with, so that the city's lawyer changes it without code.

    Kept as long as its guideline.
    """

    __tablename__ = "standard_clause"
    __table_args__ = (UniqueConstraint("guideline_id", "kind", "field", name="uq_standard_clause_field"),)

    guideline_id: Mapped[UUID] = mapped_column(ForeignKey("guideline.id"))
    kind: Mapped[Kind] = mapped_column(StoredChoice(Kind))
    field: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(Text)


class CriterionVerdict(Labelled):
    """How a criterion is met."""

    MET = "met", lazy("Uppfyllt")
    PARTLY = "partly", lazy("Delvis uppfyllt")
    NOT_MET = "not_met", lazy("Inte uppfyllt")


class ChecklistAnswer(Identified, Base):
    """The preparer's answer to one criterion in one matter, always with a motive."""

    __tablename__ = "checklist_answer"
    __table_args__ = (UniqueConstraint("matter_id", "item_id", name="uq_checklist_answer_item"),)

    matter_id: Mapped[UUID] = mapped_column(ForeignKey("matter.id"))
    item_id: Mapped[UUID] = mapped_column(ForeignKey("checklist_item.id"), info=logged("Kriterium"))
    verdict: Mapped[CriterionVerdict | None] = mapped_column(
        StoredChoice(CriterionVerdict), info=logged("Bedömning")
    )
    motive: Mapped[str | None] = mapped_column(Text, info=logged("Motiv"))

    item: Mapped[ChecklistItem] = relationship(lazy="raise")


class FormChosen(Labelled):
    """The forms to choose between (`domain.md` 1.2)."""

    INFORMAL = "informal", lazy("Informell samverkan")
    GRANT = "grant", lazy("Föreningsbidrag")
    IOP = "iop", lazy("Idéburet offentligt partnerskap (IOP)")
    PROCUREMENT = "procurement", lazy("Upphandling (LOU) eller valfrihet (LOV)")
    RESERVED = "reserved", lazy("Reserverad upphandling (LOU 19 kap. 25 a §)")
    PROJECT = "project", lazy("Projekt med extern finansiering")


class WarningSign(Labelled):
    """Signs that an IOP is really a purchase (Kammarrätten i Göteborg, mål 3556-18; `domain.md` 1.2)."""

    UNIT_PRICE = "unit_price", lazy("Priset räknas per deltagare eller enhet")
    OUR_SPECIFICATION = "our_specification", lazy("Vi har skrivit kravspecifikationen")
    SEVERAL_SUPPLIERS = "several_suppliers", lazy("Det finns flera leverantörer på marknaden")
    PENALTIES = "penalties", lazy("Avtalet har viten")
    STATUTORY_SERVICE = "statutory_service", lazy("Organisationen utför en lagstadgad uppgift åt oss")
    NOTHING_OWN = "nothing_own", lazy("Organisationen bidrar inte med något eget")


class FormChoice(Identified, Base):
    """The choice-of-form assessment of one matter: stored, dated and signed before the decision (`domain.md` 0.9)."""

    __tablename__ = "form_choice"

    matter_id: Mapped[UUID] = mapped_column(ForeignKey("matter.id"), unique=True)
    chosen: Mapped[FormChosen | None] = mapped_column(StoredChoice(FormChosen), info=logged("Vald form"))
    motive: Mapped[str | None] = mapped_column(Text, info=logged("Motiv till formen"))
    signs: Mapped[list[str]] = mapped_column(
        JSON, default=list, info={"enum": WarningSign} | logged("Varningstecken")
    )
    signs_motive: Mapped[str | None] = mapped_column(Text, info=logged("Motiv kring varningstecknen"))
    procurement_note: Mapped[str | None] = mapped_column(Text, info=logged("Bedömning av upphandling"))
    aid_note: Mapped[str | None] = mapped_column(Text, info=logged("Bedömning av stöd"))
    assessed_on: Mapped[date | None] = mapped_column(Date, info=logged("Formen bedömd"))
    assessed_by_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("user_account.id"), info=logged("Formen bedömd av (konto)")
    )
    assessed_by: Mapped[str | None] = mapped_column(String(200), info=logged("Formen bedömd av"))
    signed_at: Mapped[datetime | None] = mapped_column(Moment, info=logged("Bedömningen bekräftad"))
