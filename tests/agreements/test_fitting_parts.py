"""Parts that cannot be true of the whole are refused at their field, whichever part and whatever the period."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.agreements.fitting_parts import (
    excesses,
    is_past,
    misfits,
    passed_words,
    value_in_kind,
)
from registry.core.dates import months_after
from registry.core.money import Money

DAYS = ("goals", "payments", "follow_ups")
YEARS = ("contributions", "yearly", "shares")
starts = st.dates(date(2020, 1, 1), date(2030, 1, 1))
months = st.integers(1, 48)


def whole(begins: date, length: int, **values) -> dict:
    ends = months_after(begins, length) - timedelta(days=1)
    return {"starts_on": begins.isoformat(), "ends_on": ends.isoformat(), **values}


def controls(content: dict) -> list[str]:
    return [one.control for one in misfits(content)]


@given(begins=starts, length=months, name=st.sampled_from(DAYS), off=st.integers(-2000, 2000))
def test_a_day_is_refused_at_its_field_exactly_when_it_lies_outside(begins, length, name, off):
    day = begins + timedelta(days=off)
    content = whole(begins, length, **{name: [{"due_on": begins.isoformat()}, {"due_on": day.isoformat()}]})
    ends = date.fromisoformat(content["ends_on"])
    last = months_after(ends, 6) if name == "follow_ups" else ends  # a final one comes shortly after
    assert controls(content) == ([] if begins <= day <= last else [f"{name}-1-due_on"])


@given(begins=starts, length=months, name=st.sampled_from(YEARS), off=st.integers(-6, 6))
def test_a_year_is_refused_at_its_field_exactly_when_it_lies_outside(begins, length, name, off):
    year = begins.year + off
    content = whole(begins, length, **{name: [{"year": year}]})
    inside = begins.year <= year <= date.fromisoformat(content["ends_on"]).year
    assert controls(content) == ([] if inside else [f"{name}-0-year"])


@given(begins=starts, length=months, notice=st.integers(0, 60))
def test_notice_is_shorter_than_the_agreement(begins, length, notice):
    assert controls(whole(begins, length, notice_months=notice)) == (
        ["notice_months"] if notice >= length else []
    )


@pytest.mark.parametrize(
    ("values", "refused"),
    [
        ({"money_and_vat": "no_money", "yearly": [{"year": 2027, "amount": 1}]}, ["money_and_vat"]),
        ({"money_and_vat": "no_money", "option_amount": 1}, ["money_and_vat"]),
        ({"money_and_vat": "no_money", "yearly": [{"year": 2027, "amount": 0}]}, []),
        ({"money_and_vat": "with_vat", "yearly": [{"year": 2027, "amount": 1}]}, []),
        # Nought is a value that nobody means: what is not known is left empty.
        ({"contributions": [{"value": 0}, {"value": None}, {"value": 1}]}, ["contributions-0-value"]),
        ({"contributions": [{"quantity": "0"}, {"quantity": "0.5"}]}, ["contributions-0-quantity"]),
        ({"starts_on": "2027-02-01", "ends_on": "2027-01-31"}, ["ends_on"]),
    ],
)
def test_parts_that_deny_each_other(values, refused):
    assert controls(values) == refused


@given(
    agreed=st.integers(0, 500),
    parts=st.lists(st.integers(0, 300), max_size=4),
    name=st.sampled_from(["payments", "shares"]),
)
def test_more_than_the_years_amount_is_refused_at_the_row_where_it_becomes_too_much(agreed, parts, name):
    rows = [{"year": 2027, "due_on": "2027-03-01", "amount": one} for one in parts]
    found = [one.control for one in excesses({"yearly": [{"year": 2027, "amount": agreed}], name: rows})]
    over = [n for n in range(len(parts)) if sum(parts[: n + 1]) > agreed]
    assert found == [f"{name}-{n}-amount" for n in over]


@pytest.mark.parametrize(
    ("begins", "ends", "past", "words"),
    [
        ("2026-11-22", "2027-01-01", False, ""),
        ("2026-11-21", "2027-01-01", False, ""),  # today
        ("2026-11-20", "2026-11-21", False, "har redan börjat: 2026-11-20"),
        ("2025-01-01", "2025-12-31", True, "är över: den slutade 2025-12-31"),
    ],
)
def test_what_has_begun_or_is_over_is_said(begins, ends, past, words):
    content, on = {"starts_on": begins, "ends_on": ends, "payments": [], "yearly": []}, date(2026, 11, 21)
    assert is_past(content, on) is past
    assert words in " ".join(passed_words(content, on))
    assert bool(passed_words(content, on)) is bool(words)


def test_money_in_years_and_days_that_have_passed_is_said():
    content = {
        "starts_on": "2025-01-01", "ends_on": "2027-12-31", "payments": [{"due_on": "2026-01-01", "amount": 1}],
        "yearly": [{"year": 2025, "amount": 1}, {"year": 2027, "amount": 1}],
    }  # fmt: skip
    said = " ".join(passed_words(content, date(2026, 11, 21)))
    assert "dagar" not in said
    assert "2026-01-01" in said
    assert "år som har gått: 2025." in said


def row(side="city", kind="premises", value=None) -> dict:
    return {"side": side, "kind": kind, "value": value}


@pytest.mark.parametrize(
    ("rows", "value"),
    [
        ([], Money(0)),
        ([row(value=100), row(value=50)], Money(150)),
        ([row(value=100), row()], None),  # unknown is not nought
        (
            [row(kind="money", value=9), row("partner"), row(value=5)],
            Money(5),
        ),  # money is in the years; theirs is theirs
    ],
)
def test_the_value_of_what_the_city_brings(rows, value):
    assert value_in_kind({"contributions": rows}) == value
