"""Reads for taking a decision back: what was asked, and whether a person may do it."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select

from registry.access.actor import Actor
from registry.access.roles import Role
from registry.agreements.models import Agreement, Edition
from registry.agreements.reopening import rules
from registry.agreements.reopening.rules import MadeDecision, Reopener
from registry.agreements.workflow import State
from registry.approvals import queries as approvals
from registry.approvals.facts import Facts
from registry.approvals.models import Decision, ReopeningRequest
from registry.approvals.visibility import not_recused
from registry.core.database import session
from registry.core.errors import Problem
from registry.decisions import queries as decisions
from registry.decisions.rules import whole
from registry.units import queries as units

MOST = 100


def made(edition: Edition) -> list[MadeDecision]:
    """Return the decisions that a decided and unsigned agreement rests on."""
    return _plain(_resting(edition))


def _resting(edition: Edition) -> list[Decision]:
    return approvals.approvals_of(edition.id) if edition.agreement.state is State.APPROVED else []


def _plain(found: Iterable[Decision]) -> list[MadeDecision]:
    return [MadeDecision(one.step.post, one.step.unit_id, one.meeting_on) for one in found]


def problems(edition: Edition, actor: Actor, on: date) -> list[Problem]:
    """Return why the actor cannot take the decision back on the day; empty when nothing stands in the way."""
    resting = _resting(edition)
    has_prepared = actor.user_id == edition.prepared_by_id or any(
        actor.user_id in Facts.restored(one.step.round.facts).excluded for one in resting
    )
    who = Reopener(actor.user_id, actor.has(Role.REGISTRAR), has_prepared)
    stands = whole([entry.standing(on) for entry in decisions.carrying(edition.id)]) if resting else None
    return rules.reopening_problems(_plain(resting), stands, who, units.structure(), on)


def open_request(edition: Edition) -> ReopeningRequest | None:
    """Return the request that waits for an answer."""
    rows = select(ReopeningRequest).where(ReopeningRequest.matter_id == edition.id)
    rows = rows.where(ReopeningRequest.answered_at.is_(None)).order_by(
        ReopeningRequest.at, ReopeningRequest.id
    )
    return session.scalar(rows.limit(1))


def latest_request(edition_id: UUID) -> ReopeningRequest | None:
    """Return the latest request about the matter, answered or not."""
    rows = select(ReopeningRequest).where(ReopeningRequest.matter_id == edition_id)
    return session.scalar(rows.order_by(ReopeningRequest.at.desc(), ReopeningRequest.id.desc()).limit(1))


def waiting_for(actor: Actor, on: date) -> Sequence[tuple[ReopeningRequest, Edition]]:
    """Return the requests that the actor can answer on the day, the oldest first; none once the agreement is signed."""
    rows = select(ReopeningRequest, Edition).join(Edition, Edition.id == ReopeningRequest.matter_id)
    rows = rows.join(Edition.agreement)
    rows = rows.where(ReopeningRequest.answered_at.is_(None), Agreement.state == State.APPROVED)
    rows = rows.where(not_recused(actor, Edition.id))
    found = session.execute(rows.order_by(ReopeningRequest.at, ReopeningRequest.id).limit(MOST)).all()
    return [(asked, one) for asked, one in found if not problems(one, actor, on)]


def able(edition: Edition, on: date) -> list[UUID]:
    """Return the people who may take a delegated decision back on the day: holders of the post and of those above."""
    structure = units.structure()
    people = dict.fromkeys(
        holder.user_id
        for one in made(edition)
        if one.unit_id
        for part in structure.path_up(one.unit_id)
        for holder in structure.heads(part.id, on)
        if rules.may_undo(one, holder.user_id, structure, on)
    )
    return list(people)
