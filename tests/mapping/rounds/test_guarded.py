"""What somebody inside tries beside the guarded step of a round: others' rows, others' units, after the end."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from registry.access.roles import Role
from registry.agreements.models import Agreement, Edition
from registry.audit import guard
from registry.city.accounts.models import RoleGrant, User
from registry.city.guidelines.choices import Kind
from registry.city.units.models import UnitWriter
from registry.collaborations.choices import CollaborationStatus
from registry.collaborations.models import Collaboration, Party
from registry.core import clock
from registry.core.database import session
from registry.mapping.rounds import reminding
from registry.mapping.rounds.models import ListRow, MappingRound, PartnerAnswer
from registry.notifications.models import OutboxMessage
from tests import factories
from tests.city.accounts import people
from tests.city.accounts.people import NOON
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


def test_the_public_annex_does_not_name_what_is_marked_with_secrecy(town, app, do_jobs):
    page, _lists = town.opened()
    with app.app_context(), guard.resting():
        agreement = Agreement(collaboration_id=town.done["Mässan"], kind=Kind.IOP, updated_at=NOON)
        edition = Edition(agreement=agreement, title="Mässan", created_at=NOON, unit_id=town.units["norr"])
        factories.altered(factories.stored(edition), secrecy="OSL 26 kap. 1 §")
        session.commit()
    landed(town.client("grupp").send(f"{page}/close", note="Prov"))
    do_jobs()
    head = town.client("chefnorr")
    files = [head.get(one).data for one in re.findall(r'href="([^"]+/annex/[^"]+)"', head.get(page).text)]
    inside, outside = (json.loads(data) for data in files if data.startswith(b"{"))
    assert "Mässan" in str(inside)
    assert "Mässan" not in str(outside)
    assert "Ärende med sekretessmarkering" in str(outside)


def test_who_was_asked_to_fill_in_writes_no_longer_when_the_round_is_closed(town, app):
    first, lists = town.opened()
    asked(town, lists)
    second, _lists = town.opened(title="Extra", units=[str(town.units["norr"])])
    group, today = town.client("grupp"), clock.today()
    landed(group.send(f"{first}/close", note="Prov"))
    (writer,) = stored(app, UnitWriter)
    assert writer.ends_on > today  # the other round still asks the unit
    landed(group.send(f"{second}/close", note="Prov"))
    (writer,) = stored(app, UnitWriter)
    assert writer.ends_on == today


def test_a_closed_account_is_not_reminded(town, app):
    _page, lists = town.opened()
    asked(town, lists)
    changed(app, User, town.users["kollega"], is_active=False)
    with app.app_context():
        due = session.scalars(select(MappingRound.due_on)).one()
        before = set(session.scalars(select(OutboxMessage.id)))
        reminding.remind({}, datetime.combine(due - timedelta(days=1), datetime.min.time(), UTC))
        told = [one.recipient for one in session.scalars(select(OutboxMessage)) if one.id not in before]
        session.rollback()
    assert sorted(told) == ["chefnorr@demo.example", "chefsyd@demo.example"]


def test_who_represents_two_parties_answers_for_each(town, app):
    with app.app_context():
        other = people.organisation("Systerföreningen")
        people.role_of(session.get(User, town.users["forening"]), Role.PARTNER, other.id)
        people.stored(
            Party(collaboration_id=town.done["Mässan"], organisation_id=other.id, position=2, roles=[])
        )
        session.commit()
    town.opened(asks_partners="y")
    (row,) = [one.id for one in stored(app, ListRow) if one.collaboration_id == town.done["Mässan"]]
    partner = town.client("forening")
    named = []
    for agrees in ("yes", "no"):
        shown = text(partner.get(f"/portal/rounds/{row}"))
        named += [one for one in ("Grannföreningen", "Systerföreningen") if one in shown]
        landed(
            partner.send(
                f"/portal/rounds/{row}", agrees=agrees, words="Vi slutade." if agrees == "no" else ""
            )
        )
    assert sorted(named) == ["Grannföreningen", "Systerföreningen"]
    assert sorted(one.agrees for one in stored(app, PartnerAnswer)) == [False, True]


def test_a_head_takes_back_what_a_colleague_was_asked(town, app):
    _page, lists = town.opened()
    colleague, head = asked(town, lists), town.client("chefnorr")
    (writer,) = stored(app, UnitWriter)
    assert "Sluta be Kollega" in text(head.get(f"{lists['norr']}/ask"))

    def taken_back(client, address):
        sent = {"csrf_token": client.token("/account/"), "writer": str(writer.id)}
        return client.post(f"{address}/ask-no-longer", data=sent)

    assert taken_back(colleague, lists["norr"]).status_code == 403
    assert taken_back(town.client("chefsyd"), lists["norr"]).status_code == 403
    assert "fyller inte längre i" in text(
        taken_back(town.client("chefsyd"), lists["syd"])
    )  # none of that unit's
    assert colleague.get("/collaborations/new").status_code == 200
    landed(taken_back(head, lists["norr"]))
    assert colleague.get("/collaborations/new").status_code == 403
    assert taken_back(head, lists["norr"]).status_code == 409
    asked(town, lists)  # anew the same day: the colleague writes again, and is not mailed once more
    assert colleague.get("/collaborations/new").status_code == 200
    assert [one.recipient for one in stored(app, OutboxMessage)].count("kollega@demo.example") == 1


def test_what_is_missing_is_recorded_for_the_lists_own_unit(town):
    _page, lists = town.opened()
    colleague = asked(town, lists)  # holds no post, and has recorded for no unit before
    (door,) = re.findall(r'href="(/collaborations/new\?unit=[^"]+)"', colleague.get(lists["norr"]).text)
    chosen = re.search(rf'<option[^>]*value="{town.units["norr"]}"[^>]*>', colleague.get(door).text)
    assert "selected" in chosen[0]
