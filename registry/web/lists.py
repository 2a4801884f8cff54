"""Lists as their address asks for them: the address bar holds the whole view, so every link carries what was chosen."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request, url_for
from wtforms import Form

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
class Listing:
    """One page of a list with the addresses around it; `active` is how many filters are on."""

    rows: list[Any]
    count: Count
    active: int
    tabs: list[dict[str, Any]]
    clear_url: str
    export_url: str
    previous_url: str
    next_url: str


def cursor() -> str | None:
    """Return where in the list the address asks to be."""
    return request.args.get("page")


def listing(feature: str, form: Form, tabs: Tabs, *, found: Page, count: Callable[[], Count]) -> Listing:
    """Return the page for the template; the feature has the endpoints `index` and `export`.

    `count` is asked only when there are more pages: otherwise the rows are all there are.
    """
    kept: dict[str, Any] = {name: request.args[name] for name in form.data if request.args.get(name)}
    tab: dict[str, Any] = tabs.part(tabs.current())
    index = f"{feature}.index"
    return Listing(
        rows=found.rows,
        count=count() if found.before or found.after else Count(len(found.rows), more=False),
        active=len(kept),
        tabs=_tabs(index, tabs, kept),
        clear_url=url_for(index, **tab),
        export_url=url_for(f"{feature}.export", **kept, **tab),
        previous_url=url_for(index, **kept, **tab, page=found.before) if found.before else "",
        next_url=url_for(index, **kept, **tab, page=found.after) if found.after else "",
    )


def _tabs(index: str, tabs: Tabs, kept: Mapping[str, Any]) -> list[dict[str, Any]]:
    current = tabs.current()
    return [
        {"label": words, "url": url_for(index, **{**kept, **tabs.part(value)}), "current": value == current}
        for value, words in tabs.choices
    ]
