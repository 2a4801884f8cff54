"""Sending, deciding, recording, signing and ending: done wrongly, from an old page, or twice."""

import pytest
from sqlalchemy import select

from registry.agreements.models import Agreement, Edition
from registry.agreements.workflow import State
from registry.core import clock
from registry.core.database import session
from tests.agreements.sent import EMOJI, HTML, HUGE, counts, error_at, refused, stored, typed, words
from tests.application import CheckingClient
from tests.engines import DEMO_PASSWORD

pytestmark = pytest.mark.stage("demo")
ANOTHER_PAGE = {"sending": ""}  # the same form sent again from its own page is one sending


def decide_form(client: CheckingClient, edition: str, **values: str) -> dict[str, object]:
    return {**client.fields(f"{edition}/decide"), "has_conflict": "no", "password": DEMO_PASSWORD, **values}


def test_nothing_is_sent_before_the_question_of_its_weight_is_answered(prepared_draft):
    officer, edition = prepared_draft
    form = officer.fields(f"{edition}/submit")
    for more, field in (({}, "has_weight"), ({"has_weight": "yes", "weight_reason": " "}, "weight_reason")):
        answer = officer.post(f"{edition}/submit", data=form | more)
        assert (answer.status_code, bool(error_at(answer, field))) == (422, True), field
    assert "Utkast" in words(officer.get(edition))


def test_sending_and_taking_back_twice_and_wrongly(prepared_draft, people, app):
    (officer, edition), registrar = prepared_draft, people("registrator")
    form = officer.fields(f"{edition}/submit")
    form["has_weight"] = "no"
    answer = officer.post(f"{edition}/submit", data=form | {"note": "x" * 2001})
    assert (answer.status_code, "Texten är för lång" in error_at(answer, "note")) == (422, True)
    assert officer.post(f"{edition}/submit", data=form | {"note": HTML}).status_code == 303
    before = counts(app)
    again = officer.post(f"{edition}/submit", data=form)
    assert again.status_code == 409
    assert "redan skickat" in words(again)
    assert counts(app) == before
    for act in ("sign", "end", "record", "withdraw"):
        who = registrar if act in {"sign", "record"} else officer
        values = {"reason": "x", "signed_on": "2026-01-01", "signature_method": "paper"}
        refusal = who.post(f"{edition}/{act}", data={"csrf_token": who.token("/account"), **values})
        assert refusal.status_code == 422, act
        told = ("Det går inte i det här läget", "kan inte verkställas")
        assert any(sentence in words(refusal) for sentence in told), (act, words(refusal)[:1500])
    assert counts(app) == before
    refused(officer, f"{edition}/recall", {"reason": ""}, "reason", "Fyll i det här.")
    refused(officer, f"{edition}/recall", {"reason": "x" * 2001}, "reason", "Texten är för lång")
    take_back = {**officer.fields(f"{edition}/recall"), "reason": EMOJI}
    assert officer.post(f"{edition}/recall", data=take_back).status_code == 303
    before = counts(app)
    again = officer.post(f"{edition}/recall", data=take_back | ANOTHER_PAGE)
    assert (again.status_code, "väntar inte på beslut" in words(again)) == (422, True)
    end = {"csrf_token": take_back["csrf_token"], "reason": HTML}
    assert officer.post(f"{edition}/withdraw", data=end).status_code == 303
    after = counts(app)
    assert officer.post(f"{edition}/withdraw", data=end).status_code == 422
    assert counts(app) == after


def test_deciding_wrongly_and_twice(prepared_draft, people, app):
    officer, edition = prepared_draft
    head = people("enhetschef")
    assert officer.send(f"{edition}/submit", has_weight="no").status_code == 303
    path, before = f"{edition}/decide", counts(app)
    form = decide_form(head, edition, outcome="approve")
    for values, field, sentence in (
        ({"password": ""}, "password", "Fyll i det här."),
        ({"password": "x" * 201}, "password", "Texten är för lång"),
        ({"password": "fel lösenord här"}, "password", "Lösenordet stämmer inte."),
        ({"has_conflict": ""}, "has_conflict", "Fyll i det här."),
        ({"has_conflict": "kanske"}, "has_conflict", "Välj ja eller nej."),
        ({"has_conflict": "yes"}, "ground", "Välj vad som gör dig jävig."),
        ({"outcome": ""}, "outcome", "Välj ditt beslut."),
        ({"outcome": "godkänn"}, "outcome", "Välj ett av alternativen."),
        ({"outcome": "return", "reason": " \u200b"}, "reason", "Skriv varför"),
        ({"outcome": "decline", "reason": ""}, "reason", "Skriv varför"),
        ({"reason": "x" * 4001}, "reason", "Texten är för lång"),
    ):
        answer = head.post(path, data=form | values)
        assert answer.status_code == 422, values
        assert sentence in error_at(answer, field), (values, words(answer)[:400])
        assert DEMO_PASSWORD not in answer.text
    for values in ({"round": HUGE}, {"round": "abc"}, {"round": ""}, {"hash": HTML}, {"hash": ""}):
        answer = head.post(path, data=form | values | {"reason": HTML})
        assert answer.status_code == 409, values
        assert "Läs det igen" in words(answer)
        assert typed(answer, "reason") == HTML
        assert typed(answer, "round") == form["round"]  # what is shown now is what the next attempt is about
    assert head.post(path, data={**form, "csrf_token": "fel", "reason": HTML}).status_code == 422
    assert counts(app)[:4] == before[:4]
    assert head.post(path, data=form | {"reason": HTML}).status_code == 303
    after = counts(app)
    again = head.post(path, data={**form, "csrf_token": head.token("/account")})
    assert again.status_code in {409, 422}
    assert "väntar inte på beslut" in words(again)
    assert counts(app) == after


