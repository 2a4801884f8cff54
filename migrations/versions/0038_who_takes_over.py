"""Which unit takes over when one closes, and which decided round another one tries anew.

Units that were closed before have no successor said: what they had stays with them, as it stood, until somebody says
which unit takes over on the page where a unit is closed.
"""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("unit") as table:
        table.add_column(sa.Column("successor_id", sa.Uuid(), nullable=True))
        table.create_foreign_key("fk_unit_successor_id_unit", "unit", ["successor_id"], ["id"])
    with op.batch_alter_table("approval_round") as table:
        table.add_column(sa.Column("tries_anew_id", sa.Uuid(), nullable=True))
        table.create_foreign_key(
            "fk_approval_round_tries_anew_id_approval_round", "approval_round", ["tries_anew_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("approval_round") as table:
        table.drop_constraint("fk_approval_round_tries_anew_id_approval_round", type_="foreignkey")
        table.drop_column("tries_anew_id")
    with op.batch_alter_table("unit") as table:
        table.drop_constraint("fk_unit_successor_id_unit", type_="foreignkey")
        table.drop_column("successor_id")
