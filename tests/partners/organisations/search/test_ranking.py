"""Which records match, in which order and why: pure, without a database."""

import pytest

from registry.core.i18n import swedish
from registry.partners.organisations.search import ranking, tokens
from registry.partners.organisations.search.lookups import MatchPlace, group
from registry.partners.organisations.search.ranking import MatchEvidence, judge, question

HELD = " ".join([
    *tokens.named("Rädda Barnen", ["Barnskyddet"]),
    "psolna p17163 p171 p63 ssprakkaf sbiblioteket sbibliotek sordnar d8020028638 fsectorcivil",
])  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "worst"),
    [
        ("802002-8638", MatchPlace.NUMBER),
        ("16802002-8638", MatchPlace.NUMBER),
        ("802002", MatchPlace.NUMBER_BEGINS),
        ("Rädda Barnen", MatchPlace.NAME_WHOLE),
        ("barn", MatchPlace.NAME_BENT),
        ("rädda bar", MatchPlace.NAME_BEGINS),
        ("barnskydd", MatchPlace.OTHER_NAME),
        ("barnen solna", MatchPlace.SEAT),
        ("17163", MatchPlace.SEAT),
        ("språkkafé", MatchPlace.SUBJECT),
        ("skydde", MatchPlace.INSIDE),
        ("bibloteket", MatchPlace.ALIKE),
        ("solan", MatchPlace.ALIKE),
    ],
)
def test_where_a_word_is_found(typed, worst):
    assert max(one.place for one in judge(question(typed), "radda barnen", HELD).where) is worst


def test_a_whole_case_number_is_not_said_to_be_a_name_that_begins_alike():
    """`EX 2026/8` is the number of the matter, whatever in it begins with "ex"."""
    held = " ".join(tokens.named("Exempel: Språkvänner", ["Exempelföreningen", "EX 2026/8"]))
    facts = MatchEvidence(
        "Exempel: Språkvänner",
        ["Exempelföreningen", "EX 2026/8"],
        labelled={"part": ["Exempelföreningen"], "diarienummer": ["EX 2026/8"]},
    )
    found = judge(question("EX 2026/8"), "exempel sprakvanner", held)
    assert ranking.explanation(found, facts) == "diarienummer: EX 2026/8"


def test_the_better_the_place_the_higher():
    typed = [
        "Rädda Barnen",
        "Barnen Rädda",
        "barnen solna",
        "rädda bar",
        "barn sprakkafe",
        "bibloteket barnne",
    ]
    ranks = [judge(question(text), "radda barnen", HELD).rank for text in typed]
    assert ranks == sorted(set(ranks))


@pytest.mark.parametrize(
    "typed", ["finns inte", "barnen farsta", "8020028639", "civil", "fsectorcivil", "brn"]
)
def test_what_does_not_match(typed):
    assert judge(question(typed), "radda barnen", HELD) is None


def test_what_is_not_required_only_weighs():
    whole, less = (
        judge(question(text), "radda barnen", HELD) for text in ("Rädda Barnen", "Föreningen Rädda Barnen")
    )
    assert whole.rank < less.rank
    asked = question("Rädda Barnen Farsta")
    found = judge(asked, "radda barnen", HELD, without=[asked.terms[-1]])
    assert found.without == ("Farsta",)
    assert found.rank > less.rank


@pytest.mark.parametrize("text", ["Rädda Barnen", "PRO Trosa", "802002-8638 x", "a@b.se", "Granbo IF", "kör"])
def test_what_the_engine_is_asked_for_is_what_is_judged(text):
    asked = question(text)
    for term in asked.terms:
        for choice in group(term):
            held = " ".join(token.text for token in choice)
            alone = ranking.SearchQuestion(asked.words, (term,))
            assert judge(alone, "", held) is not None, choice


@pytest.mark.parametrize(
    ("typed", "known", "wrong"),
    [("barnne", "barnen", 1), ("barnn", "barnen", 1), ("idrotsforening", "idrottsforeningen", 1),
     ("bran", "barn", 1), ("bern", "barn", 1), ("abc", "abd", 0), ("1234", "1235", 0),
     ("vatenlabet", "vattenlabbet", 2), ("vattnelabet", "vattenlabbet", 2), ("barnnn", "barnen", 1),
     ("brannn", "barnen", 0), ("varn", "barn", 0), ("franbo", "granbo", 1)],
)  # fmt: skip
def test_letters_wrong_missing_added_or_swapped(typed, known, wrong):
    assert ranking.wrong_letters(typed, known) == wrong
    if wrong == 1:  # what the index keeps of the two has something in common, so that either finds the other
        assert tokens.misspellings(typed) & tokens.misspellings(known)


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
            ("barnskyddet", "annat namn: Barnskyddet"),
            ("17163", "plats: 171 63"),
            ("barnen solna", "plats: Solna"),
            ("rädda", "namnet"),
            ("802002", "organisationsnumret"),
        ):
            assert ranking.explanation(judge(question(typed), "radda barnen", HELD), facts) == why
