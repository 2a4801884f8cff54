"""Rounds of approval, steps, decisions, declarations of conflict of interest and who stands outside a matter."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Boolean, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registry.access.roles import Post
from registry.audit.labelling import logged
from registry.city.delegation.models import DelegationRule
from registry.core.columns import Identified, Moment, Said, SaidList, StoredChoice
from registry.core.database import Base
from registry.core.i18n import lazy
from registry.core.labels import Labelled, label
from registry.matters.approvals import wording


class RoundStatus(Labelled):
    """What became of a round."""

    OPEN = "open", lazy("Väntar på beslut")
    APPROVED = "approved", lazy("Bifall")
    RETURNED = "returned", lazy("Återlämnad för ändring")
    DECLINED = "declined", lazy("Avslag")
    WITHDRAWN = "withdrawn", lazy("Tillbakatagen")
    AMENDED = "amended", lazy("Bifall med ändring")
    DISMISSED = "dismissed", lazy("Avvisning")
    CLOSED = "closed", lazy("Avskrivning")
    VOIDED = "voided", lazy("Upphävd av en ändring")
    ANNULLED = "annulled", lazy("Upphävd av domstol")
    REVOKED = "revoked", lazy("Återkallad")
    REVOKING = (
        "revoking",
        lazy("Beslut om återkallelse"),
    )  # not sent by anybody: the decision that withdraws another


class Round(Identified, Base):
    """One submission for decision: the frozen content, its hash, and the order and guideline in force."""

    __tablename__ = "approval_round"
    __table_args__ = (UniqueConstraint("matter_id", "number", name="uq_approval_round_number"),)

    matter_id: Mapped[UUID] = mapped_column(ForeignKey("matter.id"))
    number: Mapped[int] = mapped_column(Integer, info=logged("Nummer"))
    status: Mapped[RoundStatus] = mapped_column(
        StoredChoice(RoundStatus), default=RoundStatus.OPEN, info=logged("Läge")
    )
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    content_hash: Mapped[str] = mapped_column(String(64))
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    explanation: Mapped[list[str]] = mapped_column(SaidList)
    order_id: Mapped[UUID | None] = mapped_column(ForeignKey("delegation_order.id"))
    submitted_by_id: Mapped[UUID] = mapped_column(
        ForeignKey("user_account.id"), info=logged("Skickad av (konto)")
    )
    submitted_by: Mapped[str] = mapped_column(String(200), info=logged("Skickad av"))
    submitted_at: Mapped[datetime] = mapped_column(Moment, info=logged("Skickad"))
    closed_at: Mapped[datetime | None] = mapped_column(Moment, info=logged("Avslutad"))
    closed_by: Mapped[str | None] = mapped_column(String(200), info=logged("Avslutad av"))
    note: Mapped[str | None] = mapped_column(Text, info=logged("Meddelande till den som beslutar"))
    tries_anew_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("approval_round.id"), info=logged("Prövar på nytt")
    )  # the decided round of which somebody had a conflict of interest

    steps: Mapped[list["Step"]] = relationship(lazy="raise", order_by="Step.position", back_populates="round")
    declarations: Mapped[list["Declaration"]] = relationship(
        lazy="raise", order_by="Declaration.at, Declaration.id"
    )


class StepPart(Labelled):
    """What a step is in its round: the budget holder's own decision, or the second signature that a point asks for."""

    DECISION = "decision", lazy("Beslut")
    SECOND = "second", lazy("Andra underskrift")


class Step(Identified, Base):
    """One decision that is needed: by which post over which unit under which rule, or by the nämnd itself."""

    __tablename__ = "approval_step"
    __table_args__ = (
        UniqueConstraint("round_id", "position", name="uq_approval_step_position"),
        Index("ix_approval_step_waiting", "is_open", "unit_id", "post"),
    )

    round_id: Mapped[UUID] = mapped_column(ForeignKey("approval_round.id"))
    position: Mapped[int] = mapped_column(Integer)
    post: Mapped[Post | None] = mapped_column(StoredChoice(Post))  # none: the nämnd decides
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"))
    rule_id: Mapped[UUID | None] = mapped_column(ForeignKey("delegation_rule.id"))
    reason: Mapped[str] = mapped_column(Said)
    is_open: Mapped[bool] = mapped_column(Boolean, default=True)
    opened_at: Mapped[datetime] = mapped_column(Moment)
    part: Mapped[StepPart] = mapped_column(StoredChoice(StepPart), default=StepPart.DECISION)
    area_unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"))  # whose money the step is about
    areas: Mapped[list[dict[str, Any]] | None] = mapped_column(
        JSON
    )  # all of them, each with its funding and the level it has gone past; none: older than the rule
    waits_for: Mapped[list[str] | None] = mapped_column(
        JSON
    )  # who could decide when it was last looked at, and knows; none: nobody has looked since the rule
    due_on: Mapped[date | None] = mapped_column(Date)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)

    round: Mapped[Round] = relationship(lazy="raise", back_populates="steps")
    rule: Mapped[DelegationRule | None] = relationship(lazy="raise")
    decision: Mapped["Decision | None"] = relationship(lazy="raise", back_populates="step")


