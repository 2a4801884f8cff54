"""The pages of collaborations through HTTP: recording, the gate, parties, projects, stale versions, lists and files."""

import csv
import io
import re
from uuid import UUID, uuid4

import pytest

from registry.access.roles import Role
from registry.audit import guard
from registry.collaborations import queries
from registry.core import clock
from registry.core.database import session
from registry.partners.organisations.models import LegalForm
from tests import factories
from tests.city.accounts import people
from tests.reading import parsed


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
def ids(app):
    """Store what a collaboration needs, and return the identifiers by name."""
    with app.app_context():
        made = {
            "unit": factories.unit().id,
            "ground": factories.ground().id,
            "group": factories.target_group().id,
            "area": factories.district().id,
            "rb": factories.organisation("Rädda Barnen", number="802002-8638", seat="Sundbyberg").id,
            "network": factories.organisation("Lokala nätverket", legal_form=LegalForm.NETWORK).id,
        }
        session.commit()
    return {name: str(one) for name, one in made.items()}


@pytest.fixture
def officer(signed_in):
    return signed_in()


def soup(response):
    return parsed(response.text)


def text(response):
    return " ".join(soup(response).main.get_text(" ").split())


def error_at(response, field):
    found = soup(response).find(id=f"{field}-error")
    return found.get_text(" ", strip=True) if found else ""


def landed(response):
    assert response.status_code == 303, text(response)[:1500]
    return response.headers["Location"]


def given(ids, **more):
    return {
        "title": "Språkkafé", "category": "INF-NARVARO", "status": "running", "unit_id": ids["unit"],
        "grounds": ids["ground"], "organisations": ids["rb"], "gate_resources": "no", **more,
    }  # fmt: skip


def record(client, ids, **more):
    return client.send("/collaborations/new", **given(ids, **more))


def made(client, ids, **more):
    """Record one and return its address, past the choice of form when it is formal."""
    return re.match(r"/collaborations/[0-9a-f-]{36}", landed(record(client, ids, **more)))[0]


def made_formal(client, ids, kind="iop", **more):
    address = made(client, ids, gate_resources="yes", **more)
    landed(client.send(f"{address}/formal", kind=kind))
    return address


@pytest.mark.parametrize("role", [Role.OFFICER, Role.AUDITOR])
def test_staff_read(app, signed_in, ids, role):
    address = made(signed_in(Role.OFFICER), ids) if role is not Role.OFFICER else None
    client = signed_in(role)
    address = address or made(client, ids)
    for path in ("/collaborations/", "/collaborations/export.csv", address, f"{address}/history"):
        assert client.get(path).status_code == 200
    may_write = role in {Role.OFFICER, Role.PREPARATORY}
    assert ("Ändra uppgifter" in client.get(address).text) is may_write
    for page in ("edit", "gate", "formal", "parties/new", "end", "project"):
        assert client.get(f"{address}/{page}").status_code == (200 if may_write else 403)


def test_a_partner_finds_no_page(signed_in, ids):
    address = made(signed_in(), ids)
    partner = signed_in(Role.PARTNER, UUID(ids["rb"]))
    for path in (
        "/collaborations/",
        "/collaborations/new",
        "/collaborations/export.csv",
        address,
        f"{address}/history",
    ):
        assert partner.get(path).status_code == 404


def test_recorded_informal(officer, ids):
    address = made(
        officer, ids, target_groups=ids["group"], districts=ids["area"], internal_note="Bara för oss"
    )
    page = text(officer.get(address))
    for words in ("Informell samverkan", "Rädda Barnen", "Samverkanspart", "Etableringscentrum", "Nyanlända", "Järva",
                  "Samordna etableringen", "Bara för oss", "Uppgift saknas", "Ska bekräftas igen"):  # fmt: skip
        assert words in page, words
    assert "Förbered avtal" not in page
    assert "Samverkan registrerades" in text(officer.get(f"{address}/history"))


