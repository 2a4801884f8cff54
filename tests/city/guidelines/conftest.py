"""Two editions of the guidelines with criteria, and a matter that is prepared under them."""

from datetime import UTC, date, datetime

import pytest

from registry.access.actor import Actor
from registry.access.roles import Role
from registry.agreements.models import Agreement, Edition
from registry.audit import guard
from registry.city.accounts.models import User
from registry.city.guidelines.choices import Kind
from registry.city.guidelines.models import ChecklistItem, Guideline, GuidelineRule, StandardClause
from registry.city.units.models import Unit, UnitKind
from registry.collaborations.choices import CollaborationStatus, Form
from registry.collaborations.models import Collaboration
from registry.core.database import session
from tests.plain import plain_app

NOON = datetime(2026, 11, 21, 11, 0, tzinfo=UTC)


@pytest.fixture
def plain(database):
    with plain_app(database) as app:
        yield app


@pytest.fixture
def officer(plain) -> Actor:
    with guard.resting():
        user = User(email="handlaggare@demo.example", name="Handläggaren", created_at=NOON)
        session.add(user)
        session.commit()
    return Actor(user.id, user.name, roles=frozenset({Role.OFFICER}))


@pytest.fixture
def editions(plain) -> tuple[Guideline, Guideline]:
    """The first edition, valid to the end of 2026, and the second, valid from 2027."""
    with guard.resting():
        first = edition("1", date(2024, 11, 12), date(2026, 12, 31))
        second = edition("2", date(2027, 1, 1), None)
        session.commit()
    return first, second


def edition(number: str, valid_from: date, valid_to: date | None) -> Guideline:
    made = Guideline(
        case_number="AMF 2024/717", edition=number, title="Riktlinjer för samverkan", adopted_by="Nämnden",
        adopted_on=valid_from, valid_from=valid_from, valid_to=valid_to,
    )  # fmt: skip
    session.add(made)
    session.flush()
    for position, code in enumerate(("K1", "K2", "K10")):
        for kind in (Kind.IOP, Kind.GRANT):
            session.add(
                ChecklistItem(
                    guideline_id=made.id,
                    kind=kind,
                    code=code,
                    position=position,
                    text=f"Kriterium {code}",
                    is_required=True,
                )
            )
    session.add(
        GuidelineRule(
            guideline_id=made.id, position=1, title="Chefen", text="Chefen beslutar.", source_place="s. 3"
        )
    )
    clause = {"kind": Kind.IOP, "field": "disputes", "text": f"Tvist enligt utgåva {number}"}
    session.add(StandardClause(guideline_id=made.id, **clause))
    session.flush()
    return made


@pytest.fixture
def matter(officer) -> Edition:
    with guard.resting():
        unit = Unit(code="EC", kind=UnitKind.UNIT, name="Etableringscentrum")
        session.add(unit)
        session.flush()
        collaboration = Collaboration(
            title="Exempel", sort_title="exempel", search_text="exempel", form=Form.FORMAL, kind=Kind.IOP,
            status=CollaborationStatus.PLANNED, unit_id=unit.id, created_at=NOON,
        )  # fmt: skip
        session.add(collaboration)
        session.flush()
        made = Edition(
            agreement=Agreement(collaboration_id=collaboration.id, kind=Kind.IOP, updated_at=NOON), title="Exempel",
            unit_id=unit.id, prepared_by_id=officer.user_id, created_at=NOON, is_current=True,
        )  # fmt: skip
        session.add(made)
        session.commit()
    return made