class Outcome(Labelled):
    """What a decider can do with a matter. A person always does it: KL 6:38 forbids automatic decisions here."""

    APPROVE = "approve", lazy("Bifall")
    DECLINE = "decline", lazy("Avslag")
    RETURN = "return", lazy("Återlämnat för ändring")
    REFER = "refer", lazy("Skickat vidare till närmast högre nivå")
    AMEND = "amend", lazy("Bifall med ändring")
    TABLE = "table", lazy("Bordläggning")
    DISMISS = "dismiss", lazy("Avvisning")
    CLOSE = "close", lazy("Avskrivning")
    REVOKE = "revoke", lazy("Återkallelse")


# What is decided about a decision that somebody with a conflict of interest made: it is confirmed, or it falls.
_ANEW = {Outcome.APPROVE: lazy("Bekräfta beslutet"), Outcome.REVOKE: lazy("Ta tillbaka beslutet")}
ANEW = _ANEW | {Outcome.REFER: Outcome.REFER.words}
ANEW_BY_COMMITTEE = _ANEW | {Outcome.TABLE: Outcome.TABLE.words}
# What a delegate may choose between, and the nämnd, which has words of its own.
BY_DELEGATE = {one: one.words for one in (Outcome.APPROVE, Outcome.DECLINE, Outcome.RETURN, Outcome.REFER)}
BY_COMMITTEE = {
    Outcome.APPROVE: lazy("Bifall"),
    Outcome.AMEND: lazy("Bifall med ändring"),
    Outcome.DECLINE: lazy("Avslag"),
    Outcome.RETURN: lazy("Återremiss"),
    Outcome.TABLE: lazy("Bordläggning"),
    Outcome.DISMISS: lazy("Avvisning"),
    Outcome.CLOSE: lazy("Avskrivning"),
}


class Decision(Identified, Base):
    """What was decided in a step: by whom, on which rule, on exactly which content. One per step, for ever."""

    __tablename__ = "decision"
    __table_args__ = (
        UniqueConstraint("step_id", name="uq_decision_step"),
        Index("ix_decision_matter_id", "matter_id", "at"),
    )

    matter_id: Mapped[UUID] = mapped_column(ForeignKey("matter.id"))
    step_id: Mapped[UUID] = mapped_column(ForeignKey("approval_step.id"))
    outcome: Mapped[Outcome] = mapped_column(StoredChoice(Outcome), info=logged("Beslut"))
    reason: Mapped[str | None] = mapped_column(Text, info=logged("Skäl"))
    content_hash: Mapped[str] = mapped_column(String(64))
    rule_number: Mapped[str | None] = mapped_column(String(20), info=logged("Punkt i delegationsordningen"))
    rule_text: Mapped[str | None] = mapped_column(Text)
    limit_text: Mapped[str | None] = mapped_column(Said(200), info=logged("Gräns"))
    order_text: Mapped[str | None] = mapped_column(
        Said(600), info=logged("Delegationsordning")
    )  # which order, as it was cited
    decided_by_id: Mapped[UUID] = mapped_column(
        ForeignKey("user_account.id"), info=logged("Beslutsfattarens konto")
    )
    decided_by: Mapped[str] = mapped_column(String(200), info=logged("Beslutsfattare"))
    title: Mapped[str] = mapped_column(Said(200), info=logged("Titel"))
    in_place_of: Mapped[str | None] = mapped_column(String(200), info=logged("I stället för"))
    at: Mapped[datetime] = mapped_column(Moment, info=logged("Tidpunkt"))
    meeting_on: Mapped[date | None] = mapped_column(
        Date, info=logged("Sammanträde")
    )  # the nämnd's own decision: meeting, § and case number
    paragraph: Mapped[str | None] = mapped_column(String(20), info=logged("Paragraf"))
    committee_case_number: Mapped[str | None] = mapped_column(
        String(60), info=logged("Nämndens diarienummer")
    )
    amendment: Mapped[str | None] = mapped_column(
        Text, info=logged("Nämndens ändring")
    )  # what the nämnd changed in what it had before it; the content is as it was changed
    voided_at: Mapped[datetime | None] = mapped_column(Moment, info=logged("Upphävt"))
    void_reason: Mapped[str | None] = mapped_column(Said, info=logged("Varför det upphävdes"))

    step: Mapped[Step] = relationship(lazy="raise", back_populates="decision")

    @property
    def said(self) -> str:
        """What was decided, in the nämnd's own words where it decided."""
        if self.meeting_on is None or self.outcome not in BY_COMMITTEE:
            return label(self.outcome)
        return str(BY_COMMITTEE[Outcome.AMEND if self.amendment else self.outcome])

    @property
    def by(self) -> str:
        """Who decided; a substitute with the one in whose place."""
        return wording.by(self.decided_by, self.in_place_of)

    @property
    def known_as(self) -> str:
        """What the log calls it: the body and its §, or whoever decided. The title is that person's, not its own."""
        return f"{self.decided_by} {self.paragraph}" if self.paragraph else self.decided_by


