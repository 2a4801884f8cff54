"""The same done with many collaborations through HTTP: seen first, each for itself, each logged."""

import re
from uuid import uuid4

import pytest

from registry.access.roles import Role
from registry.core.database import session
from tests import factories
from tests.collaborations.test_routes import error_at, ids, landed, made, officer, signed_in, text

__all__ = ["ids", "officer", "signed_in"]
PAGE = "/collaborations/at-once/"


@pytest.fixture
def three(officer, ids):
    return [made(officer, ids, title=title, happened_on="") for title in ("Alfa", "Beta", "Gamma")]


def chosen(officer, *addresses):
    """The address of the page, as the boxes of the list make it."""
    listed = officer.get("/collaborations/").text
    boxes = re.findall(r'name="which"\s+value="([^"]+)"', listed)
    ours = [one for one in boxes if any(address.endswith(one.split(":")[0]) for address in addresses)]
    assert len(ours) == len(addresses)
    return f"{PAGE}?{'&'.join(f'which={one}' for one in ours)}"


def sent(officer, page, **told):
    """Send the page as it stands, with what it shows hidden."""
    hidden = re.findall(r'name="(seen|shown)"[^>]*value="([^"]*)"', page.text)
    data = {
        "csrf_token": officer.token("/collaborations/new"),
        "seen": [value for name, value in hidden if name == "seen"],
        "shown": next((value for name, value in hidden if name == "shown"), ""),
        **told,
    }
    return officer.post(PAGE, data=data)


def test_what_will_happen_is_seen_first_and_each_has_its_row_in_the_log(officer, three):
    told = {"deed": "end", "ends_on": "2026-05-05"}
    first = officer.get(chosen(officer, *three))
    seen = sent(officer, first, **told)
    assert seen.status_code == 200
    assert "3 av 3 går att genomföra. Inget är sparat än." in text(seen)
    assert text(seen).replace("\u2011", "-").count("Avslutas 2026-05-05") == 3
    assert "Avslutad" not in text(officer.get(three[0]))
    landed(sent(officer, seen, **told))
    for address in three:
        assert "Samverkan avslutades" in text(officer.get(f"{address}/history"))


def test_what_another_has_changed_or_cannot_be_is_told_at_its_row(officer, three):
    told = {"deed": "end", "ends_on": "2026-05-05"}
    seen = sent(officer, officer.get(chosen(officer, *three)), **told)
    landed(officer.send(f"{three[1]}/edit", description="Ändrad under tiden"))
    landed(officer.send(f"{three[2]}/end", ends_on="2026-04-04"))
    done = sent(officer, seen, **told)
    assert done.status_code == 200
    page = text(done)
    assert "1 samarbete är klart." in page
    assert "Det här gick inte" in page
    assert "Alfa" not in page
    assert page.count("Går inte") == 2
    again = sent(officer, done, **told)  # what is stored now has been seen: one goes, the other has ended
    assert "1 av 2 går att genomföra" in text(again)
    assert "Samverkan är redan avslutad." in text(again)


def test_moved_and_given_a_ground(app, officer, ids, three):
    with app.app_context():
        unit, ground = factories.unit("Jobbtorg Farsta").id, factories.ground("Mål 1.4").id
        session.commit()
    for told in ({"deed": "move", "unit_id": str(unit)}, {"deed": "ground", "grounds": str(ground)}):
        seen = sent(officer, officer.get(chosen(officer, *three)), **told)
        landed(sent(officer, seen, **told))
        again = sent(officer, officer.get(chosen(officer, *three)), **told)
        assert "0 av 3" in text(again)
    page = text(officer.get(three[0]))
    assert "Jobbtorg Farsta" in page
    assert "Mål 1.4" in page
    confirmed = sent(officer, officer.get(chosen(officer, three[0])), deed="confirm")
    landed(sent(officer, confirmed, deed="confirm"))
    assert "Samverkan bekräftades" in text(officer.get(f"{three[0]}/history"))


def test_what_is_missing_or_tampered_with(officer, signed_in, three):
    page = officer.get(chosen(officer, *three))
    for told, field, sentence in (
        ({}, "deed", "Välj vad du vill göra."),
        ({"deed": "move"}, "unit_id", "Välj enheten"),
        ({"deed": "ground"}, "grounds", "Välj minst en grund."),
        ({"deed": "end", "ends_on": "9999-12-31"}, "ends_on", "Året ser fel ut"),
        ({"deed": "burn"}, "deed", "Välj ett av alternativen."),
        ({"deed": "move", "unit_id": "x"}, "unit_id", "Välj ett av alternativen."),
    ):
        wrong = sent(officer, page, **told)
        assert wrong.status_code == 422, told
        assert sentence in error_at(wrong, field), told
    assert "Välj minst en samverkan" in text(officer.get(PAGE))
    assert "Välj minst en samverkan" in text(officer.get(f"{PAGE}?which=x&which=1:2&all=,,"))
    many = "&".join(f"which={uuid4()}:1" for _n in range(101))
    assert "Välj högst 100" in text(officer.get(f"{PAGE}?{many}"))
    assert "Ingen av dem finns kvar" in text(officer.get(f"{PAGE}?which={uuid4()}:1"))
    auditor = signed_in(Role.AUDITOR)
    assert auditor.get(PAGE).status_code == 403
    assert 'name="which"' not in auditor.get("/collaborations/").text
