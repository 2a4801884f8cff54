"""Numbers are given in order, once each, from the oldest range that is open; taken ones are passed by."""

import pytest

from registry.city.diary import actions, queries
from registry.city.diary.models import CaseNumberRange
from registry.core.database import session, writing
from registry.core.errors import DomainError
from tests.matters.approvals.test_race import run_at_once
from tests.matters.decisions.conftest import NOON, plain, world

__all__ = ["plain", "world"]
PEOPLE = 6


def by(world) -> dict:
    return {"actor": world.registrar, "at": NOON}


def a_range(world, first=900, last=902, pattern="AMF 2026/{}") -> CaseNumberRange:
    made = actions.set_range(pattern=pattern, first=first, last=last, **by(world))
    session.commit()
    return made


def test_in_order_to_the_end_and_on_with_the_next_range(world):
    a_range(world)
    a_range(world, 7, 7, "AMN 2026/{}")
    given = [actions.next_number(**by(world)) for _turn in range(5)]
    session.commit()
    assert given == ["AMF 2026/900", "AMF 2026/901", "AMF 2026/902", "AMN 2026/7", None]


def test_a_number_that_is_taken_is_passed_by(world):
    a_range(world)
    taken = {"AMF 2026/900", "AMF 2026/901"}
    assert actions.next_number(**by(world), is_taken=taken.__contains__) == "AMF 2026/902"
    assert actions.next_number(**by(world), is_taken=taken.__contains__) is None
    session.commit()


def test_a_closed_range_gives_nothing(world):
    made = a_range(world)
    actions.close_range(made, seen=made.version, **by(world))
    session.commit()
    assert queries.upcoming() is None
    assert actions.next_number(**by(world)) is None


@pytest.mark.parametrize(
    ("pattern", "first", "last", "field"),
    [
        ("AMF 2026/", 1, 2, "pattern"),  # nowhere to put the number
        ("AMF 2026/{}{}", 1, 2, "pattern"),
        ("amf {}", 1, 2, "pattern"),  # not the diary's own form
        ("AMF 2026/{}", 9_999_999, 9_999_999, "pattern"),
        ("AMF 2026/{}", 5, 4, "last"),
        ("AMF 2026/{}", 1, 900_000, "last"),
        ("AMF 2026/{}", 902, 950, "first"),  # runs into a range that is open
    ],
)
def test_a_range_that_cannot_be_right_is_refused(world, pattern, first, last, field):
    a_range(world)
    with pytest.raises(DomainError) as refused:
        actions.set_range(pattern=pattern, first=first, last=last, **by(world))
    assert [problem.field for problem in refused.value.problems] == [field]


def test_several_at_once_get_a_number_each(world, plain):
    a_range(world, 1, 50)
    given = []

    def take() -> None:
        with writing():
            given.append(actions.next_number(**by(world)))
            session.commit()

    assert run_at_once(plain, [take] * PEOPLE) == ["done"] * PEOPLE
    assert sorted(given) == [f"AMF 2026/{number}" for number in range(1, PEOPLE + 1)]
