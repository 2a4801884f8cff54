"""Having the register searched for duplicates in the background: begun, stopped, and one slice of it done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select

from registry.access.actor import Actor
from registry.audit.models import AuditEntry
from registry.audit.tags import Tag
from registry.core import bulk, jobs
from registry.core.columns import new_id
from registry.core.database import Base, session
from registry.core.errors import DomainError
from registry.core.i18n import _
from registry.core.workflow import SYSTEM
from registry.partners.duplicates import meeting, queries
from registry.partners.duplicates.actions.deciding import propose, withdraw
from registry.partners.duplicates.meeting import Met
from registry.partners.duplicates.models import MeetingKey, Scan, ScanState
from registry.partners.organisations.models import Organisation

JOB = "duplicates.scan"
DAILY = "duplicates.day"
CHANGED = "duplicates.changed"
SYNONYMS_CHANGED = (Tag.SYNONYM_ADDED, Tag.SYNONYM_CHANGED, Tag.SYNONYM_REMOVED)
SLICE = 250  # organisations in one job: about a second of thought, some hundredths of writing


def begin_scan(*, whole: bool, actor: Actor | None, at: datetime) -> Scan:
    """Begin to search the whole register, or what is new or changed since the last complete search began.

    The first search of all walks through the whole register, and so does the one after a change of the words that mean
    the same. Raises DomainError while another is going on: two would find the same.
    """
    if queries.running_scan():
        raise DomainError(_("En genomgång pågår redan."))
    last = None if whole or not queries.is_keyed() else queries.last_complete_scan()
    last = None if last and _synonyms_changed(last.started_at) else last
    row = Scan(
        id=new_id(), state=ScanState.RUNNING, since=last.started_at if last else None, total=0, keyed=0, is_keyed=False,
        walked=0, compared=0, found=0, started_at=at, started_by_id=actor.user_id if actor else None,
        started_by=actor.name if actor else SYSTEM,
    )  # fmt: skip
    row.total = session.scalar(select(func.count()).select_from(_concerned(row).subquery())) or 0
    session.add(row)
    jobs.enqueue(JOB, {"scan_id": str(row.id)}, at=at, subject_id=row.id)
    return row


def begin_daily(_payload: dict[str, Any], at: datetime) -> None:
    """At night, search what is new or changed or renamed, once somebody has had the register searched."""
    if queries.is_keyed() and not queries.running_scan():
        begin_scan(whole=False, actor=None, at=at)


def stop_scan(scan: Scan, *, at: datetime) -> None:
    """Stop after the slice in hand; what was found is kept. Raises DomainError when it has ended already."""
    if scan.state is not ScanState.RUNNING:
        raise DomainError(_("Genomgången är redan avslutad."))
    scan.state, scan.finished_at = ScanState.STOPPED, at


def scan_slice(payload: dict[str, Any], at: datetime) -> None:
    """Do one slice and enqueue the next in the same transaction, so that a restart goes on where it was.

    What takes time, reading and comparing, is done before anything is written: nobody waits for the database meanwhile.
    """
    scan_id = UUID(payload["scan_id"])
    with jobs.read_apart():
        done = _thought(scan_id)
    scan = session.get(Scan, scan_id, with_for_update=True)
    if done is None or scan is None or scan.state is not ScanState.RUNNING:
        return
    if _written(scan, done, at=at):
        jobs.enqueue(JOB, payload, at=at, subject_id=scan.id)
    else:
        scan.state, scan.finished_at = ScanState.DONE, at


def weigh_changed(payload: dict[str, Any], at: datetime) -> None:
    """Weigh the pairs of a few organisations anew: those that wait, and those that they meet as they are now."""
    with jobs.read_apart():
        ids = [UUID(one) for one in payload["ids"]]
        keys, met = meeting.new_keys(ids), meeting.of_slice(ids, ahead_only=False)
    _keep_keys(keys)
    propose(met.likely, at=at)
    withdraw(met.unlikely)


def search_slice(scan: Scan, *, at: datetime) -> bool:
    """Do one slice in the transaction of the caller; False when there was nothing left to look at."""
    done = _thought(scan.id)
    return done is not None and _written(scan, done, at=at)


@dataclass(frozen=True, slots=True)
class _Slice:
    """What one slice comes to: whom it looked at, their other keys in the first walk, the pairs in the second."""

    ids: list[UUID]
    keys: dict[UUID, set[str]] | None
    met: Met


def _thought(scan_id: UUID) -> _Slice | None:
    scan = session.get(Scan, scan_id, populate_existing=True)
    if scan is None:
        return None
    rows = _concerned(scan).order_by(Organisation.id).limit(SLICE)
    ids = list(session.scalars(rows.where(Organisation.id > scan.after_id) if scan.after_id else rows))
    if not scan.is_keyed:
        return _Slice(ids, meeting.new_keys(ids), Met())
    return _Slice(ids, None, meeting.of_slice(ids, ahead_only=scan.since is None))


def _written(scan: Scan, done: _Slice, *, at: datetime) -> bool:
    """Keep what a slice has come to; False when it was the last."""
    is_last = len(done.ids) < SLICE
    if done.keys is not None:
        _keep_keys(done.keys)
        scan.keyed += len(done.ids)
        scan.is_keyed, scan.after_id = is_last, None if is_last else done.ids[-1]
        return True
    scan.found += propose(done.met.likely, at=at)
    withdraw(done.met.unlikely)
    scan.walked += len(done.ids)
    scan.compared += done.met.compared
    scan.after_id = done.ids[-1] if done.ids else scan.after_id
    return not is_last


def _keep_keys(keys: Mapping[UUID, Iterable[str]]) -> None:
    """Write the keys of these organisations anew, of those that are still there."""
    if not keys:
        return
    session.execute(delete(MeetingKey).where(MeetingKey.organisation_id.in_(keys)))
    there = session.scalars(select(Organisation.id).where(Organisation.id.in_(keys)))
    rows = [{"key": key, "organisation_id": one} for one in there for key in sorted(keys[one])]
    bulk.write(Base.metadata.tables[MeetingKey.__tablename__], rows)


def _concerned(scan: Scan) -> Any:
    """The organisations that the scan looks at. What was changed stands in the log."""
    rows = select(Organisation.id)
    if scan.since is None:
        return rows
    told = select(AuditEntry.matter_id).where(AuditEntry.seq > _seq_before(scan.since))
    return rows.where((Organisation.created_at >= scan.since) | Organisation.id.in_(told))


def _synonyms_changed(since: datetime) -> bool:
    """Whether the words that mean the same are others than those that the keys were made with."""
    told = select(AuditEntry.seq).where(
        AuditEntry.seq > _seq_before(since), AuditEntry.tag.in_(SYNONYMS_CHANGED)
    )
    return session.scalar(told.limit(1)) is not None


def _seq_before(moment: datetime) -> int:
    """Return the number of the log's last row before the moment, found from the end of the log."""
    rows = select(AuditEntry.seq).where(AuditEntry.at < moment).order_by(AuditEntry.seq.desc())
    return session.scalar(rows.limit(1)) or 0
