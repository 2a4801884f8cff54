"""What somebody inside tries beside the guarded step of a round: others' rows, others' units, after the end."""

import pytest

from registry.access.roles import Role
from registry.city.accounts.models import RoleGrant
from registry.collaborations.choices import CollaborationStatus
from registry.collaborations.models import Collaboration
from registry.mapping.rounds.models import ListRow
from tests.collaborations.test_routes import landed, text
from tests.mapping.rounds.test_routes import changed, stored, town

__all__ = ["town"]
pytestmark = pytest.mark.both_engines


def fair(app):
    return next(one for one in stored(app, Collaboration) if one.title == "Mässan")


def asked(town, lists):
    """The colleague, whom the head in the north has asked to fill in."""
    landed(town.client("chefnorr").send(f"{lists['norr']}/ask", colleague=str(town.users["kollega"])))
    return town.client("kollega")


def test_a_list_neither_ends_nor_confirms_what_is_another_units_now(town, app):
    _page, lists = town.opened()
    group, head = town.client("grupp"), town.client("chefnorr")
    landed(group.send(f"/collaborations/{fair(app).id}/edit", unit_id=str(town.units["syd"])))
    moved = fair(app)
    (row,) = [one.id for one in stored(app, ListRow) if one.collaboration_id == moved.id]
    for said in ("ended", "holds"):
        refused = town.answer(head, lists["norr"], said=said, rows=f"{row}.{moved.version}")
        assert "hör nu till en annan enhet" in text(refused)
    assert (fair(app).status, fair(app).version) == (CollaborationStatus.RUNNING, moved.version)


def test_a_head_gives_no_other_unit_what_it_has_not_taken_on(town, app):
    town.opened()
    head, one = town.client("chefnorr"), fair(app)
    page = "/collaborations/at-once/"
    told = {"seen": f"{one.id}:{one.version}", "deed": "move", "unit_id": str(town.units["syd"])}
    told["csrf_token"] = head.token("/collaborations/new")
    for shown in ("", f"move   {town.units['syd']}", f"move  {town.units['syd']}"):
        answered = head.post(page, data={**told, "shown": shown})
        assert "den enhet som du leder" in text(answered)
    assert fair(app).unit_id == town.units["norr"]


def test_a_colleague_without_any_role_left_writes_nothing(town, app):
    _page, lists = town.opened()
    colleague = asked(town, lists)
    assert colleague.get("/collaborations/new").status_code == 200
    (grant,) = [one for one in stored(app, RoleGrant) if one.role is Role.CONTROLLER]
    changed(app, RoleGrant, grant.id, ends_on=grant.starts_on)
    assert colleague.get("/collaborations/new").status_code == 403
