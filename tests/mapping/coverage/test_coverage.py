"""Coverage counted in the database is that of the same rows read back and counted one by one, on both engines."""

import random
from datetime import date

import pytest

from registry.access.roles import Role
from registry.audit.past.queries import known_at
from registry.core import clock
from registry.mapping.coverage import axes, queries, replay
from registry.mapping.coverage.axes import Folds
from registry.mapping.coverage.choices import Dimension, Measure, RunningChoice
from registry.mapping.coverage.view import MapView
from tests.factories import TODAY, acting

pytestmark = [pytest.mark.both_engines, pytest.mark.usefixtures("plain")]
DAYS = (date(2019, 6, 1), date(2025, 3, 25), TODAY)
MONTHS = 12


def read(actor, view):
    """What the database counts, and what is counted one by one among what the register knows now."""
    former = (
        [] if view.is_unfolded else [*axes.former(view.rows, view.on), *axes.former(view.columns, view.on)]
    )
    known = replay.known(known_at(actor, clock.now()), view, months=MONTHS)
    told = [
        {(one.row, one.column, one.part): one.number for one in lines if one.number}
        for lines in (
            queries.counted(actor, view, months=MONTHS, folds=Folds(former)),
            replay.tally(known.collaborations, view, former),
        )
    ]
    return told, known.collaborations, former


def test_every_view_is_that_of_replay(made):
    actor = acting(Role.OFFICER)
    chance, seen = random.Random(7), 0
    pairs = [(a, b) for a in Dimension for b in Dimension if a.value < b.value]
    for rows, columns in pairs:
        other = chance.choice([one for one in Dimension if one not in {rows, columns, Dimension.KIND}])
        filters = ((other, str(chance.choice(made[other.value]).id)),) if chance.random() < 0.4 else ()
        view = MapView(
            chance.choice(DAYS), rows, columns, chance.choice([Measure.COLLABORATIONS, Measure.ORGANISATIONS]),
            chance.choice(list(RunningChoice)), filters=filters, is_unfolded=chance.random() < 0.3,
        )  # fmt: skip
        (counted, replayed), _found, _former = read(actor, view)
        assert counted == replayed, view
        seen += len(counted)
    assert seen > 150


def test_what_is_in_two_districts_that_became_one_is_counted_once(made):
    actor, (after, *before) = acting(Role.OFFICER), made["district"]
    merged = {one.id: after.id for one in before}
    view = MapView(TODAY, Dimension.DISTRICT, Dimension.KIND, is_unfolded=True)
    (plain, _replayed), found, _former = read(actor, view)
    counted, replayed = (
        {(one.row, one.column, one.part): one.number for one in lines if one.number}
        for lines in (
            queries.counted(actor, view, months=MONTHS, folds=Folds([], merged)),
            replay.tally(found, view, [], merged),
        )
    )
    assert counted == replayed
    of_all = {str(one.id) for one in made["district"]}
    there = sum(bool(one.keys[Dimension.DISTRICT] & of_all) for one in found)
    told = [
        sum(number for (row, column, _part), number in lines.items() if row in of_all and column == "all")
        for lines in (counted, plain)
    ]
    assert told[0] == there < told[1]


def test_the_rows_behind_every_cell_are_as_many_as_it_says(made):
    actor = acting(Role.OFFICER)
    view = MapView(TODAY, Dimension.DISTRICT, Dimension.ORGANISATION)
    (counted, _replayed), found, former = read(actor, view)
    for row, column in {keys[:2] for keys in counted}:
        opened = MapView(TODAY, view.rows, view.columns, cell=(row, column))
        number = sum(n for keys, n in counted.items() if keys[:2] == (row, column))
        listed = queries.listed(actor, opened, months=MONTHS, former=former)
        assert len(listed) == number
        assert [one.id for one in replay.behind(found, opened, former)] == [one.id for one in listed]


def test_a_partner_sees_nothing(made):
    assert queries.counted(acting(Role.PARTNER), MapView(TODAY), months=MONTHS, folds=Folds()) == []
