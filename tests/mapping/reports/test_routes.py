"""A report through HTTP, from asking to its files, and what goes wrong on the way. On both engines."""

import io
import json
import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select, update
from sqlalchemy.orm import undefer

from registry.access.roles import Role
from registry.agreements.models import Agreement, Edition, YearlyAmount
from registry.agreements.workflow import State
from registry.audit import guard
from registry.city.accounts.models import User
from registry.city.guidelines.choices import Kind
from registry.city.priorities.models import DocumentKind, GoverningDocument, Ground
from registry.city.units.models import Unit
from registry.collaborations.models import Collaboration
from registry.core import clock
from registry.core.database import session
from registry.core.jobs import Job
from registry.core.money import Money
from registry.documents import rendering
from registry.mapping import queries as key_numbers
from registry.mapping.annexes.choices import AnnexFormat
from registry.mapping.annexes.models import MappingAnnex
from registry.mapping.coverage import counting, tallies
from registry.mapping.coverage.choices import Dimension
from registry.mapping.coverage.view import MapView
from registry.mapping.drawings import page as drawing
from registry.mapping.drawings import queries as drawing_queries
from registry.mapping.reports import actions, content, files, listing, papers
from registry.mapping.reports.choices import ReportPaper
from registry.mapping.reports.content import ReportHead
from registry.mapping.reports.models import MapReport
from registry.mapping.reports.rules import ReportQuestion
from registry.partners.organisations.models import Organisation
from registry.settings import current
from tests import factories
from tests.city.accounts import people
from tests.collaborations.test_routes import error_at, landed, text
from tests.factories import NOON
from tests.reading import parsed

pytestmark = pytest.mark.both_engines
REPORTS, DOCUMENTS = "/map/reports", "/grounds/documents"


@dataclass
class Mapped:
    """A city with two units, who is who, and what they do."""

    app: object
    units: dict[str, UUID]
    partner: UUID
    done: dict[str, UUID]

    def client(self, name):
        made = self.app.test_client()
        assert made.sign_in(f"{name}@demo.example", people.PASSWORD).status_code == 303
        return made


@pytest.fixture
def city(app):
    with app.app_context(), guard.resting():
        units = {name: people.unit(name.upper()) for name in ("norr", "syd")}
        partner, other = people.organisation("Grannföreningen"), people.organisation("Hemliga huset")
        users = {name: people.account(f"{name}@demo.example") for name in ("grupp", "revisor", "forening")}
        people.role_of(users["grupp"], Role.PREPARATORY)
        people.role_of(users["revisor"], Role.AUDITOR)
        people.role_of(users["forening"], Role.PARTNER, partner.id)
        since = {"status_on": date(2026, 1, 1)}
        done = {
            "Mässan": factories.collaboration("Mässan", unit=units["norr"], partners=[partner], **since),
            "Caféet": factories.collaboration("Caféet", unit=units["syd"], partners=[partner], **since),
            "Det hemliga": factories.collaboration(
                "Det hemliga", unit=units["syd"], partners=[other], formal=True, **since
            ),
        }
        made = Mapped(
            app, {name: one.id for name, one in units.items()}, partner.id,
            {name: one.id for name, one in done.items()},
        )  # fmt: skip
        session.commit()
    return made


def ask(client, **given):
    return client.send(f"{REPORTS}/new", on="2026-11-01", earlier="same_day", **given)


def pressed(client, page, address):
    """Press the button of a page."""
    return client.post(address, data={"csrf_token": client.token(page)})


def fetched(client, page):
    found = re.findall(r'href="([^"]+/files/[^"]+)"', client.get(page).text)
    return {(data := client.get(one).data)[:4]: data for one in found}


