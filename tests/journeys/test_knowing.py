"""Three stories about knowing an organisation: paid by two people, a proposal accepted, confirmed once a year."""

import io

import pytest

from registry.access.roles import Role
from registry.audit import guard
from registry.core.database import session
from tests import factories
from tests.city.accounts import people
from tests.reading import parsed


def main(response):
    assert response.status_code == 200
    return " ".join(parsed(response.text).main.get_text(" ").split())


@pytest.fixture
def owner(app):
    """The identifier of an organisation, and another one's."""
    with app.app_context():
        ids = factories.organisation("Läxhjälparna").id, factories.organisation("En annan").id
        session.commit()
    return ids


@pytest.fixture
def sign_in(app, owner):
    """Return a function that gives a client signed in with a role, partners for the organisation."""

    def as_(role, name="en"):
        email = f"{role.value}-{name}@demo.example"
        with app.app_context(), guard.resting():
            of = owner[0] if role is Role.PARTNER else None
            people.role_of(people.account(email), role, of)
            session.commit()
        client = app.test_client()
        assert client.sign_in(email, people.PASSWORD).status_code == 303
        return client

    return as_


def test_a_payee_is_proposed_by_one_and_confirmed_by_another(sign_in, owner):
    one, other, page = sign_in(Role.OFFICER), sign_in(Role.PREPARATORY), f"/organisations/{owner[0]}"
    assert "Inget kan betalas ut" in main(one.get(page))
    add = f"/payees/of/{owner[0]}/new"
    assert "Kontrollsiffran" in one.send(add, account="5402-9682", holder_name="L", evidence="Brev").text
    given = {"account": "5402-9681", "holder_name": "Läxhjälparna", "evidence": "Kontobevis"}
    assert one.send(add, **given).status_code == 303
    shared = one.send(f"/payees/of/{owner[1]}/new", **given)
    assert "finns redan på Läxhjälparna" in shared.text
    waiting = parsed(other.get(page).text)
    confirm = waiting.find("a", href=lambda href: href and href.endswith("/confirm"))["href"]
    assert one.get(confirm).status_code == 403
    assert "Bekräfta kontot" in main(other.get("/overview/"))
    assert other.send(confirm, checked="Sökte numret hos Bankgirot").status_code == 303
    assert "5402-9681" in main(one.get(page))
    end = confirm.replace("/confirm", "/end")
    assert one.send(end, reason="Kontot är stängt").status_code == 303
    assert "Inget kan betalas ut" in main(one.get(page))


def test_a_proposal_is_read_accepted_and_told(sign_in, owner):
    partner, staff = sign_in(Role.PARTNER), sign_in(Role.OFFICER)
    home = f"/portal/organisations/{owner[0]}"
    assert partner.get(f"/portal/organisations/{owner[1]}").status_code == 404
    assert partner.get(f"/organisations/{owner[0]}").status_code == 404
    assert partner.send(f"{home}/edit", purpose="Läxhjälp för alla").status_code == 303
    person = {"label": "Ordförande", "role": "chair", "email": "anna@exempel.se", "person": "Anna Exempel"}
    assert partner.send(f"{home}/contacts/new", **person).status_code == 303
    assert "genom ett förslag" in partner.send(f"{home}/contacts/new", **{**person, "role": "signatory"}).text
    assert "Anna Exempel" in main(partner.get(home))  # its own people, and no log of that
    assert "Anna Exempel" not in main(staff.get(f"/organisations/{owner[0]}"))
    for fact in ("number", "legal_form", "payee"):
        assert partner.get(f"{home}/propose/{fact}").status_code == 200
    names = partner.send(f"{home}/propose/signatories", value="Bo Exempel", reason="Nyvald")
    assert names.status_code == 303
    assert (
        partner.send(f"{home}/propose/name", value="Läxhjälparna i Kista", reason="Årsmötet").status_code
        == 303
    )
    tasks = parsed(staff.get("/overview/").text)
    signing, naming = (link["href"] for link in tasks.select("main a[href*='/profiles/proposals/']"))
    assert "Bo Exempel" not in main(staff.get(signing))
    token = staff.token("/account")
    assert "Bo Exempel" in main(staff.post(f"{signing}/people", data={"csrf_token": token}))
    assert staff.send(f"{signing}/turn-down", answer="Skicka protokollet").status_code == 303
    assert "Läxhjälparna i Kista" in main(staff.get(naming))
    assert staff.send(naming, answer="Tack!").status_code == 303
    answered = main(partner.get(home))
    for words in ("Läxhjälparna i Kista", "Godtaget", "Tack!", "Inte godtaget", "Skicka protokollet"):
        assert words in answered, words
    shown = main(staff.get(f"/organisations/{owner[0]}"))
    assert "Besvarade förslag" in shown
    assert "Läxhjälparna (" in shown  # the old name stays, until today


def test_what_is_noted_and_confirmed_once_a_year(sign_in, owner):
    staff, partner = sign_in(Role.OFFICER), sign_in(Role.PARTNER)
    note, page = f"/recognition/of/{owner[0]}/new?kind=statutes", f"/organisations/{owner[0]}"
    bad = {**staff.fields(note), "kind": "statutes", "file": (io.BytesIO(b"MZ"), "stadgar.pdf")}
    assert "Filen måste vara" in staff.post(note, data=bad).text
    good = {**bad, "file": (io.BytesIO(b"%PDF-1.7 stadgar"), "Våra stadgar.pdf")}
    listed = staff.post(note, data=good, follow_redirects=True)
    link = parsed(listed.text).select_one("a[href*='/recognition/files/']")["href"]
    file = staff.get(link)
    assert file.data == b"%PDF-1.7 stadgar"
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    tax = {**staff.fields(note), "kind": "tax", "outcome": "remark", "note": "Skuld"}
    assert staff.post(note, data=tax).status_code == 303
    assert "Kontroll hos Skatteverket : anteckna Anmärkning" in main(staff.get(page))
    home = f"/portal/organisations/{owner[0]}"
    own = main(partner.get(home))
    assert "Titta igenom och bekräfta" in own
    assert "Stadgar I ordning" in own
    assert "Skatteverket" not in own
    assert "Skuld" not in own
    assert partner.get(link).status_code == 404
    assert partner.send(f"{home}/confirm").status_code == 303
    assert "bekräftade uppgifterna" in main(partner.get(home))
    assert "Organisationen bekräftade sina uppgifter" in main(staff.get(page))


def test_an_administrator_gives_access(sign_in, owner):
    admin = sign_in(Role.ADMINISTRATOR)
    access = f"/profiles/access/{owner[0]}"
    made = admin.send(access, email="ny@demo.example", name="Ny Företrädare")
    assert made.status_code == 303
    assert "Ny Företrädare" in main(admin.get(f"/organisations/{owner[0]}"))
    end = parsed(admin.get(access).text).select_one("form[action$='/end']")["action"]
    assert admin.post(end, data={"csrf_token": admin.token("/account")}).status_code == 303
    assert "Ny Företrädare" not in main(admin.get(f"/organisations/{owner[0]}"))
