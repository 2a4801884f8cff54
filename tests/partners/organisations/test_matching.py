"""When two records may be one: a decision table, and precision and recall on a small labelled set. No database."""

from dataclasses import replace

import pytest
from rapidfuzz import process
from rapidfuzz.distance import OSA

from benchmarks.sameness.__main__ import measured, proposed
from benchmarks.sameness.pairs import pairs
from benchmarks.sameness.register import register
from registry.partners.organisations import matching, names_apart, naming
from registry.partners.organisations.matching import Described, Doubt, Reason


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Svenska med baby", "Svenska med Baby", True),  # only the case differs
        ("Rädda Barnen", "Rädda Barnens Riksförbund", True),  # a word that many names share, and a genitive
        ("Radda barnen", "Rädda Barnen", True),  # typed on another keyboard
        ("Föreningen Ordfront", "Ordfront", True),  # a word that many names share
        ("Hyresgästföreningen", "Hyresgastforeningen i Stockholm", True),  # a place that people leave out
        ("Svenska Röda Korset i Stockholm", "Röda Korset", True),  # and "Svenska" too
        ("Välkomen till Värmdö", "Välkommen till Värmdö", True),  # a letter is missing
        ("Tensta IF", "Tensta Idrottsförening", True),  # an abbreviation of sport
        ("Nacka Bollklubb", "NACKA B K", True),  # the same, in letters apart
        ("PRO Nacka", "Pensionärernas Riksorganisation i Nacka", True),  # a known abbreviation
        ("Kurdiska föreningen, ideell förening", "Kurdiska Föreningen (vilande)", True),  # what is no name
        ("Hörselskadades Riksförbund Solna", "HRS", True),  # the first letters
        ("Språkkaféet i Husby", "Språk kaféet i Husby", True),  # written apart
        ("Tenstajouren", "Jouren i Tensta", True),  # a place inside a word
        ("Polska öreningen i Huddinge", "Polska föreningen i Huddinge", True),  # a typo in a common word
        ("Rädda Barnen", "Röda Korset", False),
        ("ABF", "ABU", False),  # short names are alike by chance
        ("Föreningen", "Stiftelsen", False),
        ("🎈", "🎉", False),  # nothing left to compare
        ("Tensta IF", "Tensta BK", False),  # two clubs in one place
        ("Nacka Simsällskap", "Nacka Segelsällskap", False),  # both are "SS"
        ("Scoutkåren avdelning 3", "Scoutkåren avdelning 4", False),  # number words
        ("Norra Ängby hembygdsförening", "Södra Ängby hembygdsförening", False),  # sides
        ("Hyresgästföreningen i Malmö", "Hyresgästföreningen i Lund", False),  # another place
        ("Stiftelsen Naturhjälpen", "Stiftelsen Katthjälpen", False),  # the distinctive word differs
        ("Somaliska föreningen i Kista", "Syriska föreningen i Kista", False),
    ],
)
def test_alike(one, other, alike):
    assert matching.is_alike(one, other) is alike
    assert matching.is_alike(other, one) is alike


HERE = {"seat": "Tensta"}
D, R, Q = Described, Reason, Doubt
NUMBER, OTHER = "802002-8638", "802502-7627"


