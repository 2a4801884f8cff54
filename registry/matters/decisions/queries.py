"""Reading final decisions: each with its list, its notice and its appeals, so that what waits is found, not remembered.

What waits to be reported or posted is derived from the decisions themselves: a decision that nobody has put anywhere
is by that alone among those that wait, and cannot be forgotten.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from registry.access.actor import Actor
from registry.access.visibility import staff_only
from registry.city.delegation.models import DelegationRule
from registry.city.units.models import Unit
from registry.core.database import session
from registry.core.read_once import read_once
from registry.matters.approvals import queries as approvals
from registry.matters.approvals.models import Decision, Outcome, Round, RoundStatus, Step
from registry.matters.approvals.visibility import not_recused
from registry.matters.decisions.entries import FinalDecision
from registry.matters.decisions.final_rows import in_place, selected, sharing
from registry.matters.decisions.legal_force import with_force
from registry.matters.decisions.models import (
    Appeal,
    AppealOutcome,
    DecisionList,
    Execution,
    Notice,
    RecordedDecision,
    ReportedDecision,
    Statement,
    StatementApproval,
    Withdrawal,
)
from registry.matters.decisions.rules import STOPS, AppealStage, Force
from registry.web.pagination import Page, page_of

MOST = 2000  # of what waits
LISTS = (DecisionList.meeting_on, DecisionList.id)
ORDER = (Decision.at, Decision.id)
RECORDED_ORDER = (RecordedDecision.decided_on, RecordedDecision.id)


@dataclass(frozen=True, slots=True)
class CommitteeCase:
    """A matter before the nämnd: the round as it was sent, and what has been written of its tjänsteutlåtande."""

    round: Round
    statement: Statement | None

    @property
    def prepared_by_id(self) -> UUID:
        """Who prepares it: only the one who prepares sends it for decision."""
        return self.round.submitted_by_id


def everything(
    actor: Actor,
    *,
    place: AppealStage | None = None,
    force: Force | tuple[Force, ...] = (),
    q: str = "",
    on: date,
) -> Select[Any]:
    """Return the select behind the register of final decisions, narrowed down; paged by `ORDER`."""
    rows = _entries(actor)
    if place:
        rows = rows.where(in_place(place))
    if force:
        wanted = force if isinstance(force, tuple) else (force,)
        rows = rows.where(or_(*(with_force(one, on) for one in wanted)))
    if q:
        words = (
            Round.content["title"].as_string(),
            Round.content["case_number"].as_string(),
            Decision.decided_by,
        )
        rows = rows.where(or_(*(one.icontains(q, autoescape=True) for one in words)))
    return rows


def waiting(actor: Actor, place: AppealStage) -> list[FinalDecision]:
    """Return the final decisions that wait to be reported, or posted; the earliest first, at most 2,000."""
    rows = session.execute(_entries(actor).where(in_place(place)).order_by(*ORDER).limit(MOST))
    return with_appeals(rows.all())


def how_many(actor: Actor, place: AppealStage) -> int:
    """Return how many wait, as far as is counted."""
    some = _entries(actor).where(in_place(place)).with_only_columns(Decision.id).limit(MOST).subquery()
    return session.scalar(select(func.count()).select_from(some)) or 0


def recorded(actor: Actor) -> Select[Any]:
    """Return the select behind the list of decisions made before the register; paged by `RECORDED_ORDER`."""
    rows = select(*RecordedDecision.__table__.columns).where(staff_only(actor))
    return rows.where(not_recused(actor, RecordedDecision.matter_id))


def entry(actor: Actor, decision_id: UUID) -> FinalDecision | None:
    """Return one final decision, or None when the actor would not find it."""
    rows = session.execute(_entries(actor).where(Decision.id == decision_id)).all()
    return next(iter(with_appeals(rows)), None)


def final_decision(decision_id: UUID) -> FinalDecision:
    """Return one final decision, whoever reads it."""
    return with_appeals(session.execute(selected().where(Decision.id == decision_id)).all())[0]


def recorded_entry(actor: Actor, decision_id: UUID) -> FinalDecision | None:
    """Return one final decision that the registrar recorded from minutes, or None."""
    found = entry(actor, decision_id)
    return found if found and found.row.meeting_on else None


@read_once(
    Decision,
    Step,
    Round,
    Unit,
    DelegationRule,
    ReportedDecision,
    DecisionList,
    Notice,
    Execution,
    Appeal,
    Withdrawal,
)
def _of_matters(matter_ids: tuple[UUID, ...]) -> list[FinalDecision]:
    """Return the final decisions in the matters, the earliest first, whoever reads them."""
    rows = selected().where(Decision.matter_id.in_(matter_ids)).order_by(*ORDER)
    return with_appeals(session.execute(rows.limit(MOST)).all())


def of_matter(actor: Actor, matter_id: UUID) -> list[FinalDecision]:
    """Return the matter's final decisions, the latest first."""
    found = _of_matters((matter_id,)) if approvals.may_read(actor, matter_id) else []
    return sorted(found, key=lambda one: (one.row.at, one.row.id.int * -1), reverse=True)


