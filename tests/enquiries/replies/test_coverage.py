"""What covers a gap on a day: what people have tied, and the city's own structures, which say it in words."""

from datetime import date

import pytest

from registry.agreements.models import Agreement, Edition
from registry.city.guidelines.choices import Kind
from registry.enquiries.needs import assessing, vocabulary
from registry.enquiries.needs.models import VocabularyWording
from registry.enquiries.replies import facts
from registry.enquiries.replies.coverage import covered
from registry.partners.structures.models import Structure, StructureKind, StructureStatus
from tests.factories import NOON, acting, activity, altered, collaboration, stored, target_group, unit

pytestmark = [pytest.mark.usefixtures("work"), pytest.mark.both_engines]
ON = date(2026, 11, 22)


@pytest.fixture
def pair():
    group, act = target_group("Nyanlända"), activity("Språkstöd")
    stored(VocabularyWording(target_group_id=group.id, phrases="95: nyanländ"))
    stored(VocabularyWording(activity_id=act.id, phrases="95: språkcafé*"))
    return group.id, act.id


@pytest.mark.parametrize(
    ("status", "description", "covers"),
    [
        (StructureStatus.RUNNING, "Språkcafé för nyanlända.", True),
        (StructureStatus.RUNNING, "Språkcafé för seniorer.", False),  # another group
        (StructureStatus.PLANNED, "Språkcafé för nyanlända.", False),
        (StructureStatus.HISTORIC, "Språkcafé för nyanlända.", False),
        (StructureStatus.UNKNOWN, "Språkcafé för nyanlända.", False),
    ],
)
def test_an_own_operation_that_runs_covers_a_gap(pair, status, description, covers):
    stored(
        Structure(
            code="HUSET", name="Huset", kind=StructureKind.OPERATION, status=status, description=description
        )
    )
    assert covered([pair], ON) == ({pair: ("Huset",)} if covers else {})
    need = assessing.described("Språkcafé för nyanlända.")
    found = assessing.assess(need, actor=acting(), on=ON, known=vocabulary.load())
    assert bool(found.gaps) is not covers, "an assessment and a reply agree"


def test_titles_that_may_not_be_named_are_all_looked_for_or_nothing_is_published(monkeypatch):
    """OSL 5:5: a list that was cut would publish what it left out."""
    place = unit().id
    for name in ("Ett", "Två"):
        agreement = Agreement(collaboration_id=collaboration(name).id, kind=Kind.IOP, updated_at=NOON)
        for number in (1, 2):
            text = Edition(
                agreement=agreement, title=name, number=number, is_current=number == 2, created_at=NOON, unit_id=place
            )  # fmt: skip
            altered(stored(text), secrecy="OSL 26 kap. 1 §")
    monkeypatch.setattr(facts, "MOST_MARKED", 2)
    assert facts.marked_titles() == {"Ett", "Två"}
    monkeypatch.setattr(facts, "MOST_MARKED", 1)
    with pytest.raises(RuntimeError, match="marked with secrecy"):
        facts.marked_titles()
