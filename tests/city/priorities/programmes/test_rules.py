"""When a programme can be carried over, and what its priorities are called then; without a database."""

from datetime import date

import pytest

from registry.city.priorities.models import DocumentKind
from registry.city.priorities.programmes import rules
from registry.core.columns import new_id

TODAY = date(2026, 11, 29)
ONE = (new_id(),)


@pytest.mark.parametrize(
    ("kind", "year", "successor", "says"),
    [
        (DocumentKind.PROGRAMME, 2017, None, None),
        (DocumentKind.PROGRAMME, 2017, "Lokala utvecklingsprogram 2027", "redan fört över"),
        (DocumentKind.PROGRAMME, None, None, "för ett år"),
        (DocumentKind.BUDGET, 2025, None, "för ett år"),
    ],
)
def test_what_can_be_carried_over(kind, year, successor, says):
    found = rules.obstacle(kind, year, successor=successor)
    assert found is None if says is None else says in found


@pytest.mark.parametrize(
    ("next_year", "chosen", "codes", "wrong"),
    [
        (2027, ONE, {"HV1-2027"}, []),
        (2017, ONE, {"HV1-2017"}, ["year"]),
        (1900, ONE, set(), ["year"]),
        (2032, ONE, set(), ["year"]),
        (2027, (), set(), ["grounds"]),
        (2027, ONE, {"G1-2027"}, ["year"]),
    ],
)
def test_to_which_year_and_with_what(next_year, chosen, codes, wrong):
    found = rules.problems(
        year=2017, next_year=next_year, today=TODAY, chosen=chosen, taken={"g1-2027"}, codes=codes
    )
    assert [one.field for one in found] == wrong


def test_what_the_new_one_and_its_priorities_are_called():
    assert rules.code_for("HV1", 2026) == "HV1-2026"
    assert rules.code_for("HV1-2026", 2027) == "HV1-2027"
    assert rules.next_year(2017, TODAY) == 2026
    assert rules.next_year(2026, TODAY) == 2027
    assert rules.title_for("Lokala utvecklingsprogram 2017", 2017, 2027) == "Lokala utvecklingsprogram 2027"
    assert rules.ground_words("HV1", "Samlokalisering", "Hässelby-Vällingby").endswith("(Hässelby-Vällingby)")
    assert "2027" in rules.taken_words(2027)
