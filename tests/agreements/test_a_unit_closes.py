"""A unit closes: the day after, what waits, is prepared and goes on is its successor's, and each history says so."""

from datetime import timedelta

from sqlalchemy import select

from registry.access.roles import Role
from registry.agreements import actions, decided_content, handing_over, queries
from registry.agreements.models import FundingShare
from registry.agreements.reopening import queries as reopening
from registry.audit import guard
from registry.audit.models import AuditEntry, AuditPayload
from registry.audit.tags import Tag
from registry.city.accounts.hanging import Closure
from registry.city.units import actions as posts
from registry.city.units import queries as units
from registry.city.units.models import Appointment, Unit
from registry.city.units.upkeep import actions as upkeep
from registry.core.database import session
from registry.core.money import Money
from registry.core.sentences import read
from registry.matters.approvals import queries as approvals
from registry.matters.approvals.actions import moving
from registry.money.payments import rules as payments
from tests import factories
from tests.agreements.conftest import NOON, TODAY
from tests.agreements.test_who_decides_today import GAINED

DAY = timedelta(days=1)


def closed(desk, last_on, *, successor=True):
    """Let an administrator end the posts of the unit and close it, as the pages do."""
    unit = session.get_one(Unit, desk.world.units["EC"])
    by = {"actor": factories.acting(Role.ADMINISTRATOR, name="Administratör"), "at": NOON}
    for row in session.scalars(select(Appointment).where(Appointment.unit_id == unit.id)):
        posts.end_appointment(row, **by)
    session.flush()
    session.expire_all()
    to = desk.world.units["FARSTA"] if successor else None
    upkeep.close(unit, Closure(unit_id=unit.id, last_on=last_on, successor_id=to), seen=unit.version, **by)


def the_worker(at):
    session.flush()
    session.expire_all()
    handing_over.hand_over({}, at)
    moving.reroute_all({}, at)
    session.flush()
    session.expire_all()


def history(one, tag):
    rows = select(AuditPayload.note).join(AuditEntry, AuditEntry.seq == AuditPayload.seq)
    found = session.scalars(rows.where(AuditEntry.matter_id == one.id, AuditEntry.tag == tag))
    return [str(read(note)) for note in found if note]


def test_what_an_ended_unit_had_is_its_successors_the_day_after(desk):
    runs, waits, draft = desk.active(), desk.submitted(), desk.fill(desk.draft())
    old, new = desk.world.units["EC"], desk.world.units["FARSTA"]
    pays = FundingShare(position=0, unit_id=old, year=2027, amount=Money.kronor(150_000))
    actions.write(draft, shares=[pays], **desk.by_preparer(draft))
    decided = decided_content.decided(runs)
    with guard.resting():
        closed(desk, TODAY)
        session.commit()
        the_worker(NOON)  # today is its last day: the posts are vacant, and the level above decides
        (step,) = approvals.open_steps(approvals.current_round(waits.id))
        assert step.unit_id == desk.world.units["JT"]
        assert queries.whole(draft.id).unit_id == old
        for _twice in range(2):
            the_worker(NOON + DAY)
        session.commit()
    (step,) = approvals.open_steps(approvals.current_round(waits.id))
    assert [one.user_id for one in approvals.able(step, TODAY + DAY)] == [desk.other_head.user_id]
    (said,) = (note for note in history(waits, Tag.DECIDERS_CHANGED) if "tar över" in str(note))
    assert "Jobbtorg Farsta tar över" in said
    assert "Nu kan Farstachef" in said
    gained = [to for to, subject, _body in desk.mail(waits) if subject.startswith(GAINED)]
    assert gained[-1].startswith("farstachef")
    _hold_draft(desk, queries.whole(draft.id), new)
    _hold_running(desk, queries.whole(runs.id), old, decided)


def _hold_draft(desk, draft, new):
    assert draft.unit_id == draft.agreement.collaboration.unit_id == new
    assert [one.unit_id for one in draft.shares] == [new], "what it would have paid when it is gone"
    for one in (draft, draft.agreement.collaboration):
        (note,) = history(one, Tag.TAKEN_OVER_BY_UNIT)
        assert note.endswith("Jobbtorg Farsta tar över.")
    assert desk.other_head.user_id not in queries.facts(draft, at=NOON).excluded, (
        "who got it has not prepared it"
    )


def _hold_running(desk, runs, old, decided):
    """What is decided stands as it was decided, and its successor attests and takes back."""
    on = TODAY + DAY
    assert runs.unit_id == old
    assert decided_content.decided(runs).content == decided.content
    assert not decided_content.problems(runs, decided_content.decided(runs), on=on)
    assert desk.other_head.user_id in payments.responsible([old], units.structure(), on)
    assert desk.other_head.user_id in reopening.able(runs, on)
    assert history(runs.agreement.collaboration, Tag.TAKEN_OVER_BY_UNIT)


def test_an_ended_unit_without_successor_leaves_its_decisions_to_the_level_above(desk):
    waits = desk.submitted()
    with guard.resting():
        closed(desk, TODAY, successor=False)
        session.commit()
        the_worker(NOON + DAY)
        session.commit()
    (step,) = approvals.open_steps(approvals.current_round(waits.id))
    assert [one.user_id for one in approvals.able(step, TODAY + DAY)] == [desk.division_head.user_id]
    assert not history(queries.whole(waits.id).agreement.collaboration, Tag.TAKEN_OVER_BY_UNIT)
