"""What changes who leads which unit. Who leads may decide, so the person's sessions end and begin anew."""

from datetime import datetime, timedelta
from uuid import UUID

from registry.access.actor import Actor
from registry.access.roles import Role
from registry.audit import actions as audit
from registry.audit import changes
from registry.audit.tags import Tag
from registry.city.accounts import hanging, sessions, watchers
from registry.city.accounts import queries as accounts
from registry.city.accounts import rules as account_rules
from registry.city.accounts.hanging import Closure
from registry.city.accounts.models import User
from registry.city.accounts.powers import rules as power_rules
from registry.city.units import queries, rules
from registry.city.units.models import Appointment, Unit
from registry.city.units.structure import part_of
from registry.core import clock
from registry.core.database import session
from registry.core.errors import DomainError, Problem, refuse
from registry.core.fields import value_of
from registry.core.i18n import _
from registry.settings import current


def appoint(unit: Unit, row: Appointment, *, actor: Actor | None, at: datetime) -> None:
    """Store a new appointment over the unit, which holds from the day it is stored at the earliest.

    It binds the city, so pages go the way of `appointing`. Raises DomainError at `user`, `starts_on`, `ends_on`,
    `case_number` or `substitute_for`, and for the actor's own post or substitute.
    """
    user = _person(row.user_id)
    if actor:
        refuse(power_rules.giving_problems(actor.user_id, (row.user_id, row.substitute_for_id)))
    refuse(appointment_problems(unit, row, at=at))
    row.unit_id, row.recorded_on = unit.id, clock.local(at).date()
    session.add(row)
    sessions.end_all(user.id, at=at)
    audit.record(user, Tag.APPOINTMENT_MADE, actor=actor, at=at, changes=changes.of(user))
    watchers.tell(at)


def appointment_problems(unit: Unit, row: Appointment, *, at: datetime) -> list[Problem]:
    """Return why the person cannot be appointed over the unit.

    Whoever represents an organisation cannot lead in the city: nobody sits on both sides (KL 6:28).
    """
    user, on = _person(row.user_id), clock.local(at).date()
    known = [_planned(one) for one in queries.appointments_of(user.id, unit.id)]
    instead_of = queries.held_over(row.substitute_for_id, unit.id, row.post) if row.substitute_for_id else ()
    found = rules.appointment_problems(
        _planned(row), part_of(unit), known, [_planned(one) for one in instead_of], today=on
    )
    held, problems = accounts.held_roles(user.id, on), list(found)
    if Role.PARTNER in held:
        words = _("Den som företräder en organisation kan inte vara chef i staden.")
        problems.append(Problem(words, "user"))
    apart = account_rules.roles_apart(current().roles_apart)
    refused = account_rules.apart_refusals(held - {Role.MANAGER}, Role.MANAGER, apart)
    return problems + [Problem(words, "user") for words in refused]


def end_appointment(appointment: Appointment, *, actor: Actor, at: datetime) -> None:
    """End the appointment: yesterday was its last day. What was decided under it stands.

    Raises DomainError for whoever would choose by it who decides what that person prepared, or decide it.
    """
    user, on = _person(appointment.user_id), clock.local(at).date()
    refuse(hanging.problems(actor, Closure(appointment_id=appointment.id), on))
    appointment.ends_on = on - timedelta(days=1)
    sessions.end_all(user.id, at=at)
    audit.record(user, Tag.APPOINTMENT_ENDED, actor=actor, at=at, changes=changes.of(user))
    watchers.tell(at)


def _planned(row: Appointment) -> rules.Planned:
    return value_of(rules.Planned, row)


def _person(user_id: UUID) -> User:
    user = accounts.user(user_id)
    if user is None:
        raise DomainError(Problem(_("Kontot finns inte längre."), "user"))
    return user
