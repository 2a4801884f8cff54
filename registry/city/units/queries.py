"""Reads over the city's organisation, and the one statement that tells who a request comes from."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Row, Select, and_, bindparam, exists, or_, select
from sqlalchemy.orm import aliased

from registry.access.actor import Actor, HeldPost
from registry.access.roles import Post, Role
from registry.city.accounts import queries as accounts
from registry.city.accounts.models import RoleGrant, User, UserSession
from registry.city.accounts.queries import valid
from registry.city.accounts.sessions import SignedIn
from registry.city.units.models import Absence, Appointment, Unit, UnitKind, UnitWriter
from registry.city.units.structure import Away, Branch, Holder, UnitStructure, UnitValue
from registry.core import clock
from registry.core.database import session
from registry.core.fields import value_of
from registry.core.read_once import read_once
from registry.core.rows_together import BoundedRows, read_together
from registry.core.text import swedish_key

MOST_UNITS = 5000
MOST_APPOINTMENTS = 20000
_substituted = aliased(User)


def signed_in(digest: str, at: datetime) -> SignedIn | None:
    """Return who the session belongs to, with roles, posts and organisations as they are today; one statement.

    None for an unknown or ended session and for a closed account. Whether it has run out is told by `ends_at`.
    """
    values = {"digest": digest, "on": clock.local(at).date()}
    rows = session.connection().execute(_signed_in(), values).all()
    if not rows:
        return None
    return value_of(SignedIn, rows[0], actor=_actor(rows))


@cache
def _signed_in() -> Select[Any]:
    """Built once, and of tables: putting it together, and looking for records in it, costs more than the answer."""
    on = bindparam("on", type_=Date)
    user, visit = User.__table__.c, UserSession.__table__.c
    grant, appointment = RoleGrant.__table__.c, Appointment.__table__.c
    instead_of = User.__table__.alias("instead_of")
    granted = and_(grant.user_id == user.id, valid(grant, on))
    writer = UnitWriter.__table__.c
    appointed = and_(appointment.user_id == user.id, _is_held(appointment, on))
    asked = and_(writer.user_id == user.id, valid(writer, on))
    return (
        select(
            user.id, user.name, user.title,
            visit.id.label("session_id"), visit.csrf_secret, visit.sent, visit.landed,
            visit.last_seen_at, visit.expires_at, visit.here_before,
            grant.role, grant.organisation_id,
            appointment.post, appointment.unit_id, instead_of.c.name.label("substitute_for"),
            writer.unit_id.label("writes_for"),
        )
        .select_from(UserSession.__table__)
        .join(User.__table__, user.id == visit.user_id)
        .outerjoin(RoleGrant.__table__, granted)
        .outerjoin(Appointment.__table__, appointed)
        .outerjoin(UnitWriter.__table__, asked)
        .outerjoin(instead_of, instead_of.c.id == appointment.substitute_for_id)
        .where(visit.digest == bindparam("digest"), visit.ended_at.is_(None), user.is_active)
        .order_by(appointment.id, grant.id)
    )  # fmt: skip


def _is_held(row: Any, on: Any) -> ColumnElement[bool]:
    """The appointment holds on the date; that of a substitute while the other one has the post, or nobody after that.

    As `structure` has it.
    """
    principal = Appointment.__table__.alias("principal").c
    ordinary = Appointment.__table__.alias("ordinary").c
    same = (
        principal.user_id == row.substitute_for_id,
        principal.unit_id == row.unit_id,
        principal.post == row.post,
    )
    there = exists().where(*same, valid(principal, on))
    left = exists().where(
        *same,
        principal.substitute_for_id.is_(None),
        principal.ends_on < on,
        principal.ends_on >= row.starts_on,
    )
    someone = exists().where(
        ordinary.unit_id == row.unit_id, ordinary.post == row.post, ordinary.substitute_for_id.is_(None),
        valid(ordinary, on), or_(ordinary.recorded_on.is_(None), ordinary.recorded_on <= on),
    )  # fmt: skip
    return and_(
        valid(row, on),
        or_(row.recorded_on.is_(None), row.recorded_on <= on),
        or_(row.substitute_for_id.is_(None), there, and_(left, ~someone)),
    )


def _actor(rows: Iterable[Row[Any]]) -> Actor:
    rows = list(rows)
    posts = dict.fromkeys(HeldPost(row.post, row.unit_id, row.substitute_for) for row in rows if row.post)
    granted = {row.role for row in rows if row.role}
    managing = {Role.MANAGER} if posts else set()
    return Actor(
        user_id=rows[0].id,
        name=rows[0].name,
        title=rows[0].title,
        roles=frozenset(
            (granted - {Role.MANAGER}) | managing
        ),  # a manager is who holds a post, and nobody else
        posts=tuple(posts),
        organisation_ids=frozenset(row.organisation_id for row in rows if row.organisation_id),
        session_id=rows[0].session_id,
        writes_for=frozenset(row.writes_for for row in rows if row.writes_for),
    )


def actor_of(user: User, on: date) -> Actor:
    """Return the person as an actor, with the roles, posts and organisations of the date, outside of a session."""
    posts = tuple(HeldPost(row.post, row.unit_id) for row in _held(user.id, on))
    granted = accounts.grants(user.id, on=on)
    return Actor(
        user.id,
        user.name,
        user.title,
        roles=frozenset({one.role for one in granted} | ({Role.MANAGER} if posts else set())),
        posts=posts,
        organisation_ids=frozenset(one.organisation_id for one in granted if one.organisation_id),
        writes_for=frozenset(one.unit_id for one in writers(on, user_id=user.id)),
    )


def writers(on: date, *, user_id: UUID | None = None, unit_id: UUID | None = None) -> Sequence[UnitWriter]:
    """Return who is asked to write for which unit on the date; of one person or one unit where that is said."""
    rows = select(UnitWriter).where(valid(UnitWriter, on))
    rows = rows.where(UnitWriter.user_id == user_id) if user_id else rows
    rows = rows.where(UnitWriter.unit_id == unit_id) if unit_id else rows
    return session.scalars(rows.order_by(UnitWriter.id).limit(1000)).all()


def was_asked(on: date, *, user_id: UUID, unit_id: UUID) -> bool:
    """Return whether the person was asked on the date to write for the unit, taken back since or not."""
    rows = select(UnitWriter.id).where(UnitWriter.user_id == user_id, UnitWriter.unit_id == unit_id)
    return session.scalar(rows.where(UnitWriter.starts_on == on).limit(1)) is not None


def holds_post(user_id: UUID, on: date) -> bool:
    """Return whether the person holds any post on the date."""
    return bool(_held(user_id, on))


def _held(user_id: UUID, on: date) -> Sequence[Appointment]:
    mine = select(Appointment).where(Appointment.user_id == user_id, _is_held(Appointment, on))
    return session.scalars(mine.order_by(Appointment.id).limit(1000)).all()


@read_once(Unit, Appointment, User, Absence)
def structure() -> UnitStructure:
    """Return the whole organisation of all times as a value; one statement. Units from the top, by name."""
    level = {kind: number for number, kind in enumerate(UnitKind)}
    units, holders, absences = read_together(*_structure())
    parts = sorted(
        (UnitValue(*row) for row in units), key=lambda part: (level[part.kind], swedish_key(part.name))
    )
    appointed = [(Holder(*row), is_active) for *row, is_active in holders]
    return UnitStructure(
        tuple(parts),
        tuple(holder for holder, _is_active in appointed),
        tuple(Away(*row) for row in absences),
        frozenset(holder.user_id for holder, is_active in appointed if not is_active),
    )


@cache
def _structure() -> tuple[BoundedRows, ...]:
    units = (
        Unit.id, Unit.parent_id, Unit.code, Unit.kind, Unit.name, Unit.cost_centre,
        Unit.starts_on, Unit.ends_on, Unit.note, Unit.successor_id,
    )  # fmt: skip
    holders = (
        User.id, User.name, User.title, Appointment.post, Appointment.unit_id,
        Appointment.starts_on, Appointment.ends_on, _substituted.name, Appointment.id,
        Appointment.substitute_for_id, Appointment.recorded_on, Appointment.acts_beside, User.is_active,
    )  # fmt: skip
    appointed = (
        select(*holders)
        .join(User, User.id == Appointment.user_id)
        .outerjoin(_substituted, _substituted.id == Appointment.substitute_for_id)
    )
    away = select(Absence.user_id, Absence.starts_on, Absence.ends_on)
    return (
        BoundedRows(select(*units), (Unit.name, Unit.id), MOST_UNITS),
        BoundedRows(appointed, (Appointment.starts_on, Appointment.id), MOST_APPOINTMENTS),
        BoundedRows(away, (Absence.starts_on, Absence.id), MOST_APPOINTMENTS),
    )


def successors(unit: Unit, on: date) -> list[tuple[UUID, str]]:
    """Return the units that can take over from the unit: there on the date, of the same level or above, by name."""
    parts = structure().parts
    level = {kind: number for number, kind in enumerate(UnitKind)}
    there = (part for part in parts if part.is_valid(on) and level[part.kind] <= level[unit.kind])
    return [(part.id, part.name) for part in there if part.id != unit.id]


def tree(actor: Actor, on: date) -> list[Branch]:
    """Return all units in the tree's order as they are on the date; nothing for a partner."""
    return [] if actor.is_partner else structure().tree(on)


