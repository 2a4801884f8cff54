"""The judgement afterwards, which trusts nothing that the deciding code did: the whole database is read again.

Of every decision it asks who tried to make it and what they were told, and whether the order of its date lets that
person make it: recomputed with the pure rules from the facts that the round keeps. Then it asks whether rounds,
states, history and log agree.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations, groupby, pairwise
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from benchmarks.fire import deeds
from benchmarks.fire.journal import MARK, Attempt
from registry.access.roles import LEVEL
from registry.agreements.models import Edition
from registry.agreements.workflow import State
from registry.audit import chain
from registry.audit.models import AuditEntry
from registry.audit.tags import Tag
from registry.city.accounts.models import RoleGrant
from registry.city.budgets.models import Commitment
from registry.city.delegation.order import Rule
from registry.city.delegation.queries import order_in_force
from registry.city.units import queries as units
from registry.city.units.structure import UnitStructure
from registry.core import clock
from registry.core.database import session
from registry.core.workflow import StateChange
from registry.documents.content import fingerprint
from registry.matters.approvals import routing
from registry.matters.approvals.facts import RoutingFacts, Share
from registry.matters.approvals.models import (
    Decision,
    Declaration,
    Outcome,
    Round,
    RoundStatus,
    Step,
    StepPart,
)
from registry.matters.approvals.points import Area, RoutingCase

LEAVES = {  # a round's end, and the states that its agreement can have while the round is the latest
    RoundStatus.OPEN: {State.SUBMITTED},
    RoundStatus.APPROVED: {State.APPROVED, State.ACTIVE, State.ENDED},
    RoundStatus.RETURNED: {State.RETURNED, State.WITHDRAWN},
    RoundStatus.DECLINED: {State.DECLINED},
    RoundStatus.WITHDRAWN: {State.RETURNED, State.WITHDRAWN},
    RoundStatus.VOIDED: {State.RETURNED, State.WITHDRAWN},
}
CLOSES = {
    Outcome.RETURN: RoundStatus.RETURNED,
    Outcome.DECLINE: RoundStatus.DECLINED,
    Outcome.APPROVE: RoundStatus.APPROVED,
}


@dataclass
class Verdict:
    """What was found. `about` says in words what is no fault."""

    acknowledged: int = 0
    found: int = 0
    about: str = ""
    lost: list[str] = field(default_factory=list)
    double: list[str] = field(default_factory=list)
    wrongful: list[str] = field(default_factory=list)

    @property
    def is_wrong(self) -> bool:
        """Whether anything is not as it must be."""
        return bool(self.lost or self.double or self.wrongful)


def judge(
    attempts: Mapping[str, Attempt], killed: set[int], moments: Mapping[str, str] | None = None
) -> Verdict:
    """Compare what is stored with what people were told, and with the order; `moments` as attesting was seen."""
    rounds, outcomes = _rounds(), {outcome.value for outcome in Outcome}
    done = [one for one in attempts.values() if one.outcome not in outcomes]
    attempts = {number: one for number, one in attempts.items() if one.outcome in outcomes}
    made = [(step, step.decision, round_) for round_ in rounds for step in round_.steps if step.decision]
    found = Verdict()
    _against_attempts([decision for _step, decision, _round in made], attempts, killed, found)
    for step, decision, round_ in made:
        words = f"{decision.outcome.value} by {decision.decided_by} in {decision.matter_id}: "
        found.wrongful += [words + fault for fault in _not_permitted(decision, step, round_)]
    for matter, own in groupby(rounds, key=lambda one: one.matter_id):
        found.wrongful += [f"{matter}: {fault}" for fault in _uneven(matter, list(own))]
    found.double += _twice_in_a_round(rounds)
    found.wrongful += [
        *_history(),
        *_commitments(rounds),
        *_log([decision for _step, decision, _round in made]),
        *deeds.wrongful(moments or {}),
    ]
    for what, words in deeds.lost_or_double(done, killed):
        getattr(found, what).append(words)
    said = Counter(decision.outcome.value for _step, decision, _round in made)
    found.about = (
        f"{len(made)} decisions stored ({', '.join(f'{n} {name}' for name, n in sorted(said.items()))}), "
        f"{found.about}, {len(rounds)} rounds"
    )
    return found


def _rounds() -> list[Round]:
    steps = selectinload(Round.steps)
    rows = select(Round).options(steps.joinedload(Step.decision), steps.joinedload(Step.rule))
    rows = rows.order_by(Round.matter_id, Round.number).execution_options(populate_existing=True)
    return list(session.scalars(rows))


def _against_attempts(
    made: Iterable[Decision], attempts: Mapping[str, Attempt], killed: set[int], found: Verdict
) -> None:
    """Hold each decision against the attempt whose number is in its reason, and the other way round."""
    stored = Counter(
        (decision.reason or "").removeprefix(MARK) for decision in session.scalars(select(Decision))
    )
    told = {number: one for number, one in attempts.items() if one.acknowledged}
    found.acknowledged, found.found = len(told), sum(stored[number] > 0 for number in told)
    found.lost = [f"{one.outcome} by {one.who} in {one.matter}" for n, one in told.items() if not stored[n]]
    found.double = [f"attempt {number} made {n} decisions" for number, n in stored.items() if n > 1]
    found.wrongful = [words for one in made if (words := _unasked(one, attempts, killed))]
    in_flight = sum(one.acknowledged is None for one in attempts.values())
    kept = sum(stored[n] > 0 for n, one in attempts.items() if one.acknowledged is None)
    found.about = f"{in_flight} attempts in flight at a kill, of which {kept} are stored"


def _unasked(decision: Decision, attempts: Mapping[str, Attempt], killed: set[int]) -> str:
    """Say when nobody asked for the decision, or whoever did was told that it was refused."""
    words = f"{decision.outcome.value} by {decision.decided_by} in {decision.matter_id}"
    attempt = attempts.get((decision.reason or "").removeprefix(MARK))
    if attempt is None:
        return f"nobody tried to {words}"
    asked = (attempt.who, attempt.matter, attempt.outcome)
    if asked != (str(decision.decided_by_id), decision.matter_id, decision.outcome.value):
        return f"{attempt.who} tried to {attempt.outcome} in {attempt.matter}, not to {words}"
    if attempt.acknowledged is False:
        return f"refused and yet stored: {words}"
    if attempt.acknowledged is None and attempt.process not in killed:
        return f"never answered by a process that lived on: {words}"
    return ""


def _not_permitted(decision: Decision, step: Step, round_: Round) -> Iterator[str]:
    """Yield why the decision should not have been possible."""
    matter = session.get_one(Edition, decision.matter_id)
    barred = {*RoutingFacts.restored(round_.facts).excluded, round_.submitted_by_id, matter.prepared_by_id}
    if decision.decided_by_id in barred:
        yield "prepared the matter"
    if decision.content_hash != round_.content_hash:
        yield "on another content than the round's"
    if fingerprint(round_.content) != round_.content_hash:
        yield "the frozen content is not what its hash says"
    if not matter.case_number and decision.outcome is not Outcome.RETURN:
        yield "without a case number"
    if decision.at < step.opened_at:
        yield "before the step was opened"
    yield from _conflicts(decision, round_) if step.post else ()
    yield from _against_order(decision, step, round_)


def _conflicts(decision: Decision, round_: Round) -> Iterator[str]:
    rows = select(Declaration).where(
        Declaration.matter_id == decision.matter_id, Declaration.person_id == decision.decided_by_id
    )
    before = [one for one in session.scalars(rows) if one.at <= decision.at]
    if any(one.has_conflict for one in before):
        yield "declared a conflict of interest earlier"
    if not any(one.round_id == round_.id for one in before):
        yield "never answered the question about conflict of interest"


def _against_order(decision: Decision, step: Step, round_: Round) -> Iterator[str]:
    """Yield what the order of the decision's date says against it, recomputed from the facts that the round keeps."""
    on = clock.local(decision.at).date()
    facts = replace(RoutingFacts.restored(round_.facts), on=on)
    order, structure = order_in_force(on), units.structure()
    if step.post is None or step.unit_id is None:
        yield from _by_committee(decision)
        return
    rule = order.rule(step.rule_id) if order else None
    if order is None or rule is None:
        yield "the point is not in the order"
    elif not routing.covers(rule, RoutingCase(facts, order, structure), _area(step, facts, structure)):
        yield f"point {rule.number} does not cover it"
    elif not _has_level(rule, step):
        yield f"point {rule.number} gives another post the right"
    holders = structure.holders(step.post, step.unit_id, on)
    if decision.decided_by_id not in {holder.user_id for holder in holders}:
        yield f"does not hold the post {step.post.value}"
    if decision.decided_by_id in structure.absent(on):
        yield "was away"


