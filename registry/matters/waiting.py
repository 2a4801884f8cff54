"""What waits in matters whatever they are about: decisions, what came back, signatures, questions of conflict."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import CompoundSelect, Row, Select, and_, exists, func, or_, select, union_all

from registry.access.kinds_of_waiting import WaitingKind
from registry.access.permissions import Permission
from registry.access.visibility import staff_only
from registry.access.waiting import MOST, Door, Reader, Waiting, Who, with_roles
from registry.city.deadlines import queries as deadlines
from registry.city.deadlines import rules as days
from registry.city.deadlines.models import Stage
from registry.city.units import queries as units
from registry.city.units.models import Appointment, Unit
from registry.city.units.structure import UnitStructure
from registry.core import clock
from registry.core.database import session
from registry.core.i18n import _
from registry.matters import types
from registry.matters.approvals import wording
from registry.matters.approvals.facts import RoutingFacts
from registry.matters.approvals.models import (
    QUESTIONED,
    Decision,
    Outcome,
    Recusal,
    RecusalStatus,
    Round,
    RoundStatus,
    Step,
    StepPart,
)
from registry.matters.approvals.visibility import not_recused
from registry.matters.decisions.models import Appeal, AppealOutcome, Execution, Withdrawal
from registry.matters.models import Matter
from registry.matters.questions import queries as asked

_closed, _made = (
    Round.__table__.alias("closed_round"),
    Decision.__table__.alias("made_in"),
)  # made once: 2 ms each
MATTER = (Matter.id, Matter.type, Matter.title, Matter.case_number, Matter.prepared_by_id, Matter.unit_id)

SECOND_TOO = {StepPart.DECISION: WaitingKind.DECIDE, StepPart.SECOND: WaitingKind.SECOND}


def _of(reader: Reader, kind: WaitingKind, row: Row[Any], **more: Any) -> Waiting:
    """Return what waits in a matter, read with the columns of `MATTER`."""
    told = {"matter_id": row.id, "case_number": row.case_number, "unit_id": row.unit_id, **more}
    return reader.waiting(kind, row.title, **told)


def decisions(reader: Reader) -> Iterator[Waiting]:
    """Each open step, for whoever can decide it that day; the nämnd's own for the registrator (KL 6:38)."""
    needed = Permission.AGREEMENT_DECIDE, Permission.AGREEMENT_RECORD_COMMITTEE, Permission.AGREEMENT_CREATE
    rows = _open_steps(reader) if reader.may(*needed) else []
    structure = reader.once(units.structure) if rows else None
    known = _deciders_and_questioned({row.round_id for row in rows}, {row.id for row in rows})
    for row in rows:
        told = {"due_on": row.due_on, "subject_id": row.step_id, "since": clock.local(row.opened_at).date()}
        told |= {"meta": _sent(row), "post": row.post, "unit_id": row.step_unit_id or row.unit_id}
        if structure is None or row.post is None or row.step_unit_id is None:
            kind, page = WaitingKind.COMMITTEE, "matters.committee"
            who = with_roles(kind, concerned=[row.prepared_by_id])
        else:
            kind, page = SECOND_TOO[row.part], "matters.decide"
            who = _deciders(
                row,
                structure,
                known.get(row.round_id, frozenset()),
                known.get(row.id, frozenset()),
                reader.on,
            )
        yield _of(reader, kind, row, who=who, door=Door(page, {"matter_id": row.id}), **told)


def _open_steps(reader: Reader) -> Sequence[Row[Any]]:
    rows = (
        select(
            *MATTER, Step.id.label("step_id"), Step.round_id, Step.post, Step.unit_id.label("step_unit_id"), Step.part,
            Step.due_on, Step.opened_at, Round.facts, Round.submitted_by, Round.submitted_by_id,
        )
        .join(Round, Round.id == Step.round_id)
        .join(Matter, Matter.id == Round.matter_id)
        .where(Step.is_open, Round.status == RoundStatus.OPEN)
        .where(staff_only(reader.rights), not_recused(reader.rights, Matter.id))
    )  # fmt: skip
    if reader.actor and not reader.may(Permission.AGREEMENT_RECORD_COMMITTEE):
        holds = exists().where(
            Appointment.user_id == reader.actor.user_id,
            Appointment.post == Step.post,
            Appointment.unit_id == Step.unit_id,
        )
        rows = rows.where(or_(holds, reader.own(Matter.prepared_by_id)))
    return session.execute(rows.order_by(Step.opened_at, Step.id).limit(2 * MOST)).all()


