"""The pages of organisations through HTTP: who may, bad input, duplicates, stale versions, lists and files."""

import csv
import io

import pytest
from openpyxl import load_workbook

from registry.access.roles import Role
from registry.audit import guard
from registry.core.database import session
from registry.partners.organisations.models import Registration, Sector
from tests import factories
from tests.city.accounts import people
from tests.reading import parsed

NUMBER = "802002-8638"
GIVEN = {"name": "Rädda Barnen", "sector": "civil", "legal_form": "association", "registration": "unknown"}


@pytest.fixture
def signed_in(app):
    """Return a function that gives a client signed in with a role."""

    def sign_in(role=Role.OFFICER, organisation=None):
        email = f"{role.value}@demo.example"
        with app.app_context(), guard.resting():
            people.role_of(people.account(email), role, organisation)
            session.commit()
        client = app.test_client()
        assert client.sign_in(email, people.PASSWORD).status_code == 303
        return client

    return sign_in


@pytest.fixture
def stored(app):
    """Return a function that stores what a factory makes, and gives its identifier."""

    def store(make, *args, **values):
        with app.app_context():
            made = make(*args, **values)
            made_id = made.id
            session.commit()
            return made_id

    return store


@pytest.fixture
def officer(signed_in):
    return signed_in()


def soup(response):
    return parsed(response.text)


def error_at(response, field):
    found = soup(response).find(id=f"{field}-error")
    return found.get_text(" ", strip=True) if found else ""


def register(client, **more):
    return client.send("/organisations/new", **{**GIVEN, **more})


def landed(response):
    assert response.status_code == 303, soup(response).get_text(" ", strip=True)[:1500]
    return response.headers["Location"]


@pytest.mark.parametrize(
    "role", [Role.OFFICER, Role.PREPARATORY, Role.REGISTRAR, Role.AUDITOR, Role.ADMINISTRATOR]
)
def test_staff_read(signed_in, stored, role):
    client, one = signed_in(role), stored(factories.organisation)
    for path in ("", "export.csv", "suggestions?q=exempel", f"{one}", f"{one}/history"):
        assert client.get(f"/organisations/{path}").status_code == 200
    offered = "Registrera organisation" in client.get("/organisations/").text
    assert offered is (role in {Role.OFFICER, Role.PREPARATORY})


def test_others_are_told_who_may_write(signed_in, stored):
    client, one = signed_in(Role.AUDITOR), stored(factories.organisation)
    for path in ("new", f"{one}/edit", f"{one}/contacts/new", f"{one}/names/new"):
        answer = client.get(f"/organisations/{path}")
        assert answer.status_code == 403
        assert "handläggare" in soup(answer).main.get_text()


def test_a_partner_finds_no_page(signed_in, stored):
    one = stored(factories.organisation)
    client = signed_in(Role.PARTNER, one)
    for path in ("", "new", "export.csv", "suggestions?q=exempel", f"{one}", f"{one}/edit", f"{one}/history"):
        assert client.get(f"/organisations/{path}").status_code == 404


def test_registered_shown_and_logged(officer):
    shown = landed(
        register(officer, number="8020028638", website="www.exempel.se", postcode="11221", seat="Stockholm")
    )
    page = officer.get(shown)
    assert all(
        text in page.text for text in ("Organisationen är registrerad.", NUMBER, "www.exempel.se", "112 21")
    )
    history = soup(officer.get(f"{shown}/history")).main.get_text(" ")
    assert "Organisationen registrerades" in history


BAD_INPUT = [
    ({"name": ""}, "name", "Fyll i det här."),
    ({"name": "   "}, "name", "Fyll i det här."),
    ({"name": "å" * 301}, "name", "Högst 300 tecken"),
    ({"purpose": "a" * 4001}, "purpose", "Högst 4000 tecken"),
    ({"sector": ""}, "sector", "Fyll i det här."),
    ({"sector": "martian"}, "sector", "Välj ett av alternativen."),
    ({"number": "802002-8639"}, "number", "Kontrollsiffran"),
    ({"number": "640823-3234"}, "number", "personnummer"),
    ({"number": "19640823-3234"}, "number", "personnummer"),
    ({"number": "640823-XXXX"}, "number", "personnummer"),
    ({"number": "1964-08-23"}, "number", "personnummer"),
    ({"name": "Exempel Fotvård 640823-XXXX"}, "name", "personnummer"),
    ({"number": "１２"}, "number", "siffror"),
    ({"number": "🎈"}, "number", "bara siffror"),
    ({"number": "9" * 5000}, "number", "tio siffror"),
    ({"postcode": "12"}, "postcode", "fem siffror"),
    ({"website": "javascript:alert(1)"}, "website", "www.exempel.se"),
    ({"registration": "yes"}, "registration_checked_on", "vilken dag"),
    (
        {"registration": "yes", "registration_checked_on": "2099-01-01"},
        "registration_checked_on",
        "framtiden",
    ),
    (
        {"registration": "yes", "registration_checked_on": "31/12"},
        "registration_checked_on",
        "2026-11-21",
    ),
    ({"legal_form": "network", "number": NUMBER}, "number", "Ett nätverk"),
    (
        {"target_groups": "00000000-0000-0000-0000-000000000000"},
        "target_groups",
        "Välj bland alternativen.",
    ),
    ({"districts": "' OR 1=1"}, "districts", "Välj bland alternativen."),
]


