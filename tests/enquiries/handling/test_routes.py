"""The pages of a question, from the letter on the desk to the answer, as the people of the demo walk them."""

from datetime import timedelta
from io import BytesIO

import pytest
from flask import render_template_string

from registry.core import clock
from tests.reading import parsed

pytestmark = pytest.mark.stage("demo")


@pytest.fixture
def people(app):
    """One signed-in client for each person."""
    known = {}

    def of(name):
        if name not in known:
            known[name] = app.test_client()
            assert known[name].sign_in(name).status_code == 303
        return known[name]

    return of


def words(response) -> str:
    return " ".join(parsed(response.text).main.get_text(" ").split())


def choice(client, path: str, field: str, words: str) -> str:
    options = parsed(client.get(path).text).select(f"select[name={field}] option")
    return next(option["value"] for option in options if words in option.get_text())


def drafted(client, made: str) -> str:
    """Draft the reply and write what the register cannot say; return its address."""
    sent = client.send(
        f"/enquiries/replies/of/{made.rsplit('/', 1)[1]}", need="Språkstöd.", on=clock.today().isoformat()
    )
    reply = sent.location
    told = {"text": "Det görs redan.", "kind": "paragraph", "section": "answer"}
    assert client.send(f"{reply}/lines/new", **told).status_code == 303
    return reply


def letter(client, title: str, unit: str) -> dict[str, str]:
    """What is typed of a letter with one question."""
    place = choice(client, "/enquiries/new", "unit_id", unit)
    return {
        "kind": "letter",
        "title": title,
        "askers": "Ett parti",
        "questions": "Hur arbetar staden?",
        "unit_id": place,
    }


def test_a_letter_is_registered_and_given_to_somebody(people):
    registrar, group, day = people("registrator"), people("beredning"), clock.today()
    new = "/enquiries/new"
    given = {
        "kind": "letter", "title": "Skrivelse om Värmdös pilotprojekt", "askers": "Centerpartiet",
        "questions": "- 1) Hur arbetar staden?\n- 2) Finns behov?\n", "due_on": (day - timedelta(days=1)).isoformat(),
        "received_on": (day - timedelta(days=9)).isoformat(),
        "unit_id": choice(registrar, new, "unit_id", "Staben för strategi"),
    }  # fmt: skip
    wrong = registrar.send(new, **(given | {"questions": " - \n", "due_on": "2020-01-01"}))
    assert (wrong.status_code, "Skriv minst en fråga." in words(wrong)) == (422, True)
    assert "Skrivelse om Värmdös" in wrong.text, "nothing typed is lost"
    nothing = registrar.send(new, **given, file=(BytesIO(), "skrivelsen.pdf"))
    assert "Filen är tom. Välj en annan." in words(nothing)
    made = registrar.send(new, **given).location
    assert "1. Hur" not in words(registrar.get(made))
    listed = words(group.get("/enquiries/"))
    assert listed.index("Skrivelse om Värmdös") < listed.index("Skrivelse angående")
    assert "Sen" in listed
    assert "Andra frågor om samma sak" in words(group.get(made))
    stale = group.fields(f"{made}/edit")
    chosen = choice(group, f"{made}/edit", "responsible_id", "Handläggar")
    assert group.send(f"{made}/edit", responsible_id=chosen).status_code == 303
    assert group.post(f"{made}/edit", data={**stale, "title": "Något annat"}).status_code == 409


