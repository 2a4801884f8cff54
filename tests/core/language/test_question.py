"""What was typed, taken apart: what must be found, what only weighs, and the ways each may be written."""

import pytest

from registry.core.language import addresses, case_numbers, light, numbers, spelling, stems
from registry.core.language.question import MOST_TERMS, TermKind, WritingKind, question
from registry.core.language.synonyms import GENERAL, SynonymKind, listed

WORD, FORM, SMALL, NUMBER, ADDRESS = TermKind


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Björkens vänner i Trosa", [WORD, WORD, SMALL, WORD]),
        ("föreningen Lyktan", [FORM, WORD]),
        ("Riksförbundet Lyktan", [FORM, WORD]),
        ("Stiftelsen", [WORD]),  # nothing else to look for
        ("och", [WORD]),
        ("Stiftelsen för den", [WORD, SMALL, SMALL]),
        ("802990-0118 Vattenlabbet", [NUMBER, WORD]),
        ("org.nr 802990-0118", [NUMBER]),
        ("bankgiro 5050-1055", [NUMBER]),
        ("info@vattenlabbet-prov.se", [ADDRESS]),
        ("www.vattenlabbet-prov.se", [ADDRESS]),
        ("@solprov.se", [ADDRESS]),
        ("EX 2026/9", [NUMBER]),
        ("EX 2026", [WORD, WORD]),
        ("dnr EX-2026-09 Lyktan", [NUMBER, WORD]),
    ],
)
def test_what_must_be_found_and_what_only_weighs(text, kinds):
    assert [term.kind for term in question(text).terms] == kinds


@pytest.mark.parametrize(
    "text",
    ["AMF 2024/717", "amf 2024/717", "AMF-2024-717", "AMF2024/717", "AMF 2024/0717", "AMF 2024 / 717", "amf 2024:717",
     "AMF 2024\u2013717"],
)  # fmt: skip
def test_a_case_number_is_one_word_in_every_spelling(text):
    found, rest = case_numbers.taken_out(f"dnr {text}, Lyktan")
    assert [one for _typed, one in found] == ["amf2024717"]
    assert spelling.words(rest) == ("dnr", "lyktan")


@pytest.mark.parametrize(
    "text",
    ["Granbo 2024", "802990-0118", "08-465 004 05", "2024-05-01", "Årsmöte 2024-05-01", "möte 2024-05-01",
     "avtal 2024-2027", "avtal 2024 \u2013 2027"],
)  # fmt: skip
def test_what_is_no_case_number_is_left(text):
    assert case_numbers.taken_out(text) == ([], text)


def test_nothing_typed_is_no_question():
    assert not any(question(text) for text in (None, "", "  ", "%", "\u202e", "🎈", "@", "."))
    assert len(question("a b1 " * 100).terms) == MOST_TERMS


@pytest.mark.parametrize(
    "text",
    ["802990-0118", "8029900118", "802990 0118", "802990–0118", "16802990-0118", "SE802990011801", "se 802990-0118 01",
     "8029900118.0",
     "802990\u00a00118", "'8029900118", "80 29 90 01 18", "org.nr 802990-0118", "Organisationsnummer: 802990-0118",
     "802990-0118.", "802990-0118 (paraply)"],
)  # fmt: skip
def test_an_organisation_number_in_any_spelling(text):
    term = question(text).terms[0]
    assert (term.kind, term.ways[0].words) == (NUMBER, ("8029900118",))


@pytest.mark.parametrize(
    "text",
    [
        "08-465 004 05",
        "0846500405",
        "+46 8 465 004 05",
        "+46846500405",
        "0046 8 465 004 05",
        "08-46 50 04 05",
    ],
)
def test_a_telephone_number_in_any_spelling(text):
    assert numbers.in_one_form(text) == "0846500405"
    assert question(text).terms[0].ways[0].words == ("0846500405",)


@pytest.mark.parametrize("text", ["+47 22 12 34 56", "0047 22 12 34 56", "+4722123456", "004722123456"])
def test_a_telephone_number_in_another_country_in_any_spelling(text):
    assert numbers.in_one_form(text) == "4722123456"


@pytest.mark.parametrize(
    ("address", "keys"),
    [
        ("info@solprov.se", ("infosolprovse", "solprovse")),
        ("https://www.sol-prov.se/om/oss", ("solprovseomoss", "solprovse")),
        ("HTTP://Solprov.SE/", ("solprovse",)),
        ("@solprov.se", ("solprovse",)),
        ("solprov.se", ("solprovse",)),
    ],
)
def test_an_address_is_one_word_and_its_host_another(address, keys):
    assert addresses.keys(address) == keys


def _written(text, at=0):
    return {way.words for way in question(text).terms[at].ways}


