"""The search on both engines: the same answers, kept exact by whatever changes, and told why."""

import threading

import pytest
from sqlalchemy import insert, select

from registry.core.database import reading, session
from registry.partners.organisations import catalogue, indexing
from registry.partners.organisations.countries import Country
from registry.partners.organisations.models import (
    Contact,
    Organisation,
    OrganisationName,
    Sector,
    Standing,
    organisation_district,
)
from registry.partners.organisations.rules import Filter
from registry.partners.organisations.search import checking, upkeep
from registry.partners.organisations.search.checking import Differences
from tests.factories import acting, district, organisation

pytestmark = pytest.mark.usefixtures("work")

REGISTER = (
    ("Rädda Barnen", {"number": "802002-8638", "seat": "Stockholm"}),
    ("Stockholms Stadsmission", {"number": "802003-1954", "seat": "Stockholm", "postcode": "111 29"}),
    ("Hägersten Barnhjälp", {"seat": "Hägersten", "purpose": "Driver språkkaféer för nyanlända kvinnor."}),
    ("Barnens Bästa Förening", {"seat": "Älvsjö"}),
    ("Föreningen Språkkompis", {"seat": "Farsta"}),
    ("Idrottsklubben Örnen", {"seat": "Örebro", "number": "857202-1234"}),
    ("جمعية المساعدة", {"seat": "Tensta"}),
    ("100 % Idéburet", {}),
)
ANSWERS = {
    "rädda barnen": ["Rädda Barnen"],
    "RADDA BARNEN": ["Rädda Barnen"],
    "barnen": ["Rädda Barnen", "Barnens Bästa Förening"],
    "barn": ["Rädda Barnen", "Barnens Bästa Förening", "Hägersten Barnhjälp"],
    "802002-8638": ["Rädda Barnen"],
    "8020028638": ["Rädda Barnen"],
    "16802002-8638": ["Rädda Barnen"],
    "802002 8638": ["Rädda Barnen"],
    "80200": ["Rädda Barnen", "Stockholms Stadsmission"],
    "stockholm": ["Stockholms Stadsmission", "Rädda Barnen"],
    "11129": ["Stockholms Stadsmission"],
    "111 29": ["Stockholms Stadsmission"],
    "språkkafé": ["Hägersten Barnhjälp"],
    "sprakkafe": ["Hägersten Barnhjälp"],
    "nyanländ kvinna": ["Hägersten Barnhjälp"],
    "hägersten barn": ["Hägersten Barnhjälp"],
    "ornen": ["Idrottsklubben Örnen"],
    "kompis": ["Föreningen Språkkompis"],
    "radda barnne": ["Rädda Barnen"],
    "stadsmision": ["Stockholms Stadsmission"],
    "hgaersten": ["Hägersten Barnhjälp"],
    "idrottsclub": ["Idrottsklubben Örnen"],
    "المساعدة": ["جمعية المساعدة"],
    "100 %": ["100 % Idéburet"],
    "1_0": [],
    "finns inte": [],
    "' OR 1=1 --": [],
    '"* NEAR(': [],
    "%": [],
}


@pytest.fixture
def actor():
    return acting()


def found(actor, text, **more):
    return [row.name for row in catalogue.page(actor, Filter(text=text, **more)).page.rows]


def test_the_same_answers_on_both_engines(actor):
    for name, facts in REGISTER:
        organisation(name, **facts)
    session.flush()
    everything = sorted(name for name, _facts in REGISTER)
    for text, names in ANSWERS.items():
        expected = names if text != "%" else None
        answer = found(actor, text)
        assert answer == expected if expected is not None else sorted(answer) == everything, text


