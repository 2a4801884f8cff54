"""Umbrellas, branches, successors: reads over how organisations point at one another."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, bindparam, or_, select
from sqlalchemy.orm import aliased

from registry.access.actor import Actor
from registry.access.visibility import is_staff
from registry.core.database import rows_of, session
from registry.partners.organisations import rules
from registry.partners.organisations.models import Organisation, Standing
from registry.partners.organisations.rules import Relation

DEEPEST = 20  # no organisation has so many umbrellas over it; a longer chain is a fault
MOST_BRANCHES = 100


@dataclass(frozen=True, slots=True)
class Related:
    """What an organisation's page shows of others: rows of id, name, seat, standing."""

    umbrella: Any
    successor: Any
    branches: Sequence[Any]
    predecessors: Sequence[Any]

    @property
    def more_branches(self) -> bool:
        """Whether there are more branches than are shown."""
        return len(self.branches) >= MOST_BRANCHES


def related(actor: Actor, organisation: Organisation) -> Related:
    """Return the umbrella, the successor, the branches and those that went up in the organisation."""
    own = organisation.id
    near = [one for one in (organisation.umbrella_id, organisation.successor_id) if one]
    if not is_staff(actor):
        return Related(None, None, [], [])
    rows = rows_of(_around(), {"own": own, "near": near}) if near else rows_of(_below(), {"own": own})
    pointed = {row.id: row for row in rows if row.id in near}
    return Related(
        pointed.get(organisation.umbrella_id),
        pointed.get(organisation.successor_id),
        [row for row in rows if row.umbrella_id == own],
        [row for row in rows if row.successor_id == own],
    )


@cache
def _below() -> Select[Any]:
    """Built once, as the next: putting it together costs more than the database needs to answer it."""
    rows = _short().where(_leads_to(bindparam("own")))
    return rows.order_by(Organisation.sort_name, Organisation.id).limit(MOST_BRANCHES)


@cache
def _around() -> Select[Any]:
    is_near = Organisation.id.in_(bindparam("near", expanding=True))
    rows = _short().where(or_(_leads_to(bindparam("own")), is_near))
    order = (is_near.desc(), Organisation.sort_name, Organisation.id)
    return rows.order_by(*order).limit(MOST_BRANCHES + 2)


def _leads_to(own: Any) -> ColumnElement[bool]:
    return or_(Organisation.umbrella_id == own, Organisation.successor_id == own)


def above(organisation_id: UUID, relation: Relation) -> list[UUID]:
    """Return where an organisation leads by one relation, nearest first; itself left out."""
    column = Organisation.umbrella_id if relation is Relation.UMBRELLA else Organisation.successor_id
    found: list[UUID] = []
    here: UUID | None = organisation_id
    while here is not None and len(found) < DEEPEST:
        here = session.scalar(select(column).where(Organisation.id == here))
        if here is not None:
            found.append(here)
    return found


def dissolved(organisation_ids: Sequence[UUID]) -> list[str]:
    """Return a sentence about each of the organisations that has ended: with whom an agreement is made instead."""
    if not organisation_ids:
        return []
    after = aliased(Organisation)
    rows = select(Organisation.name, Organisation.dissolved_on, after.name.label("successor"))
    rows = rows.outerjoin(after, after.id == Organisation.successor_id)
    rows = rows.where(Organisation.id.in_(organisation_ids), Organisation.standing == Standing.DISSOLVED)
    found = session.execute(rows.order_by(Organisation.sort_name).limit(MOST_BRANCHES))
    return [rules.dissolved_words(row.name, row.dissolved_on, row.successor) for row in found]


def _short() -> Select[Any]:
    columns = (
        Organisation.id, Organisation.name, Organisation.seat, Organisation.standing, Organisation.umbrella_id,
        Organisation.successor_id,
    )  # fmt: skip
    return select(*columns)
