"""Made-up reports: the annex of a mapping round, the map of a day, and a district's programme of the year."""

from datetime import date
from typing import Any

from registry.city.guidelines.choices import Kind
from registry.core.i18n import swedish
from registry.core.money import Money
from registry.enquiries.replies import content as replies
from registry.enquiries.replies.wording import AuthorityNames
from registry.mapping.coverage.choices import EVERYTHING, Dimension
from registry.mapping.coverage.figures import AxisItem, Coverage, CoverageCell
from registry.mapping.coverage.page import DrawnMap
from registry.mapping.coverage.view import MapView
from registry.mapping.drawings import pages
from registry.mapping.drawings.page import DrawnFigures
from registry.mapping.drawings.rules import DrawnAgreement, YearlySum
from registry.mapping.drawings.tiles import TiledDistrict
from registry.mapping.reports import files
from registry.mapping.reports.content import plain
from registry.mapping.rounds.annex import printed
from registry.mapping.rounds.content import RoundHead, frozen, public
from tests.application import settings_for

TOLD = {
    "id": "00000000-0000-0000-0000-000000000001", "title": "Språkcafé på torsdagar", "form": "informal",
    "category": "INF-TRAFF", "kind": None, "status": "running", "parties": ["Exempelföreningen"],
    "description": "Varje vecka på biblioteket.", "starts_on": "2026-01-15", "ends_on": None,
    "confirmed_on": "2026-11-01", "our_contact": "Kim", "their_contact": "Sam", "unit": "Enheten",
    "outcome": "confirmed", "persons": 3, "is_marked": False,
    "differences": [{"organisation": "Exempelföreningen", "words": "Inte varje vecka."}],
}  # fmt: skip
CITY = {
    "municipality": "Exempelstaden", "committee": "Exempelnämnden", "administration": "Exempelförvaltningen",
    "unit": None,
}  # fmt: skip


@swedish()
def mapped(*, is_public: bool) -> dict[str, Any]:
    """Return what the annex prints: a unit that certified with something missing, and a row that both sides see."""
    opened, closed = date(2026, 10, 1), date(2026, 12, 1)
    unit = {
        "unit": "Enheten", "state": "lacking", "lacking": "En mässa", "answers": ["Mycket"],
        "certified_by": "Chefen", "certified_for": None, "certified_on": "2026-12-01",
    }  # fmt: skip
    head = RoundHead("Hösten", date(2026, 9, 30), date(2026, 11, 15), closed, opened, ("Vad saknas?",))
    content = frozen(head, [unit], [TOLD], [])
    return printed(
        public(content) if is_public else content, settings_for("sqlite://"), is_public=is_public
    ) | {"city": CITY}


@swedish()
def map_report(name: str = "Exempelföreningen", groups: int = 2) -> dict[str, Any]:
    """Return what the report of the map on a day prints: drawings, a year beside, lists; `name` is anybody's."""
    on, cell = date(2026, 11, 29), CoverageCell(2, 1, 1)
    rows = [AxisItem(f"g{n}", f"{name} {n}") for n in range(groups)]
    columns = [AxisItem("u1", "Enheten"), AxisItem("u2", name)]
    keys = [(row.key, column.key) for row in rows for column in columns]
    table = Coverage(rows, columns, dict.fromkeys([*keys, *((EVERYTHING, key) for _row, key in keys)], cell))
    heat = DrawnMap(MapView(on), table)
    agreement = DrawnAgreement(name, "Pågår", date(2026, 1, 1), date(2028, 12, 31), 3, is_binding=True)
    drawn = DrawnFigures(
        MapView(on), heat, heat, [TiledDistrict("FARSTA", "Farsta", None, None, None, cell, 2)], [agreement],
        [YearlySum(2026, Kind.IOP, Money(300_000_00))],
    )  # fmt: skip
    counted = {
        "formal": 2,
        "informal": 1,
        "unconfirmed": 1,
        "organisations": 2,
        "units": 2,
        "kronor": 300_000_00,
    }
    row = {
        "id": "1", "title": name, "parties": [name], "unit": name, "target_groups": [], "districts": [],
        "kind": "iop", "running": "running", "since": None, "starts_on": None, "ends_on": None,
    }  # fmt: skip
    return files.printed(
        {
            "title": f"Kartläggning: {name}", "on": "2026-11-29", "known_on": None, "about": Dimension.UNIT.value,
            "subject": name, "asked_by": "Beställaren", "frozen_at": "2026-11-29T12:00:00Z", "draft": False,
            "case_number": None, "city": CITY, "method": "Så här gjordes den.", "remarks": [], "more": 0,
            "figures": {**counted, "agreements": 1}, "days": [{"on": "2025-11-29", **counted, "kronor": None}],
            "drawings": [plain(one) for one in pages.drawn(drawn)], "rows": [row],
            "spots": [{"kind": "white", "rows": [{"what": name, "why": name}]}],
        }
    )  # fmt: skip


