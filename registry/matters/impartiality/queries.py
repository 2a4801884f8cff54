"""Reads about who stands outside a matter, and what is known that brings the question forward. It is never answered."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Row, Select, String, cast, func, null, or_, select, union_all

from registry.access.actor import Actor
from registry.access.visibility import staff_only
from registry.city.accounts import queries as accounts
from registry.city.accounts.models import User
from registry.core.database import session
from registry.core.i18n import _
from registry.core.labels import label
from registry.matters import types
from registry.matters.approvals import queries as approvals
from registry.matters.approvals.conflict_rules import OPEN_QUESTIONS
from registry.matters.approvals.interest import Interest
from registry.matters.approvals.models import QUESTIONED, Declaration, Recusal
from registry.matters.approvals.visibility import not_recused
from registry.matters.models import Matter
from registry.partners.organisations.models import Contact, ContactRole, Organisation

MOST = 1000


def known_links(matter: Matter, person_id: UUID) -> list[str]:
    """Return what the register knows of ties between the person and the parties, in sentences to that person.

    Old ties count too: whoever has been a representative may have a conflict (KL 6:28 p. 2). One statement.
    """
    about = types.parties().subquery()
    parties = select(about.c.organisation_id).where(about.c.matter_id == matter.id)
    rows = union_all(
        _interests(person_id, parties), _contacts(person_id, parties), _declared(matter, person_id, parties)
    )
    found = session.execute(rows.limit(MOST)).all()
    return sorted(dict.fromkeys(_told(row) for row in found))


def _told(row: Row[Any]) -> str:
    if row.what is not None:
        return _(
            "Du har själv uppgett en bindning till %(name)s: %(what)s%(period)s.",
            name=row.name, what=row.what, period=_period(row.starts_on, row.ends_on),
        )  # fmt: skip
    if row.role is not None:
        return _(
            "Ditt namn eller din adress finns bland kontaktpersonerna för %(name)s: %(role)s.",
            name=row.name, role=label(ContactRole(row.role)),
        )  # fmt: skip
    return _("Du har anmält jäv i ett annat ärende med %(name)s.", name=row.name)


def _period(starts_on: date | None, ends_on: date | None) -> str:
    if starts_on is None and ends_on is None:
        return ""
    return f", {starts_on.isoformat() if starts_on else ''}–{ends_on.isoformat() if ends_on else ''}"


def _row(what: Any = None, starts_on: Any = None, ends_on: Any = None, role: Any = None) -> Select[Any]:
    """A row about an organisation; what a kind of tie does not have is null, of the same type in every part."""
    return select(
        Organisation.name,
        (cast(null(), String) if what is None else what).label("what"),
        (cast(null(), Date) if starts_on is None else starts_on).label("starts_on"),
        (cast(null(), Date) if ends_on is None else ends_on).label("ends_on"),
        (cast(null(), String) if role is None else cast(role, String)).label("role"),
    )


def _interests(person_id: UUID, parties: Select[Any]) -> Select[Any]:
    rows = _row(Interest.what, Interest.starts_on, Interest.ends_on)
    rows = rows.join(Interest, Interest.organisation_id == Organisation.id)
    return rows.where(Interest.person_id == person_id, Organisation.id.in_(parties))


def _contacts(person_id: UUID, parties: Select[Any]) -> Select[Any]:
    same = or_(
        func.lower(Contact.email) == func.lower(User.email),
        func.lower(Contact.person) == func.lower(User.name),
    )
    rows = _row(role=Contact.role).join(Contact, Contact.organisation_id == Organisation.id)
    return rows.join(User, same).where(User.id == person_id, Organisation.id.in_(parties))


def declared(
    people: Collection[UUID], organisations: Collection[UUID], on: date
) -> dict[UUID, dict[UUID, str]]:
    """Return what these people have told of ties that they have on the day: by person and organisation, what it is."""
    here = Interest.person_id.in_(people), Interest.organisation_id.in_(organisations)
    rows = select(Interest).where(*here, *_lasting(on)).order_by(Interest.id).limit(MOST)
    found: dict[UUID, dict[UUID, str]] = {}
    for one in session.scalars(rows):
        found.setdefault(one.person_id, {})[one.organisation_id] = one.what
    return found


def tied(organisations: Collection[UUID], on: date) -> dict[UUID, frozenset[UUID]]:
    """Return who has told of a tie that they have on the day to each of the organisations: people by organisation."""
    rows = select(Interest.organisation_id, Interest.person_id)
    rows = rows.where(Interest.organisation_id.in_(organisations), *_lasting(on)).order_by(Interest.id)
    found: dict[UUID, set[UUID]] = {}
    for organisation_id, person_id in session.execute(rows.limit(MOST)):
        found.setdefault(organisation_id, set()).add(person_id)
    return {one: frozenset(people) for one, people in found.items()}


def _lasting(on: date) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return (
        or_(Interest.starts_on.is_(None), Interest.starts_on <= on),
        or_(Interest.ends_on.is_(None), Interest.ends_on >= on),
    )


def _declared(matter: Matter, person_id: UUID, parties: Select[Any]) -> Select[Any]:
    about = types.parties().subquery()
    rows = _row().join(about, about.c.organisation_id == Organisation.id)
    rows = rows.join(Declaration, Declaration.matter_id == about.c.matter_id)
    return rows.where(
        Declaration.person_id == person_id,
        Declaration.has_conflict,
        Declaration.matter_id != matter.id,
        Organisation.id.in_(parties),
    )


def people(matter: Matter, on: date) -> list[tuple[UUID, str]]:
    """Return who takes part in the matter: whoever prepares it, has declared in it, has decided it or can now."""
    found = {made.person_id: made.person for made in approvals.declarations(matter.id)}
    preparer = accounts.user(matter.prepared_by_id) if matter.prepared_by_id else None
    if preparer is not None:
        found[preparer.id] = preparer.name
    waiting = approvals.current_round(matter.id)
    for step in approvals.open_steps(waiting) if waiting else ():
        found.update({holder.user_id: holder.name for holder in approvals.able(step, on)})
    for round_ in approvals.rounds(matter.id):
        made = (step.decision for step in round_.steps if step.decision and step.post)
        found.update({one.decided_by_id: one.decided_by for one in made})
    outside = approvals.conflicted(matter.id) | approvals.questioned(matter.id)
    return sorted(((key, name) for key, name in found.items() if key not in outside), key=lambda one: one[1])


def disputed(actor: Actor) -> Sequence[Row[Any]]:
    """Return the questions that the nämnd can settle, oldest first: recusal, title and case number of the matter."""
    rows = _questions().where(Recusal.status.in_(OPEN_QUESTIONS), _settleable(actor))
    return session.execute(rows.order_by(Recusal.at, Recusal.id).limit(MOST)).all()


def question(actor: Actor, recusal_id: UUID) -> Row[Any] | None:
    """Return one question with its matter's title and case number; None when the actor stands outside the matter."""
    return session.execute(_questions().where(Recusal.id == recusal_id, _settleable(actor))).one_or_none()


