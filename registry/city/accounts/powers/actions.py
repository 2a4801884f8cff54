"""What two administrators do: one proposes a power, another confirms it or says no."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from registry.access.actor import Actor
from registry.audit import actions as audit
from registry.audit.tags import Tag
from registry.city.accounts.powers import contents, kinds, rules
from registry.city.accounts.powers.models import PowerKind, PowerState, ProposedPower
from registry.core.columns import new_id
from registry.core.database import session
from registry.core.errors import DomainError, Problem, check_version, refuse
from registry.core.i18n import _


def propose(kind: PowerKind, facts: Any, *, actor: Actor, at: datetime) -> ProposedPower:
    """Propose a power for a second administrator to confirm; a newer proposal about the same replaces the former.

    Raises DomainError when it could not be given, when it is the actor's own, and when it is proposed already.
    """
    power = kinds.of(kind)
    refuse(rules.giving_problems(actor.user_id, power.gains(facts, at)))
    power.check(facts, at)
    likeness, content = f"{kind.value}:{power.likeness(facts)}", contents.written(facts)
    _replace(likeness, content, actor=actor, at=at)
    subject = power.subject(facts)
    row = ProposedPower(
        id=new_id(), kind=kind, subject_id=subject.id if subject else None, likeness=likeness, content=content,
        state=PowerState.WAITING, proposed_by_id=actor.user_id, proposed_by=actor.name, proposed_at=at,
    )  # fmt: skip
    session.add(row)
    audit.record(row, Tag.POWER_PROPOSED, actor=actor, at=at)
    return row


def confirm(row: ProposedPower, *, seen: int, actor: Actor, at: datetime) -> None:
    """Give the power, as a second administrator. Every rule is asked anew: much can have happened since.

    Raises Stale, or DomainError for whoever proposed it or gains by it, and when it can no longer be given.
    """
    check_version(row, seen)
    refuse(problems(row, actor=actor, at=at))
    _settle(row, PowerState.GIVEN, actor=actor, at=at)
    kinds.of(row.kind).give(kinds.proposed(row), actor, at)
    audit.record(row, Tag.POWER_CONFIRMED, actor=actor, at=at)


def problems(row: ProposedPower, *, actor: Actor, at: datetime) -> list[Problem]:
    """Return why the actor cannot confirm the power; empty when nothing stands in the way."""
    gains = kinds.of(row.kind).gains(kinds.proposed(row), at)
    by = row.proposed_by_id
    found = rules.confirming_problems(row.state, proposed_by_id=by, person_id=actor.user_id, gains=gains)
    return list(found)


def turn_down(row: ProposedPower, *, reason: str, seen: int, actor: Actor, at: datetime) -> None:
    """Refuse a proposed power, with the reason; whoever proposed it takes it back the same way."""
    check_version(row, seen)
    if row.state is not PowerState.WAITING:
        raise DomainError(_("Förslaget är redan avgjort."))
    row.reason = reason
    _settle(row, PowerState.REFUSED, actor=actor, at=at)
    audit.record(row, Tag.POWER_REFUSED, actor=actor, at=at)


def _replace(likeness: str, content: Any, *, actor: Actor, at: datetime) -> None:
    same = ProposedPower.likeness == likeness, ProposedPower.state == PowerState.WAITING
    former = session.scalar(select(ProposedPower).where(*same).with_for_update())
    if former is None:
        return
    if former.content == content:
        raise DomainError(_("Det är redan föreslaget av %(who)s.", who=former.proposed_by))
    _settle(former, PowerState.REPLACED, actor=actor, at=at)
    audit.record(former, Tag.POWER_REFUSED, actor=actor, at=at)


def _settle(row: ProposedPower, state: PowerState, *, actor: Actor, at: datetime) -> None:
    row.state, row.settled_at = state, at
    row.settled_by_id, row.settled_by = actor.user_id, actor.name
    session.flush()