def test_resources_lead_to_the_formal_form_with_everything_kept(officer, ids):
    sent = record(
        officer,
        ids,
        gate_resources="yes",
        gate_note="Fast lokal",
        description="Varje\ntisdag",
        frequency="En gång i veckan",
    )
    formal = landed(sent)
    assert formal.endswith("/formal")
    page = text(officer.get(formal))
    for words in ("Föreningsbidrag", "Idéburet offentligt partnerskap", "Projekt med extern finansiering", "Språkkafé",
                  "Rädda Barnen", "Varje tisdag", "En gång i veckan", "Fast lokal"):  # fmt: skip
        assert words in page, words
    empty = officer.send(formal)
    assert empty.status_code == 422
    assert error_at(empty, "kind")
    address = landed(officer.send(formal, kind="iop"))
    page = officer.get(address)
    prepare = soup(page).find("a", string="Förbered avtal")
    assert prepare["href"].endswith(address.rsplit("/", 1)[1])
    assert officer.get(prepare["href"]).status_code == 200


def test_a_network_alone_prepares_no_agreement(officer, ids):
    address = made_formal(officer, ids, organisations=ids["network"])
    page = text(officer.get(address))
    assert "Förbered avtal" not in page
    assert "organisation som kan ingå avtal" in page


BAD_INPUT = [
    ({"title": "å" * 301}, "title", "Högst 300 tecken"),
    ({"description": "a" * 8001}, "description", "Högst 8000 tecken"),
    ({"organisations": None}, "organisations", "minst en organisation"),
    ({"organisations": "x"}, "organisations", "Välj bland alternativen."),
    ({"organisations": str(uuid4())}, "organisations", "Välj bland alternativen."),
    ({"unit_id": ""}, "unit_id", "enhet"),
    ({"unit_id": str(uuid4())}, "unit_id", "Välj ett av alternativen."),
    ({"unit_id": "x"}, "unit_id", "Välj ett av alternativen."),
    ({"grounds": None, "gate_resources": "yes"}, "grounds", "minst en grund"),
    ({"happened_on": "2100-01-01"}, "happened_on", "i framtiden"),
    ({"new_organisation": "å" * 301}, "new_organisation", "Högst 300 tecken"),
    ({"grounds": str(uuid4())}, "grounds", "Välj bland alternativen."),
    ({"target_groups": "x"}, "target_groups", "Välj bland alternativen."),
    ({"category": ""}, "category", "vad samverkan består av"),
    ({"category": "INF-PARTY"}, "category", "Välj ett av alternativen."),
    ({"status": ""}, "status", "Fyll i det här."),
    ({"gate_resources": None}, "gate_resources", "Fyll i det här."),
    ({"gate_resources": "maybe"}, "gate_resources", "Välj ja eller nej."),
    ({"starts_on": "2026-13-01"}, "starts_on", "Skriv datumet så här"),
    ({"starts_on": "0001-01-01"}, "starts_on", "Året ser fel ut"),
    ({"starts_on": "2026-11-21", "ends_on": "2026-11-20"}, "ends_on", "före startdatumet"),
    ({"period_text": "a" * 201}, "period_text", "Högst 200 tecken"),
]


def test_bad_input_is_told_at_the_field_and_kept(officer, ids):
    for typed, field, sentence in BAD_INPUT:
        sent = record(officer, ids, **{"frequency": "<i>Ofta</i> 🎈", **typed})
        assert sent.status_code == 422, typed
        assert sentence in error_at(sent, field), typed
        assert soup(sent).find(id="frequency")["value"] == "<i>Ofta</i> 🎈", typed
        if field != "organisations":
            assert soup(sent).find("input", {"value": ids["rb"]}).has_attr("checked"), typed