def _sent(row: Row[Any]) -> str:
    return _("Skickat av %(who)s %(on)s", who=row.submitted_by, on=clock.local(row.opened_at).date())


def _deciders(
    row: Row[Any], structure: UnitStructure, decided: frozenset[UUID], asked: frozenset[UUID], on: date
) -> Who:
    """Whoever acts in the post today; not who prepared, has a conflict, or has decided in the round.

    Nobody while there is a question about the conflict of interest of one whose it is (KL 6:30).
    """
    unit, holders = structure.by_id.get(row.step_unit_id), structure.holders(row.post, row.step_unit_id, on)
    barred = RoutingFacts.restored(row.facts).barred | decided | {row.submitted_by_id}
    people = frozenset(holder.user_id for holder in holders)
    acting = {one.user_id for one in structure.acting(row.post, row.step_unit_id, on)} - barred
    out = people - acting if not acting & asked else people
    return Who(
        wording.head(row.post, unit.name if unit else ""),
        people=people - out,
        but=barred | out,
        concerned=(people & out) | ({row.prepared_by_id} - {None}),
    )


def _deciders_and_questioned(rounds: set[UUID], matters: set[UUID]) -> dict[UUID, frozenset[UUID]]:
    """Return who has decided in each of the rounds, and about whom there is an open question in each of the matters."""
    if not rounds:
        return {}
    made = select(Step.round_id.label("of"), Decision.decided_by_id.label("person")).join(Decision.step)
    asked = select(Recusal.matter_id, Recusal.person_id).where(Recusal.status.in_(QUESTIONED))
    both = union_all(
        made.where(Step.round_id.in_(rounds), Step.post.is_not(None)),
        asked.where(Recusal.matter_id.in_(matters)),
    )
    found: dict[UUID, frozenset[UUID]] = {}
    for of, person in session.execute(both.limit(10 * MOST)):
        found[of] = found.get(of, frozenset()) | {person}
    return found


def returned(reader: Reader) -> Iterator[Waiting]:
    """What was sent back, for whoever prepares it."""
    if not reader.may(Permission.AGREEMENT_CREATE):
        return
    for row, told in _after_a_round(
        reader, types.returned(), Stage.REVISE, reader.own(Matter.prepared_by_id)
    ):
        who = Who(_("Den som bereder ärendet"), frozenset({row.prepared_by_id} - {None}))
        door = types.door(row.type, types.of(row).revise, row.id)
        yield _of(
            reader, WaitingKind.REVISE, row, who=who, door=door, meta=_("Ändra och skicka igen"), **told
        )


def questions_to_answer(reader: Reader) -> Iterator[Waiting]:
    """What a decider has asked, for whoever prepares the matter; whoever asked sees that the answer is on its way."""
    if not reader.may(Permission.AGREEMENT_CREATE, Permission.QUESTION_ASK):
        return
    for row in asked.unanswered(reader.rights):
        mine, since = frozenset({row.prepared_by_id} - {None}), clock.local(row.asked_at).date()
        who = Who(_("Den som bereder ärendet"), mine, concerned=frozenset({row.asked_by_id}))
        meta = _("Fråga från %(who)s %(on)s", who=row.asked_by, on=since)
        door = Door("questions.answer", {"question_id": row.question_id})
        told = {"subject_id": row.question_id, "since": since, "who": who, "meta": meta, "door": door}
        yield _of(reader, WaitingKind.ANSWER, row, **told)


