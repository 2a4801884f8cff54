"""The city is bound only to what was decided: an exchanged party, an agreement from before, a decision taken back."""

import io
import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from registry.agreements.models import Agreement, Edition
from registry.collaborations.models import Collaboration, Party
from registry.core.clock import today
from registry.core.database import session
from registry.partners.organisations.models import Organisation
from tests.drafts import landed, words
from tests.engines import DEMO_PASSWORD
from tests.journeys.test_the_story import seen
from tests.reading import parsed

pytestmark = pytest.mark.stage("demo")
PASSWORD = {"password": DEMO_PASSWORD}


def early() -> dict[str, str]:
    """Return a signature of today, before the decision has legal force: the day is asked for when it is used."""
    return {
        "signed_on": today().isoformat(),
        "signature_method": "paper",
        "note": "Verksamheten börjar nu.",
    }


def waiting(app) -> tuple[str, str]:
    """Return the addresses of the example that waits for the unit head, and of its collaboration."""
    with app.app_context():
        rows = (
            select(Edition.id, Agreement.collaboration_id)
            .join(Edition.agreement)
            .join(Agreement.collaboration)
        )
        one = session.execute(rows.where(Collaboration.code == "EXEMPEL-ENHETSCHEF")).one()
    return f"/agreements/{one.id}", f"/collaborations/{one.collaboration_id}"


def approve(people, edition: str) -> None:
    head = people("enhetschef")
    landed(
        head.post(
            f"{edition}/decide",
            data=seen(head, edition) | {"outcome": "approve", "reason": "Anmärkningen är åtgärdad."},
        )
    )


def add(client, app, collaboration: str, name: str) -> None:
    with app.app_context():
        organisation = session.scalars(select(Organisation.id).where(Organisation.name == name)).first()
    page = f"{collaboration}/parties/new?q={name.replace(' ', '+')}"
    data = {"organisation": str(organisation), "roles": ["partner"], "receives_funding": "yes"}
    landed(client.post(page, data={**data, "csrf_token": client.token("/account")}))


def remove(client, app, collaboration: str, name: str) -> None:
    with app.app_context():
        its = Party.collaboration_id == Collaboration.id
        rows = select(Party.id).join(Organisation, Organisation.id == Party.organisation_id)
        rows = rows.join(Collaboration, its).where(Organisation.name == name)
        key = session.scalars(rows.where(Collaboration.code == "EXEMPEL-ENHETSCHEF")).one()
    landed(
        client.post(f"{collaboration}/parties/{key}/remove", data={"csrf_token": client.token("/account")})
    )


def test_another_party_than_the_decided_is_neither_signed_with_nor_shown_nor_paid(people, app, do_jobs):
    group, registrar = people("beredning"), people("registrator")
    decided, other = people("exempelforeningen"), people("svenskamedbaby")
    edition, collaboration = waiting(app)
    portal = f"/portal/{collaboration.rsplit('/', 1)[1]}"
    approve(people, edition)
    do_jobs()
    add(group, app, collaboration, "Svenska med baby")
    remove(group, app, collaboration, "Exempelföreningen")
    refused = registrar.send(f"{edition}/sign", **early())
    assert refused.status_code == 422
    assert (
        "Det här stämmer inte med det som beslutades: Parter: Exempelföreningen; Parter: Svenska med baby"
        in words(refused)
    )
    shown = words(registrar.get(edition))
    assert "Avtalet kan inte undertecknas och inget kan betalas nu" in shown
    assert "Uppgifter har ändrats efter beslutet" in shown
    link = parsed(decided.get(portal).text).select_one("a[href*='/documents/']")["href"]
    assert decided.get(link).data.startswith(b"%PDF")
    assert (other.get(portal).status_code, other.get(link).status_code) == (404, 404)

    add(group, app, collaboration, "Exempelföreningen")
    remove(group, app, collaboration, "Svenska med baby")
    landed(registrar.send(f"{edition}/sign", **early()))
    add(group, app, collaboration, "Svenska med baby")
    running = words(registrar.get(edition))
    assert "Undertecknat, börjar" in running
    assert "Uppgifter har ändrats efter beslutet" in running
    head = people("enhetschef")
    panel = words(head.get(edition))
    assert panel.count("Det här stämmer inte med det som beslutades: Parter: Svenska med baby") > 1, (
        "at each payment too"
    )
    assert other.get(link).status_code == 404


def existing(**changes) -> dict[str, object]:
    begun = today() - timedelta(days=300)
    year = str(today().year)
    return {
        "title": "Språkkafé sedan förra året", "case_number": "AMF 2025/777", "decided_by": "Arbetsmarknadsnämnden",
        "decided_on": begun.isoformat(), "paragraph": "§ 7", "signed_on": begun.isoformat(),
        "starts_on": begun.isoformat(), "yearly-0-year": year, "yearly-0-amount": "100 000",
        "file": (io.BytesIO(b"%PDF-1.7 avtalet"), "avtal.pdf"), **changes,
    }  # fmt: skip


