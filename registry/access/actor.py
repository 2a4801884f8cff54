"""The person behind a request, as a value: what the policy and the actions need to know and nothing more."""

from dataclasses import dataclass, field
from uuid import UUID

from registry.access.roles import Post, Role


@dataclass(frozen=True, slots=True)
class HeldPost:
    """A post somebody holds today: which, over which unit, and in whose place when it is as substitute."""

    post: Post
    unit_id: UUID
    substitute_for: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody signed in: identity, roles, posts held today and organisations represented."""

    user_id: UUID
    name: str
    title: str | None = None
    roles: frozenset[Role] = frozenset()
    posts: tuple[HeldPost, ...] = ()
    organisation_ids: frozenset[UUID] = field(default=frozenset())
    session_id: UUID | None = None
    writes_for: frozenset[UUID] = field(
        default=frozenset()
    )  # units whose heads have asked the actor to write

    def has(self, *roles: Role) -> bool:
        """Return whether the actor has at least one of the roles."""
        return not self.roles.isdisjoint(roles)

    @property
    def is_partner(self) -> bool:
        """Whether the actor represents an organisation and is nobody inside the house."""
        return Role.PARTNER in self.roles