def test_bad_input_is_told_at_the_field_and_kept(officer):
    for typed, field, sentence in BAD_INPUT:
        sent = register(officer, **{"seat": "<b>Ort</b>", **typed})
        assert sent.status_code == 422, typed
        assert sentence in error_at(sent, field), typed
        assert soup(sent).find(id="seat")["value"] == "<b>Ort</b>", typed


def test_no_field_at_all_is_no_crash(officer):
    token = officer.token("/organisations/new")
    assert officer.post("/organisations/new", data={"csrf_token": token}).status_code == 422
    assert officer.post("/organisations/new", data={}).status_code == 422


def test_without_token_nothing_is_stored_and_nothing_lost(officer):
    sent = officer.post("/organisations/new", data=GIVEN)
    assert sent.status_code == 422
    assert "legat öppen för länge" in sent.text
    assert soup(sent).find(id="name")["value"] == GIVEN["name"]
    assert "Rädda Barnen" not in officer.get("/organisations/").text


def test_strange_names_are_shown_as_they_are(officer):
    for name in ("<script>alert('x')</script>", "جمعية المساعدة", "Föreningen 🎈🇸🇪", "a\u202eb\u0000c"):
        page = officer.get(landed(register(officer, name=name)))
        assert soup(page).h1.get_text() == name.replace("\u202e", "").replace("\u0000", "")


def test_an_existing_number_leads_to_the_existing_organisation(officer):
    first = landed(register(officer, number=NUMBER))
    again = register(officer, name="Någon annan", number=NUMBER)
    assert again.status_code == 422
    assert "finns redan i registret, på Rädda Barnen" in error_at(again, "number")
    assert soup(again).main.find("a", href=first)
    assert not soup(first_page := officer.get("/organisations/new")).find(id="is_branch"), first_page.text
    landed(register(officer, name="Någon annan", number=NUMBER, is_branch="y"))


def test_a_nearly_identical_name_must_be_confirmed(officer):
    first = landed(register(officer))
    again = register(officer, name="Radda barnens riksförbund")
    assert again.status_code == 422
    assert "redan finns: Rädda Barnen (liknande namn)" in error_at(again, "name")
    assert soup(again).main.find("a", href=first)
    landed(register(officer, name="Radda barnens riksförbund", is_another="y"))


def test_a_stale_page_keeps_what_was_typed_and_shows_what_is_stored(officer):
    shown = landed(register(officer))
    opened = officer.fields(f"{shown}/edit")
    landed(officer.send(f"{shown}/edit", seat="Rinkeby"))
    late = officer.post(f"{shown}/edit", data={**opened, "seat": "Kista", "street": "Torget 1"})
    assert late.status_code == 409
    page = soup(late)
    assert page.find(id="seat")["value"] == "Kista"
    assert "Rinkeby" in page.main.get_text()
    renewed = {**opened, "seat": "Kista", "version": page.find("input", {"name": "version"})["value"]}
    landed(officer.post(f"{shown}/edit", data=renewed))
    assert "Kista" in officer.get(shown).text


def test_a_tampered_version_is_stale(officer):
    shown = landed(register(officer))
    for version in ("", "0", "-1", "9999999999999", "x", "1.0"):
        assert officer.send(f"{shown}/edit", seat="Kista", version=version).status_code == 409, version


