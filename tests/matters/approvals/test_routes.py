"""The pages of the delegation order, as staff and as others see them."""

import pytest

from tests.reading import parsed

pytestmark = pytest.mark.stage("demo")


@pytest.fixture
def staff(client):
    client.sign_in("handlaggare")
    return client


def text(response):
    return " ".join(parsed(response.text).find("main").get_text(" ").split())


def ask(client, **values):
    """Ask as the form would, about an IOP at Etableringscentrum."""
    page = parsed(client.get("/delegation/who").text)
    unit = page.find("option", string="Etableringscentrum")["value"]
    given = {"kind": "iop", "unit": unit, "amount": "150 000", "on": "2026-11-21"}
    return client.get("/delegation/who", query_string={**given, **values})


def test_the_order_is_readable(staff):
    page = text(staff.get("/delegation"))
    assert "Delegationsordning" in page
    assert "Exempel" in page
    assert "3 prisbasbelopp" in page


def test_who_answers_in_words(staff):
    page = text(ask(staff))
    assert "Enhetschefen för Etableringscentrum beslutar enligt punkt 2.1: 150 000 kr är högst" in page


def test_who_says_why_not_the_lower_levels(staff):
    page = text(ask(staff, amount="4 000 000"))
    assert "Nämnden beslutar: 4 000 000 kr är mer än vad någon tjänsteman får besluta om." in page
    assert page.count("är mer än") >= 3


def test_who_asks_whether_it_is_of_principle_and_then_it_is_the_namnds_whatever_the_sum(staff):
    page = text(ask(staff, has_weight="yes", amount="1 000"))
    assert "Nämnden beslutar: ärendet är av principiell beskaffenhet" in page
    assert "enligt punkt 2.1" not in page
    assert "Enhetschefen för Etableringscentrum beslutar" in text(ask(staff, has_weight="no"))


def test_who_before_anything_is_asked(staff):
    page = text(staff.get("/delegation/who"))
    assert "Visa vem som får besluta" in page
    assert "Svar" not in page


BAD = (
    ({"amount": ""}, "Fyll i det här."),  # nothing
    (
        {"amount": "mycket"},
        "Skriv beloppet med siffror, till exempel 150 000 eller 1 250 000,50.",
    ),  # no amount
    ({"amount": "-5"}, "Beloppet kan inte vara negativt."),
    ({"amount": "9" * 40}, "Beloppet är orimligt stort."),
    ({"on": "i går"}, "Skriv datumet så här: 2026-11-21."),
    ({"on": "0001-01-01"}, "Året ser fel ut. Skriv datumet så här: 2026-11-21."),
    ({"kind": "gåva"}, "Välj ett av alternativen."),  # no such kind
    ({"unit": "00000000-0000-0000-0000-000000000000"}, "Välj ett av alternativen."),  # no such unit
    ({"unit": "' or 1=1"}, "Välj ett av alternativen."),  # no identifier at all
)


def test_who_with_bad_input(staff):
    """A clear sentence at the field, and no answer that looks like one."""
    for values, sentence in BAD:
        answer = ask(staff, **values)
        assert answer.status_code == 200
        assert sentence in text(answer), values
        assert "Svar" not in text(answer)


def test_addresses_that_no_form_makes_are_answered(staff):
    """Whatever somebody writes in the address: a unit that is none, a year that is none."""
    page = staff.get("/delegation/who?unit_2=x&unit_3=x&funding=x&unit=x&on=0001-01-01&amount=1e999")
    assert page.status_code == 200
    for path in ("/budgets/{}", "/budgets/{}/export.csv", "/delegation/base-amounts/{}"):
        assert staff.get(path.format(9**30)).status_code == 404


@pytest.mark.parametrize("path", ["/delegation", "/delegation/who"])
def test_a_partner_does_not_find_the_pages(client, path):
    client.sign_in("svenskamedbaby")
    assert client.get(path).status_code == 404


def test_nobody_reads_them_without_signing_in(client):
    assert client.get("/delegation").status_code in {302, 303}
