"""People for the tests: accounts, roles, units and appointments as they are stored."""

from datetime import UTC, date, datetime
from uuid import UUID

from registry.access.actor import Actor
from registry.access.roles import Post, Role
from registry.audit import guard
from registry.city.accounts.models import RoleGrant, User
from registry.city.accounts.powers import actions as powers
from registry.city.accounts.powers import queries as powers_waiting
from registry.city.units import queries
from registry.city.units.models import Appointment, Unit, UnitKind
from registry.core.database import session
from registry.partners.organisations.models import Organisation, Sector
from tests.passwords import quick_hash

NOON = datetime(2026, 11, 21, 11, 0, tzinfo=UTC)
LONG_AGO = date(2020, 1, 1)
STAFF = "handlaggare@demo.example"
PASSWORD = "korrekt häst batteri häftstift"
HASH = quick_hash(PASSWORD)


def stored(row):
    """Put a row there as what a test starts from; the log need not tell of it."""
    with guard.resting():
        session.add(row)
        session.flush()
    return row


def account(
    email: str = "handlaggare@demo.example", *roles: Role, password: str | None = HASH, active: bool = True
) -> User:
    """Store an account with these roles since long ago."""
    name = email.split("@", maxsplit=1)[0].capitalize()
    user = User(email=email, name=name, password_hash=password, is_active=active, created_at=NOON)
    stored(user)
    for role in roles:
        role_of(user, role)
    return user


def role_of(
    user: User,
    role: Role,
    organisation: UUID | None = None,
    starts_on: date = LONG_AGO,
    ends_on: date | None = None,
):
    row = RoleGrant(
        user_id=user.id, role=role, organisation_id=organisation, starts_on=starts_on, ends_on=ends_on
    )
    return stored(row)


def organisation(name: str = "Föreningen Exempel") -> Organisation:
    row = Organisation(name=name, sort_name=name, sector=Sector.CIVIL, created_at=NOON)
    return stored(row)


def unit(code: str, parent: Unit | None = None, kind: UnitKind = UnitKind.UNIT, **more) -> Unit:
    row = Unit(code=code, name=code.capitalize(), kind=kind, parent_id=parent.id if parent else None, **more)
    return stored(row)


def appointment(
    user: User,
    of: Unit,
    post: Post = Post.UNIT_HEAD,
    *,
    starts_on: date = LONG_AGO,
    ends_on: date | None = None,
    instead_of: User | None = None,
) -> Appointment:
    row = Appointment(user_id=user.id, unit_id=of.id, post=post, starts_on=starts_on, ends_on=ends_on)
    row.substitute_for_id = instead_of.id if instead_of else None
    return stored(row)


def confirm_powers(second: Actor, at: datetime = NOON) -> int:
    """Let a second administrator confirm what waits, and return how many it was."""
    waiting = powers_waiting.waiting()
    for row in waiting:
        powers.confirm(row, seen=row.version, actor=second, at=at)
    return len(waiting)


def actor_of(user: User, *roles: Role, session_id: UUID | None = None) -> Actor:
    return Actor(user_id=user.id, name=user.name, roles=frozenset(roles), session_id=session_id)


def holder_of(post, unit_id, on):
    """Return who answers for the unit on the date: the ordinary holder of the post closest above."""
    return next(iter(queries.structure().responsible(post, unit_id, on)), None)
