"""What is too much to count at once is counted in portions, comes to the same, and is counted once."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from registry import settings
from registry.access.roles import Role
from registry.city.accounts.models import RoleGrant
from registry.core.database import session
from registry.core.errors import DomainError
from registry.core.jobs import Job
from registry.mapping.coverage import axes, counting, page, queries, tallies
from registry.mapping.coverage.axes import Folds
from registry.mapping.coverage.choices import Dimension, Measure
from registry.mapping.coverage.models import MapCount
from registry.mapping.coverage.view import MapView
from registry.mapping.difference import page as differing
from registry.mapping.drawings import page as drawing
from registry.mapping.spots import page as finding
from tests.factories import NOON, TODAY, acting

pytestmark = [pytest.mark.both_engines, pytest.mark.usefixtures("plain")]
MONTHS = 12


@pytest.fixture
def actor(made, monkeypatch):
    monkeypatch.setattr(counting, "PORTION", 2)
    found = acting(Role.OFFICER)
    session.add(RoleGrant(user_id=found.user_id, role=Role.OFFICER, starts_on=date(2020, 1, 1)))
    return found


def counted_in_the_queue(actor, view, *, stops=()):
    """Count as the worker does, portion by portion; return the count and how many portions it took."""
    row = counting.ask(view, actor=actor, at=NOON)
    portions = 0
    while row.finished_at is None:
        counting.count({"count_id": str(row.id)}, NOON)
        portions += 1
        assert row.done <= row.total
    return row, portions


def as_told(lines):
    return {(one.row, one.column, one.part): one.number for one in lines if one.number}


@pytest.mark.parametrize("measure", list(Measure))
def test_portions_come_to_what_is_counted_at_once(actor, measure):
    for rows, columns in random.Random(measure.value).sample(
        [(a, b) for a in Dimension for b in Dimension if a != b], 5
    ):
        view = MapView(TODAY, rows, columns, measure)
        former = axes.formers(rows, columns, TODAY)
        row, portions = counted_in_the_queue(actor, view)
        assert as_told(counting.lines_of(row)) == as_told(
            queries.counted(actor, view, months=MONTHS, folds=Folds(former))
        )
        assert portions > 1
        assert row.done == row.total


def test_asked_twice_it_is_counted_once_and_anew_when_it_is_done(actor):
    view = MapView(TODAY)
    one, same = (counting.ask(view, actor=actor, at=NOON) for _turn in range(2))
    assert one is same
    assert session.scalar(select(func.count()).select_from(Job).where(Job.subject_id == one.id)) == 1
    another = MapView(TODAY, measure=Measure.KRONOR)
    assert counting.ask(another, actor=actor, at=NOON) is not one
    row, _portions = counted_in_the_queue(actor, view)
    again = counting.ask(view, actor=actor, at=NOON)
    assert again is row
    assert (again.done, again.finished_at, again.lines) == (0, None, [])


def test_a_portion_that_another_worker_has_counted_is_not_counted_again(actor, monkeypatch):
    row = counting.ask(MapView(TODAY), actor=actor, at=NOON)
    counted = queries.counted

    def overtaken(*args, **more):
        found = counted(*args, **more)
        row.done, row.after = 3, row.id  # while this one thought, the other one wrote
        return found

    monkeypatch.setattr(queries, "counted", overtaken)
    counting.count({"count_id": str(row.id)}, NOON)
    assert row.lines == []


def test_more_than_the_limit_is_told_and_what_was_counted_is_shown(actor):
    view = MapView(TODAY, Dimension.UNIT, Dimension.KIND)
    whole = page.drawn(actor, view)
    assert not whole.is_too_much
    with pytest.raises(queries.TooManyToCount):
        queries.counted(actor, view, months=MONTHS, folds=Folds(), most=3)
    settings.use(replace(settings.current(), map_at_once=3))
    waiting = page.drawn(actor, view)
    assert waiting.is_too_much
    assert waiting.queued is None
    assert waiting.is_waiting
    assert not waiting.table.rows
    assert [one.name for one in drawing.drawings(actor, view, TODAY).drawings] == []
    assert len(drawing.drawings(actor, view, TODAY).waiting) == 4
    assert not finding.spots(actor, view).lists
    compared = differing.difference(actor, view, view)
    assert (len(compared.waiting), compared.cells) == (2, [])
    counted_in_the_queue(actor, view)
    shown = page.drawn(actor, view)
    assert shown.queued.finished_at == NOON
    assert shown.table == whole.table


def test_a_tile_of_merged_districts_says_the_same_when_it_was_counted_in_the_queue(actor):
    def tiles():
        found = drawing.figures(actor, MapView(TODAY), TODAY)
        return found, [one.number for one in found.districts]

    _found, at_once = tiles()
    assert sum(at_once)
    settings.use(replace(settings.current(), map_at_once=3))
    for view in [one.view for one in tiles()[0].waiting]:
        counted_in_the_queue(actor, view)
    found, in_the_queue = tiles()
    assert not found.waiting
    assert in_the_queue == at_once


def test_organisations_beyond_the_heaviest_are_one_row(actor, monkeypatch):
    monkeypatch.setattr(tallies, "MOST_NAMED", 2)
    view = MapView(TODAY, Dimension.ORGANISATION, Dimension.KIND)
    named = queries.named(actor, view, months=MONTHS)
    lines = as_told(queries.counted(actor, view, months=MONTHS, folds=Folds(named=named)))
    assert {row for row, _column, _part in lines} <= {"all", "none", "others", *map(str, named)}
    assert any(row == "others" for row, _column, _part in lines)
    assert as_told(queries.counted(actor, view, months=MONTHS, folds=Folds(named=None))) == lines
    row, _portions = counted_in_the_queue(actor, view)
    assert as_told(counting.lines_of(row)) == lines


def test_a_count_that_the_worker_gave_up_says_so_and_is_counted_again(actor):
    view = MapView(TODAY)
    settings.use(replace(settings.current(), map_at_once=3))
    row = counting.ask(view, actor=actor, at=NOON)
    (job,) = session.scalars(select(Job).where(Job.subject_id == row.id))
    assert not page.drawn(actor, view).has_failed
    job.state = "failed"
    assert page.drawn(actor, view).has_failed
    assert counting.ask(view, actor=actor, at=NOON + timedelta(hours=1)) is row
    assert not counting.has_failed(row)
    counted_in_the_queue(actor, view)
    assert not page.drawn(actor, view).has_failed


def test_nobody_fills_the_queue_alone(actor, monkeypatch):
    monkeypatch.setattr(counting, "MOST_WAITING", 1)
    first = counting.ask(MapView(TODAY), actor=actor, at=NOON)
    other = MapView(TODAY, Dimension.KIND)
    with pytest.raises(DomainError, match="redan 1 uträkningar"):
        counting.ask(other, actor=actor, at=NOON)
    assert counting.ask(MapView(TODAY), actor=actor, at=NOON) is first
    assert counting.ask(other, actor=acting(Role.OFFICER), at=NOON) is not first
    counted_in_the_queue(actor, MapView(TODAY))
    assert counting.ask(MapView(TODAY, Dimension.UNIT, Dimension.KIND), actor=actor, at=NOON)


def test_a_week_later_it_is_forgotten(actor):
    counting.ask(MapView(TODAY), actor=actor, at=NOON)
    counting.forget({}, NOON.replace(year=NOON.year + 1))
    assert session.scalar(select(func.count()).select_from(MapCount)) == 0


def test_what_was_counted_with_other_rights_is_not_what_one_sees_now(actor):
    """Kronor depend on which matters one finds: a registrar finds those that are marked too (OSL 5:5)."""
    kronor, number = MapView(TODAY, measure=Measure.KRONOR), MapView(TODAY)
    before = replace(actor, roles=frozenset({Role.REGISTRAR}))
    assert counting.key_of(before, kronor) != counting.key_of(actor, kronor)
    assert counting.key_of(before, number) == counting.key_of(actor, number)


def test_a_partner_does_not_see_how_far_it_has_come(actor):
    row = counting.ask(MapView(TODAY), actor=actor, at=NOON)
    assert counting.loaded(actor, row.id) is row
    assert counting.loaded(acting(Role.PARTNER), row.id) is None