def test_from_asking_to_the_same_bytes_later(city, app, do_jobs):
    group = city.client("grupp")
    page = landed(ask(group, years="1"))
    assert "Klart: 0 av 4 steg" in text(group.get(page))
    assert group.get(f"{page}/progress").json == {"at_work": True, "done": 0, "all": 4}
    do_jobs()
    assert group.get(f"{page}/progress").json["at_work"] is False
    then = fetched(group, page)
    assert set(then) == {b"%PDF", b"PK\x03\x04", b"{\n  "}
    told = json.loads(then[b"{\n  "])
    assert [told["figures"][name] for name in ("informal", "formal", "organisations")] == [2, 1, 2]
    assert [day["on"] for day in told["days"]] == ["2025-11-01", "2026-11-01"]
    assert told["days"][0]["informal"] == 0
    assert "shapes" not in told["drawings"][0]
    book = load_workbook(io.BytesIO(then[b"PK\x03\x04"]))
    numbers = [cell.value for cell in book["Siffror"][3]]
    assert numbers[:3] == [datetime(2026, 11, 1), 1, 2]  # noqa: DTZ001 - a cell holds a day
    assert [row[0].value for row in book["Samarbeten"]][1:] == ["Caféet", "Det hemliga", "Mässan"]
    with app.app_context(), guard.resting():
        factories.altered(session.get(Collaboration, city.done["Mässan"]), title="Annat namn")
        session.commit()
    assert fetched(group, page) == then
    assert city.client("revisor").get(page).status_code == 200
    assert city.client("revisor").get(f"{REPORTS}/new").status_code == 403
    for address in (REPORTS + "/", page, f"{page}/progress"):
        assert city.client("forening").get(address).status_code == 404


def test_asked_for_twice_is_one_until_it_is_frozen(city, app, do_jobs):
    group = city.client("grupp")
    page = landed(ask(group))
    assert landed(ask(group)) == page
    assert landed(ask(group, unit=str(city.units["norr"]))) != page
    do_jobs()
    assert landed(ask(group)) != page
    with app.app_context():
        assert session.scalar(select(func.count(MapReport.id))) == 3


def test_what_the_worker_gave_up_says_so_and_can_be_asked_for_anew(city, app):
    group = city.client("grupp")
    page = landed(ask(group))
    with app.app_context():
        session.execute(
            update(Job).where(Job.subject_id == UUID(page.rsplit("/", 1)[-1])).values(state="failed")
        )
        session.commit()
    assert "Det blev inte klart" in text(group.get(page))
    assert group.get(f"{page}/progress").json["at_work"] is False
    assert landed(ask(group)) != page


def test_nobody_fills_the_queue_alone(city, monkeypatch, do_jobs):
    monkeypatch.setattr(actions, "MOST_WAITING", 1)
    group = city.client("grupp")
    landed(ask(group))
    refused = ask(group, unit=str(city.units["norr"]))
    assert refused.status_code == 422
    assert "Du väntar redan på 1 rapporter" in error_at(refused, "on")
    do_jobs()
    assert landed(ask(group, unit=str(city.units["norr"])))


def test_a_restart_loses_no_step_and_makes_nothing_twice(city, app, do_jobs):
    landed(ask(city.client("grupp")))
    do_jobs()
    with app.app_context():
        report = session.scalars(select(MapReport)).one()
        actions.make({"report_id": str(report.id)}, datetime.now(UTC))
        assert session.scalar(select(func.count(MappingAnnex.id))) == 3
        session.rollback()


def test_about_one_thing_it_tells_of_nothing_else(city, do_jobs):
    group = city.client("grupp")
    assert "Grannföreningen" in group.get(f"{REPORTS}/new?organisation={city.partner}").text
    pages = {
        "Grannföreningen": landed(
            group.send(
                f"{REPORTS}/new?organisation={city.partner}", on="2026-11-01", earlier="same_day",
                organisation=str(city.partner),
            )
        ),
        "NORR": landed(ask(group, unit=str(city.units["norr"]))),
    }  # fmt: skip
    do_jobs()
    told = {name: json.loads(fetched(group, page)[b"{\n  "]) for name, page in pages.items()}
    assert [row["title"] for row in told["Grannföreningen"]["rows"]] == ["Caféet", "Mässan"]
    assert [row["title"] for row in told["NORR"]["rows"]] == ["Mässan"]
    assert told["NORR"]["figures"]["units"] == 1
    assert told["NORR"]["spots"] is None
    assert "Samverkan mellan staden och Grannföreningen" in group.get(pages["Grannföreningen"]).text


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"on": "1900-01-01"}, "on", "mellan åren 1990 och 2100"),
        ({"on": "9999-01-01"}, "on", "Året ser fel ut"),
        ({"on": "2025-02-30"}, "on", "Skriv datumet"),
        ({"on": "2025-03-25", "known_at": "2001-01-01"}, "known_at", "Ingen uppgift fanns i registret då"),
        ({"on": "2025-03-25", "years": "11"}, "years", "mellan 0 och 10"),
    ],
)
def test_what_cannot_be_is_told_at_its_field_and_kept(city, given, field, words):
    answer = city.client("grupp").send(f"{REPORTS}/new", earlier="same_day", **given)
    assert answer.status_code == 422
    assert words in error_at(answer, field)
    assert given[field] in answer.text


