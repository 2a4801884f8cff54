"""The demo's accounts and the password that they share; what fills the demo otherwise is in `seed`."""

from datetime import datetime

from sqlalchemy import select

from registry.audit import actions as audit
from registry.audit.tags import Tag
from registry.city.accounts import passwords
from registry.city.accounts.models import User
from registry.cli.loading.actors import DOMAIN
from registry.core.database import session


def are_loaded() -> bool:
    """Return whether the demo's accounts are there."""
    return session.scalar(select(User.id).where(User.email.endswith(DOMAIN)).limit(1)) is not None


def set_password(password: str, *, at: datetime) -> None:
    """Let every account of the demo, and no other, sign in with the password. Their open sessions stay open."""
    users = session.scalars(select(User).where(User.email.endswith(DOMAIN)).order_by(User.email)).all()
    stored = {user.password_hash for user in users}
    if len(stored) == 1 and passwords.verify(stored.pop(), password):
        return
    shared = passwords.hash(password)  # the demo's accounts share one password, so one hash will do
    for user in users:
        user.password_hash = shared
        audit.record(user, Tag.CREDENTIALS_CHANGED, actor=None, at=at)
