"""Numbers that identify: the right ones in one form, the wrong ones refused in words, personal numbers never."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum import luhn

from registry.core.identifiers import STOCKHOLM, case_number, organisation_number, paragraph

PATTERN = r"[A-ZÅÄÖ]{2,6}[ -]?\d{4}[/-]\d{1,6}"
DIGITS, LENGTH, CHECK, PERSON = "bara siffror", "tio siffror", "Kontrollsiffran", "personnummer"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("212000-0142", STOCKHOLM),
        ("2120000142", STOCKHOLM),
        (" 212000 0142 ", STOCKHOLM),
        ("212000\u20130142", STOCKHOLM),  # the dashes of word processors
        ("212000\u22120142", STOCKHOLM),
        ("16212000-0142", STOCKHOLM),  # the twelve-digit form of the tax agency
        ("802002-8638", "802002-8638"),
    ],
)
def test_right_ones_get_one_form(typed, number):
    assert organisation_number(typed) == number


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", DIGITS),
        ("-", DIGITS),
        ("abc", DIGITS),
        ("212000-014A", DIGITS),
        ("212000-014", LENGTH),
        ("212000-01422", LENGTH),
        ("17212000-0142", LENGTH),
        ("1" * 100_000, LENGTH),
        ("212000-0143", CHECK),
        ("802002-8639", CHECK),
        ("811218-9876", PERSON),  # a third digit below two is a month
        ("19811218-9876", PERSON),
        ("20011218-9876", PERSON),
        ("18811218-9876", PERSON),
        ("811278-9873", PERSON),  # a co-ordination number: the day plus sixty
        ("16811218-9876", PERSON),
    ],
)
def test_wrong_ones_are_refused_in_words(typed, reason):
    with pytest.raises(ValueError, match=reason):
        organisation_number(typed)


@given(
    st.integers(0, 99), st.integers(1, 12), st.integers(1, 31), st.integers(0, 999), st.sampled_from([0, 60])
)
def test_no_personal_number_ever_passes(year, month, day, serial, coordination):
    bare = f"{year:02}{month:02}{day + coordination:02}{serial:03}"
    number = bare + luhn.calc_check_digit(bare)
    for typed in (number, f"{number[:6]}-{number[6:]}", f"19{number}", f"20{number}", f"16{number}"):
        with pytest.raises(ValueError, match=PERSON):
            organisation_number(typed)


@given(st.integers(0, 99), st.integers(20, 99), st.integers(0, 99_999), st.integers(0, 9))
def test_the_check_digit_is_luhns(first, middle, last, check):
    ten = f"{first:02}{middle:02}{last:05}{check}"
    try:
        passed = bool(organisation_number(ten))
    except ValueError as refused:
        assume("personnummer" not in str(refused))  # `1998…` may be a year
        passed = False
    assert passed is luhn.is_valid(ten)


@given(st.text(max_size=40))
def test_nothing_typed_breaks_it(text):
    try:
        answer = organisation_number(text)
    except ValueError as refused:
        answer = str(refused)
    assert len(answer) == 11 or answer.endswith(".")


@pytest.mark.parametrize("typed", ["AMF 2024/717", "  AMF   2024/717 ", "KSN-2016-1422"])
def test_case_numbers_are_tidied(typed):
    assert case_number(typed, PATTERN) == " ".join(typed.split())


@pytest.mark.parametrize(
    "typed", ["", "AMF", "2024/717", "AMF 24/717", "AMF 2024/717 och mer", "AMF 2024/717\u202e"]
)
def test_case_numbers_of_another_form_are_refused(typed):
    with pytest.raises(ValueError, match="Diarienumret"):
        case_number(typed, PATTERN)


@pytest.mark.parametrize("typed", ["14", "§14", "§ 14", " §  14 ", "§ § 14"])
def test_a_paragraph_of_minutes_is_written_one_way(typed):
    assert paragraph(typed) == "§ 14"
    assert (paragraph(" "), paragraph("Bilaga 2")) == ("", "Bilaga 2")
