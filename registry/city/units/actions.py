"""What changes who leads which unit. Who leads may decide, so the person's sessions end and begin anew."""

from datetime import datetime, timedelta
from uuid import UUID

from registry.access.actor import Actor
from registry.access.roles import Role
from registry.audit import actions as audit
from registry.audit import changes
from registry.audit.tags import Tag
from registry.city.accounts import queries as accounts
from registry.city.accounts import sessions, watchers
from registry.city.accounts.models import User
from registry.city.units import queries, rules
from registry.city.units.models import Appointment, Unit
from registry.city.units.structure import part_of
from registry.core import clock
from registry.core.database import session
from registry.core.errors import DomainError, Problem, refuse
from registry.core.i18n import _


def appoint(unit: Unit, row: Appointment, *, actor: Actor | None, at: datetime) -> None:
    """Store a new appointment over the unit. Raises DomainError at `user`, `starts_on`, `ends_on` or `substitute_for`.

    Whoever represents an organisation cannot lead in the city: nobody sits on both sides (KL 6:28).
    """
    user = _person(row.user_id)
    known = [_planned(one) for one in queries.appointments_of(user.id, unit.id)]
    refuse(rules.appointment_problems(_planned(row), part_of(unit), known))
    if any(grant.role is Role.PARTNER for grant in accounts.grants(user.id, on=clock.local(at).date())):
        raise DomainError(
            Problem(_("Den som företräder en organisation kan inte vara chef i staden."), "user")
        )
    row.unit_id = unit.id
    session.add(row)
    sessions.end_all(user.id, at=at)
    audit.record(user, Tag.APPOINTMENT_MADE, actor=actor, at=at, changes=changes.of(user))


def end_appointment(appointment: Appointment, *, actor: Actor, at: datetime) -> None:
    """End the appointment: yesterday was its last day. What was decided under it stands."""
    user = _person(appointment.user_id)
    appointment.ends_on = clock.local(at).date() - timedelta(days=1)
    sessions.end_all(user.id, at=at)
    audit.record(user, Tag.APPOINTMENT_ENDED, actor=actor, at=at, changes=changes.of(user))
    watchers.tell(at)


def _planned(row: Appointment) -> rules.Planned:
    return rules.Planned(row.user_id, row.starts_on, row.ends_on, row.substitute_for_id, row.post)


def _person(user_id: UUID) -> User:
    user = accounts.user(user_id)
    if user is None:
        raise DomainError(Problem(_("Kontot finns inte längre."), "user"))
    return user
