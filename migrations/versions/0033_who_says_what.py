"""Which list says what of an organisation, what a sector rests on, and what is still to be answered of a list.

Nobody kept what earlier lists said, field by field, so nothing is made up: until a list is read again what it once gave
counts as a person's word, and a list that says otherwise asks. A list that says again what the register has then holds
those fields from that day. Sectors stay as they are and count as a person's word: how many are civil society
without a number that says so is told in the log, to be gone through.
"""

import logging
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

log = logging.getLogger("alembic.runtime.migration")
ORGANISATION = sa.table("organisation", *(sa.column(name, sa.String()) for name in ("sector", "number")))
LIST_SOURCE = sa.table(
    "list_source", sa.column("id", sa.Uuid()), sa.column("name", sa.String()), sa.column("rank", sa.String())
)


def upgrade() -> None:
    for name in ("told", "held"):
        op.add_column("organisation_source", sa.Column(name, sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("organisation", sa.Column("sector_basis", sa.String(40)))
    op.add_column("import_row", sa.Column("question", sa.String(60)))
    op.add_column("import_row", sa.Column("row_key", sa.String(32)))
    op.create_table(
        "list_source",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("rank", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_list_source"),
        sa.UniqueConstraint("name", name="uq_list_source_name"),
    )
    _name_sources()
    _compare_anew()
    unsure = sa.select(sa.func.count()).where(
        ORGANISATION.c.sector == "civil", sa.not_(sa.func.coalesce(ORGANISATION.c.number, "").like("8%"))
    )
    if number := op.get_bind().scalar(unsure.select_from(ORGANISATION)):
        log.warning(
            "civil society without a number that says so, to be gone through: %s organisations", number
        )


def _name_sources() -> None:
    """Let every source that a list has come from be ordered; none counts more than another but the authorities' own."""
    rows = sa.text(
        "SELECT source FROM import_batch UNION SELECT source FROM organisation_source ORDER BY source"
    )
    for name in op.get_bind().scalars(rows).all():
        rank = "first" if name in {"SCB", "Bolagsverket"} else "usual"
        op.execute(sa.insert(LIST_SOURCE).values(id=uuid4(), name=name, rank=rank))


def _compare_anew() -> None:
    """Let lists that were being compared begin again: a whole list is now gone through twice, numbers first."""
    op.execute(
        "DELETE FROM import_row WHERE batch_id IN (SELECT id FROM import_batch WHERE state = 'planning')"
    )
    op.execute("UPDATE import_batch SET position = 0, done_count = 0 WHERE state = 'planning'")


def downgrade() -> None:
    op.execute("UPDATE organisation SET sector = 'other' WHERE sector = 'unknown'")
    op.execute("UPDATE import_row SET verdict = 'same' WHERE verdict IN ('known', 'asked')")
    op.execute("UPDATE import_row SET outcome = 'untouched' WHERE outcome = 'noted'")
    op.drop_table("list_source")
    op.drop_column("import_row", "row_key")
    op.drop_column("import_row", "question")
    op.drop_column("organisation", "sector_basis")
    op.drop_column("organisation_source", "held")
    op.drop_column("organisation_source", "told")
