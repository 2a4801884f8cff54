"""Mapping rounds: the lists of the units, their rows, what partners answer, the frozen annex, and who fills in."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _unit_writer()
    _round()
    _list()
    _row()
    _partner_answer()
    _annex()


def _keys(table: str, *references: tuple[str, str]) -> Sequence[sa.Constraint]:
    return (
        *(
            sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}_{other}")
            for column, other in references
        ),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
    )


def _unit_writer() -> None:
    op.create_table(
        "unit_writer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=False),
        *_keys(
            "unit_writer", ("user_id", "user_account"), ("unit_id", "unit"), ("asked_by_id", "user_account")
        ),
    )
    op.create_index("ix_unit_writer_user_id", "unit_writer", ["user_id"])
    op.create_index("ix_unit_writer_unit_id", "unit_writer", ["unit_id"])


def _round() -> None:
    op.create_table(
        "mapping_round",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("speaks_of", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("invitation", sa.Text()),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("asks_partners", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("source_id", sa.Uuid()),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by_id", sa.Uuid()),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
        sa.Column("closed_by_id", sa.Uuid()),
        sa.Column("closing_note", sa.Text()),
        sa.Column("content", sa.JSON()),
        sa.Column("content_hash", sa.String(64)),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.UniqueConstraint("title", name="uq_mapping_round_title"),
        *_keys(
            "mapping_round", ("source_id", "source_document"), ("opened_by_id", "user_account"),
            ("closed_by_id", "user_account"),
        ),
    )  # fmt: skip
    op.create_index("ix_mapping_round_state", "mapping_round", ["state", "speaks_of"])


def _list() -> None:
    op.create_table(
        "mapping_list",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid()),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("lacking", sa.Text()),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("certified_at", sa.DateTime(timezone=True)),
        sa.Column("certified_by_id", sa.Uuid()),
        sa.Column("certified_by", sa.String(200)),
        sa.Column("certified_for", sa.String(200)),
        sa.Column("soon_told_on", sa.Date()),
        sa.Column("late_told_on", sa.Date()),
        sa.Column("above_told_on", sa.Date()),
        sa.Column("version", sa.Integer(), nullable=False),
        *_keys(
            "mapping_list", ("round_id", "mapping_round"), ("unit_id", "unit"),
            ("certified_by_id", "user_account"),
        ),
        sa.UniqueConstraint("round_id", "unit_id", name="uq_mapping_list_unit"),
    )  # fmt: skip
    op.create_index("ix_mapping_list_unit_id", "mapping_list", ["unit_id"])


def _row() -> None:
    op.create_table(
        "mapping_row",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("list_id", sa.Uuid(), nullable=False),
        sa.Column("collaboration_id", sa.Uuid(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("answer", sa.String(40)),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
        sa.Column("answered_by_id", sa.Uuid()),
        sa.Column("version", sa.Integer(), nullable=False),
        *_keys(
            "mapping_row", ("list_id", "mapping_list"), ("collaboration_id", "collaboration"),
            ("answered_by_id", "user_account"),
        ),
        sa.UniqueConstraint("list_id", "collaboration_id", name="uq_mapping_row_collaboration"),
    )  # fmt: skip
    op.create_index("ix_mapping_row_collaboration_id", "mapping_row", ["collaboration_id"])


def _partner_answer() -> None:
    op.create_table(
        "mapping_partner_answer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("agrees", sa.Boolean(), nullable=False),
        sa.Column("words", sa.String(1000)),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_by_id", sa.Uuid(), nullable=False),
        *_keys(
            "mapping_partner_answer", ("row_id", "mapping_row"), ("organisation_id", "organisation"),
            ("answered_by_id", "user_account"),
        ),
        sa.UniqueConstraint("row_id", "organisation_id", name="uq_mapping_partner_answer_organisation"),
    )  # fmt: skip


def _annex() -> None:
    op.create_table(
        "mapping_annex",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.Column("format", sa.String(40), nullable=False),
        sa.Column("filename", sa.String(200), nullable=False),
        sa.Column("media_type", sa.String(100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        *_keys("mapping_annex", ("round_id", "mapping_round")),
        sa.UniqueConstraint("round_id", "is_public", "format", name="uq_mapping_annex_file"),
    )


def downgrade() -> None:
    for table in (
        "mapping_annex", "mapping_partner_answer", "mapping_row", "mapping_list", "mapping_round", "unit_writer",
    ):  # fmt: skip
        op.drop_table(table)