# What officials type, and what is found first; beside it what is said to be missing.
OFFICIALS = (
    ("Björkens vänner", {"seat": "Trosa"}),
    ("Lyktan", {}),
    ("Kaprifolens föräldrar", {}),
    (
        "Vattenlabbet",
        {"seat": "Uppsala", "number": "802990-0118", "website": "https://www.vattenlabbet-prov.se"},
    ),
    ("Granbo Idrottsförening", {"seat": "Granbo"}),
    ("Ekbacken IF", {"seat": "Ekbacken"}),
    ("Bostadsrättsföreningen Tallhuset", {}),
    ("Pensionärernas Riksorganisation Trosa", {"seat": "Trosa"}),
    ("HAV-LAND Ekbacken", {}),
    ("Gröna Stugan", {}),
    ("Innebandy Sällskap Ekbacken", {}),
    ("Curling klubb Furan", {}),
    ("Lövsångarens Segelsällskap", {"seat": "Granbo"}),
    ("Musik & Rörelse i Norr", {}),
    ("S:t Alvars scoutkår", {}),
    ("S:ta Vinas vänner", {}),
    ("Ringmärkarkyrkan", {"seat": "Granbo"}),
    ("Damkören Alva", {"seat": "Granbo"}),
    ("Solprovarna i Segerby", {}),
    *((f"{first}kyrkan", {"seat": "Ekbacken"}) for first in ("Al", "Bo", "Ek", "Is", "Ny", "Sol", "Vi")),
)
ASKED = (
    ("Björkens vänner i Trosa", "Björkens vänner", ""),
    ("föreningen Lyktan", "Lyktan", ""), ("Stiftelsen Lyktan", "Lyktan", ""), ("Riksförbundet Lyktan", "Lyktan", ""),
    ("föreningen Kaprifolens föräldrar", "Kaprifolens föräldrar", ""),
    ("Vattenlabbet Stockholm", "Vattenlabbet", "Stockholm"), ("Vattenlabbet i Härnösand", "Vattenlabbet", "Härnösand"),
    ("Granbo IF", "Granbo Idrottsförening", ""), ("Ekbacken Idrottsförening", "Ekbacken IF", ""),
    ("Brf Tallhuset", "Bostadsrättsföreningen Tallhuset", ""),
    ("PRO Trosa", "Pensionärernas Riksorganisation Trosa", ""),
    ("HAVLAND", "HAV-LAND Ekbacken", ""), ("grönastugan", "Gröna Stugan", ""),
    ("innebandysällskap", "Innebandy Sällskap Ekbacken", ""), ("curlingklubb furan", "Curling klubb Furan", ""),
    ("SE802990011801", "Vattenlabbet", ""), ("org.nr 802990-0118", "Vattenlabbet", ""),
    ("802990-0118 Vattenlabbet", "Vattenlabbet", ""), ("Vatenlabet", "Vattenlabbet", ""),
    ("segling Granbo", "Lövsångarens Segelsällskap", ""),
    ("info@vattenlabbet-prov.se", "Vattenlabbet", ""), ("vattenlabbet-prov.se", "Vattenlabbet", ""),
    ("www.vattenlabbet-prov.se", "Vattenlabbet", ""), ("08-46500405", "Vattenlabbet", ""),
    ("+46 8 465 004 05", "Vattenlabbet", ""), ("@solprov.se", None, ""),
    ("kim@vattenlabbet-prov.se", "Vattenlabbet", ""),
    ("musik och rörelse i norr", "Musik & Rörelse i Norr", ""),
    ("sankt alvars", "S:t Alvars scoutkår", ""), ("st alvars", "S:t Alvars scoutkår", ""),
    ("sankta vinas", "S:ta Vinas vänner", ""),
    ("kyrka Granbo", "Ringmärkarkyrkan", ""), ("kör Granbo", "Damkören Alva", ""), ("märkar", "Ringmärkarkyrkan", ""),
)  # fmt: skip


