"""The pages of phrases on the demo: the effect on the source documents is shown before anything is kept."""

import pytest
from sqlalchemy import select

from registry.city.vocabulary.models import ActivityType, TargetGroup
from registry.core.database import session
from registry.enquiries.needs.models import VocabularyKinship, VocabularyWording
from tests.reading import parsed

pytestmark = pytest.mark.stage("demo")
PAGE = "/enquiries/phrases/"


def words(response):
    return " ".join(parsed(response.text).find("main").get_text(" ").split())


@pytest.fixture
def outreach(app):
    with app.app_context():
        act = session.scalar(select(ActivityType.id).where(ActivityType.code == "UPPSOK"))
        row = session.scalars(select(VocabularyWording).where(VocabularyWording.activity_id == act)).one()
        return f"{PAGE}{row.id}"


def test_the_effect_is_shown_first_and_then_what_was_shown_is_kept(client, outreach):
    client.sign_in("beredning")
    form = client.fields(outreach)
    first = client.post(
        outreach, data={**form, "is_retired": "y", "keep": "1"}
    )  # nothing has been shown of it
    assert first.status_code == 200
    assert "Läses inte längre ut" in words(first)
    assert "Ur bruk" not in words(client.get(PAGE))
    seen = parsed(first.text).find(attrs={"name": "seen_of"})["value"]
    kept = client.post(outreach, data={**form, "is_retired": "y", "seen_of": seen, "keep": "1"})
    assert kept.location == PAGE
    assert "Ur bruk" in words(client.get(PAGE))
    read = client.send("/enquiries/needs/new", text="Uppsökande arbete för nyanlända.", on="2025-03-25")
    assert "activity:UPPSOK" not in read.text or "97" in read.text

    wrong = client.post(outreach, data={**client.fields(outreach), "phrases": "uppsökande"})
    assert wrong.status_code == 422
    assert "ska börja med ett tal" in words(wrong)
    assert parsed(wrong.text).find(attrs={"name": "phrases"}).text.strip() == "uppsökande"


def test_how_near_two_terms_lie_is_changed_and_only_the_preparatory_group_may(app, client):
    with app.app_context():
        of = select(VocabularyKinship.id).join(
            TargetGroup, TargetGroup.id == VocabularyKinship.target_group_id
        )
        page = f"{PAGE}near/{session.scalars(of.where(TargetGroup.code == 'UVAS')).first()}"
    client.sign_in("beredning")
    form = client.fields(page)
    shown = client.post(page, data={**form, "share": "10"})
    seen = parsed(shown.text).find(attrs={"name": "seen_of"})["value"]
    assert client.post(page, data={**form, "share": "10", "seen_of": seen, "keep": "1"}).location == PAGE
    assert "10 %" in words(client.get(PAGE))
    client.sign_out()
    client.sign_in("handlaggare")
    assert client.get(PAGE).status_code == 403
