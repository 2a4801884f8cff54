"""recognition, payees and profiles: what the city checks, whom it pays, what an organisation says of itself."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

POINT_AT_ORGANISATIONS = (
    ("role_grant", "organisation_id"),
    ("structure", "owner_id"),
    ("structure_member", "organisation_id"),
    ("contribution", "organisation_id"),
)


def upgrade() -> None:
    op.create_index("ix_audit_entry_tag", "audit_entry", ["tag", "seq"])
    _payees()
    _recognition()
    _confirmations()
    _proposals()


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


def _recognition() -> None:
    op.create_table(
        "recognition_requirement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("months", sa.Integer()),
        sa.Column("is_required", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(300)),
        sa.PrimaryKeyConstraint("id", name="pk_recognition_requirement"),
        sa.UniqueConstraint("kind", name="uq_recognition_requirement_kind"),
    )
    op.create_table(
        "democracy_terms",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("edition", sa.String(60), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("source", sa.String(300)),
        sa.PrimaryKeyConstraint("id", name="pk_democracy_terms"),
        sa.UniqueConstraint("edition", name="uq_democracy_terms_edition"),
    )
    op.create_table(
        "recognition_item",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("what", sa.String(300)),
        sa.Column("terms_id", sa.Uuid()),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("by_whom", sa.String(200)),
        sa.Column("outcome", sa.String(40), nullable=False),
        sa.Column("valid_until", sa.Date()),
        sa.Column("note", sa.Text()),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("noted_by_id", sa.Uuid()),
        sa.Column("noted_by", sa.String(200), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True)),
        sa.Column("withdrawn_by", sa.String(200)),
        sa.Column("withdrawn_reason", sa.String(300)),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name="fk_recognition_item_organisation_id"
        ),
        sa.ForeignKeyConstraint(["terms_id"], ["democracy_terms.id"], name="fk_recognition_item_terms_id"),
        sa.ForeignKeyConstraint(["noted_by_id"], ["user_account.id"], name="fk_recognition_item_noted_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_recognition_item"),
    )
    op.create_index(
        "ix_recognition_item_organisation_id", "recognition_item", ["organisation_id", "kind", "dated_on"]
    )
    op.create_index("ix_recognition_item_valid_until", "recognition_item", ["valid_until"])
    op.create_table(
        "recognition_file",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("filename", sa.String(200), nullable=False),
        sa.Column("media_type", sa.String(100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["recognition_item.id"], name="fk_recognition_file_item_id"),
        sa.PrimaryKeyConstraint("id", name="pk_recognition_file"),
        sa.UniqueConstraint("item_id", name="uq_recognition_file_item_id"),
    )


def _confirmations() -> None:
    op.create_table(
        "yearly_confirmation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True)),
        sa.Column("confirmed_by_id", sa.Uuid()),
        sa.Column("confirmed_by", sa.String(200)),
        sa.Column("reminded_at", sa.DateTime(timezone=True)),
        sa.Column("due_reminded_at", sa.DateTime(timezone=True)),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name="fk_yearly_confirmation_organisation_id"
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"], ["user_account.id"], name="fk_yearly_confirmation_confirmed_by_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_yearly_confirmation"),
        sa.UniqueConstraint("organisation_id", name="uq_yearly_confirmation_organisation_id"),
    )
    op.create_index("ix_yearly_confirmation_due_on", "yearly_confirmation", ["due_on"])


def _proposals() -> None:
    op.create_table(
        "profile_proposal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("fact", sa.String(40), nullable=False),
        sa.Column("raw_value", sa.Text(), nullable=False),
        sa.Column("old_value", sa.Text()),
        sa.Column("new_value", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("proposed_by_id", sa.Uuid()),
        sa.Column("proposed_by", sa.String(200), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by_id", sa.Uuid()),
        sa.Column("decided_by", sa.String(200)),
        sa.Column("decided_at", sa.DateTime(timezone=True)),
        sa.Column("answer", sa.Text()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name="fk_profile_proposal_organisation_id"
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"], ["user_account.id"], name="fk_profile_proposal_proposed_by_id"
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["user_account.id"], name="fk_profile_proposal_decided_by_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_profile_proposal"),
    )
    op.create_index(
        "ix_profile_proposal_organisation_id", "profile_proposal", ["organisation_id", "proposed_at"]
    )
    op.create_index("ix_profile_proposal_state", "profile_proposal", ["state", "proposed_at"])
    for table, column in POINT_AT_ORGANISATIONS:  # each deleted organisation is looked for there
        op.create_index(f"ix_{table}_{column}", table, [column])


def downgrade() -> None:
    for table, column in POINT_AT_ORGANISATIONS:
        op.drop_index(f"ix_{table}_{column}", table)
    op.drop_table("profile_proposal")
    for table in (
        "yearly_confirmation", "recognition_file", "recognition_item", "democracy_terms", "recognition_requirement",
    ):  # fmt: skip
        op.drop_table(table)
    op.drop_table("payee_account")
    op.drop_index("ix_audit_entry_tag", "audit_entry")