def test_what_officials_type_is_found(actor):
    for name, facts in OFFICIALS:
        row = organisation(name, **facts)
        if name == "Vattenlabbet":
            for person, email in (
                (None, "info@vattenlabbet-prov.se"),
                ("Kim Exempel", "kim.exempel@example.com"),
            ):
                session.add(Contact(
                    organisation_id=row.id, label="Kansliet", email=email, person=person,
                    phone=None if person else "08-465 004 05",
                ))  # fmt: skip
    session.flush()
    for text, first, missing in ASKED:
        shown = catalogue.page(actor, Filter(text=text))
        assert [row.name for row in shown.page.rows][:1] == ([first] if first else []), text
        if first:
            assert ", ".join(shown.found[shown.page.rows[0].id].without) == missing, text
    assert found(actor, "kim.exempel@example.com") == []
    assert catalogue.page(actor, Filter(text="kyrka")).count.number == 8
    said = catalogue.reasons(catalogue.page(actor, Filter(text="Vattenlabbet Stockholm")))
    assert list(said.values()) == ["utan ”Stockholm”"]


def test_every_hit_is_explained(actor):
    first = organisation(
        "Rädda Barnen", purpose="Vi ordnar språkkafé på biblioteket varje torsdag.", seat="Solna"
    )
    session.add(OrganisationName(organisation_id=first.id, name="Svenska Barnskyddet"))
    session.flush()
    for text, why in (
        ("solna", "plats: Solna"),
        ("språkkaféer", "ändamål: Vi ordnar språkkafé på biblioteket varje torsdag."),
        ("barnskyddet", "annat namn: Svenska Barnskyddet"),
        ("bibloteket", "liknar biblioteket"),
        ("rädda", "namnet"),
    ):
        shown = catalogue.page(actor, Filter(text=text))
        assert list(catalogue.reasons(shown).values()) == [why], text


def test_the_index_follows_every_change(actor):
    row = organisation("Gamla namnet", seat="Solna")
    assert found(actor, "gamla") == ["Gamla namnet"]
    row.name = "Nya namnet"
    indexing.index(row)
    session.flush()
    assert found(actor, "gamla") == []
    other = OrganisationName(organisation_id=row.id, name="Gamla namnet")
    session.add(other)
    session.flush()
    assert found(actor, "gamla") == ["Nya namnet"]
    given_up = session.begin_nested()
    row.name = "Aldrig"
    session.flush()
    given_up.rollback()
    assert found(actor, "aldrig") == []
    session.delete(other)
    session.flush()
    session.delete(session.get(Organisation, row.id))
    session.flush()
    assert found(actor, "namnet") == []
    assert checking.compare(indexing.INDEX, indexing.entries) == Differences(0, 0)


def test_rebuilt_is_what_was_kept(actor):
    for name, facts in REGISTER:
        organisation(name, **facts)
    session.flush()
    upkeep.settle()
    table = indexing.INDEX.table
    kept = sorted(session.execute(select(table.c.owner_id, table.c.words)).all())
    assert indexing.reindex() == len(REGISTER)
    assert sorted(session.execute(select(table.c.owner_id, table.c.words)).all()) == kept
    assert found(actor, "ornen") == ["Idrottsklubben Örnen"]
    upkeep.forget(indexing.INDEX, [kept[0].owner_id])
    assert checking.compare(indexing.INDEX, indexing.entries) == Differences(1, 0)


def test_filters_combine_with_the_search_and_each_other(actor):
    area = district()
    for number in range(8):
        row = organisation(f"Förening {number}", seat="Solna" if number % 2 else "Kista", sector=Sector.CIVIL)
        row.founded_year, row.postcode = 1950 + 10 * number, f"16{number} 00"
        row.standing = Standing.DORMANT if number == 3 else Standing.ACTIVE
        row.country = {6: Country("NO"), 7: Country("DK")}.get(number)
        if number > 4:
            session.execute(insert(organisation_district).values(organisation_id=row.id, district_id=area.id))
    session.flush()
    indexing.reindex()

    def numbers(**chosen):
        return [int(row.name[-1]) for row in catalogue.page(actor, Filter(**chosen)).page.rows]

    assert numbers(seat="solna") == [1, 3, 5, 7]
    assert numbers(seat="solna", district=area.id) == [5, 7]
    assert numbers(standing=Standing.DORMANT) == [3]
    assert (numbers(country="NO"), numbers(country="abroad"), numbers(country="FI")) == ([6], [6, 7], [])
    assert numbers(founded_from=1960, founded_to=1980) == [1, 2, 3]
    assert numbers(founded_from=1980, founded_to=1960) == []
    assert numbers(postcode="164") == [4]
    assert numbers(text="förening", seat="kista", sector=Sector.CIVIL) == [0, 2, 4, 6]
    assert numbers(sector=Sector.STATE, seat="kista") == numbers(has_number=True) == []
    assert numbers(text="förening 5", by_name=True) == [5]


