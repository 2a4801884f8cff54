"""Partners in other countries: what is written there stays, by list and by export; nothing Swedish is asked of it."""

import pytest
from sqlalchemy import select

from registry.core.database import session
from registry.core.i18n import speaking
from registry.core.labels import label
from registry.partners.exchange import rules
from registry.partners.exchange.entries import Refusal
from registry.partners.exchange.fields import ListField
from registry.partners.exchange.formats.sieve import Sieve
from registry.partners.exchange.formats.table import Record
from registry.partners.organisations import addresses, catalogue, countries
from registry.partners.organisations.countries import Country
from registry.partners.organisations.models import Organisation, Sector
from registry.partners.organisations.rules import Filter
from tests.partners.exchange.test_round_trip import exported

NO, DK, FI, DE = (Country(one) for one in ("NO", "DK", "FI", "DE"))
PLACES = [  # postcode, place, country said, and what is stored
    ("0150", "Oslo", "Norge", (NO, "0150", "Oslo")),
    ("0150", "Oslo", "", (NO, "0150", "Oslo")),
    ("N-0150", "Oslo", "", (NO, "N-0150", "Oslo")),
    ("N-0150", "Hamar", "norway", (NO, "N-0150", "Hamar")),
    ("1050 København", "", "", (DK, "1050", "København")),
    ("1050", "København K", "DK", (DK, "1050", "København K")),
    ("DK-8000", "Aarhus", "", (DK, "DK-8000", "Aarhus")),
    ("FI-00100", "Helsinki", "", (FI, "FI-00100", "Helsinki")),
    ("10115", "Berlin", "Tyskland", (DE, "10115", "Berlin")),
    ("SW1A 1AA", "London", "Storbritannien", (Country("GB"), "SW1A 1AA", "London")),
    ("112 21", "Stockholm", "", (None, "112 21", "Stockholm")),
    ("11221", "Stockholm", "Sverige", (None, "112 21", "Stockholm")),
    (
        "SE-112 21",
        "Oslo",
        "",
        (None, "112 21", "Oslo"),
    ),  # a Swedish postcode is Swedish wherever it seems to be
    ("0150", "Provby", "", (None, None, "Provby")),  # nothing tells the country: left out, with a remark
]


def entry(**cells):
    given = {ListField.NAME: "Provlaget", **{ListField(name): value for name, value in cells.items()}}
    return rules.entry(given, source="Solna")


@pytest.mark.parametrize(("postcode", "seat", "said", "meant"), PLACES)
def test_an_address_abroad_is_kept_as_it_is_written(postcode, seat, said, meant):
    found = entry(postcode=postcode, seat=seat, country=said)
    assert (found.country, found.postcode, found.seat) == meant
    assert ("country_guessed" in found.remarks) is bool(meant[0] and not said)


def test_a_number_abroad_is_kept_as_it_is_written_unless_it_is_a_persons():
    kept = {"Norge": "987 654 321", "Finland": "0109862-8", "Tyskland": "HRB 123456 B", "Danmark": "10150817"}
    for country, number in kept.items():
        found = entry(number=number, country=country)
        assert (found.number, found.remarks) == (number, ()), country
        record = Record(2, ["Provlaget", number, country])
        fields = {0: ListField.NAME, 1: ListField.NUMBER, 2: ListField.COUNTRY}
        assert Sieve(["Namn", "Nr", "Land"], fields).clear(record) == record, country
    for country, number in (("Danmark", "211062-5629"), ("Finland", "131052-308T"), ("Norge", "15108695088")):
        assert entry(number=number, country=country) == Refusal("personal"), country
    assert entry(number="802990-0119", country="Sverige") == Refusal("number")


def test_countries_by_code_and_by_name_in_both_languages():
    assert {countries.country(one) for one in ("NO", "no", "Norge", "NORWAY", "norway")} == {NO}
    assert countries.country("Sverige") is countries.country("se") is countries.country("") is None
    with pytest.raises(ValueError, match="Norge"):
        countries.country("Långtbortistan")
    with speaking("en"):
        assert label(DE) == "Germany"
    assert label(DE) == "Tyskland"
    assert addresses.postcode("N-0150", NO) == "N-0150"


@pytest.mark.both_engines
def test_a_list_from_abroad_is_read_back_as_the_same(importing):
    rows = "Provlaget;HRB 123456 B;10115;Berlin;Tyskland\nLyktan;802990-0118;112 21;Solna;\n"
    importing.imported("Namn;Orgnr;Postnr;Ort;Land\n" + rows)
    one = session.scalars(select(Organisation).where(Organisation.name == "Provlaget")).one()
    assert (one.country, one.number, one.postcode) == (DE, "HRB 123456 B", "10115")
    assert one.sector is not Sector.CIVIL  # nothing in a foreign number tells
    for asked in ("HRB 123456 B", "123456"):
        assert [row.name for row in catalogue.page(importing.actor, Filter(text=asked)).page.rows] == [
            "Provlaget"
        ]
    batch = importing.planned(exported(importing.actor), source="organisationer", name="organisationer.csv")
    assert {row.verdict.value for row in importing.rows(batch)} == {"same"}
    lower = importing.planned("Namn;Orgnr;Land\nProvlaget;HRB 123456 B;germany\n", name="igen.csv")
    assert [row.verdict.value for row in importing.rows(lower)] == ["same"]
