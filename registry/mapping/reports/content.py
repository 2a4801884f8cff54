"""What is frozen of a report: figures, the days beside, drawings with their tables, lists, and how it was made.

Plain values: the same content gives the same files, byte for byte, whatever becomes of the register.
"""

from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from registry.access.actor import Actor
from registry.access.roles import Role
from registry.core import clock
from registry.core.i18n import swedish
from registry.core.labels import Labelled
from registry.core.money import Money
from registry.documents.content import moment, sender
from registry.mapping.coverage.choices import NOTHING, Dimension
from registry.mapping.drawings import page as drawing
from registry.mapping.drawings import pages
from registry.mapping.drawings.page import DrawnFigures
from registry.mapping.drawings.rules import DrawnAgreement
from registry.mapping.drawings.shapes import MapDrawing
from registry.mapping.reports import listing, rules
from registry.mapping.reports.rules import ReportQuestion
from registry.mapping.spots import page as finding
from registry.settings import Settings

SCHEMA = "kartlaggningsrapport/1"
COUNTED = ("formal", "informal", "unconfirmed", "organisations", "units", "kronor")
FIGURES = (*COUNTED, "agreements")

# Whoever asks, a report says what all of the staff may read: it is read by others than who asked for it.
READER = Actor(user_id=UUID(int=0), name="", roles=frozenset({Role.OFFICER}))


@dataclass(frozen=True, slots=True)
class ReportHead:
    """What is said of a report as a whole: its name, what it is about in words, and who asked for it."""

    title: str
    subject: str | None
    asked_by: str


@swedish()
def frozen(question: ReportQuestion, head: ReportHead, *, settings: Settings, at: datetime) -> dict[str, Any]:
    """Return what is frozen of the report, counted at the moment as `READER` may read it. Only reads."""
    view, months = question.view(), settings.confirm_months
    today = clock.local(at).date()
    rows, is_whole = (
        listing.listed(READER, replace(view, is_public=True), months=months),
        question.dimension is None,
    )
    found = _figures(question)
    drawn = _figures(question, is_public=True)
    running = listing.running_among(
        READER, drawn.view, [one.collaboration_id for one in drawn.agreements], months=months
    )
    open_ = of_day(drawn, today, running, is_whole=is_whole)
    total = found.heat.table.total.weight
    shown = open_.heat.table.total.weight
    return {
        "schema": SCHEMA,
        "title": head.title,
        "on": question.on.isoformat(),
        "known_on": question.known_on.isoformat() if question.known_on else None,
        "about": question.dimension.value if question.dimension else None,
        "subject": head.subject,
        "asked_by": head.asked_by,
        "frozen_at": moment(at),
        "draft": False,
        "case_number": None,
        "city": sender(settings),
        "method": rules.method(question, made=clock.local(at), months=months, hidden=total - shown),
        "remarks": [str(one) for one in found.remarks],
        "figures": {
            **counted(found),
            "agreements": drawing.agreements_in_force(READER, found),
        },
        "days": _days(question, found),
        "drawings": [plain(one) for one in pages.drawn(open_)],
        "rows": rows,
        "more": max(shown - len(rows), 0),
        "spots": _spots(question) if is_whole else None,
    }  # fmt: skip


def counted(found: DrawnFigures) -> dict[str, int | None]:
    """Return the key numbers of the day; kronor are whole öre, decided for its year, None where none are registered."""
    total, on = found.heat.table.total, found.view.on
    ties = found.ties.table
    numbers = (
        *total.parts,
        drawing.organisations(READER, found),
        sum(one.key != NOTHING for one in ties.rows) + ties.cut[0],
        sum(one.amount.ore for one in found.sums if one.year == on.year) or None,
    )
    return dict(zip(COUNTED, numbers, strict=True))


def in_force(agreement: DrawnAgreement, on: date, running: Collection[UUID]) -> bool:
    """Return whether a decided agreement, which had not ended on the day, had begun by then.

    One whose first day nobody knows had where its collaboration is among those that run on the day.
    """
    if agreement.starts_on:
        return agreement.is_binding and agreement.starts_on <= on
    return agreement.is_binding and agreement.collaboration_id in running


def of_day(
    found: DrawnFigures, today: date, running: Collection[UUID], *, is_whole: bool = True
) -> DrawnFigures:
    """Return what of it a report of the day draws: agreements that bind, drafts being nobody's to read yet (TF 2:12).

    Of a day that has passed only what had begun by then, and kronor for years until then. A report about one thing
    tells no priorities of the districts, which are not about it.
    """
    on = found.view.on
    is_past = on < today
    agreements = [
        one for one in found.agreements
        if in_force(one, on, running) or (one.is_binding and one.starts_on and not is_past)
    ]  # fmt: skip
    sums = [one for one in found.sums if not is_past or one.year <= on.year]
    districts = (
        found.districts if is_whole else [replace(one, priorities=0, earlier=0) for one in found.districts]
    )
    return replace(found, agreements=agreements, sums=sums, districts=districts)


def plain(drawn: MapDrawing) -> dict[str, Any]:
    """Return a drawing as plain values: its shapes, and its table with öre and ISO dates."""
    told = asdict(drawn)
    told["columns"] = [[key, str(words), numeric] for key, words, numeric in drawn.columns]
    told["marks"] = [[mark, str(words)] for mark, words in drawn.marks]
    told["rows"] = [{key: _plain(value) for key, value in row.items()} for row in drawn.rows]
    return {**told, "title": str(drawn.title), "said": str(drawn.said), "key": str(drawn.key)}


def _figures(question: ReportQuestion, on: date | None = None, *, is_public: bool = False) -> DrawnFigures:
    rows = Dimension.ACTIVITY if question.dimension is Dimension.TARGET_GROUP else Dimension.TARGET_GROUP
    # Whoever is named by the report is not named by what is marked with secrecy either.
    is_public = is_public or question.dimension is Dimension.ORGANISATION
    view = replace(question.view(on), is_public=is_public)
    return drawing.figures(READER, view, clock.today(), rows, is_at_once=False)


def _days(question: ReportQuestion, found: DrawnFigures) -> list[dict[str, Any]]:
    """Return the key numbers of each day beside the report's own, and of that last; nothing when none was asked for."""
    if not question.days:
        return []
    own = {"on": question.on.isoformat(), **counted(found)}
    earlier = [{"on": day.isoformat(), **counted(_figures(question, day))} for day in question.days]
    return [*earlier, own]


def _spots(question: ReportQuestion) -> list[dict[str, Any]]:
    found = finding.spots(READER, replace(question.view(), is_public=True), is_at_once=False).lists
    return [
        {"kind": kind.value, "rows": [{"what": str(one.what), "why": str(one.why)} for one in spots]}
        for kind, spots in found.items()
    ]


def _plain(value: Any) -> Any:
    if isinstance(value, Money):
        return {"ore": value.ore}
    if isinstance(value, Labelled):
        return str(value.words)
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or isinstance(value, int) else str(value)
