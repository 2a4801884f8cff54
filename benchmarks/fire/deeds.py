"""The judgement of what carries a decision out, and of what changes who its party is.

Signing, attesting, parties, corrections, merges and their undo: of each it asks whether what was acknowledged is
stored, once; and of every signature and payment whether, at the moment of its transaction, a standing decision covered
the parties as they stood, and the agreement ran. What stood then is read from the images that the database itself
keeps of its rows.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import event, func, or_, select

from benchmarks.fire.journal import MARK, Attempt, Journal
from registry.agreements import decided_content, queries
from registry.agreements.models import Edition, FrozenParty, Payment
from registry.audit.models import AuditEntry, AuditPayload
from registry.audit.past.models import RowImage
from registry.audit.tags import Tag
from registry.core.database import session, transaction_moment
from registry.core.workflow import StateChange
from registry.matters.approvals.models import Round, RoundStatus
from registry.matters.decisions.models import Execution
from registry.money.payments import queries as due
from registry.money.payments.models import Attestation
from registry.partners.duplicates.models import Merge
from registry.partners.organisations.models import Organisation, OrganisationRedirect

SIGN, ATTEST, CORRECT, MERGE, UNDO, PARTY = "sign", "attest", "correct", "merge", "undo", "party"


def witness(journal: Callable[[], Journal]) -> None:
    """Write down in which transaction each payment is attested: the row itself says only when it was asked for."""

    def note(_mapper: Any, _connection: Any, row: Attestation) -> None:
        journal().saw(str(row.payment_id), transaction_moment().isoformat())

    event.listen(Attestation, "after_insert", note)


def stored(act: str) -> Counter[str]:
    """Return how often each attempt of the act is stored, by its number."""
    return Counter((text or "").removeprefix(MARK) for text in session.scalars(_texts()[act]))


def _texts() -> Mapping[str, Any]:
    """Where the act keeps the words that it was done with."""
    corrected = select(AuditPayload.note).join(AuditEntry, AuditEntry.seq == AuditPayload.seq)
    return {
        SIGN: select(Execution.note),
        ATTEST: select(Attestation.note),
        CORRECT: corrected.where(AuditEntry.tag == Tag.DECISION_CORRECTED),
    }


def lost_or_double(attempts: Iterable[Attempt], killed: set[int]) -> Iterator[tuple[str, str]]:
    """Yield what was acknowledged and is not stored, what is stored twice, and what is stored though refused."""
    own = list(attempts)
    for act in _texts():
        found = stored(act)
        for one in (one for one in own if one.outcome == act):
            times, words = found[one.number], f"{act} by {one.who} in {one.matter}"
            if one.acknowledged and not times:
                yield "lost", words
            elif times > 1:
                yield "double", f"{times} times: {words}"
            elif times and one.acknowledged is False:
                yield "wrongful", f"refused and yet stored: {words}"
            elif times and one.acknowledged is None and one.process not in killed:
                yield "wrongful", f"never answered by a process that lived on: {words}"
    for act, count in ((MERGE, _merged), (UNDO, _undone), (PARTY, _changed)):
        yield from _counted(act, count, [one for one in own if one.outcome == act])


def _counted(act: str, count: Callable[[UUID], int], own: list[Attempt]) -> Iterator[tuple[str, str]]:
    for matter in {one.matter for one in own}:
        mine = [one for one in own if one.matter == matter]
        least = sum(bool(one.acknowledged) for one in mine)
        unanswered = sum(one.acknowledged is None for one in mine)
        times = count(matter)
        if times < least:
            yield "lost", f"{act} of {matter}: {least} were acknowledged, {times} are stored"
        if act != PARTY and times > least + unanswered:
            yield "double", f"{act} of {matter}: {least} were acknowledged, {times} are stored"


def _merged(gone_id: UUID) -> int:
    return session.scalar(select(func.count()).where(Merge.gone_id == gone_id)) or 0


def _undone(merge_id: UUID) -> int:
    return session.scalar(select(func.count()).where(Merge.id == merge_id, Merge.undone_at.is_not(None))) or 0


def _changed(collaboration_id: UUID) -> int:
    """How often the collaboration changed: a lost change is one too few; a decision changes its status as well."""
    mine = AuditEntry.matter_id == collaboration_id, AuditEntry.tag == Tag.COLLABORATION_CHANGED
    return session.scalar(select(func.count()).where(*mine)) or 0


def wrongful(moments: Mapping[str, str]) -> Iterator[str]:
    """Yield what was signed or attested without a decision that covered it then, and what would be paid to another."""
    for one in session.scalars(select(Edition).order_by(Edition.id)):
        if (signed := _signed_at(one.agreement_id)) is not None:
            yield from (f"signed {one.id}: {fault}" for fault in _uncovered(one, signed))
    for made in session.scalars(select(Attestation).order_by(Attestation.id)):
        yield from (f"attested in {made.matter_id}: {fault}" for fault in _attested(made, moments))
    yield from _signed_twice()
    yield from _merges()
    yield from _payees()


def _attested(made: Attestation, moments: Mapping[str, str]) -> Iterator[str]:
    """The payment as planned, while the agreement ran, by nobody who stands outside it."""
    one, payment = session.get_one(Edition, made.matter_id), session.get_one(Payment, made.payment_id)
    if made.amount != payment.amount:
        yield f"{made.amount} instead of {payment.amount}"
    if str(made.payment_id) not in moments:
        yield "in a transaction that nobody saw"
        return
    moment = datetime.fromisoformat(moments[str(made.payment_id)])
    states = [row["state"] for row in _images("agreement", moment, RowImage.row_id == one.agreement_id)]
    if states != ["active"]:
        yield f"while the agreement was {states}"
    yield from _uncovered(one, moment)


def _uncovered(one: Edition, moment: datetime) -> Iterator[str]:
    """Yield why the decision did not cover the parties as they stood at the moment."""
    rows = select(Round).where(Round.matter_id == one.id, Round.status == RoundStatus.APPROVED)
    rounds = session.scalars(rows.order_by(Round.number)).all()
    if len(rounds) != 1:
        yield f"{len(rounds)} standing decisions"
        return
    parties = _images("party", moment, RowImage.owner_id == _collaboration_of(one))
    numbers = {key: row.get("number") for key, row in _organisations(moment, parties).items()}
    now = sorted(str(numbers.get(UUID(row["organisation_id"]))) for row in parties)
    then = sorted(str(party["organisation_number"]) for party in rounds[0].content["parties"])
    if now != then:
        yield f"decided with {then}, and its parties were {now}"


def _organisations(moment: datetime, parties: Iterable[Mapping[str, Any]]) -> dict[UUID, Mapping[str, Any]]:
    ids = [UUID(row["organisation_id"]) for row in parties]
    rows = select(RowImage.row_id, RowImage.image).where(
        RowImage.table_name == "organisation", RowImage.row_id.in_(ids), *_stood(moment)
    )
    return {row.row_id: row.image for row in session.execute(rows)}


def _collaboration_of(one: Edition) -> UUID:
    return one.agreement.collaboration_id


def _images(table: str, moment: datetime, mine: Any) -> list[Mapping[str, Any]]:
    rows = select(RowImage.image).where(RowImage.table_name == table, mine, *_stood(moment))
    return list(session.scalars(rows.order_by(RowImage.id)))


def _stood(moment: datetime) -> tuple[Any, ...]:
    return RowImage.since <= moment, or_(RowImage.until.is_(None), RowImage.until > moment)


def _signed_at(agreement_id: UUID) -> datetime | None:
    rows = select(RowImage).where(RowImage.table_name == "agreement", RowImage.row_id == agreement_id)
    signed = (row.since for row in session.scalars(rows) if row.image and row.image["state"] == "active")
    return min(signed, default=None)


def _signed_twice() -> Iterator[str]:
    rows = select(StateChange.subject_id).where(StateChange.target == "active")
    for key, times in Counter(session.scalars(rows)).items():
        if times > 1:
            yield f"{key} was signed {times} times"


def _merges() -> Iterator[str]:
    """A merged record is gone and leads to the one that remained; one that came back is there."""
    there = set(session.scalars(select(Organisation.id)))
    leads = dict(
        session.execute(select(OrganisationRedirect.old_id, OrganisationRedirect.organisation_id)).all()
    )
    gone = set(session.scalars(select(Merge.gone_id).where(Merge.undone_at.is_(None))))
    for key in gone:
        if key in there or leads.get(key) not in there:
            yield f"{key} was merged, and is {'there' if key in there else 'lost'}"
    for key in set(session.scalars(select(Merge.gone_id))) - gone:
        if key not in there:
            yield f"the merge of {key} was undone, and it did not come back"
    frozen = select(FrozenParty.id).where(FrozenParty.organisation_id.not_in(select(Organisation.id)))
    yield from (f"frozen party {key} points at nobody" for key in session.scalars(frozen))


def _payees() -> Iterator[str]:
    """Whoever a payment would go to now is who was decided, or nothing can be paid."""
    for made in session.scalars(select(Attestation).order_by(Attestation.id)):
        one = queries.whole(made.matter_id, anew=True)
        covers = decided_content.decided(one)
        then = {str(party["organisation_number"]) for party in covers.content["parties"]} if covers else set()
        paid = {str(party.organisation_number) for party in due.receivers(one)}
        if not paid <= then:
            yield f"{one.id} is paid to {paid - then}, decided about {then}"
