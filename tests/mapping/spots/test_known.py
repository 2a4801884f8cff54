"""The lists as they are known now are those of the same rows read back, on both engines."""

from datetime import date, timedelta

import pytest

from registry.access.roles import Role
from registry.agreements.models import Agreement, Edition
from registry.agreements.workflow import State
from registry.audit.past.queries import known_at
from registry.city.guidelines.choices import Kind
from registry.city.vocabulary import queries as vocabulary
from registry.core import clock
from registry.core.dates import months_after
from registry.mapping.coverage import replay
from registry.mapping.coverage.choices import Dimension
from registry.mapping.coverage.view import MapView
from registry.mapping.spots import known, naming, queries
from registry.mapping.spots.rules import SpotSources
from tests.factories import NOON, TODAY, acting, collaboration, stored

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


def agreement(made, state, ends_on):
    owner = Agreement(collaboration_id=made.id, kind=Kind.IOP, state=state, updated_at=NOON)
    given = {"title": f"Till {ends_on}", "created_at": NOON, "ends_on": ends_on, "unit_id": made.unit_id}
    stored(Edition(agreement=owner, is_current=True, **given))


def test_what_has_ended_since_was_ending_then_and_goes_on_after_another():
    """On an earlier day, as it is known now: the agreement applied until its last day (issue 16)."""
    first, second, third = (TODAY - timedelta(days=n) for n in (10, 9, 5))
    alone, followed = collaboration("Mässan"), collaboration("Caféet")
    agreement(alone, State.ENDED, first)
    agreement(followed, State.ACTIVE, second)
    agreement(followed, State.ENDED, third)
    counted, replayed = read(MapView(TODAY - timedelta(days=40)))
    assert [(one.ends_on, one.has_next) for one in counted.ending] == [
        (first, False), (second, True), (third, False),
    ]  # fmt: skip
    assert replayed.ending == counted.ending
