"""Units, districts and governing documents as the register knew them at a moment (ADR 16)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from registry.audit.past.queries import Past
from registry.city.priorities.models import DocumentKind, GoverningDocument, GroundStatus
from registry.city.vocabulary import queries as vocabulary
from registry.core.database import session

MOST_DOCUMENTS = 2000


def ended(past: Past, table: str, on: date) -> list[UUID]:
    """Return which of the units or districts were no more on the day, as far as it was known."""
    return [row.id for row in past.rows(table) if (last := row.values["ends_on"]) and last < on]


def became(on: date, past: Past | None = None) -> Mapping[UUID, tuple[UUID, str]]:
    """Return by district that was no more on the day what it had become: its identifier and name.

    As we know it now, or as it was known then.
    """
    if past is None:
        return vocabulary.became(on)
    districts = {row.id: row.values for row in past.rows("district")}
    return {
        key: (after, str(districts[after]["name"]))
        for key, values in districts.items()
        if (after := values["successor_id"]) in districts and values["ends_on"] and values["ends_on"] < on
    }


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """What of a governing document says what it is and when its priorities apply."""

    title: str
    kind: DocumentKind
    year: int | None
    adopted_on: date | None


def documents(past: Past) -> dict[UUID, KnownDocument]:
    """Return the governing documents as they were known; before they were kept so, as they are now."""
    if past.is_known("governing_document"):
        return {
            row.id: KnownDocument(*(row.values[name] for name in KnownDocument.__slots__))
            for row in past.rows("governing_document")
        }
    rows = select(GoverningDocument).order_by(GoverningDocument.code).limit(MOST_DOCUMENTS)
    return {
        one.id: KnownDocument(one.title, one.kind, one.year, one.adopted_on) for one in session.scalars(rows)
    }


@dataclass(frozen=True, slots=True)
class KnownPriority:
    """A priority of a district as it was known, with what says when it applied."""

    district_id: UUID
    status: GroundStatus
    kind: DocumentKind
    year: int | None
    adopted_on: date | None


def local_priorities(past: Past) -> list[KnownPriority]:
    """Return the priorities that are about a district, as they were known."""
    written = documents(past)
    return [
        KnownPriority(where, row.values["status"], one.kind, one.year, one.adopted_on)
        for row in past.rows("ground")
        if (where := row.values["district_id"]) and (one := written.get(row.values["document_id"]))
    ]


def districts(past: Past) -> Sequence[Mapping[str, Any]]:
    """Return all districts that were known, in their order, with the code of what each had become."""
    rows = sorted(past.rows("district"), key=lambda row: (row.values["position"], row.id))
    codes = {row.id: row.values["code"] for row in rows}
    return [
        {
            **{name: row.values[name] for name in ("id", "code", "name", "starts_on", "ends_on")},
            "successor": codes.get(row.values["successor_id"]),
        }
        for row in rows
    ]
