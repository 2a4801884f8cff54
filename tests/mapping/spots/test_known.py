"""The lists as they are known now are those of the same rows read back, on both engines."""

from datetime import date

import pytest

from registry.access.roles import Role
from registry.audit.past.queries import known_at
from registry.city.vocabulary import queries as vocabulary
from registry.core import clock
from registry.core.dates import months_after
from registry.mapping.coverage import replay
from registry.mapping.coverage.choices import Dimension
from registry.mapping.coverage.view import MapView
from registry.mapping.spots import known, naming, queries
from registry.mapping.spots.rules import SpotSources
from tests.factories import TODAY, acting

pytestmark = [pytest.mark.both_engines, pytest.mark.usefixtures("plain")]
MONTHS = 12


def read(view):
    actor = acting(Role.OFFICER)
    tally = queries.counted(actor, view, months=MONTHS)
    counted = SpotSources(
        queries.stated(actor, view.on), naming.carried(tally, vocabulary.became(view.on)),
        naming.shares(tally, view.on), naming.lone(tally, view.on),
        queries.ending(actor, view, months_after(view.on, 6), months=MONTHS),
    )  # fmt: skip
    past = known_at(actor, clock.now())
    found = replay.known(past, view, months=MONTHS)
    return counted, known.sources(past, found.collaborations, view)


def as_sets(found):
    """An order by name where places are alike is the engine's own."""
    carried = {
        dimension: (set(one.running), set(one.unconfirmed)) for dimension, one in found.carried.items()
    }
    return found.stated, carried, set(found.shares), set(found.lone), found.ending


@pytest.mark.parametrize("on", [date(2019, 6, 1), date(2025, 3, 25), TODAY])
def test_every_list_is_that_of_replay(made, on):
    counted, replayed = read(MapView(on))
    assert as_sets(counted) == as_sets(replayed)
    assert 3 in {len(share.key) for share in counted.shares}


def test_lists_of_a_group_are_that_of_replay(made):
    filters = ((Dimension.TARGET_GROUP, str(made["target_group"][0].id)),)
    whole, _replayed = read(MapView(TODAY))
    counted, replayed = read(MapView(TODAY, rows=Dimension.KIND, filters=filters))
    assert as_sets(counted) == as_sets(replayed)
    assert len(counted.shares) < len(whole.shares)
