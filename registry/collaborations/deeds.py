"""What is done with one collaboration, alone or among many: it is changed here, and logged by whoever asked.

Each looks first and changes then, reads nothing and raises DomainError before anything has changed: what is refused
among many is as it was.
"""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from registry.access import check
from registry.access.actor import Actor
from registry.access.permissions import Permission
from registry.audit.tags import Tag
from registry.city.priorities.models import Ground
from registry.collaborations import rules
from registry.collaborations.choices import CollaborationStatus
from registry.collaborations.models import Collaboration
from registry.core.errors import DomainError, Problem, refuse
from registry.core.i18n import _
from registry.settings import current


def confirm(collaboration: Collaboration, on: date) -> Tag:
    """Everything still holds; it is asked about again after the setting's number of months."""
    if collaboration.status is CollaborationStatus.ENDED:
        raise DomainError(_("Samverkan är avslutad och behöver inte bekräftas."))
    set_confirmed(collaboration, on)
    return Tag.COLLABORATION_CONFIRMED


def set_confirmed(collaboration: Collaboration, on: date) -> None:
    """Note that somebody has seen on the day that it holds, as whoever records a collaboration has."""
    collaboration.confirmed_on = on
    collaboration.confirm_by = rules.confirm_by(on, current().confirm_months)


def end(collaboration: Collaboration, ends_on: date, on: date) -> Tag:
    """It ends on a day that can be right, and has not ended before."""
    status, begun = collaboration.status, collaboration.starts_on
    refuse(rules.end_problems(status=status, starts_on=begun, ends_on=ends_on, on=on))
    collaboration.status, collaboration.status_on = CollaborationStatus.ENDED, ends_on
    collaboration.ends_on, collaboration.confirm_by = ends_on, None
    return Tag.COLLABORATION_ENDED


def move(collaboration: Collaboration, unit_id: UUID, *, is_taken: bool, actor: Actor) -> Tag:
    """Another of our units answers for it, which has none of the same title.

    Nobody gives another unit what that unit has not taken on: a head moves between the own units only.
    """
    was = collaboration.unit_id
    if was == unit_id:
        raise DomainError(Problem(_("Den hör redan till enheten."), "unit_id"))
    refuse(rules.title_problems(is_taken))
    collaboration.unit_id = unit_id
    try:
        check_own(collaboration, actor)
    except DomainError:
        collaboration.unit_id = was
        raise
    return Tag.COLLABORATION_CHANGED


def rest_on(collaboration: Collaboration, grounds: Sequence[Ground]) -> Tag:
    """It rests on more grounds (AMF 2024/717), of which it rests on one at least not yet."""
    had = {one.id for one in collaboration.grounds}
    new = [one for one in grounds if one.id not in had]
    if not new:
        raise DomainError(Problem(_("Den vilar redan på grunden."), "grounds"))
    collaboration.grounds = [*collaboration.grounds, *new]
    return Tag.COLLABORATION_CHANGED


def check_own(collaboration: Collaboration, actor: Actor) -> None:
    """Raise DomainError when it is another unit's: a head, and whoever a head asks, write for the own unit only."""
    if not check.allows(Permission.COLLABORATION_WRITE, actor, collaboration):
        raise DomainError(
            Problem(_("Du kan bara skriva för den enhet som du leder eller fyller i för."), "unit_id")
        )