def test_no_field_at_all_and_no_token(officer, ids):
    token = officer.token("/collaborations/new")
    empty = officer.post("/collaborations/new", data={"csrf_token": token, "gate_resources": "no"})
    assert empty.status_code == 422
    for field in (
        "organisations",
        "category",
        "unit_id",
        "status",
    ):  # all at once, not in two rounds
        assert error_at(empty, field), field
        box = (
            "organisation_words" if field == "organisations" else field
        )  # where one searches for whom to choose
        assert soup(empty).select_one(f"[data-error-summary] a[href^='#{box}']"), field
    sent = officer.post("/collaborations/new", data=given(ids))
    assert sent.status_code == 422
    assert "legat öppen för länge" in sent.text
    assert "Språkkafé" not in text(officer.get("/collaborations/"))


def test_sent_twice_is_stored_once(officer, ids):
    opened = {**officer.fields("/collaborations/new"), **given(ids)}
    first = landed(officer.post("/collaborations/new", data=opened))
    again = officer.post("/collaborations/new", data=opened | {"sending": ""})  # from another page
    assert again.status_code == 422
    assert "redan en samverkan" in error_at(again, "title")
    assert soup(again).main.find("a", href=first)
    assert "1 träff" in text(officer.get("/collaborations/"))
    landed(officer.send(f"{first}/end", ends_on="2026-01-01"))
    landed(
        officer.post("/collaborations/new", data=opened | {"sending": ""})
    )  # what has ended may begin again


FAIR = {"title": "", "category": "INF-MASSA", "grounds": None, "status": "running"}


def test_recorded_in_a_few_taps_it_is_named_and_asked_for_the_rest(officer, ids):
    form = officer.fields("/collaborations/new")
    assert (form["status"], form["happened_on"]) == ("running", clock.today().isoformat())
    address = made(officer, ids, **FAIR)
    page = text(officer.get(address))
    for words in ("Mässor och jobbmässor: Rädda Barnen", "Pågår", "Vilken grund vilar samverkan på?"):
        assert words in page, words
    assert "Inget tillfälle är antecknat" not in page
    assert officer.fields("/collaborations/new")["unit_id"] == ids["unit"]  # where one recorded last
    again = record(officer, ids, **FAIR)
    assert "redan en samverkan" in error_at(again, "title")
    assert soup(again).main.find("a", href=f"{address}/occasions/new")


def test_with_one_that_is_new_to_the_register(officer, ids):
    new = {**FAIR, "organisations": None}
    address = made(officer, ids, **new, new_organisation="Föreningen Lyktan")
    assert "Föreningen Lyktan" in text(officer.get(address))
    alike = record(officer, ids, **new, new_organisation="Rädda barnen")
    assert alike.status_code == 422
    assert "kan vara en organisation som redan finns: Rädda Barnen" in error_at(alike, "new_organisation")
    assert "1 träff" in text(officer.get("/collaborations/"))
    sure = record(officer, ids, **new, new_organisation="Rädda barnen", is_another="y")
    assert "Rädda barnen" in text(officer.get(landed(sure)))


def test_what_it_rests_on_may_come_later_and_stays(officer, ids):
    address = made(officer, ids, **FAIR)
    assert landed(officer.send(f"{address}/edit", description="Utan grund än")) == address
    landed(officer.send(f"{address}/edit", grounds=ids["ground"]))
    assert "Samordna etableringen" in text(officer.get(address))
    gone = officer.send(f"{address}/edit", grounds=None)
    assert "minst en grund" in error_at(gone, "grounds")


def test_what_becomes_formal_without_a_ground_gets_no_kind(officer, ids):
    address = made(officer, ids, **FAIR)
    landed(officer.send(f"{address}/gate", gate_resources="yes"))
    refused = officer.send(f"{address}/formal", kind="iop")
    assert "minst en grund" in error_at(refused, "kind")
    landed(officer.send(f"{address}/edit", grounds=ids["ground"]))
    landed(officer.send(f"{address}/formal", kind="iop"))


