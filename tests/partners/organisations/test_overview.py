"""The overview of an organisation's page: what is told by whom, and what is to come and has happened."""

from datetime import date, datetime
from types import SimpleNamespace as Told

from registry.core.clock import STOCKHOLM
from registry.partners.organisations.models import Standing
from registry.partners.organisations.overview import (
    MOST_COMING,
    MOST_PAST,
    DatedEvent,
    KeyFigure,
    divided,
    page_overview,
)

ON = date(2026, 11, 29)


def event(month: int, *, happened: bool, year: int = 2026) -> DatedEvent:
    return DatedEvent(date(year, month, 1), f"{year}-{month}", happened)


def test_what_is_late_comes_first_and_the_very_first_day_is_never_left_out():
    late, soon = event(1, happened=False), event(12, happened=False)
    past = [event(month, happened=True, year=year) for year in (2024, 2025) for month in range(1, 13)]
    coming, before = divided([soon, *past, late])
    assert coming == [late, soon]
    assert before == [*reversed(past[-(MOST_PAST - 1) :]), past[0]]
    few = past[:MOST_PAST]
    assert divided(few) == ([], [*reversed(few)])
    many = [event(month, happened=False) for month in range(1, 13)]
    assert divided(many) == (many[:MOST_COMING], [])


def test_the_overview_asks_each_part_for_what_it_has_and_no_more():
    organisation = Told(
        created_at=datetime(2026, 1, 1, tzinfo=STOCKHOLM), standing=Standing.DISSOLVED,
        dissolved_on=date(2026, 5, 1), names=[Told(name="Förr", ends_on=date(2025, 1, 1))],
    )  # fmt: skip
    said = KeyFigure("Konto", "Bekräftat")
    pays = Told(pays_out=True, events=lambda: [event(6, happened=True)])
    asks = Told(figures=lambda pays_out: [said] if pays_out else [], notes={"name": "En lista"})
    found = page_overview(organisation, [["rows"], asks, pays], on=ON)
    assert (found.pays_out, found.figures, found.notes) == (True, [said], {"name": "En lista"})
    assert [one.on.isoformat() for one in found.past] == [
        "2026-06-01",
        "2026-05-01",
        "2026-01-01",
        "2025-01-01",
    ]
    assert page_overview(organisation, [asks], on=ON).figures == []