def unit(actor: Actor, unit_id: UUID) -> Unit | None:
    """Return the unit; only staff look at the organisation."""
    return None if actor.is_partner else session.get(Unit, unit_id)


def appointments_of(user_id: UUID, unit_id: UUID) -> list[Appointment]:
    """Return the person's appointments over the unit, past and coming, the earliest first."""
    rows = select(Appointment).where(Appointment.user_id == user_id, Appointment.unit_id == unit_id)
    return list(session.scalars(rows.order_by(Appointment.starts_on, Appointment.id).limit(1000)))


def held_over(user_id: UUID, unit_id: UUID, post: Post) -> list[Appointment]:
    """Return the person's appointments to one post over the unit, past and coming, the earliest first."""
    return [one for one in appointments_of(user_id, unit_id) if one.post is post]


def by_code(code: str) -> Unit | None:
    """Return the unit with the code, which never changes when the name does."""
    return session.scalar(select(Unit).where(Unit.code == code))


def ancestors(unit_id: UUID) -> tuple[UnitValue, ...]:
    """Return the units above, lowest first, without the unit itself."""
    return structure().path_up(unit_id)[1:]


def appointment(actor: Actor, unit_id: UUID, appointment_id: UUID) -> tuple[Unit, Appointment] | None:
    """Return a unit with one of its appointments."""
    rows = select(Unit, Appointment).join(Appointment, Appointment.unit_id == Unit.id)
    found = session.execute(rows.where(Unit.id == unit_id, Appointment.id == appointment_id)).one_or_none()
    return (found[0], found[1]) if found and not actor.is_partner else None
