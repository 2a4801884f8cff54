"""An assessment on a database: who could help though nobody has tied them to anything, and what was known on a day."""

from datetime import date

import pytest
from sqlalchemy import insert

from registry.collaborations.search import LINKS
from registry.core.database import session
from registry.core.errors import DomainError
from registry.enquiries.needs import assessing, vocabulary
from registry.enquiries.needs.likely_records import likely
from registry.enquiries.needs.models import VocabularyWording
from registry.partners.organisations.models import Sector
from registry.partners.organisations.search import upkeep
from tests.factories import acting, activity, altered, collaboration, organisation, stored, target_group

pytestmark = [pytest.mark.usefixtures("work"), pytest.mark.both_engines]
ON = date(2026, 11, 22)


@pytest.fixture
def known():
    group, act = target_group("Nyanlända"), activity("Språkstöd")
    stored(VocabularyWording(target_group_id=group.id, phrases="95: nyanländ; ny i Sverige"))
    stored(VocabularyWording(activity_id=act.id, phrases="95: språkcafé*; språkträff*"))
    return vocabulary.load()


def test_an_organisation_is_found_by_its_purpose_alone(known):
    able = organisation("Navet", purpose="Vi ordnar språkcaféer för nyanlända.")
    organisation("Seglarna", purpose="Vi seglar.")
    organisation("Kontoret", purpose="Språkcafé för nyanlända.", sector=Sector.CITY)
    upkeep.settle_all(session())
    need = assessing.described("Ett språkcafé för nyanlända behövs.", known=known)
    (found,) = assessing.assess(need, actor=acting(), on=ON, known=known).complements
    assert (found.organisation.id, found.organisation.engaged_by) == (able.id, ())
    assert found.reasons == ("Målgrupp: Nyanlända", "Insats: Språkstöd")


def test_what_nobody_has_tied_is_read_and_what_came_later_was_not_there(known):
    now, later = collaboration("Språkcafé för nyanlända"), collaboration("Språkträff för nyanlända")
    altered(later, status_on=date(2026, 12, 1), confirmed_on=None, starts_on=None)
    need = assessing.described("Ett språkcafé för nyanlända behövs.", known=known)
    (match,) = assessing.assess(need, actor=acting(), on=ON, known=known).matches
    assert (match.offer.id, match.is_partial, match.is_now) == (now.id, False, True)


def test_what_lies_longest_back_is_found_by_the_words_of_its_description(known):
    ids = {one.name: id_ for id_, one in known.terms.items()}
    told = collaboration(
        "Torsdagsträffar", description="Språkcaféet vänder sig till den som är ny i Sverige."
    )
    tied = collaboration("Onsdagsträffar", description="En språkträff.")
    session.execute(
        insert(LINKS.target_group).values(collaboration_id=tied.id, target_group_id=ids["Nyanlända"])
    )
    newer = [collaboration(f"Simning {at}") for at in range(3)]
    need = assessing.described("Ett språkcafé för nyanlända behövs.", known=known)
    first = likely(need, known, most=2)
    assert (set(first.ids), first.is_full) == ({told.id, tied.id}, True)
    every = likely(need, known)
    assert {one.id for one in newer} < set(every.ids)
    assert not every.is_full


def test_a_text_that_says_nothing_is_refused_unless_a_person_says_it(known):
    with pytest.raises(DomainError, match="ingen målgrupp och ingen insats"):
        assessing.described("Allt ska bli bättre.", known=known)
    added = [id_ for id_, term in known.terms.items() if term.name == "Språkstöd"]
    need = assessing.described("Allt ska bli bättre.", known=known, added=added)
    (term,) = assessing.taken(need, set(), added, known).terms
    assert (term.code, term.certainty) == ("SPRÅKSTÖD", 100)
