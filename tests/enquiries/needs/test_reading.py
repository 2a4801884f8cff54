"""Reading a text: the terms with their sentences, denials, other municipalities, misspellings and figures."""

from datetime import date

import pytest
import yaml

from registry.cli.loading.files import DATA
from registry.enquiries.needs.facts import facts
from registry.enquiries.needs.phrases import PhraseBook, VocabularyTerm, phrase, wordings
from registry.enquiries.needs.reading import read
from registry.enquiries.needs.values import CertaintyLevel, NeedList, ReadParty


def said(text, book):
    return {term.code: term for term in read(text, book).terms}


def test_a_term_comes_with_its_sentence_its_words_and_how_sure_it_is(book):
    found = said("Vi söker medel. Språkcaféer för nyanlända/utrikesfödda behövs, t.ex. i Farsta.", book)
    assert {*found} == {"NYANL", "SPRAK", "FARSTA"}
    assert found["NYANL"].sentence == "Språkcaféer för nyanlända/utrikesfödda behövs, t.ex. i Farsta."
    assert (found["NYANL"].words, found["NYANL"].level) == ("nyanlanda", CertaintyLevel.SURE)
    assert said("För utrikesfödda.", book)["NYANL"].level is CertaintyLevel.POSSIBLE


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Det behövs inte språkcafé utan en jobbmässa.", set()),  # what is denied reaches five words
        ("Det behövs inte språkcafé, men en jobbmässa.", {"MATCH"}),  # and not into the next clause
        ("Inte bara språkcafé utan också jobbmässor.", {"SPRAK", "MATCH"}),  # no denial at all
        ("Språkcafé, trots genomgången sfi.", {"SPRAK"}),
        ("Inga språkcaféer finns. Språkcafé behövs.", {"SPRAK"}),
        (
            "Unga som varken arbetar eller studerar behöver språkcafé.",
            {"UVAS", "SPRAK"},
        ),  # the phrase has the word
        ("De har kort eller ingen utbildningsbakgrund.", {"KORTUTB"}),
        ("De har mycket kort, tyvärr, utbildning.", set()),  # a phrase does not reach over a comma
        ("En kort svensk utbildning.", {"KORTUTB"}),  # one word between
        ("En kort men bra och svensk utbildning.", set()),
        ("Språkpromneader i skogen.", {"SPRAK"}),  # misspelt
        ("Sprkcafe på torsdagar.", {"SPRAK"}),
        ("Motion om jobbmässor.", {"MATCH"}),  # what kind of document it is says nothing of what is needed
        ("Motion varje dag.", set()),
        ("Vi vill pröva något.", set()),  # `prova på` is two words
        ("I Värmdö finns ett projekt.", {"ANNAN"}),
        ("I Värmdö finns ett projekt. Vi vill ha det i Farsta.", {"FARSTA"}),  # the example is not where
    ],
)
def test_what_is_said_and_what_is_not(text, codes, book):
    assert {*said(text, book)} == codes


def test_what_is_said_again_is_a_little_surer(book):
    once = said("Nyanlända.", book)["NYANL"].certainty
    assert said("Nyanlända. Nyanlända! Nyanlända?", book)["NYANL"].certainty == once + 4


def test_the_city_writes_phrases_with_how_sure_they_are():
    assert list(wordings("95: nyanländ; ny i Sverige\n\n60: utrikesfödd ;")) == [
        (95, "nyanländ"), (95, "ny i Sverige"), (60, "utrikesfödd"),
    ]  # fmt: skip
    for wrong in ("nyanländ", "195: nyanländ", "många: nyanländ"):
        with pytest.raises(ValueError, match=r"."):
            list(wordings(wrong))
    term = VocabularyTerm(NeedList.ACTIVITY, "SPRAK", "Språk")
    assert phrase("språkcafé", term, 0) is None  # put out of use
    assert phrase("–", term, 95) is None


@pytest.mark.parametrize(
    ("sentence", "name", "value"),
    [
        ("Unga mellan 15 och 21 år.", "age_to", 21),
        ("Unga 15–21 år.", "age_from", 15),
        ("Alla över 55 år.", "age_from", 55),
        ("30 deltagare kan delta.", "capacity", 30),
        ("Det finns plats för 12 utrikes födda kvinnor.", "capacity", 12),
        ("Projektet ska pågå under 1,5 år.", "length_months", 18),
        ("Projektet pågår i arton månader.", "length_months", 18),
        ("Unga 15–21 år i en grupp.", "length_months", None),
        ("Gruppen startar den 1 februari 2025.", "starts_on", date(2025, 2, 1)),
        ("Från januari 2025 till juni 2026.", "ends_on", date(2026, 6, 1)),
        ("Den 31 februari 2025.", "starts_on", None),
        ("Det kostar 2,4 miljoner kronor.", "cost", 2_400_000),
        ("Det kostar 350 tkr.", "cost", 350_000),
        ("Det kostar 450 000 kronor.", "cost", 450_000),
        ("Värmdö kommun är projektägare.", "owner", "Värmdö kommun"),
        ("Det finansieras av Europeiska socialfonden.", "funder", "Europeiska socialfonden"),
    ],
)
def test_the_figures_of_a_text(sentence, name, value):
    assert getattr(facts([sentence]), name) == value


def test_the_parties_with_their_roles():
    found = facts(
        ["Arbetsförmedlingen är samverkanspart och föreningen Navet är både samverkanspart och utförare."]
    )
    assert found.parties == (
        ReadParty("Arbetsförmedlingen", ("samverkanspart",)), ReadParty("Navet", ("samverkanspart", "utförare")),
    )  # fmt: skip


def test_every_phrase_of_the_reference_data_can_be_read_and_says_its_own_term():
    rows = yaml.safe_load((DATA / "reference" / "vocabulary_wordings.yaml").read_text())
    kinds = {
        "target_group": NeedList.TARGET_GROUP,
        "activity": NeedList.ACTIVITY,
        "district": NeedList.DISTRICT,
    }
    said = [
        (text, found)
        for row in rows
        for field, which in kinds.items()
        if field in row
        for certainty, text in wordings(row["phrases"])
        if (found := phrase(text, VocabularyTerm(which, row[field], row[field]), certainty))
    ]
    book = PhraseBook(found for _text, found in said)
    silent = [
        text for text, found in said
        if found.term.code not in {one.code for one in read(f"Så: {text.rstrip('*')}", book).terms}
    ]  # fmt: skip
    assert len(said) > 600
    assert silent == []
