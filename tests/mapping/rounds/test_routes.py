"""A mapping round through HTTP, from opening to the annex, and what goes wrong on the way. On both engines."""

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from registry.access.roles import Post, Role
from registry.audit import guard
from registry.city.units.models import Absence, Unit, UnitKind, UnitWriter
from registry.collaborations.choices import Category, CollaborationStatus
from registry.collaborations.models import Collaboration
from registry.core import clock
from registry.core.database import session
from registry.mapping.annexes import queries as annexes
from registry.mapping.annexes.models import MappingAnnex
from registry.mapping.rounds import annex, reminding
from registry.mapping.rounds.choices import ListState, RowAnswer
from registry.mapping.rounds.content import public
from registry.mapping.rounds.models import ListRow, MappingRound, PartnerAnswer, UnitList
from registry.notifications.models import OutboxMessage
from tests import factories
from tests.city.accounts import people
from tests.collaborations.test_routes import error_at, landed, text

pytestmark = pytest.mark.both_engines
ROUNDS = "/mapping/rounds"


@dataclass
class Town:
    """A city small enough to see through: two units under a division, what they do, and who is who."""

    app: object
    units: dict[str, UUID]
    done: dict[str, UUID]
    partner: UUID
    users: dict[str, UUID]

    def client(self, name):
        made = self.app.test_client()
        assert made.sign_in(f"{name}@demo.example", people.PASSWORD).status_code == 303
        return made

    def opened(self, **more):
        """Open a round over HTTP and return the address of its page and those of its lists, by unit."""
        group = self.client("grupp")
        given = {
            "title": "Hösten", "units": [str(one) for one in self.units.values()],
            "questions": "Vad saknar ni?", "invitation": "Gå igenom listan.", **more,
        }  # fmt: skip
        page = landed(group.send(f"{ROUNDS}/new", **given))
        with self.app.app_context():
            lists = {one.unit_id: one.id for one in session.scalars(select(UnitList))}
        return page, {name: f"{ROUNDS}/lists/{lists[key]}" for name, key in self.units.items()}

    def marks(self, client, address):
        """Return what the page's boxes send, by the title beside each."""
        found = re.findall(
            r'name="rows"\s+id="[^"]+"\s+value="([^"]+)">\s*<label[^>]*>([^<]+)<', client.get(address).text
        )
        return {title.strip(): mark for mark, title in found}

    def answer(self, client, address, **given):
        return client.post(f"{address}/answer", data={"csrf_token": client.token(address), **given})


@pytest.fixture
def town(app):
    with app.app_context(), guard.resting():
        division = people.unit("AVD", kind=UnitKind.DIVISION)
        units = {name: people.unit(name.upper(), division) for name in ("norr", "syd")}
        partner = people.organisation("Grannföreningen")
        named = ("grupp", "chefnorr", "chefsyd", "chefavd", "kollega", "vikarie", "revisor", "forening")
        users = {name: people.account(f"{name}@demo.example") for name in named}
        people.role_of(users["grupp"], Role.PREPARATORY)
        people.role_of(users["kollega"], Role.CONTROLLER)
        people.role_of(users["revisor"], Role.AUDITOR)
        people.role_of(users["forening"], Role.PARTNER, partner.id)
        people.appointment(users["chefnorr"], units["norr"])
        people.appointment(users["chefsyd"], units["syd"])
        people.appointment(users["chefavd"], division, Post.DIVISION_HEAD)
        people.appointment(users["vikarie"], units["norr"], instead_of=users["chefnorr"])
        done = {
            title: factories.collaboration(
                title, unit=units["norr"], partners=[partner], our_contact="Kim", status_on=date(2026, 1, 1)
            )
            for title in ("Mässan", "Caféet", "Nätverket")
        }
        made = Town(
            app, {name: one.id for name, one in units.items()}, {name: one.id for name, one in done.items()},
            partner.id, {name: one.id for name, one in users.items()},
        )  # fmt: skip
        session.commit()
    return made


def stored(app, model):
    with app.app_context():
        return session.scalars(select(model)).all()


