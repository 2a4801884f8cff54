"""A programme as a whole, through HTTP: carried over to a new year, and reported to a district board."""

import re
from uuid import UUID

import pytest
from sqlalchemy import select

from registry.audit import guard
from registry.city.priorities.models import GoverningDocument, Ground, GroundStatus
from registry.city.vocabulary.models import District
from registry.collaborations.models import Collaboration, collaboration_ground
from registry.core.columns import new_id
from registry.core.database import session
from tests.application import read_form
from tests.collaborations.test_routes import error_at, landed, text
from tests.documents.conftest import tool
from tests.reading import main_form

__all__ = ["tool"]

pytestmark = [pytest.mark.stage("demo"), pytest.mark.both_engines]


def found(app, model, code):
    with app.app_context():
        return session.scalars(select(model.id).where(model.code == code)).one()


@pytest.fixture
def programme(app, client):
    client.sign_in("beredning")
    return f"/grounds/documents/{found(app, GoverningDocument, 'LUP-2017')}"


def test_carried_over_once_with_its_line_back(app, client, programme):
    page = f"{programme}/carry-over"
    chosen = [str(found(app, Ground, code)) for code in ("ST1", "FA0", "G1")]
    for typed, field in (
        ({"year": "2017"}, "year"),
        ({"year": "2099"}, "year"),
        ({"grounds": []}, "grounds"),
    ):
        assert error_at(client.send(page, **typed), field), typed
    landed(client.send(page, year="2026", title="Program 2026", grounds=chosen))
    with app.app_context():
        rows = session.scalars(
            select(Ground).join(Ground.document).where(GoverningDocument.year == 2026)
        ).all()
        copied = {row.code: row for row in rows}
        assert {code: row.status for code, row in copied.items()} == {
            "G1-2026": GroundStatus.CURRENT, "ST1-2026": GroundStatus.CURRENT, "FA0-2026": GroundStatus.PENDING,
        }  # fmt: skip
        older = select(Ground.status).join(Ground.document).where(GoverningDocument.code == "LUP-2017")
        assert set(session.scalars(older)) == {GroundStatus.HISTORIC}
        assert (
            session.get(District, copied["ST1-2026"].district_id).name == "Järva"
        )  # Spånga-Tensta's successor
        new, second = copied["ST1-2026"].id, copied["ST1-2026"].document_id
    again = client.get(page)
    assert "redan fört över, till Program 2026" in text(again)
    assert "För över till ett nytt år" not in text(client.get("/grounds/documents")).split("2017")[-1]

    landed(client.send(f"/grounds/documents/{second}/carry-over", year="2027", title="Program 2027",
                       grounds=[str(new)]))  # fmt: skip
    third = text(client.get(f"/grounds/{found(app, Ground, 'ST1-2027')}"))
    assert third.index("Från 2026: ST1-2026") < third.index("Från 2017: ST1 ")
    assert "Överförd till 2027: ST1-2027" in text(client.get(f"/grounds/{new}"))
    assert "Prioriteringen hör till ett tidigare år" in text(client.get(f"/grounds/{new}/history"))


def test_what_goes_on_carries_the_new_years_priority_and_keeps_the_older(app, client, programme):
    page = f"{programme}/carry-over"
    offered = text(client.get(page))
    assert "Samarbeten som följer med" in offered
    with app.app_context():
        link = collaboration_ground.c
        rows = (
            select(Collaboration.id, link.ground_id)
            .join(collaboration_ground, link.collaboration_id == Collaboration.id)
            .join(Ground, Ground.id == link.ground_id).join(Ground.document)
            .where(GoverningDocument.code == "LUP-2017", Collaboration.is_reference.is_(False))
            .order_by(Collaboration.sort_title)
        )  # fmt: skip
        carrying = session.execute(rows).all()
    opened = client.fields(page)
    followers = opened["followers"] if isinstance(opened["followers"], list) else [opened["followers"]]
    assert set(followers) <= {str(row.id) for row in carrying}
    landed(client.send(page, year="2027", title="Program 2027", followers=followers[:1]))
    with app.app_context():
        stayed = {(str(row.id), row.ground_id) for row in carrying if str(row.id) == followers[0]}
        rows = select(link.ground_id, Ground.predecessor_id).join(Ground, Ground.id == link.ground_id)
        rows = rows.where(link.collaboration_id == UUID(followers[0]))
        now = {row.ground_id: row.predecessor_id for row in session.execute(rows)}
        older = {key for _id, key in stayed}
        assert older <= set(now)
        assert {now[key] for key in set(now) - older if now[key]} <= older
        assert len(now) > len(older)
        others = select(Collaboration.id).join(
            collaboration_ground, link.collaboration_id == Collaboration.id
        )
        others = others.join(Ground, Ground.id == link.ground_id).join(Ground.document)
        there = set(session.scalars(others.where(GoverningDocument.year == 2027)))
        assert {str(one) for one in there} == {followers[0]}
    said = text(client.get(f"/collaborations/{followers[0]}/history"))
    assert "Uppgifterna om samverkan ändrades" in said


