"""A search reads no more of the register than it shows, and says so where it counted no further."""

import pytest

from registry.core.database import session
from registry.partners.organisations import catalogue
from registry.partners.organisations.models import OrganisationSource
from registry.partners.organisations.rules import Filter
from registry.partners.organisations.search import finding, listing
from registry.web.pagination import Count
from tests.factories import NOON, acting, organisation

pytestmark = [pytest.mark.usefixtures("work"), pytest.mark.both_engines]

NAMES = [f"Förening {number:02}" for number in range(12)]


@pytest.fixture
def many(monkeypatch):
    for name, value in {"RANKED": 2, "ENOUGH": 4, "AT_HAND": 4, "TOLD_IN": 5}.items():
        monkeypatch.setattr(finding, name, value)
    for name in reversed(NAMES):
        organisation(name, seat="Kista")
    session.flush()


def pages(**chosen):
    """Return the names on all pages, and the count on the first."""
    seen, cursor, first = [], None, None
    for _page in NAMES:
        shown = catalogue.page(acting(), Filter(**chosen), cursor=cursor, size=5)
        seen += [row.name for row in shown.page.rows]
        first, cursor = first or shown, shown.page.after
        if cursor is None:
            break
    return seen, first.count, first.best


def test_of_a_word_that_many_have_the_best_are_shown_and_all_by_name(many):
    """Twelve have the very word: more than ten, and of the best no more are judged than enough of each kind."""
    best, count, number = pages(text="förening")
    assert (count, number) == (Count(10, more=True), len(best))
    assert number < len(NAMES)
    assert set(best) <= set(NAMES)
    assert pages(text="förening", by_name=True) == (NAMES, count, 0)


def test_of_the_beginning_of_a_word_that_many_have_all_are_counted(many):
    assert pages(text="kis")[1] == Count(12, more=False)
    assert pages(text="kis", by_name=True) == (NAMES, Count(12, more=False), 0)


def test_what_a_list_is_narrowed_down_to_is_counted_as_far_as_any_list(many, monkeypatch):
    assert pages(seat="kista") == (NAMES, Count(12, more=False), 0)
    monkeypatch.setattr(finding, "COUNTED", 7)
    assert pages(seat="kista") == (NAMES, Count(7, more=True), 0)


@pytest.mark.parametrize("asked", [{"seat": "kista"}, {"text": "förening"}, {}, {"by": ("seat", False)}])
def test_whoever_asks_is_told_the_exact_number(many, monkeypatch, asked):
    for module in (finding, listing):
        monkeypatch.setattr(module, "COUNTED", 7)
    assert pages(**asked)[1].more
    assert pages(**asked, counts_all=True)[1] == Count(12, more=False)


def test_names_that_begin_as_typed_come_first_though_many_have_the_word(many):
    organisation("Hembygdens förening", seat="Kista")
    session.flush()
    assert pages(text="förening 07")[0][0] == "Förening 07"
    assert pages(text="hembygdens förening")[0] == ["Hembygdens förening"]


def test_the_lists_that_organisations_come_from_are_counted_to_a_limit(monkeypatch):
    for source, number in {"Listan": 3, "Andra listan": 1}.items():
        for one in range(number):
            owner = organisation(f"{source} {one}").id
            session.add(
                OrganisationSource(
                    organisation_id=owner,
                    source=source,
                    source_id=str(one),
                    fetched_at=NOON,
                    told={},
                    held={},
                )
            )
    session.flush()
    assert catalogue.sources(acting()) == [
        ("Andra listan", Count(1, more=False)),
        ("Listan", Count(3, more=False)),
    ]
    monkeypatch.setattr(catalogue, "COUNTED_OF_LIST", 2)
    catalogue._sources_counted.cache_clear()
    assert catalogue.sources(acting())[1] == ("Listan", Count(2, more=True))
    catalogue._sources_counted.cache_clear()
