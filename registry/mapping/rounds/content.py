"""What is frozen when a round closes: plain values and codes, the figures, the method in words; and the public part."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from registry.access.secrecy import OPEN_TITLE
from registry.collaborations.choices import CollaborationStatus
from registry.core.i18n import _, ngettext
from registry.mapping.rounds import rules
from registry.mapping.rounds.choices import ListState, MappingOutcome
from registry.mapping.rounds.rules import RoundCoverage

SCHEMA = 1
# What the public version leaves out: who to reach, what people wrote, and who said what (GDPR art. 5.1 c).
INSIDE_OF_ROW = ("our_contact", "their_contact", "differences", "description")
# What it still tells of a row that it does not name.
OPEN_OF_UNNAMED = ("id", "unit", "form", "outcome")
IDEA_TITLE = "Idé som ingen har beslutat om"
INSIDE_OF_UNIT = ("lacking", "answers", "certified_by", "certified_for")


@dataclass(frozen=True, slots=True)
class RoundHead:
    """What is said of a round as a whole."""

    title: str
    speaks_of: date
    due_on: date
    opened_on: date
    closed_on: date
    questions: tuple[str, ...]
    closing_note: str | None = None
    source: str | None = None
    before: str | None = None


def frozen(
    head: RoundHead,
    units: Sequence[Mapping[str, Any]],
    rows: Sequence[Mapping[str, Any]],
    before: Sequence[Mapping[str, Any]],
) -> dict[str, Any]:
    """Return what is frozen of a round: JSON-able, the same for the same round whenever it is put together.

    `units` say of each list unit, state and who certified it; `rows` are `facts_of` with unit, outcome, persons,
    differences, whether they are marked with secrecy and whether the count is near a published one; `before` are the
    rows of the round before.
    """
    outcomes = [MappingOutcome(row["outcome"]) for row in rows]
    figures = rules.coverage((ListState(unit["state"]) for unit in units), outcomes)
    kept = ("id", "title", "is_marked", "status")
    named = {row["id"]: {name: row[name] for name in kept if row.get(name)} for row in (*before, *rows)}
    said = asdict(rules.changes(before, rows))
    told = {name: [named[key] for key in keys] for name, keys in said.items()}
    return {
        "schema": SCHEMA,
        **{name: _plain(value) for name, value in asdict(head).items()},
        "method": method(head, figures),
        "coverage": {**asdict(figures), "percent": figures.percent},
        "changes": told if head.before else None,
        "units": [dict(unit) for unit in units],
        "rows": [dict(row) for row in rows],
    }


def public(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return what anybody may read: without contacts and what people wrote, counts of persons under five not shown.

    Nor is a count that gives away a small one when it is compared with what an earlier round has shown (`is_near`).
    What is marked with secrecy (OSL 5:5) is counted, and not named: here it goes out without anybody having tried it.
    Nor is an idea, which is a draft of the house until somebody decides (TF 2:12).
    """
    inside = {"closing_note", "units", "rows", "changes"}
    return {
        **{name: value for name, value in content.items() if name not in inside},
        "changes": _open_changes(content["changes"]),
        "units": [_without(unit, INSIDE_OF_UNIT) for unit in content["units"]],
        "rows": [_open_row(row) for row in content["rows"]],
    }


def _open_row(row: Mapping[str, Any]) -> dict[str, Any]:
    told = _without(row, (*INSIDE_OF_ROW, "is_marked", "is_near"))
    if (title := _open_title(row)) == row["title"]:
        return {**told, "persons": rules.shown_persons(row["persons"], is_near=row.get("is_near", False))}
    unnamed = {name: value if name in OPEN_OF_UNNAMED else None for name, value in told.items()}
    return {**unnamed, "title": title, "parties": []}


def _open_title(row: Mapping[str, Any]) -> str:
    if row.get("is_marked"):
        return OPEN_TITLE
    return IDEA_TITLE if row.get("status") == CollaborationStatus.IDEA.value else str(row["title"])


def _open_changes(changes: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if changes is None:
        return None
    return {name: [_open_change(one) for one in told] for name, told in changes.items()}


def _open_change(one: Mapping[str, Any]) -> dict[str, Any]:
    return {"id": one["id"], "title": _open_title(one)}


def method(head: RoundHead, figures: RoundCoverage) -> str:
    """Return how the mapping was made, in plain Swedish, with what it does not cover."""
    if head.source:
        return _(
            "Uppgifterna avser %(day)s. De är upprättade i efterhand ur %(source)s och registrerade här %(closed)s. "
            "Ingen enhet har tillfrågats eller intygat dem.",
            day=head.speaks_of, source=head.source, closed=head.closed_on,
        )  # fmt: skip
    told = [
        _(
            "Uppgifterna avser %(day)s. Enheterna i bilagan fick %(opened)s var sin lista över den samverkan som "
            "registret trodde att de hade, att svara på rad för rad. Enhetens chef, eller ersättaren, intygar listan. "
            "Andra enheter är inte tillfrågade. Kartläggningen stängdes %(closed)s.",
            day=head.speaks_of, opened=head.opened_on, closed=head.closed_on,
        ),
        _(
            "%(certified)s av %(lists)s enheter har intygat sin lista, %(lacking)s av dem med uppgift om vad som "
            "saknas. %(percent)s procent av raderna är besvarade.",
            certified=figures.certified, lists=figures.lists, lacking=figures.lacking, percent=figures.percent,
        ),
    ]  # fmt: skip
    if unsure := figures.outcomes.get(MappingOutcome.UNSURE.value):
        told.append(
            ngettext(
                "%(num)s rad är osäker: ingen utan bindning till organisationen har svarat för den.",
                "%(num)s rader är osäkra: ingen utan bindning till organisationen har svarat för dem.",
                unsure,
            )
        )
    if figures.certified < figures.lists:
        told.append(_("Det som en enhet inte har intygat kan vara ofullständigt."))
    return " ".join(told)


def _without(values: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in names}


def _plain(value: Any) -> Any:
    return (
        value.isoformat() if isinstance(value, date) else list(value) if isinstance(value, tuple) else value
    )
