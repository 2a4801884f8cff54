"""Other agreements with the same counterparty: splitting what belongs together must not lower the level.

They count from the day of the decision, also those entered into before they came here, whichever of the counterparty's
records they are with: the same number, a merged record, and one that may be its second, which is asked about.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, exists, func, or_, select

from registry.access.actor import Actor
from registry.access.visibility import staff_only
from registry.agreements.choices import BelongsTogether, ContributionKind, MoneyAndVat, Side
from registry.agreements.fitting_parts import value_in_kind
from registry.agreements.frozen_parties import was_party
from registry.agreements.models import (
    IS_CURRENT,
    Agreement,
    Contribution,
    Edition,
    FrozenParty,
    YearlyAmount,
)
from registry.agreements.workflow import State
from registry.city.diary.models import CaseNumber
from registry.collaborations.models import Party
from registry.collaborations.rules import is_counterparty, receivers
from registry.core import clock
from registry.core.database import session
from registry.core.dates import months_after
from registry.core.money import ZERO, Money
from registry.core.read_once import forget_reads_of, read_once
from registry.matters.approvals import wording
from registry.matters.approvals.facts import Linked
from registry.matters.approvals.models import Decision, Outcome
from registry.matters.approvals.visibility import not_recused
from registry.matters.decisions.models import RecordedDecision
from registry.matters.models import Matter
from registry.partners.duplicates import queries as duplicates
from registry.partners.duplicates.models import Pair
from registry.partners.organisations.models import Contact, Organisation, OrganisationName
from registry.partners.payees.models import PayeeAccount

WAITING = (State.SUBMITTED, State.AMENDED)  # whenever they were sent
DECIDED = (State.APPROVED, State.ACTIVE, State.ENDED, State.KNOWN, State.RECORDED)
SPLIT_MONTHS = 12
MOST = 1000
Records = Mapping[UUID, str | None]  # of the counterparty, each with its name where it only may be the same


def with_same_counterparty(edition: Edition, *, on: date) -> tuple[Linked, ...]:
    """Return the other agreements with the same counterparty that wait, or were decided in the twelve months before.

    Splitting must not lower the level (`domain.md` 5.2–5.3); agreements of the same collaboration have the same
    purpose, and of the others the sender says whether they belong together. Oldest first. They are named by case number
    alone: whoever reads why this one is decided where it is may stand outside one of the others.
    """
    return _found(edition.id, tuple(one.id for one in counterparties(edition)), on).values(edition, _number)


def hold_counterparties(edition: Edition) -> None:
    """Hold the counterparties until the transaction ends: of two matters sent at once the second counts the first."""
    records = _records([one.id for one in counterparties(edition)])
    rows = select(Organisation.id).where(Organisation.id.in_(records))
    session.scalars(rows.order_by(Organisation.id).with_for_update(key_share=True)).all()
    forget_reads_of(*READ)  # whoever held them may have sent another


def with_organisation(actor: Actor, organisation_id: UUID, on: date) -> tuple[Linked, ...]:
    """Return the agreements with the organisation that would count with a new one, whose purpose nobody knows yet."""
    records = _records([organisation_id])
    rows = _counted(records, on, staff_only(actor), not_recused(actor, Edition.id))
    return _related(rows, records).values(None, _title)


READ = (
    Agreement, Edition, Matter, CaseNumber, YearlyAmount, Contribution, Decision, RecordedDecision, Party, FrozenParty,
    Organisation, OrganisationName, Contact, PayeeAccount, Pair,
)  # fmt: skip


@read_once(*READ)
def _found(edition_id: UUID, party_ids: tuple[UUID, ...], on: date) -> "RelatedRows":
    records = _records(party_ids)
    return _related(_counted(records, on, Edition.id != edition_id), records)


def _records(ids: Sequence[UUID]) -> Records:
    """Return every record of the counterparties: their own, those with the same number, and those that may be so."""
    if not ids:
        return {}
    numbers = select(Organisation.number).where(Organisation.id.in_(ids), Organisation.number.is_not(None))
    same, second = duplicates.records_of(list(ids), numbers, _with_agreements())
    return {**second, **dict.fromkeys([*ids, *same])}


def _with_agreements() -> Any:
    """Organisations without a number of their own that some agreement is with: only those can be a second record."""
    part = select(Party.organisation_id).join(Agreement, Agreement.collaboration_id == Party.collaboration_id)
    return or_(
        Organisation.id.in_(part.where(Party.organisation_id.is_not(None))),
        exists().where(FrozenParty.organisation_id == Organisation.id),
    )


def _counted(records: Records, on: date, *where: Any) -> Sequence[Row[Any]]:
    with_them = select(Party.collaboration_id).where(Party.organisation_id.in_(records))
    rows = (
        select(
            Edition.id, Edition.title, Edition.case_number, Agreement.kind, Agreement.state, Agreement.collaboration_id,
            Edition.option_amount, Edition.money_and_vat, YearlyAmount.year, YearlyAmount.amount,
            _brought(func.sum(Contribution.value)).label("in_kind"),
            _brought(func.count()).label("brought"), _brought(func.count(Contribution.value)).label("valued"),
        )
        .join(Agreement, IS_CURRENT)
        .outerjoin(YearlyAmount, YearlyAmount.edition_id == Edition.id)
        .where(or_(Agreement.collaboration_id.in_(with_them), was_party(list(records))), *where)
        .where(or_(Agreement.state.in_(WAITING), and_(Agreement.state.in_(DECIDED), _since(on))))
        .order_by(Edition.created_at, Edition.id, YearlyAmount.year)
    )  # fmt: skip
    return session.execute(rows.limit(MOST)).all()


def _since(on: date) -> Any:
    """Decided in the twelve months before the day, here or before it came here; or nobody knows when."""
    first = months_after(on, -SPLIT_MONTHS)
    made = exists().where(
        Decision.matter_id == Edition.id,
        Decision.outcome.in_((Outcome.APPROVE, Outcome.AMEND)),
        Decision.voided_at.is_(None),
        or_(
            Decision.meeting_on >= first,
            and_(Decision.meeting_on.is_(None), Decision.at >= clock.start_of(first)),
        ),
    )
    recorded = select(func.max(RecordedDecision.decided_on)).where(RecordedDecision.matter_id == Edition.id)
    decided_on = recorded.correlate(Edition).scalar_subquery()
    is_current = or_(Edition.ends_on.is_(None), Edition.ends_on >= first)
    unknown = and_(Agreement.state == State.KNOWN, decided_on.is_(None), is_current)
    return or_(made, decided_on >= first, unknown)


def _number(row: Row[Any]) -> str:
    return row.case_number or wording.unnumbered()


def _title(row: Row[Any]) -> str:
    return " ".join(filter(None, (row.case_number, row.title)))


@dataclass(frozen=True, slots=True)
class RelatedRows:
    """What was read of the counterparty's matters: their rows, and a likely second name."""

    groups: list[list[Row[Any]]]
    likely: Mapping[UUID, str]

    def values(self, edition: Edition | None, words: Callable[[Row[Any]], str]) -> tuple[Linked, ...]:
        """Return them as routing wants them, each with what whoever sends the agreement says of it."""
        answers = {one.other_id: one.belongs for one in edition.related} if edition else {}
        purpose = edition.agreement.collaboration_id if edition else None
        return tuple(
            Linked(
                matter_id=one[0].id,
                words=words(one[0]),
                kind=one[0].kind,
                yearly=tuple((row.year, row.amount) for row in one if row.year),
                same_purpose=one[0].collaboration_id == purpose,
                options=one[0].option_amount or ZERO,
                belongs=_said(answers.get(one[0].id)),
                likely=self.likely.get(one[0].id),
                amount_unknown=one[0].year is None and one[0].money_and_vat is not MoneyAndVat.NO_MONEY,
                in_kind=_in_kind(one[0]),
            )
            for one in self.groups
        )


