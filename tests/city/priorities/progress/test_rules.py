"""What can be stated of the work on a priority, without a database."""

from datetime import date

import pytest

from registry.city.priorities.models import GroundStatus
from registry.city.priorities.progress import rules
from registry.city.priorities.progress.models import ProgressState
from registry.city.priorities.progress.rules import StatedProgress

TODAY = date(2026, 11, 29)
STATED = StatedProgress(ProgressState.ONGOING, TODAY, "Två träffar är hållna")


@pytest.mark.parametrize(
    ("status", "year", "says"),
    [
        (GroundStatus.CURRENT, 2026, None),
        (GroundStatus.HISTORIC, 2017, None),
        (GroundStatus.PENDING, 2017, "inte beslutad än"),  # Farsta until its meeting
        (GroundStatus.CURRENT, None, "tills vidare"),  # a paragraph of the reglemente is no work of a year
    ],
)
def test_of_what_it_can_be_stated(status, year, says):
    found = rules.obstacle(status, year)
    assert found is None if says is None else says in found


@pytest.mark.parametrize(
    ("stated", "latest", "wrong"),
    [
        (STATED, None, []),
        (STATED, StatedProgress(ProgressState.ONGOING, TODAY, "En träff är hållen"), []),
        (STATED, STATED, ["motive"]),
        (StatedProgress(ProgressState.DONE, date(2026, 11, 30), "Klart"), None, ["stated_on"]),
        (StatedProgress(ProgressState.DONE, date(2025, 12, 31), "Klart"), None, ["stated_on"]),
        (StatedProgress(ProgressState.DONE, date(2026, 1, 1), "Klart"), None, []),
        (StatedProgress(ProgressState.DONE, TODAY, "Anna 811228-9874 är klar"), None, ["motive"]),
    ],
)
def test_what_is_stated(stated, latest, wrong):
    found = rules.problems(stated, year=2026, latest=latest, today=TODAY)
    assert [one.field for one in found] == wrong
