"""A reply through HTTP on the demo's letter: drafted, written, marked when the register changes, made into PDF."""

import re
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from registry.access.waiting import HOUSE
from registry.audit import guard
from registry.city.vocabulary.models import ActivityType, TargetGroup
from registry.collaborations.choices import CollaborationStatus
from registry.collaborations.models import Collaboration
from registry.core import clock
from registry.core.database import session, writing
from registry.enquiries.assessments import queries as findings
from registry.enquiries.assessments.models import FindingKind
from registry.enquiries.models import Enquiry, NeedAssessment
from registry.enquiries.replies import coverage, queries, rules
from registry.enquiries.replies.models import Reply, ReplyLine
from tests.collaborations.test_routes import text

pytestmark = pytest.mark.stage("demo")
RUNS = "Kvinnors etablering"
LETTER = """I Värmdö genomför man ett pilotprojekt för nyanlända som har kort eller ingen utbildningsbakgrund.
Projektet ska ge samhällsvägledning, språkpromenader och arbetsförberedande insatser."""


@pytest.fixture
def letter(app):
    with app.app_context():
        return str(session.scalar(select(Enquiry.id).where(Enquiry.code == "SKRIVELSE-2025-VARMDO")))


@pytest.fixture
def drafted(client, letter):
    client.sign_in("handlaggare")
    page = f"/enquiries/replies/of/{letter}"
    sent = client.send(page, need=LETTER, on="2025-03-25")
    assert sent.status_code == 303
    return sent.headers["Location"]


def numbered(client, address, words):
    """Return the address of the line that begins so, as its number leads to it."""
    page = client.get(address).text
    found = re.search(re.escape(words) + r'[^<]*</(?:span|mark)>\s*<a class="ds-link"\s+href="([^"#]+)', page)
    return found[1].replace("&amp;", "&")


def step(client, address, name, version=None):
    line_id = address.rpartition("=")[2]
    seen = version or re.search(r'name="version"[^>]*value="(\d+)"', client.get(address).text)[1]
    return client.post(
        f"/enquiries/replies/lines/{line_id}/step",
        data={"csrf_token": client.token(address), "step": name, "version": seen},
    )


def write(client, address, words, version=None):
    line_id = address.rpartition("=")[2]
    more = {"version": version} if version else {}
    return client.send(f"/enquiries/replies/lines/{line_id}", text=words, kind="sentence", **more)


def test_the_draft_is_in_the_form_of_the_city_and_bounded(client, drafted):
    page = client.get(drafted)
    said = text(page)
    assert page.statements <= 18
    assert "Arbetsmarknadsförvaltningen har tagit emot en skrivelse från Centerpartiet." in said
    assert "ISA – Individuellt stöd mot arbete (Värmdö) är ett pilotprojekt i Värmdö." in said
    for done in (
        "Welcome House är",
        "Mötesplats Welcome House är ett projekt",
        "antog Riktlinjer för samverkan",
    ):
        assert done in said
    basis = text(client.get(numbered(client, drafted, "Mötesplats Welcome House är")))
    assert "Vilar på Samverkan: Mötesplats Welcome House" in basis


def test_an_edited_sentence_keeps_its_rows_until_somebody_drops_them(client, drafted):
    line = numbered(client, drafted, "Mötesplats Welcome House är")
    assert write(client, line, "Mötesplatsen är till för nyanlända.").status_code == 303
    said = text(client.get(line))
    assert "Ändrad av" in said
    assert "Vilar på Samverkan: Mötesplats Welcome House" in said
    assert step(client, line, "drop").status_code == 303
    said = text(client.get(line))
    assert "vilar inte på registret" in said
    assert "Ändrad av" not in said


def test_nothing_typed_is_lost_to_an_older_page_or_an_error(client, drafted):
    line = numbered(client, drafted, "Mötesplats Welcome House är")
    assert write(client, line, "Först.").status_code == 303
    late = write(client, line, "Jag skrev detta.", version="1")
    assert late.status_code == 409
    assert "Jag skrev detta." in late.text
    refused = write(client, line, "Ring 19121212-1212.")
    assert refused.status_code == 422
    assert "19121212-1212" in refused.text
    assert "Här står ett personnummer" in text(refused)
    assert step(client, line, "remove", version="1").status_code == 409
    assert step(client, line, "fly").status_code == 422


@pytest.mark.both_engines
def test_what_the_register_says_anew_is_marked_and_taken_in_one_step(app, client, drafted):
    line = numbered(client, drafted, "Kvinnors etablering är ett projekt")
    with app.app_context(), guard.resting(), writing():
        one = session.scalar(select(Collaboration).where(Collaboration.title == "Kvinnors etablering"))
        one.title = "Kvinnors väg till arbete"
        session.commit()
    said = text(client.get(line))
    assert "rader vilar på något som har ändrats" in said
    assert "namn: Kvinnors etablering → Kvinnors väg till arbete" in said
    assert step(client, line, "take").status_code == 303
    assert "Kvinnors väg till arbete är ett projekt" in text(client.get(line))
    assert "Registret säger något annat nu" not in text(client.get(line))
    assert step(client, line, "take").status_code == 409


def test_what_nobody_has_confirmed_is_told_to_whoever_writes(client, letter):
    client.sign_in("handlaggare")
    page = f"/enquiries/replies/of/{letter}"
    drafted = client.send(page, need=LETTER, on=clock.today().isoformat()).headers["Location"]
    line = numbered(client, drafted, "Kvinnors etablering är ett projekt")
    assert re.search(r"Kvinnors etablering är [^\[]+ \[\d+\] Obekräftad", text(client.get(drafted)))
    assert "Fråga enheten innan svaret attesteras." in text(client.get(line))


