"""The city under fire: a fresh database with an organisation, its managers and order, and matters ready to be sent."""

import os
import random
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from uuid import UUID

from sqlalchemy import func, select

from registry.access.actor import Actor
from registry.access.roles import Post, Role
from registry.agreements import actions as agreements
from registry.agreements.models import Agreement, Edition, FundingShare, Payment, YearlyAmount
from registry.agreements.workflow import EDITABLE, State
from registry.audit import guard
from registry.city.accounts import passwords
from registry.city.accounts.models import RoleGrant, User
from registry.city.delegation.models import DelegationRule
from registry.core import clock
from registry.core.database import session
from registry.core.errors import DomainError
from registry.core.money import Money
from registry.partners.organisations.models import Organisation
from registry.settings import ROOT
from tests import factories
from tests.agreements.conftest import Desk, make_desk
from tests.engines import DEMO_PASSWORD
from tests.matters.approvals.conftest import actor, appoint
from tests.money.payments.test_actions import confirmed

TWIN = "dubblett"
LIVE = 10  # matters that are being prepared or wait at any time: few enough for everybody to meet on them
KRONOR = (90_000, 90_000, 400_000, 2_000_000, 5_000_000)  # unit head, division head, director, the nämnd
ROLES = {
    "preparer": (Role.OFFICER,),
    "colleague": (Role.OFFICER,),
    "unit_head": (Role.OFFICER,),  # prepares some matters too, and may not decide those
    "group": (Role.PREPARATORY,),
    "registrar": (Role.REGISTRAR,),
}


@dataclass(frozen=True, slots=True)
class City:
    """Who there is, by function, and the desk that prepares matters."""

    desk: Desk
    people: dict[str, Actor]
    emails: dict[str, str]


def migrate(url: str) -> None:
    """Make the tables by the product's own command."""
    program = [sys.executable, "-m", "flask", "--app", "wsgi", "db", "upgrade"]
    environment = {**os.environ, "DATABASE_URL": url, "DEMO": "1"}
    subprocess.run(program, cwd=ROOT, env=environment, check=True, capture_output=True)


def build() -> City:
    """Fill the empty database: units, managers, substitutes, accounts with roles and the order. Commits."""
    with guard.resting():
        desk = make_desk()
        people = desk.world.actors
        people["colleague"] = actor("kollega", Role.OFFICER)
        people["substitute"] = actor("ersattare", Role.MANAGER)
        appoint(people["substitute"], Post.UNIT_HEAD, desk.world.units["EC"], instead_of=people["unit_head"])
        appoint(
            people["other_head"],
            Post.DIVISION_HEAD,
            desk.world.units["JT"],
            instead_of=people["division_head"],
        )
        password = passwords.hash(DEMO_PASSWORD)
        emails = {}
        for name, person in people.items():
            user = session.get_one(User, person.user_id)
            user.password_hash, emails[name] = password, user.email
            for role in ROLES.get(name, ()):
                session.add(RoleGrant(user_id=person.user_id, role=role, starts_on=date(2020, 1, 1)))
        point = select(DelegationRule).where(DelegationRule.post == Post.DIVISION_HEAD)
        session.scalars(point).one().second_post = Post.DIRECTOR
        session.commit()
    return City(desk, people, emails)


def top_up(city: City, chance: random.Random) -> int:
    """Prepare matters until `LIVE` are at hand, and return how many that was. Commits each."""
    live = select(func.count()).where(Agreement.state.in_((*EDITABLE, State.SUBMITTED)))
    missing = LIVE - (session.scalar(live) or 0)
    for _number in range(missing):
        with suppress(DomainError):  # it is at hand since it was filled in: somebody may have sent it already
            _prepare(city, chance)
        session.remove()
    return max(missing, 0)


def _prepare(city: City, chance: random.Random) -> None:
    by = city.people[chance.choice(("preparer", "preparer", "colleague", "unit_head"))]
    world = replace(city.desk.world, actors={**city.people, "preparer": by})
    desk, kronor = replace(city.desk, world=world), chance.choice(KRONOR)
    made = _payable(desk, desk.fill(desk.draft(by=by), kronor), kronor)
    if chance.random() < 0.5:
        half = Money(Money.kronor(kronor).ore // 2)
        paid = [FundingShare(unit_id=world.units[code], year=2027, amount=half) for code in ("EC", "FARSTA")]
        agreements.write(made, shares=paid, **desk.by_preparer(made))
        desk.kept(made)


def _payable(desk: Desk, made: Edition, kronor: int) -> Edition:
    """Plan a payment, let two people have confirmed the account, and give the party a second record by mistake."""
    plan = [Payment(due_on=date(2027, 2, 1), amount=Money.kronor(kronor))]
    money = [YearlyAmount(year=2027, amount=Money.kronor(kronor))]
    agreements.write(made, yearly=money, payments=plan, economy_text=None, **desk.by_preparer(made))
    made = desk.kept(made)
    party = made.agreement.collaboration.parties[0].organisation
    confirmed(made)
    with guard.resting():
        factories.organisation(f"{party.name} ({TWIN})")
        session.commit()
    return desk.fresh(made)


def beside() -> tuple[list[UUID], list[UUID]]:
    """Return the second records that nobody has merged yet, and the organisations with a number."""
    rows = select(Organisation.id, Organisation.name).order_by(Organisation.created_at, Organisation.id)
    twins = session.scalars(rows.where(Organisation.name.endswith(f"({TWIN})")))
    return list(twins), list(session.scalars(rows.where(Organisation.number.is_not(None))))


def today() -> str:
    """Return the city's day as forms write it."""
    return clock.local(clock.now()).date().isoformat()


def numbered(city: City, first: int) -> City:
    """Return the city with a desk whose matters are numbered from here on."""
    return replace(city, desk=replace(city.desk, numbers=count(first)))


def live_matters() -> list[tuple[UUID, State]]:
    """Return the matters that something can be done with, and some that are settled."""
    rows = select(Agreement.id, Agreement.state).order_by(Agreement.id.desc()).limit(2 * LIVE)
    return [(row.id, row.state) for row in session.execute(rows)]
