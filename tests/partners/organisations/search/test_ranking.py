"""Which records match, in which order and why: pure, without a database."""

import pytest

from registry.core.i18n import swedish
from registry.partners.organisations.search import ranking, tokens
from registry.partners.organisations.search.ranking import MatchEvidence, judge, question

HELD = (
    "nradda nbarnen obarnskyddet psolna p17163 p171 p63 ssprakkaf sbiblioteket sbibliotek sordnar d8020028638 "
    "fsectorcivil"
)


@pytest.mark.parametrize(
    ("typed", "rank"),
    [
        ("802002-8638", 0),
        ("16802002-8638", 0),
        ("802002", 1),
        ("Rädda Barnen", 2),
        ("rädda b", 3),
        ("barnen", 4),
        ("barne rädda", 5),
        ("barnskydd", 6),
        ("barnen solna", 7),
        ("17163", 7),
        ("språkkafé", 8),
        ("skydde", 9),
        ("bibloteket", 10),
        ("barnne", 10),
        ("raddaa", 10),
    ],
)
def test_the_better_the_place_the_higher(typed, rank):
    assert judge(question(typed), "radda barnen", HELD).rank == rank


@pytest.mark.parametrize(
    "typed", ["finns inte", "barnen farsta", "8020028639", "civil", "fsectorcivil", "brn"]
)
def test_what_does_not_match(typed):
    assert judge(question(typed), "radda barnen", HELD) is None


def test_nothing_typed_is_no_question():
    assert not any(question(text) for text in (None, "", "  ", "%", "\u202e", "🎈"))
    assert len(question("a " * 100).words) == ranking.MOST_WORDS


@pytest.mark.parametrize(
    ("typed", "known", "alike"),
    [("barnne", "barnen", True), ("barnn", "barnen", True), ("idrotsforening", "idrottsforeningen", True),
     ("bran", "barn", True), ("bern", "barn", True), ("abc", "abd", False), ("1234", "1235", False)],
)  # fmt: skip
def test_one_letter_wrong_missing_added_or_swapped(typed, known, alike):
    assert ranking.is_alike(typed, known) is alike
    if alike:  # what the index keeps of the two has something in common, so that either finds the other
        assert tokens.misspellings(typed) & tokens.misspellings(known)


@pytest.mark.parametrize(
    ("text", "digits"),
    [("802002-8638", "8020028638"), ("80 20 02", "802002"), ("16802002–8638", "8020028638"), ("8", None),
     ("12345678901", None), ("80x", None), ("", None), (None, None)],
)  # fmt: skip
def test_a_number_in_any_spelling(text, digits):
    assert tokens.digits(text) == digits


def test_the_reason_quotes_what_was_written():
    purpose = (
        "Vi ordnar sedan många år tillbaka och på många platser i staden språkkafé, läxhjälp och utflykter."
    )
    facts = MatchEvidence("Rädda Barnen", ["Barnskyddet"], ["Solna", "171 63"], {"ändamål": purpose})
    with swedish():
        for typed, why in (
            (
                "språkkafé",
                "ändamål: …tillbaka och på många platser i staden språkkafé, läxhjälp och utflykter.",
            ),
            ("barnskydd", "annat namn: Barnskyddet"),
            ("17163", "plats: 171 63"),
            ("barnen solna", "plats: Solna"),
            ("rädda", "namnet"),
            ("802002", "organisationsnumret"),
        ):
            assert ranking.explanation(judge(question(typed), "radda barnen", HELD), facts) == why
