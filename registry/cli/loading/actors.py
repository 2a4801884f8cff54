"""The demo's accounts as actors, with the roles and posts that they have on a date."""

from datetime import date

from sqlalchemy import select

from registry.access.actor import Actor, HeldPost
from registry.access.roles import Role
from registry.accounts import queries as accounts
from registry.accounts.queries import valid
from registry.core.database import session
from registry.core.i18n import _
from registry.units.models import Appointment

DOMAIN = "@demo.example"


def acting(account: str, on: date) -> Actor:
    """Return the account, named by what stands before the @, as an actor. Raises LookupError when there is none."""
    user = accounts.by_email(account + DOMAIN)
    if user is None:
        raise LookupError(_("kontot %(email)s finns inte.", email=account + DOMAIN))
    held = select(Appointment).where(Appointment.user_id == user.id, valid(Appointment, on))
    posts = tuple(HeldPost(row.post, row.unit_id) for row in session.scalars(held.order_by(Appointment.id)))
    roles = {grant.role for grant in accounts.grants(user.id, on=on)} | ({Role.MANAGER} if posts else set())
    return Actor(user.id, user.name, user.title, roles=frozenset(roles), posts=posts)
