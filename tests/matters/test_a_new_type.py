"""A new type of matter is a folder of its own and one line of wiring: whatever a matter goes through knows it."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from registry import settings
from registry.access.actor import Actor
from registry.audit import guard
from registry.cli.loading.actors import acting
from registry.core import clock
from registry.core.database import db, session
from registry.documents import queries as stored
from registry.inbox import step_durations
from registry.inbox.reminders import queries as reminders
from registry.matters import actions, queries, types
from registry.matters.approvals import queries as approvals
from registry.matters.decisions import documents as papers
from registry.matters.decisions import queries as decisions
from registry.matters.decisions.rules import AppealStage
from registry.notifications.models import OutboxMessage
from registry.partners.organisations.models import Organisation
from tests.application import app_on, settings_for
from tests.engines import DEMO_PASSWORD
from tests.matters.loans.lending import LOAN, Loan, prepare, templates
from tests.reading import parsed

pytestmark = pytest.mark.stage("demo")
NUMBER = "AMF 2026/7707"


def words(response) -> str:
    return " ".join(parsed(response.text).main.get_text(" ").split())


@pytest.fixture
def lending(database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """The application as it would be with loans: their folder, and the one line."""
    monkeypatch.setattr(types, "_types", dict(types._types))
    made = app_on.__wrapped__(database)
    settings.use(settings_for(database))
    made.register_blueprint(templates)
    types.plug(LOAN)
    with made.app_context():
        Loan.metadata.create_all(db.engine)
    yield made
    with made.app_context():
        db.session.remove()
        db.engine.dispose()


def person(name: str) -> Actor:
    return acting(name, clock.today())


def sent(title: str, number: str, *, seen: int | None = None) -> UUID:
    """Prepare a loan and send it for decision, as the officer; return its identifier."""
    officer, at = person("handlaggare"), clock.now()
    to = session.scalars(select(Organisation).order_by(Organisation.name).limit(1)).one()
    unit = person("enhetschef").posts[0].unit_id
    loan = prepare(title, number, to, unit, actor=officer, at=at)
    actions.submit(loan, seen=loan.version, note=None, actor=officer, at=at)
    session.commit()
    return loan.id


def measured() -> int:
    """How many steps the lead times tell of."""
    on = clock.today()
    return len(step_durations.since(person("revisor"), on - timedelta(days=30), on))


def test_it_is_prepared_sent_routed_decided_documented_and_found(lending: Flask):
    with lending.app_context():
        before = measured()
        loan_id = sent("Lån av samlingssalen", NUMBER)
        (step,) = approvals.current_round(loan_id).steps
        assert (step.post.value, step.rule_id is not None) == ("unit_head", True)
        mail = select(OutboxMessage.subject, OutboxMessage.body).where(OutboxMessage.matter_id == loan_id)
        assert any(f"/matters/{loan_id}/decide" in body for _subject, body in session.execute(mail))
        assert loan_id in {case.waiting.matter_id for case in reminders.cases(clock.today())}
        assert measured() == before + 1
        assert queries.is_numbered(NUMBER.replace("/", "-0"))
        session.remove()
    client = lending.test_client()
    client.sign_in("enhetschef")
    assert "Lån av samlingssalen" in words(client.get("/inbox/"))
    assert "9" in words(client.get(f"/inbox/read/{loan_id}"))
    decide = f"/matters/{loan_id}/decide"
    decision = {"has_conflict": "no", "outcome": "approve", "password": DEMO_PASSWORD}
    done = client.send(decide, **decision)
    assert done.location.endswith(f"/matters/{loan_id}/history")
    assert "Bifall" in words(client.get(done.location))
    assert "Lån av samlingssalen" in words(client.get(f"/decisions/?q={NUMBER}"))
    assert client.get(f"/matters/{loan_id}").location.endswith("/history")
    with lending.app_context():
        at, loan = clock.now(), session.get_one(Loan, loan_id)
        assert loan.stage == "approved"
        papers.make_decision({"round_id": str(approvals.rounds(loan_id)[0].id)}, at)
        assert sorted(one.title for one in stored.of_owner(person("registrator"), loan_id)) == [
            "Beslut på nämndens vägnar",
            "Beslut, med skäl och hur det överklagas",
        ]
        waiting = decisions.waiting(person("registrator"), AppealStage.TO_REPORT)
        assert [(one.row.matter, one.kind_label) for one in waiting if one.row.matter_id == loan_id] == [
            ("Lån av samlingssalen", "Utlåning")
        ]
        session.commit()


def test_its_decider_can_declare_a_conflict_and_a_change_sends_it_back(lending: Flask):
    with lending.app_context():
        loan_id, changed_id = sent("Lån av köket", NUMBER), sent("Lån av salen", "AMF 2026/7708")
        session.remove()
    client = lending.test_client()
    client.sign_in("enhetschef")
    conflict = {"has_conflict": "yes", "ground": "party", "password": DEMO_PASSWORD}
    client.send(f"/matters/{loan_id}/decide", **conflict)
    assert client.get(f"/matters/{loan_id}/decide").status_code == 404
    with lending.app_context(), guard.resting():
        open_steps = approvals.open_steps(approvals.current_round(loan_id))
        assert [one.post.value for one in open_steps] == ["division_head"]
        session.get_one(Loan, changed_id).title = "Lån av en annan sal"
        session.commit()
    approve = {"has_conflict": "no", "outcome": "approve", "password": DEMO_PASSWORD}
    fell = client.send(f"/matters/{changed_id}/decide", **approve)
    assert (fell.status_code, "Inget beslut är fattat" in fell.text) == (409, True)
    with lending.app_context():
        assert session.get_one(Loan, changed_id).stage == "returned"
        session.remove()
    client.sign_out()
    client.sign_in("handlaggare")
    back = [link["href"] for link in parsed(client.get("/inbox/?kind=revise").text).select("main tbody a")]
    assert f"/matters/{changed_id}/history" in back