def test_what_is_marked_with_secrecy_is_counted_and_not_named(city, app):
    with app.app_context(), guard.resting():
        agreement = Agreement(collaboration_id=city.done["Det hemliga"], kind=Kind.IOP, updated_at=NOON)
        edition = Edition(agreement=agreement, title="Hemligt", created_at=NOON, unit_id=city.units["syd"])
        factories.altered(factories.stored(edition), secrecy="OSL 26 kap. 1 §")
        session.commit()
        found = _frozen(ReportQuestion(date(2026, 11, 1)))
    assert found["figures"]["formal"] == 1
    assert "1 av samarbetena är sekretessmarkerade" in found["method"]
    assert "hemliga" not in json.dumps(found, ensure_ascii=False).lower()


def test_as_known_at_the_end_of_a_day_it_says_what_was_known(city, app):
    with app.app_context():
        now = _frozen(ReportQuestion(date(2026, 11, 1)))
        then = _frozen(ReportQuestion(date(2026, 11, 1), known_on=clock.today()))
    assert then["figures"] == now["figures"]
    assert [row["parties"] for row in then["rows"]] == [row["parties"] for row in now["rows"]]
    assert [row["unit"] for row in then["rows"]] == [row["unit"] for row in now["rows"]]
    assert then["spots"] == now["spots"]


def test_what_is_marked_neither_stands_among_the_fragile_nor_keeps_what_is_open_from_it(city, app):
    """OSL 3:1, 5:5 and 8:1: the list of a group is the same with a marked partner beside as without."""
    on = date(2026, 11, 1)
    with app.app_context(), guard.resting():
        group = factories.target_group("Nyanlända")
        mine = factories.collaboration("Ensam", unit=None, partners=[session.get(Organisation, city.partner)],
                                       status_on=date(2026, 1, 1))  # fmt: skip
        hidden = session.get(Collaboration, city.done["Det hemliga"])
        mine.target_groups.append(group)
        session.commit()
        without = _fragile(_frozen(ReportQuestion(on)))
        tied(hidden, "target_groups", group)
        _agreement(city, "Det hemliga", secrecy="OSL 26 kap. 1 §")
        session.commit()
        beside = [_fragile(_frozen(ReportQuestion(on, known_on=known))) for known in (None, clock.today())]
    assert without == [("Nyanlända", "Bland öppna uppgifter finns bara Grannföreningen här, i 1 samarbete.")]
    assert beside == [without, without]


def tied(one, name, term):
    session.refresh(one, [name])
    getattr(one, name).append(term)


def _fragile(frozen):
    (rows,) = (one["rows"] for one in frozen["spots"] if one["kind"] == "fragile")
    return [(row["what"], row["why"]) for row in rows]


def test_an_agreement_without_days_is_drawn_however_many_collaborations_are_listed(city, app, monkeypatch):
    monkeypatch.setattr(listing, "MOST_ROWS", 1)
    with app.app_context(), guard.resting():
        _agreement(city, "Mässan")
        session.commit()
        told = [_frozen(ReportQuestion(date(2026, 11, 1), known_on=known)) for known in (None, clock.today())]
    for one in told:
        (timeline,) = (drawn for drawn in one["drawings"] if drawn["name"] == "timeline")
        assert [row["title"] for row in timeline["rows"]] == ["Mässan"]


def test_a_report_about_an_organisation_does_not_tell_that_it_has_what_is_marked(city, app):
    with app.app_context(), guard.resting():
        _agreement(city, "Det hemliga", secrecy="OSL 26 kap. 1 §")
        session.commit()
        (other,) = session.scalars(select(Organisation.id).where(Organisation.name == "Hemliga huset"))
        question = ReportQuestion(date(2026, 11, 1), None, Dimension.ORGANISATION, other)
        found = _frozen(question)
    assert not any(found["figures"].values())
    assert "1 av samarbetena" not in found["method"]
    assert "rapport om en organisation" in found["method"]


