"""Questions about somebody's conflict of interest: raised, answered, taken back, settled by the nämnd alone (KL 6:30).

A question moves nothing: while it is open the person does not decide, and nobody else gets the decision.
"""

from datetime import date, datetime
from uuid import UUID

from registry.access import check
from registry.access.actor import Actor
from registry.access.permissions import Permission
from registry.audit import actions as audit
from registry.audit.tags import Tag
from registry.core.database import session
from registry.core.errors import DomainError, NotAllowed, refuse
from registry.core.i18n import _
from registry.matters.approvals import conflict_rules, hooks, queries, recusals
from registry.matters.approvals.actions import moving, rounds, trying_anew
from registry.matters.approvals.models import QUESTIONED, ConflictGround, Recusal, RecusalStatus


def raise_question(
    matter_id: UUID,
    *,
    person_id: UUID,
    person: str,
    ground: ConflictGround | None,
    reason: str,
    actor: Actor,
    at: datetime,
    has_prepared: bool = False,
) -> Recusal:
    """Raise the question whether somebody else has a conflict in the matter. It moves nothing.

    Raises NotAllowed for the auditor, and DomainError for whoever has prepared the matter, at `person`, `ground` or
    `reason`.
    """
    check.require(Permission.CONFLICT_RAISE, actor)
    known = recusals.recusal_row(matter_id, person_id)
    refuse(
        conflict_rules.question_problems(
            is_own=person_id == actor.user_id,
            has_prepared=has_prepared or actor.user_id in _prepared(matter_id),
            status=known.status if known else None,
            ground=ground,
            reason=reason,
        )
    )
    row = known or Recusal(matter_id=matter_id, person_id=person_id)
    row.person, row.status, row.ground, row.reason = person, RecusalStatus.RAISED, ground, reason.strip()
    row.raised_by, row.raised_by_id, row.at, row.answer = actor.name, actor.user_id, at, None
    row.meeting_on = row.paragraph = row.settled_at = row.settled_by = None
    session.add(row)
    audit.record(row, Tag.RECUSAL_RAISED, actor=actor, at=at, matter_id=matter_id)
    look_anew(matter_id, at=at)
    return row


def _prepared(matter_id: UUID) -> frozenset[UUID]:
    waiting = queries.rounds(matter_id)[:1]
    sent = queries.facts_of(waiting[0]).excluded if waiting else frozenset()
    return sent | queries.preparers(matter_id)


def contest(recusal: Recusal, *, reason: str, actor: Actor, at: datetime) -> None:
    """Answer, as the person concerned, that one has no conflict: the nämnd settles it, and meanwhile nothing changes.

    Whoever has declared one oneself stands outside until the nämnd has answered.
    """
    _require_own(recusal, actor)
    if recusal.status is RecusalStatus.RAISED:
        after, tag = RecusalStatus.DISPUTED, Tag.RECUSAL_ANSWERED
    elif recusal.status is RecusalStatus.STANDING and recusal.settled_at is None:
        after, tag = RecusalStatus.CONTESTED, Tag.RECUSAL_CONTESTED
    else:
        raise DomainError(_("Frågan väntar redan på nämnden eller är avgjord av den."))
    refuse(conflict_rules.contest_problems(reason))
    recusal.status, recusal.answer = after, reason.strip()
    audit.record(recusal, tag, actor=actor, at=at, matter_id=recusal.matter_id)


def stand_aside(recusal: Recusal, *, actor: Actor, at: datetime) -> None:
    """Stand aside, as the person a question is about: what waits goes on without that person (KL 6:30)."""
    _require_own(recusal, actor)
    if recusal.status not in QUESTIONED:
        raise DomainError(_("Frågan är inte öppen längre."))
    recusal.status = RecusalStatus.STANDING
    audit.record(recusal, Tag.RECUSAL_STOOD_ASIDE, actor=actor, at=at, matter_id=recusal.matter_id)
    look_anew(recusal.matter_id, actor=actor, at=at)
    hooks.tell_outside(recusal.matter_id, recusal.person_id, actor, at)


def take_back(recusal: Recusal, *, actor: Actor, at: datetime) -> None:
    """Take a question back, as whoever raised it: it was a mistake, and the decision is the person's as before."""
    if recusal.raised_by_id != actor.user_id:
        raise NotAllowed(_("Bara den som väckte frågan kan ta tillbaka den."))
    if recusal.status not in QUESTIONED:
        raise DomainError(_("Frågan är inte öppen längre."))
    recusal.status = RecusalStatus.WITHDRAWN
    audit.record(recusal, Tag.RECUSAL_TAKEN_BACK, actor=actor, at=at, matter_id=recusal.matter_id)
    look_anew(recusal.matter_id, at=at)


def _require_own(recusal: Recusal, actor: Actor) -> None:
    if recusal.person_id != actor.user_id:
        raise NotAllowed(_("Bara den som frågan gäller svarar på den."))


def settle_question(
    recusal: Recusal,
    *,
    has_conflict: bool,
    meeting_on: date | None,
    paragraph: str | None,
    actor: Actor,
    at: datetime,
) -> None:
    """Record what the nämnd decided about the question: its meeting and §. The registrar records, the nämnd decides.

    Nobody records it in the own question, or in that of somebody they stand in for or who stands in for them, nor
    whoever raised it or has prepared the matter: that circle would raise and lift as it pleased. Raises NotAllowed for
    others than the registrar, DomainError with what is missing.
    """
    check.require(Permission.CONFLICT_SETTLE, actor)
    on = rounds.day(at)
    refuse(
        conflict_rules.settlement_problems(
            status=recusal.status,
            is_close=recusals.are_substitutes(actor.user_id, recusal.person_id, on),
            is_partial=actor.user_id in {recusal.raised_by_id, *_prepared(recusal.matter_id)},
            meeting_on=meeting_on,
            paragraph=paragraph,
            on=on,
        )
    )
    recusal.status = RecusalStatus.STANDING if has_conflict else RecusalStatus.LIFTED
    recusal.meeting_on, recusal.paragraph = meeting_on, (paragraph or "").strip()
    recusal.settled_at, recusal.settled_by = at, actor.name
    audit.record(recusal, Tag.RECUSAL_SETTLED, actor=actor, at=at, matter_id=recusal.matter_id)
    if not has_conflict:
        trying_anew.leave_unless_conflicted(recusal.matter_id, actor=actor, at=at)
    look_anew(recusal.matter_id, at=at)
    if has_conflict:
        hooks.tell_outside(recusal.matter_id, recusal.person_id, actor, at)


def look_anew(matter_id: UUID, *, at: datetime, actor: Actor | None = None) -> None:
    """Let what waits in the matter be with whom the rule gives it now."""
    session.flush()
    if (waiting := queries.current_round(matter_id)) is not None:
        moving.look(rounds.locked(waiting.id), actor=actor, at=at)
