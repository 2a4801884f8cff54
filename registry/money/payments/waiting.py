"""What waits about payments: to be attested, or for what stands in the way of that and who can settle it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from registry.access.actor import Actor
from registry.access.kinds_of_waiting import WaitingKind
from registry.access.permissions import Permission
from registry.access.waiting import Door, Reader, Waiting, Who, with_roles
from registry.agreements import frozen_parties, preparing
from registry.agreements.models import FrozenParty
from registry.city.units import queries as units
from registry.collaborations.rules import receivers
from registry.core.i18n import _
from registry.matters.decisions import queries as decisions
from registry.matters.impartiality import queries as impartiality
from registry.money.payments import queries, rules
from registry.partners.payees import queries as payees


def payments(reader: Reader) -> Iterator[Waiting]:
    """Each planned payment that is due: for whoever attests it, or for whoever can settle what stands in the way."""
    if not reader.may(Permission.PAYMENT_ATTEST, Permission.PAYEE_PROPOSE):
        return
    rows = queries.unattested(reader.rights, reader.on)
    if not rows:
        return
    structure, paying, stops = reader.once(units.structure), queries.paying(rows), _Obstacles(rows, reader.on)
    for row in rows:
        holders = frozenset(rules.responsible(paying[row.id], structure, reader.on)) - stops.out(row)
        yield _of(row, reader, holders, stops, rules.who_attests(paying[row.id], structure))


def of_somebody_else(payment_id: UUID, actor: Actor, on: date) -> list[Waiting]:
    """Return what the payment waits for that somebody else than the actor does."""
    found = payments(Reader(on, actor))
    return [one for one in found if one.subject_id == payment_id and not one.who.includes(actor)]


class _Obstacles:
    """What is read once about what stands in the way of the payments: no decision covers it, no account."""

    def __init__(self, rows: Sequence[Row[Any]], on: date) -> None:
        ids = list({row.edition_id for row in rows})
        self.parties = frozen_parties.latest(ids)
        self.stopped = decisions.stopped(ids, on)
        paid = [one.organisation_id for one in self._all() if one.organisation_id]
        self.without_account = payees.without_account(paid)
        self.accounts = payees.seen_to_by(paid)
        self.tied = impartiality.tied(paid, on)
        self.since = payees.confirmed_at(paid)
        self.prepared = preparing.prepared_all({row.edition_id: row.prepared_by_id for row in rows})
        self.begun = queries.attestations(row.id for row in rows)

    def out(self, row: Row[Any]) -> frozenset[UUID]:
        """Return who cannot attest: whoever prepared, saw to an account that is paid to, has a tie, or has attested."""
        found = receivers(self.parties.get(row.edition_id, ()))
        paid = [one.organisation_id for one in found if one.organisation_id]
        seen_to = (self.accounts.get(one, frozenset()) for one in paid)
        since = max((self.since[one] for one in paid if one in self.since), default=None)
        begun = {made.person_id for made in queries.counted(self.begun.get(row.id, ()), since)}
        tied = (self.tied.get(one, frozenset()) for one in paid)
        return frozenset().union(self.prepared[row.edition_id], begun, *seen_to, *tied)

    def _all(self) -> Iterable[FrozenParty]:
        return (one for rows in self.parties.values() for one in rows)

    def is_covered(self, edition_id: UUID) -> bool:
        """Return whether a decision stands, about the very organisations that it was made about."""
        parties = self.parties.get(edition_id, ())
        return edition_id not in self.stopped and bool(parties) and all(one.is_the_same for one in parties)

    def unpayable(self, edition_id: UUID) -> list[FrozenParty]:
        """Return who is to be paid and has no confirmed account."""
        paid = receivers(self.parties.get(edition_id, ()))
        return [one for one in paid if one.organisation_id in self.without_account]


def _of(row: Row[Any], reader: Reader, holders: frozenset[UUID], stops: _Obstacles, words: str) -> Waiting:
    door, meta = Door("payments.attest", {"payment_id": row.id}), str(row.amount)
    unpayable = stops.unpayable(row.edition_id)
    if not stops.is_covered(row.edition_id):
        kind, door = WaitingKind.UNCOVERED, Door("agreements.show", {"edition_id": row.edition_id})
        preparer = frozenset({row.prepared_by_id} - {None})
        who = Who(_("Den som bereder ärendet"), preparer, concerned=holders)
    elif unpayable:
        kind, lacking = WaitingKind.ACCOUNT, unpayable[0]
        door = Door("organisations.show", {"organisation_id": lacking.organisation_id})
        meta = _("%(name)s har inget bekräftat konto att betala till.", name=lacking.name)
        who = with_roles(kind, concerned=holders)
    else:
        kind, who = (
            WaitingKind.ATTEST,
            Who(words, holders, concerned=frozenset({row.prepared_by_id} - {None})),
        )
    return reader.waiting(
        kind,
        row.title,
        due_on=row.due_on,
        subject_id=row.id,
        matter_id=row.edition_id,
        case_number=row.case_number,
        who=who,
        since=row.due_on - queries.COMING,
        door=door,
        page=None if kind is WaitingKind.ATTEST else door,
        meta=meta,
        amount=row.amount,
        unit_id=row.unit_id,
    )
