"""Before an account, a post or a unit ends, it is said what hangs on it and who gets it, to whoever may know."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from benchmarks.budgets import counted
from registry.access.roles import Post, Role
from registry.audit import guard
from registry.city.accounts import actions as accounts
from registry.city.accounts import hanging
from registry.city.accounts.hanging import Closure
from registry.city.accounts.models import RoleGrant, User
from registry.city.units import actions as units
from registry.city.units.absences import actions as absences
from registry.city.units.models import Appointment, Unit
from registry.city.units.upkeep import actions as upkeep
from registry.core.database import db, session
from registry.core.errors import DomainError
from registry.matters.approvals.models import Recusal, RecusalStatus
from tests import factories
from tests.agreements.conftest import NOON, TODAY, desk, work
from tests.matters.approvals.conftest import appoint

__all__ = ["desk", "work"]


def told(reader, ending):
    return {one.words: one.goes_to for one in hanging.on(reader, ending, TODAY)}


def test_closing_says_first_what_hangs_on_it_and_who_gets_it(desk):
    one, draft = desk.submitted(), desk.draft()
    with guard.resting():
        appoint(desk.other_head, Post.UNIT_HEAD, desk.world.units["EC"], instead_of=desk.unit_head)
        day = TODAY.replace(year=2020)
        session.add(RoleGrant(user_id=desk.preparer.user_id, role=Role.OFFICER, starts_on=day))
        admin = factories.acting(Role.ADMINISTRATOR, name="Administratör")
        session.commit()
    account, waits = Closure(account_id=desk.unit_head.user_id), f"Väntar på beslut: {one.title}"
    stands_in = f"{desk.other_head.name} (enhetschef, Etableringscentrum)"
    assert told(admin, account) == {
        "Uppdrag: Enhetschef, Etableringscentrum": "",
        f"Ersättare: {desk.other_head.name}": "",
        waits: stands_in,
    }
    post = select(Appointment).where(Appointment.user_id == desk.unit_head.user_id)
    assert told(admin, Closure(appointment_id=session.scalars(post).one().id))[waits] == stands_in
    of_preparer = told(admin, Closure(account_id=desk.preparer.user_id))
    assert of_preparer[f"Utkast: {draft.title}"] == "ingen, någon annan behöver ta över"
    unit, successor = desk.world.units["EC"], desk.world.units["FARSTA"]
    assert told(admin, Closure(unit_id=unit))[f"Utkast: {draft.title}"] == ""
    ending = Closure(unit_id=unit, last_on=TODAY, successor_id=successor)
    of_unit = told(admin, ending)
    assert of_unit[waits] == f"{desk.other_head.name} (enhetschef, Jobbtorg Farsta)"
    assert of_unit[f"Utkast: {draft.title}"] == of_unit[f"Samverkan: {draft.title}"] == "Jobbtorg Farsta"
    assert "ingen" in told(admin, replace(ending, successor_id=None))[f"Utkast: {draft.title}"]
    with guard.resting():
        raised = {"person": admin.name, "raised_by": admin.name, "at": NOON, "status": RecusalStatus.STANDING}
        session.add(Recusal(matter_id=one.id, person_id=admin.user_id, **raised))
        session.commit()
    for end in (account, ending):
        assert one.title not in " ".join(told(admin, end)).replace(f"Samverkan: {one.title}", "")


def test_nobody_chooses_by_ending_something_who_decides_what_that_person_prepared(desk):
    desk.submitted()
    head = select(Appointment).where(Appointment.user_id == desk.unit_head.user_id)
    post, unit = session.scalars(head).one(), session.get_one(Unit, desk.world.units["EC"])
    ending = Closure(unit_id=unit.id, last_on=TODAY, successor_id=desk.world.units["FARSTA"])
    user = session.get_one(User, desk.unit_head.user_id)
    with guard.resting():
        factories.acting(Role.ADMINISTRATOR, name="Administratör")
        others = {"preparer": "berett", "division_head": "själv få besluta"}
        for name, why in others.items():
            by = {"actor": getattr(desk, name), "at": NOON}
            with pytest.raises(DomainError, match=why):
                units.end_appointment(post, **by)
            with pytest.raises(DomainError, match=why):
                accounts.deactivate(user, **by)
            with pytest.raises(DomainError, match=why):
                absences.add(user.id, starts_on=TODAY, ends_on=TODAY, note=None, **by)
        assert post.ends_on is None
        assert user.is_active
        units.end_appointment(post, actor=desk.group, at=NOON)
        session.flush()
        session.expire_all()
        for name, why in {"preparer": "berett", "other_head": "själv få besluta"}.items():
            with pytest.raises(DomainError, match=why):
                upkeep.close(unit, ending, seen=unit.version, actor=getattr(desk, name), at=NOON)
        assert unit.ends_on is None
        session.rollback()


@pytest.mark.both_engines
def test_what_hangs_on_an_account_is_read_together_however_many_decisions_wait(desk):
    def sent():
        session.expire_all()
        session.rollback()
        return counted(db.engine, lambda: hanging.on(desk.administrator, ending, TODAY))

    desk.administrator = factories.acting(Role.ADMINISTRATOR, name="Administratör")
    ending = Closure(account_id=desk.unit_head.user_id)
    two = [desk.submitted(), desk.submitted()]
    of_two = sent()
    four = [*two, desk.submitted(), desk.submitted()]
    assert sent() == of_two
    waiting = [one for one in told(desk.administrator, ending) if one.startswith("Väntar på beslut")]
    assert len(waiting) == len(four)
