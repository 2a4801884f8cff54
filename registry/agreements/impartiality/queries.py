"""Reads about who stands outside a matter, and what is known that brings the question forward. It is never answered."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, exists, func, or_, select

from registry.access.actor import Actor
from registry.access.visibility import staff_only
from registry.accounts import queries as accounts
from registry.agreements.models import Agreement
from registry.agreements.workflow import EDITABLE
from registry.approvals import queries as approvals
from registry.approvals import rules as approval_rules
from registry.approvals.models import Declaration, Interest, Recusal, RecusalStatus
from registry.approvals.visibility import not_recused
from registry.collaborations.models import Party
from registry.core import clock
from registry.core.database import session
from registry.core.i18n import _
from registry.core.labels import label
from registry.organisations.models import Contact, Organisation

MOST = 100


def known_links(agreement: Agreement, person_id: UUID) -> list[str]:
    """Return what the register knows of ties between the person and the parties, in sentences to that person.

    Old ties count too: whoever has been a representative may have a conflict (KL 6:28 p. 2).
    """
    parties = [one.organisation_id for one in agreement.collaboration.parties if one.organisation_id]
    person = accounts.user(person_id)
    if not parties or person is None:
        return []
    return [
        *_interests(person_id, parties),
        *_contacts(person.email, person.name, parties),
        *_declared(agreement, person_id, parties),
    ]


def _interests(person_id: UUID, parties: Sequence[UUID]) -> list[str]:
    rows = (
        select(Interest, Organisation.name)
        .join(Organisation, Organisation.id == Interest.organisation_id)
        .where(Interest.person_id == person_id, Interest.organisation_id.in_(parties))
        .order_by(Organisation.name, Interest.id)
    )
    return [
        _("Du har själv uppgett en bindning till %(name)s: %(what)s%(period)s.", name=name, what=one.what,
          period=_period(one.starts_on, one.ends_on))
        for one, name in session.execute(rows.limit(MOST))
    ]  # fmt: skip


def _period(starts_on: date | None, ends_on: date | None) -> str:
    if starts_on is None and ends_on is None:
        return ""
    return f", {starts_on.isoformat() if starts_on else ''}–{ends_on.isoformat() if ends_on else ''}"


def _contacts(email: str, name: str, parties: Sequence[UUID]) -> list[str]:
    same = or_(func.lower(Contact.email) == email.lower(), func.lower(Contact.person) == name.lower())
    rows = (
        select(Contact.role, Organisation.name)
        .join(Organisation, Organisation.id == Contact.organisation_id)
        .where(Contact.organisation_id.in_(parties), same)
        .order_by(Organisation.name, Contact.id)
    )
    return [
        _("Ditt namn eller din adress finns bland kontaktpersonerna för %(name)s: %(role)s.", name=organisation,
          role=label(role))
        for role, organisation in session.execute(rows.limit(MOST))
    ]  # fmt: skip


def _declared(agreement: Agreement, person_id: UUID, parties: Sequence[UUID]) -> list[str]:
    rows = (
        select(Declaration.at, Organisation.name)
        .join(Agreement, Agreement.id == Declaration.matter_id)
        .join(Party, Party.collaboration_id == Agreement.collaboration_id)
        .join(Organisation, Organisation.id == Party.organisation_id)
        .where(Declaration.person_id == person_id, Declaration.has_conflict)
        .where(Declaration.matter_id != agreement.id, Party.organisation_id.in_(parties))
        .order_by(Declaration.at, Organisation.name)
    )
    found = [(clock.local(at).date().isoformat(), name) for at, name in session.execute(rows.limit(MOST))]
    return [
        _("Du anmälde jäv den %(on)s i ett annat ärende med %(name)s.", on=on, name=name)
        for on, name in dict.fromkeys(found)
    ]


def people(agreement: Agreement, on: date) -> list[tuple[UUID, str]]:
    """Return who takes part in the matter: whoever prepares it, has declared in it or can decide it now."""
    found = {made.person_id: made.person for made in approvals.declarations(agreement.id)}
    preparer = accounts.user(agreement.prepared_by_id) if agreement.prepared_by_id else None
    if preparer is not None:
        found[preparer.id] = preparer.name
    waiting = approvals.current_round(agreement.id)
    for step in approvals.open_steps(waiting) if waiting else ():
        found.update({holder.user_id: holder.name for holder in approvals.able(step, on)})
    outside = approvals.conflicted(agreement.id)
    return sorted(((key, name) for key, name in found.items() if key not in outside), key=lambda one: one[1])


def disputed(actor: Actor) -> Sequence[Row[Any]]:
    """Return the questions that wait for the nämnd, oldest first: recusal, title and case number of the matter."""
    rows = _questions().where(Recusal.status == RecusalStatus.DISPUTED, _settleable(actor))
    return session.execute(rows.order_by(Recusal.at, Recusal.id).limit(MOST)).all()


def question(actor: Actor, recusal_id: UUID) -> Row[Any] | None:
    """Return one question with its matter's title and case number; None when the actor stands outside the matter."""
    return session.execute(_questions().where(Recusal.id == recusal_id, _settleable(actor))).one_or_none()


def _questions() -> Select[Any]:
    return select(Recusal, Agreement.title, Agreement.case_number).join(
        Agreement, Agreement.id == Recusal.matter_id
    )


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
    """Return what keeps the actor outside matters: recusal and case number, nothing more of the matter."""
    rows = select(Recusal, Agreement.case_number).join(Agreement, Agreement.id == Recusal.matter_id)
    rows = rows.where(Recusal.person_id == actor.user_id)
    return session.execute(rows.order_by(Recusal.at.desc(), Recusal.id).limit(MOST)).all()


def own_question(actor: Actor, recusal_id: UUID) -> Recusal | None:
    """Return the actor's own question."""
    return session.scalar(select(Recusal).where(Recusal.id == recusal_id, Recusal.person_id == actor.user_id))


def organisation_named(words: str) -> list[Organisation]:
    """Return the organisations with exactly this number or name; several may share a name."""
    digits = "".join(one for one in words if one.isdigit())
    same = func.lower(Organisation.name) == words.strip().lower()
    rows = select(Organisation).where(or_(same, Organisation.number == digits) if len(digits) == 10 else same)
    return list(session.scalars(rows.order_by(Organisation.name, Organisation.id).limit(10)))


def without_preparer(actor: Actor) -> Sequence[Row[Any]]:
    """Return the agreements in preparation whose preparer stands outside the matter: somebody else must take over."""
    out = exists().where(
        Recusal.matter_id == Agreement.id,
        Recusal.person_id == Agreement.prepared_by_id,
        Recusal.status.in_(approval_rules.OUTSIDE),
    )
    rows = select(Agreement.id, Agreement.title, Agreement.updated_at).where(
        Agreement.state.in_(EDITABLE), out, staff_only(actor), not_recused(actor, Agreement.id)
    )
    return session.execute(rows.order_by(Agreement.updated_at, Agreement.id).limit(MOST)).all()