def recorded(registrar, edition: str, **changes):
    return registrar.post(
        f"{edition}/record", data={**registrar.fields(f"{edition}/record"), **existing(**changes)}
    )


def test_an_agreement_from_before_is_recorded_by_one_and_confirmed_by_another(people, app):
    registrar, group, partner = people("registrator"), people("beredning"), people("svenskamedbaby")
    with app.app_context():
        rows = (
            select(Edition.id, Agreement.collaboration_id)
            .join(Edition.agreement)
            .join(Agreement.collaboration)
        )
        known = session.execute(rows.where(Collaboration.code == "IOP-SVENSKA-MED-BABY")).one()
    edition, portal = f"/agreements/{known.id}", f"/portal/{known.collaboration_id}"
    assert "Känt, men inte registrerat" in words(registrar.get(edition))
    assert group.get(f"{edition}/record").status_code == 403
    assert "Det går inte i det här läget" in words(registrar.get(f"{waiting(app)[0]}/record"))
    refusals(registrar, edition)
    landed(recorded(registrar, edition))
    shown = words(registrar.get(edition))
    assert "Registrerat, väntar på bekräftelse" in shown
    assert "Beslutat av Arbetsmarknadsnämnden" in shown
    assert registrar.get(f"{edition}/confirm").status_code == 403
    assert "AMF 2025/777" not in words(partner.get(portal))
    assert "Språkkafé sedan förra året" in words(group.get("/inbox/"))
    assert group.send(f"{edition}/confirm", password="fel lösenord här").status_code == 422
    landed(group.send(f"{edition}/refuse", reason="Fel belopp"))
    assert "Fel belopp" in words(registrar.get(f"{edition}/record"))
    landed(recorded(registrar, edition))
    landed(group.send(f"{edition}/confirm", **PASSWORD))
    assert "Bekräftat av" in words(registrar.get(edition))
    assert "Arbetsmarknadsnämnden, § 7" in words(registrar.get("/decisions/recorded"))
    assert "Språkkafé sedan förra året" not in words(registrar.get("/decisions/"))
    assert "AMF 2025/777" in words(partner.get(portal))


def refusals(registrar, edition: str) -> None:
    tomorrow = (today() + timedelta(days=1)).isoformat()
    for changes, told in (
        ({"file": None}, "Bifoga avtalet"),
        ({"paragraph": ""}, "Paragraf eller punkt"),
        ({"starts_on": tomorrow}, "Bara avtal som redan har börjat gälla"),
    ):
        refused = recorded(registrar, edition, **changes)
        assert refused.status_code == 422
        assert told in words(refused)


def test_a_decision_is_asked_to_be_taken_back_and_taken_back_by_who_made_it(people, app):
    officer, head = people("handlaggare"), people("enhetschef")
    edition, _collaboration = waiting(app)
    approve(people, edition)
    assert officer.get(f"{edition}/reopen").status_code == 403
    assert people("beredning").get(f"{edition}/reopen").status_code == 403
    landed(officer.send(f"{edition}/reopen/ask", reason="Slutdagen är fel"))
    assert "Slutdagen är fel" in words(head.get(edition))
    assert "Begäran att ta tillbaka beslut" in words(head.get("/inbox/"))
    registrar = people("registrator")
    refused = registrar.get(f"{edition}/reopen")
    assert "av den befattning som fattade det" in words(refused)
    assert (
        head.send(
            f"{edition}/reopen", ground="Tvingande skäl", reason="Ja", password="fel lösenord här"
        ).status_code
        == 422
    )
    landed(people("avdelningschef").send(f"{edition}/reopen/let-stand", reason="Dagen är rätt", **PASSWORD))
    assert "Dagen är rätt" in words(officer.get(edition))
    landed(head.send(f"{edition}/reopen", ground="Tvingande skäl", reason="Dagen var fel", **PASSWORD))
    shown = words(officer.get(edition))
    assert "Återlämnat för ändring" in shown
    assert re.search(r"Gäller inte längre\. Dagen var fel", shown)
    assert f"Återkallelse av beslutet den {today()}" in words(registrar.get("/decisions/"))