def test_two_at_once_carry_it_over_once(app, client, programme):
    page = f"{programme}/carry-over"
    opened = client.fields(page)
    landed(client.post(page, data={**opened, "sending": "first page"}))
    late = client.post(page, data={**opened, "sending": "second page", "year": "2027"})
    assert late.status_code == 422
    assert "redan fört över" in text(late)
    with app.app_context():
        after = select(GoverningDocument.id).where(GoverningDocument.predecessor_id.is_not(None))
        assert len(session.scalars(after).all()) == 1


def test_what_was_added_meanwhile_is_neither_lost_nor_made_historic(app, client, programme):
    page = f"{programme}/carry-over"
    opened = client.fields(page)
    with app.app_context():
        document = session.scalars(
            select(GoverningDocument).where(GoverningDocument.code == "LUP-2017")
        ).one()
        late = Ground(id=new_id(), code="ST99", document_id=document.id, title="Läxhjälp på biblioteket")
        late.status, added_id = GroundStatus.CURRENT, str(late.id)
        session.add(late)
        with guard.resting():
            session.commit()
    told = client.post(page, data=opened)
    assert told.status_code == 422
    assert "”ST99 Läxhjälp på biblioteket” lades till sedan du öppnade sidan" in error_at(told, "grounds")
    with app.app_context():
        assert (
            session.scalars(select(Ground.status).where(Ground.code == "ST99")).one() is GroundStatus.CURRENT
        )
    seen = read_form(main_form(told.text))
    assert (seen["title"], seen["grounds"]) == (opened["title"], opened["grounds"])
    landed(client.post(page, data={**seen, "grounds": [*seen["grounds"], added_id]}))
    assert found(app, Ground, f"ST99-{opened['year']}")


def test_what_carries_a_priority_is_counted_named_and_narrows_the_list(client, programme):
    carried, free, every = (text(client.get(f"/grounds/?carried={one}")) for one in ("yes", "no", ""))
    assert "ST1 " in carried
    assert "ST3 " not in carried
    assert "ST3 " in free
    assert "13 bärs av samverkan, 18 av ingen" in every
    assert "13 bärs av samverkan, 18 av ingen" in text(client.get("/grounds/documents"))


def test_the_report_to_a_board_is_a_document_like_the_others(app, client, programme, tool, tmp_path, do_jobs):
    address = f"/map/reports/boards/{programme.rsplit('/', 1)[-1]}/{found(app, District, 'SPANGA-TENSTA')}"
    with app.app_context():
        ground = session.scalars(select(Ground.id).where(Ground.code == "ST1")).one()
    landed(client.send(f"/grounds/{ground}/progress/new", state="ongoing", stated_on="2017-09-01",
                       motive="Två dagar i veckan."))  # fmt: skip
    page = landed(client.post(address, data={"csrf_token": client.token("/grounds/documents")}))
    do_jobs()
    (file,) = re.findall(r'href="([^"]+/files/[^"]+)"', client.get(page).text)
    sent = client.get(file)
    assert (sent.status_code, sent.mimetype) == (200, "application/pdf")
    tool("pdftotext", sent.data, "-layout")
    said = " ".join((tmp_path / "document.txt").read_text(encoding="utf-8").split())
    for words in ("ST1", "Pågår, 2017-09-01", "Två dagar i veckan.", "Gemensamma prioriteringar", "2 000 000 kr",
                  "Dialogmöte med Spånga-Tensta"):  # fmt: skip
        assert words in said, words
    assert "HV1" not in said
    assert "program.json" in tool("pdfdetach", sent.data, "-list")
