"""What has been paid of an agreement: known above, among the attestations, and asked for here by whoever undoes."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from registry.core.money import ZERO, Money


@dataclass(frozen=True, slots=True)
class PaidPayment:
    """A payment that has been made: which, when it was due, how much, and the day it was attested."""

    id: UUID
    due_on: date
    amount: Money
    paid_on: date


Reader = Callable[[Collection[UUID]], Mapping[UUID, Sequence[PaidPayment]]]
_readers: list[Reader] = []  # one at most


def plug(reader: Reader) -> None:
    """Plug in who says by edition what has been paid, the earliest first."""
    _readers[:] = [reader]


def paid(edition_id: UUID) -> Sequence[PaidPayment]:
    """Return what has been paid of the agreement, the earliest first."""
    return of([edition_id]).get(edition_id, ())


def of(edition_ids: Collection[UUID]) -> Mapping[UUID, Sequence[PaidPayment]]:
    """Return by edition what has been paid, the earliest first; none where nothing has."""
    return _readers[0](edition_ids) if _readers and edition_ids else {}


def total(rows: Sequence[PaidPayment]) -> Money:
    """Return the sum of the payments."""
    return sum((one.amount for one in rows), ZERO)
