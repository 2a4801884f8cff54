"""the whole registry: standing, umbrellas and successors, contacts with roles and validity, where records came from."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "organisation_source",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("source", sa.String(100), nullable=False),
        sa.Column("source_id", sa.String(200), nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name="fk_organisation_source_organisation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_organisation_source"),
        sa.UniqueConstraint("source", "source_id", name="uq_organisation_source_source"),
    )
    op.create_index("ix_organisation_source_organisation_id", "organisation_source", ["organisation_id"])
    with op.batch_alter_table("contact") as table:
        table.add_column(sa.Column("role", sa.String(40), nullable=False, server_default="other"))
        table.add_column(sa.Column("reason", sa.String(300)))
        table.add_column(sa.Column("starts_on", sa.Date()))
        table.add_column(sa.Column("ends_on", sa.Date()))
    with op.batch_alter_table("contact") as table:
        table.alter_column("role", server_default=None, existing_type=sa.String(40), existing_nullable=False)
    with op.batch_alter_table("organisation") as table:
        table.add_column(sa.Column("match_key", sa.String(300), nullable=False, server_default=""))
        table.add_column(sa.Column("standing", sa.String(40), nullable=False, server_default="active"))
        table.add_column(sa.Column("dissolved_on", sa.Date()))
        table.add_column(sa.Column("successor_id", sa.Uuid()))
        table.add_column(sa.Column("umbrella_id", sa.Uuid()))
        table.add_column(sa.Column("founded_year", sa.Integer()))
        table.add_column(sa.Column("no_advertising", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("organisation") as table:
        kinds = {"match_key": sa.String(300), "standing": sa.String(40), "no_advertising": sa.Boolean()}
        for name, kind in kinds.items():
            table.alter_column(name, server_default=None, existing_type=kind, existing_nullable=False)
        for name in ("successor_id", "umbrella_id"):
            table.create_foreign_key(f"fk_organisation_{name}", "organisation", [name], ["id"])
            table.create_index(f"ix_organisation_{name}", [name])
        table.create_index("ix_organisation_match_key", ["match_key"])


def downgrade() -> None:
    with op.batch_alter_table("organisation") as table:
        for name in ("match_key", "umbrella_id", "successor_id"):
            table.drop_index(f"ix_organisation_{name}")
        for name in ("umbrella_id", "successor_id"):
            table.drop_constraint(f"fk_organisation_{name}", type_="foreignkey")
        for name in (
            "match_key", "standing", "dissolved_on", "successor_id", "umbrella_id", "founded_year", "no_advertising",
        ):  # fmt: skip
            table.drop_column(name)
    with op.batch_alter_table("contact") as table:
        for name in ("role", "reason", "starts_on", "ends_on"):
            table.drop_column(name)
    op.drop_table("organisation_source")
