"""Reads over accounts: by address, the list, what roles somebody has and which sessions are open."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, true

from registry.access import check
from registry.access.actor import Actor
from registry.access.permissions import Permission
from registry.access.roles import Role
from registry.city.accounts.models import RoleGrant, User, UserSession
from registry.core.database import session
from registry.core.i18n import SOURCE
from registry.web.pagination import Page, page_of

HoldsPost = Callable[[UUID, date], bool]
_posts: dict[HoldsPost, None] = {}

MOST_SESSIONS = 100
MOST_GRANTS = 100
MOST_NAMES = 1000


@dataclass(frozen=True, slots=True)
class AccountPage:
    """One page of accounts, with each person's roles today by account."""

    page: Page
    roles: dict[UUID, list[Role]]


def valid(model: Any, on: date | ColumnElement[date]) -> ColumnElement[bool]:
    """Return the condition that a row with `starts_on` and `ends_on` holds on the date, both days included."""
    return and_(model.starts_on <= on, or_(model.ends_on.is_(None), model.ends_on >= on))


def plug(holds_post: HoldsPost) -> None:
    """Plug in who tells whether somebody holds a post on a date: that makes a manager, which no grant does."""
    _posts[holds_post] = None


def held_roles(user_id: UUID, on: date) -> frozenset[Role]:
    """Return the person's roles on the date, those that follow from a post too."""
    granted = {held.role for held in grants(user_id, on=on)} - {Role.MANAGER}
    return frozenset(granted | ({Role.MANAGER} if any(holds(user_id, on) for holds in _posts) else set()))


def by_email(email: str) -> User | None:
    """Return the account with the address, open or closed."""
    return session.scalar(select(User).where(User.email == email.strip().casefold()))


def mail_languages(emails: Iterable[str]) -> dict[str, str]:
    """Return in which language mail to each of the addresses is: as its account says, otherwise Swedish."""
    known = dict.fromkeys(emails, SOURCE)
    rows = select(User.email, User.mail_language).where(User.email.in_(known), User.is_active)
    return known | {
        row.email: row.mail_language for row in session.execute(rows.order_by(User.email).limit(100))
    }


def user(user_id: UUID) -> User | None:
    """Return the account."""
    return session.get(User, user_id)


def account(actor: Actor, account_id: UUID) -> User | None:
    """Return the account for an administrator to look after; None for everybody else."""
    return session.get(User, account_id) if _administers(actor) else None


def accounts(actor: Actor, *, on: date, words: str | None = None, cursor: str | None = None) -> AccountPage:
    """Return a page of all accounts by name, perhaps those whose name or address holds the words."""
    rows = select(User.id, User.name, User.email, User.title, User.is_active)
    rows = rows.where(true() if _administers(actor) else false())
    if words:
        part = f"%{_escaped(words.casefold())}%"
        rows = rows.where(
            or_(func.lower(User.name).like(part, escape="\\"), User.email.like(part, escape="\\"))
        )
    page = page_of(rows, [User.name, User.id], cursor=cursor)
    return AccountPage(page, roles_of((row.id for row in page.rows), on=on))


def roles_of(user_ids: Iterable[UUID], *, on: date) -> dict[UUID, list[Role]]:
    """Return the roles granted to each of these people on the date, in the order of the list of roles."""
    wanted = RoleGrant.user_id.in_(list(user_ids)), valid(RoleGrant, on)
    found: dict[UUID, set[Role]] = {}
    for user_id, role in session.execute(select(RoleGrant.user_id, RoleGrant.role).where(*wanted).distinct()):
        found.setdefault(user_id, set()).add(role)
    return {user_id: [role for role in Role if role in roles] for user_id, roles in found.items()}


def grants(user_id: UUID, *, on: date | None = None) -> list[RoleGrant]:
    """Return the person's role grants, the latest first; with a date those that hold then."""
    rows = select(RoleGrant).where(RoleGrant.user_id == user_id, valid(RoleGrant, on) if on else true())
    return list(session.scalars(rows.order_by(RoleGrant.starts_on.desc(), RoleGrant.id).limit(MOST_GRANTS)))


def grant(actor: Actor, account_id: UUID, grant_id: UUID) -> tuple[User, RoleGrant] | None:
    """Return an account with one of its grants, for an administrator."""
    rows = select(User, RoleGrant).join(RoleGrant, RoleGrant.user_id == User.id)
    found = session.execute(rows.where(User.id == account_id, RoleGrant.id == grant_id)).one_or_none()
    return (found[0], found[1]) if found and _administers(actor) else None


def has_administrator(*, on: date, besides: UUID | None = None) -> bool:
    """Return whether somebody who can sign in, perhaps besides one person, is an administrator on the date."""
    rows = select(User.id).join(RoleGrant, RoleGrant.user_id == User.id)
    rows = rows.where(RoleGrant.role == Role.ADMINISTRATOR, valid(RoleGrant, on), User.is_active)
    if besides:
        rows = rows.where(User.id != besides)
    return session.scalar(rows.limit(1)) is not None


def administrators(*, on: date) -> int:
    """Return how many people who can sign in are administrators on the date."""
    rows = select(func.count(RoleGrant.user_id.distinct())).join(User, RoleGrant.user_id == User.id)
    rows = rows.where(RoleGrant.role == Role.ADMINISTRATOR, valid(RoleGrant, on), User.is_active)
    return session.scalar(rows) or 0


def people(*, having: Role | None = None, but: Role | None = None, on: date) -> list[User]:
    """Return the open accounts by name, perhaps those with a role on the date or without one: to choose among."""
    rows = select(User).where(User.is_active)
    if having:
        rows = rows.where(User.id.in_(_holders(having, on)))
    if but:
        rows = rows.where(User.id.not_in(_holders(but, on)))
    return list(session.scalars(rows.order_by(User.name, User.id).limit(1000)))


def names_of(ids: Collection[UUID]) -> dict[UUID, str]:
    """Return what the people of these accounts are called."""
    rows = select(User.id, User.name).where(User.id.in_(ids)).order_by(User.id).limit(MOST_NAMES)
    return dict(session.execute(rows).tuples().all()) if ids else {}


def own_sessions(actor: Actor, *, at: datetime) -> list[UserSession]:
    """Return the actor's open sessions, the most recently used first."""
    mine = UserSession.user_id == actor.user_id, UserSession.ended_at.is_(None), UserSession.expires_at > at
    order = UserSession.last_seen_at.desc(), UserSession.id
    return list(session.scalars(select(UserSession).where(*mine).order_by(*order).limit(MOST_SESSIONS)))


def own_session(actor: Actor, session_id: UUID) -> UserSession | None:
    """Return one of the actor's own sessions; somebody else's does not exist."""
    mine = UserSession.id == session_id, UserSession.user_id == actor.user_id
    return session.scalar(select(UserSession).where(*mine))


def _holders(role: Role, on: date) -> Select[tuple[UUID]]:
    return select(RoleGrant.user_id).where(RoleGrant.role == role, valid(RoleGrant, on))


def _administers(actor: Actor) -> bool:
    return check.allows(Permission.ACCOUNT_ADMIN, actor)


def _escaped(words: str) -> str:
    return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