def _has_level(rule: Rule, step: Step) -> bool:
    """A point gives its own post the right to decide, and a post from a level on the right to sign second."""
    if step.part is StepPart.DECISION or rule.second_post is None:
        return rule.post is step.post
    return step.post is not None and LEVEL[step.post] >= LEVEL[rule.second_post]


def _area(step: Step, facts: RoutingFacts, structure: UnitStructure) -> Area:
    """Whose money the step is about: one area's, or that of all who pay below the unit that decides."""
    paying = {one.unit_id for one in facts.shares} or {facts.unit_id}
    below = {one for one in paying if step.unit_id and structure.is_within(one, step.unit_id)}
    about = {step.area_unit_id} if step.area_unit_id else below or paying
    sources = {one.funding_source_id for one in facts.shares if one.unit_id in about}
    return Area(tuple(about), frozenset(sources or {None}))


def _by_committee(decision: Decision) -> Iterator[str]:
    roles = select(RoleGrant.role).where(RoleGrant.user_id == decision.decided_by_id)
    if "registrar" not in {role.value for role in session.scalars(roles)}:
        yield "the nämnd's decision, recorded by somebody else than the registrar"
    if not (decision.meeting_on and decision.paragraph and decision.committee_case_number):
        yield "the nämnd's decision without meeting, paragraph or case number"