def carrying(*matter_ids: UUID) -> list[FinalDecision]:
    """Return the decisions that approved matters rest on: one per area that pays, of the round that was approved."""
    return [one for one in settling(*matter_ids) if one.row.outcome is Outcome.APPROVE]


def settling(*matter_ids: UUID) -> list[FinalDecision]:
    """Return the decisions that matters rest on or were refused by, and that nothing has voided."""
    return [one for one in _of_matters(matter_ids) if one.settles]


def stopped(matter_ids: Sequence[UUID], on: date) -> frozenset[UUID]:
    """Return which of the matters rest on a decision that may not be carried out on the day (`rules.STOPS`)."""
    rows = selected().where(Decision.matter_id.in_(matter_ids), Round.status == RoundStatus.APPROVED)
    rows = rows.where(or_(*(with_force(one, on) for one in STOPS))).with_only_columns(Decision.matter_id)
    return frozenset(session.scalars(rows.distinct().order_by(Decision.matter_id).limit(MOST)))


def on_list(actor: Actor, list_id: UUID) -> list[FinalDecision]:
    """Return all that stands on a list, in the list's order: it goes to one meeting as a whole."""
    rows = _entries(actor).where(ReportedDecision.list_id == list_id)
    return with_appeals(session.execute(rows.order_by(ReportedDecision.position)).all())


def whole_list(list_id: UUID) -> list[FinalDecision]:
    """Return all that stands on a list, for the document that the meeting gets."""
    rows = selected().where(ReportedDecision.list_id == list_id)
    return with_appeals(session.execute(rows.order_by(ReportedDecision.position)).all())


def lists(actor: Actor, *, cursor: str | None = None) -> Page:
    """Return one page of the lists, those of the latest meeting first, each with how many decisions it has."""
    held = select(func.count()).select_from(ReportedDecision).join(Decision)
    held = held.where(ReportedDecision.list_id == DecisionList.id, not_recused(actor, Decision.matter_id))
    rows = select(
        DecisionList.id, DecisionList.meeting_on, DecisionList.status, DecisionList.case_number,
        held.scalar_subquery().label("number"),
    )  # fmt: skip
    return page_of(rows.where(staff_only(actor)), LISTS, cursor=cursor, descending=True)


def on_open_lists(actor: Actor, column: Any) -> ColumnElement[bool]:
    """Rows of lists without a decision of a matter the actor stands outside of: a list's own document names all."""
    named = select(ReportedDecision.id).join(Decision, Decision.id == ReportedDecision.decision_id)
    return ~named.where(ReportedDecision.list_id == column, ~not_recused(actor, Decision.matter_id)).exists()


def decision_list(actor: Actor, list_id: UUID) -> DecisionList | None:
    """Return one list with its rows, for staff."""
    rows = select(DecisionList).where(DecisionList.id == list_id, staff_only(actor))
    return session.scalar(rows.options(selectinload(DecisionList.rows)))


def on_draft(actor: Actor, list_id: UUID, decision_id: UUID) -> tuple[DecisionList, UUID] | None:
    """Return a list and which of its decisions is meant; None when the actor would not find either."""
    made, one = decision_list(actor, list_id), entry(actor, decision_id)
    return (made, decision_id) if made and one else None


def notice_of(*, list_id: UUID | None = None, decision_id: UUID | None = None) -> Notice | None:
    """Return the notice of a list, or of one decision."""
    rows = select(Notice).where(Notice.list_id == list_id if list_id else Notice.decision_id == decision_id)
    return session.scalar(rows)


def notice(actor: Actor, notice_id: UUID) -> Notice | None:
    """Return one notice, for staff who may know of its matter."""
    of_decision = select(Decision.id).where(not_recused(actor, Decision.matter_id))
    known = or_(Notice.decision_id.is_(None), Notice.decision_id.in_(of_decision))
    return session.scalar(select(Notice).where(Notice.id == notice_id, staff_only(actor), known))


def appeal(actor: Actor, appeal_id: UUID) -> Appeal | None:
    """Return one appeal, for staff who may know of its matter."""
    rows = select(Appeal).join(Decision, Decision.id == Appeal.decision_id).where(Appeal.id == appeal_id)
    return session.scalar(rows.where(staff_only(actor), not_recused(actor, Decision.matter_id)))


def noted_of(decision_id: UUID) -> list[Notice | Appeal]:
    """Return the notice and the appeals that are about the decision itself."""
    posted = session.scalars(select(Notice).where(Notice.decision_id == decision_id)).all()
    made = select(Appeal).where(Appeal.decision_id == decision_id).order_by(Appeal.id)
    return [*posted, *session.scalars(made.limit(MOST))]


def has_appeal(decision_id: UUID, appealed_on: date, court_case: str | None, note: str | None) -> bool:
    """Return whether the very same appeal of the decision is noted."""
    same = (
        Appeal.decision_id == decision_id,
        Appeal.appealed_on == appealed_on,
        Appeal.court_case.is_not_distinct_from(court_case),
        Appeal.note.is_not_distinct_from(note),
    )
    return session.scalar(select(Appeal.id).where(*same).limit(1)) is not None