def changed(app, model, key, **values):
    with app.app_context(), guard.resting():
        factories.altered(session.get(model, key), **values)
        session.commit()


def test_partners_differ_and_the_unit_reads_it(town):
    _page, lists = town.opened(asks_partners="y")
    head, partner = town.client("chefnorr"), town.client("forening")
    assert "Hösten" in text(head.get("/inbox/"))
    asked = re.findall(r'href="(/portal/rounds/[^"]+)"', partner.get("/portal/").text)
    assert len(asked) == 3
    assert "Skriv vad som inte stämmer" in error_at(partner.send(asked[0], agrees="no"), "words")
    landed(partner.send(asked[0], agrees="no", words="Vi slutade i maj."))
    landed(partner.send(asked[1], agrees="yes"))
    assert len(re.findall(r'href="/portal/rounds/', partner.get("/portal/").text)) == 1
    assert "Grannföreningen säger något annat Vi slutade i maj." in text(head.get(lists["norr"]))


def test_a_colleague_who_is_asked_fills_in(town):
    _page, lists = town.opened()
    head, colleague = town.client("chefnorr"), town.client("kollega")
    assert colleague.get("/collaborations/new").status_code == 403
    landed(head.send(f"{lists['norr']}/ask", colleague=str(town.users["kollega"])))
    again = head.send(f"{lists['norr']}/ask", colleague=str(town.users["kollega"]))
    assert "redan ombedd" in error_at(again, "colleague")
    assert colleague.get("/collaborations/new").status_code == 200
    assert "Hösten" in text(colleague.get("/inbox/"))
    marks = town.marks(colleague, lists["norr"])
    assert landed(town.answer(colleague, lists["norr"], only=f"holds {marks['Mässan']}")) == lists["norr"]
    assert town.answer(colleague, lists["syd"], said="rest").status_code == 403
    assert colleague.get(f"{lists['norr']}/certify").status_code == 403


def certified(town, lists):
    """Both units answer and certify; one row is another's, one has ended, and the other unit has none."""
    head = town.client("chefnorr")
    marks = town.marks(head, lists["norr"])
    landed(town.answer(head, lists["norr"], said="not_ours", rows=marks["Nätverket"]))
    landed(
        town.answer(
            head, lists["norr"], said="ended", rows=marks["Caféet"], ends_on=clock.today().isoformat()
        )
    )
    refused = head.send(f"{lists['norr']}/certify", answer_0="Ett språkcafé")
    assert "1 rad saknar svar" in error_at(refused, "lacking")
    assert "Ett språkcafé" in refused.text
    landed(town.answer(head, lists["norr"], said="holds", rows=marks["Mässan"]))
    landed(head.send(f"{lists['norr']}/certify", answer_0="Ett språkcafé"))
    landed(town.client("chefsyd").send(f"{lists['syd']}/certify"))


def test_from_opening_to_the_annex(town, app, do_jobs):
    page, lists = town.opened()
    head, group = town.client("chefnorr"), town.client("grupp")
    assert "0 av 2 enheter" in text(group.get(page))
    certified(town, lists)
    shown = text(group.get(page))
    assert "2 av 2 enheter" in shown
    assert "Inte vårt, säger enheten" in shown
    landed(group.send(f"{page}/close"))
    assert "0 av 6 är klara" in text(head.get(page))
    assert head.get(f"{page}/progress").get_json() == {"at_work": True, "done": 0, "all": 6}
    do_jobs()
    files = re.findall(r'href="([^"]+/annex/[^"]+)"', head.get(page).text)
    then = {one: head.get(one).data for one in files}
    assert len(then) == 6
    changed(app, Collaboration, town.done["Mässan"], title="Något annat")
    assert {one: head.get(one).data for one in files} == then
    for one in (page, files[0]):
        assert town.client("forening").get(one).status_code == 404
    _frozen([json.loads(data) for data in then.values() if data.startswith(b"{")])
    late = town.answer(head, lists["norr"], said="clear", rows=f"{uuid4()}.1")
    assert "stängd" in text(late)