def test_more_than_can_be_named_or_drawn_is_counted_all_the_same(city, app, monkeypatch):
    monkeypatch.setattr(tallies, "MOST_NAMED", 1)
    monkeypatch.setattr(drawing_queries, "MOST_LISTED", 1)
    with app.app_context(), guard.resting():
        for name in city.done:
            _agreement(city, name, secrecy="OSL 26 kap. 1 §" if name == "Det hemliga" else None)
        session.commit()
        now = _frozen(ReportQuestion(date(2026, 11, 1)))
        then = _frozen(ReportQuestion(date(2026, 11, 1), known_on=clock.today()))
    # A marked agreement is counted to those alone who work with it; its collaboration to everybody.
    assert (now["figures"]["organisations"], now["figures"]["agreements"]) == (2, 2)
    assert then["figures"] == now["figures"]
    assert any("fler än 1" in one for one in now["remarks"])


def test_of_a_past_day_the_register_of_then_tells_what_had_begun_by_then(city, app):
    day, today = date(2026, 10, 1), clock.today()
    with app.app_context(), guard.resting():
        _agreement(city, "Mässan", starts_on=date(2026, 9, 1))
        later = _agreement(city, "Caféet", starts_on=date(2026, 11, 1), signed_on=date(2026, 10, 15))
        factories.stored(YearlyAmount(edition_id=later.id, year=2026, amount=Money.kronor(100)))
        began = factories.collaboration("Började sedan", unit=None, status_on=date(2026, 10, 20))
        city.done["Började sedan"] = began.id
        _agreement(city, "Började sedan")  # no day is known: it had where its collaboration ran
        _agreement(city, "Det hemliga")
        session.commit()
        found = [
            drawing.figures(content.READER, MapView(day, known_on=known_on), today)
            for known_on in (None, today)
        ]
    for one in found:
        assert [agreement.title for agreement in one.agreements] == ["Det hemliga", "Mässan"]
        assert one.sums == []


def _agreement(city, name, *, state=State.ACTIVE, **given):
    agreement = Agreement(collaboration_id=city.done[name], kind=Kind.IOP, state=state, updated_at=NOON)
    edition = factories.stored(
        Edition(agreement=agreement, title=name, is_current=True, created_at=NOON, unit_id=city.units["syd"])
    )
    factories.altered(edition, **given)
    return edition


def _frozen(question):
    head = ReportHead("Kartläggning", None, "Provet")
    return content.frozen(question, head, settings=current(), at=datetime(2026, 11, 29, 12, tzinfo=UTC))


def test_nothing_at_all_to_show_is_a_report_too(city, app):
    with app.app_context():
        empty = _frozen(ReportQuestion(date(1995, 1, 1)))
        assert empty["rows"] == []
        assert not any(empty["figures"].values())
        assert files.printed(empty)["number"] == 0


def test_a_partner_fetches_its_own_statement_and_nobody_elses(city, app, do_jobs):
    partner = city.client("forening")
    address = f"/portal/organisations/{city.partner}/statements"
    assert address in partner.get("/portal/").text
    with app.app_context(), guard.resting():
        other = session.scalars(select(Organisation.id).where(Organisation.name == "Hemliga huset")).one()
        both = session.scalars(select(User).where(User.email == "forening@demo.example")).one()
        people.role_of(both, Role.PARTNER, other)  # one person may represent several
        session.commit()
    for _twice in range(2):
        assert pressed(partner, address, f"{address}/new").status_code == 303
    page = partner.get(address)
    assert "Klart: 0 av 2 steg" in text(page)
    (progress,) = re.findall(r'data-progress="([^"]+)"', page.text)
    assert partner.get(progress).json == {"at_work": True, "done": 0, "all": 2}
    do_jobs()
    assert partner.get(progress).json["at_work"] is False
    (file,) = re.findall(r'href="([^"]+/file)"', partner.get(address).text)
    then = partner.get(file).data
    assert then.startswith(b"%PDF")
    with app.app_context(), guard.resting():
        report = session.scalars(select(MapReport).options(undefer(MapReport.content))).one()
        assert [row["title"] for row in report.content["rows"]] == ["Caféet", "Mässan"]
        factories.altered(session.get(Collaboration, city.done["Mässan"]), title="Annat namn")
        session.commit()
        page, report_id, file_id = f"{REPORTS}/{report.id}", report.id, report_file(report.id)
    assert partner.get(file).data == then
    assert partner.get(f"/portal/organisations/{other}/statements/{report_id}/file").status_code == 404
    staff = city.client("grupp")
    assert str(report_id) not in staff.get(f"{REPORTS}/").text
    for one in (page, f"{page}/files/{file_id}", f"{page}/progress"):
        assert staff.get(one).status_code == 404
    assert {staff.get(one).status_code for one in (address, file, progress)} <= {403, 404}


