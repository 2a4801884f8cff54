"""A person's number or birth date told from an organisation's number, in every spelling that lists have."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from registry.core import identifiers, personal
from registry.core.text import clean
from tests.persons import DATES, numbers, persons


@given(persons())
@settings(max_examples=200, deadline=None)
def test_a_person_is_one_in_any_spelling(text):
    assert personal.is_personal(text)
    assert not personal.is_organisational(text)
    with pytest.raises(ValueError, match="personnummer"):
        identifiers.organisation_number(text)


@given(numbers(), st.data())
@example("202100-1234", None)
@settings(max_examples=200, deadline=None)
def test_a_valid_organisation_number_is_none_in_any_spelling(number, data):
    bare = number.replace("-", "")
    spellings = [
        number, bare, f"16{bare}", f"16{number}", f"{bare}.0", f"'{number}", f" {number}\u00a0", f"org.nr {number}",
        number.replace("-", "\u2013"), number.replace("-", " "), f"{number} (paraply)", f"{number}.",
        "".join(chr(0xFF10 + int(one)) if one.isdigit() else one for one in number),
    ]  # fmt: skip
    for text in [data.draw(st.sampled_from(spellings))] if data else [number, bare]:
        assert not personal.is_personal(text)
        assert personal.is_organisational(text)
        if data:
            assert identifiers.digits(text) == bare


@pytest.mark.parametrize(
    ("text", "is_organisational"),
    [
        ("802990-XXXX", True),  # masked, but the third digit says that it is no birth
        ("802990", True),
        ("802990-011", True),
        ("SE 802990-0118 01", True),
        ("202100-XXXX", True),  # a state authority's, which begins as a year does
        ("19802990-0027", True),
        ("X", False),
        ("saknas", False),
        ("000000-0000", False),
        ("12", False),
    ],
)
def test_what_is_no_persons(text, is_organisational):
    assert not personal.is_personal(text)
    assert personal.is_organisational(text) is is_organisational


@pytest.mark.parametrize("text", ["85O1O1-XXXX", "31048", "8501NN-NNNN", "1234567890123456"])
def test_digits_that_nobody_can_read_are_not_taken_for_an_organisations(text):
    assert personal.is_unreadable(text) or personal.is_personal(text)


@pytest.mark.parametrize("born", DATES[:4])
def test_a_masked_birth_date_is_found_in_any_text(born):
    for text in (f"Exempel Fotvård {born}-XXXX", f"({born}-****)", f"pnr {born} xxxx."):
        assert personal.has_personal(text)
        assert born not in personal.without(text)
    assert not personal.has_personal(f"Den {born} kom 1200 personer")


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("811218-9876", True),
        ("19811218-9876", True),
        ("198112189876", True),
        ("811218+9876", True),
        ("811278-9873", True),  # a coordination number
        ("811218-9875", True),  # in the number's place the third digit is enough
        ("802412-3419", False),
        ("16802412-3419", False),
        ("012345-6782", False),
        ("SE811218987601", True),
    ],
)
def test_persons_numbers_in_the_numbers_place(text, is_one):
    assert personal.is_personal(text) is is_one


def test_persons_numbers_elsewhere():
    assert personal.without("Ring Eva 811218-9876 nu") == f"Ring Eva {personal.GONE} nu"
    assert personal.without("Ring 070-1234567 eller 08-123 45 67") == "Ring 070-1234567 eller 08-123 45 67"
    assert personal.without("Bankgiro 5402-9681, org 802412-3419") == "Bankgiro 5402-9681, org 802412-3419"


@pytest.mark.parametrize(
    ("name", "is_association"),
    [
        ("Byföreningen Provby", True),
        ("Provstads Kanotclub", True),
        ("Sällskapet Prov", True),
        ("Provklubbens vänner", True),
        ("Exempel Fotvård", False),
        ("Föreningskonsult Exempel", False),
    ],
)
def test_a_name_says_whether_it_is_an_associations(name, is_association):
    assert personal.names_association(name) is is_association


@given(st.text(st.sampled_from("0123456789 -+/.*xX()\n\u00a0\u0669a"), max_size=24))
@example("850709-9805")
@example("19850709 - 98xx")
@settings(max_examples=500, deadline=None)
def test_the_quick_look_misses_nothing_that_the_close_one_finds(text):
    found = personal.plain(text)
    if personal._WHOLE.search(found) or personal._MASKED.search(found):
        assert personal.may_hold(text)
        assert personal._NEAR.search(found)


@given(st.text(st.sampled_from("0123456789-x*\x00\x01\x0b\x1c\x7f\x85\u200b\r\n"), max_size=24))
@example("850709\x01-9805")
@example("85\x000709-98\x7f05")
@settings(max_examples=300, deadline=None)
def test_what_is_cleaned_away_before_it_is_stored_hides_no_number(text):
    """Otherwise the number would not be seen when a list is read, and stand there whole when it is stored."""
    if personal.has_personal(clean(text)):
        assert personal.has_personal(text)
        assert personal.may_hold(text)
