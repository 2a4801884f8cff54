"""Imports of before: what was kept of refused rows and examples that a private person may stand in is cleared.

A row whose number's place held what is no organisation's (`850101-XXXX`) kept its cells, to be corrected. They are not
told apart from a person's, so nothing of them stays but line and reason; the way down cannot bring them back. Which
organisations came in without such a number was never noted: the number says how many rows had one left out.
"""

import logging
from typing import Any

import sqlalchemy as sa
from alembic import op

from registry.core import personal

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

SLICE = 1000
UUID = sa.Uuid()
BATCH = sa.table(
    "import_batch",
    sa.column("id", UUID),
    sa.column("columns", sa.JSON),
    sa.column("mapping", sa.JSON),
    sa.column("samples", sa.JSON),
)
ROW = sa.table(
    "import_row",
    sa.column("batch_id", UUID),
    sa.column("position", sa.Integer),
    sa.column("verdict", sa.String),
    sa.column("name", sa.String),
    sa.column("details", sa.JSON),
)
log = logging.getLogger("alembic.runtime.migration")


def upgrade() -> None:
    cleared = sum(
        map(_clear, op.get_bind().execute(sa.select(BATCH.c.id, BATCH.c.columns, BATCH.c.mapping)).all())
    )
    op.execute(BATCH.update().values(samples=[]))
    if cleared:
        log.warning("cleared %s refused rows of earlier imports that a person may stand in", cleared)


def downgrade() -> None:
    """What was cleared stays so."""


def _clear(batch: Any) -> int:
    """Clear the refused rows of one import whose number's place holds no organisation's; return how many."""
    heading = next((one for one, field in batch.mapping.items() if field == "number"), None)
    place = batch.columns.index(heading) if heading in batch.columns else None
    connection, last, cleared = op.get_bind(), -1, 0
    rows = sa.select(ROW.c.position, ROW.c.name, ROW.c.details).where(
        ROW.c.batch_id == batch.id, ROW.c.verdict == "refused"
    )
    while found := connection.execute(
        rows.where(ROW.c.position > last).order_by(ROW.c.position).limit(SLICE)
    ).all():
        for row in found:
            cells = (row.details or {}).get("cells")
            if cells and _may_be_persons(cells, place):
                name = row.name if row.name and personal.names_association(row.name) else None
                mine = sa.update(ROW).where(ROW.c.batch_id == batch.id, ROW.c.position == row.position)
                connection.execute(mine.values(name=name, details={**row.details, "cells": None}))
                cleared += 1
        last = found[-1].position
    return cleared


def _may_be_persons(cells: list[str], place: int | None) -> bool:
    """Whether a person may stand in the row: in the number's place, or with a number anywhere."""
    number = cells[place] if place is not None and place < len(cells) else ""
    return (
        personal.is_personal(number)
        or personal.is_unreadable(number)
        or any(map(personal.has_personal, cells))
    )
