"""How everything that points at an organisation follows it into another: one declared way for each foreign key.

The foreign keys are found in the metadata, so nothing added later is forgotten: a test fails for one without a way.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, ForeignKey

from registry.core.database import Base
from registry.core.i18n import _
from registry.partners.duplicates.snapshots import Row, RowChange, key_of, rows_of

Combine = Callable[[Row, Row], Row]
Settle = Callable[[Row, list[Row], datetime], Row]


@dataclass(frozen=True, slots=True)
class KeyMove:
    """How the rows behind one foreign key are moved.

    Rows that are `alike` in these columns (besides the organisation) say the same twice: the one that would move is put
    away, and `combine(kept, gone)` says what the one that stays takes over. `settle(row, those of the one that remains,
    at)` says what else changes in a row that moves. `is_derived` rows are made anew.
    """

    alike: tuple[str, ...] | None = None
    combine: Combine | None = None
    settle: Settle | None = None
    is_derived: bool = False


def _both(kept: Row, gone: Row) -> Row:
    """A party twice in one collaboration has the roles of both."""
    roles = [*kept["roles"], *(role for role in gone["roles"] if role not in kept["roles"])]
    funding = kept["receives_funding"] or gone["receives_funding"]
    return {"roles": roles, "receives_funding": funding, "note": kept["note"] or gone["note"]}


_LIVE = frozenset({"proposed", "confirmed"})


def _one_account(row: Row, kept: list[Row], at: datetime) -> Row:
    """An account is confirmed for one record, by two people: one person who merges makes it nobody else's.

    That of the one that remains goes on; that of the other ends and stays as history, to be proposed anew. So ends a
    proposed one that the record that remains has already.
    """
    has_it = any(
        one["state"] in _LIVE and (one["kind"], one["digits"]) == (row["kind"], row["digits"]) for one in kept
    )
    ends = {"confirmed": "ended"} | ({"proposed": "refused"} if has_it else {})
    if row["state"] not in ends:
        return {}
    return {
        "state": type(row["state"])(ends[row["state"]]),
        "ended_at": at,
        "end_reason": _("Organisationen slogs ihop med en annan."),
    }


MOVED = KeyMove()
WAYS: dict[str, KeyMove] = {
    "organisation.umbrella_id": MOVED,
    "organisation.successor_id": MOVED,
    "organisation_target_group.organisation_id": KeyMove(alike=("target_group_id",)),
    "organisation_activity.organisation_id": KeyMove(alike=("activity_id",)),
    "organisation_district.organisation_id": KeyMove(alike=("district_id",)),
    "organisation_name.organisation_id": KeyMove(alike=("name", "starts_on", "ends_on")),
    "organisation_source.organisation_id": MOVED,
    "organisation_redirect.organisation_id": MOVED,
    "organisation_search.owner_id": KeyMove(is_derived=True),
    "duplicate_key.organisation_id": KeyMove(is_derived=True),
    "contact.organisation_id": KeyMove(
        alike=("label", "email", "phone", "person", "role", "reason", "starts_on", "ends_on")
    ),
    "structure.owner_id": MOVED,
    "structure_member.organisation_id": KeyMove(alike=("structure_id", "part")),
    "party.organisation_id": KeyMove(alike=("collaboration_id",), combine=_both),
    "contribution.organisation_id": MOVED,
    "frozen_party.organisation_id": MOVED,
    "payee_account.organisation_id": KeyMove(settle=_one_account),
    "recognition_item.organisation_id": MOVED,
    "handed_in_paper.organisation_id": MOVED,
    "mapping_partner_answer.organisation_id": KeyMove(alike=("row_id",)),
    "yearly_confirmation.organisation_id": KeyMove(alike=()),
    "profile_proposal.organisation_id": MOVED,
    "interest.organisation_id": MOVED,
    "assessment_finding.organisation_id": MOVED,
    "role_grant.organisation_id": KeyMove(alike=("user_id", "role", "ends_on")),
}


def pointing() -> Iterator[ForeignKey]:
    """Yield every foreign key to an organisation, table by table."""
    for _name, table in sorted(Base.metadata.tables.items()):
        for foreign_key in sorted(table.foreign_keys, key=lambda one: one.parent.name):
            if foreign_key.target_fullname == "organisation.id":
                yield foreign_key


def name_of(foreign_key: ForeignKey) -> str:
    """Return `table.column`."""
    return f"{foreign_key.parent.table.name}.{foreign_key.parent.name}"


def moved(kept_id: UUID, gone_id: UUID, *, at: datetime) -> list[RowChange]:
    """Return what happens to every row that points at the one that goes. Locks the rows; writes nothing."""
    changes: list[RowChange] = []
    for foreign_key in pointing():
        way, column = WAYS[name_of(foreign_key)], foreign_key.parent
        if not way.is_derived:
            found = {owner: rows_of(column.table, column == owner) for owner in (kept_id, gone_id)}
            changes += _of_column(column, way, found[kept_id], found[gone_id], to=kept_id, at=at)
    return [one for one in changes if one.before != one.after]


def _of_column(
    column: Column[Any], way: KeyMove, kept: list[Row], gone: list[Row], *, to: UUID, at: datetime
) -> Iterator[RowChange]:
    table = column.table
    staying = {_likeness(row, way): row for row in kept}
    taken: dict[Any, Row] = {}
    for row in gone:
        same = _likeness(row, way)
        if same is not None and (there := taken.get(same) or staying.get(same)) is not None:
            yield RowChange(table.name, key_of(table, row), row, None)
            if way.combine:
                taken[same] = {**there, **way.combine(there, row)}
        else:
            after = {**row, column.name: to}
            if way.settle:
                after |= way.settle(row, kept, at)
            if key_of(table, after) == key_of(table, row):
                yield RowChange(table.name, key_of(table, row), row, after)
            else:  # a link whose key is the organisation itself
                yield RowChange(table.name, key_of(table, row), row, None)
                yield RowChange(table.name, key_of(table, after), None, after)
    for same, after in taken.items():
        before = staying[same]
        yield RowChange(table.name, key_of(table, before), before, after)


def _likeness(row: Row, way: KeyMove) -> Any:
    return None if way.alike is None else tuple(row[name] for name in way.alike)