def test_contacts(officer):
    shown = landed(register(officer))
    refused = officer.send(f"{shown}/contacts/new", label="Kansli")
    assert refused.status_code == 422
    assert "e-post eller telefon" in error_at(refused, "email")
    assert "namn@exempel.se" in error_at(
        officer.send(f"{shown}/contacts/new", label="Kansli", email="a@"), "email"
    )
    landed(officer.send(f"{shown}/contacts/new", label="Kansli", email="info@exempel.se"))
    page = soup(officer.get(shown))
    edit = page.find("a", href=lambda href: href and "/contacts/" in href and href.endswith("/edit"))["href"]
    opened = officer.fields(edit)
    landed(officer.send(edit, phone="08-508 00 000"))
    assert officer.post(edit, data={**opened, "phone": "1"}).status_code == 409
    remove = edit.replace("/edit", "/remove")
    assert officer.post(remove).status_code == 400
    landed(officer.post(remove, data={"csrf_token": officer.token("/account")}))
    assert "Ingen gemensam adress är angiven" in officer.get(shown).text
    assert officer.get(edit).status_code == 404


def test_a_contact_is_reached_only_through_its_own_organisation(officer, stored):
    shown, other = landed(register(officer)), stored(factories.organisation, "En helt annan")
    landed(officer.send(f"{shown}/contacts/new", label="Kansli", email="info@exempel.se"))
    edit = soup(officer.get(shown)).find(
        "a", href=lambda href: href and "/contacts/" in href and "edit" in href
    )["href"]
    assert officer.get(edit.replace(shown, f"/organisations/{other}")).status_code == 404


def test_people_are_shown_when_asked_for_and_the_auditor_sees_who_asked(officer, signed_in):
    shown = landed(register(officer))
    person = {"label": "Chef", "role": "chair", "email": "anna@exempel.se", "person": "Anna Exempel"}
    assert "Ange varför" in error_at(officer.send(f"{shown}/contacts/new", **person), "why")
    landed(officer.send(f"{shown}/contacts/new", **person, why="coordination"))
    for address in (shown, f"{shown}/history"):
        assert "Anna" not in officer.get(address).text, address
    token = officer.token("/account")
    opened = officer.post(f"{shown}/people", data={"csrf_token": token})
    assert "Anna Exempel" in opened.text
    edit = soup(opened).select_one("form[action*='/contacts/']")["action"]
    assert officer.get(edit).status_code == 303  # not without a button that says that the reading is logged
    assert "anna@exempel.se" in officer.post(edit, data={"csrf_token": token, "open": "1"}).text
    for sent in ({}, {"csrf_token": token}):  # nothing of a person comes back to whoever typed nothing
        turned = officer.post(edit, data=sent).text
        assert "anna@exempel.se" not in turned
        assert 'value="Anna Exempel"' not in turned
    file = officer.send("/organisations/people/export?q=barnen", reason="Inbjudan till dialogmöte")
    assert "Anna Exempel;Ordförande" in file.text
    assert officer.get("/log/readings").status_code == 403
    log = soup(signed_in(Role.AUDITOR).get("/log/readings"))
    assert len(log.select("tbody tr")) == 3
    assert "Inbjudan till dialogmöte" in log.main.get_text()


def test_other_names(officer):
    shown = landed(register(officer))
    turned = officer.send(f"{shown}/names/new", name="RB", starts_on="2020-01-02", ends_on="2020-01-01")
    assert "före startdatumet" in error_at(turned, "ends_on")
    landed(officer.send(f"{shown}/names/new", name="Barnens vänner", ends_on="1990-12-31"))
    assert "Rädda Barnen" in officer.get("/organisations/?q=barnens+vänner").text
    remove = soup(officer.get(shown)).select_one("form[action*='/names/']")["action"]
    landed(officer.post(remove, data={"csrf_token": officer.token("/account")}))
    assert "Ingen organisation passar" in officer.get("/organisations/?q=vänner").text


def test_a_partner_in_another_country_is_recorded_as_it_is_written_there(officer):
    there = {"name": "Provlaget", "number": "HRB 123456 B", "postcode": "N-0150", "seat": "Oslo"}
    at_home = register(officer, **there)
    assert (at_home.status_code, bool(error_at(at_home, "postcode"))) == (422, True)
    assert "bara siffror" in error_at(at_home, "number")
    assert soup(at_home).find(id="number")["value"] == there["number"]
    assert "Norge" in error_at(register(officer, **there, country="Långtbortistan"), "country")
    page = officer.get(register(officer, **there, country="norge").headers["Location"])
    assert all(
        one in soup(page).get_text(" ", strip=True) for one in ("HRB 123456 B", "N-0150", "Oslo", "Norge")
    )


