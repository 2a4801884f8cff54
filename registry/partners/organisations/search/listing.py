"""One page of a list that is searched and narrowed down, by name or by relevance, with its count.

Few matches are fetched whole and put in order here; of many, a list by name walks its own index and asks each row,
which comes often enough to the next that fits. So a page costs the same however large the register is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.sql.elements import True_

from registry.core.database import session
from registry.core.language.question import SearchQuestion
from registry.partners.organisations.search import engines
from registry.partners.organisations.search.finding import LAST, Result, find, judged
from registry.partners.organisations.search.lookups import Group
from registry.partners.organisations.search.ranking import Found
from registry.partners.organisations.search.tables import SearchIndex
from registry.web.pagination import COUNTED, Count, Page, page_in, page_of

FEW_ENOUGH = 5000  # of what a search found: fewer are put in order, of more the order is walked


@dataclass(frozen=True, eq=False)
class Source:
    """A list that can be searched: its index, the columns it shows, and its order by name.

    `visible` is what the reader may find at all. `base` are conditions that an index of the table itself serves
    together with the order; they are facets too, so that a search need not ask them of the table. A feature keeps its
    sources, since to build the statement of a page costs more than the database needs to answer it.
    """

    index: SearchIndex
    columns: Select[Any]
    order: tuple[Any, Any]
    visible: ColumnElement[bool]
    base: tuple[ColumnElement[bool], ...] = ()

    @cached_property
    def counted(self) -> Select[Any]:
        """The rows, and with each of them how many there are: a page in one statement."""
        rows = self.columns.where(self.visible, *self.base)
        some = rows.with_only_columns(self.order[-1]).limit(COUNTED + 1).subquery()
        return rows.add_columns(select(func.count()).select_from(some).scalar_subquery().label("counted"))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: the question, the facets that must hold, and conditions that are asked of each row.

    `sort` is a column to sort by in place of name or relevance; `counts_all` asks how many there are, however many.
    False when nothing is looked for.
    """

    asked: SearchQuestion
    facets: Sequence[Group] = ()
    conditions: Sequence[ColumnElement[bool]] = ()
    by_name: bool = False
    sort: ColumnElement[Any] | None = None
    falling: bool = False
    counts_all: bool = False

    def __bool__(self) -> bool:
        return bool(self.asked or self.facets or self.conditions)


@dataclass(frozen=True, slots=True)
class FoundPage:
    """One page, how many there are in all, and of a search how each row was found.

    `best` is how many are shown in order of relevance when there are more; 0 when all are.
    """

    page: Page
    count: Count
    found: Mapping[UUID, Found] = field(default_factory=dict)
    best: int = 0


def listed(source: Source, wanted: Wanted, *, cursor: str | None, size: int) -> FoundPage:
    """Return one page of the list."""
    found = _page(source, wanted, cursor, size)
    if wanted.counts_all and found.count.more:
        return replace(found, count=Count(_every(source, wanted), more=False))
    return found


def _every(source: Source, wanted: Wanted) -> int:
    """Return how many there are, which takes as long as it takes: only for whoever asks."""
    if not wanted:
        rows = source.columns.where(source.visible, *source.base).with_only_columns(
            func.count(source.order[-1])
        )
        return session.scalar(rows.order_by(None)) or 0
    groups, conditions = _find(source, wanted).groups, [source.visible, *wanted.conditions]
    return session.scalar(engines.counting(source.index, groups, conditions, None)) or 0


def _page(source: Source, wanted: Wanted, cursor: str | None, size: int) -> FoundPage:
    if wanted.sort is not None:
        return _sorted(source, wanted, wanted.sort, cursor, size)
    if not wanted:
        return _unsearched(source, cursor, size)
    result = _find(source, wanted)
    by_name = wanted.by_name or not wanted.asked
    count = result.count
    if by_name and not result.is_whole:
        entries = source.index.table.c
        found_by = page_of(
            _keys(source, wanted, result), (entries.sort_name, entries.owner_id), cursor=cursor, size=size
        )
        rows = rows_of(source, [row.owner_id for row in found_by.rows])
        return FoundPage(Page(rows, found_by.before, found_by.after), count)
    keys = sorted(key[1:] for key, _found in result.hits) if by_name else [key for key, _found in result.hits]
    order = f"{source.index.table.name} by {'name' if by_name else 'relevance'}"
    chosen = page_in(keys, order=order, cursor=cursor, size=size)
    ids = [key[-1] for key in chosen.rows]
    page = Page(rows_of(source, ids), chosen.before, chosen.after)
    cut = 0 if by_name or result.is_whole else len(result.hits)
    return FoundPage(page, count, _evidence(source, wanted, result, ids), cut)


