"""The demo's accounts as actors, with the roles and posts that they have on a date."""

from datetime import date

from registry.access.actor import Actor
from registry.city.accounts import queries as accounts
from registry.city.units import queries as units
from registry.core.i18n import _

DOMAIN = "@demo.example"


def acting(account: str, on: date) -> Actor:
    """Return the account, named by what stands before the @, as an actor. Raises LookupError when there is none."""
    user = accounts.by_email(account + DOMAIN)
    if user is None:
        raise LookupError(_("kontot %(email)s finns inte.", email=account + DOMAIN))
    return units.actor_of(user, on)
