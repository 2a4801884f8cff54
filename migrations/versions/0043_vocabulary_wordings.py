"""Phrases that stand for terms of the vocabulary, and which terms lie near one another: what a need is read with."""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "vocabulary_wording",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("target_group_id", sa.Uuid()),
        sa.Column("activity_id", sa.Uuid()),
        sa.Column("district_id", sa.Uuid()),
        sa.Column("phrases", sa.Text(), nullable=False),
        *_points_to("vocabulary_wording", target_group_id="target_group", activity_id="activity_type",
                    district_id="district"),
        sa.PrimaryKeyConstraint("id", name="pk_vocabulary_wording"),
    )  # fmt: skip
    op.create_table(
        "vocabulary_kinship",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("target_group_id", sa.Uuid()),
        sa.Column("near_target_group_id", sa.Uuid()),
        sa.Column("activity_id", sa.Uuid()),
        sa.Column("near_activity_id", sa.Uuid()),
        sa.Column("share", sa.Integer(), nullable=False),
        *_points_to("vocabulary_kinship", target_group_id="target_group", near_target_group_id="target_group",
                    activity_id="activity_type", near_activity_id="activity_type"),
        sa.PrimaryKeyConstraint("id", name="pk_vocabulary_kinship"),
    )  # fmt: skip


def _points_to(table: str, **columns: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{table}_{column}_{target}")
        for column, target in columns.items()
    ]


def downgrade() -> None:
    op.drop_table("vocabulary_kinship")
    op.drop_table("vocabulary_wording")
