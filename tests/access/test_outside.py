"""Whoever stands outside a matter reaches nothing that belongs to it, by any way in: every route that takes one."""

from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import Select, select

from registry.agreements.models import Agreement, Edition, Payment
from registry.audit import guard
from registry.city.accounts.models import User
from registry.collaborations.models import Collaboration
from registry.core import clock
from registry.core.database import session
from registry.documents.models import Document
from registry.enquiries.models import Enquiry, NeedAssessment
from registry.enquiries.replies.models import Reply, ReplyLine
from registry.matters.approvals.models import Decision, Recusal, RecusalStatus, Round
from registry.matters.decisions.models import Appeal, Notice
from tests.access.test_rights import WORDS

pytestmark = pytest.mark.stage("demo")
MATTERS = ("EXEMPEL-PAGAR", "EXEMPEL-ENHETSCHEF")
PERSONAS = ("registrator", "avdelningschef")  # who records everything, and who stands over everything here
# What in an address says that it is about a matter, and where that is found.
BELONGS = {
    "matter_id": select(Edition.id.label("id"), Edition.id.label("of")),
    "edition_id": select(Edition.id.label("id"), Edition.id.label("of")),
    "case_id": select(Round.id, Round.matter_id.label("of")),
    "decision_id": select(Decision.id, Decision.matter_id.label("of")),
    "document_id": select(Document.id, Document.matter_id.label("of")),
    "payment_id": select(Payment.id, Payment.edition_id.label("of")),
    "recusal_id": select(Recusal.id, Recusal.matter_id.label("of")),
    "notice_id": select(Notice.id, Decision.matter_id.label("of")).join(
        Decision, Decision.id == Notice.decision_id
    ),
    "enquiry_id": select(Enquiry.id, Enquiry.id.label("of")),
    "assessment_id": select(NeedAssessment.id, NeedAssessment.enquiry_id.label("of")),
    "reply_id": select(Reply.id, Reply.enquiry_id.label("of")),
    "line_id": select(ReplyLine.id, Reply.enquiry_id.label("of")).join(Reply, Reply.id == ReplyLine.reply_id),
    "appeal_id": select(Appeal.id, Decision.matter_id.label("of")).join(
        Decision, Decision.id == Appeal.decision_id
    ),
}
EVERY = (
    "matter_id", "case_id", "decision_id", "document_id", "recusal_id", "enquiry_id", "assessment_id", "reply_id",
    "line_id",
)  # fmt: skip


def _assessed() -> Select[tuple[UUID | None]]:
    return select(NeedAssessment.enquiry_id).where(NeedAssessment.enquiry_id.is_not(None))


def outside(app: Flask) -> list[tuple[str, dict[str, object]]]:
    """Let the personas stand outside, and return every address that takes something of the matters."""
    with app.app_context(), guard.resting():
        people = {
            name: session.scalars(select(User).where(User.email.like(f"{name}@%"))).one() for name in PERSONAS
        }
        other = session.scalars(select(User).where(User.email.like("direktor@%"))).one()
        of = select(Edition.id).join(Edition.agreement).join(Agreement.collaboration)
        matters = list(session.scalars(of.where(Collaboration.code.in_(MATTERS)).order_by(Edition.id)))
        matters += session.scalars(select(Reply.enquiry_id).where(Reply.enquiry_id.in_(_assessed())).limit(1))
        for key in matters:
            for person, status in (
                *((one, RecusalStatus.STANDING) for one in people.values()), (other, RecusalStatus.RAISED),
            ):  # fmt: skip
                told = {"person": person.name, "raised_by": "Någon", "at": clock.now(), "status": status}
                session.add(Recusal(matter_id=key, person_id=person.id, **told))
        session.commit()
        own = {person.id for person in people.values()}
        mine = set(session.scalars(select(Recusal.id).where(Recusal.person_id.in_(own))))
        found = {
            name: [row.id for row in session.execute(rows) if row.of in matters and row.id not in mine]
            for name, rows in BELONGS.items()
        }
    assert matters
    assert all(found[name] for name in EVERY)
    return [
        (rule.endpoint, {name: key, **{one: WORDS[one] for one in rule.arguments & set(WORDS)}})
        for rule in app.url_map.iter_rules()
        for name in rule.arguments & set(BELONGS)
        if rule.arguments <= {name} | set(WORDS)
        for key in found[name][:1]
    ]


def test_no_way_in_leads_to_it(app: Flask):
    ways_in, wrong = outside(app), []
    assert len({endpoint for endpoint, _values in ways_in}) > 25
    for persona in PERSONAS:
        client = app.test_client()
        assert client.sign_in(persona).status_code == 303
        token = client.token("/inbox/")
        for endpoint, values in ways_in:
            with app.test_request_context():
                path = app.url_for(endpoint, **values)
                methods = {one for rule in app.url_map.iter_rules(endpoint) for one in rule.methods or ()}
            statuses = {client.get(path).status_code} if "GET" in methods else set()
            if "POST" in methods:
                statuses.add(client.post(path, data={"csrf_token": token}).status_code)
            if statuses - {403, 404}:
                wrong.append((persona, endpoint, path, sorted(statuses)))
    assert wrong == []
