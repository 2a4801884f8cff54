"""Reading the grounds, on a database."""

from datetime import date

import pytest

from registry.access.actor import Actor
from registry.access.roles import Role
from registry.city.priorities import queries
from registry.city.priorities.models import (
    DialogueMeeting,
    DocumentKind,
    FundingSource,
    GoverningDocument,
    Ground,
    GroundStatus,
)
from registry.core.columns import new_id
from registry.core.money import Money
from tests.factories import acting, district, stored
from tests.plain import plain_app


@pytest.fixture
def work(database):
    with plain_app(database) as app:
        yield app


def document(title, year=None):
    return stored(GoverningDocument(code=title, kind=DocumentKind.BUDGET, title=title, year=year))


def add_ground(code, stands_in, position=0, status=GroundStatus.CURRENT, **more):
    row = Ground(code=code, document_id=stands_in.id, title=code, status=status, position=position, **more)
    return stored(row)


def test_by_document_in_order_and_for_staff_alone(work):
    old, new, always = document("Budget 2025", 2025), document("Budget 2026", 2026), document("Reglemente")
    after = district("Järva")
    before = district("Rinkeby-Kista", 2, ends_on=date(2023, 6, 30), successor_id=after.id)
    add_ground("B", new, 1)
    add_ground("A", new, 2, status=GroundStatus.PENDING)
    add_ground("C", old, district_id=before.id, status=GroundStatus.HISTORIC)
    shown = add_ground("D", always)
    stored(FundingSource(code="M1", name="Utan år"))
    stored(FundingSource(code="M2", name="Med år", year=2017, amount=Money.kronor(2_000_000)))
    stored(DialogueMeeting(code="1", title="Hållet", is_held=True))
    stored(DialogueMeeting(code="2", title="Planerat"))

    staff, partner = acting(), Actor(new_id(), "Ordförande", roles=frozenset({Role.PARTNER}))

    def listed(**chosen):
        return [
            (one.title, [row.Ground.code for row in rows]) for one, rows in queries.listed(staff, **chosen)
        ]

    assert listed() == [("Reglemente", ["D"]), ("Budget 2026", ["B", "A"]), ("Budget 2025", ["C"])]
    assert listed(status=GroundStatus.PENDING) == [("Budget 2026", ["A"])]
    assert listed(document=old.id) == [("Budget 2025", ["C"])]
    assert listed(district=after.id) == listed(district=before.id) == [("Budget 2025", ["C"])]
    assert [(row[0].title, row.grounds) for row in queries.documents(staff)] == [
        ("Reglemente", 1), ("Budget 2026", 2), ("Budget 2025", 1),
    ]  # fmt: skip
    assert [one.name for one in queries.funding(staff)] == ["Med år", "Utan år"]
    assert [one.title for one in queries.meetings(staff)] == ["Planerat", "Hållet"]
    assert queries.ground(staff, shown.id) is shown

    assert queries.ground(partner, shown.id) is None
    for read in (
        queries.listed,
        queries.documents,
        queries.document_names,
        queries.funding,
        queries.meetings,
    ):
        assert read(partner) == []
