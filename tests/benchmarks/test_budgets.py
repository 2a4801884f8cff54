"""The pages that people wait for send no more statements than they may, on both engines."""

import pytest
from sqlalchemy import func, select

from benchmarks.budgets import AGREEMENT, DECIDE, LIST, MOST, ORGANISATION, SENDING, SIGNING, counted
from registry.agreements.models import Agreement, Edition
from registry.agreements.workflow import State
from registry.audit import guard
from registry.collaborations.models import Party
from registry.core import clock
from registry.core.columns import new_id
from registry.core.database import db, session
from registry.partners.duplicates.models import Pair
from registry.partners.organisations.matching import Reason
from registry.partners.organisations.models import Organisation, OrganisationSource
from tests.engines import DEMO_PASSWORD

pytestmark = [pytest.mark.both_engines, pytest.mark.stage("demo")]


@pytest.fixture
def demo(app):
    """What there is in the demo: the organisation with most to do, and every agreement by its state."""
    with app.app_context():
        busiest = select(Party.organisation_id).where(Party.organisation_id.is_not(None))
        busiest = busiest.group_by(Party.organisation_id).order_by(func.count().desc())
        rows = session.execute(
            select(Agreement.state, Edition.id).join(Edition.agreement).order_by(Edition.id)
        )
        by_state: dict[State, list[object]] = {}
        for state, edition_id in rows:
            by_state.setdefault(state, []).append(edition_id)
        return with_all_there_is(session.scalar(busiest.limit(1))), by_state


def with_all_there_is(busiest):
    """Let the organisation also be in a list, and look like another one."""
    other = session.scalar(select(Organisation.id).where(Organisation.id != busiest).limit(1))
    one, two = sorted((busiest, other))
    likely = {"score": 900, "reasons": [Reason.NAME.value], "doubts": []}
    session.add(Pair(id=new_id(), one_id=one, other_id=two, found_at=clock.now(), **likely))
    session.add(
        OrganisationSource(
            id=new_id(), organisation_id=busiest, source="Lista", source_id="1", fetched_at=clock.now()
        )
    )
    with guard.resting():
        session.commit()
    return busiest


def test_what_is_read(app, people, demo):
    busiest, by_state = demo
    preparer, head, group = people("handlaggare"), people("enhetschef"), people("beredning")
    preparer.reads = head.reads = group.reads = False  # what stands on the pages is looked at elsewhere
    asked = [
        (LIST, preparer, "/organisations/"),
        (LIST, preparer, "/agreements/"),
        *((ORGANISATION, one, f"/organisations/{busiest}") for one in (preparer, group)),
        *((AGREEMENT, preparer, f"/agreements/{one}") for ids in by_state.values() for one in ids),
        *((DECIDE, head, f"/agreements/{one}/decide") for one in by_state[State.SUBMITTED]),
    ]
    too_many = {}
    with app.app_context():
        engine = db.engine
    for page, person, path in asked:
        if (sent := counted(engine, lambda person=person, path=path: person.get(path))) > MOST[page]:
            too_many[path] = (page, sent)
    assert not too_many


def answer_about_others(officer, path: str) -> None:
    """Others have been sent since it came back: whoever sends it again says whether they belong together."""
    form = officer.fields(path)
    asked = [name.removesuffix("other_id") for name in form if name.endswith("other_id")]
    assert asked
    answers = {f"{one}belongs": "no" for one in asked} | {f"{one}reason": "Andra deltagare." for one in asked}
    assert officer.post(path, data={**form, **answers}).status_code == 303


def test_what_is_sent(app, people, demo):
    _busiest, by_state = demo
    with app.app_context():
        engine = db.engine
    again = f"/agreements/{by_state[State.RETURNED][0]}/submit"
    decide = f"/agreements/{by_state[State.SUBMITTED][0]}/decide"
    answer_about_others(people("handlaggare"), again.replace("/submit", "/edit/considerations"))
    given = {"has_conflict": "no", "outcome": "approve", "reason": "Skäl.", "password": DEMO_PASSWORD}
    posts = (
        ("handlaggare", again, {"has_weight": "no"}, SENDING),
        ("enhetschef", decide, given, SIGNING),
    )
    for person, path, values, what in posts:
        client = people(person)
        form = {**client.fields(path), **values}
        answers = []
        sent = counted(engine, lambda: answers.append(client.post(path, data=form)))  # noqa: B023  # called at once
        assert answers[0].status_code == 303, path
        assert sent <= MOST[what], path