def _evidence(source: Source, wanted: Wanted, result: Result, ids: Sequence[UUID]) -> dict[UUID, Found]:
    """Return how each of the page was found: what was not judged among so many is judged now."""
    if not wanted.asked:
        return {}
    found = {key[-1]: hit for key, hit in result.hits}
    later = [one for one in ids if one not in found or found[one].rank == LAST]
    return found | (judged(source.index, wanted.asked, later) if later else {})


def _sorted(
    source: Source, wanted: Wanted, by: ColumnElement[Any], cursor: str | None, size: int
) -> FoundPage:
    """Return one page by a column: what was found is put in order by the database, however much it is."""
    key, owner = by.label("sorted_by"), source.order[-1]
    rows = source.counted if not wanted else source.columns.where(source.visible)
    result = _find(source, wanted) if wanted else None
    if result and result.is_whole:
        rows = rows.where(owner.in_([found[-1] for found, _hit in result.hits]))
    elif result:
        fits = engines.fetching(source.index, result.groups, source.index.table.c.owner_id)
        rows = rows.where(owner.in_(fits.where(*wanted.conditions)))
    keys = (key, *source.order)
    page = page_of(rows.add_columns(key), keys, cursor=cursor, size=size, descending=wanted.falling)
    ids = [row.id for row in page.rows]
    return FoundPage(page, _count(result, page), _evidence(source, wanted, result, ids) if result else {})


def _count(result: Result | None, page: Page) -> Count:
    if result:
        return result.count
    number = page.rows[0].counted if page.rows else 0
    return Count(min(number, COUNTED), number > COUNTED)


def best(source: Source, wanted: Wanted, number: int) -> list[UUID]:
    """Return the identifiers of the best few."""
    return [key[-1] for key, _found in _find(source, wanted).hits[:number]]


def all_of(source: Source, wanted: Wanted) -> Select[Any]:
    """Return the select of everything that the list has on all its pages, for going through it by name."""
    if not wanted:
        return source.columns.where(source.visible, *source.base)
    result = _find(source, wanted)
    if not result.is_whole:
        return walk(source, wanted, result)
    ids = [key[-1] for key, _found in result.hits]
    return source.columns.where(source.order[-1].in_(ids))


def walk(source: Source, wanted: Wanted, result: Result) -> Select[Any]:
    """Return the select of the list with the question asked of each entry, in the order of the index's own names."""
    entries = source.index.table
    keys = [entries.c.owner_id, entries.c.sort_name]
    shown = source.columns.selected_columns.keys()
    fits = source.columns.add_columns(*(key for key in keys if key.key not in shown))
    fits = fits.join(entries, entries.c.owner_id == source.order[-1])
    return fits.where(source.visible, engines.probing(entries, result.groups), *wanted.conditions)


def _keys(source: Source, wanted: Wanted, result: Result) -> Select[Any]:
    """Return the same as `walk`, but only who it is and by what they are sorted, from the index alone where it can.

    A page has fifty of them: to look up everybody who fits only to sort them is most of the work. Of a few in a large
    register, though, it is less than to ask everybody.
    """
    entries = source.index.table
    keys = (entries.c.owner_id, entries.c.sort_name)
    if result.count.number <= FEW_ENOUGH:
        return engines.fetching(source.index, result.groups, *keys).where(source.visible, *wanted.conditions)
    fits = select(*keys).where(engines.probing(entries, result.groups))
    if not wanted.conditions and isinstance(source.visible, True_):
        return fits
    owner = source.order[-1]
    return fits.join(owner.class_, owner == entries.c.owner_id).where(source.visible, *wanted.conditions)


def _find(source: Source, wanted: Wanted) -> Result:
    return find(source.index, wanted.asked, wanted.facets, [source.visible, *wanted.conditions])


def _unsearched(source: Source, cursor: str | None, size: int) -> FoundPage:
    page = page_of(source.counted, source.order, cursor=cursor, size=size)
    return FoundPage(page, _count(None, page))


def rows_of(source: Source, ids: Sequence[UUID]) -> list[Any]:
    """Return the rows with these identifiers, in their order."""
    if not ids:
        return []
    rows = {row.id: row for row in session.execute(source.columns.where(source.order[-1].in_(ids)))}
    return [rows[one] for one in ids if one in rows]
