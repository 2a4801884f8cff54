"""What covers a gap on a day: what people have tied, and the city's own structures, which say it in words."""

from datetime import date

import pytest

from registry.enquiries.needs import assessing, vocabulary
from registry.enquiries.needs.models import VocabularyWording
from registry.enquiries.replies.coverage import covered
from registry.partners.structures.models import Structure, StructureKind, StructureStatus
from tests.factories import acting, activity, stored, target_group

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
