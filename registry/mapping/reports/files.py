"""The files of a report: PDF, a workbook with a sheet for each table, and JSON, of what was frozen and nothing else."""

import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from registry.city.guidelines.choices import Kind
from registry.collaborations.running import Running, RunningOn
from registry.core import clock
from registry.core.i18n import _, swedish
from registry.core.labels import label
from registry.core.money import Money
from registry.documents.child import UNHURRIED, render_in_child
from registry.mapping import known_moments
from registry.mapping.annexes import making
from registry.mapping.annexes.choices import AnnexFormat
from registry.mapping.coverage.choices import INFORMAL, Dimension
from registry.mapping.reports.content import FIGURES
from registry.mapping.spots.rules import SpotKind
from registry.web.download import WorkbookSheet, write_sheets

FILES = tuple((True, form) for form in AnnexFormat)  # nothing in a report is for the house alone
PRINTED_ROWS, PRINTED_SPOTS = 300, 60  # of one list in the PDF; the workbook has all of them
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
DRAWN_ONLY = ("shapes", "ties", "marks", "height", "key")  # what says how a drawing looks, not what it says


@swedish()
def rendered(content: Mapping[str, Any], form: AnnexFormat) -> bytes:
    """Return one file of what was frozen, as bytes: the same for the same content."""
    if form is AnnexFormat.JSON:
        return making.as_json(said(content))
    if form is AnnexFormat.XLSX:
        return _workbook(content)
    return render_in_child("map_report", printed(content), data_name="kartlaggning.json", limits=UNHURRIED)


def said(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return the content without what says how the drawings look."""
    drawings = [
        {name: value for name, value in one.items() if name not in DRAWN_ONLY} for one in content["drawings"]
    ]
    return {**content, "drawings": drawings}


def printed(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the document prints: words instead of codes, and no more of a list than one reads on paper."""
    rows, about = content["rows"], content["about"]
    spots = content["spots"] or ()
    return {
        **content,
        "about_words": label(Dimension(about)) if about else None,
        "words": figure_words(),
        "known_words": known_moments.words(known_moments.read(content["known_on"]))
        if content["known_on"]
        else None,
        "rows": [_in_words(row) for row in rows[:PRINTED_ROWS]],
        "number": len(rows) + content["more"],
        "drawings": [_with_numbers(one) for one in content["drawings"]],
        "spots": [
            {
                "title": label(SpotKind(one["kind"])),
                "rows": one["rows"][:PRINTED_SPOTS],
                "number": len(one["rows"]),
            }
            for one in spots
        ],
    }


def _with_numbers(drawn: Mapping[str, Any]) -> dict[str, Any]:
    """Return a drawing whose table leaves out the districts that have nothing, and says the tile beside the name."""
    if drawn["name"] != "tiles":
        return {**drawn, "left_out": 0}
    columns = [column for column in drawn["columns"] if column[0] != "tile"]
    numeric = [key for key, _words, is_numeric in columns if is_numeric]
    rows = [
        {**row, "name": row["name"] if row["name"] == row["tile"] else f"{row['name']} ({row['tile']})"}
        for row in drawn["rows"]
        if any(row[key] for key in numeric)
    ]
    return {**drawn, "columns": columns, "rows": rows, "left_out": len(drawn["rows"]) - len(rows)}


def figure_words() -> dict[str, str]:
    """Return what the key numbers are called."""
    return {
        "formal": _("Formella samarbeten"), "informal": _("Informella samarbeten"),
        "unconfirmed": _("Obekräftade samarbeten"), "organisations": _("Organisationer"),
        "units": _("Enheter"), "kronor": _("Beslutade kronor för året"),
        "agreements": _("Gällande avtal"),
    }  # fmt: skip


def _in_words(row: Mapping[str, Any]) -> dict[str, Any]:
    kind, since = row["kind"], row["since"]
    told = RunningOn(Running(row["running"]), date.fromisoformat(since) if since else None)
    words = _("Informell samverkan") if kind == INFORMAL else label(Kind(kind)) if kind else None
    owners = row.get("owners", ())  # what was frozen earlier does not say
    parties = [_("%(name)s (projektägare)", name=one) if one in owners else one for one in row["parties"]]
    return {**row, "kind": words, "said": str(told), "parties": parties}


def _workbook(content: Mapping[str, Any]) -> bytes:
    sheets = [_key_numbers(content), *_drawn_tables(content), _collaborations(content)]
    sheets += [
        _sheet(
            label(SpotKind(one["kind"])),
            (_("Vad"), _("Varför")),
            [(row["what"], row["why"]) for row in one["rows"]],
        )
        for one in content["spots"] or ()
    ]
    sheets.append(_sheet(_("Om rapporten"), (_("Uppgift"), _("Värde")), _about(content)))
    file = io.BytesIO()
    made = datetime.fromisoformat(content["frozen_at"]).astimezone(UTC)
    write_sheets(file, sheets, created=made)
    return file.getvalue()


def _key_numbers(content: Mapping[str, Any]) -> WorkbookSheet:
    words = figure_words()
    own = {"on": content["on"], **content["figures"]}
    rows = [
        [
            _typed(day["on"]),
            *(_amount(day.get(name)) if name == "kronor" else day.get(name) for name in FIGURES),
        ]
        for day in (*content["days"][:-1], own)
    ]
    return _sheet(_("Siffror"), [_("Dag"), *(words[name] for name in FIGURES)], rows)


def _drawn_tables(content: Mapping[str, Any]) -> Iterable[WorkbookSheet]:
    for one in content["drawings"]:
        keys = [key for key, _words, _is_numeric in one["columns"]]
        rows = [[_typed(row.get(key)) for key in keys] for row in one["rows"]]
        yield _sheet(one["title"], [words for _key, words, _is_numeric in one["columns"]], rows)


def _collaborations(content: Mapping[str, Any]) -> WorkbookSheet:
    heads = {
        "title": _("Samverkan"), "parties": _("Parter"), "unit": _("Enhet"), "target_groups": _("Målgrupper"),
        "districts": _("Områden"), "kind": _("Typ"), "said": _("Läge"), "starts_on": _("Från och med"),
        "ends_on": _("Till och med"),
    }  # fmt: skip
    days = {"starts_on", "ends_on"}
    rows = [
        [_typed(row[name]) if name in days else row[name] for name in heads]
        for row in map(_in_words, content["rows"])
    ]
    return _sheet(_("Samarbeten"), list(heads.values()), rows)


def _about(content: Mapping[str, Any]) -> list[tuple[str, Any]]:
    made = datetime.fromisoformat(content["frozen_at"]).astimezone(UTC)
    return [
        (_("Namn"), content["title"]), (_("Avser"), _typed(content["on"])),
        (_("Så som vi visste det"), _typed(content["known_on"])),
        (_("Framtagen"), clock.local(made).date()), (_("Beställd av"), content["asked_by"]),
        (_("Så gjordes rapporten"), content["method"]),
        *((_("Anmärkning"), one) for one in content["remarks"]),
    ]  # fmt: skip


def _sheet(name: str, header: Sequence[str], rows: Sequence[Sequence[Any]]) -> WorkbookSheet:
    given: Callable[[], Iterable[Sequence[Any]]] = lambda: rows  # noqa: E731
    return WorkbookSheet(name, header, given)


def _amount(ore: int | None) -> Money | None:
    return None if ore is None else Money(ore)


def _typed(value: Any) -> Any:
    """Return a frozen value as the type that a cell has: kronor, a day, a number or words."""
    if isinstance(value, dict):
        return Money(value["ore"])
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:  # what somebody has called something
            return value
    return value
