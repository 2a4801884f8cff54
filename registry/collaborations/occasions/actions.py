"""What people do with occasions: log one, or several alike at once, take a wrong one away."""

from collections.abc import Sequence
from datetime import date, datetime

from registry.access.actor import Actor
from registry.audit import actions as audit
from registry.audit.tags import Tag
from registry.collaborations.models import Collaboration
from registry.collaborations.occasions import queries, rules
from registry.collaborations.occasions.models import Occasion
from registry.collaborations.occasions.rules import Happened, Repetition
from registry.core import clock
from registry.core.columns import new_id
from registry.core.database import session
from registry.core.errors import DomainError, Problem, refuse
from registry.core.i18n import _


def log(collaboration: Collaboration, happened: Happened, *, actor: Actor, at: datetime) -> Occasion:
    """Log that it happened. Raises DomainError: the day has not been, it is logged already, or it is others' work.

    Whoever logs it has seen that it runs, but not that every other fact still holds: it confirms nothing.
    """
    is_known = bool(queries.known(collaboration, [happened]))
    refuse(rules.problems(happened, today=clock.local(at).date(), is_known=is_known))
    return log_all(collaboration, [happened], actor=actor, at=at)[0]


def repeat(
    collaboration: Collaboration, happened: Happened, repetition: Repetition, *, actor: Actor, at: datetime
) -> list[Occasion]:
    """Log that the same happened again and again, but for the days that have it; returns what was new.

    Raises DomainError: what `log` does of the first day, days that have not been, too many, or none that is new.
    """
    today = clock.local(at).date()
    refuse(rules.problems(happened, today=today, is_known=False))
    refuse(rules.repetition_problems(happened.happened_on, repetition, today=today))
    days = rules.days_of(happened.happened_on, repetition)
    made = log_all(collaboration, rules.on_each(happened, days), actor=actor, at=at)
    refuse(rules.problems(happened, today=today, is_known=not made))
    return made


def take_in(
    collaboration: Collaboration, told: Sequence[Happened], *, actor: Actor, at: datetime
) -> list[Occasion]:
    """Log the days that a calendar tells of, but for those that are known; returns what was new.

    Raises DomainError: a day that has not been, a title that holds a personal number, nothing that is new.
    """
    refuse(rules.many_problems(told, today=clock.local(at).date()))
    made = log_all(collaboration, told, actor=actor, at=at)
    refuse([] if made else [Problem(_("Alla dagarna är redan antecknade."), "days")])
    return made


def log_all(
    collaboration: Collaboration, told: Sequence[Happened], *, actor: Actor, at: datetime
) -> list[Occasion]:
    """Log what is not logged already, each with its own row in the log; returns what was new, in the order told.

    Raises DomainError when it is others' work. What stands there must have been looked at by `rules`.
    """
    if collaboration.is_reference:
        raise DomainError(_("Det här är andras samverkan som vi bara följer."))
    known = queries.known(collaboration, told)
    made = [_made(collaboration, one, actor, at) for one in dict.fromkeys(told) if one not in known]
    session.add_all(made)
    if made:
        latest = max(one.happened_on for one in made)
        collaboration.last_happened_on = max(latest, collaboration.last_happened_on or date.min)
        collaboration.touch()
    for one in made:
        audit.record(one, Tag.OCCASION_LOGGED, actor=actor, at=at, matter_id=collaboration.id)
    return made


def take_away(collaboration: Collaboration, occasion: Occasion, *, actor: Actor, at: datetime) -> None:
    """Take away what was logged wrongly; the log keeps it."""
    session.delete(occasion)
    session.flush()
    collaboration.last_happened_on = queries.last_on(collaboration)
    collaboration.touch()
    audit.record(occasion, Tag.OCCASION_REMOVED, actor=actor, at=at, matter_id=collaboration.id)


def _made(collaboration: Collaboration, told: Happened, actor: Actor, at: datetime) -> Occasion:
    made = Occasion(
        id=new_id(), collaboration_id=collaboration.id, created_by_id=actor.user_id, created_at=at
    )
    made.happened_on, made.category = told.happened_on, told.category
    made.attendance, made.note = told.attendance, told.note
    return made
