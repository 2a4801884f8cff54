"""Who represents the record that remains: an administrator gives access to one record, and a merge hands none of it on.

Without this one person's merge would open an organisation's agreements to those who represent another record.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from registry.city.accounts import sessions
from registry.city.accounts.models import RoleGrant, User
from registry.core.database import Base, session
from registry.partners.duplicates.snapshots import Row, RowChange, key_of, rows_of

GRANT = Base.metadata.tables["role_grant"]
MATTERS = frozenset({"party", "frozen_party"})  # by these a representative sees an agreement


def settled(changes: Sequence[RowChange], kept: Row, number: str | None, *, on: date) -> list[RowChange]:
    """Return the changes, with access ended from the day for all to whom the merge would open what they could not see.

    Whoever represents both keeps it. Whoever represents the one that goes loses it. Whoever represents the one that
    remains keeps it only when that is the legal person with the remaining number and the other one brings no agreement.
    """
    own = rows_of(GRANT, GRANT.c.organisation_id == kept["id"])
    come = [one.before for one in changes if one.table == GRANT.name and one.before]
    of_kept, of_gone = ({row["user_id"] for row in _open(rows, on)} for rows in (own, come))
    brings = any(one.table in MATTERS for one in changes)
    rightly = of_kept if kept["number"] == number and not brings else of_kept & of_gone
    end = {"ends_on": on - timedelta(days=1)}

    def has_lost(row: Row | None) -> bool:
        return any(one["user_id"] not in rightly for one in _open([row] if row else [], on))

    moved = [
        replace(one, after={**(one.after or {}), **end})
        if one.table == GRANT.name and has_lost(one.after)
        else one
        for one in changes
    ]
    return moved + [
        RowChange(GRANT.name, key_of(GRANT, row), row, {**row, **end}) for row in own if has_lost(row)
    ]


def of_two(kept_id: UUID, gone_id: UUID, *, on: date) -> list[User]:
    """Return who represents one of the two, by name: they may lose it by the merge."""
    rows = select(User).join(RoleGrant, RoleGrant.user_id == User.id).distinct()
    rows = rows.where(RoleGrant.organisation_id.in_([kept_id, gone_id]))
    rows = rows.where(or_(RoleGrant.ends_on.is_(None), RoleGrant.ends_on >= on))
    return list(session.scalars(rows.order_by(User.name, User.id).limit(100)))


def sign_out(changes: Iterable[RowChange], *, at: datetime) -> None:
    """End the sign-ins of all who lose their access by the changes."""
    for user_id in {one.before["user_id"] for one in changes if one.before and _is_end(one)}:
        sessions.end_all(user_id, at=at)


def count_ended(changes: Iterable[RowChange]) -> int:
    """Return how many lose their access by the changes."""
    return sum(map(_is_end, changes))


def _is_end(change: RowChange) -> bool:
    if change.table != GRANT.name or not change.before or not change.after:
        return False
    return bool(change.before["ends_on"] is None and change.after["ends_on"])


def _open(rows: Iterable[Row], on: date) -> list[dict[str, Any]]:
    return [row for row in rows if row["ends_on"] is None or row["ends_on"] >= on]
