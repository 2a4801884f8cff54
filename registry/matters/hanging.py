"""What would be left when an account, a post or a unit ends, who gets it, and who may not be the one to end it."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, String, and_, cast, false, or_, select

from registry.access import waiting
from registry.access.actor import Actor
from registry.access.waiting import Waiting
from registry.city.accounts import queries as accounts
from registry.city.accounts.hanging import Closure, HangingThing
from registry.city.units import foresight
from registry.city.units import queries as units
from registry.collaborations.choices import OVER
from registry.collaborations.models import Collaboration
from registry.core.database import session
from registry.core.errors import Problem
from registry.core.i18n import _
from registry.core.labels import label
from registry.matters import queries, types
from registry.matters.approvals import cases, hooks
from registry.matters.approvals import queries as approvals
from registry.matters.approvals.foresight import NextDeciders, next_deciders
from registry.matters.approvals.models import Round, RoundStatus, Step
from registry.matters.models import Matter

MOST = 200


def posts(_reader: Actor, ending: Closure, on: date) -> Iterator[HangingThing]:
    """Yield the posts that an account has or is to have, and those in which somebody stands in for the person."""
    if ending.account_id is None:
        return
    structure = units.structure()
    for holder in structure.appointments:
        if holder.ends_on is not None and holder.ends_on < on:
            continue
        if holder.user_id == ending.account_id:
            unit = structure.by_id[holder.unit_id].name
            words = _("Uppdrag: %(post)s, %(unit)s", post=label(holder.post), unit=unit)
            yield HangingThing(words, "units.show", {"unit_id": holder.unit_id})
        elif holder.substitute_for_id == ending.account_id:
            yield HangingThing(_("Ersättare: %(name)s", name=holder.name))


def decisions(reader: Actor, ending: Closure, on: date) -> Iterator[HangingThing]:
    """Yield the decisions that wait where it ends, and who decides each from then on."""
    found = _next(ending, on)
    seen = queries.by_ids(reader, list(found))
    for key, then in found.items():
        if key in seen:
            endpoint, args = types.page(seen[key].type, key)
            words = _("Väntar på beslut: %(title)s", title=seen[key].title)
            yield HangingThing(words, endpoint, args, then.words)
        else:
            words = _("Väntar på beslut: ett ärende som du inte kan läsa")
            yield HangingThing(words, goes_to=then.words)


def waits(reader: Actor, ending: Closure, on: date) -> Iterator[HangingThing]:
    """Yield what else waits for the person of an account: drafts, payments and the rest."""
    user = accounts.user(ending.account_id) if ending.account_id else None
    if user is None:
        return
    decided = _next(ending, on)
    found = [one for one in waiting.of(units.actor_of(user, on), on) if one.matter_id not in decided]
    seen = queries.by_ids(reader, [one.matter_id for one in found if one.matter_id])
    for one in found:
        kind = label(one.kind)
        if one.matter_id and one.matter_id not in seen:
            yield HangingThing(_("%(kind)s: ett ärende som du inte kan läsa", kind=kind))
        elif one.matter_id:
            endpoint, args = types.page(seen[one.matter_id].type, one.matter_id)
            yield HangingThing(f"{kind}: {one.title}", endpoint, args, _others(one, user.id))


def _others(one: Waiting, person: UUID) -> str:
    """Say who else has what waits for the person."""
    is_shared = one.who.roles or one.who.people - {person}
    return one.who.words if is_shared else _("ingen, någon annan behöver ta över")


def collaborations_of_unit(_reader: Actor, ending: Closure, _on: date) -> Iterator[HangingThing]:
    """Yield the collaborations that the unit answers for and that are not over."""
    if ending.unit_id is None:
        return
    rows = select(Collaboration.id, Collaboration.title)
    rows = rows.where(Collaboration.unit_id == ending.unit_id, Collaboration.status.not_in(OVER))
    for row in session.execute(rows.order_by(Collaboration.title, Collaboration.id).limit(MOST)):
        words = _("Samverkan: %(title)s", title=row.title)
        args = {"collaboration_id": row.id}
        yield HangingThing(words, "collaborations.show", args, successor(ending))


def successor(ending: Closure) -> str:
    """Name the unit that takes over; say that none does once a last day is chosen without one."""
    if ending.successor_id is not None:
        return units.structure().by_id[ending.successor_id].name
    return _("ingen, det står kvar på den stängda enheten") if ending.last_on else ""


def stakes(person: UUID, ending: Closure, on: date) -> Iterator[Problem]:
    """Yield why the person cannot be the one who ends it: nobody chooses who decides what that person prepared.

    Nor does anybody get a decision by ending somebody else's post, account or unit.
    """
    found = [one for one in _next(ending, on).values() if one.moves]
    if any(person in one.gained for one in found):
        yield Problem(_("Du skulle själv få besluta i ett ärende som väntar. Be en annan administratör."))
    elif any(person in one.prepared for one in found):
        words = _(
            "Ett ärende som du har berett skulle få en annan beslutsfattare. Be en annan administratör."
        )
        yield Problem(words)


def _next(ending: Closure, today: date) -> dict[UUID, NextDeciders]:
    """Return by matter who would decide what waits where it ends; each round is held against the rule as it would be.

    What is read here is the organisation before the change, whoever has begun it.
    """
    structure, on = units.structure(), foresight.first_day(ending, today)
    after = foresight.without(structure, ending, today)
    rows = select(Round.matter_id).join(Step, Step.round_id == Round.id)
    rows = rows.join(Matter, Matter.id == Round.matter_id)
    rows = rows.where(Round.status == RoundStatus.OPEN, Step.is_open, _touched(ending, today))
    found, touched = {}, tuple(session.scalars(rows.distinct().order_by(Round.matter_id).limit(MOST)))
    cases.read_cases(touched)
    if touched:
        hooks.read_prepared(touched)
    for matter_id in touched:
        if (waits := approvals.current_round(matter_id)) is not None:
            found[matter_id] = next_deciders(waits, after, on)
    return found


def _touched(ending: Closure, today: date) -> ColumnElement[bool]:
    """The steps that are decided by whom it ends for, or are about what the unit pays or answers for."""
    held = foresight.posts_in(units.structure(), ending, today)
    own = [and_(Step.unit_id == one.unit_id, Step.post == one.post) for one in held]
    if (unit := ending.unit_id) is not None:
        about = cast(Step.areas, String).contains(str(unit))
        own += [Matter.unit_id == unit, Step.unit_id == unit, Step.area_unit_id == unit, about]
    return or_(false(), *own)
