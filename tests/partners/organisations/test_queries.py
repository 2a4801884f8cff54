"""Finding organisations, on a database: who sees them, in which order, page by page, and by what."""

from datetime import date

import pytest
from sqlalchemy import insert

from registry.access.actor import Actor
from registry.access.roles import Role
from registry.core.columns import new_id
from registry.core.database import session
from registry.partners.organisations import catalogue, indexing, queries, rules
from registry.partners.organisations.models import (
    LegalForm,
    Organisation,
    Registration,
    Sector,
    Standing,
    organisation_district,
    organisation_target_group,
)
from registry.partners.organisations.rules import Filter
from registry.partners.organisations.search import listing
from tests.factories import NOON, acting, district, organisation, target_group

pytestmark = pytest.mark.usefixtures("work")

EVERYBODY = Filter()


@pytest.fixture
def actor():
    return acting()


def names(found):
    return [row.name for row in found]


def listed(actor, **chosen):
    return names(catalogue.page(actor, Filter(**chosen)).page.rows)


def tie(table, owner, other):
    session.execute(insert(table).values({"organisation_id": owner.id, table.c.keys()[1]: other.id}))


def test_a_partner_finds_nothing():
    row = organisation(seat="Solna")
    partner = Actor(
        new_id(), "Ordförande", roles=frozenset({Role.PARTNER}), organisation_ids=frozenset({row.id})
    )
    nobody = Actor(new_id(), "Ingen")
    for somebody in (partner, nobody):
        for chosen in (
            EVERYBODY,
            Filter(text="exempel"),
            Filter(seat="solna"),
            Filter(text="exempel", by_name=True),
        ):
            assert catalogue.page(somebody, chosen).page.rows == []
            assert list(catalogue.exported(somebody, chosen)) == []
        assert queries.organisation(somebody, row.id) is None
        assert queries.changeable(somebody, row.id) is None
        assert catalogue.suggestions(somebody, "exempel") == []
        assert queries.named(somebody, [row.id]) == []


def test_in_swedish_order_page_by_page(actor):
    for number in range(120):
        organisation(f"Förening {number:03}")
    for name in ("Örtagården", "Ängen", "Åsen", "Zebran"):
        organisation(name)
    seen, cursor = [], None
    for _page in range(3):
        page = catalogue.page(actor, EVERYBODY, cursor=cursor).page
        seen += names(page.rows)
        cursor = page.after
    assert cursor is None
    assert seen[-4:] == ["Zebran", "Åsen", "Ängen", "Örtagården"]
    assert len(seen) == len(set(seen)) == 124
    back = catalogue.page(actor, EVERYBODY, cursor=page.before).page
    assert names(back.rows) == seen[50:100]


@pytest.mark.parametrize("cursor", ["", "x", "AAAA", "WyJhIl0", "WyJhIiwgIngiLCAieSJd", "🎈"])
def test_a_broken_cursor_gives_the_first_page(actor, cursor):
    organisation()
    assert len(catalogue.page(actor, EVERYBODY, cursor=cursor).page.rows) == 1


def test_counted_to_a_limit(actor, monkeypatch):
    for name in "ABC":
        organisation(name)
    assert catalogue.count(actor, EVERYBODY).number == 3
    monkeypatch.setattr(listing, "COUNTED", 2)
    count = catalogue.count(actor, EVERYBODY)
    assert (count.number, count.more) == (2, True)


def test_narrowed_down(actor):
    group, area = target_group(), district()
    old = district("Tensta", 2, ends_on=date(2023, 6, 30), successor_id=area.id)
    first = organisation("Första", number="802002-8638", seat="Hägersten", registration=Registration.YES)
    organisation("Andra", sector=Sector.STATE, legal_form=LegalForm.PUBLIC)
    tie(organisation_target_group, first, group)
    tie(organisation_district, first, old)
    indexing.reindex([first.id])
    for chosen in (
        {"sector": Sector.CIVIL}, {"legal_form": LegalForm.ASSOCIATION}, {"registration": Registration.YES},
        {"target_group": group.id}, {"district": old.id}, {"district": area.id}, {"text": "forsta"},
        {"text": "hagersten FÖRSTA"}, {"text": "802002 8638"}, {"text": "8020028638"},
    ):  # fmt: skip
        assert listed(actor, **chosen) == ["Första"], chosen
    assert listed(actor, activity=group.id) == []
    assert listed(actor, text="första andra") == ["Första", "Andra"]  # each without the other word
    assert listed(actor) == ["Andra", "Första"]


def test_exported_in_batches_is_the_whole_list(actor, monkeypatch):
    monkeypatch.setattr(catalogue, "BATCH", 2)
    group = target_group()
    rows = [organisation(f"Förening {number}") for number in range(5)]
    tie(organisation_target_group, rows[3], group)
    found = list(catalogue.exported(actor, EVERYBODY))
    assert [row[0] for row in found] == [f"Förening {number}" for number in range(5)]
    assert found[3][21:24] == [["Nyanlända"], [], []]
    assert all(len(row) == len(catalogue.header()) for row in found)


def test_suggestions_are_few(actor):
    for number in range(30):
        organisation(f"Förening {number}")
    assert len(catalogue.suggestions(actor, "forening")) == catalogue.MOST_SUGGESTED
    assert catalogue.suggestions(actor, "") == catalogue.suggestions(actor, None) == []


def test_the_list_takes_as_many_statements_for_ten_as_for_a_thousand(actor):
    session.execute(insert(Organisation), [_row(number) for number in range(1000)])
    indexing.reindex()
    page = catalogue.page(actor, Filter(text="forening")).page
    assert len(page.rows) == 50
    assert catalogue.count(actor, Filter(text="forening 99")).number == 11


def _row(number):
    name = f"Förening {number}"
    return {
        "id": new_id(), "name": name, "sort_name": rules.sort_name(name),
        "match_key": "", "standing": Standing.ACTIVE, "no_advertising": False,
        "sector": Sector.CIVIL, "legal_form": LegalForm.ASSOCIATION, "registration": Registration.UNKNOWN,
        "created_at": NOON, "is_example": False, "version": 1,
    }  # fmt: skip
