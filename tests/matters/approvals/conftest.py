"""A stored organisation with its managers, the order as an example, and a matter that somebody prepared."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy.orm import joinedload

from registry.access.actor import Actor
from registry.access.roles import Post, Role
from registry.access.waiting import Reader
from registry.audit import guard
from registry.city.accounts.models import User
from registry.city.delegation.models import (
    BaseAmount,
    DecisionType,
    DelegationOrder,
    DelegationRule,
    LimitBasis,
    LimitKind,
)
from registry.city.guidelines.choices import Kind
from registry.city.units.models import Appointment, Unit, UnitKind
from registry.core.database import session
from registry.core.money import Money
from registry.matters import waiting as matters
from registry.matters.approvals import actions, queries
from registry.matters.approvals.models import Capacity, Outcome, Round, Step
from registry.matters.approvals.routing import RoutingFacts
from tests import factories
from tests.plain import plain_app

NOON = datetime(2026, 11, 21, 11, 0, tzinfo=UTC)
DAY = NOON.date()
POINTS = (("2.1", Post.UNIT_HEAD, 3), ("2.2", Post.DIVISION_HEAD, 10), ("2.3", Post.DIRECTOR, 50))
CASE = "AMF 2026/1"


@dataclass
class World:
    """Who and what there is: actors by function, units by code."""

    actors: dict[str, Actor]
    units: dict[str, UUID]
    order_id: UUID

    def __getattr__(self, name: str) -> Actor:
        return self.actors[name]

    def facts(self, kronor: int = 150_000, **values) -> RoutingFacts:
        given = {
            "kind": Kind.IOP,
            "decision_type": DecisionType.ENTER,
            "unit_id": self.units["EC"],
            "yearly": ((2026, Money.kronor(kronor)),),
            "on": DAY,
        }
        return RoutingFacts(**(given | values))

    def submit(
        self, kronor: int = 150_000, *, matter_id: UUID | None = None, actor: Actor | None = None, **values
    ) -> Round:
        """Submit a matter of so many kronor; the content is its amount."""
        by = actor or self.preparer
        return actions.open_round(
            matter_id or factories.matter().id,
            {"amount": kronor},
            f"{kronor:064d}",
            self.facts(kronor, **values),
            actor=by,
            at=NOON,
        )

    def declare(self, round_: Round, actor: Actor, ground=None):
        return actions.declare(
            round_.matter_id, capacity=Capacity.DECIDER, has_conflict=ground is not None, ground=ground, actor=actor,
            at=NOON, round_=round_,
        )  # fmt: skip

    def decide(self, round_: Round, actor: Actor, outcome: Outcome = Outcome.APPROVE, **values):
        step = waiting(round_)
        seen = {
            "seen_round": round_.number,
            "seen_hash": round_.content_hash,
            "case_number": CASE,
            "at": NOON,
        }
        return actions.decide(step, outcome, actor=actor, **(seen | values))


def waiting(round_: Round) -> Step:
    """The open step, or the last one when none is open any longer."""
    stored = queries.whole_round(round_.id)
    return queries.open_step(stored) or stored.steps[-1]


def told(actor: Actor, on: date = DAY) -> list[Step]:
    """The open steps that wait for the actor on the day, the oldest first."""
    asks = Reader(on, replace(actor, roles=actor.roles | {Role.MANAGER}))
    mine = [one for one in matters.decisions(asks) if one.who.includes(asks.rights)]
    return [session.get_one(Step, one.subject_id, options=[joinedload(Step.round)]) for one in mine]


@pytest.fixture
def plain(database):
    with plain_app(database) as app:
        yield app


@pytest.fixture
def world(plain) -> World:
    with guard.resting():
        made = make_world()
        session.commit()
    return made


def make_world() -> World:
    units: dict[str, UUID] = {}
    for code, parent, kind, name in (
        ("AMN", None, UnitKind.COMMITTEE, "Arbetsmarknadsnämnden"),
        ("AMF", "AMN", UnitKind.ADMINISTRATION, "Arbetsmarknadsförvaltningen"),
        ("JT", "AMF", UnitKind.DIVISION, "Jobbtorg Stockholm"),
        ("EC", "JT", UnitKind.UNIT, "Etableringscentrum"),
        ("FARSTA", "JT", UnitKind.UNIT, "Jobbtorg Farsta"),
    ):
        row = Unit(code=code, parent_id=units.get(parent or ""), kind=kind, name=name, cost_centre="4711")
        session.add(row)
        session.flush()
        units[code] = row.id
    actors = {
        "preparer": actor("handlaggare", Role.OFFICER),
        "unit_head": head("enhetschef", Post.UNIT_HEAD, units["EC"]),
        "other_head": head("farstachef", Post.UNIT_HEAD, units["FARSTA"]),
        "division_head": head("avdelningschef", Post.DIVISION_HEAD, units["JT"]),
        "director": head("direktor", Post.DIRECTOR, units["AMF"]),
        "registrar": actor("registrator", Role.REGISTRAR),
        "group": actor("beredning", Role.PREPARATORY),
    }
    return World(actors, units, make_order())


def actor(name: str, *roles: Role, title: str | None = None) -> Actor:
    user = User(email=f"{name}@demo.example", name=name.capitalize(), title=title, created_at=NOON)
    session.add(user)
    session.flush()
    return Actor(user.id, user.name, title, frozenset(roles))


def head(name: str, post: Post, unit_id: UUID) -> Actor:
    made = actor(name, Role.MANAGER, title=f"{name.capitalize()} i prov")
    appoint(made, post, unit_id)
    return made


def appoint(who: Actor, post: Post, unit_id: UUID, instead_of: Actor | None = None, **dates) -> Appointment:
    row = Appointment(
        user_id=who.user_id, post=post, unit_id=unit_id, **({"starts_on": date(2020, 1, 1)} | dates)
    )
    row.substitute_for_id = instead_of.user_id if instead_of else None
    session.add(row)
    session.flush()
    return row


def make_order(code: str = "exempel", valid_from: date = date(2025, 1, 1), points=POINTS, **values) -> UUID:
    order = DelegationOrder(
        code=code, title="Delegationsordning (exempel)", adopted_by="Arbetsmarknadsnämnden", valid_from=valid_from,
        is_example=True, **values,
    )  # fmt: skip
    session.add(order)
    session.flush()
    for position, (number, post, multiple) in enumerate(points):
        session.add(
            DelegationRule(
                order_id=order.id, position=position, number=number, text=f"Ingå IOP, {number}", post=post,
                kind=Kind.IOP, decision_type=DecisionType.ENTER, limit_kind=LimitKind.BASE_AMOUNTS,
                limit_multiple=Decimal(multiple), basis=LimitBasis.DECISION,
            )
        )  # fmt: skip
    if session.get(BaseAmount, 2026) is None:
        session.add(BaseAmount(year=2025, amount=Money.kronor(58_800), source="Exempel"))
        session.add(BaseAmount(year=2026, amount=Money.kronor(59_200), source="SFS 2025:872"))
    session.flush()
    return order.id
