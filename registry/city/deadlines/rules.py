"""When something that waits should be done, and whether anything may be sent now. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from registry.city.deadlines.models import Stage
from registry.core.dates import next_working_day, working_days_after
from registry.core.errors import Problem
from registry.core.i18n import _

MOST_DAYS = 250  # working days: a year's; more is a slip of the finger


@dataclass(frozen=True, slots=True)
class Times:
    """How many working days a stage may take; how many before and after the due day people are reminded."""

    days: int
    remind_before: int
    remind_after: int
    escalate_after: int


# [OK] = our guess until the administration says otherwise: each row is a default that the page of handling times
# changes. The nämnd meets about once a month, so its stages are the longest.
DEFAULTS = {
    Stage.DECIDE: Times(days=5, remind_before=1, remind_after=1, escalate_after=5),
    Stage.SECOND: Times(days=3, remind_before=1, remind_after=1, escalate_after=3),
    Stage.COMMITTEE: Times(days=30, remind_before=5, remind_after=2, escalate_after=10),
    Stage.REVISE: Times(days=10, remind_before=2, remind_after=2, escalate_after=10),
    Stage.SIGN: Times(days=15, remind_before=3, remind_after=3, escalate_after=10),
    Stage.REPORT: Times(days=20, remind_before=5, remind_after=1, escalate_after=5),
    Stage.REPLY: Times(days=30, remind_before=5, remind_after=1, escalate_after=5),
}


class Period(Protocol):
    """Days from and with one to and with another."""

    @property
    def starts_on(self) -> date:
        """The first day."""

    @property
    def ends_on(self) -> date:
        """The last day."""


@dataclass(frozen=True, slots=True)
class Closing:
    """A freeze period as it is filled in."""

    starts_on: date
    ends_on: date
    reason: str


def due_on(days: int, on: date, freezes: Iterable[Period] = ()) -> date:
    """Return the last day for something that began on the date and may take so many working days.

    Never a day off, and never a day in a freeze period: nobody can be late with what may not be done.
    """
    day = next_working_day(working_days_after(on, days))
    periods = sorted(freezes, key=lambda period: period.starts_on)
    for period in periods:
        if period.starts_on <= day <= period.ends_on:
            day = next_working_day(period.ends_on + timedelta(days=1))
    return day


def times_problems(times: Times) -> list[Problem]:
    """Return what is wrong with a stage's times: out of range, or the notice upward before the reminder."""
    problems = [
        Problem(_("Skriv ett tal mellan 0 och %(most)s.", most=MOST_DAYS), field)
        for field in ("days", "remind_before", "remind_after", "escalate_after")
        if not 0 <= getattr(times, field) <= MOST_DAYS
    ]
    if problems:
        return problems
    if times.remind_before > times.days:
        problems.append(
            Problem(_("Påminnelsen före kan inte komma innan ärendet har kommit."), "remind_before")
        )
    if times.escalate_after < times.remind_after:
        problems.append(
            Problem(_("Den som väntas på ska påminnas innan närmast högre chef får veta."), "escalate_after")
        )
    return problems


def period_problems(period: Period, others: Iterable[Period]) -> list[Problem]:
    """Return what is wrong with a freeze period: it ends before it begins, or overlaps another."""
    if period.ends_on < period.starts_on:
        return [Problem(_("Sista dagen ligger före första dagen."), "ends_on")]
    for other in others:
        if period.starts_on <= other.ends_on and other.starts_on <= period.ends_on:
            return [
                Problem(
                    _(
                        "Perioden överlappar den som gäller %(first)s–%(last)s.",
                        first=other.starts_on,
                        last=other.ends_on,
                    ),
                    "starts_on",
                )
            ]
    return []


class Closed(Period, Protocol):
    """A freeze period: days, and why."""

    @property
    def reason(self) -> str:
        """Why nothing is sent then."""


def closed_for_sending(period: Closed) -> str:
    """Say that nothing is sent for decision now, until when and why."""
    return _(
        "Inget skickas för beslut till och med den %(last)s: %(reason)s. Du kan spara och skicka efter det.",
        last=period.ends_on,
        reason=period.reason,
    )


def soon_closed(period: Closed) -> str:
    """Say beforehand from when and until when nothing can be sent for decision, and why."""
    return _(
        "Från den %(first)s till och med den %(last)s kan du inte skicka för beslut: %(reason)s.",
        first=period.starts_on,
        last=period.ends_on,
        reason=period.reason,
    )


def closed_for_settling(period: Closed) -> str:
    """Warn whoever decides that it is a freeze period, until when and why: the decision can be made all the same."""
    return _(
        "Det är stängd period till och med den %(last)s: %(reason)s. Du kan besluta ändå. Skriv då gärna i "
        "motiveringen varför beslutet inte kan vänta.",
        last=period.ends_on,
        reason=period.reason,
    )
