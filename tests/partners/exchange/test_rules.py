"""How cells become facts, and what becomes of a row, as worked cases without a database."""

from datetime import date
from uuid import UUID

import pytest

from registry.partners.exchange import names, planning, reaching, register, rules
from registry.partners.exchange.choices import Answer, RowVerdict, WrongNumber
from registry.partners.exchange.entries import Refusal
from registry.partners.exchange.fields import ListField
from registry.partners.exchange.planning import KnownOrganisation, Register
from registry.partners.organisations.candidates import LikelyDuplicate
from registry.partners.organisations.matching import Reason
from registry.partners.organisations.models import LegalForm, Sector, Standing
from registry.partners.organisations.reach import reach_key

A, B = UUID(int=1), UUID(int=2)
NUMBER = "802412-3419"


def entry(name="Kärnans kör", *, wrong=WrongNumber.REFUSE, **cells):
    given = {ListField.NAME: name, **{ListField(key): value for key, value in cells.items()}}
    return rules.entry(given, source="Solna", wrong_number=wrong)


def known(name="Kärnans kör", one=A, **more):
    return KnownOrganisation(name, rules.matching.key(name), id=one, **more)


def planned(row, *there, taken=()):
    return planning.plan(row, Register(there, taken))


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("RÄDDA DAMMENS VÄNNER", "Rädda Dammens Vänner"),
        ("FÖRENINGEN FÖR SÅNG I SOLNA", "Föreningen för Sång i Solna"),
        ("SOLNA IF", "Solna IF"),
        ("KFUM SOLNA FC", "KFUM Solna FC"),
        ("ABF", "ABF"),
        ("IOGT-NTO SOLNA", "IOGT-NTO Solna"),
        ("SÖDRA-NORRA KÖREN", "Södra-Norra Kören"),
        ("KARL XII:S VÄNNER", "Karl XII:S Vänner"),
        ("Kören I Solna", "Kören I Solna"),
        ("  Kören , ideell förening", "Kören"),
        ("Kören (ideell förening)", "Kören"),
        ("Kören (vilande)", "Kören"),
        ("KÖREN (VILANDE)", "Kören"),
    ],
)
def test_names_are_tidied(given, name):
    assert names.tidy(given.strip()).name == name


def test_names_tell_form_and_standing():
    assert names.tidy("Kören, ideell förening").legal_form is LegalForm.ASSOCIATION
    assert names.tidy("Kören (vilande)").standing is Standing.DORMANT
    assert names.tidy("Kören ekonomisk förening") == ("Kören ekonomisk förening", LegalForm.ECONOMIC, None)


@pytest.mark.parametrize(
    ("given", "number", "remarks"),
    [
        (NUMBER, NUMBER, ()),
        ("16" + NUMBER, NUMBER, ()),
        ("8024123419.0", NUMBER, ()),
        ("SE802412341901", NUMBER, ()),
        ("saknas", None, ()),
        ("000000-0000", None, ()),
        ("012345-6782", "012345-6782", ("leading_zero",)),
        ("123456782", "012345-6782", ("padded",)),
    ],
)
def test_numbers(given, number, remarks):
    found = entry(number=given)
    assert (found.number, found.remarks) == (number, remarks)


def test_wrong_numbers_refuse_the_row_unless_they_are_to_be_left_out():
    assert entry(number="802412-3410") == Refusal("number")
    assert entry(number="Kalle") == Refusal("number_form")
    found = entry(number="802412-3410", wrong=WrongNumber.LEAVE_OUT)
    assert (found.number, found.remarks) == (None, ("number_left_out",))
    assert entry(number="811218-9876", wrong=WrongNumber.LEAVE_OUT) == Refusal("personal")
    assert entry("Kalle 811218-9876") == Refusal("personal")
    assert entry(" ") == Refusal("no_name")


@pytest.mark.parametrize(
    ("cell", "addresses"),
    [
        ("a@x.se; b@x.se", ["a@x.se", "b@x.se"]),
        ("a@x.seb@y.com", ["a@x.se", "b@y.com"]),
        ("mailto:A@x.se och b@x.se.", ["a@x.se", "b@x.se"]),
        ("a@x.se a@x.se", ["a@x.se"]),
        ("ring oss", []),
    ],
)
def test_addresses_written_together(cell, addresses):
    assert reaching.emails(cell)[0] == addresses