def signatures(reader: Reader) -> Iterator[Waiting]:
    """What was approved and is not signed, for the registrator; whoever prepared it sees that it waits."""
    if not reader.may(Permission.AGREEMENT_SIGN, Permission.AGREEMENT_CREATE):
        return
    of = types.signatures().subquery()
    unsigned = select(of.c.matter_id).where(of.c.signed_on.is_(None))
    shown = () if reader.may(Permission.AGREEMENT_SIGN) else (reader.own(Matter.prepared_by_id),)
    for row, told in _after_a_round(reader, unsigned, Stage.SIGN, *shown):
        who = with_roles(WaitingKind.SIGN, concerned=[row.prepared_by_id])
        signing = types.of(row).signing
        door = types.door(row.type, signing.endpoint if signing else types.of(row).endpoint, row.id)
        yield _of(reader, WaitingKind.SIGN, row, who=who, door=door, meta=row.unit_name, **told)


def _after_a_round(
    reader: Reader, of: Select[Any] | CompoundSelect[Any], stage: Stage, *where: Any
) -> Iterator[tuple[Row[Any], dict[str, Any]]]:
    """Yield the matters that wait since their latest round closed, the longest waiting first, and since and until when.

    One that has had no round waits too, without a day.
    """
    closed = _closed.c
    latest = select(func.max(closed.number)).where(
        closed.matter_id == Matter.id, closed.closed_at.is_not(None)
    )
    same = (Round.matter_id == Matter.id) & (Round.number == latest.correlate(Matter).scalar_subquery())
    rows = (
        select(
            *MATTER,
            Matter.created_at,
            Unit.name.label("unit_name"),
            Round.id.label("round_id"),
            Round.closed_at,
        )
        .join(Unit, Unit.id == Matter.unit_id)
        .outerjoin(Round, same)
        .where(Matter.id.in_(of), staff_only(reader.rights), not_recused(reader.rights, Matter.id), *where)
    )
    found = session.execute(rows.order_by(Round.closed_at, Matter.id).limit(2 * MOST)).all()
    allowed = reader.once(deadlines.all_times)[stage].days if found else 0
    periods = reader.once(deadlines.periods) if allowed else ()
    for row in found:
        since = clock.local(row.closed_at or row.created_at).date()
        due_on = days.due_on(allowed, since, periods) if allowed and row.closed_at else None
        yield row, {"subject_id": row.round_id or row.id, "since": since, "due_on": due_on}


def to_rectify(reader: Reader) -> Iterator[Waiting]:
    """What was carried out of a decision that a court has annulled, and is not put right yet (KL 13:15)."""
    made = _made.c
    executed = exists().where(made.matter_id == Decision.matter_id, Execution.decision_id == made.id)
    claimed_back = exists().where(Withdrawal.decision_id == Decision.id, Withdrawal.rectified_on.is_not(None))
    # An annulled withdrawal leaves something to put right only when something had been claimed back because of it.
    carried_out = or_(and_(Decision.outcome != Outcome.REVOKE, executed), claimed_back)
    rows = select(*MATTER, Appeal.id.label("appeal_id"), Appeal.settled_on)
    rows = rows.join(Decision, Decision.matter_id == Matter.id).join(
        Appeal, Appeal.decision_id == Decision.id
    )
    rows = rows.where(Appeal.outcome == AppealOutcome.ANNULLED, Appeal.settled_on.is_not(None), carried_out)
    rows = rows.where(Appeal.rectified_on.is_(None), Matter.id.in_(_open_to(reader)))
    if not reader.may(Permission.DECISION_REPORT):
        rows = rows.where(reader.own(Matter.prepared_by_id))
    for row in session.execute(rows.order_by(Appeal.settled_on, Appeal.id).limit(MOST)):
        told = {"subject_id": row.appeal_id, "since": row.settled_on}
        told |= {"meta": _("Domstolen har upphävt beslutet. Det som har verkställts ska rättas.")}
        who = with_roles(WaitingKind.RECTIFY, concerned=[row.prepared_by_id])
        door = Door("decisions.rectify", {"appeal_id": row.appeal_id})
        yield _of(reader, WaitingKind.RECTIFY, row, who=who, door=door, **told)


