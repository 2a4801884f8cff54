"""Which edition applies, and what belongs to it."""

from datetime import date
from uuid import uuid4

import pytest

from registry.access.actor import Actor
from registry.access.roles import Role
from registry.city.guidelines import queries
from registry.city.guidelines.choices import Kind
from registry.core.database import session


@pytest.mark.parametrize(
    ("on", "edition"),
    [
        (date(2024, 11, 11), None),  # the day before the first
        (date(2024, 11, 12), "1"),  # its first day
        (date(2026, 12, 31), "1"),  # its last day
        (date(2027, 1, 1), "2"),  # the next edition
        (date(2040, 1, 1), "2"),  # until further notice
    ],
)
def test_the_edition_of_a_date(editions, on, edition):
    found = queries.in_force(on)
    assert (found.edition if found else None) == edition


def test_criteria_come_in_order_for_the_kind(editions):
    found = queries.items(editions[0].id, Kind.IOP)
    assert [item.code for item in found] == ["K1", "K2", "K10"]
    assert {item.kind for item in found} == {Kind.IOP}
    assert queries.items(editions[0].id, Kind.PROJECT) == []


def test_clauses_come_from_the_edition_in_force(editions):
    assert [clause.text for clause in queries.clauses(Kind.IOP, date(2027, 5, 1))] == [
        "Tvist enligt utgåva 2"
    ]
    assert queries.clauses(Kind.GRANT, date(2027, 5, 1)) == [], "a grant has terms of its own"
    assert queries.clauses(Kind.IOP, date(2020, 1, 1)) == []


def test_an_edition_comes_whole(editions, officer):
    session.expire_all()
    found = queries.edition(officer, editions[0].id)
    assert [rule.source_place for rule in found.rules] == ["s. 3"]
    assert len(found.items) == 6
    assert [one.edition for one in queries.editions()] == ["2", "1"]


def test_a_partner_sees_no_edition(editions):
    partner = Actor(uuid4(), "Föreningen", roles=frozenset({Role.PARTNER}))
    assert queries.edition(partner, editions[0].id) is None


def test_a_matter_without_answers(editions):
    assert queries.answers(uuid4()) == []
    assert queries.form_choice(uuid4()) is None