def test_a_signed_agreement_is_withdrawn_on_a_ground_and_what_was_done_is_put_right(people, app, do_jobs):
    registrar, head, day = people("registrator"), people("enhetschef"), today().isoformat()
    edition, _collaboration = waiting(app)
    approve(people, edition)
    landed(registrar.send(f"{edition}/sign", **early()))
    assert f"Avtalet är undertecknat den {today()}" in words(head.get(f"{edition}/reopen"))
    told = {
        "ground": "Oriktiga eller vilseledande uppgifter från parten",
        "reason": "Fel uppgifter",
        **PASSWORD,
    }
    landed(head.send(f"{edition}/reopen", **told))
    do_jobs()
    shown = words(head.get(edition))
    assert "Beslutet återkallat" in shown
    assert f"gäller inte sedan {today()}" in shown
    assert "Beslut om återkallelse" in shown
    assert "Rätta det som har verkställts" in words(registrar.get("/inbox/"))
    found = parsed(registrar.get(edition).text).select("a[href^='/decisions/']")
    (row,) = [link["href"] for link in found if "Återkallelse" in link.get_text()]
    page = parsed(registrar.get(row).text)
    assert "Oriktiga eller vilseledande uppgifter" in page.get_text()
    rectify = page.select_one("a[href*='/withdrawals/']")["href"]
    assert head.get(rectify).status_code == 403
    landed(registrar.send(rectify, rectified_on=day, rectified_note="Inget hade betalats."))
    assert "Inget hade betalats." in words(registrar.get(row))


def test_what_a_court_does_is_noted_and_what_rests_on_the_decision_follows(people, app):
    registrar, day = people("registrator"), today().isoformat()
    edition, _collaboration = waiting(app)
    approve(people, edition)
    landed(registrar.send(f"{edition}/sign", **early()))
    decision = re.search("/decisions/[0-9a-f-]{36}", registrar.get(edition).text).group()
    landed(registrar.send(f"{decision}/appeal", appealed_on=day, court_case="1-26"))
    appeal = (
        parsed(registrar.get(decision).text).select_one("a[href$='/settle']")["href"].removesuffix("/settle")
    )
    landed(registrar.send(f"{appeal}/stay", stayed_on=day))
    assert "tills vidare inte får verkställas" in words(registrar.get(edition))
    landed(registrar.send(f"{appeal}/settle", outcome="annulled", judged_on=day, settled_on=day))
    assert "Upphävt av domstol" in words(people("handlaggare").get(edition))
    assert "Rätta det som har verkställts" in words(registrar.get("/inbox/"))
    right = {"appealed_on": day, "judged_on": day, "settled_on": day, "reason": "Fel mål"}
    assert registrar.send(f"{appeal}/correct", **{**right, "outcome": ""}).status_code == 422
    landed(registrar.send(f"{appeal}/correct", **right, outcome="rejected", stayed_on=""))
    assert "Undertecknat, börjar" in words(people("handlaggare").get(edition))
    landed(registrar.send(f"{appeal}/correct", **right, outcome="annulled"))
    assert "Upphävt av domstol" in words(people("handlaggare").get(edition))
    landed(registrar.send(f"{appeal}/rectify", rectified_on=day, rectified_note="Inget hade betalats."))
    assert "Inget hade betalats." in words(registrar.get(decision))
    assert people("enhetschef").get(f"{appeal}/rectify").status_code == 403


def test_an_agreement_is_terminated_by_a_decision(people, app):
    officer, registrar, last = people("handlaggare"), people("registrator"), today() + timedelta(days=30)
    edition, _collaboration = waiting(app)
    approve(people, edition)
    landed(registrar.send(f"{edition}/sign", **early()))
    asked = {"ends_on": last.isoformat(), "reason": "Parten läggs ner.", "has_conflict": "no"}
    assert officer.send(f"{edition}/end", reason="Klart").status_code == 422
    sent = officer.send(f"{edition}/terminate", **asked)
    landed(sent)
    made = sent.headers["Location"].partition("?")[0]
    shown = words(registrar.get(made))
    assert "Parten läggs ner." in shown
    assert "Väntar på beslut" in shown
    matter = f"/matters/{made.rsplit('/', 1)[1]}"
    if "Registrera nämndens beslut" in shown:
        told = {"meeting_on": today().isoformat(), "paragraph": "§ 4", "case_number": "AMN 2026/4"}
        landed(registrar.send(f"{matter}/committee", outcome="amend", reason="En vecka senare.", **told))
        last += timedelta(days=7)
        assert "Bekräfta nämndens ändring" in words(registrar.get("/inbox/"))
        landed(registrar.send(f"{made}/adopt", ends_on=last.isoformat()))
        refused = registrar.send(f"{made}/withdraw", reason="Fel", ground="Tvingande skäl", **PASSWORD)
        assert refused.status_code == 422, "the nämnd's has a meeting and a paragraph"
    else:
        head = people("enhetschef")
        page = head.fields(f"{matter}/decide")
        said = {"outcome": "approve", "has_conflict": "no", **PASSWORD}
        landed(head.post(f"{matter}/decide", data=page | said))
    assert f"Upphör efter {last}" in words(registrar.get(edition)).replace("\u00a0", " ")
    assert "Uppsägning av" in words(registrar.get("/decisions/"))
    assert "Tvingande skäl" in words(people("admin").get("/agreements/withdrawal-grounds"))
