"""Powers that take two people: links to choose a password, proposed powers, dated posts, several who attest.

What was attested by one person under the former rule stays attested. A post that stands here already keeps its days:
when it was recorded is not known.
"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

WAITING = sa.text("state = 'waiting'")
FINAL = sa.text("is_final")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _password_links()
    _proposed_powers()
    op.add_column("appointment", sa.Column("recorded_on", sa.Date(), nullable=True))
    op.add_column("appointment", sa.Column("case_number", sa.String(60), nullable=True))
    op.add_column("user_account", sa.Column("told_roles", sa.String(200), nullable=True))
    with op.batch_alter_table("attestation") as table:
        table.add_column(sa.Column("number", sa.Integer(), nullable=False, server_default="1"))
        table.add_column(sa.Column("is_final", sa.Boolean(), nullable=False, server_default=sa.true()))
        table.drop_constraint("uq_attestation_payment_id", type_="unique")
        table.create_unique_constraint("uq_attestation_number", ["payment_id", "number"])
        table.create_unique_constraint("uq_attestation_person", ["payment_id", "person_id"])
    with op.batch_alter_table("attestation") as table:
        table.alter_column("number", server_default=None)
        table.alter_column("is_final", server_default=None)


def _password_links() -> None:
    op.create_table(
        "password_link",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name="fk_password_link_user_id"),
        sa.PrimaryKeyConstraint("id", name="pk_password_link"),
        sa.UniqueConstraint("digest", name="uq_password_link_digest"),
    )
    op.create_index("ix_password_link_user_id", "password_link", ["user_id"])


def _proposed_powers() -> None:
    op.create_table(
        "proposed_power",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("likeness", sa.String(200), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("proposed_by_id", sa.Uuid(), nullable=False),
        sa.Column("proposed_by", sa.String(200), nullable=False),
        sa.Column("proposed_at", MOMENT, nullable=False),
        sa.Column("settled_by_id", sa.Uuid(), nullable=True),
        sa.Column("settled_by", sa.String(200), nullable=True),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"], ["user_account.id"], name="fk_proposed_power_proposed_by_id"
        ),
        sa.ForeignKeyConstraint(
            ["settled_by_id"], ["user_account.id"], name="fk_proposed_power_settled_by_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_proposed_power"),
    )
    op.create_index("ix_proposed_power_state", "proposed_power", ["state", "proposed_at"])
    op.create_index(
        "uq_proposed_power_waiting", "proposed_power", ["likeness"], unique=True,
        sqlite_where=WAITING, postgresql_where=WAITING,
    )  # fmt: skip


def downgrade() -> None:
    """Keep of several attestations the one that completed the payment; one that nobody completed counts for nothing."""
    op.execute("DELETE FROM attestation WHERE NOT is_final")
    with op.batch_alter_table("attestation") as table:
        table.drop_constraint("uq_attestation_number", type_="unique")
        table.drop_constraint("uq_attestation_person", type_="unique")
        table.create_unique_constraint("uq_attestation_payment_id", ["payment_id"])
        table.drop_column("is_final")
        table.drop_column("number")
    op.drop_column("user_account", "told_roles")
    op.drop_column("appointment", "case_number")
    op.drop_column("appointment", "recorded_on")
    op.drop_table("proposed_power")
    op.drop_table("password_link")
