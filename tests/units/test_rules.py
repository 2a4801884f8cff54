"""When somebody can be appointed over a unit."""

from datetime import date
from uuid import UUID

import pytest

from registry.units.models import UnitKind
from registry.units.rules import Planned, appointment_problems
from registry.units.structure import Part

PART = Part(
    UUID(int=1), None, "a", UnitKind.UNIT, "A", starts_on=date(2020, 1, 1), ends_on=date(2026, 12, 31)
)
ONE, TWO = UUID(int=10), UUID(int=11)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "substitute_for", "fields"),
    [
        (date(2026, 1, 1), None, None, []),
        (date(2026, 1, 1), date(2026, 1, 1), None, []),  # one day
        (date(2020, 1, 1), date(2026, 12, 31), TWO, []),  # exactly the unit's own time, for somebody else
        (date(2026, 1, 2), date(2026, 1, 1), None, ["ends_on"]),  # backwards
        (date(2019, 12, 31), None, None, ["starts_on"]),  # before the unit
        (date(2027, 1, 1), None, None, ["starts_on"]),  # after the unit
        (date(2026, 1, 1), date(2027, 1, 1), None, ["ends_on"]),  # longer than the unit
        (date(2026, 1, 1), None, ONE, ["substitute_for"]),  # for oneself
    ],
)
def test_appointment_problems(starts_on, ends_on, substitute_for, fields):
    plan = Planned(ONE, starts_on, ends_on, substitute_for)
    assert [problem.field for problem in appointment_problems(plan, PART)] == fields
