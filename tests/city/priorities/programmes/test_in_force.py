"""Which priorities apply on a day: by what their status says, and by the year of the document they stand in."""

import itertools
from datetime import date

import pytest
from sqlalchemy import select

from registry.city.priorities.models import DocumentKind, GoverningDocument, Ground, GroundStatus
from registry.city.priorities.programmes.queries import in_force
from registry.city.priorities.programmes.rules import is_in_force
from registry.core.database import session
from tests.factories import stored
from tests.plain import plain_app

PROGRAMME, GUIDELINE, REGLEMENTE = DocumentKind.PROGRAMME, DocumentKind.GUIDELINE, DocumentKind.REGLEMENTE
CURRENT, PENDING, HISTORIC = GroundStatus.CURRENT, GroundStatus.PENDING, GroundStatus.HISTORIC

ADOPTED = {"status": CURRENT, "kind": GUIDELINE, "year": 2024, "adopted_on": date(2024, 11, 12)}


@pytest.fixture
def plain(database):
    with plain_app(database) as app:
        yield app


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


@pytest.mark.both_engines
def test_the_database_says_the_same_of_every_priority(plain):
    """The rule in values and the rule in SQL: each kind, status, year and adoption, at turns of years."""
    told = {}
    of_document = itertools.product(
        DocumentKind, (None, 2025, 2026, 2027), (None, date(2025, 12, 31), date(2026, 6, 1))
    )
    for n, (kind, year, adopted_on) in enumerate(of_document):
        said = {"kind": kind, "year": year, "adopted_on": adopted_on}
        document = stored(GoverningDocument(code=f"D{n}", title="Dokumentet", **said))
        for status in GroundStatus:
            one = stored(
                Ground(code=f"{n}-{status.value}", document_id=document.id, title="G", status=status)
            )
            told[one.id] = {**said, "status": status}
    for on in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 5, 31), date(2026, 12, 31), date(2027, 1, 1)):
        found = set(session.scalars(select(Ground.id).join(Ground.document).where(in_force(on))))
        assert found == {key for key, one in told.items() if is_in_force(on, **one)}
