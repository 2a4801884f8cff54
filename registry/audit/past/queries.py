"""One reader of what the register said: as it was known at a moment, and of that what applied on a day."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Boolean, ColumnElement, Date, Numeric, Uuid, and_, or_, select, true
from sqlalchemy.types import TypeDecorator, TypeEngine

from registry.access.actor import Actor
from registry.access.visibility import open_matters, staff_only
from registry.audit.past.models import KeptSince, RowImage
from registry.audit.past.tables import KEPT, Kept
from registry.core.columns import Moment
from registry.core.database import session

MOST = 10_000  # rows of one answer
_TEXTS = frozenset({"edition", "matter", "agreement"})  # found by whoever may find the matter
_OF_A_TEXT = frozenset(name for name, kept in KEPT.items() if kept.owner == "edition_id")


@dataclass(frozen=True, slots=True)
class PastRow:
    """A row as it was: its identifier, of a link also what it leads to, and its columns' values."""

    id: UUID
    other_id: UUID | None
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Past:
    """What the register said at a moment, to one of the staff; `day` None means whatever applied when."""

    actor: Actor
    moment: datetime
    day: date | None = None

    def on(self, day: date) -> "Past":
        """Return the same of what applied on the day: rows whose first and last day have it between them."""
        return Past(self.actor, self.moment, day)

    def is_known(self, table: str) -> bool:
        """Return whether anybody can say: before the table was kept the answer is "ingen uppgift"."""
        begun = select(KeptSince.since).where(KeptSince.table_name == table, KeptSince.since <= self.moment)
        return session.scalar(begun) is not None

    def rows(
        self,
        table: str,
        *,
        ids: Iterable[UUID] | None = None,
        owners: Iterable[UUID] | None = None,
        limit: int = MOST,
    ) -> list[PastRow]:
        """Return rows of a kept table: those with the identifiers, those of the owners, or all; in the order they came.

        Only what the actor may see today. A cleared image is no row. Raises KeyError for a table that is not kept.
        """
        kept = KEPT[table]
        found = select(RowImage.row_id, RowImage.other_id, RowImage.image).where(
            RowImage.table_name == table, *self._then(), staff_only(self.actor), RowImage.image.is_not(None)
        )
        found = found.where(_is_open(self.actor, table))
        for column, wanted in ((RowImage.row_id, ids), (RowImage.owner_id, owners)):
            if wanted is not None:
                found = found.where(column.in_(list(wanted)))
        if self.day is not None and {"starts_on", "ends_on"} <= {column.name for column in kept.columns}:
            found = found.where(_applies(self.day))
        rows = session.execute(found.order_by(RowImage.since, RowImage.id).limit(limit))
        return [PastRow(row.row_id, row.other_id, _values(kept, row.image)) for row in rows]

    def row(self, table: str, row_id: UUID) -> PastRow | None:
        """Return one row, or None where there was none."""
        return next(iter(self.rows(table, ids=[row_id], limit=1)), None)

    def _then(self) -> tuple[ColumnElement[bool], ...]:
        return RowImage.since <= self.moment, or_(RowImage.until.is_(None), RowImage.until > self.moment)


def known_at(actor: Actor, moment: datetime) -> Past:
    """Return the reader of what the register said at the moment, by its own clock."""
    return Past(actor, moment)


def _is_open(actor: Actor, table: str) -> ColumnElement[bool]:
    if table in _OF_A_TEXT:
        return open_matters(actor, RowImage.owner_id)
    return open_matters(actor, RowImage.row_id) if table in _TEXTS else true()


def _applies(day: date) -> ColumnElement[bool]:
    first, last = RowImage.image["starts_on"].as_string(), RowImage.image["ends_on"].as_string()
    return and_(or_(first.is_(None), first <= day.isoformat()), or_(last.is_(None), last >= day.isoformat()))


def _values(kept: Kept, image: Mapping[str, Any]) -> dict[str, Any]:
    return {column.name: _value(column.type, image.get(column.name)) for column in kept.columns}


def _value(type_: TypeEngine[Any], raw: Any) -> Any:
    """Return the value that a column of the type holds, from what JSON has of it on either engine."""
    if raw is None:
        return None
    if isinstance(type_, Moment):
        read = datetime.fromisoformat(raw)
        return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
    if isinstance(type_, TypeDecorator):
        return type_.process_result_value(raw, session.get_bind().dialect)
    return next((read(raw) for kind, read in _READ if isinstance(type_, kind)), raw)


_READ: tuple[tuple[type, Any], ...] = (
    (Uuid, UUID),
    (Date, date.fromisoformat),
    (Boolean, bool),
    (Numeric, lambda raw: Decimal(str(raw))),
    (JSON, lambda raw: json.loads(raw) if isinstance(raw, str) else raw),
)
