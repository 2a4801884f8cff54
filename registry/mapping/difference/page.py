"""The map of two days, as one address asks for it. Only reads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict

from registry.access.actor import Actor
from registry.core.dates import months_after
from registry.core.i18n import _
from registry.mapping.coverage import controls, page
from registry.mapping.coverage.choices import EVERYTHING, NARROWED_BY
from registry.mapping.coverage.page import DrawnMap, MappedRow
from registry.mapping.coverage.view import FIRST_YEAR, MapView, asked
from registry.mapping.difference.forms import DifferenceForm
from registry.mapping.difference.rules import CellDifference, differences


@dataclass(frozen=True, slots=True)
class MapDifference:
    """What differs between the two days: cells, and the collaborations that run on one of them alone."""

    cells: Sequence[CellDifference]
    came: Sequence[MappedRow]
    went: Sequence[MappedRow]
    remarks: Sequence[str]
    waiting: Sequence[DrawnMap] = ()  # days that the queue has to count first


def read(args: Mapping[str, str], today: date) -> tuple[MapView, MapView, DifferenceForm]:
    """Return the view of the first day (a year earlier unless said) and of the second, and the controls."""
    after, problems = asked(args, today)
    first, more = asked(
        {"on": args.get("first", "")}, max(months_after(after.on, -12), date(FIRST_YEAR, 1, 1))
    )
    problems |= {"first": more["on"]} if "on" in more else {}
    after = replace(
        after,
        filters=tuple(one for one in after.filters if one[0] in NARROWED_BY),
        cell=(EVERYTHING, EVERYTHING),
        is_unfolded=True,
    )
    typed = {name: args.get(name, "")[:20] for name in ("first", "on", "known_at")}
    usual = {"first": first.on.isoformat(), "on": after.on.isoformat()}
    form = DifferenceForm(MultiDict({
        **typed, **{name: typed[name] or day for name, day in usual.items()},
        "rows": after.rows.value, "columns": after.columns.value,
        **{dimension.value: key for dimension, key in after.filters},
    }))  # fmt: skip
    for dimension in {after.rows, after.columns} & set(NARROWED_BY):
        del form[dimension.value]
    controls.offer_terms(form)
    for name in set(problems) & set(form._fields):
        form[name].errors = [problems[name]]
    return replace(after, on=first.on), after, form


def difference(actor: Actor, before: MapView, after: MapView) -> MapDifference:
    """Return what differs, as far as the lists of both days are whole."""
    one, other = page.drawn(actor, before), page.drawn(actor, after)
    remarks = list(dict.fromkeys([*one.remarks, *other.remarks]))
    if waiting := [day for day in (one, other) if day.is_waiting]:
        return MapDifference([], [], [], remarks, waiting)
    went: list[Any] = []
    came: list[Any] = []
    if one.is_more or other.is_more:
        remarks.append(
            _("Det är för många samarbeten för att räkna upp vilka som har kommit till och fallit bort.")
        )
    else:
        ids, later = {row.id for row in one.behind}, {row.id for row in other.behind}
        came = [row for row in other.behind if row.id not in ids]
        went = [row for row in one.behind if row.id not in later]
    return MapDifference(differences(one.table, other.table), came, went, remarks)
