"""What people do with their views of lists: save, rename, share and remove them."""

from datetime import datetime
from uuid import UUID

from registry.access.actor import Actor
from registry.city.saved_views import queries, rules
from registry.city.saved_views.models import SavedView
from registry.core.database import session
from registry.core.errors import DomainError, Problem, check_version, refuse
from registry.core.i18n import _


def save(
    feature: str, query: str, *, name: str, unit_id: UUID | None, actor: Actor, at: datetime
) -> SavedView:
    """Save the query of a list's address under a name. Raises DomainError: the name is taken, not one's own unit."""
    refuse(rules.name_problems(name, queries.names(actor.user_id, feature)))
    _check_unit(unit_id, actor)
    view = SavedView(
        owner_id=actor.user_id, unit_id=unit_id, feature=feature, name=name, query=rules.tidy_query(query),
        created_at=at,
    )  # fmt: skip
    session.add(view)
    return view


def change(view: SavedView, *, name: str, unit_id: UUID | None, seen: int, actor: Actor) -> None:
    """Rename a view or share it otherwise. Raises Stale, and DomainError as `save` does."""
    check_version(view, seen)
    refuse(rules.name_problems(name, queries.names(view.owner_id, view.feature, but=view.id)))
    if unit_id != view.unit_id:
        _check_unit(unit_id, actor)
    view.name, view.unit_id = name, unit_id


def remove(view: SavedView) -> None:
    """Remove a view; the list itself is as it was."""
    session.delete(view)


def _check_unit(unit_id: UUID | None, actor: Actor) -> None:
    if unit_id and unit_id not in {post.unit_id for post in actor.posts}:
        raise DomainError(Problem(_("Du kan bara dela med en enhet där du har ett uppdrag."), "unit"))
