"""What people do with occasions: log one, take a wrong one away."""

from datetime import datetime

from registry.access.actor import Actor
from registry.audit import actions as audit
from registry.audit.tags import Tag
from registry.collaborations.models import Collaboration
from registry.collaborations.occasions import queries, rules
from registry.collaborations.occasions.models import Occasion
from registry.collaborations.occasions.rules import Happened
from registry.core import clock
from registry.core.columns import new_id
from registry.core.database import session
from registry.core.errors import DomainError, refuse
from registry.core.i18n import _


def log(collaboration: Collaboration, happened: Happened, *, actor: Actor, at: datetime) -> Occasion:
    """Log that it happened. Raises DomainError: the day has not been, it is logged already, or it is others' work.

    Whoever logs it has seen that it runs, but not that every other fact still holds: it confirms nothing.
    """
    if collaboration.is_reference:
        raise DomainError(_("Det här är andras samverkan som vi bara följer."))
    known = [as_happened(one) for one in queries.of(collaboration)]
    refuse(rules.problems(happened, today=clock.local(at).date(), known=known))
    made = Occasion(
        id=new_id(), collaboration_id=collaboration.id, created_by_id=actor.user_id, created_at=at
    )
    made.happened_on, made.category = happened.happened_on, happened.category
    made.attendance, made.note = happened.attendance, happened.note
    session.add(made)
    collaboration.touch()
    audit.record(made, Tag.OCCASION_LOGGED, actor=actor, at=at, matter_id=collaboration.id)
    return made


def take_away(collaboration: Collaboration, occasion: Occasion, *, actor: Actor, at: datetime) -> None:
    """Take away what was logged wrongly; the log keeps it."""
    session.delete(occasion)
    collaboration.touch()
    audit.record(occasion, Tag.OCCASION_REMOVED, actor=actor, at=at, matter_id=collaboration.id)


def as_happened(occasion: Occasion) -> Happened:
    """Return what was stated about an occasion."""
    return Happened(occasion.happened_on, occasion.category, occasion.attendance, occasion.note)
