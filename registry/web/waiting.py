"""What waits, as pages show it: where the door leads, and how late it is in words beside the colour."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from registry.access.kinds_of_waiting import KINDS, WaitingKind
from registry.access.waiting import Door, Severity, Waiting, named
from registry.core.dates import working_days_between
from registry.core.i18n import _, joined, ngettext
from registry.core.labels import label
from registry.web.redirect import address


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One line of the component `task_list`."""

    kind: WaitingKind
    title: str
    url: str
    meta: str
    tag: str
    tag_tone: str
    due: date | None
    due_words: str
    tone: Severity


def own(found: Iterable[Waiting], on: date) -> list[TaskLine]:
    """Return the lines for whoever is waited for: each leads to where it is done."""
    return [_line(one, one.door, one.meta, on) for one in found]


def others(found: Iterable[Waiting], on: date, names: Mapping[UUID, str]) -> list[TaskLine]:
    """Return the lines for whoever only sees that it waits: they name who, and lead to where one reads about it."""
    return [
        _line(one, _page(one), joined(filter(None, (_waits_for(one, names), one.meta)), " · "), on)
        for one in found
    ]


def _page(one: Waiting) -> Door:
    return one.page or (Door("matters.show", {"matter_id": one.matter_id}) if one.matter_id else one.door)


def _waits_for(one: Waiting, names: Mapping[UUID, str]) -> str:
    return _("Väntar på: %(who)s", who=named(one.who, names))


def _line(one: Waiting, door: Door, meta: str, on: date) -> TaskLine:
    url, words = address(door.endpoint, **door.args), due_words(one.due_on, on)
    tone = KINDS[one.kind].tone
    return TaskLine(one.kind, one.title, url, meta, label(one.kind), tone, one.due_on, words, one.severity)


def due_words(due_on: date | None, on: date) -> str:
    """Say how far away the due day is in working days, or how late it has become; nothing without one."""
    if due_on is None:
        return ""
    days = working_days_between(on, due_on)
    if due_on < on:
        if not days:  # nobody has worked since
            return _("Sista dagen har passerat")
        return ngettext("%(num)s arbetsdag för sent", "%(num)s arbetsdagar för sent", -days)
    if due_on == on:
        return _("Sista dagen är i dag")
    return ngettext("%(num)s arbetsdag kvar", "%(num)s arbetsdagar kvar", days)


def by_kind(lines: Iterable[TaskLine | Waiting]) -> list[tuple[WaitingKind, int]]:
    """Return how many there are of each kind that there is, in the order of kinds."""
    counted = Counter(one.kind for one in lines)
    return [(kind, counted[kind]) for kind in WaitingKind if counted[kind]]
