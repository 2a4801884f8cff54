"""What a report can be asked for, what stands beside its day, and what of the drawings it prints."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from registry.city.guidelines.choices import Kind
from registry.core.i18n import swedish
from registry.core.money import Money
from registry.mapping import known_moments
from registry.mapping.coverage.choices import Dimension
from registry.mapping.coverage.figures import AxisItem, Coverage, CoverageCell
from registry.mapping.coverage.page import DrawnMap
from registry.mapping.coverage.view import MapView
from registry.mapping.drawings import pages
from registry.mapping.drawings.page import DrawnFigures
from registry.mapping.drawings.rules import DrawnAgreement, YearlySum
from registry.mapping.reports import content, rules
from registry.mapping.reports.choices import EarlierDays
from registry.mapping.reports.rules import ReportQuestion

DAY, TODAY = date(2025, 3, 25), date(2026, 11, 29)
NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)  # one o'clock in Stockholm
ONE = UUID(int=1)


@pytest.fixture(autouse=True)
def words():
    with swedish():
        yield


@pytest.mark.parametrize(
    ("question", "is_known", "where", "words"),
    [
        (ReportQuestion(DAY), True, None, ""),
        (ReportQuestion(date(1900, 1, 1)), True, "on", "mellan åren 1990 och 2100"),
        (ReportQuestion(date(9999, 1, 1)), True, "on", "mellan åren 1990 och 2100"),
        (ReportQuestion(DAY, date(1900, 1, 1)), False, "known_at", "mellan åren"),
        (ReportQuestion(DAY, date(2027, 1, 1)), True, "known_at", "Ingen vet än"),
        (ReportQuestion(DAY, date(2024, 1, 1)), False, "known_at", "Ingen uppgift fanns i registret då"),
        (ReportQuestion(DAY, TODAY), True, None, ""),
        (ReportQuestion(DAY, known_moments.read("2026-11-29T12:59")), True, None, ""),
        (
            ReportQuestion(DAY, known_moments.read("2026-11-29T13:01")),
            True,
            "known_at",
            "november 2026 klockan 13.01",
        ),
        (ReportQuestion(DAY, known_moments.read("9999-12-31T23:59")), True, "known_at", "mellan åren"),
    ],
)
def test_a_day_that_cannot_be_is_told_where_it_stands(question, is_known, where, words):
    found = list(rules.problems(question, at=NOON, is_known=lambda _known: is_known))
    assert [one.field for one in found] == ([where] if where else [])
    assert not found or words in found[0].message


@pytest.mark.parametrize(
    ("on", "years", "which", "days"),
    [
        (DAY, 2, EarlierDays.SAME_DAY, (date(2023, 3, 25), date(2024, 3, 25))),
        (DAY, 2, EarlierDays.YEAR_END, (date(2023, 12, 31), date(2024, 12, 31))),
        (date(2024, 2, 29), 1, EarlierDays.SAME_DAY, (date(2023, 2, 28),)),  # a year without the day
        (date(1991, 5, 1), 10, EarlierDays.SAME_DAY, (date(1990, 5, 1),)),  # none before the first year
        (DAY, 0, EarlierDays.YEAR_END, ()),
    ],
)
def test_the_same_day_of_earlier_years_the_earliest_first(on, years, which, days):
    assert rules.earlier(on, years, which) == days


def test_questions_that_differ_have_different_keys():
    asked = [
        ReportQuestion(DAY), ReportQuestion(TODAY), ReportQuestion(DAY, TODAY), ReportQuestion(DAY, days=(TODAY,)),
        ReportQuestion(DAY, None, Dimension.UNIT, ONE), ReportQuestion(DAY, TODAY, Dimension.UNIT, UUID(int=2)),
        ReportQuestion(DAY, days=(date(2024, 12, 31),)), ReportQuestion(DAY, days=(date(2024, 3, 25),)),
        ReportQuestion(date(1995, 3, 25)), ReportQuestion(date(2095, 3, 25)),
        ReportQuestion(DAY, NOON, Dimension.UNIT, ONE), ReportQuestion(DAY, NOON, Dimension.UNIT, ONE, (TODAY,)),
    ]  # fmt: skip
    keys = {one.key for one in asked}
    assert len(keys) == len(asked)
    assert max(map(len, keys)) <= 64


def test_the_method_says_what_is_known_when_and_what_is_hidden():
    made = datetime(2026, 11, 29, 16, 5)  # noqa: DTZ001 - the city's own time
    now = rules.method(ReportQuestion(DAY), made=made, months=12, hidden=0)
    assert "läget den 25 mars 2025 så som registret visste det när rapporten togs fram" in now
    assert "klockan 16.05" in now
    assert "äldre än 12 månader" in now
    assert "sekretess" not in now
    then = rules.method(ReportQuestion(DAY, date(2025, 6, 1)), made=made, months=12, hidden=3)
    assert "så som registret visste det när den 1 juni 2025 var slut" in then
    known = known_moments.read("2025-06-01T12:30+00:00")
    moment = rules.method(ReportQuestion(DAY, known), made=made, months=12, hidden=0)
    assert "så som registret visste det den 1 juni 2025 klockan 14.30" in moment
    assert "3 av samarbetena är sekretessmarkerade (5 kap. 5 §" in then


def agreement(starts_on, *, is_binding=True, of=ONE):
    return DrawnAgreement("Avtal", "Pågår", starts_on, date(2028, 1, 1), None, is_binding, of)


@pytest.mark.parametrize(
    ("one", "on", "told"),
    [
        (agreement(date(2025, 1, 1)), DAY, True),
        (agreement(date(2025, 3, 26)), DAY, False),  # had not begun by a day that has passed
        (agreement(date(2027, 1, 1)), TODAY, True),  # decided, and begins later
        (agreement(date(2025, 1, 1), is_binding=False), DAY, False),  # a draft is nobody's to read (TF 2:12)
        (agreement(None), DAY, True),  # its collaboration runs on the day
        (agreement(None, of=UUID(int=2)), DAY, False),
    ],
)
def test_a_report_draws_what_was_decided_and_had_begun(one, on, told):
    found = figures([one], on=on)
    assert bool(content.of_day(found, TODAY, {ONE}).agreements) is told


def figures(agreements=(), *, on=DAY, table=None, sums=()):
    empty = DrawnMap(MapView(on), table or Coverage([], [], {}))
    return DrawnFigures(MapView(on), empty, DrawnMap(MapView(on), Coverage([], [], {})), [], agreements, sums)


def test_a_long_drawing_goes_on_in_another_and_every_row_is_drawn():
    groups = [AxisItem(f"g{n}", f"Grupp {n}") for n in range(100)]
    units = [AxisItem(f"u{n}", f"Enhet {n}") for n in range(14)]
    cells = {(group.key, unit.key): CoverageCell(1) for group in groups for unit in units}
    sums = [YearlySum(2000 + n, Kind.IOP, Money(100 * n)) for n in range(30)]
    drawn = pages.drawn(figures(table=Coverage(groups, units, cells), sums=sums))
    heat = [one for one in drawn if one.name == "heat"]
    assert len(heat) == 14
    assert heat[0].title == "Målgrupper och enheter, del 1 av 14"
    assert {row["row"] for one in heat for row in one.rows} == {one.words for one in groups}
    assert {words for one in heat for _key, words, numeric in one.columns if numeric} == {
        u.words for u in units
    }
    assert max(one.height for one in drawn) <= 62  # rem of 13 pixels: what a page has room for
    money = [one for one in drawn if one.name == "money"]
    widest = [max((s.width for s in one.shapes if s.shape == "box"), default=0) for one in money]
    assert widest[0] < widest[-1]  # all against the largest of all
