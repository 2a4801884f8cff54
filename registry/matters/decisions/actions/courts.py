"""What the courts do with a decision (KL 13 kap): appealed, stayed, answered, and put right when it was annulled.

Each is kept as it was, in its own words and days, and what follows of it is done at once, in the same transaction.
"""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from registry.access.actor import Actor
from registry.audit.actions import record
from registry.audit.tags import Tag
from registry.core import clock
from registry.core.database import session
from registry.core.errors import DomainError, Problem, Stale, check_version, refuse
from registry.core.i18n import _
from registry.matters.approvals import queries as approvals
from registry.matters.approvals.actions import rounds
from registry.matters.approvals.models import Decision, RoundStatus
from registry.matters.decisions import court_rules, hooks, queries
from registry.matters.decisions.court_rules import CourtFacts
from registry.matters.decisions.entries import FinalDecision
from registry.matters.decisions.hooks import CourtStep
from registry.matters.decisions.list_rules import reason_problems
from registry.matters.decisions.models import Appeal, AppealOutcome, Withdrawal
from registry.matters.decisions.rules import Force


@dataclass(frozen=True, slots=True)
class Judgment:
    """A court's answer: what, the day, and the day it had legal force; None while it can be appealed."""

    outcome: AppealOutcome
    judged_on: date
    settled_on: date | None = None


def appeal(
    entry: FinalDecision,
    *,
    appealed_on: date,
    court_case: str | None,
    note: str | None,
    actor: Actor,
    at: datetime,
) -> Appeal:
    """Note that a decision was appealed: the day it came in and the court's number for it."""
    on = clock.local(at).date()
    refuse(court_rules.appeal_problems(appealed_on, decided_on=entry.decided_on, on=on))
    if queries.has_appeal(entry.id, appealed_on, court_case, note):
        raise DomainError(Problem(_("Överklagandet är redan antecknat."), "appealed_on"))
    made = Appeal(decision_id=entry.id, appealed_on=appealed_on, court_case=court_case, note=note)
    session.add(made)
    record(made, Tag.APPEAL_RECORDED, actor=actor, at=at, matter_id=entry.row.matter_id)
    _follow(made, entry.standing(on).force, actor=actor, at=at)
    return made


def settle(made: Appeal, judgment: Judgment, *, seen: int, actor: Actor, at: datetime) -> None:
    """Note what the court answered. One that can be appealed is noted too, and again when it has legal force.

    Raises Stale when an answer has legal force already, and DomainError for days that cannot be right.
    """
    on = clock.local(at).date()
    _refuse_settled(made, seen)
    days = judgment.judged_on, judgment.settled_on
    refuse(court_rules.judgment_problems(*days, appealed_on=made.appealed_on, on=on))
    before = _force(made, on)
    made.outcome, made.judged_on, made.settled_on = judgment.outcome, judgment.judged_on, judgment.settled_on
    record(made, Tag.APPEAL_SETTLED, actor=actor, at=at, matter_id=_matter(made))
    _follow(made, before, actor=actor, at=at)


def stay(
    made: Appeal, *, stayed_on: date, stay_ended_on: date | None, seen: int, actor: Actor, at: datetime
) -> None:
    """Note that a court forbids to carry the decision out for now (inhibition, FPL 28 §), or that it no longer does."""
    on = clock.local(at).date()
    _refuse_settled(made, seen)
    refuse(court_rules.stay_problems(stayed_on, stay_ended_on, appealed_on=made.appealed_on, on=on))
    before = _force(made, on)
    made.stayed_on, made.stay_ended_on = stayed_on, stay_ended_on
    record(made, Tag.APPEAL_STAYED, actor=actor, at=at, matter_id=_matter(made))
    _follow(made, before, actor=actor, at=at)


def correct(made: Appeal, told: CourtFacts, *, reason: str, seen: int, actor: Actor, at: datetime) -> None:
    """Correct what was noted of an appeal and of what the courts did with it: in the open, before and after kept.

    What follows of it follows anew: what fell because of a wrong answer stands again, and the other way round. Raises
    DomainError for what cannot be right, without a reason, and where what has happened since makes it impossible.
    """
    check_version(made, seen)
    on, before = clock.local(at).date(), _force(made, clock.local(at).date())
    decided_on = queries.final_decision(made.decision_id).decided_on
    refuse([*court_rules.correcting_problems(told, decided_on=decided_on, on=on), *reason_problems(reason)])
    for name, value in asdict(told).items():
        setattr(made, name, value)
    if told.rectified_on is None:
        made.rectified_note = None
    matter_id = _matter(made)
    record(made, Tag.APPEAL_CORRECTED, actor=actor, at=at, matter_id=matter_id, note=reason.strip())
    round_ = approvals.round_of(queries.decided(made.decision_id))
    if round_.status is RoundStatus.ANNULLED and not queries.is_annulled(round_):
        for one in rounds.restore(round_):
            record(one, Tag.DECISION_STANDS_AGAIN, actor=actor, at=at, matter_id=matter_id)
    _follow(made, before, actor=actor, at=at)


def rectify_withdrawal(
    made: Withdrawal, *, rectified_on: date, note: str, seen: int, actor: Actor, at: datetime
) -> None:
    """Note how what had been carried out of a withdrawn decision was put right, or claimed back."""
    check_version(made, seen)
    withdrawn_on = queries.final_decision(made.decision_id).decided_on
    on = clock.local(at).date()
    refuse(
        court_rules.settling_problems(rectified_on, note, is_begun=made.is_begun, since=withdrawn_on, on=on)
    )
    made.rectified_on, made.rectified_note = rectified_on, note.strip()
    matter_id = queries.decided(made.decision_id).matter_id
    record(made, Tag.DECISION_RECTIFIED, actor=actor, at=at, matter_id=matter_id)


def carry_over(first: Decision, adopted: Decision, *, tag: Tag, actor: Actor, at: datetime) -> None:
    """Let what was noted of a decision with a change be about the text that is confirmed: notice and appeals."""
    for one in queries.noted_of(first.id):
        one.decision_id = adopted.id
        record(one, tag, actor=actor, at=at, matter_id=adopted.matter_id)


def rectify(made: Appeal, *, rectified_on: date, note: str, seen: int, actor: Actor, at: datetime) -> None:
    """Note how what was carried out of an annulled decision was put right, as far as that was possible (KL 13:15)."""
    check_version(made, seen)
    on = clock.local(at).date()
    refuse(court_rules.rectifying_problems(rectified_on, made.outcome, made.settled_on, note, on=on))
    made.rectified_on, made.rectified_note = rectified_on, note.strip()
    record(made, Tag.DECISION_RECTIFIED, actor=actor, at=at, matter_id=_matter(made))


def _refuse_settled(made: Appeal, seen: int) -> None:
    check_version(made, seen)
    if made.settled_on is not None:
        raise Stale(_("Domstolens svar har redan fått laga kraft. Ladda om sidan."))


def _follow(made: Appeal, before: Force, *, actor: Actor, at: datetime) -> None:
    session.flush()
    after = _force(made, clock.local(at).date())
    hooks.tell_court(CourtStep(made.decision_id, _matter(made), before, after), actor, at)


def _force(made: Appeal, on: date) -> Force:
    return queries.final_decision(made.decision_id).standing(on).force


def _matter(made: Appeal) -> UUID:
    return queries.decided(made.decision_id).matter_id
