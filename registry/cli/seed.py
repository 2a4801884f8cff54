"""Filling the database from the files of `cli/data/`. The same files twice change nothing. Nothing here commits."""

from datetime import datetime

from sqlalchemy import select

from registry.audit import actions as audit
from registry.audit.tags import Tag
from registry.city.accounts import passwords
from registry.city.accounts.models import User
from registry.cli.examples.loading import load_examples
from registry.cli.examples.partner_facts import load_known
from registry.cli.examples.reporting import load_reporting
from registry.cli.loading.actors import DOMAIN
from registry.cli.loading.files import DATA, SeedError
from registry.cli.loading.nouns import ACCOUNTS, DEMO, REFERENCE
from registry.cli.loading.rows import load
from registry.core.database import session

__all__ = ["SeedError", "is_demo_loaded", "load_demo", "load_reference", "set_demo_password"]

EXAMPLES = DATA / "demo" / "examples"


def load_reference(at: datetime) -> None:
    """Load what any city needs: lists, districts, guidelines with checklists and clauses, price base amounts.

    Raises SeedError, which names file and line, at the first row that is wrong.
    """
    load(REFERENCE, DATA / "reference", at=at)


def load_demo(at: datetime, password: str) -> None:
    """Load reference data and the demo: the real matters, the accounts with this password, and the examples.

    Raises SeedError, which names file and line, at the first row that is wrong.
    """
    load_reference(at)
    load(DEMO, DATA / "demo", at=at)
    load_examples(EXAMPLES, at=at)
    load_reporting(at=at)
    load((ACCOUNTS,), EXAMPLES, at=at)
    load_known(EXAMPLES, at=at)
    set_demo_password(password, at=at)


def is_demo_loaded() -> bool:
    """Return whether the demo's accounts are there."""
    return session.scalar(select(User.id).where(User.email.endswith(DOMAIN)).limit(1)) is not None


def set_demo_password(password: str, *, at: datetime) -> None:
    """Let every account of the demo, and no other, sign in with the password. Their open sessions stay open."""
    users = session.scalars(select(User).where(User.email.endswith(DOMAIN)).order_by(User.email)).all()
    stored = {user.password_hash for user in users}
    if len(stored) == 1 and passwords.verify(stored.pop(), password):
        return
    shared = passwords.hash(password)  # the demo's accounts share one password, so one hash will do
    for user in users:
        user.password_hash = shared
        audit.record(user, Tag.CREDENTIALS_CHANGED, actor=None, at=at)
