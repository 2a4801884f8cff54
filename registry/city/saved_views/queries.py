"""Reads over saved views: those above a list, one of them, and the units that one may share with."""

from collections.abc import Sequence
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, bindparam, or_, select

from registry.access.actor import Actor
from registry.access.visibility import is_staff, staff_only
from registry.city.saved_views.models import SavedView
from registry.city.saved_views.rules import FEATURES, MOST
from registry.city.units.models import Unit
from registry.core.database import rows_of, session

MOST_SHOWN = 1000  # one's own are fewer, but everybody in a unit may share some


def of_list(actor: Actor, feature: str) -> Sequence[Any]:
    """Return the views above a list, by name: (id, name, query, owner_id); one's own and those of one's unit."""
    if not is_staff(actor):
        return []
    values: dict[str, Any] = {"feature": feature, "person": actor.user_id}
    if units := _units(actor):
        values["units"] = units
    return rows_of(_of_list(is_shared=bool(units)), values)


@cache
def _of_list(*, is_shared: bool) -> Select[Any]:
    """Built once: putting it together costs more than the database needs to answer it."""
    rows = select(SavedView.id, SavedView.name, SavedView.query, SavedView.owner_id)
    own = SavedView.owner_id == bindparam("person")
    mine = or_(own, SavedView.unit_id.in_(bindparam("units", expanding=True))) if is_shared else own
    rows = rows.where(SavedView.feature == bindparam("feature"), mine)
    return rows.order_by(SavedView.name, SavedView.id).limit(MOST_SHOWN)


def saved_view(actor: Actor, view_id: UUID) -> SavedView | None:
    """Return a view that the person sees."""
    row = select(SavedView).where(SavedView.id == view_id, staff_only(actor), _visible(actor))
    return session.scalar(row.where(SavedView.feature.in_(FEATURES)))


def names(owner_id: UUID, feature: str, *, but: UUID | None = None) -> list[str]:
    """Return the names of a person's views of a list."""
    rows = select(SavedView.id, SavedView.name).where(
        SavedView.owner_id == owner_id, SavedView.feature == feature
    )
    return [row.name for row in session.execute(rows.order_by(SavedView.id).limit(MOST + 1)) if row.id != but]


def units(actor: Actor) -> list[tuple[UUID, str]]:
    """Return the units that the person belongs to by a post, by name: whoever has none shares with nobody."""
    rows = select(Unit.id, Unit.name).where(Unit.id.in_(_units(actor)))
    return [(row.id, row.name) for row in session.execute(rows.order_by(Unit.name, Unit.id).limit(MOST))]


def _visible(actor: Actor) -> ColumnElement[bool]:
    return or_(SavedView.owner_id == actor.user_id, SavedView.unit_id.in_(_units(actor)))


def _units(actor: Actor) -> list[UUID]:
    return sorted({post.unit_id for post in actor.posts})
