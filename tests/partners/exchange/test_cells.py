"""A value is stored in the field it belongs to, in one form, or left out with a remark: worked cells, no database."""

import pytest

from registry.core import identifiers
from registry.partners.exchange import codes, columns, reaching, rules
from registry.partners.exchange.entries import Refusal
from registry.partners.exchange.fields import ListField
from registry.partners.organisations import addresses, websites
from registry.partners.organisations.models import Sector, Standing

F = ListField
ACTIVE, DORMANT, DISSOLVED = None, Standing.DORMANT, Standing.DISSOLVED


def entry(**cells):
    given = {F.NAME: "Lyktan"} | {F(name): value for name, value in cells.items()}
    return rules.entry(given, source="Prov")


@pytest.mark.parametrize(
    ("cell", "number", "remarks"),
    [
        ("19802990-0027", "802990-0027", ("prefixed",)),
        ("06802990-0027", "802990-0027", ("prefixed",)),
        ("802990-0043.", "802990-0043", ()),
        ("Org.nr 802990-0068", "802990-0068", ()),
        ("SE 802990-0068 01", "802990-0068", ()),
        ("802990-0068 (paraply)", "802990-0068", ()),
        *[(spelled, "802990-0027", ()) for spelled in (
            "802990-0027,", "nr 802990-0027", "(802990-0027)", "802990_0027", "802990/0027", "802990\u20130027",
        )],
        *[(words, None, ()) for words in (
            "X", "xxx", "-", "Nr saknas", "ej registrerad", "finns ej", "Okänd", "har ännu inget", "under bildande",
            "vet ej", "N/A", "ansöker om nummer", "nej", "inväntar", "väntar på beslut",
        )],
    ],
)  # fmt: skip
def test_numbers(cell, number, remarks):
    found = entry(number=cell)
    assert (found.number, found.remarks) == (number, remarks)


@pytest.mark.parametrize(
    "spelled",
    ["SE802990011801", "'8029900118", "8029900118.0", "16802990-0118", "org.nr 802990-0118", "802990 0118"],
)
def test_a_page_reads_a_number_as_a_list_does(spelled):
    assert identifiers.organisation_number(spelled) == entry(number=spelled).number == "802990-0118"


@pytest.mark.parametrize(
    "spelled", ["S-754 21", "SE-754 21", "SE75421", "75421", "754 21", " 754  21 ", "75421.0"]
)
def test_a_page_reads_a_postcode_as_a_list_does(spelled):
    assert addresses.postcode(spelled) == entry(postcode=spelled).postcode == "754 21"


@pytest.mark.parametrize(
    ("cells", "street", "postcode", "seat", "remarks"),
    [
        ({"postcode": "44173 Provby"}, None, "441 73", "Provby", ()),
        ({"street": "441 73 Provby"}, None, "441 73", "Provby", ("address",)),
        ({"seat": "44173 Provby"}, None, "441 73", "Provby", ("address",)),
        ({"seat": "Provvägen 12 Provby"}, "Provvägen 12", None, "Provby", ("address",)),
        ({"seat": "181 10"}, None, "181 10", None, ("address",)),
        ({"seat": "provby"}, None, None, "Provby", ()),
        ({"seat": "PROVBY"}, None, None, "Provby", ()),
        ({"seat": "Provby kommun"}, None, None, "Provby", ("address",)),
        ({"seat": "Uppsalas kommun"}, None, None, "Uppsala", ("address",)),
        ({"street": "Provvägen 5 737 40 Provby"}, "Provvägen 5", "737 40", "Provby", ("address",)),
        ({"street": "Box 12, 737 40 Provby"}, "Box 12", "737 40", "Provby", ("address",)),
        ({"seat": "Provvägen 5, 737 40 Provby"}, "Provvägen 5", "737 40", "Provby", ("address",)),
        ({"postcode": "1050 København"}, None, "1050", "København", ("country_guessed",)),
        ({"street": "Provgatan 72 A", "postcode": "12345", "seat": "Östra Prov"}, "Provgatan 72 A", "123 45",
         "Östra Prov", ()),
    ],
)  # fmt: skip
def test_addresses(cells, street, postcode, seat, remarks):
    found = entry(**cells)
    assert (found.street, found.postcode, found.seat, found.remarks) == (street, postcode, seat, remarks)
    again = addresses.sorted_out(found.street, found.postcode, found.seat)
    if found.country:
        assert addresses.abroad(postcode, seat, found.country) == (found.country, postcode, seat)
    else:
        assert again == (found.street, found.postcode, found.seat, False)


@pytest.mark.parametrize(
    ("cell", "website", "remarks"),
    [
        ("klubben.se", "https://klubben.se", ()),
        ("WWW.Klubben.SE/Om", "https://www.klubben.se/Om", ()),
        ("klubben.se.", "https://klubben.se", ()),
        ("http://sites.google.com/view/a", "http://sites.google.com/view/a", ()),
        ("facebook.com/profile.php?id=1", "https://facebook.com/profile.php?id=1", ()),
        *[(cell, None, ("website",)) for cell in (
            "https://www./", "www,klubben.se", "www..klubben.se", "http//klubben.se", "www.klubben", "facebook",
            "http://https://klubben.se", "Ingen hemsida",
        )],
    ],
)  # fmt: skip
def test_websites(cell, website, remarks):
    found = entry(website=cell)
    assert (found.website, found.remarks) == (website, remarks)
    assert website is None or websites.website(website) == website