def test_the_reply_is_written_attested_decided_on_and_sent(people, do_jobs):
    registrar, group, day = people("registrator"), people("beredning"), clock.today()
    made = registrar.send("/enquiries/new", **letter(registrar, "Skrivelse om svaret", "Staben")).location
    page = f"{made}/reply"
    reply = drafted(group, made)
    assert "Hur arbetar staden?" in words(group.get(page))
    assert people("direktor").send(f"{page}/attest", has_conflict="no").status_code == 422
    assert people("enhetschef").send(f"{page}/attest", has_conflict="no").status_code == 422
    unit = {"unit_id": choice(group, f"{made}/edit", "unit_id", "Jobbtorg Stockholm")}
    assert group.send(f"{made}/edit", **unit, meeting_on=day.isoformat()).status_code == 303
    head, director = people("avdelningschef"), people("direktor")
    assert "Attestera svaret" in words(head.get("/inbox/"))
    assert "Härnäst Avdelningschefen för Jobbtorg Stockholm attesterar: Avdelningschef" in words(
        registrar.get(made)
    )
    for manager in (head, director):
        assert manager.send(f"{page}/attest", has_conflict="no").status_code == 303
    do_jobs()
    assert "attesterat och sänt" in words(group.get(f"{reply}/published.pdf")), "a draft is not published"
    assert registrar.send(f"{made}/send").status_code == 303
    do_jobs()
    assert "Ny rad" not in words(group.get(reply)), "what is sent is not changed"
    files = [group.get(f"{reply}/{name}.pdf").location for name in ("internal", "published")]
    assert len({group.get(one).data for one in files}) == 2
    for one in files:
        assert people("revisor").get(one).data.startswith(b"%PDF")
        assert people("exempelforeningen").get(one).status_code == 404, "neither is for the associations"
    early = registrar.send(
        f"{made}/treatment", meeting_on=(day + timedelta(days=1)).isoformat(), outcome="approved"
    )
    assert "i framtiden" in words(early)
    told = {"meeting_on": day.isoformat(), "outcome": "referred", "paragraph": "§ 7"}
    assert registrar.send(f"{made}/treatment", **told).status_code == 303
    assert registrar.send(f"{made}/answer", answered_on=day.isoformat()).status_code == 303
    done = words(people("revisor").get(made))
    for told in ("Hänvisar till svaret § 7", "Besvarad av Arbetsmarknadsförvaltningen", "PDF att publicera"):
        assert told in done
    assert "Svaret sändes till nämnden" in words(registrar.get(f"/matters/{made.rsplit('/', 1)[1]}/history"))


def test_a_head_with_a_conflict_of_interest_stands_aside(people):
    registrar, group, head = people("registrator"), people("beredning"), people("avdelningschef")
    made = registrar.send(
        "/enquiries/new", **letter(registrar, "Skrivelse om jäv", "Jobbtorg Stockholm")
    ).location
    assert group.send(f"{made}/edit", meeting_on=clock.today().isoformat()).status_code == 303
    reply = drafted(group, made)
    assert head.send(f"{made}/reply/attest", has_conflict="yes").status_code == 422
    done = head.send(f"{made}/reply/attest", has_conflict="yes", ground="party")
    assert (done.status_code, head.get(made).status_code) == (303, 404)
    assert head.get(f"{reply}/internal.pdf").status_code == 404, "nor reads what it stands outside of"
    assert group.get(f"{made}/reply/attest").status_code == 403


def test_whoever_attests_sees_what_is_left_out_of_what_is_published(app):
    """What rests on an agreement that is marked with secrecy stands in the document for the house alone (OSL 5:5)."""
    lines = [
        {"text": "Hemligt.", "footnote": "En not.", "is_inside": True},
        {"text": "Öppet.", "footnote": None, "is_inside": False},
    ]
    page = """{% import "components/ui.html" as ui %}{% include "handling/_words.html" %}"""
    with app.test_request_context():
        shown = render_template_string(
            page, written={}, parts=[{"heading": "Svar", "blocks": [{"shape": "paragraph", "lines": lines}]}]
        )
    said = " ".join(parsed(shown).get_text(" ").split())
    assert "Hemligt. (Fotnot: En not.) Publiceras inte Öppet." in said


def test_an_association_sees_nothing_of_it(people):
    made = people("registrator")
    given = {"kind": "remiss", "unit_id": choice(made, "/enquiries/new", "unit_id", "Etableringscentrum")}
    answer = made.send("/enquiries/new", **(given | {"kind": "referral", "title": "Remiss", "askers": "Länsstyrelsen",
                                                      "questions": "Har ni synpunkter?"}))  # fmt: skip
    reply = drafted(people("beredning"), answer.location)
    pages = [f"{answer.location}{path}" for path in ("", "/reply", "/edit", "/send")]
    for path in (*pages, reply, f"{reply}/internal.pdf", f"{reply}/published.pdf"):
        assert people("svenskamedbaby").get(path).status_code == 404
    assert people("svenskamedbaby").get("/enquiries/new").status_code in {403, 404}
    for name in ("handlaggare", "enhetschef", "revisor"):
        assert people(name).get("/enquiries/new").status_code == 403
    assert "Länsstyrelsen" in words(people("revisor").get(answer.location))