def _frozen(files):
    inside, outside = files
    assert {row["title"]: row["outcome"] for row in inside["rows"]} == {
        "Mässan": "confirmed", "Caféet": "ended", "Nätverket": "not_ours",
    }  # fmt: skip
    assert "Kim" in str(inside)
    assert "Kim" not in str(outside)
    assert [unit["certified_by"] for unit in inside["units"]] == ["Chefnorr", "Chefsyd"]
    assert inside["coverage"]["percent"] == 100


def test_the_same_bytes_are_made_again(town, app, do_jobs):
    page, _lists = town.opened()
    landed(town.client("grupp").send(f"{page}/close", note="Prov"))
    do_jobs()
    for one in stored(app, MappingAnnex):
        with app.app_context():
            content = session.get(MappingRound, one.round_id).content
            found = annexes.annexes(round_id=one.round_id)
            assert len(found) == 6
            assert (
                hashlib.sha256(annex.rendered(content, one.format, is_public=one.is_public)).hexdigest()
                == one.sha256
            )
    with app.app_context():  # a job that comes back after a restart makes nothing twice
        annex.make_annex({"round_id": str(one.round_id)}, datetime.now(UTC))
        assert len(annexes.annexes(round_id=one.round_id)) == 6
        session.rollback()


def test_two_closings_do_not_give_away_a_small_count(town, app):
    group, shown = town.client("grupp"), []
    occasions = f"/collaborations/{town.done['Mässan']}/occasions/new"
    for title, came in (("Ett", "20"), ("Två", "2"), ("Tre", "6")):
        landed(group.send(occasions, category=Category.FAIR.value, attendance=came))
        landed(group.send(f"{town.opened(title=title)[0]}/close", note="Prov"))
        with app.app_context():
            content = session.scalars(select(MappingRound.content).where(MappingRound.title == title)).one()
        rows = [{row["title"]: row["persons"] for row in one["rows"]} for one in (content, public(content))]
        shown.append(tuple(row["Mässan"] for row in rows))
    assert shown == [(20, 20), (22, "visas inte"), (28, 28)]  # inside, and as it is handed out


def test_changed_meanwhile_is_told_and_the_others_are_kept(town, app):
    _page, lists = town.opened()
    head = town.client("chefnorr")
    marks = town.marks(head, lists["norr"])
    group = town.client("grupp")
    landed(group.send(f"/collaborations/{town.done['Mässan']}/edit", description="Mer om mässan"))
    answered = town.answer(head, lists["norr"], said="holds", rows=list(marks.values()))
    assert answered.status_code == 422
    assert "”Mässan” ändrades av någon annan" in text(answered)
    said = {one.collaboration_id: one.answer for one in stored(app, ListRow)}
    assert said[town.done["Mässan"]] is None
    assert said[town.done["Caféet"]] is said[town.done["Nätverket"]] is RowAnswer.HOLDS
    landed(town.answer(head, lists["norr"], said="rest", left=town.marks(head, lists["norr"])["Mässan"]))
    assert "Rättad" in text(head.get(lists["norr"]))
    # An answer can be taken back; what nobody can have pressed changes nothing.
    landed(town.answer(head, lists["norr"], said="clear", rows=marks["Caféet"]))
    assert town.answer(head, lists["norr"], said="holds").status_code == 422
    assert "Markera minst en rad" in text(town.answer(head, lists["norr"], said="holds", rows="skräp.1"))
    wrong = town.answer(head, lists["norr"], said="ended", rows=marks["Caféet"], ends_on="9999-01-01")
    assert "Året ser fel ut" in error_at(wrong, "ends_on")


def test_what_ends_in_the_middle_needs_no_answer(town, app):
    _page, lists = town.opened()
    head = town.client("chefnorr")
    landed(town.client("grupp").send(f"/collaborations/{town.done['Mässan']}/end"))
    assert set(town.marks(head, lists["norr"])) == {"Caféet", "Nätverket"}
    assert "1 av 3" in text(head.get(lists["norr"]))
    landed(town.answer(head, lists["norr"], said="rest", left=list(town.marks(head, lists["norr"]).values())))
    landed(head.send(f"{lists['norr']}/certify"))


