"""Which priorities apply on a day: by what their status says, and by the year of the document they stand in."""

from datetime import date

import pytest

from registry.city.priorities.models import DocumentKind, GroundStatus
from registry.city.priorities.programmes.rules import is_in_force

PROGRAMME, GUIDELINE, REGLEMENTE = DocumentKind.PROGRAMME, DocumentKind.GUIDELINE, DocumentKind.REGLEMENTE
CURRENT, PENDING, HISTORIC = GroundStatus.CURRENT, GroundStatus.PENDING, GroundStatus.HISTORIC

ADOPTED = {"status": CURRENT, "kind": GUIDELINE, "year": 2024, "adopted_on": date(2024, 11, 12)}


@pytest.mark.parametrize(
    ("on", "told", "expected"),
    [
        # the programmes of 2017 (source 004) applied in 2017, and nobody carried them over
        (date(2016, 12, 31), {"status": HISTORIC, "kind": PROGRAMME, "year": 2017}, False),
        (date(2017, 1, 1), {"status": HISTORIC, "kind": PROGRAMME, "year": 2017}, True),
        (date(2017, 12, 31), {"status": HISTORIC, "kind": PROGRAMME, "year": 2017}, True),
        (date(2018, 1, 1), {"status": HISTORIC, "kind": PROGRAMME, "year": 2017}, False),
        # carried over in the autumn before: the older one applies through its year, the newer from its own
        (date(2026, 11, 30), {"status": HISTORIC, "kind": PROGRAMME, "year": 2026}, True),
        (date(2026, 11, 30), {"status": CURRENT, "kind": PROGRAMME, "year": 2027}, False),
        (date(2027, 1, 1), {"status": CURRENT, "kind": PROGRAMME, "year": 2027}, True),
        # current until somebody says otherwise
        (date(2029, 1, 1), {"status": CURRENT, "kind": PROGRAMME, "year": 2027}, True),
        # guidelines apply from their adoption, a reglemente without a day always has
        (date(2024, 11, 11), ADOPTED, False),
        (date(2024, 11, 12), ADOPTED, True),
        (date(2000, 1, 1), {"status": CURRENT, "kind": REGLEMENTE, "year": None}, True),
        (date(2017, 6, 1), {"status": HISTORIC, "kind": REGLEMENTE, "year": None}, False),  # nobody knows when
        (date(2017, 6, 1), {"status": PENDING, "kind": PROGRAMME, "year": 2017}, False),  # Farsta, before its meeting
    ],
)  # fmt: skip
def test_a_priority_applies_on_a_day(on, told, expected):
    assert is_in_force(on, **told) is expected
