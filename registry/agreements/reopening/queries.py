"""Reads for taking a decision back: what was asked, and whether a person may do it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from registry.access.actor import Actor
from registry.access.roles import Role
from registry.access.visibility import staff_only
from registry.agreements.models import Agreement, Edition
from registry.agreements.paid_payments import PaidPayment, paid, total
from registry.agreements.reopening import rules
from registry.agreements.reopening.models import WithdrawalGrounds
from registry.agreements.reopening.rules import MadeDecision, Reopener
from registry.agreements.workflow import State
from registry.city.units import queries as units
from registry.city.units.structure import Holder, UnitStructure
from registry.core.database import session
from registry.core.errors import Problem
from registry.core.i18n import _
from registry.matters.actions import CONFLICT
from registry.matters.approvals import queries as approvals
from registry.matters.approvals import trials
from registry.matters.approvals.facts import RoutingFacts
from registry.matters.approvals.models import Decision, ReopeningRequest
from registry.matters.approvals.visibility import not_recused
from registry.matters.decisions import queries as decisions
from registry.matters.decisions.rules import Force, LegalForce, whole
from registry.matters.models import Matter

MOST = 100
WITHDRAWABLE = frozenset({State.APPROVED, State.ACTIVE, State.ENDED})  # what rests on a decision


def made(matter: Matter) -> list[MadeDecision]:
    """Return the decisions that a decided matter rests on."""
    return _plain(approvals.approvals_of(matter.id))


def _plain(found: Iterable[Decision]) -> list[MadeDecision]:
    return [MadeDecision(one.step.post, one.step.unit_id, one.meeting_on) for one in found]


@dataclass(frozen=True, slots=True)
class CarriedOut:
    """What has been done of what was decided: the day it was signed, what is paid, the day that it ended."""

    signed_on: date | None = None
    paid: Sequence[PaidPayment] = ()
    ended_on: date | None = None

    @property
    def is_begun(self) -> bool:
        """Whether anything has to be put right, or claimed back, when the decision falls."""
        return bool(self.signed_on or self.paid or self.ended_on)


def carried_out(edition: Edition) -> CarriedOut:
    """Return what has been done of a decided agreement."""
    return CarriedOut(edition.signed_on, paid(edition.id))


@dataclass(frozen=True, slots=True)
class DecidedMatter:
    """What the rule asks of a decided matter: its decisions, their legal force, and who has prepared it."""

    made: list[MadeDecision]
    stands: LegalForce | None  # said before it is withdrawn
    prepared: frozenset[UUID]

    def problems(
        self, person: UUID, structure: UnitStructure, on: date, *, records_for_committee: bool
    ) -> list[Problem]:
        """Return why the person cannot take the decision back on the day."""
        who = Reopener(person, records_for_committee, person in self.prepared)
        return rules.reopening_problems(self.made, who, structure, on)


def _decided(matters: Sequence[Matter], on: date) -> dict[UUID, DecidedMatter]:
    """Read it of each of the matters: three statements, however many they are."""
    ids = [one.id for one in matters]
    resting = approvals.approvals_of(*ids) if ids else []
    carrying = decisions.carrying(*ids) if resting else []
    found = {}
    for matter in matters:
        mine = [one for one in resting if one.matter_id == matter.id]
        force = whole([one.standing(on) for one in carrying if one.row.matter_id == matter.id])
        prepared = {who for one in mine for who in RoutingFacts.restored(one.step.round.facts).excluded}
        if matter.prepared_by_id:
            prepared.add(matter.prepared_by_id)
        found[matter.id] = DecidedMatter(_plain(mine), force, frozenset(prepared))
    return found


def problems(matter: Matter, actor: Actor, on: date) -> list[Problem]:
    """Return why the actor cannot take the decision back on the day; empty when nothing stands in the way."""
    if trials.trial_anew(matter.id) is not None:
        words = _("Beslutet prövas på nytt. Den som prövar det bekräftar det eller tar tillbaka det.")
        return [Problem(words)]
    decided, records = _decided([matter], on)[matter.id], actor.has(Role.REGISTRAR)
    return decided.problems(actor.user_id, units.structure(), on, records_for_committee=records)


def warnings(matter: Matter, carried_out: CarriedOut, on: date) -> list[str]:
    """Return what is said before a decision is withdrawn: its legal force, what is signed, what is paid already."""
    stands, found = _decided([matter], on)[matter.id].stands, []
    if stands is not None and stands.force is Force.IN_FORCE:
        found.append(_("Beslutet har laga kraft sedan %(day)s.", day=stands.in_force_on))
    if carried_out.signed_on:
        found.append(_("Avtalet är undertecknat den %(day)s.", day=carried_out.signed_on))
    if carried_out.paid:
        last = carried_out.paid[-1].paid_on
        words = _("%(amount)s är betalt, senast den %(day)s.", amount=total(carried_out.paid), day=last)
        found.append(words)
    elif carried_out.ended_on:
        found.append(_("Avtalet upphörde den %(day)s.", day=carried_out.ended_on))
    if decisions.is_executed(matter.id):
        found.append(_("Beslutet verkställdes innan det hade laga kraft."))
    found.append(_("Parten har fått veta beslutet och kan ha rättat sig efter det."))
    return found


def stored_grounds() -> WithdrawalGrounds | None:
    """Return the city's list as it was last set; None while the default holds."""
    return session.scalar(select(WithdrawalGrounds).order_by(WithdrawalGrounds.id).limit(1))


