"""What would be left when an account or a unit is closed: posts, what waits for the person, the unit's matters."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select

from registry.access import waiting
from registry.access.actor import Actor
from registry.city.accounts import queries as accounts
from registry.city.accounts.hanging import HangingThing
from registry.city.units import queries as units
from registry.collaborations.choices import CollaborationStatus
from registry.collaborations.models import Collaboration
from registry.core.database import session
from registry.core.i18n import _
from registry.core.labels import label
from registry.matters import queries, types
from registry.matters.approvals.models import Round, RoundStatus, Step
from registry.matters.models import Matter

MOST = 200


def posts(_reader: Actor, user_id: UUID, on: date) -> Iterator[HangingThing]:
    """Yield the posts that the person has or is to have, and those in which somebody stands in for the person."""
    structure = units.structure()
    for holder in structure.appointments:
        if holder.ends_on is not None and holder.ends_on < on:
            continue
        if holder.user_id == user_id:
            unit = structure.by_id[holder.unit_id].name
            words = _("Uppdrag: %(post)s, %(unit)s", post=label(holder.post), unit=unit)
            yield HangingThing(words, "units.show", {"unit_id": holder.unit_id})
        elif holder.substitute_for_id == user_id:
            yield HangingThing(_("Ersättare: %(name)s", name=holder.name))


def waits(reader: Actor, user_id: UUID, on: date) -> Iterator[HangingThing]:
    """Yield what waits for the person: decisions, drafts and all else, without what the reader may not know of."""
    user = accounts.user(user_id)
    if user is None:
        return
    found = waiting.of(units.actor_of(user, on), on)
    seen = queries.by_ids(reader, [one.matter_id for one in found if one.matter_id])
    for one in found:
        kind = label(one.kind)
        if one.matter_id and one.matter_id not in seen:
            yield HangingThing(_("%(kind)s: ett ärende som du inte kan läsa", kind=kind))
        elif one.matter_id:
            endpoint, args = types.page(seen[one.matter_id].type, one.matter_id)
            yield HangingThing(f"{kind}: {one.title}", endpoint, args)


def matters_of_unit(reader: Actor, unit_id: UUID, _on: date) -> Iterator[HangingThing]:
    """Yield the matters that wait for a decision and belong to the unit, or are decided by whoever leads it."""
    rows = select(Matter.id).join(Round, Round.matter_id == Matter.id).join(Step, Step.round_id == Round.id)
    rows = rows.where(Round.status == RoundStatus.OPEN, Step.is_open)
    rows = rows.where(or_(Matter.unit_id == unit_id, Step.unit_id == unit_id, Step.area_unit_id == unit_id))
    ids = list(session.scalars(rows.distinct().order_by(Matter.id).limit(MOST)))
    seen = queries.by_ids(reader, ids)
    for key in ids:
        if key in seen:
            endpoint, args = types.page(seen[key].type, key)
            yield HangingThing(_("Väntar på beslut: %(title)s", title=seen[key].title), endpoint, args)
        else:
            yield HangingThing(_("Väntar på beslut: ett ärende som du inte kan läsa"))


def collaborations_of_unit(_reader: Actor, unit_id: UUID, _on: date) -> Iterator[HangingThing]:
    """Yield the collaborations that the unit answers for and that are planned or go on."""
    rows = select(Collaboration.id, Collaboration.title)
    going_on = (CollaborationStatus.PLANNED, CollaborationStatus.RUNNING)
    rows = rows.where(Collaboration.unit_id == unit_id, Collaboration.status.in_(going_on))
    for row in session.execute(rows.order_by(Collaboration.title, Collaboration.id).limit(MOST)):
        words = _("Samverkan: %(title)s", title=row.title)
        yield HangingThing(words, "collaborations.show", {"collaboration_id": row.id})
