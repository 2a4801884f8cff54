"""One page of a list that is searched and narrowed down, by name or by relevance, with a count to a limit.

Few matches are fetched whole and put in order here; of many, a list by name walks its own index and asks each row,
which comes often enough to the next that fits. So a page costs the same however large the register is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.sql.elements import True_

from registry.core.database import session
from registry.partners.organisations.search import engines
from registry.partners.organisations.search.engines import Group
from registry.partners.organisations.search.finding import COUNTED, Result, find
from registry.partners.organisations.search.ranking import Found, SearchQuestion
from registry.partners.organisations.search.tables import SearchIndex
from registry.web.pagination import Count, Page, page_in, page_of


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
        """The rows, and with each of them how many there are, counted to a limit: a page in one statement."""
        rows = self.columns.where(self.visible, *self.base)
        some = rows.with_only_columns(self.order[-1]).limit(COUNTED + 1).subquery()
        return rows.add_columns(select(func.count()).select_from(some).scalar_subquery().label("counted"))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: the question, the facets that must hold, and conditions that are asked of each row."""

    asked: SearchQuestion
    facets: Sequence[Group] = ()
    conditions: Sequence[ColumnElement[bool]] = ()
    by_name: bool = False


@dataclass(frozen=True, slots=True)
class FoundPage:
    """One page, how many there are in all, and of a search how each row was found."""

    page: Page
    count: Count
    found: Mapping[UUID, Found] = field(default_factory=dict)


def listed(source: Source, wanted: Wanted, *, cursor: str | None, size: int) -> FoundPage:
    """Return one page of the list."""
    if not (wanted.asked or wanted.facets or wanted.conditions):
        return _unsearched(source, cursor, size)
    result = _find(source, wanted)
    by_name = wanted.by_name or not wanted.asked
    more = result.more_than is not None
    count = Count(result.more_than or len(result.hits), more=more)
    if more and by_name:
        entries = source.index.table.c
        found_by = page_of(
            _keys(source, wanted, result), (entries.sort_name, entries.owner_id), cursor=cursor, size=size
        )
        rows = rows_of(source, [row.owner_id for row in found_by.rows])
        return FoundPage(Page(rows, found_by.before, found_by.after), count)
    keys = sorted(key[1:] for key, _found in result.hits) if by_name else [key for key, _found in result.hits]
    order = f"{source.index.table.name} by {'name' if by_name else 'relevance'}"
    chosen = page_in(keys, order=order, cursor=cursor, size=size)
    found = {key[-1]: hit for key, hit in result.hits} if wanted.asked else {}
    return FoundPage(
        Page(rows_of(source, [key[-1] for key in chosen.rows]), chosen.before, chosen.after), count, found
    )


def best(source: Source, wanted: Wanted, number: int) -> list[UUID]:
    """Return the identifiers of the best few."""
    return [key[-1] for key, _found in _find(source, wanted).hits[:number]]


def all_of(source: Source, wanted: Wanted) -> Select[Any]:
    """Return the select of everything that the list has on all its pages, for going through it by name."""
    if not (wanted.asked or wanted.facets or wanted.conditions):
        return source.columns.where(source.visible, *source.base)
    result = _find(source, wanted)
    if result.more_than is not None:
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

    A page has fifty of them: to look up everybody who fits only to sort them is most of the work.
    """
    entries = source.index.table
    keys = select(entries.c.owner_id, entries.c.sort_name).where(engines.probing(entries, result.groups))
    if not wanted.conditions and isinstance(source.visible, True_):
        return keys
    owner = source.order[-1]
    return keys.join(owner.class_, owner == entries.c.owner_id).where(source.visible, *wanted.conditions)


def _find(source: Source, wanted: Wanted) -> Result:
    return find(source.index, wanted.asked, wanted.facets, [source.visible, *wanted.conditions])


def _unsearched(source: Source, cursor: str | None, size: int) -> FoundPage:
    page = page_of(source.counted, source.order, cursor=cursor, size=size)
    number = page.rows[0].counted if page.rows else 0
    return FoundPage(page, Count(min(number, COUNTED), number > COUNTED))


def rows_of(source: Source, ids: Sequence[UUID]) -> list[Any]:
    """Return the rows with these identifiers, in their order."""
    if not ids:
        return []
    rows = {row.id: row for row in session.execute(source.columns.where(source.order[-1].in_(ids)))}
    return [rows[one] for one in ids if one in rows]
