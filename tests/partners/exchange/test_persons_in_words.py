"""Who trades in their own name is a person however it is said: in the form, the name, the number's place or a heading.

Words alone say it where the number is masked away. An association that says so of somebody else stays one.
"""

import pytest

from registry.partners.exchange import columns, rules
from registry.partners.exchange.choices import WrongNumber
from registry.partners.exchange.entries import Refusal
from registry.partners.exchange.fields import ListField
from registry.partners.exchange.formats.sieve import Sieve
from registry.partners.exchange.formats.table import Record
from tests.partners.exchange.test_persons import traces

FORMS = ("Enskild firma", "Enskild näringsidkare", "enskild verksamhet", "EF", "E.F.", "scb:10", "91",
         "E-firma", "bolagsverket:E", "Sole proprietorship", "Fysisk person", "Privatperson", "Egenföretagare",
         "Dödsbo")  # fmt: skip
NAMES = ("Kim Exempel 850101-1234", "850101-1234 Kim Exempel", "8501011234", "Kim Exempel 1985.01.01",
         "Kim Exempel 85 01 01", "Kim 01/01/1985", "Kim Exempel (enskild firma)", "Enskild firma Exempel",
         "Exempel Fotvård, e-firma", "Kim Exempels dödsbo")  # fmt: skip
INSTEAD = (
    "näringsidkare",
    "EF",
    "F-skatt",
    "fysisk person",
    "egenföretagare",
    "skyddad identitet",
    "Sekretess",
    "enskild",
)
HEADINGS = ("Personnummer", "Födelsetid", "Födelseår", "SSN", "Date of birth", "Pers.nr", "Född")
ROW = {"Namn": "Exempel Fotvård", "Orgnr": "", "Juridisk form": "", "Ort": "Provby"}


def became(row):
    """What comes of a row by the sieve and by the rules, each alone: refused, or the name that is let in."""
    fields = columns.guess(list(row))
    sieved = Sieve(list(row), fields).clear(Record(2, list(row.values())))
    cells = {field: list(row.values())[place] for place, field in fields.items()}
    found = [rules.entry(cells, source="Prov", wrong_number=wrong) for wrong in WrongNumber]
    read = {one.code if isinstance(one, Refusal) else one.name for one in found}
    return {sieved.reason or row["Namn"], *read}


@pytest.mark.parametrize(
    "said",
    [
        *({"Juridisk form": one} for one in FORMS),
        *({"Namn": one} for one in NAMES),
        *({"Orgnr": one} for one in INSTEAD),
        {"Juridisk form": "Enskild firma", "Orgnr": "saknas"},
    ],
    ids=str,
)
def test_words_say_that_it_is_a_person(said):
    assert became(ROW | said) == {"personal"}


@pytest.mark.parametrize(
    "said",
    [
        {"Namn": "Föreningen Enskilda vägar"},
        {"Namn": "Enskilda Gymnasiets elevkår"},
        {"Namn": "Föreningen Enskild firma i Provby"},
        {"Namn": "Provby IF 1985"},
        {"Namn": "Lyktan 802990-0118"},
        {
            "Namn": "Exempelbolaget",
            "Orgnr": "802990-0118",
            "Juridisk form": "Enskild firma",
        },  # it has a number
        {"Namn": "Lyktan", "Juridisk form": "Ekonomisk förening"},
    ],
    ids=str,
)
def test_what_is_an_associations_stays(said):
    assert became(ROW | said) == {said["Namn"]}


@pytest.mark.parametrize("heading", HEADINGS)
def test_a_column_of_persons_makes_the_row_one(heading):
    sieve = Sieve(["Namn", heading], {0: ListField.NAME})
    assert sieve.clear(Record(2, ["Exempel Fotvård", "1985"])) == Record(2, None, "personal")


@pytest.mark.parametrize(
    "heading", ["Ordförandes födelsedatum", "Kontaktpersonens personnummer", "Kassör (född)"]
)
def test_a_column_about_somebody_in_the_association_is_not_kept(heading):
    sieve = Sieve(["Namn", heading], {0: ListField.NAME})
    assert sieve.clear(Record(2, ["Lyktan", "1985-01-01"])).cells == ["Lyktan", "[personnummer borttaget]"]


@pytest.mark.parametrize(
    "heading",
    ["Person-/orgnr", "Personnummer/organisationsnummer", "Org.nr/pers.nr", "PersonOrgNr", "Pers-/Org.nr",
     "Organisationsnummer eller personnummer"],
)  # fmt: skip
def test_one_column_for_both_holds_the_number(heading):
    assert columns.guess(["Namn", heading]) == {0: ListField.NAME, 1: ListField.NUMBER}


@pytest.mark.both_engines
def test_nothing_of_them_is_kept_before_or_after_they_are_read_in(importing):
    rows = [ROW | {"Juridisk form": one, "Ort": "Hemvägen 1"} for one in FORMS]
    rows += [ROW | {"Namn": f"Fotvård {one}", "Ort": "Hemvägen 1"} for one in NAMES]
    lines = [";".join(ROW), *(";".join(row.values()) for row in rows), "Lyktan;802990-0118;;Provby"]
    batch = importing.planned("\n".join(lines), wrong_number=WrongNumber.LEAVE_OUT)
    assert (batch.reasons, traces()) == ({"personal": len(rows)}, [])
    batch = importing.run(batch)
    assert (batch.counts["outcome_created"], traces()) == (1, [])
