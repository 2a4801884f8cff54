"""Units that are added, changed and closed: the rules, what lands in the log, and the pages."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from registry.access.roles import Post, Role
from registry.city.accounts.hanging import Closure
from registry.city.units.models import UnitKind
from registry.city.units.structure import Holder, UnitStructure, UnitValue
from registry.city.units.upkeep import actions, rules
from registry.core.database import session
from registry.core.errors import DomainError, Stale
from tests.city.accounts.browser import Browser
from tests.city.accounts.people import NOON, account, actor_of, unit

DAY = date(2026, 12, 1)
AMN, AMF, JT, EC, CLOSED = (UUID(int=n) for n in range(1, 6))
PARTS = (
    UnitValue(AMN, None, "AMN", UnitKind.COMMITTEE, "Nämnden"),
    UnitValue(AMF, AMN, "AMF", UnitKind.ADMINISTRATION, "Förvaltningen"),
    UnitValue(JT, AMF, "JT", UnitKind.DIVISION, "Jobbtorg", ends_on=date(2030, 12, 31)),
    UnitValue(EC, JT, "EC", UnitKind.UNIT, "Etableringscentrum", starts_on=date(2020, 1, 1)),
    UnitValue(CLOSED, AMF, "OLD", UnitKind.DIVISION, "Gamla", ends_on=date(2017, 12, 31)),
)
HEAD = Holder(UUID(int=9), "Chefen", None, Post.UNIT_HEAD, EC, date(2021, 1, 1), date(2026, 12, 31))
STRUCTURE = UnitStructure(PARTS, (HEAD,))
NEW = UnitValue(UUID(int=10), JT, "JT-NY", UnitKind.UNIT, "Nya enheten", starts_on=DAY)

ADDITIONS = (
    ({}, []),
    ({"code": "EC"}, ["code"]),  # taken
    ({"code": "jt ny"}, ["code"]),
    ({"parent_id": None}, ["parent"]),
    ({"kind": UnitKind.COMMITTEE, "parent_id": None}, []),
    ({"kind": UnitKind.COMMITTEE}, ["parent"]),  # the nämnd is under nothing
    ({"kind": UnitKind.DIVISION}, ["parent"]),  # not under its like
    ({"kind": UnitKind.DIVISION, "parent_id": EC}, ["parent"]),
    ({"parent_id": EC}, []),  # a group within a unit
    ({"parent_id": CLOSED}, ["starts_on"]),
    ({"starts_on": date(2031, 1, 1)}, ["starts_on"]),
)


@pytest.mark.parametrize(("values", "wrong"), ADDITIONS)
def test_an_addition(values, wrong):
    assert [one.field for one in rules.addition_problems(replace(NEW, **values), STRUCTURE)] == wrong


CLOSINGS = (
    (EC, date(2026, 12, 31), []),
    (EC, date(2026, 12, 30), ["Chefen har ett chefsuppdrag efter den dagen. Avsluta uppdraget först."]),
    (EC, date(2019, 1, 1), ["Slutdatumet ligger före", "Chefen har"]),
    (EC, date(2031, 1, 1), ["Jobbtorg, som enheten ligger under, upphör 2030-12-31."]),
    (JT, date(2030, 12, 31), ["Etableringscentrum ligger under enheten och finns kvar"]),
)


@pytest.mark.parametrize(("unit_id", "last_on", "said"), CLOSINGS)
def test_a_closing(unit_id, last_on, said):
    found = [one.message for one in rules.closing_problems(STRUCTURE.by_id[unit_id], last_on, STRUCTURE)]
    assert len(found) == len(said)
    assert all(message.startswith(start) for message, start in zip(found, said, strict=True))


OTHER = UnitValue(UUID(int=11), JT, "FARSTA", UnitKind.UNIT, "Farsta", ends_on=date(2026, 12, 31))
LAST = date(2026, 12, 31)
SUCCESSORS = ((None, True), (JT, True), (AMF, True), (OTHER.id, False), (EC, False), (CLOSED, False))


@pytest.mark.parametrize(("successor_id", "can"), SUCCESSORS)
def test_who_takes_over_is_there_the_day_after(successor_id, can):
    structure = UnitStructure((*PARTS, OTHER), (HEAD,))
    found = list(rules.closing_problems(structure.by_id[EC], LAST, structure, successor_id))
    assert ([one.field for one in found] == []) is can


def test_a_later_beginning():
    part = STRUCTURE.by_id[EC]
    assert not list(rules.change_problems(replace(part, starts_on=date(2021, 1, 1)), STRUCTURE))
    (problem,) = rules.change_problems(replace(part, starts_on=date(2021, 1, 2)), STRUCTURE)
    assert problem.message == "Någon har ett chefsuppdrag före den dagen."
    (problem,) = rules.change_problems(replace(STRUCTURE.by_id[JT], starts_on=date(2020, 1, 2)), STRUCTURE)
    assert problem.message == "En enhet under den här finns redan före den dagen."


@pytest.mark.both_engines
def test_a_unit_is_added_renamed_and_closed(work):
    who = {"actor": actor_of(account("admin@demo.example"), Role.ADMINISTRATOR), "at": NOON}
    above = unit("JT", kind=UnitKind.DIVISION)
    made = actions.add(replace(NEW, parent_id=above.id), **who)
    session.commit()
    facts = {"cost_centre": "4711", "starts_on": DAY, "note": None}
    actions.change(made, name="Det nya namnet", **facts, seen=made.version, **who)
    session.commit()
    with pytest.raises(Stale):
        actions.change(made, name="Ett annat", **facts, seen=made.version - 1, **who)
    with pytest.raises(DomainError):
        actions.close(above, Closure(unit_id=above.id, last_on=DAY), seen=above.version, **who)
    ending = Closure(unit_id=made.id, last_on=DAY, successor_id=above.id)
    actions.close(made, ending, seen=made.version, **who)
    session.commit()
    assert (made.name, made.cost_centre, made.ends_on) == ("Det nya namnet", "4711", DAY)
    assert made.successor_id == above.id


def test_the_administrator_keeps_the_organisation_through_the_pages(app):
    with app.app_context():
        account("admin@demo.example", Role.ADMINISTRATOR)
        account("handlaggare@demo.example", Role.OFFICER)
        parent = unit("jt", kind=UnitKind.DIVISION).id
        session.commit()
    admin = Browser(app)
    admin.sign_in("admin@demo.example")
    admin.get("/units/add")
    given = {"name": "Nya", "code": "jt-ny", "kind": "unit", "parent": str(parent), "starts_on": "2026-12-01"}
    assert admin.post("/units/add", **given | {"code": "JT"}).status_code == 422
    made = admin.post("/units/add", **given).headers["Location"]
    page = admin.get(f"{made}/edit").text
    version = page.split('name="version"')[1].split('value="')[1].split('"')[0]
    assert admin.post(f"{made}/edit", name="Nyare", version=version).status_code == 303
    assert admin.post(f"{made}/edit", name="Nyast", version=version).status_code == 409
    page = admin.get(f"{made}/close").text
    version = page.split('name="version"')[1].split('value="')[1].split('"')[0]
    told = {"ends_on": "2026-12-31", "successor": str(parent), "version": version}
    assert admin.post(f"{made}/close", **told | {"successor": ""}).status_code == 422
    page = admin.post(f"{made}/close", **told).text
    shown = page.split('name="shown"')[1].split('value="')[1].split('"')[0]
    assert "2026-12-31" not in admin.get(made).text, "nothing is done before it is said"
    assert admin.post(f"{made}/close", **told | {"successor": "none"}, shown=shown).status_code == 200, (
        "another"
    )
    assert admin.post(f"{made}/close", **told, shown=shown).status_code == 303
    assert "Nyare" in admin.get(f"{made}/history").text
    officer = Browser(app)
    officer.sign_in("handlaggare@demo.example")
    assert officer.get("/units/add").status_code == 403
