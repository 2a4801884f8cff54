"""What a partner reads of a matter at a glance: since when, who has it, when an answer is expected, how much, why not.

A party may know what is in its own matter (FL 10 §). What is being changed is a draft and never leaves the house, so
sums and days are told of what was sent as it was sent, and of what is decided.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from registry.agreements import paid_payments
from registry.agreements.fields import FIELDS
from registry.agreements.kinds import KINDS
from registry.agreements.models import Edition
from registry.agreements.workflow import State
from registry.city.units.models import Unit
from registry.core import clock
from registry.core.database import session
from registry.core.i18n import _, joined
from registry.core.money import ZERO
from registry.matters.approvals import wording
from registry.matters.approvals.models import Decision, Outcome, Round, RoundStatus, Step
from registry.matters.decisions import queries as decisions
from registry.matters.decisions.rules import Force, LegalForce, whole
from registry.settings import current

MOST = 2000
DECIDED = frozenset({State.APPROVED, State.ACTIVE, State.ENDED, State.DECLINED, State.CLOSED})
TOLD = DECIDED | {State.SUBMITTED}  # whose sums and days a partner reads
RUNS = frozenset({State.APPROVED, State.ACTIVE})
REFUSED = frozenset({Outcome.DECLINE, Outcome.CLOSE, Outcome.DISMISS})
URGENCY = (State.APPROVED, State.SUBMITTED, State.RETURNED, State.AMENDED, State.ACTIVE)


@dataclass(frozen=True, slots=True)
class Handling:
    """How the city handles a matter: when it was sent, who has it, until when, and what was decided when and why."""

    sent_on: date | None = None
    holders: Sequence[str] = ()
    due_on: date | None = None
    decided_on: date | None = None
    refused_because: str | None = None
    force: LegalForce | None = None
    paid: frozenset[UUID] = frozenset()  # the payments that are made


@dataclass(frozen=True, slots=True)
class PartnerFacts:
    """A matter in facts, (label, value), what following it up is called, and the city's reason where it was refused.

    `appeal` says where the decision is on its way to legal force.
    """

    rows: list[tuple[str, Any]] = field(default_factory=list)
    appeal: list[tuple[str, Any]] = field(default_factory=list)
    following_up: str = ""
    reason: str | None = None


def of(editions: Sequence[Edition], on: date) -> dict[UUID, PartnerFacts]:
    """Return by edition what its partner reads on the day. The caller has checked whose the editions are."""
    handled = _handling([one.id for one in editions], on)
    paid = paid_payments.of([one.id for one in editions if one.agreement.state is State.ACTIVE])
    for key, made in paid.items():
        handled[key] = replace(handled.get(key, Handling()), paid=frozenset(one.id for one in made))
    return {one.id: facts(one, handled.get(one.id, Handling()), on) for one in editions}


def facts(edition: Edition, handling: Handling, on: date) -> PartnerFacts:
    """Return what a partner reads of one matter on the day."""
    state = edition.agreement.state
    rows: list[tuple[str, Any]] = [(_("Beslutat"), handling.decided_on if state in DECIDED else None)]
    if state is State.SUBMITTED:
        rows = [(_("Hos staden sedan"), handling.sent_on), (_("Beslutas av"), joined(handling.holders))]
        rows.append(expected(handling.due_on, on))
    if state in TOLD:
        total = sum((one.amount for one in edition.yearly), ZERO)
        rows += [(_("Hur mycket"), str(total) if total else None), _period(edition)]
    if state in RUNS:
        rows += [_next_payment(edition, handling.paid, on), _next_follow_up(edition, on)]
    refused = state in {State.DECLINED, State.CLOSED}
    if refused:
        rows.append((_("Ärendets nummer"), edition.case_number))
    return PartnerFacts(
        rows=[row for row in rows if row[1]],
        appeal=[row for row in (_appeal(handling.force),) if row[1] and state in DECIDED],
        following_up=str(KINDS[edition.agreement.kind].field(FIELDS["follow_ups"]).label),
        reason=handling.refused_because if refused else None,
    )


def expected(due_on: date | None, on: date) -> tuple[str, date | None]:
    """Return when an answer can be expected, or since when it should have come."""
    is_late = due_on is not None and due_on < on
    return (_("Svar skulle ha kommit") if is_late else _("Svar väntas senast")), due_on


def most_urgent_first(collaborations: Iterable[Any], latest: Mapping[UUID, Edition]) -> list[Any]:
    """Return what asks for something or is being decided before what runs, and what is over last."""
    weight = {state: place for place, state in enumerate(URGENCY)}

    def urgency(one: Any) -> int:
        edition = latest.get(one.id)
        return weight.get(edition.agreement.state, len(weight) + 1) if edition else len(weight)

    return sorted(collaborations, key=urgency)


def _period(edition: Edition) -> tuple[str, str | None]:
    first, last = (day.isoformat() if day else "…" for day in (edition.starts_on, edition.ends_on))
    words = f"{first} – {last}" if edition.starts_on or edition.ends_on else None
    return str(KINDS[edition.agreement.kind].period), words


def _next_payment(edition: Edition, paid: Collection[UUID], on: date) -> tuple[str, str | None]:
    """Return the first payment that is not made: one whose day has passed waits, and is not hidden by the next."""
    is_running = edition.agreement.state is State.ACTIVE
    left = [one for one in edition.payments if one.id not in paid and (is_running or one.due_on >= on)]
    row = min(left, key=lambda one: one.due_on, default=None)
    words = _("Betalning som väntar") if row and row.due_on < on else _("Nästa betalning")
    return words, f"{row.amount}, {row.due_on.isoformat()}" if row else None


def _next_follow_up(edition: Edition, on: date) -> tuple[str, date | None]:
    words = KINDS[edition.agreement.kind].follow_up
    days = sorted(one.due_on for one in edition.follow_ups if one.done_on is None)
    is_late = bool(days) and days[0] < on
    return str(words.late if is_late else words.following), days[0] if days else None


def _appeal(stands: LegalForce | None) -> tuple[str, Any]:
    """Return until when the decision can be appealed, or where that stands (KL 13 kap. 5 §); a court is told apart."""
    match stands.force if stands else None:
        case Force.RUNNING:
            return _("Kan överklagas till och med"), stands and stands.appeal_until
        case Force.IN_FORCE:
            return _("Laga kraft, kan inte överklagas längre"), stands and stands.in_force_on
        case Force.APPEALED:
            return _("Överklagat"), _("Domstolen har inte avgjort det än.")
        case Force.UNPOSTED | Force.CUT:
            return _("Kan överklagas"), _("Tiden börjar när beslutet har anslagits på stadens anslagstavla.")
        case _other:
            return "", None


def _handling(ids: Sequence[UUID], on: date) -> dict[UUID, Handling]:
    if not ids:
        return {}
    sent = _sent(ids)
    found: dict[UUID, dict[str, Any]] = {key: {"sent_on": day} for key, day in sent.items()}
    for row in _open_steps(ids):
        told = found.setdefault(row.matter_id, {})
        told.setdefault("holders", []).append(_holder(row.post, row.unit))
        told.setdefault("days", []).append(row.due_on)
    for row in _decisions(ids):
        told = found.setdefault(row.matter_id, {})
        told["decided_on"] = row.meeting_on or clock.local(row.at).date()
        told["refused_because"] = row.reason if row.outcome in REFUSED else None
    for key, standings in _standings(ids, on).items():
        found.setdefault(key, {})["force"] = whole(standings)
    for told in found.values():
        days = told.pop("days", [])
        told["due_on"] = max(days) if days and all(days) else None
    return {key: Handling(**told) for key, told in found.items()}


def _standings(ids: Sequence[UUID], on: date) -> dict[UUID, list[LegalForce]]:
    by_matter: dict[UUID, list[LegalForce]] = {}
    for one in decisions.settling(*ids):
        by_matter.setdefault(one.row.matter_id, []).append(one.standing(on))
    return by_matter


def _holder(post: Any, unit: str | None) -> str:
    return wording.head(post, unit or "") if post else current().committee_name


def _sent(ids: Sequence[UUID]) -> dict[UUID, date]:
    rows = select(Round.matter_id, Round.submitted_at).where(Round.matter_id.in_(ids))
    found = session.execute(rows.order_by(Round.matter_id, Round.number).limit(MOST))
    return {row.matter_id: clock.local(row.submitted_at).date() for row in found}


def _open_steps(ids: Sequence[UUID]) -> Sequence[Any]:
    rows = select(Round.matter_id, Step.post, Step.due_on, Unit.name.label("unit"))
    rows = rows.join(Round, Round.id == Step.round_id).outerjoin(Unit, Unit.id == Step.unit_id)
    rows = rows.where(Round.matter_id.in_(ids), Round.status == RoundStatus.OPEN, Step.is_open)
    return session.execute(rows.order_by(Step.position, Step.id).limit(MOST)).all()


def _decisions(ids: Sequence[UUID]) -> Sequence[Any]:
    """Those that stand and settle the matter, the latest last."""
    settling = (*REFUSED, Outcome.APPROVE, Outcome.AMEND)
    rows = select(Decision.matter_id, Decision.outcome, Decision.reason, Decision.at, Decision.meeting_on)
    rows = rows.where(
        Decision.matter_id.in_(ids), Decision.voided_at.is_(None), Decision.outcome.in_(settling)
    )
    return session.execute(rows.order_by(Decision.at, Decision.id).limit(MOST)).all()
