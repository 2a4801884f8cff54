"""A case number may be spelt differently in two matters: a row for each spelling, and one key for them all.

Nothing that is stored breaks the new rule: until now there was one row, and so one spelling, for each key.
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let a key have several spellings."""
    with op.batch_alter_table("case_number") as table:
        table.drop_constraint("uq_case_number_key", type_="unique")
        table.create_unique_constraint("uq_case_number_words", ["words"])
        table.create_index("ix_case_number_key", ["key"])


def downgrade() -> None:
    """Give each number one spelling again, that of the first of its rows: the others' are lost."""
    number = sa.table("case_number", sa.column("id", sa.Uuid()), sa.column("key", sa.String()))
    matter = sa.table("matter", sa.column("case_number_id", sa.Uuid()))
    connection, first = op.get_bind(), {}
    for row in connection.execute(sa.select(number.c.id, number.c.key).order_by(number.c.id)).all():
        kept = first.setdefault(row.key, row.id)
        if kept != row.id:
            moved = sa.update(matter).where(matter.c.case_number_id == row.id).values(case_number_id=kept)
            connection.execute(moved)
            connection.execute(sa.delete(number).where(number.c.id == row.id))
    with op.batch_alter_table("case_number") as table:
        table.drop_index("ix_case_number_key")
        table.drop_constraint("uq_case_number_words", type_="unique")
        table.create_unique_constraint("uq_case_number_key", ["key"])
