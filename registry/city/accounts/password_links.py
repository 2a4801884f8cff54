"""How a password is chosen without anybody else seeing it: a link by mail that works once, and for a short time.

The same for a new account, for who forgot the password and for whoever an administrator lets choose a new one (ASVS 5.0
6.4.1, 6.4.3). The token is made when the mail is sent and stored hashed: neither outbox nor log ever holds a key.
"""

import logging
import secrets
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from flask import current_app
from sqlalchemy import delete, select

from registry.access.actor import Actor
from registry.audit import actions as audit
from registry.audit import changes
from registry.audit.tags import Tag
from registry.city.accounts import passwords, queries, rules, sessions, throttle
from registry.city.accounts.models import PasswordLink, User
from registry.core import jobs
from registry.core.database import session
from registry.core.errors import DomainError, refuse
from registry.core.i18n import _
from registry.notifications import messages

log = logging.getLogger(__name__)

JOB = "accounts.password_link"


class LinkReason(StrEnum):
    """Why somebody gets a link: the name of the text that goes with it."""

    INVITED = "invited"
    FORGOTTEN = "password_forgotten"
    RENEWED = "password_renewed"


def send(user: User, occasion: LinkReason, *, actor: Actor | None, at: datetime) -> None:
    """Mail the person a link to choose a password. Whoever asks for it, an administrator too, never sees it."""
    _enqueue(user.email, occasion, at)
    audit.record(user, Tag.CREDENTIALS_LINK_SENT, actor=actor, at=at, changes=())


def renew(user: User, *, actor: Actor, at: datetime) -> None:
    """Let somebody choose a new password, and end the person's sessions: it may be somebody else who has the old one.

    Raises DomainError for a closed account.
    """
    if not user.is_active:
        raise DomainError(_("Kontot är stängt. Öppna det först."))
    sessions.end_all(user.id, at=at)
    send(user, LinkReason.RENEWED, actor=actor, at=at)


def ask(email: str, *, address: str, at: datetime) -> None:
    """Mail a link to whoever forgot the password. Does the same, and takes as long, whether there is such an account.

    An account gets one at a time, ever more seldom, up to every twenty minutes; so whoever asks in another's name stops
    nobody. Raises TooOften when there have been too many from the network address.
    """
    if throttle.may_ask(email, address, at):
        _enqueue(email.strip().casefold(), LinkReason.FORGOTTEN, at)


def mail(payload: dict[str, Any], at: datetime) -> None:
    """Make the link and send it; nothing for an address without an open account."""
    user = queries.by_email(payload["email"])
    if user is None or not user.is_active:
        return
    user_id, token, minutes = user.id, secrets.token_urlsafe(32), _minutes()
    unsent = messages.password_link(
        LinkReason(payload["occasion"]),
        to=user.email, token=token, minutes=minutes, at=at, language=user.mail_language,
    )  # fmt: skip
    if unsent:
        log.warning("password link not sent", extra={"reason": unsent})
        return
    _store(token, user_id, at)


def open_link(user: User, *, at: datetime) -> str:
    """Return the token of a new link, for the command that makes the first administrators where no mail goes out."""
    token = secrets.token_urlsafe(32)
    _store(token, user.id, at)
    return token


def owner(token: str, at: datetime) -> User | None:
    """Return whose open account the link belongs to; None when it is used, too old or never was."""
    mine = PasswordLink.digest == sessions.digest(token), PasswordLink.expires_at > at, User.is_active
    return session.scalar(select(User).join(PasswordLink, PasswordLink.user_id == User.id).where(*mine))


def choose(token: str, new: str, *, at: datetime) -> None:
    """Set the password of the link's owner: the link is used up, all sessions end, and the person is told by mail.

    Raises DomainError, at `new` when it is the password that cannot be chosen.
    """
    user = owner(token, at)
    if user is None:
        raise DomainError(_("Länken gäller inte längre. Be om en ny."))
    refuse(rules.password_problems(new, (user.name, user.email, user.title or ""), "new"))
    use_up(user)
    user.password_hash = passwords.hash(new)
    sessions.end_all(user.id, at=at)
    throttle.forgive(throttle.account_key(user.email))
    by = Actor(user_id=user.id, name=user.name, title=user.title)
    audit.record(user, Tag.CREDENTIALS_CHANGED, actor=by, at=at, changes=changes.of(user))
    messages.password_changed(to=user.email, at=at, language=user.mail_language)


def use_up(user: User) -> None:
    """Let every link that the person has got be worth nothing from now on."""
    session.execute(delete(PasswordLink).where(PasswordLink.user_id == user.id))


def _enqueue(email: str, occasion: LinkReason, at: datetime) -> None:
    jobs.enqueue(JOB, {"email": email, "occasion": occasion.value}, at=at)


def _store(token: str, user_id: Any, at: datetime) -> None:
    session.execute(delete(PasswordLink).where(PasswordLink.expires_at <= at))
    expires = at + timedelta(minutes=_minutes())
    session.add(PasswordLink(digest=sessions.digest(token), user_id=user_id, expires_at=expires))


def _minutes() -> int:
    return int(current_app.config["SETTINGS"].password_link_minutes)
