"""recognition, payees and profiles: what the city checks, whom it pays, what an organisation says of itself."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_audit_entry_tag", "audit_entry", ["tag", "seq"])
    _payees()


def _payees() -> None:
    op.create_table(
        "payee_account",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("number", sa.String(20), nullable=False),
        sa.Column("digits", sa.String(8), nullable=False),
        sa.Column("holder_name", sa.String(200), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("proposed_by_id", sa.Uuid()),
        sa.Column("proposed_by", sa.String(200), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_by_id", sa.Uuid()),
        sa.Column("confirmed_by", sa.String(200)),
        sa.Column("confirmed_at", sa.DateTime(timezone=True)),
        sa.Column("checked", sa.Text()),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("end_reason", sa.Text()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name="fk_payee_account_organisation_id"
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"], ["user_account.id"], name="fk_payee_account_proposed_by_id"
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"], ["user_account.id"], name="fk_payee_account_confirmed_by_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_payee_account"),
    )
    only = {
        "sqlite_where": sa.text("state = 'confirmed'"),
        "postgresql_where": sa.text("state = 'confirmed'"),
    }
    op.create_index("uq_payee_account_confirmed", "payee_account", ["organisation_id"], unique=True, **only)
    op.create_index("ix_payee_account_organisation_id", "payee_account", ["organisation_id"])
    op.create_index("ix_payee_account_digits", "payee_account", ["digits"])
    op.create_index("ix_payee_account_state", "payee_account", ["state", "proposed_at"])


def downgrade() -> None:
    op.drop_table("payee_account")
    op.drop_index("ix_audit_entry_tag", "audit_entry")
