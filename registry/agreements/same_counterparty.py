"""Other agreements with the same counterparty: splitting what belongs together must not lower the level."""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import Row, or_, select

from registry.access.actor import Actor
from registry.access.visibility import staff_only
from registry.agreements.frozen_parties import was_party
from registry.agreements.models import IS_CURRENT, Agreement, Edition, YearlyAmount
from registry.agreements.workflow import State
from registry.collaborations.models import Party
from registry.collaborations.rules import is_counterparty
from registry.core import clock
from registry.core.database import session
from registry.core.dates import months_after
from registry.core.money import ZERO
from registry.matters.approvals import wording
from registry.matters.approvals.facts import Linked
from registry.matters.approvals.models import Round
from registry.matters.approvals.visibility import not_recused
from registry.partners.organisations.models import Organisation

COUNTED = (
    State.SUBMITTED,
    State.AMENDED,
    State.APPROVED,
    State.ACTIVE,
    State.ENDED,
)  # decided, or waiting for it
SPLIT_MONTHS = 12


def with_same_counterparty(edition: Edition, *, on: date) -> tuple[Linked, ...]:
    """Return the other agreements with the same counterparty, sent for decision in the twelve months before the date.

    Splitting must not lower the level (`domain.md` 5.2–5.3); agreements of the same collaboration have the same
    purpose. Oldest first; one statement. They are named by case number alone: whoever reads why this one is decided
    where it is may stand outside one of the others.
    """
    parties = [one.id for one in counterparties(edition)]
    found = _sent(parties, on, Edition.id != edition.id)
    return _values(found, edition.agreement.collaboration_id, _number)


def hold_counterparties(edition: Edition) -> None:
    """Hold the counterparties until the transaction ends: of two matters sent at once the second counts the first."""
    rows = select(Organisation.id).where(Organisation.id.in_([one.id for one in counterparties(edition)]))
    session.scalars(rows.order_by(Organisation.id).with_for_update(key_share=True)).all()


def with_organisation(actor: Actor, organisation_id: UUID, on: date) -> tuple[Linked, ...]:
    """Return the agreements with the organisation that would count with a new one, whose purpose nobody knows yet."""
    return _values(
        _sent([organisation_id], on, staff_only(actor), not_recused(actor, Edition.id)), None, _title
    )


def _sent(parties: Sequence[UUID], on: date, *where: Any) -> Sequence[Row[Any]]:
    with_them = select(Party.collaboration_id).where(Party.organisation_id.in_(parties))
    sent = select(Round.matter_id).where(
        Round.submitted_at >= clock.start_of(months_after(on, -SPLIT_MONTHS))
    )
    rows = (
        select(
            Edition.id, Edition.title, Edition.case_number, Agreement.kind, Agreement.collaboration_id,
            Edition.option_amount, YearlyAmount.year, YearlyAmount.amount,
        )
        .join(Agreement, IS_CURRENT)
        .outerjoin(YearlyAmount, YearlyAmount.edition_id == Edition.id)
        .where(or_(Agreement.collaboration_id.in_(with_them), was_party(parties)))
        .where(Edition.id.in_(sent), *where)
        .where(Agreement.state.in_(COUNTED))
        .order_by(Edition.created_at, Edition.id, YearlyAmount.year)
    )  # fmt: skip
    return session.execute(rows.limit(1000)).all()


def _number(row: Row[Any]) -> str:
    return row.case_number or wording.unnumbered()


def _title(row: Row[Any]) -> str:
    return " ".join(filter(None, (row.case_number, row.title)))


def _values(
    rows: Sequence[Row[Any]], collaboration_id: UUID | None, words: Callable[[Row[Any]], str]
) -> tuple[Linked, ...]:
    return tuple(
        Linked(
            matter_id=one[0].id,
            words=words(one[0]),
            kind=one[0].kind,
            yearly=tuple((row.year, row.amount) for row in one if row.year),
            same_purpose=one[0].collaboration_id == collaboration_id,
            options=one[0].option_amount or ZERO,
        )
        for one in (list(group) for _id, group in groupby(rows, key=lambda row: row.id))
    )


def counterparties(edition: Edition) -> list[Organisation]:
    """Return the parties that the agreement is made with, as a limit per counterparty means it."""
    return [
        party.organisation
        for party in edition.agreement.collaboration.parties
        if party.organisation
        and is_counterparty(party.organisation.sector, receives_funding=party.receives_funding)
    ]
