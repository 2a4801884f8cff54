"""Who may decide today: substitutes in absence or vacancy, whose area a step is about, questions that move nothing.

A substitute who stands here already acts in absence or vacancy, as the rule is; that both act is said anew. Of a step
that waits it is worked out when it is looked at next which areas it is about, and nobody is told for that alone. A
question about somebody's conflict of interest kept that person outside: what the person asked for stays so, what others
raised waits for the person's answer, and the log of the migration says how many. The decision comes back to its level
when the matter is looked at next. A freeze period stops no decision any longer, it warns: which ones did is told in the
log of their changes.
"""

import logging

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

log = logging.getLogger("alembic.runtime.migration")


def upgrade() -> None:
    op.add_column(
        "appointment", sa.Column("acts_beside", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    with op.batch_alter_table("freeze_period") as table:
        table.drop_column("stops_decisions")
    op.add_column("approval_step", sa.Column("areas", sa.JSON()))
    op.add_column("approval_step", sa.Column("waits_for", sa.JSON()))
    with op.batch_alter_table("recusal") as table:
        table.add_column(sa.Column("raised_by_id", sa.Uuid(), nullable=True))
        table.add_column(sa.Column("answer", sa.Text(), nullable=True))
        table.create_foreign_key(
            "fk_recusal_raised_by_id_user_account", "user_account", ["raised_by_id"], ["id"]
        )
    own = "UPDATE recusal SET status = 'contested' WHERE status = 'disputed' AND raised_by = person"
    op.execute(own)
    raised = op.get_bind().execute(sa.text("UPDATE recusal SET status = 'raised' WHERE status = 'disputed'"))
    if raised.rowcount:
        log.warning(
            "%s questions about conflicts of interest wait for the person's own answer", raised.rowcount
        )


def downgrade() -> None:
    op.execute("UPDATE recusal SET status = 'disputed' WHERE status IN ('raised', 'contested')")
    op.execute("UPDATE recusal SET status = 'lifted' WHERE status = 'withdrawn'")
    with op.batch_alter_table("recusal") as table:
        table.drop_constraint("fk_recusal_raised_by_id_user_account", type_="foreignkey")
        table.drop_column("answer")
        table.drop_column("raised_by_id")
    op.add_column(
        "freeze_period", sa.Column("stops_decisions", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.drop_column("approval_step", "waits_for")
    op.drop_column("approval_step", "areas")
    with op.batch_alter_table("appointment") as table:
        table.drop_column("acts_beside")
