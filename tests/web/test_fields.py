"""What each field takes, and the sentence for what it does not take. No database."""

from datetime import date
from decimal import Decimal

import pytest
from flask import Flask, g

from registry.core.money import Money
from registry.partners.organisations.models import Sector
from registry.web import fields
from registry.web.forms import EditForm, Form, FormRow, Rows


class GuestRow(FormRow):
    name = fields.Text("Namn", required=True, most=10)
    sector = fields.ChoiceField("Sektor", Sector)


class Everything(Form):
    text = fields.Text("Text", most=10)
    long = fields.LongText("Lång", most=20)
    amount = fields.Amount("Belopp")
    number = fields.Number("Antal")
    whole = fields.Whole("Heltal", least=1, most=12)
    day = fields.Day("Dag")
    email = fields.Email("E-post")
    organisation = fields.OrganisationNumber("Nummer")
    sector = fields.ChoiceField("Sektor", Sector)
    pick = fields.Pick("Sektor", Sector)
    several = fields.Several("Sektorer", Sector)
    answer = fields.YesNo("Svar")
    guests = Rows(GuestRow, most=3)


@pytest.fixture(scope="module")
def bare() -> Flask:
    app = Flask("bare")
    app.config.update(SECRET_KEY="a key for the tests alone", WTF_CSRF_ENABLED=False)
    return app


def sent(bare: Flask, **values: object) -> Everything:
    with bare.test_request_context("/", method="POST", data=values):
        g.csrf_valid = True
        form = Everything()
        form.validate_on_submit()
        return form


@pytest.mark.parametrize(
    ("field", "typed", "read"),
    [
        ("text", "  två   ord ", "två ord"),  # blanks are trimmed
        ("text", "a\u202eb", "ab"),  # a character that turns the reading direction is removed
        ("text", "   ", None),  # blanks alone are nothing
        ("amount", "1 250 000,50", Money(125000050)),
        ("amount", "2\u00a0000 kr", Money.kronor(2000)),  # as our own pages write it
        ("number", "7,5", Decimal("7.5")),
        ("whole", "12", 12),
        ("day", "2026-11-21", date(2026, 11, 21)),
        ("day", "20261121", date(2026, 11, 21)),
        ("organisation", "16802002-8638", "802002-8638"),
        ("sector", "civil", Sector.CIVIL),
        ("pick", "state", Sector.STATE),
    ],
)
def test_what_is_taken(bare: Flask, field: str, typed: str, read: object):
    form = sent(bare, **{field: typed})
    assert form.errors == {}
    assert form[field].data == read


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("text", "x" * 11, "för lång"),
        ("amount", "-5", "kan inte vara negativt"),
        ("amount", "femtio", "Skriv beloppet med siffror"),
        ("amount", "1e9", "Skriv beloppet med siffror"),
        ("amount", "9" * 30, "orimligt stort"),
        ("number", "³", "Skriv ett tal"),
        ("whole", "0", "mellan 1 och 12"),
        ("whole", "1,5", "heltal"),
        ("day", "2026-02-30", "Skriv datumet så här"),
        ("day", "0001-01-01", "Året ser fel ut"),
        ("email", "namn@", "Skriv adressen så här"),
        ("organisation", "640823-3234", "personnummer"),
        ("sector", "circus", "Välj ett av alternativen"),
        ("several", "circus", ""),
    ],
)
def test_what_is_refused_says_why_and_keeps_what_was_typed(
    bare: Flask, field: str, typed: str, sentence: str
):
    form = sent(bare, **{field: typed})
    assert form.errors
    assert sentence in " ".join(map(str, form[field].errors))
    if field not in {"sector", "several", "text", "email"}:
        assert form[field]._value() == typed


def test_a_blank_row_counts_for_nothing_and_a_half_filled_one_is_checked(bare: Flask):
    form = sent(
        bare,
        **{"guests-0-name": "", "guests-0-sector": "civil", "guests-1-name": "Ada", "guests-1-sector": ""},
    )
    assert form.errors == {}
    assert [row.name.data for row in form.guests.filled] == ["Ada"]
    wrong = sent(bare, **{"guests-0-name": "x" * 11, "guests-0-sector": "civil"})
    assert "för lång" in str(wrong.guests.errors)


def test_yes_or_no(bare: Flask):
    assert [sent(bare, answer=typed).answer.answer for typed in ("yes", "no", "")] == [True, False, None]


@pytest.mark.parametrize(("posted", "seen"), [({"version": "3"}, 3), ({"version": "x"}, 0), ({}, 0)])
def test_a_version_that_was_not_sent_is_never_the_current_one(bare, posted, seen):
    with bare.test_request_context("/", method="POST", data={"other": "1", **posted}):
        assert EditForm(version=3).seen_version() == seen
