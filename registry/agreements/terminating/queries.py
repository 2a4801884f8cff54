"""Reads over decisions to end agreements before their last day."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, and_, select

from registry.access.actor import Actor
from registry.access.visibility import staff_only
from registry.agreements import decided_content, listing, without_preparer
from registry.agreements import queries as agreements
from registry.agreements.kinds import KINDS
from registry.agreements.kinds.base import EndingWords
from registry.agreements.models import IS_CURRENT, Agreement, Edition
from registry.agreements.reopening.queries import CarriedOut
from registry.agreements.terminating import rules
from registry.agreements.terminating.models import Termination
from registry.agreements.terminating.workflow import TerminationState
from registry.agreements.workflow import State
from registry.collaborations.models import Party
from registry.core.database import session
from registry.core.errors import DomainError, Problem
from registry.core.i18n import _
from registry.matters.approvals.facts import RoutingFacts
from registry.matters.approvals.models import Round, RoundStatus
from registry.matters.approvals.visibility import not_recused

MOST = 1000
DECIDED = (TerminationState.APPROVED, TerminationState.ANNULLED, TerminationState.REVOKED)
WAS_APPROVED = (RoundStatus.APPROVED, RoundStatus.ANNULLED, RoundStatus.REVOKED)
ASKED = (
    TerminationState.SUBMITTED, TerminationState.RETURNED, TerminationState.AMENDED, TerminationState.APPROVED,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DecidedEnding:
    """A decision to end an agreement: the text on whose page it stands, and the hash of what was decided."""

    edition_id: UUID
    content_hash: str


def termination(actor: Actor, termination_id: UUID) -> Termination | None:
    """Return one, or None when the actor would not find it or the agreement that it ends."""
    found = session.get(Termination, termination_id)
    seen = select(Termination.id).where(Termination.id == termination_id, staff_only(actor))
    is_seen = session.scalar(seen.where(not_recused(actor, Termination.id))) is not None
    return found if found and is_seen and agreements.edition(actor, edition_of(found).id) else None


def whole(termination_id: UUID, *, anew: bool = False) -> Termination:
    """Return one with its agreement; `anew` reads also what this session has read before."""
    rows = select(Termination).where(Termination.id == termination_id)
    return session.scalars(rows.execution_options(populate_existing=anew)).one()


def edition_of(made: Termination) -> Edition:
    """Return the current text of the agreement that it ends, with all that belongs to it."""
    rows = select(Edition.id).join(Agreement, IS_CURRENT).where(Agreement.id == made.agreement_id)
    return agreements.whole(session.scalars(rows).one())


def words_of(edition: Edition) -> EndingWords:
    """Return what ending an agreement of its kind before its last day is called."""
    return KINDS[edition.agreement.kind].ended_early


def carried_out(made: Termination) -> CarriedOut:
    """Return what has been done of a decided termination: the agreement has ended."""
    is_over = made.state is TerminationState.APPROVED and made.agreement.state is State.ENDED
    return CarriedOut(ended_on=made.ends_on if is_over else None)


def amended(actor: Actor) -> Sequence[Termination]:
    """Return those that the nämnd decided with a change that is not written in yet, the oldest first."""
    rows = select(Termination).where(Termination.state == TerminationState.AMENDED, staff_only(actor))
    rows = rows.where(not_recused(actor, Termination.id))
    return session.scalars(rows.order_by(Termination.created_at, Termination.id).limit(MOST)).all()


def asked(agreement_id: UUID) -> Termination | None:
    """Return the one of the agreement that waits or is decided."""
    rows = select(Termination).where(Termination.agreement_id == agreement_id, Termination.state.in_(ASKED))
    return session.scalar(rows.order_by(Termination.created_at.desc(), Termination.id).limit(1))


def of_agreement(actor: Actor, edition: Edition) -> dict[str, Any] | None:
    """Return those of an agreement, for its page, the latest first; None when there is none."""
    rows = select(Termination).where(Termination.agreement_id == edition.agreement_id, staff_only(actor))
    rows = rows.where(not_recused(actor, Termination.id))
    found = session.scalars(rows.order_by(Termination.created_at.desc(), Termination.id).limit(50)).all()
    return {"rows": found, "words": words_of(edition)} if found else None


def last_days(agreement_ids: Sequence[UUID]) -> dict[UUID, date]:
    """Return the last day of each of the running agreements that is decided to end before its own."""
    rows = select(Termination.agreement_id, Termination.ends_on)
    rows = rows.where(
        Termination.agreement_id.in_(agreement_ids), Termination.state == TerminationState.APPROVED
    )
    return {row.agreement_id: row.ends_on for row in session.execute(rows.limit(MOST))}


def shown_to_partner(edition_ids: Sequence[UUID]) -> dict[UUID, DecidedEnding]:
    """Return the decisions to end these agreements that a partner may know of.

    Never one that is asked for or refused, nor one that is marked with secrecy (OSL 5:5).
    """
    pages = {
        agreement_id: edition_id
        for edition_id, agreement_id in session.execute(
            select(Edition.id, Edition.agreement_id).where(Edition.id.in_(edition_ids)).limit(MOST)
        )
    }
    rows = select(Termination.id, Termination.agreement_id, Round.content_hash)
    rows = rows.join(Round, and_(Round.matter_id == Termination.id, Round.status.in_(WAS_APPROVED)))
    rows = rows.where(
        Termination.agreement_id.in_(pages), Termination.secrecy.is_(None), Termination.state.in_(DECIDED)
    )
    found = session.execute(rows.order_by(Round.number, Termination.id).limit(MOST))
    return {row.id: DecidedEnding(pages[row.agreement_id], row.content_hash) for row in found}


def due(on: date) -> Sequence[Termination]:
    """Return the decided ones whose last day has passed while the agreement still runs, the earliest first."""
    rows = select(Termination).join(Termination.agreement).where(Agreement.state == State.ACTIVE)
    rows = rows.where(Termination.state == TerminationState.APPROVED, Termination.ends_on < on)
    return session.scalars(rows.order_by(Termination.ends_on, Termination.id).limit(MOST)).all()


def returned() -> Select[Any]:
    """Return the statement for which whoever prepares has back, to change: `matter_id`."""
    rows = select(Termination.id.label("matter_id"))
    return rows.where(Termination.state == TerminationState.RETURNED)


def take_over_problems(made: Termination, actor: Actor) -> list[Problem]:
    """Return why the actor cannot go on preparing it."""
    is_left = made.state is TerminationState.SUBMITTED and without_preparer.stands_outside(made)
    returned = made.state is TerminationState.RETURNED
    return rules.take_over_problems(made.prepared_by_id, actor.user_id, is_returned=returned, is_left=is_left)


def left(actor: Actor) -> Sequence[Row[Any]]:
    """Return those that came back or wait, and whose preparer stands outside or has no open account; oldest first."""
    rows = select(Termination.id, Termination.title, Termination.created_at)
    rows = rows.where(Termination.state.in_((TerminationState.RETURNED, TerminationState.SUBMITTED)))
    rows = rows.where(without_preparer.nobody_prepares(Termination), staff_only(actor))
    rows = rows.where(not_recused(actor, Termination.id))
    return session.execute(rows.order_by(Termination.created_at, Termination.id).limit(MOST)).all()


def parties() -> Select[Any]:
    """Return the statement for which organisations each is about: `matter_id`, `organisation_id`."""
    rows = select(Termination.id.label("matter_id"), Party.organisation_id).join(Termination.agreement)
    rows = rows.join(Party, Party.collaboration_id == Agreement.collaboration_id)
    return rows.where(Party.organisation_id.is_not(None))


def in_short(ids: Collection[UUID]) -> Select[Any]:
    """Return the statement for what lists of matters say of these: what they say of the agreement that would end."""
    made = Termination.__table__  # the table: joined as a record, it would bring the matter's once more
    rows = listing.short_columns(made.c.id).where(Edition.is_current)
    return rows.join(made, made.c.agreement_id == Agreement.id).where(made.c.id.in_(ids))


def decided_facts(edition: Edition) -> tuple[RoutingFacts, list[str]]:
    """Return the facts that the agreement was decided with, and its parties. Raises DomainError when nothing stands."""
    made = decided_content.decided(edition)
    if made is None:
        raise DomainError(_("Det finns inget beslut som gäller, så det finns inget att avsluta i förtid."))
    return made.facts, [party.name for party in made.parties]


def content(made: Termination) -> dict[str, Any]:
    """Return it as plain data: what a submission freezes."""
    edition = edition_of(made)
    facts, names = decided_facts(edition)
    return {
        "type": "termination",
        "title": made.title,
        "case_number": made.case_number,
        "kind": facts.kind.value,
        "kind_label": None,
        "parties": [{"name": name} for name in names],
        "agreement": edition.title,
        "last_day": made.ends_on.isoformat(),
        "reason": made.reason,
    }
