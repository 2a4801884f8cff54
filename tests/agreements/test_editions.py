"""An agreement has editions: another text is a matter of its own and nothing that people see until it is current."""

from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from registry.access import waiting
from registry.access.actor import Actor
from registry.access.kinds_of_waiting import WaitingKind
from registry.access.roles import Role
from registry.agreements import frozen_parties, partner, queries
from registry.agreements.models import Agreement, Edition, FollowUp, Payment, YearlyAmount
from registry.agreements.workflow import WORKFLOW, State
from registry.audit import guard
from registry.audit import queries as audit
from registry.audit.actions import record
from registry.audit.tags import Tag
from registry.core import workflow
from registry.core.columns import new_id
from registry.core.database import session
from registry.core.money import Money
from registry.mapping import queries as reports
from registry.matters.approvals import queries as approvals
from tests.agreements.conftest import NOON, TODAY

SOON = date(2026, 12, 1)


def another(one: Edition, **values) -> Edition:
    """Store the next text of the agreement, with sums and days that nobody may count yet."""
    made = Edition(
        agreement=one.agreement, number=2, title="En annan text", unit_id=one.unit_id, created_at=NOON,
        yearly=[YearlyAmount(year=2027, amount=Money.kronor(7))],
        payments=[Payment(due_on=SOON, amount=Money.kronor(7))],
        follow_ups=[FollowUp(due_on=SOON, what="Ett annat")],
        **values,
    )  # fmt: skip
    session.add(made)
    session.flush()
    record(made, Tag.AGREEMENT_CREATED, actor=None, at=NOON, matter_id=made.id)
    return made


def seen(desk, one: Edition) -> dict[str, object]:
    """Return what staff and the partner read of the agreement."""
    agreement, staff = one.agreement, desk.preparer
    (mine,) = frozen_parties.frozen_with(one.id, approvals.latest_hash(one.id) or "")
    theirs = Actor(
        new_id(),
        "Partnern",
        roles=frozenset({Role.PARTNER}),
        organisation_ids=frozenset({mine.organisation_id}),
    )
    own = partner.agreements(theirs, [agreement.collaboration_id])
    return {
        "list": [row.id for row in session.execute(queries.listed(staff))],
        "collaboration": [row.id for row in queries.of_collaboration(staff, agreement.collaboration_id)],
        "organisation": [row.id for row in queries.of_organisation(staff, mine.organisation_id, on=TODAY)],
        "waits": [(one.kind, one.title, one.meta, one.due_on) for one in waiting.of_house(SOON)],
        "running": reports.totals(staff, TODAY, months=12).agreements,
        "portal": [row.id for row in own],
        "portal's own": [partner.is_own_matter(theirs, each.id) for each in [one]],
    }


def test_another_text_is_nowhere_until_it_is_current_and_then_everywhere(desk):
    one = desk.active()
    with guard.resting():
        session.add(Payment(edition_id=one.id, due_on=SOON, amount=Money.kronor(150_000)))
        one = desk.kept(one)
    before = seen(desk, one)
    assert before["list"] == [one.id] == before["portal"]
    assert WaitingKind.ACCOUNT in {kind for kind, *_more in before["waits"]}, "its payment waits"
    following = another(one)
    assert seen(desk, one) == before, "a text that is only being written"
    assert not partner.is_own_matter(desk.preparer, following.id)
    page = queries.edition(desk.preparer, following.id)
    assert (page.title, page.agreement.state, page.agreement_id) == ("En annan text", State.ACTIVE, one.id)
    one.is_current = False
    session.flush()
    following.is_current = True
    record(following, Tag.AGREEMENT_CHANGED, actor=None, at=NOON, matter_id=following.id)
    record(one, Tag.AGREEMENT_CHANGED, actor=None, at=NOON, matter_id=one.id)
    listed = [row.id for row in session.execute(queries.listed(desk.preparer))]
    assert listed == [following.id], "an agreement stands once on its list"


def test_an_agreement_has_one_current_text_and_each_number_once(desk):
    one = desk.draft()
    for wrong in ({"is_current": True}, {"number": 1}):
        values = {"number": 2, "is_current": False} | wrong
        following = Edition(
            agreement_id=one.agreement.id, title="", unit_id=one.unit_id, created_at=NOON, **values
        )
        with pytest.raises(IntegrityError), session.begin_nested():
            session.add(following)


def test_what_happens_to_the_agreement_is_told_in_the_history_of_the_text_that_it_happened_through(desk):
    one = desk.active()
    following = another(one)
    following.changed(NOON)
    workflow.fire(WORKFLOW, one.agreement, "end", actor=desk.preparer, at=NOON)
    entry = record(following, Tag.AGREEMENT_ENDED, actor=desk.preparer, at=NOON, matter_id=following.id)
    (state,) = [change for change in entry.payload.changes if change["field"] == "state"]
    assert entry.object_id == following.id
    assert state["old"] != state["new"]
    session.commit()  # the watch over the log refuses what no row tells of
    assert audit.history(desk.preparer, following.id).rows
    assert session.scalar(select(func.count()).select_from(Agreement)) == 1


@pytest.mark.stage("demo")
def test_another_text_has_pages_of_its_own_and_is_no_partners(app, people):
    with app.app_context(), guard.resting():
        running = select(Edition).join(Edition.agreement).where(Agreement.state == State.ACTIVE)
        one = session.scalars(running.order_by(Edition.id)).first()
        following = Edition(
            agreement_id=one.agreement_id, number=2, title="En annan text", purpose="Ett annat syfte",
            unit_id=one.unit_id, created_at=NOON,
        )  # fmt: skip
        session.add(following)
        session.commit()
        new, old, work = following.id, one.id, one.agreement.collaboration_id
    staff = people("beredning")
    for path in (f"/agreements/{new}", f"/matters/{new}/history"):
        assert "En annan text" in staff.get(path).get_data(as_text=True), path
    assert "Ett annat syfte" not in staff.get(f"/agreements/{old}").get_data(as_text=True)
    assert staff.get(f"/collaborations/{work}").get_data(as_text=True).count(f'/agreements/{old}"') == 1
    assert f"/agreements/{new}" not in staff.get(f"/collaborations/{work}").get_data(as_text=True)
    assert f"/agreements/{new}" not in staff.get("/agreements/").get_data(as_text=True)
