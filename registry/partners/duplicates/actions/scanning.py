"""Having the register searched for duplicates in the background: begun, stopped, and one slice of it done."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from registry.access.actor import Actor
from registry.audit.models import AuditEntry
from registry.core import jobs
from registry.core.columns import new_id
from registry.core.database import session
from registry.core.errors import DomainError
from registry.core.i18n import _
from registry.core.workflow import SYSTEM
from registry.partners.duplicates import queries
from registry.partners.duplicates.actions.deciding import propose
from registry.partners.duplicates.models import Scan, ScanState
from registry.partners.organisations import candidates, matching
from registry.partners.organisations.models import Organisation

JOB = "duplicates.scan"
SLICE = 500  # organisations in one job: about a second
NEAR = 8  # neighbours on each side in either order of names


def begin_scan(*, whole: bool, actor: Actor | None, at: datetime) -> Scan:
    """Begin to search the whole register, or what is new or changed since the last complete search began.

    Raises DomainError while another search is going on: two would find the same.
    """
    if queries.running_scan():
        raise DomainError(_("En genomgång pågår redan."))
    last = None if whole else queries.last_complete_scan()
    row = Scan(
        id=new_id(), state=ScanState.RUNNING, since=last.started_at if last else None, total=0, walked=0, compared=0,
        found=0, started_at=at, started_by_id=actor.user_id if actor else None,
        started_by=actor.name if actor else SYSTEM,
    )  # fmt: skip
    row.total = session.scalar(select(func.count()).select_from(_concerned(row).subquery())) or 0
    session.add(row)
    jobs.enqueue(JOB, {"scan_id": str(row.id)}, at=at, subject_id=row.id)
    return row


def stop_scan(scan: Scan, *, at: datetime) -> None:
    """Stop after the slice in hand; what was found is kept. Raises DomainError when it has ended already."""
    if scan.state is not ScanState.RUNNING:
        raise DomainError(_("Genomgången är redan avslutad."))
    scan.state, scan.finished_at = ScanState.STOPPED, at


def scan_slice(payload: dict[str, Any], at: datetime) -> None:
    """Do one slice and enqueue the next in the same transaction, so that a restart goes on where it was."""
    scan = session.get(Scan, UUID(payload["scan_id"]), with_for_update=True)
    if scan is None or scan.state is not ScanState.RUNNING:
        return
    if search_slice(scan, at=at):
        jobs.enqueue(JOB, payload, at=at, subject_id=scan.id)
    else:
        scan.state, scan.finished_at = ScanState.DONE, at


def search_slice(scan: Scan, *, at: datetime) -> bool:
    """Compare the next organisations with all that may be the same; False when there was nothing left to look at."""
    rows = _concerned(scan).order_by(Organisation.id).limit(SLICE)
    if scan.after_id:
        rows = rows.where(Organisation.id > scan.after_id)
    ids = list(session.scalars(rows))
    if not ids:
        return False
    found = candidates.pairs(ids, near=NEAR, both_sides=scan.since is not None)
    likely = [one for one in found.pairs if one[2].score >= matching.PROPOSED]
    scan.found += propose(likely, at=at)
    scan.walked += len(ids)
    scan.compared += found.compared
    scan.after_id = ids[-1]
    return len(ids) == SLICE


def _concerned(scan: Scan) -> Any:
    """The organisations that the scan looks at. What was changed stands in the log."""
    rows = select(Organisation.id)
    if scan.since is None:
        return rows
    told = select(AuditEntry.matter_id).where(AuditEntry.seq > _seq_before(scan.since))
    return rows.where((Organisation.created_at >= scan.since) | Organisation.id.in_(told))


def _seq_before(moment: datetime) -> int:
    """Return the number of the log's last row before the moment, found from the end of the log."""
    rows = select(AuditEntry.seq).where(AuditEntry.at < moment).order_by(AuditEntry.seq.desc())
    return session.scalar(rows.limit(1)) or 0