def grounds() -> tuple[str, ...]:
    """Return the grounds on which a decision may be withdrawn."""
    stored = stored_grounds()
    own = rules.as_grounds(stored.lines) if stored else rules.DEFAULT_GROUNDS
    return own if CONFLICT in own else (*own, CONFLICT)


def reopeners(
    editions: Sequence[Edition], structure: UnitStructure, on: date
) -> dict[UUID, frozenset[UUID] | None]:
    """Return by matter the people who may take its decision back on the day; None when only the nämnd may."""
    found: dict[UUID, frozenset[UUID] | None] = {}
    for key, decided in _decided(editions, on).items():
        if rules.decided_by_committee(decided.made):
            found[key] = None
            continue
        people = _able(decided.made, structure, on)
        found[key] = frozenset(
            one for one in people if not decided.problems(one, structure, on, records_for_committee=False)
        )
    return found


def open_request(matter: Matter) -> ReopeningRequest | None:
    """Return the request that waits for an answer."""
    rows = select(ReopeningRequest).where(ReopeningRequest.matter_id == matter.id)
    rows = rows.where(ReopeningRequest.answered_at.is_(None)).order_by(
        ReopeningRequest.at, ReopeningRequest.id
    )
    return session.scalar(rows.limit(1))


def open_requests(actor: Actor) -> Sequence[tuple[ReopeningRequest, Edition]]:
    """Return the requests that wait for an answer, the oldest first; none once nothing rests on the decision."""
    rows = select(ReopeningRequest, Edition).join(Edition, Edition.id == ReopeningRequest.matter_id)
    rows = rows.join(Edition.agreement)
    rows = rows.where(ReopeningRequest.answered_at.is_(None), Agreement.state.in_(WITHDRAWABLE))
    rows = rows.where(staff_only(actor), not_recused(actor, Edition.id))
    found = session.execute(rows.order_by(ReopeningRequest.at, ReopeningRequest.id).limit(MOST)).all()
    return [(asked, one) for asked, one in found]


def acting_as(matter: Matter, actor: Actor, on: date) -> Holder | None:
    """Return as the holder of which post the actor withdraws a delegated decision on the day."""
    structure = units.structure()
    found = (rules.acting_as(one, actor.user_id, structure, on) for one in made(matter))
    return next((one for one in found if one is not None), None)


def committee_number(matter: Matter) -> str:
    """Return the case number that the nämnd's decision carries; the matter's own when it has none."""
    own = (one.committee_case_number for one in approvals.approvals_of(matter.id))
    return next((one for one in own if one), matter.case_number or "")


def able(edition: Edition, on: date) -> list[UUID]:
    """Return the people who may take a delegated decision back on the day: holders of the post and of those above."""
    return _able(made(edition), units.structure(), on)


def _able(made: Iterable[MadeDecision], structure: UnitStructure, on: date) -> list[UUID]:
    people = dict.fromkeys(
        holder.user_id
        for one in made
        if one.unit_id
        for part in structure.path_up(one.unit_id, on)
        for holder in structure.heads(part.id, on)
        if rules.may_undo(one, holder.user_id, structure, on)
    )
    return list(people)