def test_places_dates_and_codes():
    found = entry(
        postcode="SE-171 44 SOLNA", dissolved_on="2024-05-31", legal_form="scb:63", no_advertising="Ja"
    )
    assert (found.postcode, found.seat) == ("171 44", "Solna")
    assert (found.standing, found.dissolved_on) == (Standing.DISSOLVED, date(2024, 5, 31))
    assert (found.legal_form, found.sector, found.no_advertising) == (LegalForm.FAITH, Sector.CIVIL, True)
    assert set(entry(postcode="x", dissolved_on="i fjol", legal_form="klubb", standing="?").remarks) == {
        "postcode", "date", "legal_form", "standing",
    }  # fmt: skip


def test_a_person_is_a_contact_only_with_an_address_and_carries_the_reason():
    found = entry(person="Eva Exempel", person_email="eva@x.se", person_role="Ordförande")
    (reach,) = found.reaches
    assert (reach.person, reach.email, reach.reason) == (
        "Eva Exempel",
        "eva@x.se",
        "Anges som kontaktperson i Solna.",
    )
    assert entry(person="Eva Exempel").remarks == ("person",)


# What becomes of a row: number, then the list's identifier, then name and place, then a question.


def test_the_number_decides():
    there = known(number=NUMBER, postcode="171 44")
    assert planned(entry(number=NUMBER, postcode="171 44"), there).target is there
    moved = planned(entry(number=NUMBER, postcode="982 31"), there)
    assert [(change.field, change.is_taken) for change in moved.changes] == [("postcode", False)]
    renamed = planned(entry("Nya sången", number=NUMBER, postcode="171 44"), there)
    assert [change.field for change in renamed.changes] == ["name"]


def test_same_number_other_name_elsewhere_is_a_question():
    there = known(number=NUMBER, postcode="171 44", seat="Solna")
    found = planned(entry("Annat namn", number=NUMBER, postcode="982 31", seat="Gällivare"), there)
    assert (found.verdict, found.candidates[0].reasons) == (RowVerdict.DUPLICATE, ("same_number",))


def test_branches_share_a_number():
    main, branch = known(number=NUMBER), known("Kärnans kör Hagalund", B, number=NUMBER)
    found = planned(entry("Kärnans kör Råsunda", number=NUMBER), main, branch)
    assert (found.verdict, found.umbrella_id) == (RowVerdict.NEW, A)
    assert planned(entry("Kärnans kör Hagalund", number=NUMBER), main, branch).target is branch
    first = planned(entry("Kärnans kör Råsunda", number=NUMBER), main, taken=[A])
    assert (first.verdict, first.umbrella_id) == (RowVerdict.NEW, A)


def test_without_number_name_and_place_decide():
    there = known(postcode="171 44")
    assert planned(entry("KÄRNANS KÖR", postcode="17144"), there).target is there
    assert planned(entry(postcode="982 31"), there).verdict is RowVerdict.NEW
    assert planned(entry(), there).verdict is RowVerdict.DUPLICATE
    assert planned(entry(seat="Solna"), known(seat="SOLNA")).target is not None
    assert planned(
        entry(number=NUMBER, postcode="171 44"), known(number="802498-7615", postcode="171 44")
    ).verdict is (RowVerdict.NEW)


def test_a_foundation_is_not_the_association_of_its_name():
    assert (
        planned(entry("Stiftelsen Kärnan", postcode="171 44"), known("Kärnan", postcode="171 44")).target
        is None
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Provstads Simsällskap", "Provstads Segelsällskap"),
        ("Provstads Bollklubb", "Provstads Brottarklubb"),
        ("Provstads Simklubb", "Provstads Skidklubb"),
        ("Provstads Hockey", "Provstads Hockey AB"),
    ],
)
def test_another_sport_or_a_company_is_not_the_association_of_its_name(one, other):
    for first, second in ((one, other), (other, one)):
        there = known(first, postcode="123 45")
        assert there.key == entry(second).key
        assert planned(entry(second, postcode="123 45"), there).verdict is RowVerdict.NEW


def test_a_name_that_a_list_replaces_stays_as_an_earlier_one():
    renamed = planned(entry("Nya Bryggans Folk", number=NUMBER), known("Gamla Bryggan", number=NUMBER))
    assert (renamed.verdict, renamed.made(None)) == (RowVerdict.ASKED, [])
    assert renamed.names(renamed.made(Answer.TAKE)) == ["Gamla Bryggan"]