def test_lines_of_ones_own_move_and_go(app, client, drafted):
    line = numbered(client, drafted, "Arbetsmarknadsförvaltningen har tagit emot")
    page = f"{drafted}/lines/new?after={line.rpartition('=')[2]}"
    assert client.send(page, text="Mitt eget.", kind="sentence", section="summary").status_code == 303
    own = numbered(client, drafted, "Mitt eget.")
    assert "Mitt eget. [3] Centerpartiet ställer" in text(client.get(drafted))
    assert step(client, own, "down").status_code == 303
    assert "Centerpartiet ställer tre frågor. [3] Mitt eget." in text(client.get(drafted))
    assert step(client, own, "remove").status_code == 303
    assert "Mitt eget." not in client.get(drafted).text
    empty = client.send(page, text="", kind="sentence", section="summary")
    assert empty.status_code == 422
    with app.app_context():
        assert session.query(ReplyLine).filter_by(template=None, text="Mitt eget.").count() == 0


def test_head_and_annexes(client, drafted):
    assert (
        client.send(f"{drafted}/head", annexes="Skrivelse\n\nKartläggning", phone="08-508 00 000").status_code
        == 303
    )
    assert "Bilagor Skrivelse Kartläggning" in text(client.get(drafted))
    assert client.send(f"{drafted}/head", annexes="x\n" * 31).status_code == 422


def test_a_tagged_document_with_the_drawing(client, drafted):
    assert client.send(f"{drafted}/head", has_figure="y").status_code == 303
    made = client.get(f"{drafted}/internal.pdf")
    assert (made.status_code, made.data[:5]) == (200, b"%PDF-")


def test_what_is_written_for_practice_is_never_published(client, drafted):
    assert "PDF att publicera" not in text(client.get(drafted))
    refused = client.get(f"{drafted}/published.pdf")
    assert (refused.status_code, "för övning" in text(refused)) == (409, True)


def test_a_question_has_one_reply(app, client, letter, drafted):
    assert client.send(f"/enquiries/replies/of/{letter}", need=LETTER, on="2025-03-25").status_code == 409
    with app.app_context():
        assert session.query(Reply).where(Reply.enquiry_id == UUID(letter)).count() == 1


def test_a_text_that_says_nothing_gives_what_the_question_says(client, letter):
    client.sign_in("handlaggare")
    sent = client.send(f"/enquiries/replies/of/{letter}", need="Hej och hå.", on="2025-03-25")
    made = client.get(sent.headers["Location"])
    assert "Centerpartiet ställer tre frågor." in text(made)


def test_what_was_assessed_for_the_question_is_what_the_draft_says(client, app):
    client.sign_in("handlaggare")
    with app.app_context():
        asked = session.scalar(select(Enquiry.id).where(Enquiry.title.startswith("Exempel:")))
        reply = session.scalar(select(Reply).where(Reply.enquiry_id == asked))
        kept = session.scalar(select(NeedAssessment).where(NeedAssessment.enquiry_id == asked))
        found = {one.name for one in findings.findings(HOUSE, kept) if one.kind is FindingKind.MATCH}
        rested = {one.label for line in queries.lines(reply.id) for one in line.bases}
        now = coverage.covered(rules.pairs_of(queries.lines(reply.id)), clock.today())
    assert found & rested
    assert kept.text == reply.need
    assert "Föreningar i Farsta vill starta" in client.fields(f"/enquiries/replies/of/{asked}")["need"]
    page = client.get(f"/enquiries/replies/{reply.id}")
    assert ("Pågår för gruppen" in text(page)) <= bool(now)


def test_new_coverage_of_a_gap_is_marked_and_taken(client, app):
    client.sign_in("handlaggare")
    with app.app_context(), guard.resting(), writing():
        asked = session.scalar(select(Enquiry.id).where(Enquiry.title.startswith("Exempel:")))
        reply = session.scalar(select(Reply).where(Reply.enquiry_id == asked))
        line = next(one for one in queries.lines(reply.id) if one.template == rules.GAP)
        group, activity = (one.row_id for one in line.bases[:2])
        lacking = line.bases[1].label
        scope = selectinload(Collaboration.target_groups), selectinload(Collaboration.activities)
        runs = session.scalar(select(Collaboration).where(Collaboration.title == RUNS).options(*scope))
        runs.target_groups = [session.get_one(TargetGroup, group)]
        runs.activities = [session.get_one(ActivityType, activity)]
        runs.status, runs.status_on, runs.ends_on = CollaborationStatus.RUNNING, clock.today(), None
        address = f"/enquiries/replies/{reply.id}?line={line.id}"
        session.commit()
    said = text(client.get(address))
    assert f"{lacking}, pågår för gruppen: Inget → {RUNS}" in said
    assert step(client, address, "take").status_code == 303
    assert f"Inget → {RUNS}" not in text(client.get(address))


def test_who_reads_and_who_writes(client, letter, drafted):
    line = numbered(client, drafted, "Mötesplats Welcome House är").rpartition("=")[2]
    client.sign_out()
    client.sign_in("revisor")
    page = client.get(drafted)
    assert "Spara raden" not in page.text
    assert client.get(f"/enquiries/replies/of/{letter}").status_code == 403
    assert client.get(f"/enquiries/replies/lines/{line}").status_code == 403
    client.sign_out()
    client.sign_in("svenskamedbaby")
    for path in (drafted, f"{drafted}/internal.pdf", f"{drafted}/published.pdf"):
        assert client.get(path).status_code == 404
