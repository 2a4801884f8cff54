"""Reads about people who stand outside a matter, or are close to somebody who does."""

from datetime import date
from uuid import UUID

from sqlalchemy import exists, or_, select

from registry.city.units.models import Appointment
from registry.core.database import session
from registry.core.errors import Problem
from registry.matters.approvals import conflict_rules, queries
from registry.matters.approvals.models import OUTSIDE, Recusal


def recusal_row(matter_id: UUID, person_id: UUID) -> Recusal | None:
    """Return the row about the person in the matter, whatever its status."""
    return session.scalar(
        select(Recusal).where(Recusal.matter_id == matter_id, Recusal.person_id == person_id)
    )


def recusal_of(matter_id: UUID, person_id: UUID) -> Recusal | None:
    """Return what keeps the person outside the matter, None when nothing does."""
    row = recusal_row(matter_id, person_id)
    return row if row and row.status in OUTSIDE else None


def are_substitutes(person: UUID, other: UUID, on: date) -> bool:
    """Return whether they are the same person, or one stands in for the other on the date."""
    pairs = ((Appointment.user_id == person) & (Appointment.substitute_for_id == other)) | (
        (Appointment.user_id == other) & (Appointment.substitute_for_id == person)
    )
    now = (Appointment.starts_on <= on) & or_(Appointment.ends_on.is_(None), Appointment.ends_on >= on)
    return person == other or session.scalar(select(exists().where(pairs, now))) is True


def handling_problems(matter_id: UUID, *people: UUID | None) -> list[Problem]:
    """Return why the matter cannot be sent by those who handle it: a conflict of interest, or a question about one."""
    out = queries.conflicted(matter_id)
    return conflict_rules.handling_problems(people, questioned=queries.questioned(matter_id), outside=out)
