"""Asking the policy table: may this actor do this, and if not, who could."""

from enum import Enum
from typing import Any
from uuid import UUID

from registry.access.actor import Actor
from registry.access.permissions import Permission
from registry.access.policy import BINDING, POLICY
from registry.access.roles import Role
from registry.core.errors import NotAllowed
from registry.core.i18n import _, joined


def allows(permission: Enum, actor: Actor, subject: Any = None) -> bool:
    """Return whether the actor has the permission, on the subject where it concerns one."""
    return any(clause.holds(actor, subject) for clause in POLICY[Permission(permission.value)])


def why_not(permission: Permission, actor: Actor, subject: Any = None) -> str | None:
    """Return who could do it, as a Swedish sentence; None when the actor may."""
    if allows(permission, actor, subject):
        return None
    who = [str(clause.who) for clause in POLICY[permission]]
    listed = who[0] if len(who) == 1 else _("%(first)s eller %(last)s", first=joined(who[:-1]), last=who[-1])
    return _("Det här kan bara göras av %(who)s.", who=listed)


def is_binding(role: Role) -> bool:
    """Return whether the role may bind the city, or lets others do so: nobody gives or gets it alone."""
    somebody = Actor(UUID(int=0), "", roles=frozenset({role}))
    return any(allows(permission, somebody, _Others()) for permission in BINDING)


class _Others:
    """Something that other people made: whoever asks has no part in it."""

    def __getattr__(self, name: str) -> UUID:
        return UUID(int=1)


def require(permission: Permission, actor: Actor, subject: Any = None) -> None:
    """Return when the actor has the permission; raise NotAllowed with the reason in words otherwise."""
    if reason := why_not(permission, actor, subject):
        raise NotAllowed(reason)