def test_sorted_by_any_column_with_and_without_a_search(actor, monkeypatch):
    facts = {
        "A": ("Örby", "802003-1954"),
        "B": ("Åre", None),
        "C": ("Mora", "802002-8638"),
        "D": ("ängby", None),
    }
    for letter, (seat, number) in facts.items():
        organisation(f"Kören {letter}", seat=seat, number=number, purpose="sång")
    session.flush()
    expected = {"seat": "CBDA", "number": "BDCA"}
    for ranked in (300, 1):  # all at hand, and more than are
        monkeypatch.setattr("registry.partners.organisations.search.finding.RANKED", ranked)
        for text in (None, "kören", "sång"):
            for column, order in expected.items():
                for falling in (False, True):
                    chosen, seen, cursor = Filter(text=text, by=(column, falling)), [], None
                    while True:
                        shown = catalogue.page(actor, chosen, cursor=cursor, size=3)
                        assert shown.count.number == 4
                        seen += [row.name[-1] for row in shown.page.rows]
                        cursor = shown.page.after
                        if cursor is None:
                            break
                    assert "".join(seen) == (order[::-1] if falling else order), (text, column, falling)


@pytest.mark.parametrize("by_name", [False, True])
def test_more_than_can_be_ranked_is_still_whole_page_by_page(actor, monkeypatch, by_name):
    monkeypatch.setattr("registry.partners.organisations.search.finding.RANKED", 5)
    for number in range(12):
        organisation(f"Förening {number:02}")
    organisation("Bryggeriet")
    session.flush()
    seen, cursor = [], None
    for _page in range(6):
        shown = catalogue.page(actor, Filter(text="förening", by_name=by_name), cursor=cursor, size=5)
        seen += [row.name for row in shown.page.rows]
        assert (shown.count.number, shown.count.more) == (12, False)
        cursor = shown.page.after
        if cursor is None:
            break
    assert seen == [f"Förening {number:02}" for number in range(12)]
    back = catalogue.page(actor, Filter(text="förening", by_name=by_name), cursor=shown.page.before, size=5)
    assert [row.name for row in back.page.rows] == seen[5:10]
    exported = [row[0] for row in catalogue.exported(actor, Filter(text="förening"))]
    assert exported == seen


def test_words_are_learned_once(actor):
    organisation("Rädda Barnen")
    session.flush()
    upkeep.settle()
    upkeep.learn(["radda", "radda", "1234", "ab"])
    words = session.scalars(select(upkeep.search_word.c.word)).all()
    assert sorted(words) == ["barnen", "radda"]


@pytest.mark.both_engines
@pytest.mark.unaudited("the race is about the index alone")
def test_two_who_change_branches_of_one_umbrella_at_once(work):
    umbrella = organisation("Förbundet").id
    branches = [organisation(name, umbrella_id=umbrella).id for name in ("Norr", "Söder")]
    session.commit()
    faults = []

    def change(organisation_id, name):
        session.get_one(Organisation, organisation_id).name = name
        session.flush()
        upkeep.settle()

    def other():
        with work.app_context():
            try:
                change(branches[1], "Öster")
                session.commit()
            except Exception as error:
                faults.append(error)
            finally:
                session.remove()

    change(branches[0], "Väster")
    thread = threading.Thread(target=other)
    thread.start()
    thread.join(0.3)
    session.commit()
    thread.join()
    assert faults == []
    assert checking.compare(indexing.INDEX, indexing.entries) == Differences(0, 0)


@pytest.mark.unaudited("nothing is kept")
def test_what_is_taken_back_is_not_written_later():
    organisation("Föreningen")
    session.flush()
    session.rollback()
    with reading():
        upkeep.settle()
