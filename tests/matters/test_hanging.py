"""Before an account or a unit is closed, what hangs on it is said, to whoever may know of it."""

from registry.access.roles import Post, Role
from registry.audit import guard
from registry.city.accounts import hanging
from registry.city.accounts.models import RoleGrant
from registry.core.database import session
from registry.matters.approvals.models import Recusal, RecusalStatus
from tests import factories
from tests.agreements.conftest import NOON, TODAY, desk, work
from tests.matters.approvals.conftest import appoint

__all__ = ["desk", "work"]


def words(found):
    return [one.words for one in found]


def test_closing_says_first_what_hangs_on_it(desk):
    one, draft = desk.submitted(), desk.draft()
    with guard.resting():
        appoint(desk.director, Post.UNIT_HEAD, desk.world.units["EC"], instead_of=desk.unit_head)
        day = TODAY.replace(year=2020)
        session.add(RoleGrant(user_id=desk.preparer.user_id, role=Role.OFFICER, starts_on=day))
        admin = factories.acting(Role.ADMINISTRATOR, name="Administratör")
        session.commit()
    of_head = words(hanging.on_account(admin, desk.unit_head.user_id, TODAY))
    assert of_head == [
        "Uppdrag: Enhetschef, Etableringscentrum",
        "Ersättare: Direktor",
        f"Beslut: {one.title}",
    ]
    of_preparer = words(hanging.on_account(admin, desk.preparer.user_id, TODAY))
    assert f"Utkast: {draft.title}" in of_preparer
    of_unit = words(hanging.on_unit(admin, desk.world.units["EC"], TODAY))
    assert f"Väntar på beslut: {one.title}" in of_unit
    with guard.resting():
        told = {"person": admin.name, "raised_by": admin.name, "at": NOON, "status": RecusalStatus.STANDING}
        session.add(Recusal(matter_id=one.id, person_id=admin.user_id, **told))
        session.commit()
    assert one.title not in " ".join(words(hanging.on_account(admin, desk.unit_head.user_id, TODAY)))
    assert one.title not in " ".join(words(hanging.on_unit(admin, desk.world.units["EC"], TODAY))[:1])
