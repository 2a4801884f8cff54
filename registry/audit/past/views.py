"""What the register said of a record on a day, in words, for the page of its history."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from werkzeug.datastructures import MultiDict

from registry.access.actor import Actor
from registry.audit import labels
from registry.audit.changes import told
from registry.audit.forms import DayForm
from registry.audit.past.queries import Past, PastRow, known_at
from registry.audit.past.tables import KEPT
from registry.core import clock
from registry.core.database import Base
from registry.core.i18n import _

# What belongs to a record, in the order in which its page shows it.
_PARTS = {
    "organisation": (
        "organisation_name", "organisation_target_group", "organisation_activity", "organisation_district",
    ),
    "collaboration": (
        "party", "collaboration_target_group", "collaboration_activity", "collaboration_district",
        "collaboration_ground",
    ),
    "ground": ("ground_unit", "ground_target_group", "ground_activity"),
    "edition": ("yearly_amount", "funding_share", "contribution", "payment", "goal", "follow_up"),
}  # fmt: skip
_WHOLE = {"edition": ("agreement", "matter", "edition")}  # one record in several tables, with one identifier


def then(actor: Actor, table: str, row_id: UUID, args: MultiDict[str, str]) -> dict[str, Any]:
    """Return the form, and what the register said of the record at the end of the day asked for: label and words.

    `problem` says why there is no answer; where no day is asked for there is nothing to say.
    """
    form = DayForm(args)
    if not args.get("day") or not form.validate() or form.day.data is None:
        return {"form": form, "problem": "", "rows": []}
    past = known_at(actor, clock.start_of(form.day.data + timedelta(days=1)))
    if not past.is_known(table):
        problem = _("Ingen uppgift: registret minns inte så långt tillbaka.")
        return {"form": form, "problem": problem, "rows": []}
    rows = list(_said(past, table, row_id))
    return {"form": form, "problem": "" if rows else _("Den fanns inte i registret då."), "rows": rows}


def _said(past: Past, table: str, row_id: UUID) -> Iterator[tuple[str, list[str]]]:
    for name in _WHOLE.get(table, (table,)):
        if row := past.row(name, row_id):
            for field, label in labels.shown(table if name == "matter" else name).items():
                if words := _words(past, name, field, row.values.get(field)):
                    yield str(label), [words]
    for name in _PARTS.get(table, ()):
        if rows := past.rows(name, owners=[row_id]):
            yield _heading(name), [_line(past, name, row) for row in rows]


def _heading(name: str) -> str:
    if labels.is_audited(name):
        return str(labels.TABLES[name].noun)
    return {
        "target_group": _("Målgrupper"),
        "activity": _("Insatser"),
        "district": _("Stadsdelsområden"),
        "ground": _("Grunder"),
        "unit": _("Enheter i registret"),
    }[name.partition("_")[2]]


def _line(past: Past, name: str, row: PastRow) -> str:
    """A row of what belongs to a record; of a link what it leads to."""
    kept = KEPT[name]
    fields = [kept.key[1]] if row.other_id else list(labels.shown(name))
    found = (_words(past, name, field, row.values.get(field)) for field in fields if field)
    return ", ".join(words for words in found if words)


def _words(past: Past, name: str, field: str, value: Any) -> str | None:
    """A value in words, what it points at by the name that it had then."""
    column = KEPT[name].table.columns.get(field)
    key = next(iter(column.foreign_keys), None) if column is not None else None
    target = key.column.table.name if key else ""
    if target in KEPT and isinstance(value, UUID) and (row := past.row(target, value)):
        return str(row.values.get("name") or row.values.get("title"))
    model = next((one.class_ for one in Base.registry.mappers if one.local_table is KEPT[name].table), None)
    return told(model, field, value) if model is not None and value is not None else None
