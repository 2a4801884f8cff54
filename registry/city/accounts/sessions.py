"""Sessions in a table: a random token in the cookie, its SHA-256 with us, ended by time, by the person or by a change.

Flask's signed cookie would still work after signing out. A row that is ended stays ended, whatever the clock does.
"""

import hashlib
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, ClassVar, Protocol, cast
from uuid import UUID

from flask import current_app
from sqlalchemy import CursorResult, delete, func, select, update

from registry.access.actor import Actor
from registry.city.accounts.models import User, UserSession
from registry.core.columns import new_id
from registry.core.database import session

NOTED_EVERY = timedelta(minutes=1)
KEPT = timedelta(days=30)


class Executes(Protocol):
    """A database session or a connection."""

    def execute(self, statement: Any) -> Any: ...


@dataclass(frozen=True, slots=True)
class Opened:
    """A session just opened. The token goes into the cookie and is known nowhere else."""

    id: UUID
    token: str
    csrf_secret: str


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody signed in, with the session that says so; what `flask_login.current_user` is."""

    actor: Actor
    session_id: UUID
    csrf_secret: str
    last_seen_at: datetime
    expires_at: datetime
    sent: str | None = None
    landed: str | None = None
    here_before: datetime | None = None

    is_authenticated: ClassVar[bool] = True
    is_active: ClassVar[bool] = True
    is_anonymous: ClassVar[bool] = False

    def get_id(self) -> str:
        """Return the session's identifier, as Flask-Login asks; nothing is looked up by it."""
        return str(self.session_id)

    def ends_at(self) -> datetime:
        """Return when the session ends if nothing more is done: idle 30 min (partner 20), at most 10 h (ASVS 7.3)."""
        chosen = current_app.config["SETTINGS"]
        idle = timedelta(minutes=chosen.idle_partner if self.actor.is_partner else chosen.idle_staff)
        return min(self.last_seen_at + idle, self.expires_at)

    def note_sent(self, digest: str, landed: str) -> None:
        """Remember the form that was sent last and where it led, so that the same one sent again does nothing more."""
        mine = UserSession.id == self.session_id
        session.execute(update(UserSession).where(mine).values(sent=digest, landed=landed))

    def seen(self, at: datetime) -> "SignedIn":
        """Return the same, seen at the moment."""
        return replace(self, last_seen_at=max(at, self.last_seen_at))


def digest(token: str) -> str:
    """Return the SHA-256 of a token, the only form in which it is stored."""
    return hashlib.sha256(token.encode()).hexdigest()


def open(user: User, *, at: datetime, device: str) -> Opened:
    """Open a session with a new random token (256 bits) and CSRF secret. Rows that ended long ago are removed.

    It keeps when the person was here before it: what has changed since is told from then on, whatever is read.
    """
    before = session.scalar(select(func.max(UserSession.last_seen_at)).where(UserSession.user_id == user.id))
    long_over = UserSession.expires_at < at - KEPT
    session.execute(delete(UserSession).where(UserSession.user_id == user.id, long_over))
    opened = Opened(new_id(), secrets.token_urlsafe(32), secrets.token_hex(32))
    row = UserSession(
        id=opened.id,
        digest=digest(opened.token),
        user_id=user.id,
        csrf_secret=opened.csrf_secret,
        created_at=at,
        last_seen_at=at,
        here_before=before,
        expires_at=at + timedelta(hours=current_app.config["SETTINGS"].absolute_hours),
        device=device[:200],
    )
    session.add(row)
    return opened


def renew(session_id: UUID) -> str:
    """Give the session a new token and return it; the old one is worth nothing from now on (ASVS 7.2.4)."""
    token = secrets.token_urlsafe(32)
    session.execute(update(UserSession).where(UserSession.id == session_id).values(digest=digest(token)))
    return token


def user_of(csrf_secret: str) -> UUID | None:
    """Return who had the session with this secret, open or ended; None when there is no such session."""
    return session.scalar(select(UserSession.user_id).where(UserSession.csrf_secret == csrf_secret))


def end(session_id: UUID, *, at: datetime, within: Executes = session) -> None:
    """End a session; one that has ended already keeps its moment."""
    mine = UserSession.id == session_id, UserSession.ended_at.is_(None)
    within.execute(update(UserSession).where(*mine).values(ended_at=at))


def end_token(token: str, *, at: datetime) -> None:
    """End the session of a cookie, whoever it belongs to: sign-in never goes on with an old session."""
    mine = UserSession.digest == digest(token), UserSession.ended_at.is_(None)
    session.execute(update(UserSession).where(*mine).values(ended_at=at))


def end_all(user_id: UUID, *, at: datetime, but: UUID | None = None) -> int:
    """End all the person's sessions, perhaps but one, and return how many were open."""
    theirs = [UserSession.user_id == user_id, UserSession.ended_at.is_(None)]
    if but:
        theirs.append(UserSession.id != but)
    done = session.execute(update(UserSession).where(*theirs).values(ended_at=at))
    return cast("CursorResult[Any]", done).rowcount


def touch(session_id: UUID, *, at: datetime, within: Executes = session) -> None:
    """Note that the session was used. A clock set back never takes time away from it."""
    mine = UserSession.id == session_id, UserSession.last_seen_at < at
    within.execute(update(UserSession).where(*mine).values(last_seen_at=at))
