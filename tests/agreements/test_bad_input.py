"""Every page of the long form given what it should not have: a clear sentence, nothing lost, never a 500.

Tests with a database of their own take seconds, so each goes through a table of bad input in one session.
"""

from uuid import UUID

import pytest
from sqlalchemy import select

from registry.agreements.models import YearlyAmount
from registry.core.database import session
from tests.agreements.sent import (
    EMOJI,
    HEBREW,
    HTML,
    HUGE,
    MARKS,
    RTL,
    UNKNOWN,
    counts,
    error_at,
    refused,
    soup,
    stored,
    typed,
    words,
)  # fmt: skip
from tests.application import read_form
from tests.reading import main_form

pytestmark = pytest.mark.stage("demo")

EDIT_PAGES = (
    "basics", "purpose", "goals", "contributions", "economy", "funding", "organisation", "terms", "criteria", "form",
    "conflict",
)  # fmt: skip

# What each page is sent, at which field it must be said, and in which words.
WRONG = {
    "basics": [
        ({"title": ""}, "title", "Fyll i det här."),
        ({"title": "\u200b \u202e"}, "title", "Fyll i det här."),  # invisible characters are not a title
        ({"title": "å" * 301}, "title", "Texten är för lång. Högst 300 tecken."),
        ({"case_number": "något annat"}, "case_number", "Diarienumret har inte den form"),
        ({"case_number": HTML}, "case_number", "Diarienumret har inte den form"),
        ({"starts_on": "igår"}, "starts_on", "Skriv datumet så här"),
        ({"starts_on": "2027-02-30"}, "starts_on", "Skriv datumet så här"),
        ({"ends_on": "0001-01-01"}, "ends_on", "Året ser fel ut"),
        ({"ends_on": "9999-12-31"}, "ends_on", "Året ser fel ut"),
        ({"starts_on": "2027-06-01", "ends_on": "2027-05-31"}, "ends_on", "Sista dagen ligger före första dagen."),
        ({"planned_participants": "-1"}, "planned_participants", "Skriv ett tal mellan 0"),
        ({"planned_participants": "7,5"}, "planned_participants", "Skriv ett heltal"),
        ({"planned_participants": "³"}, "planned_participants", "Skriv ett heltal"),
        ({"planned_participants": "1000001"}, "planned_participants", "Skriv ett tal mellan 0"),
        ({"planned_participants": HUGE}, "planned_participants", "Skriv ett heltal"),
    ],
    "purpose": [
        ({name: "x" * 8001}, name, "Texten är för lång") for name in ("background", "purpose", "internal_note")
    ],
    "goals": [
        ({"goals-0-text": "", "goals-0-indicator": "Antal"}, "goals-0-text", "Fyll i det här."),
        ({"goals-0-text": "x" * 1001}, "goals-0-text", "Texten är för lång"),
        ({"goals-0-baseline": "x" * 101}, "goals-0-baseline", "Texten är för lång"),
        ({"goals-0-due_on": "snart"}, "goals-0-due_on", "Skriv datumet så här"),
    ],
    "contributions": [
        ({"contributions-0-side": "någon"}, "contributions-0-side", "Välj ett av alternativen."),
        ({"contributions-0-kind": "99"}, "contributions-0-kind", "Välj ett av alternativen."),
        ({"contributions-0-side": ""}, "contributions-0-side", "Fyll i det här."),
        (
            {"contributions-0-description": "", "contributions-0-quantity": "1"}, "contributions-0-description",
            "Fyll i det här.",
        ),
        ({"contributions-0-description": "x" * 501}, "contributions-0-description", "Texten är för lång"),
        ({"contributions-0-quantity": "-1"}, "contributions-0-quantity", "Skriv ett tal, till exempel 40 eller 7,5."),
        ({"contributions-0-quantity": HUGE}, "contributions-0-quantity", "Skriv ett tal, till exempel 40 eller 7,5."),
        ({"contributions-0-value": "-1"}, "contributions-0-value", "Beloppet kan inte vara negativt."),
        ({"contributions-0-value": "mycket"}, "contributions-0-value", "Skriv beloppet med siffror"),
        ({"contributions-0-year": "1999"}, "contributions-0-year", "Skriv ett tal mellan 2000 och 2100."),
        # The partner brings something: whose it is must be chosen, and be a party here.
        (
            {"contributions-0-side": "partner"}, "contributions-0-organisation_id",
            "Välj en organisation som är part i samverkan.",
        ),
        ({"contributions-1-organisation_id": UNKNOWN}, "contributions-1-organisation_id", "Välj ett av alternativen."),
        (
            {"contributions-1-organisation_id": "inget-id"}, "contributions-1-organisation_id",
            "Välj ett av alternativen.",
        ),
        # Said at that row also when a row before it has been emptied.
        (
            {
                **{f"contributions-0-{name}": "" for name in ("description", "quantity", "unit_word", "value")},
                "contributions-1-organisation_id": "",
            },
            "contributions-1-organisation_id", "Välj en organisation som är part i samverkan.",
        ),
    ],
    "economy": [
        ({"yearly-0-amount": "-150 000"}, "yearly-0-amount", "Beloppet kan inte vara negativt."),
        ({"yearly-0-amount": "1,2,3"}, "yearly-0-amount", "Skriv beloppet med siffror"),
        ({"yearly-0-amount": "1e9"}, "yearly-0-amount", "Skriv beloppet med siffror"),
        ({"yearly-0-amount": "100 000 000 001"}, "yearly-0-amount", "Beloppet är orimligt stort."),
        ({"yearly-0-amount": HUGE}, "yearly-0-amount", "Beloppet är orimligt stort."),
        ({"yearly-0-amount": ""}, "yearly-0-amount", "Fyll i det här."),
        ({"yearly-0-year": ""}, "yearly-0-year", "Fyll i det här."),
        ({"yearly-0-year": "tjugohundratjugosju"}, "yearly-0-year", "Skriv ett heltal"),
        ({"yearly-1-year": "2027", "yearly-1-amount": "1"}, "yearly-1-year", "Året 2027 står flera gånger."),
        ({"payments-0-due_on": "", "payments-0-amount": "1"}, "payments-0-due_on", "Fyll i det här."),
        ({"payments-0-due_on": "2027-02-01", "payments-0-amount": "-1"}, "payments-0-amount", "kan inte vara negativt"),
        ({"economy_text": "x" * 8001}, "economy_text", "Texten är för lång"),
    ],
    "funding": [
        ({"shares-0-year": "2027", "shares-0-amount": "1"}, "shares-0-unit_id", "Fyll i det här."),
        ({"shares-0-unit_id": UNKNOWN, "shares-0-year": "2027"}, "shares-0-unit_id", "Välj ett av alternativen."),
        ({"shares-0-amount": "-1"}, "shares-0-amount", "Beloppet kan inte vara negativt."),
        ({"shares-0-year": "1999"}, "shares-0-year", "Skriv ett tal mellan 2000 och 2100."),
    ],
    "organisation": [
        ({"meeting_frequency": "x" * 201}, "meeting_frequency", "Texten är för lång"),
        ({"members-0-role": "x" * 201}, "members-0-role", "Texten är för lång"),
        ({"members-0-side": "ingen", "members-0-role": "Chef"}, "members-0-side", "Välj ett av alternativen."),
        ({"follow_ups-0-what": ""}, "follow_ups-0-what", "Fyll i det här."),
        ({"follow_ups-0-due_on": "2027-13-01"}, "follow_ups-0-due_on", "Skriv datumet så här"),
    ],
    "terms": [
        ({"notice_months": "-3"}, "notice_months", "Skriv ett tal mellan 0 och 60."),
        ({"notice_months": "61"}, "notice_months", "Skriv ett tal mellan 0 och 60."),
        ({"termination": "x" * 8001}, "termination", "Texten är för lång"),
    ],
    "criteria": [
        ({"rows-0-verdict": "kanske"}, "rows-0-verdict", "Välj ett av alternativen."),
        ({"rows-0-motive": "x" * 4001}, "rows-0-motive", "Texten är för lång"),
    ],
    "form": [
        ({"chosen": "gåva"}, "chosen", "Välj ett av alternativen."),
        ({"signs": ["något"]}, "signs", "Välj bland alternativen."),
        ({"assessed_on": "i höstas"}, "assessed_on", "Skriv datumet så här"),
    ],
    "conflict": [
        ({"has_conflict": "kanske"}, "has_conflict", "Välj ja eller nej."),
        ({"has_conflict": "yes", "ground": None}, "ground", "Välj vad som gör dig jävig."),
        ({"has_conflict": "yes", "ground": "vänskap"}, "ground", "Välj ett av alternativen."),
    ],
}  # fmt: skip