def partner_statement() -> dict[str, Any]:
    """Return what a partner's statement prints: a collaboration, and an agreement whose last day nobody has said."""
    days = {"starts_on": "2026-01-01", "ends_on": None}
    return {
        "title": "Samverkan mellan staden och Exempelföreningen", "organisation": "Exempelföreningen",
        "city": CITY, "frozen_at": "2026-11-29T12:00:00Z", "draft": False, "more": False,
        "rows": [{"title": "Språkcafé", "unit": "Enheten", "said": "Pågår", **days}],
        "agreements": [{"title": "Språkcafé", "said": "Pågår", **days}],
    }  # fmt: skip


def programme() -> dict[str, Any]:
    """Return what a district board's report prints: a priority with its status, one that waits, money and meetings."""
    priority = {
        "code": "EX1", "title": "Uppsökande arbete", "text": "Unga utan känd aktivitet.", "status": "Gäller",
        "is_pending": False, "responsible": "Enheten", "partners": "Exempelföreningen", "places": "Torget",
        "target_groups": "Unga", "activities": "Uppsökande", "follow_up": "I tertialrapporten", "progress": "Pågår",
        "progress_on": "2026-09-30", "motive": "Två medarbetare har börjat.", "carried_by": ["Språkcafé"],
    }  # fmt: skip
    waiting = {**priority, "code": "EX2", "status": "Inte beslutad än", "is_pending": True, "carried_by": []}
    waiting |= dict.fromkeys(("progress", "progress_on", "motive"))
    return {
        "title": "Lokalt utvecklingsprogram 2026: Exempelområdet", "district": "Exempelområdet",
        "case_number": "EX 2026/1", "city": CITY, "frozen_at": "2026-11-29T12:00:00Z", "draft": False,
        "programme": {
            "title": "Lokalt utvecklingsprogram 2026", "year": 2026, "adopted_by": "Exempelnämnden",
            "adopted_on": "2026-01-20",
        },
        "own": [priority, waiting], "general": [],
        "funding": [
            {
                "name": "Särskilda medel", "decided_by": "Fullmäktige", "year": 2026, "amount": 200000000,
                "purpose": "Uppsökande arbete", "planned_use": "Två tjänster", "outcome": None,
            }
        ],
        "meetings": [
            {
                "title": "Dialogmöte", "is_held": True, "on": "2026-05-12", "when": None,
                "parties": "Nämnden och områdets nämnd", "outcome": "Prioriteringarna står fast.",
            }
        ],
    }  # fmt: skip


def reply(*, is_public: bool) -> dict[str, Any]:
    """Return a made-up reply to a political question, attested, with a footnote, a row behind it and the map."""
    basis = {
        "kind": "collaboration",
        "id": "0199-1",
        "version": 2,
        "label": "Språkcafé",
        "read_on": "2027-01-10",
    }
    line = {"kind": "paragraph", "note": None, "edited_by": None, "is_inside": False, "basis": []}
    said = {
        "proposal": "Nämnden beslutar.",
        "summary": "En skrivelse kom in.",
        "answer": "Språkcaféet pågår.",
    }
    lines = [{**line, "section": section, "text": text} for section, text in said.items()]
    lines[-1] |= {"basis": [basis], "note": "En fotnot."}
    lines.insert(-1, {**line, "section": "answer", "kind": "heading", "text": "Behov"})
    box = {"shape": "box", "x": 0, "width": 50, "y": 1, "height": 1, "mark": "solid", "strength": 0.5}
    words = {
        "shape": "words",
        "x": 0,
        "y": 1,
        "words": "Nyanlända & andra",
        "anchor": "start",
        "is_veiled": False,
    }
    content = {
        "title": "Svar på skrivelse", "meeting_on": "2027-02-01", "officer": "Handläggaren", "phone": "08-1",
        "speaks_of": "2027-01-10", "annexes": ["Skrivelse"], "lines": lines,
        "figure": {
            "title": "Målgrupper", "said": "En målgrupp.", "key": "1 Enheten", "height": 3, "on": "2027-01-10",
            "shapes": [box, words],
            "columns": ["Målgrupp", "Enheten"], "rows": [["Nyanlända", "1"]],
        },
    }  # fmt: skip
    head = replies.ReplyHead(
        names=AuthorityNames("Förvaltningen", "Nämnden"), municipality="Staden", case_number="N 2027/1",
        frozen_at="2027-01-15", attested=(replies.AttestedName("Chefen", "Direktör", date(2027, 1, 15)),),
    )  # fmt: skip
    return replies.printed(content, head, is_public=is_public)
