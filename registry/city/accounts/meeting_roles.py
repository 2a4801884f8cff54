"""Accounts with roles that must not meet: they keep working, stand on a page, and administrators are told of them once.

Such accounts are older than the rule, or than the city's setting of it. Nobody is locked out by a setting; somebody
sees to it that the roles are parted.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from registry.access.roles import Role
from registry.city.accounts import queries, rules
from registry.city.accounts.models import User
from registry.core import clock
from registry.notifications import messages
from registry.settings import current

JOB = "accounts.meeting_roles"


@dataclass(frozen=True, slots=True)
class MeetingRoles:
    """An open account, with those of its roles that must not meet."""

    user: User
    roles: tuple[Role, ...]

    @property
    def codes(self) -> str:
        """The roles as it is remembered that somebody was told of them."""
        return "+".join(role.value for role in self.roles)


def accounts(on: date) -> list[MeetingRoles]:
    """Return the open accounts whose roles must not meet on the date, by name."""
    apart = rules.roles_apart(current().roles_apart)
    people = queries.people(on=on)
    granted = queries.roles_of((person.id for person in people), on=on)
    watched = frozenset().union(*apart)
    found = []
    for person in people:
        held = frozenset(granted.get(person.id, ()))
        if Role.MANAGER in watched and held & watched:
            held = queries.held_roles(person.id, on)
        if meeting := rules.meeting(held, apart):
            found.append(MeetingRoles(person, tuple(role for role in Role if role in meeting)))
    return found


def tell(_payload: dict[str, Any], at: datetime) -> None:
    """Tell every administrator of the accounts that nobody has been told of yet; done every day."""
    on = clock.local(at).date()
    found = accounts(on)
    if any(one.user.told_roles != one.codes for one in found):
        for person in queries.people(having=Role.ADMINISTRATOR, on=on):
            messages.roles_meet(to=person.email, at=at, language=person.mail_language)
    for one in found:
        one.user.told_roles = one.codes
