"""What stands around the table: the controls with what is wrong in them, the tabs, and the table's links."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict

from registry.access.actor import Actor
from registry.city.vocabulary import queries as vocabulary
from registry.core.dates import in_words
from registry.core.i18n import _
from registry.core.labels import labels_of
from registry.core.money import Money
from registry.mapping import known_moments
from registry.mapping.coverage import axes, page
from registry.mapping.coverage.choices import EVERYTHING, NOTHING, OTHERS, Dimension, Measure, RunningChoice
from registry.mapping.coverage.figures import AxisItem, CoverageCell, level
from registry.mapping.coverage.forms import MapDayForm, MapForm
from registry.mapping.coverage.page import DrawnMap
from registry.mapping.coverage.view import MapView
from registry.partners.organisations import catalogue

WORDS, MOST_LETTERS = "organisation_words", 200


def form(actor: Actor, view: MapView, problems: Mapping[str, str], args: Mapping[str, str]) -> MapForm:
    """Return the controls as the view has them, a date as it was typed, each problem at its control.

    Organisations are too many for a list: words find a few to choose among.
    """
    made = MapForm(MultiDict({
        "rows": view.rows.value, "columns": view.columns.value, "measure": view.measure.value,
        "running": view.running.value,
        "on": args.get("on", "")[:20] or view.on.isoformat(), "known_at": args.get("known_at", "")[:20],
        **{dimension.value: key for dimension, key in view.filters},
        WORDS: args.get(WORDS, "")[:MOST_LETTERS],
    }))  # fmt: skip
    terms = vocabulary.terms()
    lists = {"target_group": terms.target_groups, "activity": terms.activities, "district": terms.districts}
    for dimension in set(Dimension) - {view.rows, view.columns, Dimension.ORGANISATION}:
        listed = lists.get(dimension.value)
        offered = [(term.id, term.words) for term in listed] if listed else axes.choices(dimension)
        nothing = [] if dimension is Dimension.KIND else [(NOTHING, axes.nothing_said(dimension))]
        getattr(made, dimension.value).offer([*offered, *nothing], blank=_("Alla"))
    for dimension in (view.rows, view.columns):
        del made[dimension.value]
    if "organisation" in made:
        problems = {**_offer_organisations(actor, view, made), **problems}
    else:
        del made[WORDS]
    for name, problem in problems.items():
        made[name].errors = [problem]
    return made


def _offer_organisations(actor: Actor, view: MapView, made: MapForm) -> dict[str, str]:
    """Offer the one that is chosen and those that the words find; say what is left to do, or that there is none."""
    key = view.filter(Dimension.ORGANISATION)
    chosen = (
        [(item.key, item.words) for item in axes.items(Dimension.ORGANISATION, [key], view.on)] if key else []
    )
    words = made[WORDS].data
    found = [(str(row.id), row.name) for row in catalogue.suggestions(actor, words)] if words else []
    made.organisation.offer([*chosen, *(one for one in found if one[0] != key)], blank=_("Alla"))
    if found:
        made[WORDS].description = _("Välj organisationen i listan och tryck på Visa.")
    return {WORDS: _("Ingen organisation hittades")} if words and not found else {}


def of_day(view: MapView, problems: Mapping[str, str], args: Mapping[str, str]) -> MapDayForm:
    """Return the controls for the day and for the day of which it was known so, with what is wrong in them."""
    typed = {"on": args.get("on", "")[:20] or view.on.isoformat(), "known_at": args.get("known_at", "")[:20]}
    made = MapDayForm(MultiDict({**typed, **{dimension.value: key for dimension, key in view.filters}}))
    offer_terms(made)
    for name in set(problems) & set(made._fields):
        made[name].errors = [problems[name]]
    return made


def offer_terms(made: Any) -> None:
    """Offer the groups and districts that the form's page can be narrowed down to."""
    terms = vocabulary.terms()
    for name, listed in (("target_group", terms.target_groups), ("district", terms.districts)):
        if name in made:
            made[name].offer(((term.id, term.words) for term in listed), blank=_("Alla"))


def tabs(view: MapView, today: date) -> list[dict[str, Any]]:
    """Return the links between what runs, is planned and has ended."""
    return [
        {
            "label": words,
            "url": "?" + page.narrowed(view, running=RunningChoice(value)).query(today),
            "current": view.running == value,
        }
        for value, words in labels_of(RunningChoice)
    ]


def matrix(drawn: DrawnMap, today: date) -> dict[str, Any]:
    """Return the table as the page draws it: heads, and cells of numbers with the address that opens each."""
    table, view = drawn.table, drawn.view
    whole = AxisItem(EVERYTHING, _("Summa"))
    address = page.narrowed(view).query(today)
    columns = [{"label": one.words, "is_sum": one.key == EVERYTHING} for one in (*table.columns, whole)]
    rows = [
        {
            "label": row.words,
            "is_sum": row.key == EVERYTHING,
            "cells": [_cell(drawn, address, row, column) for column in (*table.columns, whole)],
        }
        for row in (*table.rows, whole)
    ]
    has_former = any(one.is_former for one in (*table.rows, *table.columns))
    fold = "?" + page.narrowed(view, is_unfolded=not view.is_unfolded).query(today) if has_former else ""
    names = [{one.key: one.words for one in (*axis, whole)} for axis in (table.rows, table.columns)]
    opened = [words.get(key, "") for words, key in zip(names, view.cell or (), strict=False)]
    return {"columns": columns, "rows": rows, "fold_url": fold, "opened": " · ".join(filter(None, opened))}


def lead(view: MapView) -> str:
    """Return in sentences what the map shows, of which day and as known when."""
    return f"{days(view)} {narrowing(view)}".strip()


def narrowing(view: MapView) -> str:
    """Return in sentences what the map is narrowed down to."""
    filters = page.labels_of_filters(view).items()
    return " ".join(
        _("Bara %(what)s: %(words)s.", what=str(dimension.words).lower(), words=words)
        for dimension, words in filters
    )


def days(view: MapView) -> str:
    """Return in words of which day the map is, and as known when."""
    said = _("Läget %(day)s.", day=in_words(view.on))
    known = (
        _("Så som vi visste det %(day)s.", day=known_moments.words(view.known_on)) if view.known_on else ""
    )
    return f"{said} {known}".strip()


def amount(view: MapView, number: int) -> Any:
    """Return a number as the view's measure says it: kronor from öre, or the number itself."""
    return Money(number) if view.measure is Measure.KRONOR and number else number


def _cell(drawn: DrawnMap, address: str, row: AxisItem, column: AxisItem) -> dict[str, Any]:
    cell: CoverageCell = drawn.table.cell(row.key, column.key)
    keys = (row.key, column.key)
    return {
        "parts": [{"value": amount(drawn.view, number)} for number in cell.parts],
        "url": f"?{address}{'&' if address else ''}row={row.key}&column={column.key}#behind"
        if cell.weight and OTHERS not in keys
        else "",
        "level": "sum" if EVERYTHING in keys else level(cell.weight, drawn.table.heaviest),
        "is_open": drawn.view.cell == keys,
    }