def final(decision_ids: Iterable[UUID], place: AppealStage) -> list[UUID]:
    """Return which of the decisions are in the place now, the earliest first."""
    rows = selected().where(Decision.id.in_(list(decision_ids)), in_place(place))
    return list(session.scalars(rows.with_only_columns(Decision.id).order_by(*ORDER).limit(MOST)))


def execution(decision_id: UUID) -> Execution | None:
    """Return what is kept of carrying out a decision before it had legal force."""
    return session.scalar(select(Execution).where(Execution.decision_id == decision_id))


def withdrawal_in(round_: Round) -> Withdrawal | None:
    """Return what the decision of a loaded round withdraws, when that is what it does."""
    made = [step.decision.id for step in round_.steps if step.decision]
    return session.scalar(select(Withdrawal).where(Withdrawal.decision_id.in_(made)))


def withdrawal_by(decision_id: UUID) -> Withdrawal:
    """Return what a decision that withdraws another one says of it."""
    return session.scalars(select(Withdrawal).where(Withdrawal.decision_id == decision_id)).one()


def is_annulled(round_: Round) -> bool:
    """Return whether a court has annulled any decision of a loaded round with legal force."""
    made = [step.decision.id for step in round_.steps if step.decision]
    rows = select(Appeal.id).where(Appeal.decision_id.in_(made), Appeal.outcome == AppealOutcome.ANNULLED)
    return session.scalar(rows.where(Appeal.settled_on.is_not(None)).limit(1)) is not None


def withdrawal(actor: Actor, withdrawal_id: UUID) -> Withdrawal | None:
    """Return one withdrawal, for staff who may know of its matter."""
    rows = select(Withdrawal).join(Withdrawal.decision).where(Withdrawal.id == withdrawal_id)
    return session.scalar(rows.where(staff_only(actor), not_recused(actor, Decision.matter_id)))


def is_executed(matter_id: UUID) -> bool:
    """Return whether any decision of the matter was carried out before it had legal force."""
    rows = select(Execution.id).join(Decision, Decision.id == Execution.decision_id)
    return session.scalar(rows.where(Decision.matter_id == matter_id).limit(1)) is not None


def decided(decision_id: UUID) -> Decision:
    """Return a decision as it is stored."""
    return session.scalars(
        select(Decision)
        .where(Decision.id == decision_id)
        .options(joinedload(Decision.step).joinedload(Step.round))
    ).one()


def latest_round(matter_id: UUID) -> Round | None:
    """Return the matter's latest round."""
    rows = select(Round).where(Round.matter_id == matter_id).order_by(Round.number.desc()).limit(1)
    return session.scalar(rows)


def committee_case(actor: Actor, case_id: UUID) -> CommitteeCase | None:
    """Return the round that the nämnd itself decides, or has decided; None when the actor would not find it."""
    for_committee = select(Step.round_id).where(Step.post.is_(None))
    rows = select(Round).where(Round.id == case_id, Round.id.in_(for_committee))
    found = session.scalar(rows.where(staff_only(actor), not_recused(actor, Round.matter_id)))
    return CommitteeCase(found, statement(found.matter_id)) if found else None


def committee_round(actor: Actor, matter_id: UUID) -> UUID | None:
    """Return the matter's latest round that the nämnd decides, for the link from the matter's page."""
    found = approvals.rounds(matter_id) if approvals.may_read(actor, matter_id) else []
    return next((one.id for one in found if any(step.post is None for step in one.steps)), None)


def statement(matter_id: UUID) -> Statement | None:
    """Return the matter's tjänsteutlåtande, None before anything is written."""
    return session.scalar(select(Statement).where(Statement.matter_id == matter_id))


def approvals_of(written: Statement, words: str) -> list[StatementApproval]:
    """Return who attested exactly these words, the first first."""
    return [one for one in all_approvals(written) if one.content_hash == words]


def all_approvals(written: Statement) -> list[StatementApproval]:
    """Return every attestation of the tjänsteutlåtande, the first first."""
    rows = select(StatementApproval).where(StatementApproval.statement_id == written.id)
    return list(session.scalars(rows.order_by(StatementApproval.at, StatementApproval.id).limit(20)))


def with_appeals(rows: Sequence[Row[Any]]) -> list[FinalDecision]:
    """Return the rows as entries, and the appeals against them: one statement, and one where areas share one."""
    ids = [row.id for row in rows if row.is_appealed]
    found: Mapping[UUID, list[Appeal]] = {one: [] for one in ids}
    if ids:
        made = select(Appeal).where(Appeal.decision_id.in_(ids)).order_by(Appeal.appealed_on, Appeal.id)
        for one in session.scalars(made):
            found[one.decision_id].append(one)
    beside = sharing(rows)
    return [FinalDecision(row, tuple(found.get(row.id, ())), beside.get(row.id, frozenset())) for row in rows]


def _entries(actor: Actor) -> Select[Any]:
    return selected().where(staff_only(actor), not_recused(actor, Decision.matter_id))
