"""When a collaboration runs on a day: one rule, in values and in SQL (`domain.md` 4.9)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from sqlalchemy import ColumnElement, and_, case, func, literal, or_

from registry.collaborations.choices import CollaborationStatus
from registry.collaborations.models import Collaboration
from registry.core.dates import months_after
from registry.core.i18n import _, lazy
from registry.core.labels import Labelled


class Running(Labelled):
    """Whether a collaboration runs on a day, as far as anybody knows."""

    RUNS = "running", lazy("Pågår")
    UNCONFIRMED = "unconfirmed", lazy("Obekräftad")
    PLANNED = "planned", lazy("Planeras")
    ENDED = "ended", lazy("Avslutad")
    NOT_BEGUN = "not_begun", lazy("Blev inte av")
    UNKNOWN = "unknown", lazy("Okänt läge")


SAID = {
    CollaborationStatus.RUNNING: Running.RUNS,
    CollaborationStatus.PLANNED: Running.PLANNED,
    CollaborationStatus.IDEA: Running.PLANNED,
    CollaborationStatus.ENDED: Running.ENDED,
    CollaborationStatus.NOT_BEGUN: Running.NOT_BEGUN,
    CollaborationStatus.UNKNOWN: Running.UNKNOWN,
}

NOT_BEGUN = CollaborationStatus.NOT_BEGUN

# What is stated of a collaboration, as columns for a list whose rows ask the rule.
STATED = (
    Collaboration.status, Collaboration.status_on, Collaboration.confirmed_on, Collaboration.starts_on,
    Collaboration.ends_on,
)  # fmt: skip


class Stated(Protocol):
    """What is stated of a collaboration: a record, or a row of a list."""

    @property
    def status(self) -> CollaborationStatus: ...

    @property
    def status_on(self) -> date | None: ...

    @property
    def confirmed_on(self) -> date | None: ...

    @property
    def starts_on(self) -> date | None: ...

    @property
    def ends_on(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class RunningOn:
    """Whether it runs, and from which day the latest statement is that says so."""

    running: Running
    since: date | None = None

    def __str__(self) -> str:
        """Return it as people read it."""
        if self.running is Running.UNCONFIRMED:
            return _("Obekräftad sedan %(day)s", day=self.since)
        return str(self.running.words)


def running_on(
    day: date,
    *,
    starts_on: date | None,
    ends_on: date | None,
    statements: Iterable[tuple[date | None, CollaborationStatus]],
    months: int,
) -> RunningOn:
    """Return whether it runs on the day: by its dates, and where they lack by the latest statement at or before it.

    `statements` are (day that it speaks of, status), the weightier last; that it began says that it ran. One that says
    running and is older than `months` is unconfirmed; before the first nobody knows. What came to nothing never runs,
    whatever days were planned.
    """
    statements = tuple(statements)
    if gone := [on for on, status in statements if status is NOT_BEGUN and on and on <= day]:
        return RunningOn(Running.NOT_BEGUN, max(gone))
    if ends_on and ends_on < day:
        return RunningOn(Running.ENDED)
    if starts_on and starts_on > day:
        return RunningOn(Running.PLANNED)
    if starts_on and ends_on:
        return RunningOn(Running.RUNS, starts_on)
    known = [
        (on, status)
        for on, status in ((starts_on, CollaborationStatus.RUNNING), *statements)
        if on and on <= day
    ]
    if not known:
        return RunningOn(Running.UNKNOWN)
    since, status = max(reversed(known), key=lambda statement: statement[0])
    is_old = status is CollaborationStatus.RUNNING and since < months_after(day, -months)
    return RunningOn(Running.UNCONFIRMED if is_old else SAID[status], since)


def is_within_its_days(day: date, *, starts_on: date | None, ends_on: date | None) -> bool:
    """Return whether its dates let it run on the day; whatever is stated, nothing runs before or after them."""
    return (starts_on is None or starts_on <= day) and (ends_on is None or ends_on >= day)


def within_its_days(day: date) -> ColumnElement[bool]:
    """Return the same as SQL, never empty."""
    row = Collaboration
    return and_(
        or_(row.starts_on.is_(None), row.starts_on <= day), or_(row.ends_on.is_(None), row.ends_on >= day)
    )


def of(collaboration: Stated, day: date, *, months: int) -> RunningOn:
    """Return whether the collaboration, or a row with `STATED`, runs on the day."""
    statements = (
        (collaboration.confirmed_on, CollaborationStatus.RUNNING),
        (collaboration.status_on, collaboration.status),
    )
    dates = {"starts_on": collaboration.starts_on, "ends_on": collaboration.ends_on}
    return running_on(day, **dates, statements=statements, months=months)


def running(day: date, *, months: int) -> ColumnElement[str]:
    """Return the same as SQL: the value of `Running` for each row of collaborations."""
    row, never = Collaboration, literal(date.min)
    days = (row.starts_on, row.confirmed_on, row.status_on)
    said = [func.coalesce(case((column <= day, column)), never) for column in days]
    begun, confirmed, status_on = said
    by_status = and_(status_on > never, status_on >= begun, status_on >= confirmed)
    latest: Any = case((by_status, status_on), (confirmed >= begun, confirmed), else_=begun)
    runs = or_(~by_status, row.status == CollaborationStatus.RUNNING)
    return case(
        (and_(row.status == NOT_BEGUN, row.status_on <= day), Running.NOT_BEGUN.value),
        (row.ends_on < day, Running.ENDED.value),
        (row.starts_on > day, Running.PLANNED.value),
        (and_(row.starts_on.is_not(None), row.ends_on.is_not(None)), Running.RUNS.value),
        (latest == never, Running.UNKNOWN.value),
        (and_(runs, latest < months_after(day, -months)), Running.UNCONFIRMED.value),
        (~by_status, Running.RUNS.value),
        *((row.status == status, word.value) for status, word in SAID.items()),
        else_=Running.UNKNOWN.value,
    )


def unconfirmed(day: date, *, months: int) -> ColumnElement[bool]:
    """Return as SQL whether what runs on the day is unconfirmed, of a row that `running` is known to say either of.

    Then the latest statement is one that it runs, and all that is left to look at is how old it is.
    """
    row, since = Collaboration, months_after(day, -months)
    has_both = and_(row.starts_on.is_not(None), row.ends_on.is_not(None))
    days = row.starts_on, row.confirmed_on, row.status_on
    is_fresh = or_(*(func.coalesce(column.between(since, day), literal(False)) for column in days))
    return ~or_(has_both, is_fresh)
