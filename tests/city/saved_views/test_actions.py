"""Saving views, on both engines: own or shared within the unit, optimistic, and open also when a value is gone."""

from dataclasses import replace

import pytest

from registry.access.actor import HeldPost
from registry.access.roles import Post
from registry.city.saved_views import actions, queries
from registry.core.database import session
from registry.core.errors import DomainError, Stale
from tests.factories import NOON, acting, unit

pytestmark = pytest.mark.usefixtures("work")


def names(actor):
    return [row.name for row in queries.of_list(actor, "organisations")]


def saved(actor, name="Mina", unit_id=None):
    return actions.save("organisations", "q=idrott&page=x", name=name, unit_id=unit_id, actor=actor, at=NOON)


def test_ones_own_until_shared_within_the_unit():
    place, other = unit("Jobbtorg Kista"), unit("Jobbtorg Farsta")
    boss, colleague, stranger, nobody = acting(), acting(), acting(), acting()
    boss, colleague = (replace(one, posts=(HeldPost(Post.UNIT_HEAD, place.id),)) for one in (boss, colleague))
    stranger = replace(stranger, posts=(HeldPost(Post.UNIT_HEAD, other.id),))
    view = saved(boss)
    session.flush()
    assert [names(one) for one in (boss, colleague, stranger, nobody)] == [["Mina"], [], [], []]
    actions.change(view, name="Våra", unit_id=place.id, seen=1, actor=boss)
    session.flush()
    assert [names(one) for one in (boss, colleague, stranger, nobody)] == [["Våra"], ["Våra"], [], []]
    assert queries.saved_view(colleague, view.id) is view
    assert queries.saved_view(stranger, view.id) is None
    with pytest.raises(DomainError, match="uppdrag"):
        actions.change(view, name="Våra", unit_id=other.id, seen=2, actor=boss)
    with pytest.raises(DomainError, match="uppdrag"):
        saved(nobody, unit_id=place.id)
    assert queries.units(nobody) == []
    actions.remove(view)
    session.flush()
    assert names(boss) == []


def test_two_changes_at_once_and_a_taken_name():
    actor = acting()
    view = saved(actor)
    saved(actor, "Andra")
    session.flush()
    assert view.query == "q=idrott"
    with pytest.raises(Stale):
        actions.change(view, name="Nytt", unit_id=None, seen=0, actor=actor)
    with pytest.raises(DomainError, match="redan en vy"):
        actions.change(view, name="andra", unit_id=None, seen=1, actor=actor)
    actions.change(view, name="MINA", unit_id=None, seen=1, actor=actor)
