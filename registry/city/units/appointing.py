"""How somebody gets a post, which takes two people, and how somebody who leads is away, which is nobody's own word.

An absence moves decisions to the substitute or the level above, so whoever would decide then does not register it, and
whoever is away asks for it.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from registry.access.actor import Actor
from registry.access.roles import Post
from registry.city.accounts import queries as accounts
from registry.city.accounts.powers import actions as powers
from registry.city.accounts.powers import rules as power_rules
from registry.city.accounts.powers.kinds import Power
from registry.city.accounts.powers.models import PowerKind
from registry.city.units import actions
from registry.city.units.absences import actions as absences
from registry.city.units.absences import queries as absence_queries
from registry.city.units.models import Absence, Appointment, Unit
from registry.core import clock
from registry.core.database import session
from registry.core.errors import DomainError, refuse
from registry.core.i18n import _
from registry.core.labels import label


@dataclass(frozen=True, slots=True)
class PostForPerson:
    """A post over a unit that somebody is to get, perhaps in somebody's place."""

    user_id: UUID
    unit_id: UUID
    post: Post
    starts_on: date
    ends_on: date | None = None
    substitute_for_id: UUID | None = None
    case_number: str | None = None
    acts_beside: bool = False


@dataclass(frozen=True, slots=True)
class TimeAway:
    """When somebody says to be away, first and last day included."""

    user_id: UUID
    starts_on: date
    ends_on: date
    note: str | None = None


def propose(facts: PostForPerson, *, actor: Actor, at: datetime) -> None:
    """Propose the post. Raises DomainError at the field, and for the actor's own post or substitute."""
    powers.propose(PowerKind.APPOINTMENT, facts, actor=actor, at=at)


def be_away(facts: TimeAway, *, actor: Actor, at: datetime) -> Absence | None:
    """Register the absence; or propose one's own, which somebody else registers. Raises DomainError at the field."""
    if actor.user_id == facts.user_id:
        powers.propose(PowerKind.ABSENCE, facts, actor=actor, at=at)
        return None
    refuse(power_rules.giving_problems(actor.user_id, _deciding_then(facts, at)))
    return _register(facts, actor, at)


def _row(facts: PostForPerson) -> tuple[Unit, Appointment]:
    unit = session.get(Unit, facts.unit_id)
    if unit is None:
        raise DomainError(_("Enheten finns inte längre."))
    return unit, Appointment(
        user_id=facts.user_id, post=facts.post, starts_on=facts.starts_on, ends_on=facts.ends_on,
        substitute_for_id=facts.substitute_for_id, case_number=facts.case_number,
        acts_beside=facts.acts_beside and facts.substitute_for_id is not None,
    )  # fmt: skip


def _check_post(facts: PostForPerson, at: datetime) -> None:
    unit, row = _row(facts)
    refuse(actions.appointment_problems(unit, row, at=at))


def _appoint(facts: PostForPerson, actor: Actor, at: datetime) -> None:
    unit, row = _row(facts)
    actions.appoint(unit, row, actor=actor, at=at)


def _check_away(facts: TimeAway, at: datetime) -> None:
    refuse(absences.problems(facts.user_id, facts.starts_on, facts.ends_on, at=at))


def _register(facts: TimeAway, actor: Actor, at: datetime) -> Absence:
    return absences.add(
        facts.user_id, starts_on=facts.starts_on, ends_on=facts.ends_on, note=facts.note, actor=actor, at=at
    )


def _register_from_today(facts: TimeAway, actor: Actor, at: datetime) -> Absence:
    """What was asked for some days ago counts from the day it is registered: what was decided meanwhile stands."""
    begins = max(facts.starts_on, clock.local(at).date())
    return _register(replace(facts, starts_on=begins), actor, at)


def _deciding_then(facts: TimeAway, at: datetime) -> frozenset[UUID]:
    return frozenset(absence_queries.substitute_ids(facts.user_id, clock.local(at).date()))


def _name(user_id: UUID) -> str:
    user = accounts.user(user_id)
    return user.name if user else ""


def _shown_post(facts: PostForPerson) -> list[tuple[str, Any]]:
    unit, _appointment = _row(facts)
    last = facts.ends_on.isoformat() if facts.ends_on else _("Tills vidare")
    return [
        (_("Person"), _name(facts.user_id)),
        (_("Befattning"), label(facts.post)),
        (_("Enhet"), unit.name),
        (_("Från och med"), facts.starts_on.isoformat()),
        (_("Till och med"), last),
        (_("Ersätter"), _name(facts.substitute_for_id) if facts.substitute_for_id else _("Ingen, ordinarie")),
        *_when_acting(facts),
        (_("Förordnandets diarienummer"), facts.case_number),
    ]


def _when_acting(facts: PostForPerson) -> list[tuple[str, Any]]:
    if facts.substitute_for_id is None:
        return []
    words = _("Även när den ordinarie är i tjänst") if facts.acts_beside else _("Vid frånvaro eller vakans")
    return [(_("Beslutar"), words)]


POWERS = {
    PowerKind.APPOINTMENT: Power(
        PostForPerson,
        check=_check_post,
        give=_appoint,
        gains=lambda facts, _at: frozenset({facts.user_id, facts.substitute_for_id} - {None}),
        subject=lambda facts: accounts.user(facts.user_id),
        likeness=lambda facts: f"{facts.user_id}:{facts.unit_id}:{facts.post.value}:{facts.substitute_for_id}",
        title=lambda facts: _(
            "%(post)s, %(unit)s: %(who)s",
            post=label(facts.post), unit=_row(facts)[0].name, who=_name(facts.user_id),
        ),
        shown=_shown_post,
    ),
    PowerKind.ABSENCE: Power(
        TimeAway,
        check=_check_away,
        give=_register_from_today,
        gains=_deciding_then,
        subject=lambda facts: accounts.user(facts.user_id),
        likeness=lambda facts: f"{facts.user_id}:{facts.starts_on}",
        title=lambda facts: _("Frånvaro för %(who)s", who=_name(facts.user_id)),
        shown=lambda facts: [
            (_("Person"), _name(facts.user_id)),
            (_("Första dagen"), facts.starts_on.isoformat()),
            (_("Sista dagen"), facts.ends_on.isoformat()),
            (_("Ersättare"), [row[0] for row in absence_queries.substitutes(facts.user_id, facts.starts_on)]),
        ],
    ),
}  # fmt: skip
