"""A database with the tables and their triggers, and people and things to log about."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from registry.access.actor import Actor
from registry.access.roles import Role
from registry.audit import guard
from registry.city.accounts.models import User
from registry.city.units.models import Unit, UnitKind
from registry.core.database import session
from registry.partners.organisations.models import Organisation, Sector
from tests.plain import plain_app

NOON = datetime(2026, 11, 21, 11, 0, tzinfo=UTC)


@pytest.fixture
def plain(database):
    with plain_app(database) as app:
        yield app


@pytest.fixture
def officer(plain):
    """The account of somebody who works with the matters, as an actor."""
    with guard.resting():
        user = User(email="handlaggare@demo.example", name="Handläggaren", created_at=NOON)
        session.add(user)
        session.commit()
    return Actor(user.id, user.name, roles=frozenset({Role.OFFICER}))


@pytest.fixture
def organisation(plain):
    """An association in the register, as it was before the test."""
    with guard.resting():
        made = new_organisation("Exempelföreningen", source_note="Exempel")
        session.add(made)
        session.commit()
    return made


def new_organisation(name: str, **values) -> Organisation:
    return Organisation(
        name=name,
        sort_name=name.lower(),
        sector=Sector.CIVIL,
        created_at=NOON,
        **values,
    )


def new_unit(name: str) -> Unit:
    return Unit(code=uuid4().hex[:12], kind=UnitKind.UNIT, name=name)


def known(number: int) -> UUID:
    return UUID(int=number)
