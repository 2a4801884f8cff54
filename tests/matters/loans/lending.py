"""The table of loans, what a loan is as a type of matter, and preparing one."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from flask import Blueprint
from sqlalchemy import ForeignKey, MetaData, String, select
from sqlalchemy.orm import Mapped, mapped_column

from registry.access.actor import Actor
from registry.audit.actions import record
from registry.audit.tags import Tag
from registry.city.delegation.models import DecisionType
from registry.city.guidelines.choices import Kind
from registry.core import clock, jobs
from registry.core.columns import Kronor
from registry.core.database import session
from registry.core.errors import DomainError
from registry.core.money import Money
from registry.matters import actions
from registry.matters.approvals.facts import RoutingFacts
from registry.matters.approvals.models import Outcome
from registry.matters.decisions.rules import Force
from registry.matters.models import Matter
from registry.matters.notices import tell_decided, tell_voided
from registry.matters.types import MatterType
from registry.partners.organisations.models import Organisation

templates = Blueprint("loans", __name__, template_folder=str(Path(__file__).parent / "templates"))


class Loan(Matter):
    """A loan of premises, in a schema of its own: the register's other tests do not know it."""

    __tablename__ = "loan"
    __table_args__ = ()
    __mapper_args__ = {"polymorphic_identity": "loan"}
    metadata = MetaData()

    id: Mapped[UUID] = mapped_column(ForeignKey(Matter.__table__.c.id), primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey(Organisation.__table__.c.id))
    amount: Mapped[Money] = mapped_column(Kronor)
    stage: Mapped[str] = mapped_column(String(20), default="draft")


@dataclass(frozen=True)
class LoanStatus:
    status: str
    tone: str
    holder: str
    since: datetime
    next: str


def prepare(
    title: str, number: str, organisation: Organisation, unit_id: UUID, *, actor: Actor, at: datetime
) -> Loan:
    made = Loan(
        title=title, unit_id=unit_id, prepared_by_id=actor.user_id, organisation_id=organisation.id,
        amount=Money.kronor(9_000), created_at=at, numbered=None,
    )  # fmt: skip
    session.add(made)
    session.flush()
    record(made, Tag.AGREEMENT_CREATED, actor=actor, at=at, matter_id=made.id)
    actions.set_number(made, number, actor=actor, at=at)
    session.flush()
    return made


def whole(loan_id: UUID, *, anew: bool = False) -> Loan:
    return session.scalars(
        select(Loan).where(Loan.id == loan_id).execution_options(populate_existing=anew)
    ).one()


def content(loan: Loan, *, at: datetime) -> dict:
    name = session.get_one(Organisation, loan.organisation_id).name
    return {
        "type": "loan", "title": loan.title, "case_number": loan.case_number, "kind_label": "Utlåning",
        "parties": [{"name": name, "organisation_number": None}], "yearly": [{"year": 2026, "amount": loan.amount.ore}],
    }  # fmt: skip


def facts(loan: Loan, *, at: datetime) -> RoutingFacts:
    return RoutingFacts(
        kind=Kind.GRANT, decision_type=DecisionType.ENTER, unit_id=loan.unit_id, yearly=((2026, loan.amount),),
        on=clock.local(at).date(), excluded=frozenset({loan.prepared_by_id}),
    )  # fmt: skip


@dataclass(frozen=True)
class Difference:
    field: str
    before: str
    after: str
    binding: bool = True


def differences(then: dict, now: dict) -> list[Difference]:
    return [Difference(name, str(then[name]), str(now[name])) for name in then if then[name] != now[name]]


def before_sending(loan: Loan, at: datetime) -> None:
    if not loan.amount.ore:
        raise DomainError("Värdet saknas.")


def sent(loan: Loan, round_, note, actor: Actor, at: datetime) -> None:
    loan.stage = "sent"
    record(loan, Tag.AGREEMENT_SUBMITTED, actor=actor, at=at, matter_id=loan.id, note=note)


def closed(loan: Loan, round_, decision, actor: Actor, at: datetime) -> None:
    loan.stage = round_.status.value
    jobs.enqueue("decisions.document", {"round_id": str(round_.id)}, at=at, subject_id=loan.id)
    record(loan, Tag.AGREEMENT_APPROVED, actor=actor, at=at, matter_id=loan.id)
    tell_decided(loan, decision, at=at)


def sent_back(loan: Loan, round_, reason: str, actor: Actor, at: datetime) -> None:
    loan.stage = "returned"
    record(loan, Tag.AGREEMENT_VOIDED, actor=actor, at=at, matter_id=loan.id, note=reason)
    tell_voided(loan, actions.deciders_of(round_), by=actor, at=at)


def in_court(loan: Loan, round_, step, actor: Actor, at: datetime) -> None:
    if step.after is Force.ANNULLED:
        loan.stage = "annulled"


def standing(loan: Loan, rounds, at: datetime, known=None) -> LoanStatus:
    return LoanStatus(loan.stage, "info", "Enhetschefen", loan.created_at, "Beslut")


LOAN = MatterType(
    model=Loan,
    plural="Utlåning",
    index="decisions.index",
    endpoint="matters.history",
    key="matter_id",
    summary="loans/_short.html",
    body="loans/_whole.html",
    whole=whole,
    content=content,
    facts=facts,
    differences=differences,
    parties=lambda: select(Loan.id.label("matter_id"), Loan.organisation_id),
    before_sending=before_sending,
    sent=sent,
    before_approval=lambda *_given: None,
    closed=closed,
    sent_back=sent_back,
    in_court=in_court,
    returned=lambda: select(Loan.id.label("matter_id")).where(Loan.stage == "returned"),
    revise="matters.history",
    standing=standing,
    labelled=dict,
    shown=lambda _loan, frozen, _at, **_more: {"content": frozen},
    outcome_words=lambda outcome, **_more: (
        "Du har godkänt lånet." if outcome is Outcome.APPROVE else "Klart."
    ),
)
