"""Telling whoever may decide, decided or prepared, and the registrar: written with the change itself."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from registry.access.actor import Actor
from registry.access.roles import Role
from registry.city.accounts import queries as accounts
from registry.city.accounts.models import User
from registry.core import clock
from registry.core.database import session
from registry.core.i18n import swedish
from registry.core.labels import label
from registry.matters.approvals import queries as approvals
from registry.matters.approvals.hooks import DecidersMoved
from registry.matters.approvals.models import Decision, Outcome, Round
from registry.matters.decisions.hooks import CourtStep
from registry.matters.models import Matter
from registry.notifications import messages


def tell_deciders(matter: Matter, round_: Round, *, at: datetime) -> None:
    """Tell whoever can decide an open step now, or the registrar when the nämnd itself decides.

    What changes for whom after that is told when the round is looked at anew (`moved`).
    """
    on = clock.local(at).date()
    for step in approvals.open_steps(round_):
        if step.post is None:
            _tell_registrars(matter, at=at)
        else:
            _tell_able(matter, round_, [one.user_id for one in approvals.able(step, on)], at=at)


def _tell_registrars(matter: Matter, *, at: datetime) -> None:
    registrars = accounts.people(having=Role.REGISTRAR, on=clock.local(at).date())
    for registrar in people((one.id for one in registrars), matter):
        messages.committee_needed(matter, to=registrar, at=at)


def _tell_able(matter: Matter, round_: Round, able: Iterable[UUID], *, at: datetime) -> None:
    again = approvals.decided_before(round_)
    for person in people(able, matter):
        if person.id in again:
            messages.decision_again(matter, to=person, at=at)
        else:
            messages.decision_waiting(matter, to=person, at=at)


def moved(round_: Round, news: DecidersMoved, at: datetime) -> None:
    """Tell whoever has become able, or unable, to decide what waits, and the registrar of what is the nämnd's now.

    Whom a question about conflict of interest is about is told of the question.
    """
    matter = session.get_one(Matter, round_.matter_id)
    for _step in news.opened:
        _tell_registrars(matter, at=at)
    _tell_able(matter, round_, news.gained, at=at)
    asked = approvals.questioned(matter.id)
    for person in people((one for one in news.lost if one not in asked), matter):
        messages.decision_moved(matter, to=person, at=at)


def tell_question(matter: Matter, person_id: UUID, *, at: datetime) -> None:
    """Tell somebody that a question about the own conflict of interest is raised, and where it is answered."""
    for person in people([person_id], matter):
        messages.question_raised(matter, to=person, at=at)


@swedish()
def tell_decided(matter: Matter, decision: Decision, *, at: datetime) -> None:
    """Tell whoever prepared the matter what became of it."""
    for person in people([matter.prepared_by_id] if matter.prepared_by_id else [], matter):
        if decision.outcome is Outcome.RETURN:
            messages.returned(matter, to=person, by=decision.by, at=at)
        else:
            words = decision.said
            messages.decided(matter, to=person, outcome=words, by=decision.by, at=at)


def tell_adopted(matter: Matter, *, by: Actor, at: datetime) -> None:
    """Tell whoever prepared the matter that the text is confirmed as the nämnd changed it."""
    for person in people([matter.prepared_by_id] if matter.prepared_by_id else [], matter):
        messages.adopted(matter, to=person, by=by.name, at=at)


@swedish()
def tell_voided(matter: Matter, deciders: Iterable[UUID], *, by: Actor, at: datetime) -> None:
    """Tell whoever prepared it, and each who had decided it, that no decision counts any longer; not whoever did it."""
    told = [matter.prepared_by_id] if matter.prepared_by_id else []
    for person in people(
        dict.fromkeys(person for person in (*told, *deciders) if person != by.user_id), matter
    ):
        messages.voided(matter, to=person, at=at)


@swedish()
def tell_court(matter: Matter, round_: Round, step: CourtStep, *, by: Actor, at: datetime) -> None:
    """Tell whoever prepared the matter, and each who decided it, what a court did."""
    if step.before is step.after:
        return
    told = [matter.prepared_by_id] if matter.prepared_by_id else []
    deciders = [one.decision.decided_by_id for one in round_.steps if one.decision]
    for person in people(dict.fromkeys(one for one in (*told, *deciders) if one != by.user_id), matter):
        messages.in_court(matter, to=person, what=label(step.after), at=at)


def people(ids: Iterable[UUID], matter: Matter) -> list[User]:
    """Return the open accounts among them, without whoever stands outside the matter (KL 6:30)."""
    outside = approvals.conflicted(matter.id)
    found = (accounts.user(person) for person in ids if person not in outside)
    return [user for user in found if user and user.is_active]
