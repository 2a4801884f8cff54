"""Reads over absences."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from registry.access.actor import Actor
from registry.city.accounts.models import User
from registry.city.units.models import Absence, Appointment, Unit
from registry.core.database import session


def of(user_id: UUID, on: date) -> list[Absence]:
    """Return the person's absences that are not over on the date, the earliest first."""
    rows = select(Absence).where(Absence.user_id == user_id, Absence.ends_on >= on)
    return list(session.scalars(rows.order_by(Absence.starts_on, Absence.id).limit(100)))


def absence(actor: Actor, absence_id: UUID) -> Absence | None:
    """Return an absence; None for a partner."""
    return None if actor.is_partner else session.get(Absence, absence_id)


def person(actor: Actor, account_id: UUID) -> User | None:
    """Return somebody in the house; None for a partner."""
    return None if actor.is_partner else session.get(User, account_id)


def substitute_ids(user_id: UUID, on: date) -> list[UUID]:
    """Return who stands in for the person on the date or later."""
    rows = select(Appointment.user_id).where(Appointment.substitute_for_id == user_id)
    rows = rows.where(Appointment.ends_on.is_(None) | (Appointment.ends_on >= on))
    return list(session.scalars(rows.distinct().order_by(Appointment.user_id).limit(100)))


def substitutes(user_id: UUID, on: date) -> list[tuple[str, str, date, date | None]]:
    """Return who stands in for the person from the date on: name, unit, first and last day; the earliest first."""
    rows = (
        select(User.name, Unit.name.label("unit"), Appointment.starts_on, Appointment.ends_on)
        .join(User, User.id == Appointment.user_id)
        .join(Unit, Unit.id == Appointment.unit_id)
        .where(Appointment.substitute_for_id == user_id)
        .where(Appointment.ends_on.is_(None) | (Appointment.ends_on >= on))
        .order_by(Appointment.starts_on, Appointment.id)
    )
    return [(row.name, row.unit, row.starts_on, row.ends_on) for row in session.execute(rows.limit(100))]