@pytest.mark.slow
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_stored(prepared_draft, app):
    officer, edition = prepared_draft
    before = counts(app)
    for name, rows in WRONG.items():
        for values, field, sentence in rows:
            refused(officer, f"{edition}/edit/{name}", values, field, sentence)
    assert counts(app) == before


def test_what_looks_odd_and_is_right_is_kept_as_written(prepared_draft, app):
    officer, edition = prepared_draft
    for value in (HTML, HEBREW, EMOJI, "rad ett\r\n\r\nrad två", "åäö ÅÄÖ é", "{% x %} ${7*7} 100 % '; --"):
        assert officer.send(f"{edition}/edit/purpose", purpose=value).status_code == 303
        assert stored(app, edition, "purpose") == value.replace("\r\n", "\n")
        assert officer.fields(f"{edition}/edit/purpose")["purpose"] == value.replace("\r\n", "\n")
        for page in (edition, f"{edition}/submit", f"{edition}/history"):
            assert not soup(officer.get(page)).select("main script, main b")
    assert officer.send(f"{edition}/edit/purpose", purpose=RTL, background=MARKS).status_code == 303
    assert stored(app, edition, "purpose") == "abcdefgh"
    assert len(stored(app, edition, "background")) < 10
    assert officer.send(f"{edition}/edit/basics", title=f"  {HTML}\n rad ").status_code == 303
    assert stored(app, edition, "title") == f"{HTML} rad"
    for amount, ore in (
        ("1 250 000,50", 125_000_050),
        ("1\u00a0250\u00a0000,5 kr", 125_000_050),
        ("150000:-", 15_000_000),
    ):
        assert officer.send(f"{edition}/edit/economy", yearly__0__amount=amount).status_code == 303
        with app.app_context():
            rows = select(YearlyAmount.amount).where(
                YearlyAmount.edition_id == UUID(edition.rsplit("/", 1)[1])
            )
            assert [amount.ore for amount in session.scalars(rows)] == [ore]


