"""What waits about collaborations: the yearly look that keeps the map alive."""

from collections.abc import Iterator

from registry.access.kinds_of_waiting import WaitingKind
from registry.access.permissions import Permission
from registry.access.waiting import AHEAD, MOST, Door, Reader, Waiting, with_roles
from registry.collaborations import queries


def upkeep(reader: Reader) -> Iterator[Waiting]:
    """Those whose confirmation is due: many come at once, and none is urgent."""
    if not reader.may(Permission.COLLABORATION_WRITE):
        return
    for row in queries.to_confirm(reader.rights, on=reader.on + AHEAD, limit=MOST):
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
