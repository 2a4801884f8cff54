"""The organisation as it would be when an account, a post or a unit ends: what is said before it does. Pure."""

from dataclasses import replace
from datetime import date, timedelta

from registry.city.accounts.hanging import Closure
from registry.city.units.structure import Holder, UnitStructure

DAY = timedelta(days=1)


def first_day(ending: Closure, today: date) -> date:
    """Return the first day without what ends: today, or the day after a unit's last."""
    return max(today, ending.last_on + DAY) if ending.last_on else today


def without(structure: UnitStructure, ending: Closure, today: date) -> UnitStructure:
    """Return the organisation as it would be, of all times."""
    appointments = tuple(
        replace(one, ends_on=today - DAY) if ending.appointment_id == one.appointment_id is not None else one
        for one in structure.appointments
    )
    parts = tuple(
        replace(part, ends_on=ending.last_on, successor_id=ending.successor_id)
        if part.id == ending.unit_id and ending.last_on
        else part
        for part in structure.parts
    )
    closed = structure.closed | ({ending.account_id} if ending.account_id else set())
    return replace(structure, parts=parts, appointments=appointments, closed=closed)


def posts_in(structure: UnitStructure, ending: Closure, today: date) -> tuple[Holder, ...]:
    """Return the posts that are held or to be held by what ends: those of the account, or the appointment."""
    return tuple(
        one
        for one in structure.appointments
        if (one.ends_on is None or one.ends_on >= today)
        and (one.user_id == ending.account_id or ending.appointment_id == one.appointment_id is not None)
    )
