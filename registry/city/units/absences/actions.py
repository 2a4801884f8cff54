"""Registering that somebody is away, and that somebody is back. What waits for that person is looked at again."""

from datetime import date, datetime, timedelta
from uuid import UUID

from registry.access.actor import Actor
from registry.audit import actions as audit
from registry.audit.tags import Tag
from registry.city.accounts import hanging, watchers
from registry.city.accounts.hanging import Closure
from registry.city.units.absences import queries, rules
from registry.city.units.models import Absence
from registry.core import clock
from registry.core.database import session
from registry.core.errors import DomainError, Problem, refuse
from registry.core.i18n import _


def add(
    user_id: UUID,
    *,
    starts_on: date | None,
    ends_on: date | None,
    note: str | None,
    actor: Actor,
    at: datetime,
) -> Absence:
    """Register that the person is away, first and last day included. Raises DomainError at `starts_on` or `ends_on`.

    Also for whoever would choose by it who decides what that person prepared, or decide it.
    """
    refuse(problems(user_id, starts_on, ends_on, at=at))
    refuse(hanging.problems(actor, Closure(account_id=user_id), clock.local(at).date()))
    row = Absence(user_id=user_id, starts_on=starts_on, ends_on=ends_on, note=note or None)
    session.add(row)
    audit.record(row, Tag.ABSENCE_ADDED, actor=actor, at=at)
    watchers.tell(at)
    return row


def problems(user_id: UUID, starts_on: date | None, ends_on: date | None, *, at: datetime) -> list[Problem]:
    """Return why the absence cannot be registered."""
    on = clock.local(at).date()
    known = [(one.starts_on, one.ends_on) for one in queries.of(user_id, on)]
    return list(rules.absence_problems(starts_on, ends_on, on=on, known=known))


def remove(absence: Absence, *, actor: Actor, at: datetime) -> None:
    """End the absence: yesterday was its last day; one not begun is taken away. Raises DomainError when it is over."""
    on = clock.local(at).date()
    if absence.ends_on < on:
        raise DomainError(_("Frånvaron är redan slut."))
    if absence.starts_on < on:
        absence.ends_on = on - timedelta(days=1)
    else:
        session.delete(absence)
        session.flush()
    audit.record(absence, Tag.ABSENCE_REMOVED, actor=actor, at=at)
    watchers.tell(at)
