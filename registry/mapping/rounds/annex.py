"""The annex of a closed round: three files for the house and three for anybody, made once by the worker.

Made of what was frozen and nothing else, so that they can be made again and are the same, byte for byte.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from registry.city.guidelines.choices import Kind
from registry.collaborations.choices import Category, CollaborationStatus, Form
from registry.core import jobs
from registry.core.database import session
from registry.core.i18n import _, swedish
from registry.core.labels import label
from registry.documents.child import render_in_child
from registry.documents.content import sender
from registry.mapping.annexes import making
from registry.mapping.annexes.choices import AnnexFormat
from registry.mapping.rounds.choices import ListState, MappingOutcome
from registry.mapping.rounds.content import INSIDE_OF_ROW, INSIDE_OF_UNIT, public
from registry.mapping.rounds.models import MappingRound
from registry.settings import Settings, current
from registry.web.download import WorkbookSheet, write_sheets

JOB = "rounds.annex"
FILES = tuple((is_public, form) for is_public in (False, True) for form in AnnexFormat)
WORDS = {
    "form": Form, "category": Category, "kind": Kind, "status": CollaborationStatus, "outcome": MappingOutcome,
    "state": ListState,
}  # fmt: skip


def make_annex(payload: dict[str, Any], at: datetime) -> None:
    """Make the next file that is missing and come back for the one after it.

    Raises ValueError when what is stored is not what was frozen.
    """
    found = session.get_one(MappingRound, UUID(payload["round_id"]))
    content, round_id = found.content or {}, found.id
    making.check(content, found.content_hash)

    def draw(form: AnnexFormat, is_public: bool) -> bytes:
        return rendered(content, form, is_public=is_public)

    if making.make_next({"round_id": round_id}, FILES, found.title, draw, at=at):
        jobs.enqueue(JOB, payload, at=at, subject_id=round_id)


@swedish()
def rendered(content: Mapping[str, Any], form: AnnexFormat, *, is_public: bool) -> bytes:
    """Return one file of what was frozen, as bytes: the same for the same content."""
    told = public(content) if is_public else dict(content)
    if form is AnnexFormat.JSON:
        return making.as_json(told)
    if form is AnnexFormat.XLSX:
        return _workbook(told)
    return render_in_child(
        "mapping", printed(told, current(), is_public=is_public), data_name="kartlaggning.json"
    )


def printed(content: Mapping[str, Any], city: Settings, *, is_public: bool) -> dict[str, Any]:
    """Return what the document prints: words instead of codes, rows by unit, and whose letter it is."""
    rows = [{**dict.fromkeys(INSIDE_OF_ROW), **in_words(row)} for row in content["rows"]]
    return {
        **content,
        "is_public": is_public,
        "case_number": None,
        "draft": False,
        "secrecy": None,
        "frozen_at": content["closed_on"],
        "city": sender(city),
        "units": [_printed_unit(unit, rows) for unit in content["units"]],
        "outcomes": [(label(MappingOutcome(code)), n) for code, n in content["coverage"]["outcomes"].items()],
    }  # fmt: skip


def _printed_unit(unit: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    own = [row for row in rows if row["unit"] == unit["unit"]]
    return {**dict.fromkeys(INSIDE_OF_UNIT), **in_words(unit), "rows": own}


def in_words(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values with the words of their codes."""
    return {
        name: label(WORDS[name](value)) if name in WORDS and value else value
        for name, value in values.items()
    }


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _workbook(content: Mapping[str, Any]) -> bytes:
    heads = {
        "unit": _("Enhet"), "title": _("Samverkan"), "parties": _("Parter"), "form": _("Form"),
        "category": _("Vad"), "kind": _("Typ"), "status": _("Läge"), "outcome": _("Svar i kartläggningen"),
        "starts_on": _("Från och med"), "ends_on": _("Till och med"), "confirmed_on": _("Bekräftad"),
        "persons": _("Antal personer senaste året"), "description": _("Beskrivning"),
        "our_contact": _("Kontakt hos oss"), "their_contact": _("Kontakt hos parten"),
    }  # fmt: skip
    days = {"starts_on", "ends_on", "confirmed_on"}
    first: Sequence[Mapping[str, Any]] = content["rows"]
    names = [name for name in heads if not first or name in first[0]]

    def rows() -> Iterator[list[Any]]:
        for row in content["rows"]:
            told = in_words(row)
            yield [_day(told[name]) if name in days else told[name] for name in names]

    file = io.BytesIO()
    closed = datetime.fromisoformat(content["closed_on"]).replace(tzinfo=UTC)
    sheet = WorkbookSheet(_("Kartläggning"), [heads[name] for name in names], rows)
    write_sheets(file, [sheet], created=closed)
    return file.getvalue()
