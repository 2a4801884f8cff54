"""The lists that collaborations are described with, on a database: order, closed districts, what is tied to what."""

from datetime import date

import pytest

from registry.city.vocabulary import queries
from registry.city.vocabulary.choices import Scope, Term, VocabularyTerms
from registry.city.vocabulary.models import TargetGroup
from registry.collaborations.models import Collaboration
from registry.collaborations.queries import LINKS
from registry.core.columns import new_id
from registry.core.database import session
from tests.factories import TODAY, activity, collaboration, district, target_group
from tests.partners.organisations.conftest import work

__all__ = ["work"]

pytestmark = pytest.mark.usefixtures("work")


def names(terms):
    return [term.name for term in terms]


def test_all_three_lists_in_their_own_order():
    target_group("Unga", 2)
    target_group("Nyanlända", 1)
    activity("Språkstöd")
    after = district("Järva", 2)
    district("Rinkeby-Kista", 1, ends_on=date(2023, 6, 30), successor_id=after.id)
    terms = queries.terms()
    assert names(terms.target_groups) == ["Nyanlända", "Unga"]
    assert names(terms.activities) == ["Språkstöd"]
    assert [term.words for term in terms.districts] == ["Rinkeby-Kista (nu Järva)", "Järva"]


def test_a_closed_district_is_offered_only_where_it_is_chosen():
    closed = Term(new_id(), "RK", "Rinkeby-Kista", date(2023, 6, 30))
    last_day = Term(new_id(), "X", "I dag", TODAY)
    terms = VocabularyTerms(districts=(closed, last_day))
    assert terms.open(TODAY).districts == (last_day,)
    assert terms.open(TODAY, kept={closed.id}).districts == (closed, last_day)
    assert closed.words == "Rinkeby-Kista (upphörd)"


def test_what_records_are_tied_to():
    group, area = target_group(), district()
    tied = collaboration("A", scope=Scope((group.id,), (), (area.id,)))
    bare = collaboration("B")
    found = queries.terms_of(LINKS, [tied.id, bare.id])
    assert found[tied.id].names() == (["Nyanlända"], [], ["Järva"])
    assert found[bare.id] == VocabularyTerms()
    assert queries.terms_of(LINKS, []) == {}


def test_a_district_stands_for_those_merged_into_it():
    after = district("Järva")
    before = district("Spånga-Tensta", 2, ends_on=date(2023, 6, 30), successor_id=after.id)
    collaboration("Då", scope=Scope(districts=(before.id,)))
    collaboration("Nu", scope=Scope(districts=(after.id,)))
    nothing = {"target_group": None, "activity": None}
    for asked, titles in ((after.id, ["Då", "Nu"]), (before.id, ["Då"])):
        conditions = queries.tied(LINKS, Collaboration.id, **nothing, district=asked)
        found = session.query(Collaboration.title).where(*conditions).order_by(Collaboration.title)
        assert [row.title for row in found] == titles
    assert queries.tied(LINKS, Collaboration.id, **nothing, district=None) == []


def test_chosen_rows_in_the_lists_order():
    second, first = target_group("Unga", 2), target_group("Nyanlända", 1)
    assert queries.chosen(TargetGroup, [second.id, first.id, new_id()]) == [first, second]
    assert queries.chosen(TargetGroup, []) == []