class ReopeningRequest(Identified, Base):
    """That somebody who prepares a decided matter asks for its decision to be taken back, and what was answered.

    Asking changes nothing: only whoever may take the decision back does. Kept with the round as part of its matter.
    """

    __tablename__ = "reopening_request"
    __table_args__ = (Index("ix_reopening_request_round_id", "round_id"),)

    matter_id: Mapped[UUID] = mapped_column(ForeignKey("matter.id"))
    round_id: Mapped[UUID] = mapped_column(ForeignKey("approval_round.id"), info=logged("Omgång"))
    reason: Mapped[str] = mapped_column(Text, info=logged("Varför"))
    asked_by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), info=logged("Begärd av (konto)"))
    asked_by: Mapped[str] = mapped_column(String(200), info=logged("Begärd av"))
    at: Mapped[datetime] = mapped_column(Moment, info=logged("När"))
    answer: Mapped[str | None] = mapped_column(Text, info=logged("Svar"))
    answered_by: Mapped[str | None] = mapped_column(String(200), info=logged("Besvarad av"))
    answered_at: Mapped[datetime | None] = mapped_column(Moment, info=logged("Besvarad"))


class DecisionQuestion(Identified, Base):
    """What somebody who may decide asks whoever prepares the matter, and the answer, without returning the matter.

    No part of what is frozen or decided, and never in the party's copy. Kept with the round as part of its matter, for
    as long as the matter: what was asked and answered before a decision belongs to how it was prepared.
    """

    __tablename__ = "decision_question"
    __table_args__ = (Index("ix_decision_question_round_id", "round_id"),)

    matter_id: Mapped[UUID] = mapped_column(ForeignKey("matter.id"), index=True)
    round_id: Mapped[UUID] = mapped_column(ForeignKey("approval_round.id"), info=logged("Omgång"))
    question: Mapped[str] = mapped_column(Text, info=logged("Fråga"))
    asked_by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), info=logged("Frågad av (konto)"))
    asked_by: Mapped[str] = mapped_column(String(200), info=logged("Frågad av"))
    asked_at: Mapped[datetime] = mapped_column(Moment, info=logged("Frågad"))
    answer: Mapped[str | None] = mapped_column(Text, info=logged("Svar"))
    answered_by: Mapped[str | None] = mapped_column(String(200), info=logged("Besvarad av"))
    answered_at: Mapped[datetime | None] = mapped_column(Moment, info=logged("Besvarad"))


class Capacity(Labelled):
    """In which part somebody declares."""

    PREPARER = "preparer", lazy("Handläggare")
    DECIDER = "decider", lazy("Beslutsfattare")


