"""An adopted order with a unit and money it refers to, and an administrator, in an application without pages."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest

from registry.access.actor import Actor
from registry.access.roles import Post, Role
from registry.audit import guard
from registry.city.delegation import actions, queries
from registry.city.delegation.models import BaseAmount, DecisionType, DelegationOrder, LimitKind
from registry.city.delegation.order import Head, Rule
from registry.city.priorities.models import FundingSource
from registry.core.columns import new_id
from registry.core.database import session
from registry.core.money import Money
from tests.city.accounts.people import account, appointment
from tests.factories import acting, stored, unit
from tests.plain import plain_app

NOON = datetime(2026, 11, 21, 11, 0, tzinfo=UTC)
TODAY = NOON.date()
HEAD = Head(
    "Delegationsordning 2025",
    "Arbetsmarknadsnämnden",
    date(2024, 12, 10),
    "7",
    "AMN 2024/9",
    date(2025, 1, 1),
)


def point(number: str, post: Post = Post.UNIT_HEAD, multiple: int = 3, **values) -> Rule:
    given = {
        "decision_type": DecisionType.ENTER,
        "kind": None,
        "limit_kind": LimitKind.BASE_AMOUNTS,
        "limit_multiple": Decimal(multiple),
    }
    return Rule(id=new_id(), number=number, text=f"Ingå avtal, {number}", post=post, **(given | values))


@dataclass
class World:
    """What a test starts from; `order` is always as stored."""

    admin: Actor
    unit_id: UUID
    source_id: UUID
    order_id: UUID

    @property
    def order(self) -> DelegationOrder:
        return again(self.order_id)

    @property
    def who(self) -> dict[str, object]:
        return {"actor": self.admin, "at": NOON}


def again(order_id: UUID) -> DelegationOrder:
    """The edition with its points, as stored."""
    session.flush()
    found = queries.edition(DelegationOrder.id == order_id)
    assert found is not None
    return found


@pytest.fixture
def world(database):
    with plain_app(database):
        with guard.resting():
            made = _world()
            session.commit()
        yield made


def _world() -> World:
    admin = acting(Role.ADMINISTRATOR)
    place = unit()
    appointment(account("direktor@demo.example"), place, Post.DIRECTOR)
    source = stored(FundingSource(code="MEDEL", name="Föreningsmedel 2026"))
    stored(BaseAmount(year=2026, amount=Money.kronor(59_200), source="SFS 2025:872"))
    draft = actions.draft(HEAD.title, actor=admin, at=NOON)
    for rule in (
        point("2.1", scope_unit_id=place.id, funding_source_id=source.id),
        point("2.2", Post.DIVISION_HEAD, 10, second_post=Post.DIRECTOR, reported=False),
        point("2.3", Post.DIRECTOR, 50, may_sub_delegate=True),
    ):
        order = again(draft.id)
        actions.add_point(order, rule, seen=order.version, actor=admin, at=NOON)
    order = again(draft.id)
    actions.adopt(order, HEAD, end_earlier=True, seen=order.version, actor=admin, at=NOON)
    return World(admin, place.id, source.id, draft.id)
