"""Real rows for tests: units, organisations, lists and grounds, stored as the product stores them."""

from datetime import UTC, date, datetime

from sqlalchemy import inspect, select, update

from registry.access.actor import Actor
from registry.access.roles import Role
from registry.audit import guard
from registry.city.accounts.models import User
from registry.city.priorities.models import DocumentKind, GoverningDocument, Ground, GroundStatus
from registry.city.units.models import Unit, UnitKind
from registry.city.vocabulary.models import ActivityType, District, TargetGroup
from registry.collaborations import actions as collaborations
from registry.collaborations.choices import Category, CollaborationStatus
from registry.collaborations.models import Collaboration
from registry.collaborations.rules import CollaborationFacts, Gate
from registry.core.columns import new_id
from registry.core.database import session
from registry.matters.models import Matter
from registry.partners.organisations.indexing import index
from registry.partners.organisations.models import LegalForm, Organisation, Sector

NOON = datetime(2026, 11, 21, 11, 0, tzinfo=UTC)
TODAY = date(2026, 11, 21)


def stored(row):
    """Put a row into the database as what a test starts from, unaudited."""
    with guard.resting():
        session.add(row)
        session.flush()
    return row


def altered(row, **values):
    """Write values straight into the tables that the row stands in, past every rule."""
    for table in inspect(type(row)).tables:
        mine = {name: value for name, value in values.items() if name in table.c}
        if mine:
            session.execute(update(table).where(table.c.id == row.id).values(mine))


def acting(*roles: Role, name: str = "Handläggare", title: str | None = None) -> Actor:
    """Return somebody with an account and these roles, an officer when none is named."""
    user = stored(User(email=f"{new_id()}@demo.example", name=name, title=title, created_at=NOON))
    return Actor(user_id=user.id, name=name, title=title, roles=frozenset(roles or {Role.OFFICER}))


def unit(name: str = "Etableringscentrum", **more) -> Unit:
    return stored(Unit(code=name.upper(), name=name, kind=UnitKind.UNIT, **more))


def matter(title: str = "Ett ärende", **more) -> Matter:
    """A matter of which nothing but itself matters to the test, at whichever unit there is."""
    place = session.scalar(select(Unit.id).order_by(Unit.id).limit(1)) or unit().id
    return stored(Matter(title=title, unit_id=place, created_at=NOON, **more))


def organisation(name: str = "Föreningen Exempel", **more) -> Organisation:
    values = {
        "sector": Sector.CIVIL,
        "legal_form": LegalForm.ASSOCIATION,
        "number": None,
        "seat": None,
        **more,
    }
    row = Organisation(id=new_id(), name=name, created_at=NOON, names=[], contacts=[], **values)
    index(row)
    return stored(row)


def target_group(name: str = "Nyanlända", position: int = 1) -> TargetGroup:
    return stored(TargetGroup(code=name.upper()[:20], name=name, position=position))


def activity(name: str = "Språkstöd", position: int = 1) -> ActivityType:
    return stored(ActivityType(code=name.upper()[:20], name=name, position=position))


def district(name: str = "Järva", position: int = 1, **more) -> District:
    return stored(District(code=name.upper()[:20], name=name, position=position, **more))


def ground(title: str = "Samordna etableringen", status: GroundStatus = GroundStatus.CURRENT) -> Ground:
    document = stored(
        GoverningDocument(code=f"D-{title}"[:40], kind=DocumentKind.BUDGET, title="Budget 2026", year=2026)
    )
    return stored(Ground(code=title[:40], document_id=document.id, title=title, status=status))


def collaboration(
    title: str = "Informationsträffar",
    *,
    formal: bool = False,
    partners=(),
    actor: Actor | None = None,
    **more,
) -> Collaboration:
    """Record a collaboration through the product's own action, with whatever it needs that is not given."""
    place = more.pop("unit", None) or unit(f"Enheten för {title}")
    if "grounds" not in more:
        more["grounds"] = (ground(f"Grund för {title}").id,)
    given = {
        "status": CollaborationStatus.RUNNING,
        "category": Category.MEETINGS,
        "unit_id": place.id,
        **more,
    }
    ids = [one.id for one in partners or [organisation(f"Partner i {title}")]]
    by = actor or acting()
    return collaborations.record(
        CollaborationFacts(title=title, **given), gate=Gate(formal), organisation_ids=ids, actor=by, at=NOON
    )
