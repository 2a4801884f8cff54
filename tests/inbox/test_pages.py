"""The inbox, reading one matter after the other, lead times and deadlines, as people open them."""

import csv
import io
from datetime import date

import pytest
from sqlalchemy import select

from registry.audit import guard
from registry.core.database import session
from registry.matters.approvals.models import Decision, Step
from tests.reading import parsed

pytestmark = pytest.mark.stage("demo")


def soup(response):
    return parsed(response.text)


def words(response):
    return " ".join(soup(response).main.get_text(" ").split())


@pytest.fixture
def head(app, client):
    """The unit head, signed in; everything that waits is late."""
    with app.app_context(), guard.resting():
        for step in session.scalars(select(Step).where(Step.is_open)):
            step.due_on = date(2026, 1, 12)
        session.commit()
    client.sign_in("enhetschef")
    return client


def test_the_inbox_tells_how_late_things_are_in_words_and_narrows_by_kind(head):
    page = head.get("/inbox/")
    assert "arbetsdagar för sent" in words(page)
    tabs = {link.get_text(" ", strip=True): link["href"] for link in soup(page).select("nav.tabs a")}
    decisions = next(url for label, url in tabs.items() if label.startswith("Beslut"))
    assert decisions == "/inbox/?kind=decide"
    only = soup(head.get(decisions)).select("main tbody .status")
    assert {tag.get_text(strip=True) for tag in only} == {"Besluta"}
    assert head.get("/inbox/?kind=nonsense").status_code == 200


def test_one_matter_after_the_other_each_with_its_own_decision_and_none_together(app, head):
    page = head.get("/inbox/read", follow_redirects=True)
    seen = []
    while True:
        page_soup = soup(page)
        assert f"{len(seen) + 1} av " in words(page)
        assert page_soup.select("main form") == []  # nothing is decided here
        links = {link.get_text(strip=True): link["href"] for link in page_soup.select("main .actions a")}
        assert links["Läs allt och besluta"].endswith("/decide")
        seen.append(links["Läs allt och besluta"])
        if "Nästa" not in links:
            break
        page = head.get(links["Nästa"])
    assert len(seen) == len(set(seen)) > 1
    assert head.get(seen[0]).status_code == 200


def test_what_does_not_wait_for_me_cannot_be_read_here(app, head):
    with app.app_context():
        decided = session.scalars(select(Decision.matter_id).limit(1)).one()
    assert head.get(f"/inbox/read/{decided}").status_code == 404


def test_lead_times_are_drawn_with_words_and_given_as_a_file(head):
    for by in ("stage", "post", "unit", "quarter"):
        page = head.get(f"/overview/lead-times/?by={by}&months=36")
        drawing = soup(page).select_one("figure svg[role=img]")
        figures = [text.get_text() for text in drawing.select("text")]
        assert figures
        assert all(words in drawing["aria-label"] for words in figures)
    text = head.get("/overview/lead-times/export.csv?by=unit&months=36").data.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert len(rows) > 1
    assert {len(row) for row in rows} == {7}


def test_the_administrator_sets_a_time_and_a_period_that_the_form_then_tells(client):
    client.sign_in("admin")
    assert client.send("/deadlines/times/decide", days="8").status_code == 303
    assert client.send("/deadlines/times/decide", days="1", remind_before="3").status_code == 422
    answer = client.send(
        "/deadlines/periods/add", starts_on="2020-12-14", ends_on="2099-01-10", reason="bokslut"
    )
    assert answer.status_code == 303
    assert "bokslut" in words(client.get("/deadlines/"))
    assert (
        client.send(
            "/deadlines/periods/add", starts_on="2026-12-14", ends_on="2026-12-15", reason="x"
        ).status_code
        == 422
    )
    client.sign_out()
    client.sign_in("handlaggare")
    draft = next(
        link["href"]
        for link in soup(client.get("/inbox/?kind=draft")).select("main tbody a")
        if "submit" in link["href"]
    )
    page = client.get(draft)
    assert "Inget skickas för beslut till och med den 2099-01-10: bokslut" in words(page)
    assert soup(page).select("main form[method=post]") == []


def test_everybody_chooses_how_often_we_write(client):
    client.sign_in("handlaggare")
    answer = client.send("/account", mail_rhythm="daily")
    assert answer.status_code == 303
    chosen = soup(client.get("/account")).select_one("input[name=mail_rhythm][checked]")
    assert chosen["value"] == "daily"