def test_searching_for_an_organisation_keeps_what_was_typed(officer, ids):
    sent = record(officer, ids, organisation_words="lokala", search="1", description="Redan skrivet")
    assert sent.status_code == 200
    boxes = {box["value"]: box.has_attr("checked") for box in soup(sent).select("input[name=organisations]")}
    assert boxes == {ids["rb"]: True, ids["network"]: False}
    assert soup(sent).find(id="description").get_text().strip() == "Redan skrivet"
    nothing = record(officer, ids, organisation_words="finns inte", search="1")
    assert "Sökningen gav ingen ny träff" in text(nothing)
    assert "Språkkafé" not in text(officer.get("/collaborations/"))
    landed(record(officer, ids, organisation_words="", search="1"))  # Enter in another field saves


def test_an_organisation_can_be_chosen_beforehand(officer, ids):
    page = soup(officer.get(f"/collaborations/new?organisation={ids['rb']}"))
    assert page.find("input", {"value": ids["rb"]}).has_attr("checked")
    for unknown in ("x", str(uuid4()), ""):
        assert officer.get(f"/collaborations/new?organisation={unknown}").status_code == 200


def test_edit_and_a_stale_page(officer, ids):
    address = made(officer, ids, target_groups=ids["group"])
    opened = officer.fields(f"{address}/edit")
    assert (opened["title"], opened["unit_id"], opened["grounds"]) == (
        "Språkkafé",
        ids["unit"],
        [ids["ground"]],
    )
    assert (opened["status"], opened["target_groups"]) == ("running", [ids["group"]])
    landed(officer.send(f"{address}/edit", frequency="Varje dag"))
    late = officer.post(f"{address}/edit", data={**opened, "title": "Mitt namn"})
    assert late.status_code == 409
    assert soup(late).find(id="title")["value"] == "Mitt namn"
    assert "Varje dag" in text(late)
    version = soup(late).find("input", {"name": "version"})["value"]
    landed(officer.post(f"{address}/edit", data={**opened, "title": "Mitt namn", "version": version}))
    history = text(officer.get(f"{address}/history"))
    assert "Språkkafé" in history
    assert "Mitt namn" in history


def test_the_gate_again(officer, ids):
    address = made(officer, ids)
    opened = officer.fields(f"{address}/gate")
    assert opened["gate_resources"] == "no"
    assert landed(officer.send(f"{address}/gate", gate_resources="yes")).endswith("/formal")
    assert officer.post(f"{address}/gate", data={**opened, "gate_resources": "no"}).status_code == 409
    assert landed(officer.send(f"{address}/gate", gate_resources="no")) == address
    refused = officer.send(f"{address}/formal", kind="iop")
    assert "informell" in error_at(refused, "kind")
    landed(officer.send(f"{address}/gate", gate_resources="yes"))
    landed(officer.send(f"{address}/formal", kind="iop"))
    assert "Svara ja" in error_at(officer.send(f"{address}/gate", gate_resources="no"), "gate_resources")


def test_parties(officer, ids):
    address = made(officer, ids)
    found = officer.get(f"{address}/parties/new?q=natverket")
    assert [radio["value"] for radio in soup(found).select("input[type=radio][name=organisation]")] == [
        ids["network"]
    ]
    form = f"{address}/parties/new?q=natverket"
    nothing = officer.send(form)
    assert nothing.status_code == 422
    assert error_at(nothing, "organisation")
    assert error_at(nothing, "roles")
    paid = officer.send(form, organisation=ids["network"], roles="partner", receives_funding="yes")
    assert "Ett nätverk" in error_at(paid, "receives_funding")
    landed(officer.send(form, organisation=ids["network"], roles=["partner", "referrer"]))
    page = officer.get(address)
    assert "Samverkanspart, Hänvisande part" in text(page)
    twice = officer.send(form, organisation=ids["network"], roles="partner")
    assert "redan part" in error_at(twice, "organisation")
    edit = [a["href"] for a in soup(page).select("a[href*='/parties/'][href$='/edit']")][1]
    opened = officer.fields(edit)
    assert opened["roles"] == ["partner", "referrer"]
    landed(officer.send(edit, roles="owner", note="<b>Ny</b>"))
    assert officer.post(edit, data={**opened, "roles": "funder"}).status_code == 409
    remove = edit.replace("/edit", "/remove")
    token = officer.token("/account")
    assert officer.post(remove).status_code == 400
    landed(officer.post(remove, data={"csrf_token": token}))
    assert officer.post(remove, data={"csrf_token": token}).status_code == 404
    last = (
        soup(officer.get(address))
        .select_one("a[href*='/parties/'][href$='/edit']")["href"]
        .replace("/edit", "/remove")
    )
    assert officer.post(last, data={"csrf_token": token}).status_code == 409
    assert officer.get(f"{address}/parties/new?q=finnsinte").status_code == 200