def test_the_list_opens_at_civil_society_and_the_address_holds_the_view(officer, stored):
    stored(factories.organisation, "Föreningen")
    stored(factories.organisation, "Arbetsförmedlingen", sector=Sector.STATE)
    first = soup(officer.get("/organisations/"))
    assert "Föreningen" in first.main.get_text()
    assert "Arbetsförmedlingen" not in first.main.get_text()
    everything = soup(officer.get("/organisations/?sector=all&q=arbets"))
    assert "Arbetsförmedlingen" in everything.main.get_text()
    assert everything.find(id="q")["value"] == "arbets"
    tabs = {link.get_text(strip=True): link["href"] for link in everything.select(".tabs a")}
    assert tabs["Civilsamhälle"] == "/organisations/?q=arbets"
    assert tabs["Stat"] == "/organisations/?q=arbets&sector=state"
    assert [link["href"] for link in everything.select("main a[href*=export\\.]")] == [
        f"/organisations/export.{form}?q=arbets&sector=all" for form in ("xlsx", "csv")
    ]


BROKEN = (
    "?sector=martian", "?legal_form=x", "?target_group=x", "?district=00000000-0000-0000-0000-000000000000",
    "?page=x", "?page=%F0%9F%8E%88", "?q=" + "%25" * 300, "?q=%00", "?registration=yes&registration=no",
)  # fmt: skip


def test_a_broken_address_is_a_page_all_the_same(officer, stored):
    stored(factories.organisation)
    for address in BROKEN:
        assert officer.get(f"/organisations/{address}").status_code == 200, address
        assert officer.get(f"/organisations/export.csv{address}").status_code == 200, address


def test_page_by_page(officer, stored, app):
    with app.app_context():
        for number in range(60):
            factories.organisation(f"Förening {number:02}")
        session.commit()
    first = soup(officer.get("/organisations/?q=forening"))
    assert "60 organisationer" in first.main.get_text()
    following = first.find("a", rel="next")["href"]
    assert following.startswith("/organisations/?q=forening&page=")
    second = soup(officer.get(following))
    assert len(second.select("tbody tr")) == 10
    assert (
        soup(officer.get(second.find("a", rel="prev")["href"])).select("tbody tr")[0].a.get_text()
        == "Förening 00"
    )


def test_the_file_is_the_filtered_list_and_runs_nothing(officer, stored):
    stored(factories.organisation, '=1+1 Förening; med "tecken"', number=NUMBER)
    stored(factories.organisation, "Utanför", registration=Registration.YES)
    answer = officer.get("/organisations/export.csv?q=tecken")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "organisationer.csv" in answer.headers["Content-Disposition"]
    text = answer.data.decode("utf-8-sig")
    header, *rows = csv.reader(io.StringIO(text), delimiter=";")
    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert header[:4] == ["Namn", "Andra namn", "Organisationsnummer", "Sektor"]
    assert [row[:5] for row in rows] == [
        ['\'=1+1 Förening; med "tecken"', "", NUMBER, "Civilsamhälle", "Ideell förening"]
    ]
    sheet = load_workbook(io.BytesIO(officer.get("/organisations/export.xlsx?q=tecken").data)).active
    names, one = list(sheet.iter_rows())
    assert [cell.value for cell in names] == header
    assert (one[0].value, one[0].data_type) == ('=1+1 Förening; med "tecken"', "s")
    shown = [cell.value.date().isoformat() if cell.is_date else cell.value or "" for cell in one]
    assert shown[1:] == rows[0][1:], "a day is a day in the workbook"


def test_suggestions_are_data(officer, stored):
    one = stored(factories.organisation, "Rädda Barnen", number=NUMBER, seat="Sundbyberg")
    found = officer.get("/organisations/suggestions?q=radda").get_json()
    assert found == [{"id": str(one), "name": "Rädda Barnen", "number": NUMBER, "seat": "Sundbyberg"}]
    assert officer.get("/organisations/suggestions").get_json() == []


def test_few_statements_however_many_rows(officer, stored, app):
    with app.app_context():
        for number in range(60):
            factories.organisation(f"Förening {number:02}", number=NUMBER)
        one_id = factories.organisation("Den här").id
        session.commit()
    # PRAGMA and BEGIN are two, and one finds who is signed in
    assert officer.get("/organisations/").statements <= 2 + 1 + 4
    # the organisation, all short lists at once, collaborations, terms, relations
    assert officer.get(f"/organisations/{one_id}").statements <= 2 + 1 + 5