def test_a_persons_address_is_the_persons_only():
    found = entry(email="kim.exempel@x.se; info@x.se", person="Kim Exempel", person_email="kim.exempel@x.se")
    assert [(one.email, one.person) for one in found.reaches] == [
        ("info@x.se", None), ("kim.exempel@x.se", "Kim Exempel"),
    ]  # fmt: skip
    both = entry(email="info@x.se", person="Kim Exempel", person_email="info@x.se")
    assert [one.person for one in both.reaches] == [None, "Kim Exempel"]  # a post's address stays the post's


@pytest.mark.parametrize(
    ("cells", "added"),
    [
        ({"email": "info@x.se", "phone": "08/123 45 67"}, []),  # both are there, however they are written
        ({"email": "info@x.se", "phone": "08-765 43 21"}, [(None, "08-765 43 21")]),  # a new number beside it
        ({"email": "ny@x.se", "phone": "08-123 45 67"}, [("ny@x.se", "08-123 45 67")]),
        ({"person": "Kim Exempel", "person_email": "info@x.se", "person_phone": "070-123 45 67"}, []),
    ],
)
def test_a_new_number_beside_a_known_address_is_added(cells, added):
    there = known(number=NUMBER, addresses={"info@x.se", reach_key("08-123 45 67")})
    found = planned(entry(number=NUMBER, **cells), there)
    assert [(one.email, one.phone) for one in found.reaches] == added


def test_a_row_that_says_both_again_adds_nothing():
    there = Register((known(number=NUMBER),))
    row = entry(number=NUMBER, email="info@x.se", phone="08-123 45 67")
    assert [len(planning.plan(row, there).reaches) for _turn in range(2)] == [1, 0]


def test_the_lists_own_identifier_ties_under_one_name_and_asks_under_another():
    there = known(seat="Solna", source_ids={"17"})
    assert planned(entry(source_id="17", seat="Gävle"), there).target is there
    assert planned(entry(source_id="18"), known(seat="Solna", source_ids={"17"})).verdict is RowVerdict.NEW
    asked = planned(entry("Helt annat", source_id="17"), there)
    assert (asked.verdict, asked.candidates[0].reasons) == (RowVerdict.DUPLICATE, ("same_id",))
    there.names.add("helt annat")
    assert planned(entry("Helt annat", source_id="17"), there).changes == []


def test_the_lists_own_identifier_never_outranks_a_number():
    there = known("Lyktan", number="802990-0118", source_ids={"7"})
    gnistan = planned(entry("Gnistan", source_id="7", number="802990-0126"), there)
    assert (gnistan.verdict, gnistan.tie, gnistan.remarks) == (
        RowVerdict.NEW,
        "~802990-0126~gnistan~",
        ("other_number",),
    )
    without = known("Lyktan", source_ids={"7"})
    assert planned(entry("Lyktan", source_id="7", number="802990-0126"), without).target is without
    other = planned(entry("Gnistan", source_id="7", number="802990-0126"), known("Lyktan", source_ids={"7"}))
    assert other.verdict is RowVerdict.DUPLICATE


def test_blank_cells_and_letter_case_change_nothing():
    there = known("KÄRNANS KÖR", postcode="171 44", street="Storgatan 1", source_ids={"~~karnankor~17144"})
    row = entry(postcode="171 44")
    there.source_ids = {row.identity}
    assert (planned(row, there).verdict, planned(row, there).changes) == (RowVerdict.KNOWN, [])


def test_a_row_twice_is_the_same():
    there = known(number=NUMBER)
    found = planned(entry(number=NUMBER, street="Ny gata 1"), there, taken=[A])
    assert (found.verdict, found.remarks) == (RowVerdict.SAME, ("repeated",))


@pytest.mark.parametrize(
    ("name", "other", "reason", "is_asked"),
    [
        ("Provby IF", "Provby Idrottsklubb", Reason.NAME_HERE, False),
        ("Provby IK", "Provby Idrottsförening", Reason.NAME, False),
        ("Provby IF", "Provby Idrottsförening", Reason.NAME_HERE, True),
        ("Provby IF", "Provby Idrottsklubb", Reason.WEBSITE, True),  # more than the name is alike
        ("Lyktans vänner", "Föreningen Lyktans vänner", Reason.NAME_HERE, True),
    ],
)
def test_two_kinds_of_club_are_asked_about_when_more_than_the_name_is_alike(name, other, reason, is_asked):
    likely = LikelyDuplicate(A, other, None, "Provby", 0.8, (reason,))
    assert register.is_worth_asking(entry(name, seat="Provby"), likely) is is_asked
