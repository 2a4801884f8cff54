"""Who represents the record that remains: access is given for one legal person, and whoever merges gives it to nobody.

Without this one person's merge would open an organisation's agreements to those who represent another record.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from registry.core.database import Base
from registry.partners.duplicates.snapshots import Row, RowChange, key_of, rows_of

GRANT = Base.metadata.tables["role_grant"]


def settled(
    changes: Sequence[RowChange], kept: Row, gone: Row, number: str | None, *, on: date
) -> list[RowChange]:
    """Return the changes, with access ended from the day for all who have it for a record without the remaining number.

    Two records with the same number, or both without, are one and the same: everybody keeps theirs.
    """
    own = rows_of(GRANT, GRANT.c.organisation_id == kept["id"])
    come = [one.before for one in changes if one.table == GRANT.name and one.before]
    rightly = {
        row["user_id"]
        for record, rows in ((kept, own), (gone, come))
        for row in _open(rows, on)
        if record["number"] == number
    }
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


def count_ended(changes: Iterable[RowChange]) -> int:
    """Return how many lose their access by the changes."""
    return sum(one.table == GRANT.name and _ends(one) for one in changes)


def _ends(change: RowChange) -> bool:
    return bool(
        change.before and change.after and change.before["ends_on"] is None and change.after["ends_on"]
    )


def _open(rows: Iterable[Row], on: date) -> list[dict[str, Any]]:
    return [row for row in rows if row["ends_on"] is None or row["ends_on"] >= on]
