"""What waits about collaborations: the yearly look that keeps the map alive, silence, and a ground that is missing."""

from collections.abc import Iterator
from datetime import date

from registry.access.kinds_of_waiting import WaitingKind
from registry.access.permissions import Permission
from registry.access.waiting import AHEAD, MOST, Door, Reader, Waiting, with_roles
from registry.collaborations import queries
from registry.collaborations.choices import Lack
from registry.collaborations.queries import Heap
from registry.core import clock
from registry.core.dates import months_after
from registry.core.i18n import ngettext
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
    """Those of which nothing has been heard for so long that somebody should say whether they have ended: one line."""
    found = queries.quiet(reader.rights, on=reader.on) if reader.may(Permission.COLLABORATION_WRITE) else None
    if found:
        words = ngettext(
            "Inget har hänt på länge i %(num)s samarbete",
            "Inget har hänt på länge i %(num)s samarbeten",
            found.number,
        )
        since = months_after(found.since, current().quiet_months)
        yield _heap(reader, WaitingKind.QUIET, found, words, since=since, lack=Lack.QUIET)


def grounds(reader: Reader) -> Iterator[Waiting]:
    """Those that run without saying what they rest on (AMF 2024/717), recorded in a minute: one line."""
    found = (
        queries.groundless(reader.rights, on=reader.on)
        if reader.may(Permission.COLLABORATION_WRITE)
        else None
    )
    if found:
        words = ngettext("%(num)s samarbete saknar grund", "%(num)s samarbeten saknar grund", found.number)
        since = clock.local(found.since).date()
        yield _heap(reader, WaitingKind.GROUND, found, words, since=since, lack=Lack.GROUND)


def _heap(reader: Reader, kind: WaitingKind, found: Heap, words: str, *, since: date, lack: Lack) -> Waiting:
    door = Door("collaborations.index", {"lack": lack.value})
    who = with_roles(kind)
    return reader.waiting(
        kind, words, subject_id=found.first_id, who=who, since=since, door=door, number=found.number
    )
