"""Political questions with what was asked and answered, and assessments of need."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Boolean, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registry.audit.labelling import Labels, logged
from registry.audit.labels import put_under_audit
from registry.city.priorities.models import SourceDocument
from registry.city.vocabulary.models import ActivityType, District, TargetGroup
from registry.collaborations.models import Collaboration
from registry.core.columns import Identified, Kronor, Moment, StoredChoice, Versioned
from registry.core.database import Base, link_table
from registry.core.i18n import lazy
from registry.core.labels import Labelled
from registry.core.money import Money
from registry.enquiries.workflow import CommitteeOutcome, EnquiryState
from registry.matters.models import Matter


class EnquiryKind(Labelled):
    """How the question was put."""

    LETTER = "letter", lazy("Skrivelse")
    INTERPELLATION = "interpellation", lazy("Interpellation")
    MOTION = "motion", lazy("Motion")
    SIMPLE_QUESTION = "simple_question", lazy("Enkel fråga")
    CITIZEN_PROPOSAL = "citizen_proposal", lazy("Medborgarförslag")
    REFERRAL = "referral", lazy("Remiss")


# Answered to whoever asked, without a decision (kommunallagen on interpellations and questions).
ONLY_ANSWERED = frozenset({EnquiryKind.INTERPELLATION, EnquiryKind.SIMPLE_QUESTION})
enquiry_target_group = link_table("enquiry", "target_group")
enquiry_collaboration = link_table("enquiry", "collaboration")


class Enquiry(Matter):
    """A question from elected representatives or others: a matter, from the day it came to the answer.

    Whoever is responsible for the answer prepares the matter. `code` is that of one loaded from the city's own files,
    whose history before the register is in its sources: `attested` is what they say of it. Kept for ever, as a matter.
    """

    __tablename__ = "enquiry"
    __table_args__ = (Index("ix_enquiry_state", "state", "due_on"),)
    __mapper_args__ = {"polymorphic_identity": "enquiry"}  # SQLAlchemy reads it, nobody changes it

    id: Mapped[UUID] = mapped_column(ForeignKey("matter.id"), primary_key=True, sort_order=-10)
    code: Mapped[str | None] = mapped_column(String(40), unique=True)
    kind: Mapped[EnquiryKind] = mapped_column(StoredChoice(EnquiryKind))
    state: Mapped[EnquiryState] = mapped_column(StoredChoice(EnquiryState), default=EnquiryState.RECEIVED)
    number: Mapped[str | None] = mapped_column(String(40))
    year: Mapped[int | None] = mapped_column(Integer)
    addressee: Mapped[str | None] = mapped_column(String(200))
    received_on: Mapped[date | None] = mapped_column(Date)
    due_on: Mapped[date | None] = mapped_column(Date)
    meeting_on: Mapped[date | None] = mapped_column(Date)
    answered_by: Mapped[str | None] = mapped_column(String(200))
    answered_on: Mapped[date | None] = mapped_column(Date)
    decision: Mapped[str | None] = mapped_column(Text)
    summary: Mapped[str | None] = mapped_column(Text)
    attested: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)  # [{"title", "date"}]
    original_id: Mapped[UUID | None] = mapped_column(ForeignKey("document.id"))
    source_id: Mapped[UUID | None] = mapped_column(ForeignKey("source_document.id"))
    reply_source_id: Mapped[UUID | None] = mapped_column(ForeignKey("source_document.id"))

    source: Mapped[SourceDocument | None] = relationship(lazy="raise", foreign_keys=[source_id])
    reply_source: Mapped[SourceDocument | None] = relationship(lazy="raise", foreign_keys=[reply_source_id])
    askers: Mapped[list["Asker"]] = relationship(
        lazy="raise", order_by="Asker.position", cascade="all, delete-orphan"
    )
    questions: Mapped[list["Question"]] = relationship(
        lazy="raise", order_by="Question.number", cascade="all, delete-orphan"
    )
    treatments: Mapped[list["CommitteeTreatment"]] = relationship(
        lazy="raise", order_by="CommitteeTreatment.meeting_on", cascade="all, delete-orphan"
    )
    target_groups: Mapped[list[TargetGroup]] = relationship(
        secondary=enquiry_target_group, lazy="raise", order_by=TargetGroup.position
    )
    collaborations: Mapped[list[Collaboration]] = relationship(
        secondary=enquiry_collaboration, lazy="raise", order_by=(Collaboration.sort_title, Collaboration.id)
    )

    @property
    def is_decided_on(self) -> bool:
        """Whether the nämnd decides on the reply before it is sent."""
        return self.kind not in ONLY_ANSWERED

    @property
    def asked_by(self) -> str:
        """Everybody who asked, in one line."""
        return ", ".join(asker.words for asker in self.askers)


class Asker(Identified, Base):
    """One of those who asked: a party, a person, or a person of a party. Kept as the question is."""

    __tablename__ = "asker"
    __table_args__ = (Index("ix_asker_enquiry_id", "enquiry_id"),)

    enquiry_id: Mapped[UUID] = mapped_column(ForeignKey("enquiry.id"))
    position: Mapped[int] = mapped_column(Integer)
    name: Mapped[str | None] = mapped_column(String(200), info=logged("Namn"))
    party: Mapped[str | None] = mapped_column(String(200), info=logged("Parti"))

    @property
    def words(self) -> str:
        """The name with the party after it, or the one that is known."""
        return f"{self.name} ({self.party})" if self.name and self.party else self.name or self.party or ""


class Question(Identified, Base):
    """One numbered question and the answer given."""

    __tablename__ = "question"
    __table_args__ = (Index("ix_question_enquiry_id", "enquiry_id"),)

    enquiry_id: Mapped[UUID] = mapped_column(ForeignKey("enquiry.id"))
    number: Mapped[int] = mapped_column(Integer, info=logged("Nummer"))
    text: Mapped[str] = mapped_column(Text, info=logged("Fråga"))
    answer: Mapped[str | None] = mapped_column(Text, info=logged("Svaret i korthet"))


class CommitteeTreatment(Identified, Base):
    """What the nämnd did with the reply at one meeting, as the registrar read it in the minutes. Kept as the question.

    `content_hash` is that of the words that were before the nämnd.
    """

    __tablename__ = "committee_treatment"
    __table_args__ = (
        UniqueConstraint("enquiry_id", "meeting_on", name="uq_committee_treatment_enquiry_id_meeting_on"),
    )

    enquiry_id: Mapped[UUID] = mapped_column(ForeignKey("enquiry.id"))
    meeting_on: Mapped[date] = mapped_column(Date, info=logged("Sammanträde"))
    outcome: Mapped[CommitteeOutcome] = mapped_column(StoredChoice(CommitteeOutcome), info=logged("Utfall"))
    paragraph: Mapped[str | None] = mapped_column(String(60), info=logged("Paragraf"))
    note: Mapped[str | None] = mapped_column(Text, info=logged("Vad nämnden beslutade"))
    content_hash: Mapped[str | None] = mapped_column(String(64))
    recorded_by_id: Mapped[UUID] = mapped_column(
        ForeignKey("user_account.id"), info=logged("Registrerat av (konto)")
    )
    recorded_by: Mapped[str] = mapped_column(String(200), info=logged("Registrerat av"))
    recorded_at: Mapped[datetime] = mapped_column(Moment, info=logged("Registrerat"))


put_under_audit(
    enquiry=Labels(
        lazy("Politisk fråga"),
        {
            "title": lazy("Rubrik"),
            "code": lazy("Kod"),
            "kind": lazy("Typ av fråga"),
            "state": lazy("Läge"),
            "number": lazy("Nummer"),
            "year": lazy("År"),
            "addressee": lazy("Ställd till"),
            "received_on": lazy("Kom in"),
            "due_on": lazy("Svar senast"),
            "meeting_on": lazy("Sammanträde"),
            "answered_by": lazy("Besvarad av"),
            "answered_on": lazy("Besvarad"),
            "decision": lazy("Beslut"),
            "summary": lazy("Sammanfattning"),
            "attested": lazy("Attesterat av"),
            "original_id": lazy("Originalet"),
            "source_id": lazy("Källa"),
            "reply_source_id": lazy("Svarets källa"),
            "target_groups": lazy("Målgrupper"),
            "collaborations": lazy("Samverkan som frågan gäller"),
            "unit_id": lazy("Enhet"),
            "prepared_by_id": lazy("Ansvarig handläggare (konto)"),
            "case_number_id": lazy("Diarienummer"),
            "secrecy": lazy("Sekretess"),
            "secrecy_on": lazy("Sekretess markerad"),
        },
    ),
    asker=Labels(lazy("Den som frågar"), parent="enquiry_id"),
    question=Labels(lazy("Fråga"), parent="enquiry_id"),
    committee_treatment=Labels(lazy("Nämndens behandling"), parent="enquiry_id"),
)


assessment_collaboration = link_table("assessment", "collaboration", assessment="need_assessment")
assessment_target_group = link_table("assessment", "target_group", assessment="need_assessment")
assessment_activity = link_table(
    "assessment", "activity", assessment="need_assessment", activity="activity_type"
)
assessment_district = link_table("assessment", "district", assessment="need_assessment")


class NeedVerdict(Labelled):
    """Whether something more is needed."""

    NO_NEED = "no_need", lazy("Inget behov")
    PARTLY = "partly", lazy("Delvis behov")
    NEED = "need", lazy("Behov")


class NeedAssessment(Identified, Versioned, Base):
    """A judgement whether something more is needed for a group: what exists, the conclusion, and when to look again.

    Under work until a day is set for it. `read_terms` are the terms that were read or added, with whether and by whom
    each was taken. Kept for ever: later assessments of the like are told what came of it.
    """

    __tablename__ = "need_assessment"
    __table_args__ = (Index("ix_need_assessment_review_on", "review_on"),)

    code: Mapped[str] = mapped_column(String(40), unique=True)
    title: Mapped[str] = mapped_column(String(300))
    enquiry_id: Mapped[UUID | None] = mapped_column(ForeignKey("enquiry.id"))
    text: Mapped[str | None] = mapped_column(Text)
    read_terms: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON)
    speaks_of: Mapped[date | None] = mapped_column(Date)
    age_from: Mapped[int | None] = mapped_column(Integer)
    age_to: Mapped[int | None] = mapped_column(Integer)
    capacity: Mapped[int | None] = mapped_column(Integer)
    length_months: Mapped[int | None] = mapped_column(Integer)
    starts_on: Mapped[date | None] = mapped_column(Date)
    ends_on: Mapped[date | None] = mapped_column(Date)
    cost: Mapped[Money | None] = mapped_column(Kronor)
    owner: Mapped[str | None] = mapped_column(String(300))
    funder: Mapped[str | None] = mapped_column(String(300))
    parties: Mapped[list[str] | None] = mapped_column(JSON)
    found_at: Mapped[datetime | None] = mapped_column(Moment)
    existing_offer: Mapped[str | None] = mapped_column(Text)
    verdict: Mapped[NeedVerdict | None] = mapped_column(StoredChoice(NeedVerdict))
    conclusion: Mapped[str | None] = mapped_column(Text)
    lessons: Mapped[str | None] = mapped_column(Text)
    assessed_on: Mapped[date | None] = mapped_column(Date)
    review_on: Mapped[date | None] = mapped_column(Date)
    review_text: Mapped[str | None] = mapped_column(String(200))
    prepared_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    source_id: Mapped[UUID | None] = mapped_column(ForeignKey("source_document.id"))
    is_example: Mapped[bool] = mapped_column(Boolean, default=False)

    source: Mapped[SourceDocument | None] = relationship(lazy="raise")
    enquiry: Mapped[Enquiry | None] = relationship(lazy="raise")
    target_groups: Mapped[list[TargetGroup]] = relationship(
        secondary=assessment_target_group, lazy="raise", order_by=TargetGroup.position
    )
    activities: Mapped[list[ActivityType]] = relationship(
        secondary=assessment_activity, lazy="raise", order_by=ActivityType.position
    )
    districts: Mapped[list[District]] = relationship(
        secondary=assessment_district, lazy="raise", order_by=District.position
    )
    collaborations: Mapped[list[Collaboration]] = relationship(
        secondary=assessment_collaboration, lazy="raise"
    )


put_under_audit(
    need_assessment=Labels(
        lazy("Behovsbedömning"),
        {
            "code": lazy("Kod"),
            "title": lazy("Rubrik"),
            "enquiry_id": lazy("Svarar på"),
            "text": lazy("Text"),
            "speaks_of": lazy("Så som det var den dagen"),
            "target_groups": lazy("Målgrupper"),
            "activities": lazy("Insatser"),
            "districts": lazy("Stadsdelsområden"),
            "age_from": lazy("Från ålder"),
            "age_to": lazy("Till ålder"),
            "capacity": lazy("Antal platser"),
            "length_months": lazy("Längd i månader"),
            "starts_on": lazy("Behövs från"),
            "ends_on": lazy("Behövs till"),
            "cost": lazy("Kostnad"),
            "owner": lazy("Projektägare"),
            "funder": lazy("Finansiär"),
            "parties": lazy("Parter och roller"),
            "collaborations": lazy("Samverkan som nämns"),
            "found_at": lazy("Jämförd med registret"),
            "existing_offer": lazy("Vad som finns"),
            "verdict": lazy("Slutsats"),
            "conclusion": lazy("Motiv"),
            "lessons": lazy("Utfall och lärdomar"),
            "assessed_on": lazy("Bedömd"),
            "review_on": lazy("Ses över"),
            "review_text": lazy("Om översynen"),
            "prepared_by_id": lazy("Bedömd av"),
            "source_id": lazy("Källa"),
        },
    )
)
