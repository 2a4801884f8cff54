"""What an agreement must hold before it can be decided."""

from datetime import date

import pytest

from registry.agreements.kinds import KINDS
from registry.agreements.rules import Missing, missing, signing_problems, total, units_gone
from registry.city.guidelines.choices import Kind
from registry.core.money import Money
from tests.agreements.example import frozen

PARTY = {"name": "Grannar i samtal", "organisation_number": "802000-0017", "address": None, "roles": []}
MUCH = {"quantity": "40", "unit_word": "timmar"}
BY_CITY = {"side": "city", "kind": "premises", **MUCH}
BY_PARTNER = {"side": "partner", "kind": "volunteer_hours", **MUCH}
KRONA = 100
GOAL = {"text": "Fler samtal", "due_on": None}
NO_MONEY = {"money_and_vat": "no_money", "yearly": [], "payments": [], "option_amount": None}


def lacking(kind: Kind = Kind.IOP, **values) -> list[tuple[str, str]]:
    whole = {**frozen(), "shares": [], "contributions": [BY_CITY, BY_PARTNER]}
    found = missing(KINDS[kind], {**whole, **values})
    return [(item.page, item.message.replace("\u00a0", " ")) for item in found]


def paid(year: int, *kronor: int) -> list[dict]:
    return [{"due_on": f"{year}-02-0{n}", "amount": amount * KRONA} for n, amount in enumerate(kronor, 1)]