def test_the_committee_and_the_signature(prepared_draft, people, app):
    officer, edition = prepared_draft
    registrar, today = people("registrator"), clock.today().isoformat()
    assert officer.send(f"{edition}/edit/economy", yearly__0__amount="9 000 000").status_code == 303
    assert officer.send(f"{edition}/submit", has_weight="no").status_code == 303
    path = f"{edition}/committee"
    right = {"outcome": "approve", "meeting_on": today, "paragraph": "§ 14", "case_number": "AMN 2026/77"}
    before = counts(app)
    for values, field, sentence in (
        ({"outcome": ""}, "outcome", "Fyll i det här."),
        ({"meeting_on": "2999-01-01"}, "meeting_on", "Året ser fel ut"),
        ({"meeting_on": "2199-01-01"}, "meeting_on", "Sammanträdet har inte hållits än."),
        ({"paragraph": ""}, "paragraph", "Fyll i beslutets paragraf i protokollet."),
        ({"paragraph": "§" * 21}, "paragraph", "Texten är för lång"),
        ({"case_number": "nämnden"}, "case_number", "Diarienumret har inte den form"),
        ({"outcome": "decline", "reason": ""}, "reason", "Skriv varför"),
    ):
        refused(registrar, path, right | values, field, sentence)
    assert counts(app) == before
    form = {**registrar.fields(path), **right}
    assert registrar.post(path, data=form).status_code == 303
    again = registrar.post(path, data=form | ANOTHER_PAGE)
    assert (
        again.status_code in {409, 422},
        "inte nämnden" in words(again) or "väntar inte" in words(again),
    ) == (True, True)
    sign = f"{edition}/sign"
    for values, field, sentence in (
        ({"signed_on": "", "signature_method": "paper"}, "signed_on", "Fyll i det här."),
        (
            {"signed_on": "2199-01-01", "signature_method": "paper"},
            "signed_on",
            "Underskriftsdagen ligger i framtiden.",
        ),
        ({"signed_on": today, "signature_method": ""}, "signature_method", "Fyll i det här."),
        (
            {"signed_on": today, "signature_method": "handslag"},
            "signature_method",
            "Välj ett av alternativen.",
        ),
        (
            {"signed_on": today, "signature_method": "paper", "note": ""},
            "note",
            "Beslutet har inte fått laga kraft.",
        ),
    ):
        refused(registrar, sign, values, field, sentence)
    done = {
        **registrar.fields(sign),
        "signed_on": today,
        "signature_method": "paper",
        "note": "Det börjar nu.",
    }
    assert registrar.post(sign, data=done).status_code == 303
    after = counts(app)
    again = registrar.post(sign, data=done | ANOTHER_PAGE)
    assert (again.status_code, "Det går inte i det här läget" in words(again)) == (422, True)
    assert counts(app) == after
    refused(officer, f"{edition}/end", {"reason": ""}, "reason", "Fyll i det här.")
    end = {**officer.fields(f"{edition}/end"), "reason": HTML}
    early = officer.post(f"{edition}/end", data=end)
    assert (early.status_code, "Att avsluta det tidigare är ett beslut" in words(early)) == (422, True)


def test_one_draft_however_often_the_button_is_pressed(prepared_draft, people, app):
    officer, edition = prepared_draft
    again = officer.send(f"/agreements/create/{stored(app, edition, 'agreement').collaboration_id}")
    assert again.status_code == 422
    assert "Det finns redan ett avtal som bereds" in words(again)


def test_a_case_number_of_another_agreement_is_refused_at_the_field(prepared_draft, people, app):
    preparatory = people("beredning")
    with app.app_context():
        drafts = (
            select(Edition.id)
            .join(Edition.agreement)
            .where(Agreement.state == State.DRAFT, Edition.is_example)
        )
        other = session.scalars(drafts.limit(1)).one()
    taken = {"case_number": "AMF 2026/501"}
    refused(
        preparatory, f"/agreements/{other}/edit/basics", taken, "case_number", "Diarienumret används redan"
    )
