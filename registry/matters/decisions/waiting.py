"""What waits after decisions: to be reported to the nämnd, and to be posted (KL 6:40, 7:8)."""

from collections.abc import Iterator

from registry.access.kinds_of_waiting import WaitingKind
from registry.access.permissions import Permission
from registry.access.waiting import Door, Reader, Waiting, with_roles
from registry.city.deadlines import queries as deadlines
from registry.city.deadlines import rules as days
from registry.city.deadlines.models import Stage
from registry.core.i18n import _
from registry.matters.decisions import queries
from registry.matters.decisions.rules import AppealStage

PLACES = (
    (AppealStage.TO_REPORT, WaitingKind.REPORT, "anmalas"),
    (AppealStage.TO_POST, WaitingKind.POST, "anslas"),
)


def reporting(reader: Reader) -> Iterator[Waiting]:
    """One line for all that wait in the same place: they are reported together on a list, not one by one."""
    if not reader.may(Permission.DECISION_REPORT):
        return
    for place, kind, tab in PLACES:
        if not (found := queries.waiting(reader.rights, place)):
            continue
        oldest = min(found, key=lambda one: one.decided_on)
        words = _("Beslut att anmäla: %(n)s", n=len(found))
        if place is AppealStage.TO_POST:
            words = _("Beslut att anslå: %(n)s", n=len(found))
        allowed = reader.once(deadlines.all_times)[Stage.REPORT].days
        yield reader.waiting(
            kind,
            words,
            due_on=days.due_on(allowed, oldest.decided_on, reader.once(deadlines.periods))
            if allowed
            else None,
            subject_id=oldest.id,
            matter_id=oldest.row.matter_id,
            case_number=oldest.row.case_number,
            who=with_roles(kind),
            since=oldest.decided_on,
            door=Door("decisions.index", {"tab": tab}),
            meta=_("Det äldsta är från %(on)s", on=oldest.decided_on),
            number=len(found),
        )