def test_everything_may_be_left_empty_until_it_is_sent(prepared_draft):
    """An unfinished page can be saved; what is missing is said before submission."""
    officer, edition = prepared_draft
    for name in EDIT_PAGES[1:]:
        keep = {"csrf_token", "version", "has_conflict"}
        fields = officer.fields(f"{edition}/edit/{name}")
        keep |= {field for field in fields if field.endswith("item_id")}
        data = {field: value if field in keep else "" for field, value in fields.items()}
        answer = officer.post(f"{edition}/edit/{name}", data=data)
        assert answer.status_code == 303, (name, words(answer)[:500])
    said = words(officer.get(f"{edition}/submit"))
    for missing in (
        "Bakgrund och syfte: 4 saker återstår",
        "Minst ett mål saknas",
        "Belopp per år saknas",
        "Uppsägningstid saknas",
        "Kriterier: 12 saker återstår",
    ):
        assert missing in said, said[:2000]


def test_rows_beyond_the_limit_are_refused_and_none_is_lost(prepared_draft, app):
    officer, edition = prepared_draft
    path, before = f"{edition}/edit/goals", counts(app)
    rows = {f"goals-{number}-text": f"Mål nummer {number}" for number in range(61)}
    answer = officer.post(path, data={**officer.fields(path), **rows})
    assert answer.status_code == 422
    assert "Det är för många rader. Högst 60 får plats." in error_at(answer, "goals-60-text")
    shown = read_form(main_form(answer.text))
    assert [shown[name] for name in rows] == list(rows.values())
    assert counts(app) == before
    del rows["goals-60-text"]
    assert officer.post(path, data={**officer.fields(path), **rows}).status_code == 303
    assert "goals-60-text" not in officer.fields(path)  # no blank row is offered that could not be saved