def test_a_substitute_certifies_while_the_head_is_away(town, app):
    _page, lists = town.opened()
    substitute = town.client("vikarie")
    assert substitute.get(f"{lists['norr']}/certify").status_code == 403
    with app.app_context(), guard.resting():
        session.add(Absence(user_id=town.users["chefnorr"], starts_on=clock.today(), ends_on=clock.today()))
        session.commit()
    landed(substitute.send(f"{lists['norr']}/certify", lacking="Tre rader hinner vi inte med."))
    (said,) = [one for one in stored(app, UnitList) if one.unit_id == town.units["norr"]]
    assert (said.state, said.certified_by, said.certified_for) == (ListState.LACKING, "Vikarie", "Chefnorr")
    assert "i stället för Chefnorr" in text(town.client("grupp").get(_page))


def test_who_has_a_tie_to_a_partner_does_not_certify_its_rows(town, app):
    page, lists = town.opened()
    head, colleague = town.client("chefnorr"), town.client("kollega")
    assert "Har du ett uppdrag i någon av organisationerna" in text(head.get(f"{lists['norr']}/certify"))
    landed(head.send("/account/interests", organisation="Grannföreningen", what="Kassör"))
    landed(
        town.answer(head, lists["norr"], said="holds", rows=list(town.marks(head, lists["norr"]).values()))
    )
    told = text(head.get(f"{lists['norr']}/certify"))
    assert "Du har uppgett en bindning" in told
    assert "Mässan: Kassör, Grannföreningen" in told
    landed(head.send(f"{lists['norr']}/certify"))  # the list waits for nobody
    assert text(head.get(lists["norr"])).count("Osäker") == 3
    landed(head.send(f"{lists['norr']}/ask", colleague=str(town.users["kollega"])))
    mark = town.marks(colleague, lists["norr"])["Mässan"]
    landed(town.answer(colleague, lists["norr"], only=f"holds {mark}"))
    assert "Mässan" not in text(head.get(f"{lists['norr']}/certify")).split("Raderna blir")[1]
    landed(head.send(f"{lists['norr']}/certify"))
    landed(town.client("grupp").send(f"{page}/close", note="Prov"))
    content = stored(app, MappingRound)[0].content
    assert {row["title"]: row["outcome"] for row in content["rows"]} == {
        "Mässan": "confirmed", "Caféet": "unsure", "Nätverket": "unsure",
    }  # fmt: skip
    assert "2 rader är osäkra" in content["method"]
    assert "Kassör" not in str(content)  # the tie is the person's own to tell


def test_a_unit_that_ends_hands_its_list_over(town, app):
    _page, lists = town.opened()
    ended = {"ends_on": clock.today() - timedelta(days=1), "successor_id": town.units["syd"]}
    changed(app, Unit, town.units["norr"], **ended)
    head = town.client("chefsyd")
    assert "Syd har tagit över listan" in text(head.get(lists["norr"]))
    landed(town.answer(head, lists["norr"], said="rest", left=list(town.marks(head, lists["norr"]).values())))
    landed(head.send(f"{lists['norr']}/certify"))


def test_reminded_before_after_and_then_above_each_once(town, app):
    _page, _lists = town.opened(due_on=(clock.today() + timedelta(days=10)).isoformat())
    with app.app_context():
        due = session.scalars(select(MappingRound)).one().due_on
        subjects = []
        for days in (-20, -4, -3, 1, 3, 4, 12, 13, 20):
            at = datetime.combine(due + timedelta(days=days), datetime.min.time(), UTC) + timedelta(hours=8)
            before = set(session.scalars(select(OutboxMessage.id)))
            reminding.remind({}, at)
            session.flush()
            subjects.append(
                [
                    (one.recipient.split("@")[0], one.subject.split(":")[0])
                    for one in session.scalars(select(OutboxMessage).order_by(OutboxMessage.recipient))
                    if one.id not in before
                ]
            )
        session.commit()
    told = [one for one in subjects if one]
    heads = ("chefnorr", "chefsyd")
    assert told[0] == [(one, "Snart sista dagen") for one in heads]
    assert told[1] == [(one, "Sista dagen har passerat") for one in heads]
    assert [who for who, _what in told[2]] == ["chefavd", "chefavd"]
    assert len(told) == 3