def _questions() -> Select[Any]:
    return select(Recusal, Matter.title, Matter.case_number).join(Matter, Matter.id == Recusal.matter_id)


def _settleable(actor: Actor) -> Any:
    return staff_only(actor) & not_recused(actor, Recusal.matter_id)


def interests(actor: Actor) -> Sequence[Row[Any]]:
    """Return the actor's own ties, by organisation: interest and the organisation's name."""
    rows = select(Interest, Organisation.name).join(Organisation, Organisation.id == Interest.organisation_id)
    rows = rows.where(Interest.person_id == actor.user_id)
    return session.execute(rows.order_by(Organisation.name, Interest.id).limit(MOST)).all()


def interest(actor: Actor, interest_id: UUID) -> Interest | None:
    """Return one of the actor's own ties."""
    return session.scalar(
        select(Interest).where(Interest.id == interest_id, Interest.person_id == actor.user_id)
    )


def own_questions(actor: Actor) -> Sequence[Row[Any]]:
    """Return the questions about the actor: recusal and case number, nothing more of the matter."""
    rows = select(Recusal, Matter.case_number).join(Matter, Matter.id == Recusal.matter_id)
    rows = rows.where(Recusal.person_id == actor.user_id)
    return session.execute(rows.order_by(Recusal.at.desc(), Recusal.id).limit(MOST)).all()


def raised_by(actor: Actor) -> Sequence[Row[Any]]:
    """Return the open questions that the actor has raised and can take back: recusal and case number."""
    rows = select(Recusal, Matter.case_number).join(Matter, Matter.id == Recusal.matter_id)
    rows = rows.where(Recusal.raised_by_id == actor.user_id, Recusal.status.in_(QUESTIONED))
    rows = rows.where(Recusal.person_id != actor.user_id, _settleable(actor))
    return session.execute(rows.order_by(Recusal.at.desc(), Recusal.id).limit(MOST)).all()


def raised(actor: Actor, recusal_id: UUID) -> Recusal | None:
    """Return a question that the actor has raised."""
    mine = Recusal.id == recusal_id, Recusal.raised_by_id == actor.user_id
    return session.scalar(select(Recusal).where(*mine, _settleable(actor)))


def own_question(actor: Actor, recusal_id: UUID) -> Recusal | None:
    """Return the actor's own question."""
    return session.scalar(select(Recusal).where(Recusal.id == recusal_id, Recusal.person_id == actor.user_id))
