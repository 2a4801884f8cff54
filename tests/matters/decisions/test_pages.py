"""The pages of what comes after a decision, walked as the registrator, the preparer and the managers do."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from registry.agreements.models import Agreement, Edition
from registry.collaborations.models import Collaboration
from registry.core import clock
from registry.core.database import session
from registry.documents.models import Document, DocumentType
from registry.matters.approvals.models import Step
from tests.agreements.sent import words

pytestmark = pytest.mark.stage("demo")


def example(app, code: str) -> str:
    about = select(Edition.id).join(Edition.agreement).join(Agreement.collaboration)
    with app.app_context():
        return str(session.scalars(about.where(Collaboration.code == code)).one())


def documents(app, type_: DocumentType, matter: str | None = None) -> int:
    with app.app_context():
        rows = session.scalars(select(Document).where(Document.type == type_)).all()
        return sum(matter is None or str(row.matter_id) == matter for row in rows)


def call_back_and_send_anew(registrar, place: str) -> None:
    assert registrar.send(f"{place}/call-back", reason="Kom inte med i kallelsen").status_code == 303
    assert "gäller inte längre" in words(registrar.get(place))
    assert registrar.send(f"{place}/edit", case_number="EX 2026/91").status_code == 303
    assert registrar.send(f"{place}/send").status_code == 303
    assert "Kom inte med i kallelsen" in words(registrar.get(f"{place}/history"))


def seen_before_it_is_sent(registrar, place):
    assert registrar.get(f"{place}/preview.pdf").data.startswith(b"%PDF")
    assert registrar.send(f"{place}/send").status_code == 303
    assert registrar.get(f"{place}/preview.pdf").status_code == 404, "sent, it has its document"


def test_a_list_is_made_sent_noted_and_gives_a_last_day_to_appeal(app, people, do_jobs):
    registrar, today = people("registrator"), clock.today()
    before = documents(app, DocumentType.DECISION_LIST)
    made = registrar.send("/decisions/lists/new", meeting_on=today.isoformat())
    assert made.status_code == 303
    place = made.location
    assert "Föräldragrupper" in words(registrar.get(place))
    assert registrar.send("/decisions/lists/new", meeting_on="2020-01-01").status_code == 422
    seen_before_it_is_sent(registrar, place)
    do_jobs()
    assert documents(app, DocumentType.DECISION_LIST) == before + 1
    assert "Ta tillbaka den om den ska ändras" in words(registrar.get(f"{place}/add"))
    call_back_and_send_anew(registrar, place)
    do_jobs()
    assert documents(app, DocumentType.DECISION_LIST) == before + 2
    day = today.isoformat()
    late = {"adjusted_on": day, "posted_on": (today - timedelta(days=1)).isoformat()}
    assert registrar.send(f"{place}/note", paragraph="§ 9", **late).status_code == 422
    assert registrar.send(f"{place}/note", paragraph="§ 9", adjusted_on=day, posted_on=day).status_code == 303
    matter = f"/agreements/{example(app, 'EXEMPEL-BESLUTAT')}"
    assert "Kan överklagas till och med" in words(people("handlaggare").get(matter))
    found = registrar.get("/decisions/?tab=overklagbara")
    assert "Föräldragrupper" in words(found)
    told = registrar.get("/decisions/export.csv?tab=overklagbara").get_data(as_text=True)
    assert day in told
    assert "§ 9" in told
    signed = registrar.send(f"{matter}/sign", signed_on=day, signature_method="paper", note="")
    assert "Skriv varför det verkställs nu" in words(signed)
    assert (
        registrar.send(
            f"{matter}/sign", signed_on=day, signature_method="paper", note="Börjar nu"
        ).status_code
        == 303
    )
    assert "Börjar nu" in words(registrar.get(f"{matter}/history"))


def test_a_statement_is_written_attested_and_decided_on_by_the_committee(app, people, do_jobs):
    matter = example(app, "EXEMPEL-NAMND")
    with app.app_context():
        case = session.scalars(select(Step.round_id).join(Step.round).where(Step.post.is_(None))).first()
    page, officer = f"/decisions/cases/{case}/statement", people("handlaggare")
    prefilled = officer.fields(f"{page}/write")
    assert prefilled["proposal"].startswith("1. Arbetsmarknadsnämnden beslutar att ingå")
    assert prefilled["background"]
    day = clock.today().isoformat()
    assert officer.send(f"{page}/write", meeting_on=day, view="Vi föreslår bifall.").status_code == 303
    assert officer.fields(f"{page}/write")["view"] == "Vi föreslår bifall."
    assert officer.post(f"{page}/write", data={**prefilled, "view": "Annat"}).status_code == 409
    assert officer.get(f"{page}/preview.pdf").data.startswith(b"%PDF")
    assert people("avdelningschef").send(f"{page}/attest").status_code == 303
    stale = people("direktor").fields(f"{page}/attest")  # who attests after the division head
    assert people("enhetschef").send(f"{page}/attest").status_code == 422  # no part above the matter
    assert officer.send(f"{page}/write", summary="Annan sammanfattning.").status_code == 303
    assert "Attesterat av" not in words(officer.get(page))  # other words: nobody has approved those
    assert people("direktor").post(f"{page}/attest", data=stale).status_code == 409
    for manager in ("avdelningschef", "direktor"):
        assert people(manager).send(f"{page}/attest").status_code == 303
    do_jobs()
    assert documents(app, DocumentType.STATEMENT, matter) == 1
    registrar = people("registrator")
    given = {"outcome": "approve", "meeting_on": day, "paragraph": "§ 5", "case_number": "AMN 2026/5"}
    half = registrar.send(f"/agreements/{matter}/committee", **given, adjusted_on=day)
    assert "både justering och anslag" in words(half)
    done = registrar.send(f"/agreements/{matter}/committee", **given, adjusted_on=day, posted_on=day)
    assert done.status_code == 303
    assert "Kan överklagas till och med" in words(registrar.get(f"/agreements/{matter}"))


def test_a_number_comes_from_the_registrator_or_from_a_range(app, people):
    registrar, draft = people("registrator"), f"/agreements/{example(app, 'EXEMPEL-UTKAST')}"
    taken = registrar.send(f"{draft}/number", case_number="EX 2026/4")
    assert "används redan" in words(taken)
    assert registrar.send(f"{draft}/number", case_number="AMF 2026/77").status_code == 303
    assert "AMF 2026/77" in words(registrar.get(draft))
    decided = f"/agreements/{example(app, 'EXEMPEL-BESLUTAT')}"
    assert "kan inte ändras nu" in words(registrar.get(f"{decided}/number"))
    assert registrar.send("/diary/new", pattern="AMF 2026/{}", first="5", last="4").status_code == 422
    assert registrar.send("/diary/new", pattern="AMF 2026/{}", first="900", last="905").status_code == 303
    assert "6 nummer kvar" in words(registrar.get("/diary/"))