def test_closing_early_has_a_reason_and_late_is_shown(town, app):
    page, _lists = town.opened()
    group = town.client("grupp")
    refused = group.send(f"{page}/close")
    assert "2 enheter har inte intygat" in error_at(refused, "note")
    changed(app, MappingRound, stored(app, MappingRound)[0].id, due_on=clock.today() - timedelta(days=1))
    assert "Sista dagen var" in text(group.get(page))
    assert "Stäng kartläggningen" in text(group.get("/inbox/"))
    landed(group.send(f"{page}/close"))
    assert "kan vara ofullständigt" in text(group.get(page))
    assert group.send(f"{page}/close").status_code == 422


def test_bad_input_is_told_at_its_field_and_kept(town):
    group = town.client("grupp")
    for typed, field, sentence in (
        ({"title": ""}, "title", "Fyll i"),
        ({"speaks_of": "9999-12-31"}, "speaks_of", "Året ser fel ut"),
        ({"speaks_of": "1900-01-01"}, "speaks_of", "år bakåt"),
        ({"due_on": "2020-01-01"}, "due_on", "redan passerat"),
        ({"units": []}, "units", "minst en enhet"),
        ({"units": [str(uuid4())]}, "units", "Välj bland alternativen"),
        ({"questions": "\n".join("abcdefg")}, "questions", "Högst 5"),
    ):
        sent = group.send(
            f"{ROUNDS}/new",
            **{"title": "Hösten", "units": [str(town.units["norr"])], "invitation": "<i>Hej</i> 🎈", **typed},
        )
        assert sent.status_code == 422, typed
        assert sentence in error_at(sent, field), (typed, error_at(sent, field))
        assert "🎈" in sent.text
    landed(group.send(f"{ROUNDS}/new", title="Hösten", units=[str(town.units["norr"])]))
    again = group.send(f"{ROUNDS}/new", title="Hösten", units=[str(town.units["norr"])])
    assert "redan en kartläggning" in error_at(again, "title")
    assert town.client("chefnorr").get(f"{ROUNDS}/new").status_code == 403
    assert group.get(f"{ROUNDS}/{uuid4()}").status_code == 404
    assert group.get(f"{ROUNDS}/lists/{uuid4()}").status_code == 404


def test_a_head_writes_for_the_own_unit_only(town, app):
    town.opened()
    head = town.client("chefnorr")
    own, other = town.done["Mässan"], town.units["syd"]
    landed(head.send(f"/collaborations/{own}/edit", description="Stor"))
    refused = head.send(f"/collaborations/{own}/edit", unit_id=str(other))
    assert "den enhet som du leder" in error_at(refused, "unit_id")
    assert town.client("chefsyd").get(f"/collaborations/{own}/edit").status_code == 403
    assert town.client("revisor").get("/collaborations/new").status_code == 403
    with app.app_context():
        found = session.get(Collaboration, own)
        assert found.status is CollaborationStatus.RUNNING


def test_nothing_of_a_partner_is_written_in_the_collaboration(town, app):
    town.opened(asks_partners="y")
    partner = town.client("forening")
    (first, *_more) = re.findall(r'href="(/portal/rounds/[^"]+)"', partner.get("/portal/").text)
    before = [(one.version, one.status) for one in stored(app, Collaboration)]
    assert "personnummer" in error_at(partner.send(first, agrees="no", words="811228-9874"), "words")
    landed(partner.send(first, agrees="no", words="Nej"))
    landed(partner.send(first, agrees="yes"))  # and changed one's mind
    assert [(one.version, one.status) for one in stored(app, Collaboration)] == before
    (said,) = stored(app, PartnerAnswer)
    assert said.agrees
    assert town.client("chefnorr").get(first).status_code in {403, 404}
    assert stored(app, UnitWriter) == []
