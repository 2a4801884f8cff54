"""The daily reminder of lists that nobody has certified: before the last day, after it, and then the level above."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from registry.audit import actions as audit
from registry.audit.tags import Tag
from registry.city.accounts import queries as accounts
from registry.city.units import queries as units
from registry.city.units.structure import Holder
from registry.core import clock
from registry.mapping.rounds import queries, rules
from registry.mapping.rounds.models import UnitList
from registry.mapping.rounds.queries import LoadedList
from registry.notifications import messages

JOB = "rounds.remind"


def remind(_payload: dict[str, Any], at: datetime) -> None:
    """Tell each stage of each open list once. The level above is told for information; the list stays with its head."""
    on = clock.local(at).date()
    for one in queries.open_lists():
        if one.state in rules.CERTIFIED:
            continue
        soon, late, above = rules.remind_on(one.round.due_on)
        found = queries.loaded(one, on)
        if on >= above and one.above_told_on is None and one.late_told_on:
            _tell("round_late_below", found, found.answers.above, at)
            one.above_told_on = on
        elif on >= late and one.late_told_on is None:
            _tell("round_late", found, found.answers.certifiers, at, and_helpers=True)
            one.late_told_on = on
        elif soon <= on < late and one.soon_told_on is None and _has_waited(one, on):
            _tell("round_soon", found, found.answers.certifiers, at, and_helpers=True)
            one.soon_told_on = on
        else:
            continue
        audit.record(one, Tag.LIST_REMINDED, actor=None, at=at, matter_id=one.round_id, changes=())


def _has_waited(one: UnitList, on: date) -> bool:
    """A list that came today is no reminder."""
    return queries.waiting_since(one.round.opened_at) < on


def _tell(
    name: str, found: LoadedList, holders: Iterable[Holder], at: datetime, *, and_helpers: bool = False
) -> None:
    people = [holder.user_id for holder in holders]
    if and_helpers and found.unit_id:
        people += [one.user_id for one in units.writers(clock.local(at).date(), unit_id=found.unit_id)]
    for user_id in dict.fromkeys(people):
        if (user := accounts.user(user_id)) and user.is_active:
            messages.round_list(name, found.named, to=user, at=at)
