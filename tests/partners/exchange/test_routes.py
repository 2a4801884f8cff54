"""Imports through HTTP, as a person does them: send, see, answer, run, look at the outcome, and take it back."""

import csv
import io

import pytest
from sqlalchemy import func, select

from registry.access.roles import Role
from registry.audit import guard
from registry.cli import importing as command
from registry.core.database import session
from registry.partners.exchange import child
from registry.partners.exchange.columns import guess
from registry.partners.exchange.forms import TEMPLATE, template_headings
from registry.partners.exchange.models import ImportBatch
from registry.partners.organisations.models import Organisation
from tests import factories
from tests.city.accounts import people
from tests.partners.exchange.conftest import FILES
from tests.reading import parsed

MESSY = (FILES / "solna.csv").read_bytes()


@pytest.fixture
def signed_in(app):
    def sign_in(role=Role.PREPARATORY):
        email = f"{role.value}@demo.example"
        with app.app_context(), guard.resting():
            people.role_of(people.account(email), role, None)
            session.commit()
        client = app.test_client()
        assert client.sign_in(email, people.PASSWORD).status_code == 303
        return client

    return sign_in


def soup(response):
    return parsed(response.text)


def send(client, content, name="solna.csv", source="Solna föreningsregister"):
    fields = client.fields("/imports/new")
    return client.post("/imports/new", data={**fields, "source": source, "file": (io.BytesIO(content), name)})


def press(client, path, page=None, **more):
    token = client.token(page or path.rsplit("/", 1)[0])
    return client.post(path, data={"csrf_token": token, **more})


def compared(client, do_jobs):
    """Send the messy list, accept the guesses, and let the worker compare it; returns the import's address."""
    batch = client.send(send(client, MESSY).headers["Location"]).headers["Location"]
    do_jobs()
    return batch


def test_the_columns_are_guessed_and_the_work_is_shown(signed_in):
    client = signed_in()
    columns = send(client, MESSY).headers["Location"]
    assert columns.endswith("/columns")
    page = soup(client.get(columns))
    assert "3 rader före rubrikerna" in page.main.get_text()
    picked = {one["aria-label"]: one.find(selected=True)["value"] for one in page.select("main select")}
    assert picked["Vad kolumnen Org.nr innehåller"] == "number"
    batch = client.send(columns).headers["Location"]
    assert "Klart: 0 av 15 rader" in soup(client.get(batch)).main.get_text()
    assert client.get(f"{batch}/progress").get_json() == {"at_work": True, "done": 0, "all": 15}


def test_from_a_file_to_the_register_and_back(app, signed_in, do_jobs):
    client = signed_in()
    batch = compared(client, do_jobs)
    shown = soup(client.get(batch)).main.get_text(" ", strip=True)
    assert "kontrollsiffra stämmer inte" in shown
    assert not [gone for gone in ("Kalles", "811218") if gone in shown]
    assert client.get(f"{batch}?verdict=refused").status_code == 200
    assert press(client, f"{batch}/run", batch).status_code == 303
    do_jobs()
    assert "Ta tillbaka importen" in soup(client.get(batch)).main.get_text(" ", strip=True)
    with app.app_context():
        one = session.scalars(select(Organisation).where(Organisation.name == "Gryningskören")).one().id
    about = soup(client.get(f"/organisations/{one}")).main.get_text(" ", strip=True)
    assert "Hämtad från Solna föreningsregister" in about
    assert "lades till genom en import" in soup(client.get(f"/organisations/{one}/history")).main.get_text()
    assert client.get(f"{batch}/history").status_code == 200
    assert press(client, f"{batch}/undo", batch).status_code == 303
    do_jobs()
    with app.app_context():
        assert session.scalar(select(func.count()).select_from(Organisation)) == 0
    assert "Tillbakatagen" in soup(client.get("/imports/")).main.get_text()


def test_a_possible_duplicate_is_answered_on_the_page(app, signed_in, do_jobs):
    with app.app_context():
        factories.organisation("Nedlagda Nöjen")
        session.commit()
    client = signed_in()
    batch = compared(client, do_jobs)
    page = soup(client.get(f"{batch}?verdict=duplicate"))
    select_ = page.select_one("main select[name^=answer-]")
    assert "Samma som Nedlagda Nöjen" in select_.get_text()
    same = next(one["value"] for one in select_.select("option") if one["value"].startswith("same:"))
    assert press(client, f"{batch}/answers", batch, **{select_["name"]: same}).status_code == 303
    again = soup(client.get(f"{batch}?verdict=duplicate")).select_one("main select[name^=answer-]")
    assert again.find(selected=True)["value"] == same
    assert press(client, f"{batch}/answer-all", batch, answer="leave").status_code == 303
    assert press(client, f"{batch}/discard", batch).status_code == 303