def test_a_party_is_reached_only_through_its_own_collaboration(officer, ids):
    one, other = made(officer, ids), made(officer, ids, title="En annan")
    edit = soup(officer.get(one)).select_one("a[href*='/parties/'][href$='/edit']")["href"]
    assert officer.get(edit.replace(one, other)).status_code == 404


BAD_PROJECT_FACTS = [
    ({"our_role": None}, "our_role", "Fyll i det här."),
    ({"capacity": "många"}, "capacity", "heltal"),
    ({"capacity": "-1"}, "capacity", "mellan 0"),
    ({"capacity": "9" * 30}, "capacity", "heltal"),
    ({"length_months": "0"}, "length_months", "mellan 1"),
    ({"age_from": "21", "age_to": "15"}, "age_to", "lägre än den lägsta"),
    ({"length_months": "6", "least_months": "18"}, "least_months", "längre än projektet"),
    ({"applied_on": "i fjol"}, "applied_on", "Skriv datumet så här"),
    ({"leads_to_id": str(uuid4())}, "leads_to_id", "Välj ett av alternativen."),
]


def test_bad_project_facts(officer, ids):
    address = made_formal(officer, ids, kind="project")
    whole = {"our_role": "partner", "components": "- Samtal\n\n• Cv"}
    for typed, field, sentence in BAD_PROJECT_FACTS:
        sent = officer.send(f"{address}/project", **{**whole, **typed})
        assert sent.status_code == 422, typed
        assert sentence in error_at(sent, field), typed
        assert soup(sent).find(id="components").get_text().strip() == "- Samtal\n\n• Cv", typed


def test_project_facts(officer, ids):
    address = made_formal(officer, ids, kind="project")
    opened = officer.fields(f"{address}/project")
    landed(
        officer.send(
            f"{address}/project",
            our_role="partner",
            components="- Samtal\n\n• Cv",
            age_from="15",
            age_to="21",
        )
    )
    page = soup(officer.get(address))
    assert [li.get_text() for li in page.select("dd ul:not(.chips) li")] == ["Samtal", "Cv"]
    assert "15–21 år" in page.main.get_text()
    assert officer.fields(f"{address}/project")["components"] == "Samtal\nCv"
    late = officer.post(f"{address}/project", data={**opened, "our_role": "owner"})
    assert late.status_code == 409
    other = made(officer, ids, title="Ingen projekt")
    assert officer.send(f"{other}/project", our_role="partner").status_code == 422


def test_reference(officer, ids):
    sent = officer.send(
        "/collaborations/new-reference", title="ISA", status="running", organisations=ids["rb"]
    )
    project = landed(sent)
    assert project.endswith("/project")
    landed(officer.send(project, our_role="follower"))
    page = text(officer.get(project.removesuffix("/project")))
    assert "Andras projekt som vi följer" in page
    assert "Förbered avtal" not in page
    assert "ISA" not in text(officer.get("/collaborations/"))
    assert "ISA" in text(officer.get("/collaborations/?form=reference"))
    assert officer.send("/collaborations/new-reference", title="ISA", status="running").status_code == 422