def _uneven(matter_id: UUID, rounds: list[Round]) -> Iterator[str]:
    """Yield where a matter's rounds, steps and state do not agree. The rounds come in order."""
    matter = session.get_one(Edition, matter_id)
    if [one.number for one in rounds] != list(range(1, len(rounds) + 1)):
        yield "the rounds are not numbered without gaps"
    if any(one.status is RoundStatus.OPEN for one in rounds[:-1]):
        yield "an earlier round is still open"
    if matter.agreement.state not in LEAVES[rounds[-1].status]:
        yield f"is {matter.agreement.state.value} while its latest round is {rounds[-1].status.value}"
    for round_ in rounds:
        yield from _uneven_round(round_)
        yield from _misrouted(round_)


def _uneven_round(round_: Round) -> Iterator[str]:
    made = [step.decision for step in round_.steps if step.decision]
    is_open = round_.status is RoundStatus.OPEN
    if is_open is not any(step.is_open for step in round_.steps):
        yield f"round {round_.number} is {round_.status.value} and its steps are not"
    if any(step.is_open and step.decision for step in round_.steps):
        yield f"round {round_.number} has a step that is decided and open"
    closing = [one for one in made if one.outcome in {Outcome.RETURN, Outcome.DECLINE}]
    if len(closing) > 1 or (closing and round_.status is not CLOSES[closing[0].outcome]):
        yield f"round {round_.number} is {round_.status.value} after {[one.outcome.value for one in made]}"
    approved = any(one.outcome is Outcome.APPROVE for one in made)
    if round_.status is RoundStatus.APPROVED and not approved:
        yield f"round {round_.number} is approved by nobody"
    if is_open and made and not any(step.is_open for step in round_.steps):
        yield f"round {round_.number} waits for nothing"
    for earlier, later in combinations(round_.steps, 2):
        same = (earlier.part, earlier.area_unit_id) == (later.part, later.area_unit_id)
        if same and earlier.post and later.post and LEVEL[later.post] < LEVEL[earlier.post]:
            yield f"round {round_.number} went down a level"
    yield from _unvoided(round_)
    if round_.status is RoundStatus.APPROVED:
        yield from _incomplete(round_)


def _misrouted(round_: Round) -> Iterator[str]:
    """Yield where a round did not begin with the steps that the order gives for its facts, recomputed."""
    declared = select(Declaration.person_id).where(
        Declaration.matter_id == round_.matter_id,
        Declaration.has_conflict,
        Declaration.at <= round_.submitted_at,
    )
    on, facts = clock.local(round_.submitted_at).date(), RoutingFacts.restored(round_.facts)
    facts = replace(facts, on=on, above=None, conflicted=frozenset(session.scalars(declared)))
    route = routing.route(facts, order_in_force(on), units.structure())
    needed = Counter((one.part, one.post, one.unit_id, one.rule and one.rule.id) for one in route.steps)
    first = [one for one in round_.steps if one.opened_at == round_.submitted_at]
    if Counter((one.part, one.post, one.unit_id, one.rule_id) for one in first) != needed:
        yield f"round {round_.number} did not begin with whom the order says"