def report_file(report_id):
    return session.scalars(select(MappingAnnex.id).where(MappingAnnex.report_id == report_id)).one()


def test_a_statement_tells_of_an_agreement_that_the_city_knows_of_and_has_not_recorded(city, app):
    with app.app_context(), guard.resting():
        _agreement(city, "Mässan", starts_on=date(2026, 1, 1), state=State.KNOWN)
        _agreement(city, "Caféet", secrecy="OSL 26 kap. 1 §", state=State.KNOWN)
        session.commit()
        told = extract(city)
    assert told["agreements"] == [{
        "title": "Idéburet offentligt partnerskap (IOP): Mässan", "said": "Pågår enligt uppgift",
        "starts_on": "2026-01-01", "ends_on": None,
    }]  # fmt: skip


def extract(city):
    """What a partner's statement of the day says."""
    asked = papers.AskedPaper(
        ReportPaper.PARTNER, ReportQuestion(date(2026, 11, 29), None, Dimension.ORGANISATION, city.partner),
        ReportHead("", None, ""), None, None,
    )  # fmt: skip
    return papers.PAPERS[ReportPaper.PARTNER].frozen(asked, current(), NOON)


def test_the_statement_and_the_portal_say_the_same_of_a_collaboration(city, app):
    """Whether confirmed lately or not; and what belongs to no matter lacks no case number."""
    with app.app_context(), guard.resting():
        factories.altered(
            session.get(Collaboration, city.done["Mässan"]), confirmed_on=date(2024, 3, 1), starts_on=None,
            ends_on=None, status_on=date(2024, 3, 1),
        )  # fmt: skip
        session.commit()
        told = extract(city)
    assert "case_number" not in told
    said = {row["title"]: row["said"] for row in told["rows"]}
    assert said["Mässan"] == "Pågår, senast bekräftat 2024-03-01"
    home = parsed(city.client("forening").get("/portal/").text)
    cards = {
        card.a.get_text(strip=True): card.get_text(" ", strip=True) for card in home.select("main .panel")
    }
    assert all(words in cards[title].replace("\u2011", "-") for title, words in said.items()), (said, cards)


def test_a_boards_report_is_frozen_and_stands_among_the_others(city, app, do_jobs):
    with app.app_context(), guard.resting():
        district = factories.district("Farsta", 1)
        ground = factories.ground("Fler möten")
        factories.altered(ground, district_id=district.id)
        factories.altered(session.get(GoverningDocument, ground.document_id), kind=DocumentKind.PROGRAMME)
        session.commit()
        address = f"{REPORTS}/boards/{ground.document_id}/{district.id}"
        elsewhere = f"{REPORTS}/boards/{ground.document_id}/{ground.id}"
        ground_id = ground.id
    group = city.client("grupp")
    assert address in group.get(DOCUMENTS).text
    assert pressed(group, DOCUMENTS, elsewhere).status_code == 404
    page = landed(pressed(group, DOCUMENTS, address))
    assert landed(pressed(group, DOCUMENTS, address)) == page
    do_jobs()
    assert "Farsta" in group.get(f"{REPORTS}/").text
    then = fetched(group, page)
    assert set(then) == {b"%PDF"}
    with app.app_context(), guard.resting():
        factories.altered(session.get(Ground, ground_id), title="Annat")
        session.commit()
    assert fetched(group, page) == then
    assert pressed(city.client("revisor"), DOCUMENTS, address).status_code == 403
    assert pressed(city.client("forening"), "/portal/", address).status_code == 404


