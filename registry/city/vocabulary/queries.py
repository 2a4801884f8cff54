"""Reads over the lists that collaborations are described with, always in the lists' own order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Literal, TypeVar
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Date,
    Integer,
    Select,
    String,
    Table,
    Uuid,
    bindparam,
    cast,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from registry.city.vocabulary.choices import Term, VocabularyTerms
from registry.city.vocabulary.models import ActivityType, District, EnglishName, TargetGroup
from registry.core.database import rows_of, session

Kind = Literal["target_group", "activity", "district"]
Entity = TypeVar("Entity", TargetGroup, ActivityType, District)
MODELS: dict[Kind, Any] = {"target_group": TargetGroup, "activity": ActivityType, "district": District}
MOST, MOST_NAMES = 500, 2000


@dataclass(frozen=True, slots=True)
class VocabularyTables:
    """The tables that tie a kind of record to the three lists, and their column for the record."""

    owner: str
    target_group: Table
    activity: Table
    district: Table


def terms() -> VocabularyTerms:
    """Return all three lists, in one statement."""
    return _sorted(rows_of(_everything(), {}))


def terms_of(links: VocabularyTables, owner_ids: Sequence[UUID]) -> dict[UUID, VocabularyTerms]:
    """Return what each of the records is tied to, in one statement; every record has an entry."""
    found: dict[UUID, list[Any]] = {owner_id: [] for owner_id in owner_ids}
    is_one = len(owner_ids) == 1
    values = {"owner": owner_ids[0]} if is_one else {"owners": list(owner_ids)}
    for row in rows_of(_tied_to(links, is_one=is_one), values):
        found[row.owner].append(row)
    return {owner_id: _sorted(rows) for owner_id, rows in found.items()}


def english_names() -> dict[str, str]:
    """Return what the names and texts of reference data are called in English."""
    rows = select(EnglishName.text, EnglishName.english).order_by(EnglishName.text).limit(MOST_NAMES)
    return {row.text: row.english for row in session.execute(rows)}


def chosen(model: type[Entity], ids: Iterable[UUID]) -> list[Entity]:
    """Return the rows with these identifiers, in the list's order."""
    rows = select(model).where(model.id.in_(list(ids))).order_by(model.position).limit(MOST)
    return list(session.scalars(rows))


def became(on: date) -> dict[UUID, tuple[UUID, str]]:
    """Return by district that was no more on the day what it had become: its identifier and name."""
    after = aliased(District)
    rows = select(District.id, after.id.label("after"), after.name).join(
        after, after.id == District.successor_id
    )
    rows = rows.where(District.ends_on < on).order_by(District.position).limit(MOST)
    return {row.id: (row.after, row.name) for row in session.execute(rows)}


def tied(
    links: VocabularyTables,
    record_id: Any,
    *,
    target_group: UUID | None,
    activity: UUID | None,
    district: UUID | None,
) -> list[ColumnElement[bool]]:
    """Return the conditions that a record is tied to what is given; `record_id` is its column.

    A district stands for those that were merged into it too: what was there is still of interest.
    """
    merged = select(District.id).where((District.id == district) | (District.successor_id == district))
    wanted: list[tuple[Table, Kind, Any]] = []
    wanted += [(links.target_group, "target_group", [target_group])] if target_group else []
    wanted += [(links.activity, "activity", [activity])] if activity else []
    wanted += [(links.district, "district", merged)] if district else []
    return [
        record_id.in_(select(table.c[links.owner]).where(table.c[f"{kind}_id"].in_(ids)))
        for table, kind, ids in wanted
    ]


@cache
def _everything() -> CompoundSelect[Any]:
    """Built once: putting the statement together costs more than the database needs to answer it."""
    return union_all(*(_rows(kind) for kind in MODELS))


@cache
def _tied_to(links: VocabularyTables, *, is_one: bool) -> CompoundSelect[Any]:
    """Of one record it is asked without a list, which would be put into the statement anew each time."""
    parts = []
    for kind, model in MODELS.items():
        table: Table = getattr(links, kind)
        owner = table.c[links.owner]
        joined = _rows(kind).join(table, table.c[f"{kind}_id"] == model.id).add_columns(owner.label("owner"))
        mine = owner == bindparam("owner") if is_one else owner.in_(bindparam("owners", expanding=True))
        parts.append(joined.where(mine))
    return union_all(*parts)


def _rows(kind: Kind) -> Select[Any]:
    model, after = MODELS[kind], aliased(District)
    is_district = kind == "district"
    columns = select(
        literal(kind).label("kind"), model.id, model.code, model.name, cast(model.position, Integer).label("position"),
        (model.ends_on if is_district else cast(null(), Date)).label("ends_on"),
        (model.successor_id if is_district else cast(null(), Uuid)).label("successor_id"),
        (after.name if is_district else cast(null(), String)).label("successor"),
    )  # fmt: skip
    return columns.outerjoin(after, after.id == District.successor_id) if is_district else columns


def _sorted(rows: Iterable[Any]) -> VocabularyTerms:
    lists: dict[str, list[Term]] = {kind: [] for kind in MODELS}
    for row in sorted(rows, key=lambda row: row.position):
        lists[row.kind].append(Term(row.id, row.code, row.name, row.ends_on, row.successor_id, row.successor))
    return VocabularyTerms(tuple(lists["target_group"]), tuple(lists["activity"]), tuple(lists["district"]))
