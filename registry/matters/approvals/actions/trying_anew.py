"""A decision that somebody with a conflict of interest made is decided anew by the right body (KL 6:30).

On the same frozen content: the right body confirms it, and what is signed stands, or takes it back. Until then nothing
rests on it more than before: it is neither signed nor paid.
"""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from registry.access.actor import Actor
from registry.audit import actions as audit
from registry.audit.tags import Tag
from registry.city.delegation.queries import order_in_force
from registry.city.units import queries as units
from registry.core.database import session
from registry.core.i18n import _
from registry.matters.approvals import hooks, queries, routing, rules, trials, wording
from registry.matters.approvals.actions import rounds
from registry.matters.approvals.models import Decision, Round, RoundStatus, Step
from registry.matters.approvals.remaining import again
from registry.matters.approvals.ways import Route


def try_anew(matter_id: UUID, *, actor: Actor, at: datetime) -> Round | None:
    """Open a round about what somebody with a conflict decided and the matter rests on; None when there is nothing.

    What others decided in the same round stands. The steps go to whoever the rule gives them now, past whoever has a
    conflict; nobody decides who has decided another step of it.
    """
    session.flush()
    if queries.current_round(matter_id) is not None:
        return None
    found = next((one for one in queries.rounds(matter_id) if _by_conflicted(one)), None)
    if found is None:
        return None
    tried = rounds.locked(found.id)
    route, on = _route(tried, at), rounds.day(at)
    order, facts = order_in_force(on), _facts(tried, at)
    made = Round(
        matter_id=matter_id, number=queries.rounds(matter_id)[0].number + 1, content=tried.content,
        content_hash=tried.content_hash, facts=facts.stored(), explanation=list(route.explanation),
        order_id=order.id if order else None, submitted_by_id=tried.submitted_by_id, submitted_by=tried.submitted_by,
        submitted_at=tried.submitted_at, steps=[], declarations=[], tries_anew_id=tried.id,
    )  # fmt: skip
    rounds.add_steps(made, route.steps, at=at)
    rounds.insert(made, _("Ärendet väntar redan på beslut."))
    rounds.note_who_can(made, on)
    names = dict.fromkeys(one.decided_by for _step, one in _by_conflicted(tried))
    note = wording.tried_anew(", ".join(names))
    audit.record(made, Tag.DECISION_TRIED_ANEW, actor=actor, at=at, matter_id=matter_id, note=note)
    return made


def _by_conflicted(round_: Round) -> list[tuple[Step, Decision]]:
    """Return what counts in the round and was decided by a delegate who has a conflict of interest."""
    out = queries.conflicted(round_.matter_id)
    return [(step, one) for step, one in rules.standing_in(round_) if step.post and one.decided_by_id in out]


def _facts(tried: Round, at: datetime) -> routing.RoutingFacts:
    facts = queries.facts_now(tried, rounds.day(at))
    return replace(facts, excluded=facts.excluded | hooks.prepared(tried.matter_id), above=None)


def _route(tried: Round, at: datetime) -> Route:
    structure, facts = units.structure(), _facts(tried, at)
    known = queries.round_context(tried, rounds.day(at))
    steps = [step for step, _decision in _by_conflicted(tried)]
    others = [(step, one) for step, one in rules.standing_in(tried) if step not in steps]
    left = again(
        steps,
        [step for step, _decision in others],
        facts,
        structure,
        taken=frozenset(one.decided_by_id for step, one in others if step.post),
        point=lambda step: queries.point_of(step, known) or queries.planned_by(step),
    )
    return routing.route(facts, order_in_force(rounds.day(at)), structure, left)


def replace_tried(round_: Round, decision: Decision, *, actor: Actor, at: datetime) -> None:
    """Let what somebody with a conflict decided fall: the right body has confirmed it by decisions of its own."""
    tried = rounds.locked(trials.tried_by(round_).id)
    for _step, one in _by_conflicted(tried):
        one.voided_at, one.void_reason = at, wording.fallen_by_conflict(one.decided_by, decision.by)
        audit.record(one, Tag.DECISION_VOIDED, actor=actor, at=at, matter_id=round_.matter_id)


def let_fall_all(matter_id: UUID, *, reason: str, actor: Actor, at: datetime) -> None:
    """Let everything fall that the matter rests on, in whichever round: its decision is taken back."""
    resting = [one for one in queries.rounds(matter_id) if one.status is RoundStatus.APPROVED]
    for round_ in resting:
        for one in rounds.revoke(round_, reason=reason, actor=actor, at=at):
            audit.record(one, Tag.DECISION_VOIDED, actor=actor, at=at, matter_id=matter_id)


def leave(matter_id: UUID, reason: str, *, actor: Actor, at: datetime) -> None:
    """Close an open trial of the matter's decision, for the reason: the decision stands, or has fallen otherwise."""
    if (waiting := trials.trial_anew(matter_id)) is None:
        return
    lost = tuple(UUID(one) for step in queries.open_steps(waiting) for one in step.waits_for or ())
    rounds.void(waiting, reason=reason, actor=actor, at=at)
    tag = Tag.DECISION_NOT_TRIED
    audit.record(waiting, tag, actor=actor, at=at, matter_id=matter_id, note=reason)
    hooks.tell_moved(waiting, hooks.DecidersMoved(lost=tuple(dict.fromkeys(lost))), at)


def leave_unless_conflicted(matter_id: UUID, *, actor: Actor, at: datetime) -> None:
    """Close an open trial when the nämnd has found that whoever made the decision had no conflict: it stands."""
    session.flush()
    waiting = trials.trial_anew(matter_id)
    if waiting is not None and not _by_conflicted(trials.tried_by(waiting)):
        leave(matter_id, wording.no_conflict(), actor=actor, at=at)