@pytest.mark.parametrize(
    ("one", "other", "proposed", "reason", "doubt"),
    [
        # the same name in the same place, and elsewhere
        (D("Jouren Alma", **HERE), D("Jouren Alma", **HERE), True, R.NAME_HERE, None),
        (D("Jouren Alma", **HERE), D("Jouren Alma", seat="Lund"), False, R.NAME, Q.OTHER_PLACE),
        # two towns of one city are neither the same nor another place
        (D("Jouren Alma", **HERE), D("Jouren Alma", seat="Stockholm"), True, R.NAME, None),
        # names that say two parts of one city are of two; a part and the city may be of one
        (D("Farsta stadsdelsnämnd"), D("Skärholmens stadsdelsnämnd"), False, R.NAME, Q.OTHER_PLACE),
        (D("Farsta hembygdsförening"), D("Stockholms hembygdsförening"), True, R.NAME, None),
        # the same postcode area
        (D("Jouren Alma", postcode="163 64"), D("Jouren Alma", postcode="163 02"), True, R.NAME_HERE, None),
        # two valid numbers are two legal persons; a wrong one says nothing
        (D("Jouren Alma", NUMBER), D("Jouren Alma", OTHER), False, R.NAME, Q.OTHER_NUMBER),
        (D("Jouren Alma", NUMBER), D("Jouren Alma", "802002-8639"), True, R.NAME, None),
        # one number, renamed in the same place; a branch elsewhere shares it
        (D("Jouren Alma", NUMBER, **HERE), D("Kvinnorummet", NUMBER, **HERE), True, R.NUMBER, None),
        (D("Jouren i Kista", NUMBER), D("Jouren i Lund", NUMBER), False, R.NUMBER, Q.OTHER_PLACE),
        # half a name needs a website, an account or a mail domain besides
        (D("Kvinnojouren Alma"), D("Kvinnojouren"), False, None, None),
        (
            D("Alma kvinnojour", website="alma.se"),
            D("Kvinnojouren", website="http://www.alma.se/om"), True, R.WEBSITE, None,
        ),
        (D("Alma kvinnojour", giro=("54029681",)), D("Kvinnojouren", giro=("54029681",)), True, R.GIRO, None),
        (D("Alma kvinnojour", emails=("a@alma.se",)), D("Kvinnojouren", emails=("b@alma.se",)), True, R.MAIL, None),
        (
            D("Alma kvinnojour", emails=("a@gmail.com",)),
            D("Kvinnojouren", emails=("b@gmail.com",)), False, None, None,
        ),
        # an umbrella and its local part
        (
            D("Rädda Barnen", seat="Sundbyberg"),
            D("Rädda Barnen lokalförening", seat="Sundbyberg"), False, R.NAME_HERE, Q.BRANCH,
        ),
    ],
)  # fmt: skip
def test_proposed(one, other, proposed, reason, doubt):
    found = matching.compare(one, other)
    assert (found.score >= matching.PROPOSED) is proposed
    assert reason is None or reason in found.reasons
    assert doubt is None or doubt in found.doubts


@pytest.mark.parametrize(
    ("website", "expected"),
    [
        ("https://www.Exempel.se/om", "exempel.se"),
        ("exempel.se", "exempel.se"),
        ("www2.exempel.se:8080", "exempel.se"),
        ("https://www2.idrottonline.se/Skyttarna/", "idrottonline.se/skyttarna"),
        ("https://www.facebook.com/Jouren/photos", "facebook.com/jouren"),  # a host that many share
        ("https://facebook.com", None),
        ("http://[::1", None),
        ("", None),
    ],
)
def test_web_key(website, expected):
    assert matching.web_key(website) == expected


def test_a_mail_host_in_common_is_no_website_in_common():
    one, other = (
        Described(name, seat="Ekby", emails=(f"{name[:3]}@manga.example",))
        for name in ("Färgporten", "Blåsorkesteren")
    )
    assert matching.compare(one, other).reasons == (Reason.MAIL,)
    assert not matching.asks(matching.compare(one, other))
    with_page = replace(other, website="https://manga.example")
    assert Reason.WEBSITE in matching.compare(one, with_page).reasons
    elsewhere = replace(other, website="https://orkestern.example")
    assert matching.compare(one, elsewhere).reasons == (Reason.MAIL,)


@pytest.mark.parametrize(
    ("public", "seat"),
    [
        ("Borås kommun", "Borås"),
        ("Boråss kommun", "Borås"),  # a genitive that Swedish does not write after s
        ("Borås stad", "Borås"),
        ("Askrums kommun", "Askrum"),  # a place that no list of ours knows
        ("Upplands Väsby kommun", "Upplands Väsby"),
        ("Region Skåne", "Skåne"),
    ],
)
def test_a_club_is_never_the_municipality_of_its_town(public, seat):
    """KL 1:1: municipalities and regions are legal persons of their own, whatever the town's clubs are called."""
    for club in (f"{seat} Innebandyklubb", f"{seat} IF", f"{seat}s Föräldraförening", seat):
        likeness = matching.compare(Described(club, seat=seat), Described(public, "212000-1355", seat=seat))
        assert Doubt.LEGAL_PERSON in likeness.doubts
        assert not matching.asks(likeness)
        assert names_apart.are_apart(club, public)
    assert not names_apart.are_apart(public, public.upper())


@pytest.mark.parametrize(
    "name", ["Föreningen Gamla stad", "Hembygd i vår kommun", "Ren stad", "Region Väst IF"]
)
def test_an_association_that_names_a_municipality_is_none(name):
    assert names_apart.legal_person(name) == ""


def test_keys_are_short_and_neighbours_look_alike():
    assert naming.key("Svenska Röda Korset, Hägerstens krets") == "rodakorset hagersten"
    assert naming.key("Tensta Idrottsförening") == naming.key("TENSTA I F") == "tensta if"
    assert naming.tail("Röda Korset avdelning 3") == "tesrokador 3"
    assert len(naming.key("å" * 2000)) <= naming.LONGEST_KEY