def _unvoided(round_: Round) -> Iterator[str]:
    """Yield decisions that still count though their round fell, or do not though it stands."""
    stands = round_.status in {RoundStatus.OPEN, RoundStatus.APPROVED}
    for decision in (step.decision for step in round_.steps if step.decision):
        closes = CLOSES.get(decision.outcome) is round_.status
        if (decision.voided_at is None) is not (stands or closes):
            yield f"round {round_.number} is {round_.status.value}, and a decision in it says otherwise"


def _incomplete(round_: Round) -> Iterator[str]:
    """Yield what an approved round lacks: an area that pays, or the second signature that a point asks for."""
    facts, structure = RoutingFacts.restored(round_.facts), units.structure()
    made = [one for one in round_.steps if one.decision and one.decision.outcome is Outcome.APPROVE]
    about = [_area(one, facts, structure).unit_ids for one in made if one.part is StepPart.DECISION]
    for unit_id in {one.unit_id for one in facts.shares} or {facts.unit_id}:
        if not any(unit_id in areas for areas in about):
            yield f"round {round_.number} is approved without an area that pays"
    signed = {one.rule_id for one in made if one.part is StepPart.SECOND}
    for one in made:
        if one.part is StepPart.DECISION and one.rule and one.rule.second_post and one.rule_id not in signed:
            yield f"round {round_.number} is approved without the second signature"


def _twice_in_a_round(rounds: Iterable[Round]) -> Iterator[str]:
    for round_ in rounds:
        by = Counter(step.decision.decided_by for step in round_.steps if step.decision and step.post)
        for who, times in by.items():
            if times > 1:
                yield f"{who} decided {times} times in round {round_.number} of {round_.matter_id}"


def _history() -> Iterator[str]:
    """Yield where a matter's state history has a gap, or does not lead to the state that the matter has."""
    rows = select(StateChange).order_by(StateChange.subject_id, StateChange.at, StateChange.id)
    steps = {key: list(own) for key, own in groupby(session.scalars(rows), key=lambda one: one.subject_id)}
    for matter in session.scalars(select(Edition)):
        own = steps.get(matter.id, [])
        path = [State.DRAFT.value, *(one.target for one in own)]
        if any(one.source != before for one, before in zip(own, path, strict=False)):
            yield f"{matter.id}: the state history has a gap: {[(one.source, one.target) for one in own]}"
        if path[-1] != matter.agreement.state.value:
            yield f"{matter.id}: is {matter.agreement.state.value}, but the history ends in {path[-1]}"
        if any(later.at < earlier.at for earlier, later in pairwise(own)):
            yield f"{matter.id}: the history goes backwards"


def _commitments(rounds: Iterable[Round]) -> Iterator[str]:
    """Yield where what is taken of the frames is not what the approved rounds decided."""
    expected: Counter[tuple[UUID, UUID, int, int]] = Counter()
    for round_ in rounds:
        if round_.status is RoundStatus.APPROVED:
            facts = RoutingFacts.restored(round_.facts)
            for share in facts.shares or (Share(facts.unit_id, facts.yearly),):
                expected.update((round_.matter_id, share.unit_id, year, kr.ore) for year, kr in share.yearly)
    taken = session.scalars(select(Commitment).where(Commitment.released_at.is_(None)))
    found = Counter((one.matter_id, one.unit_id, one.year, one.amount.ore) for one in taken)
    if found != expected:
        yield f"the frames: taken and not approved {found - expected}, approved and not taken {expected - found}"


def _log(made: list[Decision]) -> Iterator[str]:
    """Yield where the audit chain is broken, or a decision or a change of state is not in it once."""
    yield from (f"the log: {fault}" for fault in chain.check().faults)
    tags = (Tag.DECISION_MADE, Tag.DECISION_RECORDED_COMMITTEE)
    rows = select(AuditEntry.object_id).where(AuditEntry.tag.in_(tags))
    logged = Counter(str(key) for key in session.scalars(rows))
    expected = Counter(str(one.id) for one in made)
    if logged != expected:
        yield f"the log tells of {sum(logged.values())} decisions, {sum(expected.values())} are stored"
