"""Political cases with their questions and answers, and assessments of need."""

from datetime import date
from uuid import UUID

from sqlalchemy import JSON, Date, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registry.city.priorities.models import SourceDocument
from registry.city.vocabulary.models import TargetGroup
from registry.collaborations.models import Collaboration
from registry.core.columns import Identified, StoredChoice, Versioned
from registry.core.database import Base, link_table
from registry.core.i18n import lazy
from registry.core.labels import Labelled


class EnquiryKind(Labelled):
    """How the question was put."""

    LETTER = "letter", lazy("Skrivelse")
    INTERPELLATION = "interpellation", lazy("Interpellation")


enquiry_target_group = link_table("enquiry", "target_group")


class Enquiry(Identified, Versioned, Base):
    """A question from elected representatives, what was answered and who attested the reply."""

    __tablename__ = "enquiry"

    code: Mapped[str] = mapped_column(String(40), unique=True)
    kind: Mapped[EnquiryKind] = mapped_column(StoredChoice(EnquiryKind))
    title: Mapped[str] = mapped_column(String(300))
    number: Mapped[str | None] = mapped_column(String(40))
    year: Mapped[int | None] = mapped_column(Integer)
    asked_by: Mapped[str | None] = mapped_column(String(200))
    answered_by: Mapped[str | None] = mapped_column(String(200))
    answered_on: Mapped[date | None] = mapped_column(Date)
    addressee: Mapped[str | None] = mapped_column(String(200))
    meeting_on: Mapped[date | None] = mapped_column(Date)
    decision: Mapped[str | None] = mapped_column(Text)
    summary: Mapped[str | None] = mapped_column(Text)
    attested: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)  # [{"title", "date"}]
    source_id: Mapped[UUID | None] = mapped_column(ForeignKey("source_document.id"))
    reply_source_id: Mapped[UUID | None] = mapped_column(ForeignKey("source_document.id"))

    source: Mapped[SourceDocument | None] = relationship(lazy="raise", foreign_keys=[source_id])
    reply_source: Mapped[SourceDocument | None] = relationship(lazy="raise", foreign_keys=[reply_source_id])
    questions: Mapped[list["Question"]] = relationship(
        lazy="raise", order_by="Question.number", cascade="all, delete-orphan"
    )
    target_groups: Mapped[list[TargetGroup]] = relationship(
        secondary=enquiry_target_group, lazy="raise", order_by=TargetGroup.position
    )


class Question(Identified, Base):
    """One numbered question and the answer given."""

    __tablename__ = "question"
    __table_args__ = (Index("ix_question_enquiry_id", "enquiry_id"),)

    enquiry_id: Mapped[UUID] = mapped_column(ForeignKey("enquiry.id"))
    number: Mapped[int] = mapped_column(Integer)
    text: Mapped[str] = mapped_column(Text)
    answer: Mapped[str | None] = mapped_column(Text)


assessment_collaboration = link_table("assessment", "collaboration", assessment="need_assessment")
assessment_target_group = link_table("assessment", "target_group", assessment="need_assessment")


class NeedAssessment(Identified, Versioned, Base):
    """A judgement whether something more is needed for a group: what exists, the conclusion, and when to look again."""

    __tablename__ = "need_assessment"

    code: Mapped[str] = mapped_column(String(40), unique=True)
    title: Mapped[str] = mapped_column(String(300))
    enquiry_id: Mapped[UUID | None] = mapped_column(ForeignKey("enquiry.id"))
    existing_offer: Mapped[str | None] = mapped_column(Text)
    conclusion: Mapped[str | None] = mapped_column(Text)
    assessed_on: Mapped[date | None] = mapped_column(Date)
    review_on: Mapped[date | None] = mapped_column(Date)
    review_text: Mapped[str | None] = mapped_column(String(200))
    source_id: Mapped[UUID | None] = mapped_column(ForeignKey("source_document.id"))

    source: Mapped[SourceDocument | None] = relationship(lazy="raise")
    enquiry: Mapped[Enquiry | None] = relationship(lazy="raise")
    target_groups: Mapped[list[TargetGroup]] = relationship(
        secondary=assessment_target_group, lazy="raise", order_by=TargetGroup.position
    )
    collaborations: Mapped[list[Collaboration]] = relationship(
        secondary=assessment_collaboration, lazy="raise"
    )
