"""A kept assessment beside a register that has changed: ended, renamed, merged, another group, and what is new."""

from datetime import UTC, date, datetime

import pytest

from registry.access.roles import Role
from registry.access.waiting import Reader
from registry.collaborations.choices import CollaborationStatus
from registry.core.database import session
from registry.core.errors import DomainError, Stale
from registry.enquiries import queries as enquiries
from registry.enquiries.assessments import actions, comparison, queries, views, waiting
from registry.enquiries.assessments.actions import AssessedNeed
from registry.enquiries.assessments.models import AssessmentFinding, FindingKind
from registry.enquiries.assessments.rules import NeedConclusion
from registry.enquiries.models import Enquiry, EnquiryKind, NeedVerdict
from registry.enquiries.needs import assessing, vocabulary
from registry.enquiries.needs.models import VocabularyWording
from registry.partners.organisations.models import Standing
from registry.partners.organisations.search import upkeep
from tests.factories import (
    NOON,
    acting,
    activity,
    altered,
    collaboration,
    organisation,
    stored,
    target_group,
    unit,
)

pytestmark = [pytest.mark.usefixtures("work"), pytest.mark.both_engines]
ON, LATER = date(2026, 11, 22), date(2026, 11, 28)
AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
TEXT = "Ett språkcafé för nyanlända behövs för 30 deltagare."


@pytest.fixture
def known():
    group, act = target_group("Nyanlända"), activity("Språkstöd")
    stored(VocabularyWording(target_group_id=group.id, phrases="95: nyanländ; ny i Sverige"))
    stored(VocabularyWording(activity_id=act.id, phrases="95: språkcafé*; språkträff*"))
    return vocabulary.load()


def assessed(known, title="Språkcafé", on=ON):
    need = assessing.described(TEXT, known=known)
    return AssessedNeed(title, None, need, assessing.assess(need, actor=acting(), on=on, known=known))


def changes(kept, known, row_of):
    rows = queries.findings(acting(), kept)
    found = comparison.compared(kept, rows, known, actor=acting(), on=LATER)
    by_row = {row.row_id: found.differences[row.id] for row in rows if row.row_id}
    return {one.field: (one.before, one.after) for one in by_row[row_of.id]}, found


def test_what_ends_is_renamed_or_stops_its_work_is_marked_and_what_is_new_is_told(known):
    first, second = collaboration("Språkcafé för nyanlända"), collaboration("Språkträff för nyanlända")
    able = organisation("Navet", purpose="Vi ordnar språkcaféer för nyanlända.")
    upkeep.settle_all(session())
    kept = actions.keep(assessed(known), actor=acting(), at=AT)
    kept = enquiries.assessment(acting(), kept.id)
    assert kept.capacity == 30
    assert changes(kept, known, first)[1].changed == 0

    altered(first, status=CollaborationStatus.ENDED, ends_on=LATER, status_on=LATER)
    altered(second, title="Träff för simmare", description="Vi simmar.")
    altered(able, standing=Standing.DISSOLVED)
    new = collaboration("Språkcafé nyanlända 2")
    session.flush()
    ended, found = changes(kept, known, first)
    assert ended["running"] == ("running", "ended")
    renamed, _found = changes(kept, known, second)
    assert renamed["name"] == ("Språkträff för nyanlända", "Träff för simmare")
    assert (renamed["groups"], renamed["activities"]) == ((["NYANLÄNDA"], []), (["SPRÅKSTÖD"], []))
    assert changes(kept, known, able)[0]["is_active"] == (True, False)
    assert found.changed >= 3  # the association that it was done with is engaged no more either
    assert [(row.kind, row.collaboration_id) for row in found.news if row.kind is FindingKind.MATCH] == [
        (FindingKind.MATCH, new.id)
    ]


def test_comparing_anew_keeps_what_was_found_before_and_a_stale_page_is_refused(known):
    one = collaboration("Språkcafé för nyanlända")
    kept = actions.keep(assessed(known), actor=acting(), at=AT)
    before = [row.id for row in queries.findings(acting(), kept)]
    kept = enquiries.assessment(acting(), kept.id)
    altered(one, title="Språkcafé för nyanlända på Navet")
    actions.revise(kept, assessed(known, on=LATER), seen=kept.version, actor=acting(), at=AT)
    assert not {row.id for row in queries.findings(acting(), kept)} & set(before)
    assert all(session.get(AssessmentFinding, id_, populate_existing=True).superseded_at for id_ in before)
    with pytest.raises(Stale):
        actions.revise(kept, assessed(known), seen=0, actor=acting(), at=AT)
    with pytest.raises(DomainError, match="redan en bedömning"):
        actions.keep(assessed(known, title="SPRÅKCAFÉ"), actor=acting(), at=AT)


def test_a_review_waits_from_a_month_before_its_day_and_a_like_need_is_told_the_outcome(known):
    kept = actions.keep(assessed(known), actor=acting(), at=AT)
    said = NeedConclusion(
        NeedVerdict.PARTLY, "Ett till behövs.", ON, date(2026, 12, 28), lessons="Det blev två.",
    )  # fmt: skip
    actions.conclude(kept, said, seen=kept.version, actor=acting(), at=AT)
    assert list(waiting.reviews(Reader(date(2026, 11, 27)))) == []
    (one,) = waiting.reviews(Reader(date(2026, 11, 28)))
    assert (one.title, one.due_on) == ("Språkcafé", date(2026, 12, 28))
    (case,) = assessed(known, on=LATER).found.similar
    assert (case.score, case.verdict, case.lessons) == (100, NeedVerdict.PARTLY, "Det blev två.")


def test_an_earlier_assessment_is_told_of_to_those_alone_who_may_read_it(known):
    """OSL 5:5: marked after it was found alike, its name, conclusion and lessons are nobody else's."""
    earlier = actions.keep(assessed(known, "Språkcafé på skyddat boende"), actor=acting(), at=AT)
    said = NeedConclusion(NeedVerdict.NEED, "Det behövs.", ON, None, lessons="Adressen är hemlig.")
    actions.conclude(earlier, said, seen=earlier.version, actor=acting(), at=AT)
    kept = actions.keep(assessed(known, "Ett annat språkcafé", on=LATER), actor=acting(), at=AT)
    kept = enquiries.assessment(acting(), kept.id)
    asked = stored(
        Enquiry(title="Om skyddat boende", kind=EnquiryKind.LETTER, created_at=NOON, unit_id=unit().id)
    )
    alike = [row.earlier_id for row in queries.findings(acting(), kept) if row.kind is FindingKind.SIMILAR]
    assert alike == [earlier.id]
    altered(earlier, enquiry_id=asked.id)
    altered(asked, secrecy="OSL 26 kap. 1 §")
    session.flush()
    assert [row.kind for row in queries.findings(acting(), kept)] == [FindingKind.GAP]
    assert len(queries.findings(acting(Role.REGISTRAR), kept)) == 2
    assert views.shown(kept, actor=acting(), on=LATER).of("similar") == []
