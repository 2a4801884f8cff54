"""Answering the question about conflict of interest, as preparer or decider (KL 6:28–30, for staff through 7:4)."""

from datetime import datetime
from uuid import UUID

from registry.access.actor import Actor
from registry.audit import actions as audit
from registry.audit import changes
from registry.audit.tags import Tag
from registry.core.database import session
from registry.core.errors import DomainError, Stale, refuse
from registry.core.i18n import _
from registry.matters.approvals import queries, recusals, rules
from registry.matters.approvals.actions import moving, rounds
from registry.matters.approvals.models import (
    Capacity,
    ConflictGround,
    Declaration,
    Recusal,
    RecusalStatus,
    Round,
)


def declare(
    matter_id: UUID,
    *,
    capacity: Capacity,
    has_conflict: bool,
    ground: ConflictGround | None,
    actor: Actor,
    at: datetime,
    round_: Round | None = None,
) -> Declaration:
    """Keep a person's answer about conflict of interest.

    A decider answers for a round. Whoever has a conflict is out of the matter from then on, and what waited for that
    person's decision moves one level up at once. Raises DomainError when the ground is missing, when the person could
    not decide any open step anyway, or is out of the matter already.
    """
    refuse(rules.declaration_problems(has_conflict=has_conflict, ground=ground))
    if not has_conflict and (recusals.recusal_of(matter_id, actor.user_id) is not None):
        raise DomainError(_("Du deltar inte i ärendet på grund av jäv. Bara nämnden kan ändra det."))
    held = _round_to_declare_for(round_, actor, at) if capacity is Capacity.DECIDER else None
    declaration = Declaration(
        matter_id=matter_id,
        round_id=held.id if held else None,
        person_id=actor.user_id,
        person=actor.name,
        capacity=capacity,
        has_conflict=has_conflict,
        ground=ground if has_conflict else None,
        at=at,
    )
    session.add(declaration)
    if has_conflict:
        _stand_outside(declaration)
    audit.record(
        declaration,
        Tag.DECLARATION_MADE,
        actor=actor,
        at=at,
        matter_id=matter_id,
        changes=changes.of(declaration),
    )
    if held and has_conflict:
        moving.look(held, actor=actor, at=at)
    return declaration


def _stand_outside(declaration: Declaration) -> None:
    """Whoever has a conflict takes no part and sees nothing more of the matter (KL 6:30)."""
    row = recusals.recusal_row(declaration.matter_id, declaration.person_id)
    if row is None:
        row = Recusal(matter_id=declaration.matter_id, person_id=declaration.person_id)
        session.add(row)
    row.status, row.ground, row.reason = RecusalStatus.STANDING, declaration.ground, None
    row.person = row.raised_by = declaration.person
    row.raised_by_id, row.at, row.answer = declaration.person_id, declaration.at, None
    row.meeting_on = row.paragraph = row.settled_at = row.settled_by = None


def _round_to_declare_for(round_: Round | None, actor: Actor, at: datetime) -> Round:
    if round_ is None:
        raise ValueError("a decider declares for a round")
    held, on = rounds.locked(round_.id), rounds.day(at)
    known = queries.round_context(held, on)
    step = queries.step_for(held, actor, on, known)
    if step is None:
        raise Stale(_("Ärendet väntar inte längre på beslut."))
    refuse(rules.authority_problems(queries.step_situation(step, on, known), actor.user_id))
    return held