class ConflictGround(Labelled):
    """The four grounds of KL 6:28 (wording from SFS 2022:638)."""

    PARTY = (
        "party",
        lazy(
            "Personen eller någon närstående är part, eller kan antas bli påverkad av "
            "beslutet i en inte oväsentlig utsträckning"
        ),
    )
    REPRESENTATIVE = (
        "representative",
        lazy(
            "Personen eller någon närstående är eller har varit ställföreträdare eller ombud "
            "för en part, eller för någon annan som kan antas bli påverkad"
        ),
    )
    SUPERVISION = (
        "supervision",
        lazy("Ärendet gäller tillsyn över en verksamhet som personen själv är knuten till"),
    )
    OTHER = "other", lazy("Något annat gör att personens opartiskhet kan ifrågasättas")


class Declaration(Identified, Base):
    """An answer about conflict of interest (KL 6:28–30, for staff through 7:4). Only a person's latest one counts."""

    __tablename__ = "conflict_declaration"
    __table_args__ = (Index("ix_conflict_declaration_matter_id", "matter_id", "person_id"),)

    matter_id: Mapped[UUID] = mapped_column(ForeignKey("matter.id"))
    round_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("approval_round.id"), info=logged("Beslutsomgång")
    )
    person_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), info=logged("Konto"))
    person: Mapped[str] = mapped_column(String(200), info=logged("Person"))
    capacity: Mapped[Capacity] = mapped_column(StoredChoice(Capacity), info=logged("Del i ärendet"))
    has_conflict: Mapped[bool] = mapped_column(Boolean, info=logged("Jäv"))
    ground: Mapped[ConflictGround | None] = mapped_column(
        StoredChoice(ConflictGround), info=logged("Jävsgrund")
    )
    at: Mapped[datetime] = mapped_column(Moment, info=logged("Tidpunkt"))


class RecusalStatus(Labelled):
    """Where the question stands (KL 6:30).

    Whoever has declared a conflict, or has one by the nämnd's word, stands outside. What others have raised moves
    nothing: the person does not decide meanwhile, and nobody else gets the decision.
    """

    STANDING = "standing", lazy("Jävig")
    CONTESTED = "contested", lazy("Har anmält jäv och bett nämnden pröva det")
    RAISED = "raised", lazy("En fråga om jäv är väckt")
    DISPUTED = "disputed", lazy("Jävsfrågan väntar på nämndens beslut")
    LIFTED = "lifted", lazy("Inte jävig enligt nämndens beslut")
    WITHDRAWN = "withdrawn", lazy("Frågan om jäv är tillbakatagen")


OUTSIDE = frozenset({RecusalStatus.STANDING, RecusalStatus.CONTESTED})
QUESTIONED = frozenset({RecusalStatus.RAISED, RecusalStatus.DISPUTED})


class Recusal(Identified, Base):
    """A question about somebody's conflict of interest in a matter: declared by the person, or raised by others.

    One row per person and matter. While it stands the person takes no part and sees nothing of the matter (KL 6:30).
    Whoever raised a question can take it back. Only the nämnd settles a dispute; its meeting and § are kept here. The
    row is kept as long as the matter.
    """

    __tablename__ = "recusal"
    __table_args__ = (
        UniqueConstraint("matter_id", "person_id", name="uq_recusal_person"),
        Index("ix_recusal_person_id", "person_id", "status"),
    )

    matter_id: Mapped[UUID] = mapped_column(ForeignKey("matter.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), info=logged("Konto"))
    person: Mapped[str] = mapped_column(String(200), info=logged("Person"))
    status: Mapped[RecusalStatus] = mapped_column(StoredChoice(RecusalStatus), info=logged("Läge"))
    ground: Mapped[ConflictGround | None] = mapped_column(
        StoredChoice(ConflictGround), info=logged("Jävsgrund")
    )
    reason: Mapped[str | None] = mapped_column(Text, info=logged("Skäl"))
    raised_by: Mapped[str] = mapped_column(String(200), info=logged("Väckt av"))
    raised_by_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("user_account.id"), info=logged("Väckt av (konto)")
    )
    answer: Mapped[str | None] = mapped_column(Text, info=logged("Personens svar"))
    at: Mapped[datetime] = mapped_column(Moment, info=logged("Tidpunkt"))
    meeting_on: Mapped[date | None] = mapped_column(Date, info=logged("Nämndens sammanträde"))
    paragraph: Mapped[str | None] = mapped_column(String(20), info=logged("Paragraf"))
    settled_at: Mapped[datetime | None] = mapped_column(Moment, info=logged("Registrerat"))
    settled_by: Mapped[str | None] = mapped_column(String(200), info=logged("Registrerat av"))