def test_an_email_address_in_the_websites_cell_is_the_mailbox():
    found = entry(website="lyktanprov@hotmail.com", email="info@lyktanprov.se")
    assert (found.website, found.remarks) == (None, ("website_email",))
    assert [one.email for one in found.reaches] == ["info@lyktanprov.se", "lyktanprov@hotmail.com"]


@pytest.mark.parametrize(
    ("cell", "addresses_"),
    [
        *[(one, [one]) for one in ("info@hav-och-land.se", "post@samt.nu", "info@eller.se", "a@och.se")],
        ("a@klubben.se:b@klubben.se", ["a@klubben.se", "b@klubben.se"]),
        ("a@klubben.se och b@klubben.se", ["a@klubben.se", "b@klubben.se"]),
        ("ordf: a@klubben.se", ["a@klubben.se"]),
    ],
)
def test_mail_addresses(cell, addresses_):
    assert reaching.emails(cell) == (addresses_, False)


@pytest.mark.parametrize(
    ("cell", "phone", "remarks"),
    [
        ("46846500405", "+46846500405", ("phone",)),
        ("701740605", "0701740605", ("phone",)),
        ("+46846500405", "+46846500405", ()),
        ("08-465 004 05", "08-465 004 05", ()),
    ],
)
def test_telephones(cell, phone, remarks):
    found = entry(phone=cell)
    assert ([one.phone for one in found.reaches], found.remarks) == ([phone], remarks)


@pytest.mark.parametrize(
    ("cell", "name", "standing"),
    [
        *[(name, name, ACTIVE) for name in ("BRO", "KRUT", "RF-PROV", "ABF KRUT")],
        ("KRUT - PROVBY", "KRUT - Provby", ACTIVE),
        ("SOLNA IF", "Solna IF", ACTIVE),
        ("KÖREN", "Kören", ACTIVE),
        ("Provby IF*", "Provby IF", ACTIVE),
        ("'Provby IF", "Provby IF", ACTIVE),
        ("”Provby IF”", "Provby IF", ACTIVE),
        ("Kören ”Klang”", "Kören ”Klang”", ACTIVE),
        *[(cell, "Provby IF", DORMANT) for cell in (
            "Provby IF *vilande*", "Vilande: Provby IF", "Provby IF (vilande)", "Provby IF - VILANDE",
            "Provby IF (vilande sedan 2019)",
        )],
        *[(cell, "Provby IF", DISSOLVED) for cell in (
            "Provby IF *nedlagd*", "Upphört Provby IF", "Provby IF (nedlagd)", "Provby IF, upphörd",
            "Nedlagd - Provby IF",
        )],
    ],
)  # fmt: skip
def test_names(cell, name, standing):
    found = entry(name=cell)
    assert (found.name, found.standing) == (name, standing)
    assert entry(name=name).name == name
    assert ("standing_in_name" in found.remarks) is bool(standing)


def test_a_test_is_remarked_on_and_a_total_is_no_organisation():
    assert all("test" in entry(name=one).remarks for one in ("Testförening", "Test IF", "TEST"))
    assert not any(
        "test" in entry(name=one).remarks for one in ("Testamentets vänner", "Bältestigens vänner")
    )
    assert all(entry(name=one) == Refusal("totals") for one in ("Totalt", "Antal: 209", "Summa 12 500,00"))
    assert not isinstance(entry(name="Totalförsvarets vänner"), Refusal)


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        (["orgNumber", "orgName", "web"], [F.NUMBER, F.NAME, F.WEBSITE]),
        (["OrgNamn", "Orgnr"], [F.NAME, F.NUMBER]),
        (["org_name", "org_number"], [F.NAME, F.NUMBER]),
        (["postalCode", "streetAddress", "contactPersonEmail", "name"],
         [F.POSTCODE, F.STREET, F.PERSON_EMAIL, F.NAME]),
    ],
)  # fmt: skip
def test_headings_of_programs_are_read(headings, fields):
    assert list(columns.guess(headings).values()) == fields or columns.guess(headings) == dict(
        enumerate(fields)
    )


@pytest.mark.parametrize(
    ("name", "kept", "standing"),
    [
        ("Provby IF, nedlagd 2020", "Provby IF", DISSOLVED),
        ("Provby IF - vilande sedan 2019", "Provby IF", DORMANT),
        ("Provby IF, årgång 2020", "Provby IF, årgång 2020", ACTIVE),
    ],
)
def test_a_standing_with_its_year_is_no_part_of_a_name(name, kept, standing):
    found = entry(name=name)
    assert (found.name, found.standing) == (kept, standing)


@pytest.mark.parametrize("name", ["Totalt antal", "Totalt antal föreningar: 209", "Antal organisationer 12"])
def test_a_totals_row_is_no_organisation(name):
    assert entry(name=name) == Refusal("totals")


@pytest.mark.parametrize(
    ("name", "sector"),
    [
        ("AB-kampen förening", Sector.CIVIL), ("Provbolaget AB", Sector.BUSINESS), ("AB Prov", Sector.BUSINESS),
        ("Prov & Co HB", Sector.BUSINESS), ("KB-gruppens vänförening", Sector.CIVIL),
    ],
)  # fmt: skip
def test_letters_within_a_word_make_no_company(name, sector):
    assert codes.guessed(None, name).sector is sector