def test_confirm_and_end(app, officer, ids):
    address = made(officer, ids)
    assert officer.post(f"{address}/confirm").status_code == 400
    token = officer.token(address)
    assert officer.get(f"{address}/confirm").status_code == 405
    landed(officer.post(f"{address}/confirm", data={"csrf_token": token}))
    opened = officer.fields(f"{address}/end")
    assert "framtiden" in error_at(officer.send(f"{address}/end", ends_on="2099-01-01"), "ends_on")
    assert error_at(officer.send(f"{address}/end", ends_on=""), "ends_on")
    landed(officer.send(f"{address}/end", ends_on="2026-01-01"))
    assert officer.post(f"{address}/end", data=opened).status_code == 409
    page = text(officer.get(address))
    assert "Avslutad" in page
    assert "Bekräfta att det stämmer" not in page
    assert officer.post(f"{address}/confirm", data={"csrf_token": token}).status_code == 409


def test_the_list_apart_and_the_address_holds_the_view(officer, ids):
    informal, formal = (
        made(officer, ids, title="Möten"),
        made_formal(officer, ids, title="Bidraget", kind="grant"),
    )
    assert {"Möten", "Bidraget"} <= set(text(officer.get("/collaborations/")).split())
    assert "Bidraget" not in text(officer.get("/collaborations/?form=informal"))
    only = soup(officer.get(f"/collaborations/?form=formal&kind=grant&unit={ids['unit']}&q=rädda"))
    assert [a["href"] for a in only.select("tbody th a")] == [formal]
    assert only.find(id="kind").find("option", selected=True)["value"] == "grant"
    assert only.find("input", {"name": "form"})["value"] == "formal"
    tabs = {link.get_text(strip=True): link["href"] for link in only.select(".tabs a")}
    assert "form=informal" in tabs["Informell samverkan"]
    assert "kind=grant" in tabs["Informell samverkan"]
    assert [a["href"] for a in soup(officer.get("/collaborations/?form=informal")).select("tbody th a")] == [
        informal
    ]
    assert "Ingen samverkan passar" in text(officer.get("/collaborations/?q=finnsinte"))


BROKEN = (
    "?form=x", "?unit=x", f"?unit={uuid4()}", "?status=x", "?kind=x", "?category=x", "?district=%00", "?page=e30",
    "?q=%25_",
)  # fmt: skip


def test_a_broken_address_is_a_page_all_the_same(officer, ids):
    made(officer, ids)
    for address in BROKEN:
        assert officer.get(f"/collaborations/{address}").status_code == 200, address
        assert officer.get(f"/collaborations/export.csv{address}").status_code == 200, address


def test_the_file_is_the_filtered_list(officer, ids):
    made(officer, ids, title="@SUM(1) Möten", target_groups=ids["group"], starts_on="2026-01-01")
    made_formal(officer, ids, title="Bidraget")
    answer = officer.get("/collaborations/export.csv?form=informal")
    header, *rows = csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";")
    assert len(header) == len(rows[0])
    assert len(rows) == 1
    assert rows[0][:8] == [
        "'@SUM(1) Möten", "Informell samverkan", "Lokal närvaro på mötesplats eller medborgarkontor", "Pågår",
        clock.today().isoformat(), "Etableringscentrum", "Rädda Barnen", "2026-01-01",
    ]  # fmt: skip
    assert rows[0][13] == "Nyanlända"


def test_an_organisation_tells_what_each_of_its_collaborations_is(officer, ids):
    made(officer, ids, title="Möten")
    made_formal(officer, ids, title="Partnerskapet")
    page = text(officer.get(f"/organisations/{ids['rb']}"))
    told = page[page.index("Samarbeten och avtal") :]
    assert told.index("Möten") < told.index("Informell samverkan") < told.index("Partnerskapet")
    assert told.index("Partnerskapet") < told.index("Idéburet offentligt partnerskap")


def test_few_statements_however_many_rows(app, officer, ids):
    with app.app_context():
        for number in range(60):
            factories.collaboration(f"Möte {number:02}")
        session.commit()
        actor = factories.acting()
        row_id = queries.page(actor, queries.Filter()).page.rows[0].id
    # PRAGMA and BEGIN are two, and one finds who is signed in
    assert officer.get("/collaborations/").statements <= 2 + 1 + 4
    assert officer.get(f"/collaborations/{row_id}").statements <= 2 + 1 + 8
