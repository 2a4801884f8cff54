"""The statement behind every list of final decisions, and the condition of where a decision is."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, exists, or_, select

from registry.city.delegation.models import DelegationRule
from registry.city.units.models import Unit
from registry.core.database import session
from registry.matters.approvals.models import Decision, Outcome, Round, RoundStatus, Step, StepPart
from registry.matters.approvals.visibility import MATTER
from registry.matters.decisions.models import (
    Appeal,
    DecisionList,
    Execution,
    Notice,
    ReportedDecision,
    Withdrawal,
)
from registry.matters.decisions.rules import ENDS_IT, FINAL, AppealStage

_later = Round.__table__.alias("later_round")  # made anew for each list it took 2 ms


def sharing(rows: Sequence[Row[Any]]) -> Mapping[UUID, frozenset[UUID]]:
    """Return for each decision that is about several areas which areas other decisions of its round are about."""
    several = [row for row in rows if row.area_unit_id is None and len(row.shares or ()) > 1]
    if not several:
        return {}
    of = select(Step.round_id, Step.area_unit_id).where(
        Step.round_id.in_([row.round_id for row in several]), Step.area_unit_id.is_not(None),
        Decision.step_id == Step.id,
    )  # fmt: skip
    found: dict[UUID, set[UUID]] = {}
    for round_id, area in session.execute(of.order_by(Step.id).limit(100 * len(several))):
        found.setdefault(round_id, set()).add(area)
    return {row.id: frozenset(found.get(row.round_id, ())) for row in several}


@cache  # the same for everybody; who asks adds conditions
def selected() -> Select[Any]:
    """Every final decision (`rules.is_final`), with what has happened to it since."""
    content = Round.content
    is_decision = or_(Step.part == StepPart.DECISION, Decision.outcome.in_(ENDS_IT))
    return (
        select(
            Decision.id, Decision.matter_id, Decision.at, Decision.outcome, Decision.reason, Decision.decided_by,
            Decision.title, Decision.in_place_of, Decision.rule_number, Decision.meeting_on, Decision.paragraph,
            Decision.committee_case_number, Decision.voided_at, Decision.void_reason, Decision.amendment,
            Step.part, Step.post, Round.id.label("round_id"),
            Round.status.label("round_status"), Round.closed_at.label("round_closed_at"),
            content["title"].as_string().label("matter"),
            content["case_number"].as_string().label("case_number"),
            content["type"].as_string().label("type"), content["kind_label"].as_string().label("kind_label"),
            Round.facts["kind"].as_string().label("kind"), content["parties"].as_json().label("parties"),
            content["yearly"].as_json().label("yearly"), DelegationRule.reported,
            content["starts_on"].as_string().label("starts_on"), content["ends_on"].as_string().label("ends_on"),
            MATTER.c.secrecy, Round.facts["shares"].as_json().label("shares"), Step.area_unit_id,
            Unit.name.label("area"),
            DecisionList.id.label("list_id"), DecisionList.meeting_on.label("list_meeting_on"),
            DecisionList.status.label("list_status"), DecisionList.paragraph.label("list_paragraph"),
            ReportedDecision.position, Notice.id.label("notice_id"), Notice.adjusted_on, Notice.posted_on,
            Notice.appeal_until, Notice.removed_on, Notice.decision_id.label("own_notice"),
            Execution.on.label("executed_on"), Execution.note.label("executed_note"),
            Execution.by.label("executed_by"),
            exists().where(Appeal.decision_id == Decision.id).label("is_appealed"),
            Withdrawal.ground, Withdrawal.decided_on.label("withdrawn_day"),
        )
        .join(Step, Step.id == Decision.step_id)
        .join(Round, Round.id == Step.round_id)
        .join(MATTER, MATTER.c.id == Decision.matter_id)
        .outerjoin(Unit, Unit.id == Step.area_unit_id)
        .outerjoin(DelegationRule, DelegationRule.id == Step.rule_id)
        .outerjoin(ReportedDecision, ReportedDecision.decision_id == Decision.id)
        .outerjoin(DecisionList, DecisionList.id == ReportedDecision.list_id)
        .outerjoin(Notice, or_(Notice.decision_id == Decision.id, Notice.list_id == ReportedDecision.list_id))
        .outerjoin(Execution, Execution.decision_id == Decision.id)
        .outerjoin(Withdrawal, Withdrawal.decision_id == Decision.id)
        .where(Round.status != RoundStatus.OPEN, Decision.outcome.in_(FINAL), is_decision)
        .where(or_(Decision.outcome != Outcome.AMEND, ~_is_adopted()))
    )  # fmt: skip


def _is_adopted() -> ColumnElement[bool]:
    """A later round keeps what the nämnd changed as it changed it: then that is the decision, and not the first row."""
    later = _later.c
    return exists().where(later.matter_id == Round.matter_id, later.number > Round.number).correlate(Round)


def in_place(place: AppealStage) -> ColumnElement[bool]:
    """The same answer as `rules.place`, as SQL."""
    listed, own = ReportedDecision.id.is_not(None), Notice.decision_id.is_not(None)
    by_committee = and_(Step.post.is_(None), Decision.rule_number.is_(None))
    to_post = or_(
        by_committee, and_(DelegationRule.reported.is_not(None), DelegationRule.reported.is_(False))
    )
    return {
        AppealStage.ON_LIST: listed,
        AppealStage.POSTED: and_(~listed, own),
        AppealStage.TO_POST: and_(~listed, ~own, to_post),
        AppealStage.TO_REPORT: and_(~listed, ~own, ~to_post),
    }[place]