@pytest.mark.parametrize(
    ("text", "at", "way"),
    [
        ("Granbo IF", 1, ("idrottsforening",)),
        ("Granbo Idrottsförening", 1, ("if",)),
        ("Granbo idrottsföreningen", 1, ("if",)),
        ("Brf Tallhuset", 0, ("bostadsrattsforening",)),
        ("Bostadsrättsföreningen Tallhuset", 0, ("brf",)),
        ("PRO Trosa", 0, ("pensionarernas", "riksorganisation")),
        ("Pensionärernas Riksorganisation Trosa", 0, ("pro",)),
        ("Kristliga Föreningen av Unga Kvinnor", 0, ("kfuk",)),
        ("sankt alvars", 0, ("st",)),
        ("S:t Alvars", 0, ("sankt",)),
        ("S:ta Vinas", 0, ("sankta",)),
        ("hav land", 0, ("havland",)),
        ("I F K Granbo", 0, ("ifk",)),
        ("segling Granbo", 0, ("segelsallskap",)),
    ],
)
def test_the_other_ways_of_writing_it(text, at, way):
    assert way in _written(text, at)


def test_every_abbreviation_goes_both_ways():
    for phrase, shorts in GENERAL.shorts.items():
        for short in shorts:
            assert phrase in GENERAL.longs[short]
            assert phrase in _written(short)
            found = question(" ".join(phrase)).terms
            assert any((short,) in {way.words for way in term.ways} for term in found), phrase


def test_kindred_words_are_each_others_and_the_city_has_its_own():
    assert ("simklubb",) in GENERAL.kindred("simning")
    assert ("simning",) in GENERAL.kindred("simklubb")
    own = listed(((SynonymKind.OTHER, "Fritidsbank, sportotek"),))
    assert ("sportotek",) in {way.words for way in question("fritidsbank", own).terms[0].ways}
    assert {way.how for way in question("fritidsbank", own).terms[0].ways} == {
        WritingKind.TYPED,
        WritingKind.KINDRED,
    }


def test_phrases_are_each_others_too():
    own = listed(((SynonymKind.ENGLISH, "homework help, hjälp med läxor, läxhjälp"),))
    for typed, ways in (
        ("läxhjälp Farsta", {("homework", "help"), ("hjalp", "laxor")}),
        ("hjälp med läxor i Farsta", {("laxhjalp",), ("homework", "help")}),
        ("Homework Help", {("laxhjalp",), ("hjalp", "laxor")}),
    ):
        first = question(typed, own).terms[0]
        assert ways <= {way.words for way in first.ways}, typed
        assert not ways & {way.words for way in question(typed).terms[0].ways}


def test_a_short_form_is_each_of_its_words_and_these_are_not_each_others():
    own = listed(((SynonymKind.SHORT, "SS, simsällskap, segelsällskap"),))
    assert {("simsallskap",), ("segelsallskap",)} <= {way.words for way in question("SS", own).terms[0].ways}
    assert {way.words for way in question("simsällskap", own).terms[0].ways} == {("simsallskap",), ("ss",)}


def test_the_same_list_is_the_same_object_and_another_another():
    said = ((SynonymKind.OTHER, "a, b"),)
    assert listed(said) is listed((*said,))
    assert listed(said) is not listed(((SynonymKind.OTHER, "a, c"),))


@pytest.mark.parametrize(
    ("text", "words"),
    [("S:t Alvar", ("st", "alvar")), ("S:ta Vina", ("sta", "vina")), ("Café & Bar", ("cafe", "bar")),
     ("Ægir Øst", ("aegir", "ost")), ("HAV-LAND", ("hav", "land"))],
)  # fmt: skip
def test_words_are_folded(text, words):
    assert spelling.words(text) == words


def test_words_written_as_one():
    assert spelling.joined(("hav", "land", "ekbacken")) == ["havland", "landekbacken"]
    assert spelling.joined(("i", "f", "k")) == ["if", "fk", "ifk"]


@pytest.mark.parametrize(
    ("bent", "bare"), [("kyrkan", "kyrkor"), ("foreningen", "forening"), ("pensionarernas", "pensionarer")]
)
def test_stems_meet(bent, bare):
    assert stems.stem(bent) == stems.stem(bare)


def test_a_compound_is_found_by_every_end_of_it():
    assert "kyrkan" in stems.ends("ringmarkarkyrkan")
    assert "kor" in stems.ends("damkor")
    assert stems.ends("kor") == stems.ends("2027") == ()


def test_light_words():
    assert light.telling(("musik", "och", "rorelse", "i", "norr")) == ("musik", "rorelse", "norr")
    assert light.telling(("i", "och")) == ("i", "och")
