"""Money: read as people write it, written as people read it, never a float."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.core.money import LARGEST, ZERO, Money

HARD = "\u00a0"
WRONG = "Skriv beloppet med siffror"
LARGE = "orimligt stort"


@pytest.mark.parametrize(
    ("text", "ore"),
    [
        ("0", 0),
        ("150000", 15_000_000),
        ("150 000", 15_000_000),
        (f"150{HARD}000{HARD}kr", 15_000_000),  # as we write it ourselves
        ("150\u2009000", 15_000_000),  # thin and narrow spaces, from a word processor
        ("150\u202f000", 15_000_000),
        ("1 250 000,50", 125_000_050),
        ("1.5", 150),
        ("1,5", 150),
        ("0,05", 5),
        ("2 000 kr", 200_000),
        ("2 000 KR", 200_000),
        ("2000:-", 200_000),
        ("  42  ", 4200),
        ("-5", -500),
        ("\u22125", -500),  # a real minus sign
        ("007", 700),
        ("100000000000", LARGEST),
    ],
)
def test_read_as_people_write_it(text, ore):
    assert Money.parse(text) == Money(ore)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", WRONG),
        (" ", WRONG),
        ("kr", WRONG),
        ("-", WRONG),
        ("--5", WRONG),
        ("femtio", WRONG),
        ("1,234", WRONG),  # three decimals: thousands in another language, or a slip
        ("1.234.567", WRONG),
        ("1,2,3", WRONG),
        ("1e6", WRONG),
        ("0x10", WRONG),
        ("nan", WRONG),
        ("١٢٣", WRONG),  # digits, but not ours
        ("１２３", WRONG),
        ("³", WRONG),
        ("5\n", None),
        ("5 kr 6", WRONG),
        ("<b>5</b>", WRONG),
        ("100000000000,01", LARGE),
        ("1" + "0" * 13, LARGE),
        ("9" * 100_000, LARGE),
    ],
)
def test_what_is_no_amount_is_refused_in_words(text, reason):
    if reason is None:
        assert Money.parse(text)
        return
    with pytest.raises(ValueError, match=reason):
        Money.parse(text)


@pytest.mark.parametrize(
    ("money", "text"),
    [
        (ZERO, f"0{HARD}kr"),
        (Money(5), f"0,05{HARD}kr"),
        (Money(150), f"1,50{HARD}kr"),
        (Money.kronor(999), f"999{HARD}kr"),
        (Money.kronor(1000), f"1{HARD}000{HARD}kr"),
        (Money(125_000_050), f"1{HARD}250{HARD}000,50{HARD}kr"),
        (Money(-150), f"\u22121,50{HARD}kr"),
        (Money(-5), f"\u22120,05{HARD}kr"),
    ],
)
def test_written_as_people_read_it(money, text):
    assert str(money) == text
    assert money.plain() == text.removesuffix(f"{HARD}kr")


@given(st.integers(-LARGEST, LARGEST))
def test_what_is_written_can_be_read_back(ore):
    assert Money.parse(str(Money(ore))) == Money(ore)


@given(st.integers(), st.integers())
def test_sums_are_exact(a, b):
    assert Money(a) + Money(b) == Money(a + b)
    assert Money(a) + Money(b) - Money(b) == Money(a)
    assert (Money(a) < Money(b)) == (a < b)


def test_an_amount_is_a_value():
    assert Money.kronor(1) == Money(100)
    assert hash(Money.kronor(1)) == hash(Money(100))
    assert bool(Money(1))
    assert not ZERO
    assert sum([Money(1), Money(2)], ZERO) == Money(3)
    assert sorted([Money(2), Money(1)]) == [Money(1), Money(2)]
    with pytest.raises(AttributeError):
        Money(1).ore = 2
