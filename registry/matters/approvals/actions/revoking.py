"""Withdrawing a decision (återkallelse): a decision of its own, by the same post or one above, or by the nämnd.

It stands beside the one that it withdraws, is reported or posted as any other, and can be appealed (KL 7:8, 13 kap).
"""

from dataclasses import dataclass
from datetime import date, datetime

from registry.access.actor import Actor
from registry.audit import actions as audit
from registry.audit import changes
from registry.audit.tags import Tag
from registry.city.delegation import queries as orders
from registry.city.units import queries as units
from registry.city.units.structure import Holder
from registry.core import identifiers
from registry.core.i18n import _, swedish
from registry.matters.approvals import queries, wording
from registry.matters.approvals.actions import rounds
from registry.matters.approvals.actions.deciding import cite, committee_name, new_decision
from registry.matters.approvals.actions.trying_anew import let_fall_all
from registry.matters.approvals.models import Decision, Outcome, Round, RoundStatus, Step
from registry.matters.approvals.points import RoutingCase, area_of, chosen
from registry.matters.approvals.ways import PlannedStep


@dataclass(frozen=True, slots=True)
class RevokingMinutes:
    """The meeting at which the nämnd withdrew its own decision: day, § and case number."""

    meeting_on: date
    paragraph: str
    case_number: str


def revoke(
    round_: Round, *, reason: str, by: Holder | RevokingMinutes, void_reason: str, actor: Actor, at: datetime
) -> tuple[Round, Decision]:
    """Withdraw what was decided in an approved round, as the holder of a post or by the nämnd's minutes.

    The decisions of the round fall, marked with `void_reason`; the withdrawal is a round of its own about the same
    content. The caller has asked whether it may be done. Raises Stale when the decision no longer stands.
    """
    let_fall_all(round_.matter_id, reason=void_reason, actor=actor, at=at)
    facts = queries.facts_now(round_, rounds.day(at))
    planned = (
        _by_post(round_, by, rounds.day(at)) if isinstance(by, Holder) else PlannedStep(wording.revoked())
    )
    made = rounds.closed_round(
        round_.matter_id, round_.content, round_.content_hash, facts,
        planned=planned, status=RoundStatus.REVOKING, actor=actor, at=at,
    )  # fmt: skip
    decision = _decision(made.steps[0], made, by, reason, actor=actor, at=at)
    made.steps[0].decision = decision
    rounds.insert(decision, _("Ärendet är redan avgjort."))
    said = changes.of(decision)
    audit.record(decision, Tag.DECISION_REVOKED, actor=actor, at=at, matter_id=made.matter_id, changes=said)
    return made, decision


def _by_post(round_: Round, holder: Holder, on: date) -> PlannedStep:
    """Return the step of a withdrawal by the holder of a post: its own point about such matters, else the first's."""
    first = next(one for one in round_.steps if one.decision and one.decision.outcome is Outcome.APPROVE)
    order, structure, facts = orders.order_in_force(on), units.structure(), queries.facts_now(round_, on)
    area = area_of(first, facts, structure)
    rule = None
    if order is not None:
        case = RoutingCase(facts, order, structure)
        rule = chosen(holder.post, case, area) or order.rule(first.rule_id)
    return PlannedStep(wording.revoked(), holder.post, holder.unit_id, rule)


def _decision(
    step: Step, round_: Round, by: Holder | RevokingMinutes, reason: str, *, actor: Actor, at: datetime
) -> Decision:
    made = new_decision(step, round_, Outcome.REVOKE, actor=actor, at=at, reason=reason)
    if isinstance(by, Holder):
        made.title, made.in_place_of = actor.title or wording.post_called(by.post), by.substitute_for
        cite(made, step, rounds.day(at))
        return made
    with swedish():
        made.decided_by = committee_name(round_)
    made.title = wording.recorded_by(actor.name)
    made.meeting_on, made.committee_case_number = by.meeting_on, by.case_number
    made.paragraph = identifiers.paragraph(by.paragraph)
    return made
