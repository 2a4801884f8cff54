"""Questions about somebody's conflict of interest: raised, contested, and settled by the nämnd alone (KL 6:30)."""

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
from registry.matters.approvals import queries, recusals, rules
from registry.matters.approvals.actions import moving, rounds
from registry.matters.approvals.facts import RoutingFacts
from registry.matters.approvals.models import ConflictGround, Recusal, RecusalStatus


def raise_question(
    matter_id: UUID,
    *,
    person_id: UUID,
    person: str,
    ground: ConflictGround | None,
    reason: str,
    actor: Actor,
    at: datetime,
) -> Recusal:
    """Raise the question whether somebody else has a conflict in the matter: the person is out until it is settled.

    What waited for that person's decision moves one level up. Raises DomainError at `person`, `ground` or `reason`.
    """
    known = recusals.recusal_row(matter_id, person_id)
    refuse(
        rules.question_problems(
            is_own=person_id == actor.user_id,
            status=known.status if known else None,
            ground=ground,
            reason=reason,
        )
    )
    row = known or Recusal(matter_id=matter_id, person_id=person_id)
    row.person, row.status, row.ground, row.reason = person, RecusalStatus.DISPUTED, ground, reason.strip()
    row.raised_by, row.at = actor.name, at
    row.meeting_on = row.paragraph = row.settled_at = row.settled_by = None
    session.add(row)
    audit.record(row, Tag.RECUSAL_RAISED, actor=actor, at=at, matter_id=matter_id)
    if (waiting := queries.current_round(matter_id)) is not None:
        moving.leave(rounds.locked(waiting.id), person_id, actor=actor, at=at)
    return row


def contest(recusal: Recusal, *, reason: str, actor: Actor, at: datetime) -> None:
    """Contest that one has a conflict, as the person concerned: the nämnd settles it, and meanwhile nothing changes."""
    if recusal.person_id != actor.user_id:
        raise NotAllowed(_("Bara den som frågan gäller kan begära att nämnden prövar den."))
    if recusal.status is not RecusalStatus.STANDING or recusal.settled_at is not None:
        raise DomainError(_("Frågan väntar redan på nämnden eller är avgjord av den."))
    refuse(rules.contest_problems(reason))
    recusal.status, recusal.reason = RecusalStatus.DISPUTED, reason.strip()
    audit.record(recusal, Tag.RECUSAL_CONTESTED, actor=actor, at=at, matter_id=recusal.matter_id)


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

    Nobody records it in the own question, or in that of somebody they stand in for or who stands in for them. Raises
    NotAllowed for others than the registrar, DomainError with what is missing.
    """
    check.require(Permission.CONFLICT_SETTLE, actor)
    on = rounds.day(at)
    refuse(
        rules.settlement_problems(
            status=recusal.status,
            is_close=recusals.are_substitutes(actor.user_id, recusal.person_id, on),
            meeting_on=meeting_on,
            paragraph=paragraph,
            on=on,
        )
    )
    recusal.status = RecusalStatus.STANDING if has_conflict else RecusalStatus.LIFTED
    recusal.meeting_on, recusal.paragraph = meeting_on, (paragraph or "").strip()
    recusal.settled_at, recusal.settled_by = at, actor.name
    audit.record(recusal, Tag.RECUSAL_SETTLED, actor=actor, at=at, matter_id=recusal.matter_id)
    _refresh(recusal.matter_id)


def _refresh(matter_id: UUID) -> None:
    """Let the waiting round know who has a conflict now. What has moved up stays up."""
    if (waiting := queries.current_round(matter_id)) is not None:
        held = rounds.locked(waiting.id)
        held.facts = queries.facts_now(held, RoutingFacts.restored(held.facts).on).stored()