def test_a_boards_report_counts_what_is_marked_with_secrecy_and_does_not_name_it(city, app):
    """The board is another authority (OSL 8:1), and what carries a priority stands there by name."""
    with app.app_context(), guard.resting():
        district, ground = factories.district("Farsta", 1), factories.ground("Fler möten")
        factories.altered(ground, district_id=district.id)
        for name in ("Mässan", "Det hemliga"):
            tied(session.get(Collaboration, city.done[name]), "grounds", ground)
        _agreement(city, "Det hemliga", secrecy="OSL 26 kap. 1 §")
        session.commit()
        asked = papers.AskedPaper(
            ReportPaper.BOARD, ReportQuestion(date(2026, 11, 29), None, Dimension.DISTRICT, district.id),
            ReportHead("", None, ""), ground.document_id, None,
        )  # fmt: skip
        told = papers.PAPERS[ReportPaper.BOARD].frozen(asked, current(), NOON)
        page = rendering.html("programme", told)
    (own,) = told["own"]
    assert (own["carried_by"], own["unnamed"]) == (["Mässan"], 1)
    assert "hemliga" not in json.dumps(told, ensure_ascii=False).lower()
    assert "Mässan; 1 som har sekretessmarkering och inte namnges" in page


def test_the_figure_of_a_reply_draws_nothing_that_is_marked(city, app):
    """It is published with the reply (OSL 5:5), and what the queue has counted for the house is another figure."""
    on = date(2026, 11, 1)
    with app.app_context(), guard.resting():
        group = factories.target_group("Nyanlända")
        for name in ("Caféet", "Det hemliga"):
            tied(session.get(Collaboration, city.done[name]), "target_groups", group)
        session.commit()
        before = drawing.of_groups(content.READER, on, ["Nyanlända"])
        _agreement(city, "Det hemliga", secrecy="OSL 26 kap. 1 §")
        session.commit()
        after = drawing.of_groups(content.READER, on, ["Nyanlända"])
        keys = {counting.key_of(content.READER, MapView(on, is_public=public)) for public in (False, True)}
    assert [row[1:] for row in before["rows"]] == [["2"]]
    assert [row[1:] for row in after["rows"]] == [["1"]]
    assert len(keys) == 2


def test_the_key_numbers_count_no_agreement_that_is_marked_to_those_who_do_not_find_it(city, app):
    """OSL 5:5: a number beside a list that is one shorter tells what the list does not."""
    with app.app_context(), guard.resting():
        _agreement(city, "Mässan")
        _agreement(city, "Det hemliga", secrecy="OSL 26 kap. 1 §")
        session.commit()
        told = [
            key_numbers.totals(
                replace(content.READER, roles=frozenset({role})), NOON.date(), months=12
            ).agreements
            for role in (Role.OFFICER, Role.REGISTRAR)
        ]
    assert told == [1, 2]


def test_a_name_that_looks_like_a_day_is_written_as_it_stands(city, app):
    """Nobody stops the reports of the house by what an association or a collaboration is called."""
    names = ["2026-02-30", "2026-03-01", "=1+1"]
    with app.app_context(), guard.resting():
        for name in names:
            named = people.organisation(name)
            factories.collaboration(
                name, unit=session.get(Unit, city.units["norr"]), partners=[named], status_on=date(2026, 1, 1)
            )
        session.commit()
        found = _frozen(ReportQuestion(date(2026, 11, 1)))
        book = load_workbook(io.BytesIO(files.rendered(found, AnnexFormat.XLSX)))
    rows = {row[0].value: row for row in book["Samarbeten"].iter_rows(min_row=2)}
    assert set(names) <= set(rows)
    assert {rows[name][0].data_type for name in names} == {"s"}
    assert [rows[name][1].value for name in names] == names


def test_what_a_district_was_stands_on_paper_with_the_tile_it_is_counted_in(city, app):
    row = {"name": "Rinkeby-Kista", "tile": "Järva", "shown": "", "priorities": 3}
    columns = [
        ["name", "Område", False],
        ["tile", "Ruta", False],
        ["shown", "Tal", True],
        ["priorities", "", True],
    ]
    with app.app_context():
        frozen = _frozen(ReportQuestion(date(2026, 11, 1)))
        drawn = {**frozen["drawings"][0], "name": "tiles", "columns": columns, "rows": [row]}
        told = files.printed({**frozen, "drawings": [drawn]})["drawings"][0]
        page = rendering.html("map_report", files.printed({**frozen, "drawings": [drawn]}))
    assert told["rows"][0]["name"] == "Rinkeby-Kista (Järva)"
    assert re.search(r"Rinkeby-Kista \(Järva\)</th>\s*<td class=\"number\">–</td>", page)