def test_an_old_page_is_told_and_can_be_saved_after_comparing(prepared_draft, people, app):
    """409 with all that was typed, what is stored now beside it, and a second attempt that works."""
    officer, edition = prepared_draft
    other = people("beredning")
    old = {name: officer.fields(f"{edition}/edit/{name}") for name in EDIT_PAGES}
    assert other.send(f"{edition}/edit/purpose", purpose="Annans syfte").status_code == 303
    assert other.send(f"{edition}/edit/goals", goals__0__text="Annans mål").status_code == 303
    before = counts(app)
    for name in EDIT_PAGES:
        mine = {"purpose": {"purpose": HTML}, "goals": {"goals-0-text": "Mitt mål"}}.get(name, {})
        answer = officer.post(f"{edition}/edit/{name}", data=old[name] | mine)
        assert answer.status_code == 409, name
        assert "Någon annan har ändrat uppgifterna" in words(answer), name
        for field, value in mine.items():
            assert typed(answer, field) == value
        if mine:
            assert f"Annans {'syfte' if name == 'purpose' else 'mål'}" in words(answer)
    assert counts(app) == before
    answer = officer.post(f"{edition}/edit/goals", data=old["goals"] | {"goals-0-text": "Mitt mål"})
    again = {
        "csrf_token": old["goals"]["csrf_token"],
        "version": typed(answer, "version"),
        "goals-0-text": "Mitt mål",
    }
    assert officer.post(f"{edition}/edit/goals", data=again).status_code == 303
    for version in ("", "abc", "-1", HUGE, "1 OR 1=1"):
        tampered = officer.post(f"{edition}/edit/purpose", data=old["purpose"] | {"version": version})
        assert tampered.status_code == 409, version


def test_without_a_token_the_form_comes_back_and_nothing_is_stored(prepared_draft, app):
    officer, edition = prepared_draft
    before = counts(app)
    for name in EDIT_PAGES:
        sent = officer.fields(f"{edition}/edit/{name}")
        for token in (None, "fel"):
            data = {key: value for key, value in sent.items() if key != "csrf_token"} | (
                {"csrf_token": token} if token else {}
            )
            extra = {"purpose": {"purpose": HTML}, "basics": {"title": HTML}}.get(name, {})
            answer = officer.post(f"{edition}/edit/{name}", data=data | extra)
            assert answer.status_code == 422, name
            assert "Det du skrev finns kvar" in words(answer)
            assert all(typed(answer, field) == value for field, value in extra.items())
    for act in ("submit", "withdraw", "recall"):
        answer = officer.post(f"{edition}/{act}", data={"reason": "Ett skäl", "note": "Hej"})
        assert (answer.status_code, "Det du skrev finns kvar" in words(answer)) == (422, True), act
        assert typed(answer, "reason") in {"", "Ett skäl"}
    assert counts(app) == before


def test_what_is_too_large_or_elsewhere_gets_its_page(prepared_draft, people, app):
    (officer, edition), other = prepared_draft, people("beredning")
    fields, before = officer.fields(f"{edition}/edit/purpose"), counts(app)
    answer = officer.post(f"{edition}/edit/purpose", data=fields | {"purpose": "x" * (3 << 20)})
    assert (
        answer.status_code == 422
    )  # below the limit for what is sent: said at the field, with all of it kept
    assert "Texten är för lång. Högst 8000 tecken." in error_at(answer, "purpose")
    assert len(typed(answer, "purpose")) == 3 << 20
    answer = officer.post(f"{edition}/edit/purpose", data=fields | {"purpose": "x" * (11 << 20)})
    assert answer.status_code == 413
    assert "Det du skickade är för stort" in words(answer)
    assert "Inget har sparats" in words(answer)
    many = "&".join(f"goals-{number}-text=" for number in range(90_000))
    assert (
        officer.post(
            f"{edition}/edit/goals", data=many, content_type="application/x-www-form-urlencoded"
        ).status_code
        < 500
    )
    lost = [f"/agreements/{UNKNOWN}{rest}" for rest in ("", "/edit/basics", "/decide", "/submit", "/sign")]
    for address in (
        *(f"{edition}/edit/{name}" for name in ("nagot", "%00", "..")), "/agreements/inget-id", *lost,
        f"/agreements/create/{UNKNOWN}",
    ):  # fmt: skip
        for send in (officer.get, officer.post):
            assert send(address).status_code in {303, 404, 405, 308}, address
    assert other.post(f"{edition}/submit", data=fields).status_code == 403  # whoever prepared it sends it
    assert counts(app) == before