# What lists of municipalities hold, (one, other), however the rest is: proposed, and not proposed.
PAGE = {"website": "https://bundprov.se/ekby"}
SAME = (
    (D("VMT Tallbo"), D("Tallbo VMT")),
    (D("DIKO – Dansförening Inre Kustlandet"), D("Dansförening Inre Kustlandet, DIKO")),
    (D("Vänner mot tystnad (VMT)"), D("Vänner mot tystnad")),
    (D("Ekby Brottning", **PAGE), D("Ekby Brottarklubb", **PAGE)),
    (D("Ekby Kanotclub", **PAGE), D("Ekby KC", **PAGE)),
    (D("Ekby Basketbollklubb", **PAGE), D("Ekby BBK", **PAGE)),
    (D("Hembygdsfören. Björklid", **PAGE), D("Hembygdsföreningen Björklid", **PAGE)),
    (D("Björkkyrkan", **PAGE), D("Björkförsamlingen", **PAGE)),
    (D("Björklids RF", **PAGE), D("Björklids Ryttarförening", **PAGE)),
    (D("Lyktans vänner", **PAGE), D("Föreningen Lyktans Vänner", **PAGE)),
    (D("Synskadades Riksförbund Ekby", seat="Ekby"), D("SRF Ekby", seat="Ekby")),
)
TWO = (
    (D("Skolan Ekorren", "212099-0011", seat="Ekby"), D("Biblioteket Ugglan", "212099-0011", seat="Ekby")),
    (D("Trosa Pilbågsklubb", seat="Trosa"), D("Svenska Pilbågsförbundet")),
    (D("Lyktan Tranås", website="https://a.se/tranas"), D("Lyktan Trosa", website="https://a.se/trosa")),
    *((D("Ekens SK", **PAGE), D(f"Ekens SK {part}", **PAGE)) for part in ("Juniorer", "Damer", "Ungdomssektion")),
    (D("Tallbackens Konsthall", **PAGE), D("Stiftelsen Tallbackens Konsthall", **PAGE)),
    (D("Granbo Hockey", **PAGE), D("Granbo Hockey AB", **PAGE)),
    (D("Granbo bygdegårdsförening"), D("Franbo bygdegårdsförening")),
    (D("Ekby Judoklubb", seat="Ekby"), D("Ekby Budoklubb", seat="Ekby")),
    (D("Ekby IF", seat="Ekby"), D("Ekby Ishockeyförening", seat="Ekby")),
    (D("Ekby IF", seat="Ekby"), D("Ekby IK", seat="Ekby")),
    (D("Irakiska föreningen", seat="Ekby"), D("Iranska föreningen", seat="Ekby")),
    (D("Minnesnavet", seat="Ekby", **PAGE), D("Minnesnavets förskola", seat="Ekby", **PAGE)),
)  # fmt: skip


def test_what_lists_of_municipalities_hold():
    for expected, some in ((True, SAME), (False, TWO)):
        for one, other in some:
            for found in (matching.compare(one, other), matching.compare(other, one)):
                assert (found.score >= matching.PROPOSED) is expected, (one.name, other.name, found)


def test_what_many_share_is_nobodys_own():
    one, other = D("Askens vänner", seat="Ekby", **PAGE), D("Bokens hus", seat="Ekby", **PAGE)
    common = frozenset(matching.own_values(one))
    assert Reason.WEBSITE in matching.compare(one, other).reasons
    assert matching.compare(one, other, common=common).reasons == ()


@pytest.mark.parametrize("is_kept", [False, True])
def test_precision_and_recall_do_not_sink(is_kept):
    """On the half that the weights are fitted to, and on the half kept apart."""
    made = pairs(register(kept=is_kept, size=500))
    got = measured(made, [proposed(pair) for pair in made])
    assert got.precision >= 0.8
    assert got.recall >= 0.85


def test_only_words_of_about_the_same_length_are_worth_comparing():
    """A letter more, less, swapped or another: the nearest word is the one that comparing with all of them finds."""
    for among in (naming._VOCABULARY, naming._TOWNS):
        for word in among[::7]:
            middle = len(word) // 2
            swapped = word[: middle - 1] + word[middle] + word[middle - 1] + word[middle + 1 :]
            for wrong in (
                word,
                word[:-1],
                word[1:],
                f"{word}x",
                f"{word[:middle]}q{word[middle + 1 :]}",
                swapped,
            ):
                all_ = process.extractOne(wrong, among, scorer=OSA.distance, score_cutoff=1)
                assert naming._nearest(wrong, among) == (all_[0] if all_ and len(wrong) > 4 else None)