def _related(rows: Sequence[Row[Any]], records: Records) -> RelatedRows:
    groups = [list(group) for _id, group in groupby(rows, key=lambda row: row.id)]
    likely = _likely(groups, records) if groups and any(records.values()) else {}
    return RelatedRows(groups, likely)


def _said(answer: BelongsTogether | None) -> bool | None:
    return None if answer is None else answer is BelongsTogether.YES


def _brought(what: Any) -> Any:
    """What the city brings to each besides money, counted or summed."""
    rows = select(what).where(
        Contribution.edition_id == Edition.id,
        Contribution.side == Side.CITY,
        Contribution.kind != ContributionKind.MONEY,
    )
    return rows.correlate(Edition).scalar_subquery()


def _in_kind(row: Row[Any]) -> Money | None:
    """Return the value of what the city brings besides money, None where a value is lacking."""
    if row.brought > row.valued:
        return None
    return Money(int(row.in_kind.ore)) if row.in_kind is not None else ZERO  # PostgreSQL sums to a decimal


def _likely(groups: Sequence[Sequence[Row[Any]]], records: Records) -> dict[UUID, str]:
    """Return the matters whose only tie to the counterparty is a record that may be its second one, with that name."""
    ids, collaborations = [one[0].id for one in groups], [one[0].collaboration_id for one in groups]
    parties = select(Party.collaboration_id, Party.organisation_id).where(
        Party.collaboration_id.in_(collaborations), Party.organisation_id.in_(records)
    )
    frozen = select(FrozenParty.edition_id, FrozenParty.organisation_id).where(
        FrozenParty.edition_id.in_(ids), FrozenParty.organisation_id.in_(records)
    )
    met: dict[UUID, set[UUID]] = {}
    for key, organisation_id in (
        *session.execute(parties.order_by(Party.id).limit(MOST)),
        *session.execute(frozen.order_by(FrozenParty.id).limit(MOST)),
    ):
        met.setdefault(key, set()).add(organisation_id)
    found = {}
    for one in groups:
        of = met.get(one[0].id, set()) | met.get(one[0].collaboration_id, set())
        names = [records[key] for key in of]
        if names and None not in names:
            found[one[0].id] = ", ".join(sorted(name for name in names if name))
    return found


def asked_about(linked: Iterable[Linked]) -> list[Linked]:
    """Return those whose sender is asked whether they belong together; of one collaboration they do."""
    return [one for one in linked if not one.same_purpose]


def value(edition: Edition) -> Money | None:
    """Return the value of what the city brings to the agreement besides money, None where any of it has none."""
    rows = [
        {"side": row.side.value, "kind": row.kind.value, "value": row.value.ore if row.value else None}
        for row in edition.contributions
    ]
    return value_in_kind({"contributions": rows})


def counterparties(edition: Edition) -> list[Organisation]:
    """Return the parties that the agreement is made with, as a limit per counterparty means it: whoever can be paid.

    Those are the parties said to receive money; where none is said to, all of them, since any of them can be paid then.
    """
    parties = edition.agreement.collaboration.parties
    payable = receivers(parties)
    return [
        one.organisation
        for one in parties
        if one.organisation
        and (
            one in payable or is_counterparty(one.organisation.sector, receives_funding=one.receives_funding)
        )
    ]