def test_refused_rows_come_back_to_be_corrected(signed_in, do_jobs):
    client = signed_in()
    batch = compared(client, do_jobs)
    answer = client.get(f"{batch}/refused.csv")
    text = answer.data.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert rows[0][:2] == ["Förening", "Org.nr"]
    assert rows[0][-2:] == ["Rad", "Orsak"]
    assert [row[-2] for row in rows[1:]] == ["13", "14", "15", "16", "20"]
    assert rows[2][:-2] == [""] * 14
    assert "811218" not in text
    again = send(client, answer.data.replace(b"802477-7702", b"802477-7701")).headers["Location"]
    batch = client.send(again).headers["Location"]
    do_jobs()
    assert "Felsiffrans förening" in soup(client.get(f"{batch}?verdict=new")).main.get_text()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.4\x00\x01\x02\x03\x04\x05\x06", "ingen text"),
        (b"", "tom"),
        (b"<html>", "webbsida"),
    ],
)
def test_a_bad_file_is_refused_with_a_sentence(app, signed_in, content, words):
    client = signed_in()
    answer = send(client, content)
    assert answer.status_code == 422
    assert words in soup(answer).find(id="file-error").get_text()
    with app.app_context():
        assert session.scalar(select(func.count()).select_from(ImportBatch)) == 0


def test_only_those_who_may_are_told(signed_in):
    assert "/imports/" in signed_in().get("/organisations/").text
    officer = signed_in(Role.OFFICER)
    assert "/imports/" not in officer.get("/organisations/").text
    assert officer.get("/imports/new").status_code == 403


def test_what_was_left_is_answered_all_alike(app, signed_in, do_jobs):
    client = signed_in()
    with app.app_context(), guard.resting():
        factories.organisation("Föreningen Skenets Vänner", number="802990-0118", website="https://a.example")
        factories.organisation("Gnistans Vänner", number="802990-0126", purpose="Läsning")
        session.commit()
    rows = "Skenets vänner;;;\nSkenets Vänner;;Provby;\nGnistans Vänner;802990-0126;;Läxhjälp\n"
    rows += "Provboden AB;;;\nTest IF;;;\n"
    columns = send(client, ("Namn;Orgnr;Ort;Ändamål\n" + rows).encode(), name="b.csv", source="Lista B")
    batch = client.send(columns.headers["Location"]).headers["Location"]
    do_jobs()
    waiting = soup(client.get(batch)).main.get_text()
    assert "Rader som väntar på svar" in waiting
    assert "Listan säger annat än registret: ändamål" in waiting
    press(client, f"{batch}/run", batch)
    do_jobs()
    page = soup(client.get(batch))
    assert "Rader som väntar på svar" in page.main.get_text()
    address = page.find("a", href=lambda one: one and "question=duplicate" in one)["href"]
    assert "Skenets" in soup(client.get(address)).table.get_text()
    code = address.partition("question=")[2].replace("%3A", ":").replace("%2B", "+")
    assert press(client, f"{batch}/answer-all", batch, answer="another", question=code).status_code == 303
    do_jobs()
    assert (
        press(client, f"{batch}/answer-all", batch, answer="take", question="asked:purpose").status_code
        == 303
    )
    do_jobs()
    _look_at_what_became_of_it(app, client, batch)


def _look_at_what_became_of_it(app, client, batch):
    with app.app_context():
        names = session.scalars(select(Organisation.name).order_by(Organisation.name)).all()
        one = session.scalars(select(Organisation).where(Organisation.number == "802990-0126")).one()
        purpose, address = one.purpose, f"/organisations/{one.id}"
    assert ("Skenets vänner" in names, "Provboden AB" in names, purpose) == (True, True, "Läxhjälp")
    shown = soup(client.get(address)).main.get_text()
    assert "Under varje uppgift står vilken lista den kommer från" in shown
    assert "Lista B, sedan" in shown
    sent = list(
        csv.reader(io.StringIO(client.get(f"{batch}/faults.csv").text.lstrip("\ufeff")), delimiter=";")
    )
    assert [row[1] for row in sent] == ["Namn", "Test IF"]


def test_an_empty_list_has_headings_that_are_recognised():
    assert guess(template_headings()) == dict(enumerate(TEMPLATE))


def test_whoever_forgets_the_source_is_told_to_choose_the_file_again(signed_in):
    client = signed_in()
    assert client.get("/imports/template.csv").status_code == 200
    answer = send(client, b"Namn\nSol\n", source="")
    assert answer.status_code == 422
    assert "Välj filen igen" in answer.text


def test_sources_are_ordered(signed_in):
    client = signed_in()
    send(client, b"Namn;Orgnr\nLyktan;\n", source="Lista B")
    field = soup(client.get("/imports/sources")).select_one("main select")["name"]
    assert press(client, "/imports/sources", "/imports/sources", **{field: "last"}).status_code == 303
    chosen = soup(client.get("/imports/sources")).select_one("main option[selected]")
    assert chosen["value"] == "last"


def test_an_account_that_a_list_says_is_shown_and_can_be_proposed(app, signed_in):
    with app.app_context(), child.held(b"Namn;Bankgiro\nLyktan;5402-9681\n") as stream:
        command.import_organisations(stream, "lista.csv", source="Prov")
        owner = session.scalars(select(Organisation.id)).one()
        session.rollback()
    client = signed_in()
    page = soup(client.get(f"/organisations/{owner}"))
    words = {" ".join(one.get_text().split()): one["href"] for one in page.select("main a")}
    link = words["Föreslå kontot 5402-9681"]
    assert "Står i listan Prov. Inget betalas ut dit" in page.main.get_text(" ", strip=True)
    assert soup(client.get(link)).find(id="account")["value"] == "5402-9681"
    given = {"holder_name": "Lyktan", "evidence": "Kontobevis"}
    shown = soup(client.get(client.send(link, **given).headers["Location"])).main.get_text(" ", strip=True)
    assert "Väntar på bekräftelse" in shown
    assert "Står i listan Prov" not in shown
