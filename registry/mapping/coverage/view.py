"""One view of the map as its address holds it, read with what is wrong in it said in words. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Any, TypeVar
from urllib.parse import urlencode
from uuid import UUID

from registry.city.guidelines.choices import Kind
from registry.core.dates import in_words
from registry.core.i18n import _
from registry.mapping.coverage.choices import (
    EVERYTHING,
    FORMER,
    INFORMAL,
    NOTHING,
    ONLY_AS_KNOWN_NOW,
    Dimension,
    Measure,
    RunningChoice,
)

Member = TypeVar("Member", bound=Enum)
FIRST_YEAR, LAST_YEAR = 1990, 2100  # no collaboration in the register is older, and none is planned longer


@dataclass(frozen=True, slots=True)
class MapView:
    """What the map shows: rows and columns, what is counted, which collaborations, on which day and as known when.

    `known_on` None is as we know it now; otherwise as it was known at the end of that day, or at that moment. `filters`
    are (dimension, key); `cell` the keys of the row and the column that are open at the side. `is_public` leaves out
    what is marked with secrecy (OSL 5:5), for what names collaborations and goes out of the house. `is_merged` counts
    what is in a district as in the one that it has become by the day.
    """

    on: date
    rows: Dimension = Dimension.TARGET_GROUP
    columns: Dimension = Dimension.UNIT
    measure: Measure = Measure.COLLABORATIONS
    running: RunningChoice = RunningChoice.RUNNING
    known_on: date | None = None
    filters: tuple[tuple[Dimension, str], ...] = ()
    is_unfolded: bool = False
    cell: tuple[str, str] | None = None
    is_public: bool = False
    is_merged: bool = False

    def query(self, today: date, **changes: Any) -> str:
        """Return the address's query for this view with the changes; what goes without saying is left out."""
        view = replace(self, **changes)
        usual = MapView(on=today)
        names = ("rows", "columns", "measure", "running", "on", "known_on")
        said = {
            "known_at" if name == "known_on" else name: getattr(view, name)
            for name in names
            if getattr(view, name) != getattr(usual, name)
        }
        said |= {dimension.value: key for dimension, key in view.filters}
        said |= {"unfolded": "yes"} if view.is_unfolded else {}
        said |= {"merged": "yes"} if view.is_merged else {}
        said |= {"row": view.cell[0], "column": view.cell[1]} if view.cell else {}
        return urlencode({name: getattr(value, "value", value) for name, value in said.items()})

    def filter(self, dimension: Dimension) -> str:
        """Return the key that the dimension is narrowed down to, or nothing."""
        return dict(self.filters).get(dimension, "")


def asked(args: Mapping[str, str], today: date) -> tuple[MapView, dict[str, str]]:
    """Return the view that the address asks for, and in words what of it cannot be shown, by the control it is in.

    What cannot be read counts as not chosen, so that an old address always opens.
    """
    problems: dict[str, str] = {}
    on = _day(args, "on", problems) or today
    known_on = _day(args, "known_at", problems)
    if known_on and known_on > today:
        problems["known_at"] = _("Ingen vet än vad registret säger %(day)s.", day=in_words(known_on))
        known_on = None
    rows = _member(args, "rows", Dimension.TARGET_GROUP)
    columns = _member(args, "columns", Dimension.UNIT)
    if rows is columns:
        problems["columns"] = _("Rader och kolumner måste vara olika.")
        columns = Dimension.UNIT if rows is not Dimension.UNIT else Dimension.TARGET_GROUP
    measure = _member(args, "measure", Measure.COLLABORATIONS)
    if known_on and measure in ONLY_AS_KNOWN_NOW:
        problems["measure"] = _("Tillfällen och kronor går bara att räkna så som vi vet det nu.")
        measure = Measure.COLLABORATIONS
    filters = ((one, _key(one, args.get(one.value, ""))) for one in Dimension if one not in {rows, columns})
    row, column = _key(rows, args.get("row", "")), _key(columns, args.get("column", ""))
    view = MapView(
        on=on, rows=rows, columns=columns, measure=measure, known_on=known_on,
        running=_member(args, "running", RunningChoice.RUNNING),
        filters=tuple((dimension, key) for dimension, key in filters if key),
        is_unfolded=args.get("unfolded") == "yes", is_merged=args.get("merged") == "yes",
        cell=(row, column) if row and column else None,
    )  # fmt: skip
    return view, problems


def _day(args: Mapping[str, str], name: str, problems: dict[str, str]) -> date | None:
    typed = args.get(name, "").strip()[:20]
    if not typed:
        return None
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        problems[name] = _("Skriv datumet så här: 2026-11-21.")
        return None
    if FIRST_YEAR <= day.year <= LAST_YEAR:
        return day
    problems[name] = _("Välj en dag mellan åren %(first)s och %(last)s.", first=FIRST_YEAR, last=LAST_YEAR)
    return None


def _member(args: Mapping[str, str], name: str, usual: Member) -> Member:
    try:
        return type(usual)(args.get(name) or usual)
    except ValueError:
        return usual


def _key(dimension: Dimension, typed: str) -> str:
    """Return what was asked for where it can be a key of the dimension, otherwise nothing."""
    if typed in {NOTHING, FORMER, EVERYTHING}:
        return typed
    if dimension is Dimension.KIND:
        return typed if typed in {INFORMAL, *Kind} else ""
    try:
        return str(UUID(typed))
    except ValueError:
        return ""
