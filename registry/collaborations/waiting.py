"""What waits about collaborations: the yearly look that keeps the map alive, silence, and a ground that is missing."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from registry.access.kinds_of_waiting import WaitingKind
from registry.access.permissions import Permission
from registry.access.waiting import AHEAD, MOST, Door, Reader, Waiting, with_roles
from registry.collaborations import queries
from registry.core import clock
from registry.core.dates import months_after
from registry.settings import current


def upkeep(reader: Reader) -> Iterator[Waiting]:
    """Those whose confirmation is due: many come at once, and none is urgent."""
    if not reader.may(Permission.COLLABORATION_WRITE):
        return
    for row in queries.to_confirm(reader.rights, by=reader.on + AHEAD, today=reader.on, limit=MOST):
        yield reader.waiting(
            WaitingKind.UPKEEP,
            row.title,
            due_on=row.confirm_by,
            subject_id=row.id,
            who=with_roles(WaitingKind.UPKEEP),
            since=row.confirm_by - AHEAD,
            door=Door("collaborations.show", {"collaboration_id": row.id}),
            meta=row.unit_name or "",
        )


def silence(reader: Reader) -> Iterator[Waiting]:
    """Those of which nothing has been heard for so long that somebody should say whether they have ended."""
    if not reader.may(Permission.COLLABORATION_WRITE):
        return
    for row in queries.quiet(reader.rights, on=reader.on, limit=MOST):
        quiet_on = months_after(row.latest, current().quiet_months)
        yield _about(reader, WaitingKind.QUIET, row, since=quiet_on, door="collaborations.show")


def grounds(reader: Reader) -> Iterator[Waiting]:
    """Those that run without saying what they rest on (AMF 2024/717): recorded in a minute, and asked for since."""
    if not reader.may(Permission.COLLABORATION_WRITE):
        return
    for row in queries.groundless(reader.rights, limit=MOST):
        since = clock.local(row.created_at).date()
        yield _about(reader, WaitingKind.GROUND, row, since=since, door="collaborations.edit")


def _about(reader: Reader, kind: WaitingKind, row: Any, *, since: date, door: str) -> Waiting:
    return reader.waiting(
        kind,
        row.title,
        subject_id=row.id,
        who=with_roles(kind),
        since=since,
        door=Door(door, {"collaboration_id": row.id}),
        meta=row.unit_name or "",
    )
