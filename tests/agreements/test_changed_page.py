"""What whoever tries to decide on something that has changed is shown: what changed, and that it has gone back."""

import pytest
from sqlalchemy import select

from registry.agreements.models import Edition
from registry.agreements.workflow import State
from registry.audit import guard
from registry.collaborations.models import Collaboration, Party
from registry.core.database import session
from registry.matters.approvals.models import Decision
from registry.partners.organisations.models import Organisation
from tests.agreements.sent import words
from tests.journeys.test_the_story import seen

pytestmark = pytest.mark.stage("demo")
WAITING = (
    select(Edition)
    .join(Edition.agreement)
    .join(Collaboration)
    .where(Collaboration.code == "EXEMPEL-ENHETSCHEF")
)


def test_a_change_from_outside_the_form_stops_the_decision_and_is_shown(app, people):
    head = people("enhetschef")
    with app.app_context(), guard.resting():
        one = session.scalars(WAITING).one()
        path, title = f"/agreements/{one.id}", one.title
        its = select(Organisation).join(Party).where(Party.collaboration_id == one.agreement.collaboration_id)
        changed = session.scalars(its).one()
        changed.name, changed.number = "Den nya föreningen", "802002-8638"
        session.commit()
    warned = words(head.get(f"{path}/decide"))
    assert "Ärendet har ändrats sedan det skickades" in warned
    assert "Den nya föreningen" in warned
    answer = head.post(f"{path}/decide", data={**seen(head, path), "outcome": "approve"})
    assert answer.status_code == 409
    said = words(answer)
    for part in (
        "Inget beslut är fattat",
        "Parter: Den nya föreningen",
        "gått tillbaka till den som bereder",
    ):
        assert part in said
    with app.app_context():
        one = session.scalars(WAITING).one()
        assert one.agreement.state is State.RETURNED
        assert session.scalar(select(Decision.id).where(Decision.matter_id == one.id)) is None
    assert title in words(head.get("/agreements/?tab=bereds"))