def to_claim_back(reader: Reader) -> Iterator[Waiting]:
    """What had been carried out of a decision that the city has withdrawn, and is not put right or claimed back yet."""
    rows = select(*MATTER, Withdrawal.id.label("withdrawal_id"), Withdrawal.paid, Decision.at)
    rows = rows.join(Decision, Decision.matter_id == Matter.id)
    rows = rows.join(Withdrawal, Withdrawal.decision_id == Decision.id)
    rows = rows.where(Withdrawal.is_begun, Withdrawal.rectified_on.is_(None), Decision.voided_at.is_(None))
    rows = rows.where(Matter.id.in_(_open_to(reader)))
    if not reader.may(Permission.DECISION_REPORT):
        rows = rows.where(reader.own(Matter.prepared_by_id))
    for row in session.execute(rows.order_by(Decision.at, Withdrawal.id).limit(MOST)):
        told = {"subject_id": row.withdrawal_id, "since": clock.local(row.at).date()}
        words = _("Beslutet är återkallat. Det som har verkställts ska rättas.")
        if row.paid:
            words = _("Beslutet är återkallat. %(amount)s är betalt.", amount=row.paid)
        who = with_roles(WaitingKind.RECTIFY, concerned=[row.prepared_by_id])
        door = Door("decisions.rectify_withdrawal", {"withdrawal_id": row.withdrawal_id})
        yield _of(reader, WaitingKind.RECTIFY, row, who=who, door=door, meta=words, **told)


def disputes(reader: Reader) -> Iterator[Waiting]:
    """The nämnd answers a disputed question (KL 6:30); the registrator records its answer."""
    rows = select(*MATTER, Recusal.person, Recusal.at, Recusal.id.label("recusal_id"))
    disputed = (RecusalStatus.DISPUTED, RecusalStatus.CONTESTED)
    rows = rows.join(Matter, Matter.id == Recusal.matter_id).where(Recusal.status.in_(disputed))
    rows = rows.where(Matter.id.in_(_open_to(reader)))
    if not reader.may(Permission.CONFLICT_SETTLE):
        rows = rows.where(reader.own(Matter.prepared_by_id))
    for row in session.execute(rows.order_by(Recusal.at, Recusal.id).limit(MOST)):
        told = {"subject_id": row.recusal_id, "since": clock.local(row.at).date()}
        told |= {"meta": _("Nämnden avgör om %(who)s är jävig", who=row.person)}
        who = with_roles(WaitingKind.DISPUTE, concerned=[row.prepared_by_id])
        door = Door("impartiality.settle", {"recusal_id": row.recusal_id})
        yield _of(reader, WaitingKind.DISPUTE, row, who=who, door=door, **told)


def questions(reader: Reader) -> Iterator[Waiting]:
    """What others have asked about somebody's conflict of interest, for that person to answer (KL 6:30)."""
    rows = select(*MATTER, Recusal.person, Recusal.person_id, Recusal.at, Recusal.id.label("recusal_id"))
    rows = rows.join(Matter, Matter.id == Recusal.matter_id).where(Recusal.status == RecusalStatus.RAISED)
    rows = rows.where(Matter.id.in_(_open_to(reader)))
    if not reader.may(Permission.CONFLICT_SETTLE):
        rows = rows.where(or_(reader.own(Recusal.person_id), reader.own(Matter.prepared_by_id)))
    for row in session.execute(rows.order_by(Recusal.at, Recusal.id).limit(MOST)):
        told = {"subject_id": row.recusal_id, "since": clock.local(row.at).date()}
        told |= {"meta": _("Svara på frågan, eller avstå från att delta i ärendet")}
        who = Who(row.person, frozenset({row.person_id}), concerned=frozenset({row.prepared_by_id} - {None}))
        door = Door("impartiality.contest", {"recusal_id": row.recusal_id})
        yield _of(reader, WaitingKind.QUESTION, row, who=who, door=door, **told)


def _open_to(reader: Reader) -> Select[Any]:
    """The matters that the reader may find: the question is about another person than the reader."""
    return select(Matter.id).where(staff_only(reader.rights), not_recused(reader.rights, Matter.id))
