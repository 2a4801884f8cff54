"""Lists as their address asks for them: the address bar holds the whole view, so every link carries what was chosen."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from flask import request, url_for

from registry.web.controls import Control, Controls
from registry.web.pagination import Count, Page


@dataclass(frozen=True, slots=True)
class Tabs:
    """Views of one list: the name in the address, and (value, words) for each. The first is shown unasked."""

    name: str
    choices: Sequence[tuple[str, Any]]

    def current(self) -> str:
        """Return the value of the tab that the address asks for."""
        values = [value for value, _words in self.choices]
        asked = request.args.get(self.name)
        return asked if asked in values else values[0]

    def part(self, value: str) -> dict[str, str]:
        """Return the part of the address that asks for a tab: nothing for the first."""
        return {} if value == self.choices[0][0] else {self.name: value}


@dataclass(frozen=True, slots=True)
class Sorting:
    """By which column a list is asked to be sorted, and whether from the end."""

    column: str
    falling: bool = False


@dataclass(frozen=True, slots=True)
class SortLink:
    """Where a column's head leads, and how the list is sorted by it now, in the words of `aria-sort`; or nothing."""

    url: str
    sorted: str


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list with the addresses around it; `active` is how many filters are on, `query` what is saved."""

    rows: list[Any]
    count: Count
    active: int
    controls: list[Control]
    tabs: list[dict[str, Any]]
    clear_url: str
    more_url: str
    csv_url: str
    xlsx_url: str
    sort_urls: dict[str, str]
    heads: dict[str, SortLink]
    sort: str
    by_name: bool
    previous_url: str
    next_url: str
    query: str
    count_url: str  # where all are counted; "" when they have been


def cursor() -> str | None:
    """Return where in the list the address asks to be."""
    return request.args.get("page")


def page_address(edge: str | None) -> str:
    """Return the address of this list's page at the cursor `edge`, with all else that was asked for; "" for None."""
    kept = {name: value for name, value in request.args.items() if name != "page"}
    return f"{quote(request.path)}?{urlencode({**kept, 'page': edge})}" if edge else ""


def by_name() -> bool:
    """Return whether the address asks for what was found by name, instead of the best first."""
    return request.args.get("sort") == "name"


def counts_all() -> bool:
    """Return whether the address asks how many there are in all, however many."""
    return request.args.get("count") == "all"


def sorting(columns: Collection[str]) -> Sorting | None:
    """Return by which of the columns the address asks for the list, `-seat` from the end; None for its usual order."""
    asked = request.args.get("sort", "")
    column = asked.removeprefix("-")
    return Sorting(column, asked.startswith("-")) if column in columns else None


def listing(
    feature: str, controls: Controls, tabs: Tabs, *, page: Page, count: Count, sortable: Collection[str] = ()
) -> Listing:
    """Return the page for the template; the feature has the endpoints `index` and `export`.

    `sortable` are the columns that it can be sorted by, besides its usual order.
    """
    kept = {one.name: one.value for one in controls.all.values() if one.value}
    by = sorting(sortable)
    sort = "name" if by_name() else f"{'-' if by.falling else ''}{by.column}" if by else ""
    tab, order = tabs.part(tabs.current()), {"sort": sort} if sort else {}
    index = url_for(f"{feature}.index")
    whole = {**kept, **tab, **order}
    unsorted = f"{index}?{urlencode({**kept, **tab, 'sort': ''})}"  # each head adds its own column

    def address(*parts: Mapping[str, str], **more: str) -> str:
        asked = {name: value for part in (*parts, more) for name, value in part.items()}
        return f"{index}?{urlencode(asked)}" if asked else index

    def file(form: str) -> str:
        return f"{url_for(f'{feature}.export', form=form)}?{urlencode(whole)}"

    return Listing(
        rows=page.rows,
        count=count,
        active=len(kept),
        controls=controls.shown(),
        tabs=_tabs(tabs, lambda part: address(kept, order, part)),
        clear_url=address(tab),
        more_url=address(whole, more="1") if controls.has_hidden() else "",
        csv_url=file("csv"),
        xlsx_url=file("xlsx"),
        sort_urls={"relevance": address(kept, tab), "name": address(kept, tab, sort="name")},
        heads={column: _head(column, by, unsorted) for column in sortable},
        sort=sort,
        by_name=by_name(),
        previous_url=address(whole, page=page.before) if page.before else "",
        next_url=address(whole, page=page.after) if page.after else "",
        query=urlencode(whole),
        count_url=address(whole, count="all") if count.more else "",
    )


def _head(column: str, by: Sorting | None, unsorted: str) -> SortLink:
    """A column is first sorted from its beginning, and then the other way round."""
    if by is None or by.column != column:
        return SortLink(unsorted + column, "")
    return SortLink(
        unsorted + (column if by.falling else f"-{column}"), "descending" if by.falling else "ascending"
    )


def _tabs(tabs: Tabs, address: Callable[[Mapping[str, str]], str]) -> list[dict[str, Any]]:
    current = tabs.current()
    return [
        {"label": words, "url": address(tabs.part(value)), "current": value == current}
        for value, words in tabs.choices
    ]
