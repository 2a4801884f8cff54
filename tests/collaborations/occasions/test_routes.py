"""Occasions through HTTP: logged in one form, read on the collaboration's page, told in its history, taken away."""

import re
from datetime import date, timedelta
from uuid import UUID, uuid4

from registry.access.roles import Role
from registry.audit import guard
from registry.collaborations.choices import Category
from registry.collaborations.models import Collaboration
from registry.collaborations.occasions import actions
from registry.collaborations.occasions.rules import Happened
from registry.core import clock
from registry.core.database import session
from tests import factories
from tests.collaborations.test_routes import error_at, ids, landed, made, officer, signed_in, text

__all__ = ["ids", "officer", "signed_in"]


def test_logged_read_and_taken_away(officer, signed_in, ids):
    address = made(officer, ids, happened_on="")
    assert "Inget tillfälle är antecknat." in text(officer.get(address))
    form = officer.fields(f"{address}/occasions/new")
    assert (form["happened_on"], form["category"]) == (clock.today().isoformat(), "INF-NARVARO")
    assert landed(officer.send(f"{address}/occasions/new")) == address  # nothing typed at all
    told = {
        "happened_on": "2026-05-05",
        "category": "INF-MASSA",
        "attendance": "40",
        "note": "<i>Mässan</i> 🎈",
    }
    landed(officer.send(f"{address}/occasions/new", **told))
    page = text(officer.get(address))
    for words in (
        "Lokal närvaro på mötesplats",
        "2026-05-05",
        "Mässor och jobbmässor",
        "40",
        "<i>Mässan</i> 🎈",
    ):
        assert words in page.replace("\u2011", "-"), words
    again = officer.send(f"{address}/occasions/new", **told)
    assert again.status_code == 422
    assert "redan antecknat" in error_at(again, "happened_on")
    assert "Ett tillfälle antecknades" in text(officer.get(f"{address}/history"))
    auditor = signed_in(Role.AUDITOR)
    assert "Anteckna ett tillfälle" not in text(auditor.get(address))
    assert auditor.get(f"{address}/occasions/new").status_code == 403
    (last, _first) = re.findall(r'action="([^"]+/occasions/[^"]+/remove)"', officer.get(address).text)
    landed(officer.post(last, data={"csrf_token": officer.token(address)}))
    assert officer.post(last, data={"csrf_token": officer.token(address)}).status_code == 404
    assert "Ett tillfälle togs bort" in text(officer.get(f"{address}/history"))


def test_what_is_wrong_is_told_at_its_field_and_kept(officer, ids):
    address = made(officer, ids, happened_on="")
    for typed, field, sentence in (
        ({"happened_on": "9999-12-31"}, "happened_on", "Året ser fel ut"),
        ({"happened_on": "2030-01-01"}, "happened_on", "ligger i framtiden"),
        ({"happened_on": ""}, "happened_on", "Fyll i"),
        ({"category": "INF-PARTY"}, "category", "Välj ett av alternativen."),
        ({"attendance": "många"}, "attendance", "heltal"),
        ({"note": "å" * 501}, "note", "Högst 500 tecken"),
        ({"note": "Anna 811228-9874"}, "note", "personnummer"),
    ):
        sent = officer.send(f"{address}/occasions/new", **{"attendance": "7", **typed})
        assert sent.status_code == 422, typed
        assert sentence in error_at(sent, field), (typed, error_at(sent, field))
    assert "Inget tillfälle är antecknat." in text(officer.get(address))


def test_of_no_collaboration_or_another_ones(officer, ids):
    first, other = made(officer, ids, happened_on=""), made(officer, ids, title="En annan")
    landed(officer.send(f"{first}/occasions/new"))
    (remove,) = re.findall(r'action="([^"]+/occasions/[^"]+/remove)"', officer.get(first).text)
    elsewhere = remove.replace(first, other)
    assert officer.post(elsewhere, data={"csrf_token": officer.token(first)}).status_code == 404
    assert officer.get(f"/collaborations/{uuid4()}/occasions/new").status_code == 404


def test_repeated_ones_are_copied_and_those_that_are_known_left_out(officer, ids):
    address = made(officer, ids, happened_on="")
    told = {"happened_on": "2026-03-02", "category": "INF-MASSA", "note": "Öppet hus"}
    landed(officer.send(f"{address}/occasions/new", **told))
    series = {**told, "every": "weekly", "until": "2026-03-30"}
    assert landed(officer.send(f"{address}/occasions/new", **series)) == address
    page = text(officer.get(address))
    assert "4 tillfällen är antecknade." in page
    assert page.count("Öppet hus") == 5
    again = officer.send(f"{address}/occasions/new", **{**series, "until": "2026-03-23"})
    assert "redan antecknat" in error_at(again, "happened_on")
    endless = officer.send(f"{address}/occasions/new", **{**series, "happened_on": "2020-01-01"})
    assert "fler än 60" in error_at(endless, "until")
    assert "Öppet hus" in endless.text  # nothing typed is lost
    (copy, *_rest) = re.findall(r'href="([^"]+occasions/new[?]copy=[^"]+)"', officer.get(address).text)
    fields = officer.fields(copy)
    assert (fields["happened_on"], fields["note"]) == (clock.today().isoformat(), "Öppet hus")
    assert "2026-03-30" in text(officer.get("/collaborations/?sort=-last")).replace("\u2011", "-")
    unknown = officer.fields(f"{address}/occasions/new?copy={uuid4()}")
    assert unknown["note"] == ""


def test_the_same_is_found_among_however_many(app, officer, ids):
    """The day of the first of three hundred is still known: nothing is compared with the latest only."""
    address = made(officer, ids, happened_on="")
    with app.app_context(), guard.resting():
        owner = session.get(Collaboration, UUID(address.rpartition("/")[2]))
        days = [date(2024, 1, 1) + timedelta(days=n) for n in range(300)]
        told = [Happened(day, Category.FAIR, n % 3 or None) for n, day in enumerate(days)]
        by = {"actor": factories.acting(), "at": clock.now()}
        assert len(actions.log_all(owner, [*told, told[0]], **by)) == 300
        assert actions.log_all(owner, told, **by) == []
        session.commit()
    first = {"happened_on": "2024-01-01", "category": "INF-MASSA"}
    assert "redan antecknat" in error_at(officer.send(f"{address}/occasions/new", **first), "happened_on")
    landed(officer.send(f"{address}/occasions/new", **first, attendance="1"))
