"""How somebody in the house gets a role: of those that bind the city, one proposes it and another confirms.

An account that is opened again has its roles again, so that takes two as well when one of them binds.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from registry.access import check
from registry.access.actor import Actor
from registry.access.roles import Role
from registry.city.accounts import actions, queries
from registry.city.accounts.models import User
from registry.city.accounts.powers import actions as powers
from registry.city.accounts.powers import rules as power_rules
from registry.city.accounts.powers.kinds import Power
from registry.city.accounts.powers.models import PowerKind
from registry.core import clock
from registry.core.errors import DomainError, refuse
from registry.core.i18n import _
from registry.core.labels import label


@dataclass(frozen=True, slots=True)
class RoleForPerson:
    """A role that somebody is to get."""

    user_id: UUID
    role: Role


@dataclass(frozen=True, slots=True)
class AccountToOpen:
    """A closed account that is to be opened again."""

    user_id: UUID


def give(user: User, role: Role, *, actor: Actor, at: datetime) -> bool:
    """Give the role, and return True; or propose it, when it takes a second person.

    Raises DomainError for the actor's own account, or when the roles do not go together.
    """
    refuse(power_rules.giving_problems(actor.user_id, {user.id}))
    if check.is_binding(role):
        powers.propose(PowerKind.ROLE, RoleForPerson(user.id, role), actor=actor, at=at)
        return False
    actions.grant(user, role, actor=actor, at=at)
    return True


def open_again(user: User, *, actor: Actor, at: datetime) -> bool:
    """Open a closed account, and return True; or propose it, when one of its roles takes a second person."""
    if any(check.is_binding(role) for role in queries.held_roles(user.id, clock.local(at).date())):
        powers.propose(PowerKind.ACCOUNT, AccountToOpen(user.id), actor=actor, at=at)
        return False
    actions.activate(user, actor=actor, at=at)
    return True


def _check_role(facts: RoleForPerson, at: datetime) -> None:
    refuse(actions.role_problems(_person(facts), facts.role, on=clock.local(at).date()))


def _give_role(facts: RoleForPerson, actor: Actor, at: datetime) -> None:
    actions.grant(_person(facts), facts.role, actor=actor, at=at)


def _check_closed(facts: AccountToOpen, _at: datetime) -> None:
    if _person(facts).is_active:
        raise DomainError(_("Kontot är redan öppet."))


def _open(facts: AccountToOpen, actor: Actor, at: datetime) -> None:
    actions.activate(_person(facts), actor=actor, at=at)


def _person(facts: Any) -> User:
    user = queries.user(facts.user_id)
    if user is None:
        raise DomainError(_("Kontot finns inte längre."))
    return user


def _of_person(facts: Any, _at: datetime) -> frozenset[UUID]:
    return frozenset({facts.user_id})


def _who(facts: Any) -> list[tuple[str, Any]]:
    user = _person(facts)
    return [(_("Konto"), f"{user.name}, {user.email}")]


def _power(facts: type[Any], **how: Callable[..., Any]) -> Power:
    return Power(facts, gains=_of_person, subject=_person, **how)


POWERS = {
    PowerKind.ROLE: _power(
        RoleForPerson,
        check=_check_role,
        give=_give_role,
        likeness=lambda facts: f"{facts.user_id}:{facts.role.value}",
        title=lambda facts: _("%(role)s till %(who)s", role=label(facts.role), who=_person(facts).name),
        shown=lambda facts: [*_who(facts), (_("Roll"), label(facts.role))],
    ),
    PowerKind.ACCOUNT: _power(
        AccountToOpen,
        check=_check_closed,
        give=_open,
        likeness=lambda facts: str(facts.user_id),
        title=lambda facts: _("Öppna kontot för %(who)s", who=_person(facts).name),
        shown=lambda facts: [
            *_who(facts),
            (_("Roller"), [label(one) for one in sorted(queries.held_roles(facts.user_id, clock.today()))]),
        ],
    ),
}