def years(**kronor: int) -> list[dict]:
    return [
        {"year": int(year.removeprefix("y")), "amount": amount * KRONA} for year, amount in kronor.items()
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_a_complete_agreement_lacks_nothing(kind):
    assert lacking(kind) == []


@pytest.mark.parametrize("kind", KINDS)
def test_each_thing_needed_is_asked_for_where_it_is_filled_in(kind):
    for name, words in KINDS[kind].needed.items():
        for empty in ([],) if isinstance(frozen()[name], list) else (None, ""):
            said = lacking(kind, **{"payments": [], name: empty})
            assert (KINDS[kind].page_of(name), f"{words} saknas.") in said, name


def test_what_a_kind_does_not_need_is_not_asked_for():
    assert lacking(Kind.GRANT, background=None, personal_data=None, contributions=[]) == []
    assert lacking(Kind.PROJECT, **NO_MONEY, steering=None) == []


def test_nought_months_of_notice_is_an_answer():
    assert lacking(notice_months=0) == []


@pytest.mark.parametrize(
    ("values", "page", "sentence"),
    [
        # Nobody to agree with.
        ({"parties": []}, "basics", "Det finns ingen organisation att ingå avtal med."),
        # A party without a number is named: a network cannot sign.
        ({"parties": [PARTY | {"organisation_number": None}]}, "basics",
         "Grannar i samtal saknar organisationsnummer och kan inte vara avtalspart än."),
        ({"parties": [PARTY, PARTY | {"name": "Nätverket", "organisation_number": ""}]}, "basics",
         "Nätverket saknar organisationsnummer och kan inte vara avtalspart än."),
        # The period.
        ({"starts_on": "2028-01-01", "ends_on": "2027-12-31", "yearly": [], "payments": []}, "basics",
         "Sista dagen ligger före första dagen."),
        # A year outside the period, before and after.
        ({"yearly": years(y2026=1), "payments": []}, "economy", "Året 2026 ligger utanför avtalstiden."),
        ({"yearly": years(y2027=1, y2029=1), "payments": []}, "economy", "Året 2029 ligger utanför avtalstiden."),
        # Money that is no money.
        ({"yearly": years(y2027=0, y2028=0), "payments": []}, "economy", "Beloppet är noll kronor för alla år."),
        # The plan adds up to another amount: more, less, and in a year that has none.
        ({"yearly": years(y2027=150), "payments": paid(2027, 100, 60)}, "economy",
         "Betalningarna 2027 är 160 kr, men beloppet för året är 150 kr."),
        ({"yearly": years(y2027=150), "payments": paid(2027, 149)}, "economy",
         "Betalningarna 2027 är 149 kr, men beloppet för året är 150 kr."),
        ({"yearly": years(y2027=150), "payments": [*paid(2027, 150), *paid(2028, 1)]}, "economy",
         "Betalningarna 2028 är 1 kr, men beloppet för året är 0 kr."),
        # K5: the partner brings nothing; the city brings neither anything nor money.
        ({"contributions": [BY_CITY]}, "contributions",
         "Det framgår inte vad organisationen bidrar med (kriterium K5)."),
        ({"contributions": [BY_PARTNER], "yearly": years(y2027=0, y2028=0), "payments": []}, "contributions",
         "Det framgår inte vad staden bidrar med (kriterium K5)."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_on_its_page(values, page, sentence):
    assert (page, sentence) in lacking(**values)


@pytest.mark.parametrize(
    "values",
    [
        {
            "starts_on": "2027-06-01",
            "ends_on": "2027-06-01",
            "notice_months": 0,
            "payments": [],
            "goals": [GOAL],
            "follow_ups": [{"due_on": "2027-06-01", "what": "x"}],
        },  # one day
        {"yearly": years(y2027=100, y2028=50), "payments": []},  # a plan is not needed
        {"yearly": years(y2027=100, y2028=0), "payments": []},  # nothing in one of the years
        {"yearly": years(y2027=100), "payments": paid(2027, 60, 40)},  # adds up in two payments
        {"contributions": [BY_PARTNER]},  # the city pays: that is its contribution
        {"contributions": [BY_CITY, BY_PARTNER], "yearly": years(y2027=1), "payments": []},
    ],
)
def test_what_is_right_passes(values):
    assert lacking(**values) == []


@pytest.mark.parametrize("kind", [Kind.IOP, Kind.PROJECT])
def test_a_partnership_may_be_without_our_money_when_that_is_said(kind):
    assert lacking(kind, **NO_MONEY) == []
    for nothing in ([], years(y2027=0)):
        assert lacking(kind, yearly=nothing, payments=[], option_amount=None) != []
    assert lacking(kind, **{**NO_MONEY, "money_and_vat": None}) == [
        ("economy", "Pengar och moms saknas."), ("economy", "Belopp per år saknas."),
    ]  # fmt: skip


def test_what_is_missing_comes_in_the_order_of_the_pages():
    pages = [
        page for page, _said in lacking(termination=None, goals=[], case_number="", contributions=[BY_CITY])
    ]
    assert pages == ["basics", "goals", "contributions", "terms"]


@pytest.mark.parametrize(
    ("amounts", "kronor"), [([], 0), ([150_000], 150_000), ([1, 2, 3], 6)]
)  # nothing, one year, several
def test_the_total(amounts, kronor):
    assert total([{"amount": amount * KRONA} for amount in amounts]) == Money.kronor(kronor)


def test_a_year_without_an_amount_counts_as_nothing():
    assert total([{"amount": None}, {"amount": 100}]) == Money(100)


@pytest.mark.parametrize(
    ("signed_on", "decided_on", "refused"),
    [
        (date(2026, 11, 21), date(2026, 11, 21), False),  # the day of the decision, which is today
        (date(2026, 11, 20), None, False),  # entered into before it came here
        (date(2026, 11, 20), date(2026, 11, 21), True),  # nobody could sign for the city yet
        (date(2026, 11, 22), date(2026, 11, 21), True),  # tomorrow
    ],
)
def test_the_signing_day_lies_between_the_decision_and_today(signed_on, decided_on, refused):
    assert bool(signing_problems(signed_on, decided_on=decided_on, on=date(2026, 11, 21))) is refused


def share(year: int, kronor: int, area: str = "Jobbtorg") -> dict:
    return {"area": area, "funding": "Egen budget", "year": year, "amount": kronor * KRONA}


@pytest.mark.parametrize(
    ("shares", "sentences"),
    [
        # Nobody named: the unit pays it all.
        ([], []),
        # The whole year, by one and by two.
        ([share(2027, 150)], []),
        ([share(2027, 100), share(2027, 50, "Etableringscentrum")], []),
        # Too little, too much, a year that nothing is agreed for, and a year that nobody pays.
        ([share(2027, 149)], ["Enheterna betalar 149 kr för 2027, men beloppet för året är 150 kr."]),
        ([share(2027, 150), share(2028, 1)], ["Enheterna betalar 1 kr för 2028, men beloppet för året är 0 kr."]),
        ([share(2028, 150)], ["Enheterna betalar 0 kr för 2027, men beloppet för året är 150 kr.",
                              "Enheterna betalar 150 kr för 2028, men beloppet för året är 0 kr."]),
    ],
)  # fmt: skip
def test_shares_add_up_year_by_year(shares, sentences):
    said = lacking(yearly=years(y2027=150), payments=[], shares=shares)
    assert said == [("funding", sentence) for sentence in sentences]


def test_a_unit_pays_only_in_years_in_which_it_exists():
    held = ("Jobbtorg", date(2026, 7, 1), date(2027, 6, 30))
    assert units_gone([(*held, 2026), (*held, 2027), ("Öppen", None, None, 2040)]) == []
    told = "Jobbtorg finns inte 2028 och kan inte betala då."
    assert units_gone([(*held, 2028)]) == [Missing("funding", told)]
    assert [item.page for item in units_gone([(*held, 2025)])] == ["funding"]
