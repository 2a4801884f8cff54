"""What the decider reads of the whole commitment: both sides with their sums, and how many criteria are met."""

import pytest

from registry.agreements import before_decision
from registry.agreements.content import labelled
from registry.city.guidelines.models import CriterionVerdict as Verdict
from registry.core.money import Money
from tests.agreements.example import frozen

pytestmark = pytest.mark.usefixtures("records")


def test_both_sides_with_all_they_bring_and_what_nobody_has_valued():
    content = frozen()
    city, partner = before_decision.sides(content, labelled(content))
    assert [(row["what"], row["value"]) for row in city.rows] == [
        ("Pengar 2027", Money.kronor(150_000)),
        ("Lokaler, Lokal", None),
    ]
    assert (city.total, city.is_whole) == (Money.kronor(150_000), False)
    assert city.sum_words == "minst 150\u00a0000\u00a0kr", "unknown is never zero"
    assert [(row["what"], row["value"]) for row in partner.rows] == [
        ("Ideell tid, Samtalsledare, 7,5 timmar, 2027", Money.kronor(900))
    ]
    assert partner.name == "Grannar i samtal"
    assert partner.sum_words == "900\u00a0kr"


def test_a_party_that_brings_nothing_is_there_and_the_citys_money_counts_once():
    money = {
        "side": "city",
        "kind": "money",
        "description": "Bidrag",
        "value": 15_000_000,
        "organisation_id": None,
    }
    rows = [{**dict.fromkeys(frozen()["contributions"][0]), **money}]
    content = {**frozen(), "contributions": rows}
    city, partner = before_decision.sides(content, labelled(content))
    assert city.total == Money.kronor(150_000)
    assert (partner.rows, partner.sum_words) == ([], "0\u00a0kr")


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ([Verdict.MET] * 11 + [Verdict.PARTLY], "11 uppfyllda, 1 delvis"),
        ([Verdict.MET, Verdict.NOT_MET, Verdict.NOT_MET], "1 uppfyllt, 2 inte uppfyllda"),
        ([None, Verdict.NOT_MET], "1 inte uppfyllt, 1 inte bedömt"),
        ([], ""),
    ],
)
def test_the_criteria_in_a_line(answers, said):
    rows = [{"item_id": None, "code": "K", "answer": one and one.value, "motive": None} for one in answers]
    assert before_decision.tally({**frozen(), "criteria": rows}) == said


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2027-01-01", "2027-12-31", "2027-01-01 – 2027-12-31"),
        ("2027-01-01", None, "2027-01-01 – …"),
        (None, None, None),
    ],
)
def test_the_period(first, last, said):
    assert before_decision.period({"starts_on": first, "ends_on": last}) == said
