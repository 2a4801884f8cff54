"""the first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# The log refuses UPDATE and DELETE whoever asks (registry/audit/triggers.py, as it was when this was written).
TRIGGERS = {
    "postgresql": (
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$body$\n"
        "BEGIN RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' is append-only'; END "
        "$body$",
        "CREATE TRIGGER audit_entry_no_update BEFORE update ON audit_entry FOR EACH "
        "STATEMENT EXECUTE FUNCTION refuse_change()",
        "CREATE TRIGGER audit_entry_no_delete BEFORE delete ON audit_entry FOR EACH "
        "STATEMENT EXECUTE FUNCTION refuse_change()",
        "CREATE TRIGGER audit_entry_no_truncate BEFORE truncate ON audit_entry FOR EACH "
        "STATEMENT EXECUTE FUNCTION refuse_change()",
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$body$\n"
        "BEGIN RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' is append-only'; END "
        "$body$",
        "CREATE TRIGGER audit_payload_no_update BEFORE update ON audit_payload FOR EACH "
        "STATEMENT EXECUTE FUNCTION refuse_change()",
    ),
    "sqlite": (
        "CREATE TRIGGER audit_entry_no_update BEFORE update ON audit_entry\n"
        "BEGIN SELECT RAISE(ABORT, 'audit_entry is append-only'); END",
        "CREATE TRIGGER audit_entry_no_delete BEFORE delete ON audit_entry\n"
        "BEGIN SELECT RAISE(ABORT, 'audit_entry is append-only'); END",
        "CREATE TRIGGER audit_payload_no_update BEFORE update ON audit_payload\n"
        "BEGIN SELECT RAISE(ABORT, 'audit_payload is append-only'); END",
    ),
}
DROPS = {
    "postgresql": (
        "DROP TRIGGER IF EXISTS audit_entry_no_update ON audit_entry",
        "DROP TRIGGER IF EXISTS audit_entry_no_delete ON audit_entry",
        "DROP TRIGGER IF EXISTS audit_entry_no_truncate ON audit_entry",
        "DROP TRIGGER IF EXISTS audit_payload_no_update ON audit_payload",
    ),
    "sqlite": (
        "DROP TRIGGER IF EXISTS audit_entry_no_update",
        "DROP TRIGGER IF EXISTS audit_entry_no_delete",
        "DROP TRIGGER IF EXISTS audit_payload_no_update",
    ),
}


def upgrade() -> None:
    op.create_table(
        "activity_type",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity_type")),
        sa.UniqueConstraint("code", name=op.f("uq_activity_type_code")),
    )
    op.create_table(
        "audit_entry",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("tag", sa.String(80), nullable=False),
        sa.Column("object_type", sa.String(60), nullable=False),
        sa.Column("object_id", sa.Uuid(), nullable=False),
        sa.Column("matter_id", sa.Uuid(), nullable=True),
        sa.Column("payload_hash", sa.String(64), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit_entry")),
        sa.UniqueConstraint("hash", name=op.f("uq_audit_entry_hash")),
        sa.UniqueConstraint("previous", name=op.f("uq_audit_entry_previous")),
    )
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.create_index("ix_audit_entry_matter_id", ["matter_id", "seq"], unique=False)
        batch_op.create_index("ix_audit_entry_object_id", ["object_id", "seq"], unique=False)

    op.create_table(
        "base_amount",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.String(200), nullable=True),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_base_amount")),
    )
    op.create_table(
        "delegation_order",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("adopted_by", sa.String(200), nullable=False),
        sa.Column("adopted_on", sa.Date(), nullable=True),
        sa.Column("paragraph", sa.String(20), nullable=True),
        sa.Column("case_number", sa.String(60), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation_order")),
        sa.UniqueConstraint("code", name=op.f("uq_delegation_order_code")),
    )
    op.create_table(
        "district",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("successor_id", sa.Uuid(), nullable=True),
        sa.Column("places", sa.String(500), nullable=True),
        sa.ForeignKeyConstraint(["successor_id"], ["district.id"], name=op.f("fk_district_successor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_district")),
        sa.UniqueConstraint("code", name=op.f("uq_district_code")),
    )
    op.create_table(
        "guideline",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_number", sa.String(60), nullable=False),
        sa.Column("edition", sa.String(20), nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("adopted_by", sa.String(200), nullable=False),
        sa.Column("adopted_on", sa.Date(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guideline")),
        sa.UniqueConstraint("case_number", "edition", name="uq_guideline_edition"),
    )
    op.create_table(
        "job",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("run_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
    )
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.create_index("ix_job_due", ["state", "run_at"], unique=False)
        batch_op.create_index("ix_job_subject_id", ["subject_id"], unique=False)

    op.create_table(
        "outbox_message",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("matter_id", sa.Uuid(), nullable=True),
        sa.Column("recipient", sa.String(254), nullable=False),
        sa.Column("subject", sa.String(300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("unsent_reason", sa.String(500), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_message")),
    )
    with op.batch_alter_table("outbox_message", schema=None) as batch_op:
        batch_op.create_index("ix_outbox_message_matter_id", ["matter_id"], unique=False)

    op.create_table(
        "sign_in_attempt",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_attempt")),
    )
    with op.batch_alter_table("sign_in_attempt", schema=None) as batch_op:
        batch_op.create_index("ix_sign_in_attempt_at", ["at"], unique=False)
        batch_op.create_index("ix_sign_in_attempt_key_at", ["key", "at"], unique=False)

    op.create_table(
        "source_document",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("issuer", sa.String(200), nullable=True),
        sa.Column("dated_on", sa.Date(), nullable=True),
        sa.Column("dated_text", sa.String(100), nullable=True),
        sa.Column("case_number", sa.String(60), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_document")),
        sa.UniqueConstraint("code", name=op.f("uq_source_document_code")),
    )
    op.create_table(
        "target_group",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target_group")),
        sa.UniqueConstraint("code", name=op.f("uq_target_group_code")),
    )
    op.create_table(
        "unit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("cost_centre", sa.String(40), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(500), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["unit.id"], name=op.f("fk_unit_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("code", name=op.f("uq_unit_code")),
    )
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.create_index("ix_unit_parent_id", ["parent_id"], unique=False)

    op.create_table(
        "user_account",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("title", sa.String(200), nullable=True),
        sa.Column("password_hash", sa.String(200), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_account")),
        sa.UniqueConstraint("email", name=op.f("uq_user_account_email")),
    )
    op.create_table(
        "appointment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("post", sa.String(40), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("substitute_for_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["substitute_for_id"], ["user_account.id"], name=op.f("fk_appointment_substitute_for_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_appointment_unit_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_appointment_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment")),
    )
    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.create_index("ix_appointment_unit_id", ["unit_id"], unique=False)
        batch_op.create_index("ix_appointment_user_id", ["user_id"], unique=False)

    op.create_table(
        "approval_round",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(40), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("explanation", sa.JSON(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=True),
        sa.Column("submitted_by_id", sa.Uuid(), nullable=False),
        sa.Column("submitted_by", sa.String(200), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.String(200), nullable=True),
        sa.ForeignKeyConstraint(
            ["order_id"], ["delegation_order.id"], name=op.f("fk_approval_round_order_id")
        ),
        sa.ForeignKeyConstraint(
            ["submitted_by_id"], ["user_account.id"], name=op.f("fk_approval_round_submitted_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_round")),
        sa.UniqueConstraint("matter_id", "number", name="uq_approval_round_number"),
    )
    op.create_table(
        "audit_payload",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("salt", sa.String(32), nullable=False),
        sa.Column("actor_name", sa.String(200), nullable=False),
        sa.Column("subject", sa.String(300), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(2000), nullable=True),
        sa.ForeignKeyConstraint(["seq"], ["audit_entry.seq"], name=op.f("fk_audit_payload_seq")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit_payload")),
    )
    op.create_table(
        "checklist_item",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("guideline_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("code", sa.String(10), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("help", sa.Text(), nullable=True),
        sa.Column("is_required", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["guideline_id"], ["guideline.id"], name=op.f("fk_checklist_item_guideline_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_item")),
        sa.UniqueConstraint("guideline_id", "kind", "code", name="uq_checklist_item_code"),
    )
    op.create_table(
        "delegation_rule",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("decision_type", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(40), nullable=True),
        sa.Column("post", sa.String(40), nullable=False),
        sa.Column("scope_unit_id", sa.Uuid(), nullable=True),
        sa.Column("limit_kind", sa.String(40), nullable=False),
        sa.Column("limit_amount", sa.BigInteger(), nullable=True),
        sa.Column("limit_multiple", sa.Numeric(precision=8, scale=2), nullable=True),
        sa.Column("basis", sa.String(40), nullable=False),
        sa.Column("reported", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_id"], ["delegation_order.id"], name=op.f("fk_delegation_rule_order_id")
        ),
        sa.ForeignKeyConstraint(
            ["scope_unit_id"], ["unit.id"], name=op.f("fk_delegation_rule_scope_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation_rule")),
        sa.UniqueConstraint("order_id", "number", name="uq_delegation_rule_number"),
    )
    op.create_table(
        "document",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("type", sa.String(40), nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("filename", sa.String(200), nullable=False),
        sa.Column("media_type", sa.String(100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("content_hash", sa.String(64), nullable=True),
        sa.Column("template_version", sa.String(64), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("shown_to_partner", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["user_account.id"], name=op.f("fk_document_created_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
    )
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.create_index("ix_document_matter_id", ["matter_id", "created_at"], unique=False)

    op.create_table(
        "enquiry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("number", sa.String(40), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("asked_by", sa.String(200), nullable=True),
        sa.Column("answered_by", sa.String(200), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("addressee", sa.String(200), nullable=True),
        sa.Column("meeting_on", sa.Date(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.Column("attested", sa.JSON(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=True),
        sa.Column("reply_source_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reply_source_id"], ["source_document.id"], name=op.f("fk_enquiry_reply_source_id")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["source_document.id"], name=op.f("fk_enquiry_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enquiry")),
        sa.UniqueConstraint("code", name=op.f("uq_enquiry_code")),
    )
    op.create_table(
        "governing_document",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("case_number", sa.String(60), nullable=True),
        sa.Column("adopted_by", sa.String(200), nullable=True),
        sa.Column("adopted_on", sa.Date(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("edition", sa.String(40), nullable=True),
        sa.Column("link", sa.String(300), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("source_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source_document.id"], name=op.f("fk_governing_document_source_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_governing_document")),
        sa.UniqueConstraint("code", name=op.f("uq_governing_document_code")),
    )
    op.create_table(
        "guideline_rule",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("guideline_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("source_place", sa.String(200), nullable=True),
        sa.ForeignKeyConstraint(
            ["guideline_id"], ["guideline.id"], name=op.f("fk_guideline_rule_guideline_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guideline_rule")),
    )
    with op.batch_alter_table("guideline_rule", schema=None) as batch_op:
        batch_op.create_index("ix_guideline_rule_guideline_id", ["guideline_id"], unique=False)

    op.create_table(
        "organisation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(300), nullable=False),
        sa.Column(
            "sort_name",
            sa.String(300).with_variant(sa.String(300, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("number", sa.String(11), nullable=True),
        sa.Column("sector", sa.String(40), nullable=False),
        sa.Column("legal_form", sa.String(40), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=True),
        sa.Column("street", sa.String(200), nullable=True),
        sa.Column("postcode", sa.String(10), nullable=True),
        sa.Column("seat", sa.String(100), nullable=True),
        sa.Column("website", sa.String(300), nullable=True),
        sa.Column("registration", sa.String(40), nullable=False),
        sa.Column("registration_checked_on", sa.Date(), nullable=True),
        sa.Column("source_note", sa.String(300), nullable=True),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["user_account.id"], name=op.f("fk_organisation_created_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
    )
    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.create_index("ix_organisation_number", ["number"], unique=False)
        batch_op.create_index("ix_organisation_sector", ["sector", "sort_name", "id"], unique=False)
        batch_op.create_index("ix_organisation_sort_name", ["sort_name", "id"], unique=False)

    op.create_table(
        "standard_clause",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("guideline_id", sa.Uuid(), nullable=False),
        sa.Column("field", sa.String(40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["guideline_id"], ["guideline.id"], name=op.f("fk_standard_clause_guideline_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standard_clause")),
        sa.UniqueConstraint("guideline_id", "field", name="uq_standard_clause_field"),
    )
    op.create_table(
        "state_change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("transition", sa.String(40), nullable=False),
        sa.Column("source", sa.String(40), nullable=False),
        sa.Column("target", sa.String(40), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("actor_name", sa.String(200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["actor_id"], ["user_account.id"], name=op.f("fk_state_change_actor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_state_change")),
    )
    with op.batch_alter_table("state_change", schema=None) as batch_op:
        batch_op.create_index("ix_state_change_subject", ["subject_id", "at"], unique=False)

    op.create_table(
        "user_session",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("csrf_secret", sa.String(64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("device", sa.String(200), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_user_session_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_session")),
        sa.UniqueConstraint("digest", name=op.f("uq_user_session_digest")),
    )
    with op.batch_alter_table("user_session", schema=None) as batch_op:
        batch_op.create_index("ix_user_session_user_id", ["user_id"], unique=False)

    op.create_table(
        "approval_step",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("post", sa.String(40), nullable=True),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("rule_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["approval_round.id"], name=op.f("fk_approval_step_round_id")),
        sa.ForeignKeyConstraint(["rule_id"], ["delegation_rule.id"], name=op.f("fk_approval_step_rule_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_approval_step_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_step")),
        sa.UniqueConstraint("round_id", "position", name="uq_approval_step_position"),
    )
    with op.batch_alter_table("approval_step", schema=None) as batch_op:
        batch_op.create_index("ix_approval_step_waiting", ["is_open", "unit_id", "post"], unique=False)

    op.create_table(
        "conflict_declaration",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("person", sa.String(200), nullable=False),
        sa.Column("capacity", sa.String(40), nullable=False),
        sa.Column("has_conflict", sa.Boolean(), nullable=False),
        sa.Column("ground", sa.String(40), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["user_account.id"], name=op.f("fk_conflict_declaration_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["approval_round.id"], name=op.f("fk_conflict_declaration_round_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflict_declaration")),
    )
    with op.batch_alter_table("conflict_declaration", schema=None) as batch_op:
        batch_op.create_index("ix_conflict_declaration_matter_id", ["matter_id", "person_id"], unique=False)

    op.create_table(
        "contact",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(100), nullable=False),
        sa.Column("email", sa.String(254), nullable=True),
        sa.Column("phone", sa.String(40), nullable=True),
        sa.Column("person", sa.String(200), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_contact_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
    )
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.create_index("ix_contact_organisation_id", ["organisation_id"], unique=False)

    op.create_table(
        "dialogue_meeting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("when_text", sa.String(100), nullable=True),
        sa.Column("is_held", sa.Boolean(), nullable=False),
        sa.Column("level", sa.String(100), nullable=True),
        sa.Column("parties", sa.String(300), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.Column("district_id", sa.Uuid(), nullable=True),
        sa.Column("source_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["district_id"], ["district.id"], name=op.f("fk_dialogue_meeting_district_id")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["governing_document.id"], name=op.f("fk_dialogue_meeting_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source_document.id"], name=op.f("fk_dialogue_meeting_source_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dialogue_meeting")),
        sa.UniqueConstraint("code", name=op.f("uq_dialogue_meeting_code")),
    )
    op.create_table(
        "enquiry_target_group",
        sa.Column("enquiry_id", sa.Uuid(), nullable=False),
        sa.Column("target_group_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enquiry_id"], ["enquiry.id"], name=op.f("fk_enquiry_target_group_enquiry_id")
        ),
        sa.ForeignKeyConstraint(
            ["target_group_id"], ["target_group.id"], name=op.f("fk_enquiry_target_group_target_group_id")
        ),
        sa.PrimaryKeyConstraint("enquiry_id", "target_group_id", name=op.f("pk_enquiry_target_group")),
    )
    with op.batch_alter_table("enquiry_target_group", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_enquiry_target_group_target_group_id"), ["target_group_id"], unique=False
        )

    op.create_table(
        "funding_source",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("name", sa.String(300), nullable=False),
        sa.Column("decided_by", sa.String(200), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=True),
        sa.Column("planned_use", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.Column("source_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["governing_document.id"], name=op.f("fk_funding_source_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source_document.id"], name=op.f("fk_funding_source_source_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_funding_source")),
        sa.UniqueConstraint("code", name=op.f("uq_funding_source_code")),
    )
    op.create_table(
        "ground",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("status", sa.String(40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("district_id", sa.Uuid(), nullable=True),
        sa.Column("responsible", sa.String(300), nullable=True),
        sa.Column("partners", sa.String(300), nullable=True),
        sa.Column("places", sa.String(300), nullable=True),
        sa.Column("follow_up", sa.Text(), nullable=True),
        sa.Column("source_id", sa.Uuid(), nullable=True),
        sa.Column("source_place", sa.String(200), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_ground_district_id")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["governing_document.id"], name=op.f("fk_ground_document_id")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["source_document.id"], name=op.f("fk_ground_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ground")),
        sa.UniqueConstraint("code", name=op.f("uq_ground_code")),
    )
    with op.batch_alter_table("ground", schema=None) as batch_op:
        batch_op.create_index("ix_ground_district_id", ["district_id"], unique=False)
        batch_op.create_index("ix_ground_document_id", ["document_id"], unique=False)

    op.create_table(
        "need_assessment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("enquiry_id", sa.Uuid(), nullable=True),
        sa.Column("existing_offer", sa.Text(), nullable=True),
        sa.Column("conclusion", sa.Text(), nullable=True),
        sa.Column("assessed_on", sa.Date(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("review_text", sa.String(200), nullable=True),
        sa.Column("source_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["enquiry_id"], ["enquiry.id"], name=op.f("fk_need_assessment_enquiry_id")),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source_document.id"], name=op.f("fk_need_assessment_source_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need_assessment")),
        sa.UniqueConstraint("code", name=op.f("uq_need_assessment_code")),
    )
    op.create_table(
        "organisation_activity",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity_type.id"], name=op.f("fk_organisation_activity_activity_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_organisation_activity_organisation_id")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "activity_id", name=op.f("pk_organisation_activity")),
    )
    with op.batch_alter_table("organisation_activity", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_organisation_activity_activity_id"), ["activity_id"], unique=False
        )

    op.create_table(
        "organisation_district",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("district_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["district_id"], ["district.id"], name=op.f("fk_organisation_district_district_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_organisation_district_organisation_id")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "district_id", name=op.f("pk_organisation_district")),
    )
    with op.batch_alter_table("organisation_district", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_organisation_district_district_id"), ["district_id"], unique=False
        )

    op.create_table(
        "organisation_name",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(300), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_organisation_name_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_name")),
    )
    with op.batch_alter_table("organisation_name", schema=None) as batch_op:
        batch_op.create_index("ix_organisation_name_organisation_id", ["organisation_id"], unique=False)

    op.create_table(
        "organisation_target_group",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("target_group_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_organisation_target_group_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["target_group_id"],
            ["target_group.id"],
            name=op.f("fk_organisation_target_group_target_group_id"),
        ),
        sa.PrimaryKeyConstraint(
            "organisation_id", "target_group_id", name=op.f("pk_organisation_target_group")
        ),
    )
    with op.batch_alter_table("organisation_target_group", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_organisation_target_group_target_group_id"), ["target_group_id"], unique=False
        )

    op.create_table(
        "question",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("enquiry_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["enquiry_id"], ["enquiry.id"], name=op.f("fk_question_enquiry_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
    )
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.create_index("ix_question_enquiry_id", ["enquiry_id"], unique=False)

    op.create_table(
        "role_grant",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_role_grant_organisation_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_role_grant_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grant")),
    )
    with op.batch_alter_table("role_grant", schema=None) as batch_op:
        batch_op.create_index("ix_role_grant_user_id", ["user_id"], unique=False)

    op.create_table(
        "structure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("name", sa.String(300), nullable=False),
        sa.Column("status", sa.String(40), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("address", sa.String(200), nullable=True),
        sa.Column("starts_text", sa.String(100), nullable=True),
        sa.Column("ends_text", sa.String(100), nullable=True),
        sa.Column("services", sa.Text(), nullable=True),
        sa.Column("our_presence", sa.Text(), nullable=True),
        sa.Column("request", sa.Text(), nullable=True),
        sa.Column("we_can_meet", sa.Text(), nullable=True),
        sa.Column("moved_to", sa.String(300), nullable=True),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=True),
        sa.Column("source_place", sa.String(200), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["organisation.id"], name=op.f("fk_structure_owner_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source_document.id"], name=op.f("fk_structure_source_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_structure_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_structure")),
        sa.UniqueConstraint("code", name=op.f("uq_structure_code")),
    )
    with op.batch_alter_table("structure", schema=None) as batch_op:
        batch_op.create_index("ix_structure_kind", ["kind", "name"], unique=False)

    op.create_table(
        "assessment_target_group",
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("target_group_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["need_assessment.id"], name=op.f("fk_assessment_target_group_assessment_id")
        ),
        sa.ForeignKeyConstraint(
            ["target_group_id"], ["target_group.id"], name=op.f("fk_assessment_target_group_target_group_id")
        ),
        sa.PrimaryKeyConstraint("assessment_id", "target_group_id", name=op.f("pk_assessment_target_group")),
    )
    with op.batch_alter_table("assessment_target_group", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_assessment_target_group_target_group_id"), ["target_group_id"], unique=False
        )

    op.create_table(
        "collaboration",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column(
            "sort_title",
            sa.String(300).with_variant(sa.String(300, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("form", sa.String(40), nullable=False),
        sa.Column("category", sa.String(40), nullable=True),
        sa.Column("kind", sa.String(40), nullable=True),
        sa.Column("status", sa.String(40), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("structure_id", sa.Uuid(), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("frequency", sa.String(200), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("period_text", sa.String(200), nullable=True),
        sa.Column("our_contact", sa.String(200), nullable=True),
        sa.Column("their_contact", sa.String(200), nullable=True),
        sa.Column("gate_resources", sa.Boolean(), nullable=True),
        sa.Column("gate_judged_by", sa.String(200), nullable=True),
        sa.Column("gate_note", sa.Text(), nullable=True),
        sa.Column("internal_note", sa.Text(), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("confirm_by", sa.Date(), nullable=True),
        sa.Column("is_reference", sa.Boolean(), nullable=False),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.Column("code", sa.String(60), nullable=True),
        sa.Column("source_id", sa.Uuid(), nullable=True),
        sa.Column("source_place", sa.String(200), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["user_account.id"], name=op.f("fk_collaboration_created_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source_document.id"], name=op.f("fk_collaboration_source_id")
        ),
        sa.ForeignKeyConstraint(
            ["structure_id"], ["structure.id"], name=op.f("fk_collaboration_structure_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_collaboration_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_collaboration")),
        sa.UniqueConstraint("code", name=op.f("uq_collaboration_code")),
    )
    with op.batch_alter_table("collaboration", schema=None) as batch_op:
        batch_op.create_index("ix_collaboration_confirm_by", ["confirm_by"], unique=False)
        batch_op.create_index("ix_collaboration_sort_title", ["sort_title", "id"], unique=False)
        batch_op.create_index("ix_collaboration_unit_id", ["unit_id", "form"], unique=False)

    op.create_table(
        "decision",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("step_id", sa.Uuid(), nullable=False),
        sa.Column("outcome", sa.String(40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("rule_number", sa.String(20), nullable=True),
        sa.Column("rule_text", sa.Text(), nullable=True),
        sa.Column("limit_text", sa.String(200), nullable=True),
        sa.Column("decided_by_id", sa.Uuid(), nullable=False),
        sa.Column("decided_by", sa.String(200), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("in_place_of", sa.String(200), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("meeting_on", sa.Date(), nullable=True),
        sa.Column("paragraph", sa.String(20), nullable=True),
        sa.Column("committee_case_number", sa.String(60), nullable=True),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["user_account.id"], name=op.f("fk_decision_decided_by_id")
        ),
        sa.ForeignKeyConstraint(["step_id"], ["approval_step.id"], name=op.f("fk_decision_step_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("step_id", name="uq_decision_step"),
    )
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.create_index("ix_decision_matter_id", ["matter_id", "at"], unique=False)

    op.create_table(
        "ground_activity",
        sa.Column("ground_id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity_type.id"], name=op.f("fk_ground_activity_activity_id")
        ),
        sa.ForeignKeyConstraint(["ground_id"], ["ground.id"], name=op.f("fk_ground_activity_ground_id")),
        sa.PrimaryKeyConstraint("ground_id", "activity_id", name=op.f("pk_ground_activity")),
    )
    with op.batch_alter_table("ground_activity", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ground_activity_activity_id"), ["activity_id"], unique=False)

    op.create_table(
        "ground_target_group",
        sa.Column("ground_id", sa.Uuid(), nullable=False),
        sa.Column("target_group_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["ground_id"], ["ground.id"], name=op.f("fk_ground_target_group_ground_id")),
        sa.ForeignKeyConstraint(
            ["target_group_id"], ["target_group.id"], name=op.f("fk_ground_target_group_target_group_id")
        ),
        sa.PrimaryKeyConstraint("ground_id", "target_group_id", name=op.f("pk_ground_target_group")),
    )
    with op.batch_alter_table("ground_target_group", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_ground_target_group_target_group_id"), ["target_group_id"], unique=False
        )

    op.create_table(
        "ground_unit",
        sa.Column("ground_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["ground_id"], ["ground.id"], name=op.f("fk_ground_unit_ground_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_ground_unit_unit_id")),
        sa.PrimaryKeyConstraint("ground_id", "unit_id", name=op.f("pk_ground_unit")),
    )
    with op.batch_alter_table("ground_unit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ground_unit_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "structure_district",
        sa.Column("structure_id", sa.Uuid(), nullable=False),
        sa.Column("district_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["district_id"], ["district.id"], name=op.f("fk_structure_district_district_id")
        ),
        sa.ForeignKeyConstraint(
            ["structure_id"], ["structure.id"], name=op.f("fk_structure_district_structure_id")
        ),
        sa.PrimaryKeyConstraint("structure_id", "district_id", name=op.f("pk_structure_district")),
    )
    with op.batch_alter_table("structure_district", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_structure_district_district_id"), ["district_id"], unique=False)

    op.create_table(
        "structure_event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("structure_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=True),
        sa.Column("when_text", sa.String(100), nullable=True),
        sa.Column("coverage", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["structure_id"], ["structure.id"], name=op.f("fk_structure_event_structure_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_structure_event")),
    )
    with op.batch_alter_table("structure_event", schema=None) as batch_op:
        batch_op.create_index("ix_structure_event_structure_id", ["structure_id"], unique=False)

    op.create_table(
        "structure_member",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("structure_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("words", sa.String(300), nullable=True),
        sa.Column("part", sa.String(200), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_structure_member_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["structure_id"], ["structure.id"], name=op.f("fk_structure_member_structure_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_structure_member_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_structure_member")),
    )
    with op.batch_alter_table("structure_member", schema=None) as batch_op:
        batch_op.create_index("ix_structure_member_structure_id", ["structure_id"], unique=False)

    op.create_table(
        "agreement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("collaboration_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("prepared_by_id", sa.Uuid(), nullable=True),
        sa.Column("case_number", sa.String(60), nullable=True),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("background", sa.Text(), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=True),
        sa.Column("shared_values", sa.Text(), nullable=True),
        sa.Column("planned_participants", sa.Integer(), nullable=True),
        sa.Column("activities_text", sa.Text(), nullable=True),
        sa.Column("undertakings_city", sa.Text(), nullable=True),
        sa.Column("undertakings_partner", sa.Text(), nullable=True),
        sa.Column("economy_text", sa.Text(), nullable=True),
        sa.Column("steering", sa.Text(), nullable=True),
        sa.Column("meeting_frequency", sa.String(200), nullable=True),
        sa.Column("follow_up_text", sa.Text(), nullable=True),
        sa.Column("communication", sa.Text(), nullable=True),
        sa.Column("personal_data", sa.Text(), nullable=True),
        sa.Column("children", sa.Text(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("extension", sa.Text(), nullable=True),
        sa.Column("notice_months", sa.Integer(), nullable=True),
        sa.Column("termination", sa.Text(), nullable=True),
        sa.Column("changes", sa.Text(), nullable=True),
        sa.Column("disputes", sa.Text(), nullable=True),
        sa.Column("internal_note", sa.Text(), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("signature_method", sa.String(40), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["collaboration_id"], ["collaboration.id"], name=op.f("fk_agreement_collaboration_id")
        ),
        sa.ForeignKeyConstraint(
            ["prepared_by_id"], ["user_account.id"], name=op.f("fk_agreement_prepared_by_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_agreement_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
        sa.UniqueConstraint("case_number", name=op.f("uq_agreement_case_number")),
    )
    with op.batch_alter_table("agreement", schema=None) as batch_op:
        batch_op.create_index("ix_agreement_collaboration_id", ["collaboration_id"], unique=False)
        batch_op.create_index("ix_agreement_prepared_by_id", ["prepared_by_id", "state"], unique=False)
        batch_op.create_index("ix_agreement_state", ["state", "updated_at"], unique=False)
        batch_op.create_index("ix_agreement_unit_id", ["unit_id", "state"], unique=False)

    op.create_table(
        "assessment_collaboration",
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("collaboration_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["need_assessment.id"], name=op.f("fk_assessment_collaboration_assessment_id")
        ),
        sa.ForeignKeyConstraint(
            ["collaboration_id"],
            ["collaboration.id"],
            name=op.f("fk_assessment_collaboration_collaboration_id"),
        ),
        sa.PrimaryKeyConstraint(
            "assessment_id", "collaboration_id", name=op.f("pk_assessment_collaboration")
        ),
    )
    with op.batch_alter_table("assessment_collaboration", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_assessment_collaboration_collaboration_id"), ["collaboration_id"], unique=False
        )

    op.create_table(
        "collaboration_activity",
        sa.Column("collaboration_id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity_type.id"], name=op.f("fk_collaboration_activity_activity_id")
        ),
        sa.ForeignKeyConstraint(
            ["collaboration_id"],
            ["collaboration.id"],
            name=op.f("fk_collaboration_activity_collaboration_id"),
        ),
        sa.PrimaryKeyConstraint("collaboration_id", "activity_id", name=op.f("pk_collaboration_activity")),
    )
    with op.batch_alter_table("collaboration_activity", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_collaboration_activity_activity_id"), ["activity_id"], unique=False
        )

    op.create_table(
        "collaboration_district",
        sa.Column("collaboration_id", sa.Uuid(), nullable=False),
        sa.Column("district_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["collaboration_id"],
            ["collaboration.id"],
            name=op.f("fk_collaboration_district_collaboration_id"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id"], ["district.id"], name=op.f("fk_collaboration_district_district_id")
        ),
        sa.PrimaryKeyConstraint("collaboration_id", "district_id", name=op.f("pk_collaboration_district")),
    )
    with op.batch_alter_table("collaboration_district", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_collaboration_district_district_id"), ["district_id"], unique=False
        )

    op.create_table(
        "collaboration_ground",
        sa.Column("collaboration_id", sa.Uuid(), nullable=False),
        sa.Column("ground_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["collaboration_id"], ["collaboration.id"], name=op.f("fk_collaboration_ground_collaboration_id")
        ),
        sa.ForeignKeyConstraint(["ground_id"], ["ground.id"], name=op.f("fk_collaboration_ground_ground_id")),
        sa.PrimaryKeyConstraint("collaboration_id", "ground_id", name=op.f("pk_collaboration_ground")),
    )
    with op.batch_alter_table("collaboration_ground", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_collaboration_ground_ground_id"), ["ground_id"], unique=False)

    op.create_table(
        "collaboration_target_group",
        sa.Column("collaboration_id", sa.Uuid(), nullable=False),
        sa.Column("target_group_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["collaboration_id"],
            ["collaboration.id"],
            name=op.f("fk_collaboration_target_group_collaboration_id"),
        ),
        sa.ForeignKeyConstraint(
            ["target_group_id"],
            ["target_group.id"],
            name=op.f("fk_collaboration_target_group_target_group_id"),
        ),
        sa.PrimaryKeyConstraint(
            "collaboration_id", "target_group_id", name=op.f("pk_collaboration_target_group")
        ),
    )
    with op.batch_alter_table("collaboration_target_group", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_collaboration_target_group_target_group_id"), ["target_group_id"], unique=False
        )

    op.create_table(
        "party",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("collaboration_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("words", sa.String(300), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("receives_funding", sa.Boolean(), nullable=True),
        sa.Column("note", sa.String(500), nullable=True),
        sa.ForeignKeyConstraint(
            ["collaboration_id"], ["collaboration.id"], name=op.f("fk_party_collaboration_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_party_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party")),
        sa.UniqueConstraint("collaboration_id", "organisation_id", name="uq_party_organisation"),
    )
    with op.batch_alter_table("party", schema=None) as batch_op:
        batch_op.create_index("ix_party_organisation_id", ["organisation_id"], unique=False)

    op.create_table(
        "project_facts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("collaboration_id", sa.Uuid(), nullable=False),
        sa.Column("our_role", sa.String(40), nullable=False),
        sa.Column("funder", sa.String(300), nullable=True),
        sa.Column("funder_reference", sa.String(100), nullable=True),
        sa.Column("call", sa.String(300), nullable=True),
        sa.Column("applied_on", sa.Date(), nullable=True),
        sa.Column("application_text", sa.String(200), nullable=True),
        sa.Column("length_months", sa.Integer(), nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("least_months", sa.Integer(), nullable=True),
        sa.Column("age_from", sa.Integer(), nullable=True),
        sa.Column("age_to", sa.Integer(), nullable=True),
        sa.Column("volunteers", sa.Integer(), nullable=True),
        sa.Column("components", sa.JSON(), nullable=False),
        sa.Column("our_contribution", sa.Text(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("lessons", sa.Text(), nullable=True),
        sa.Column("relevance", sa.Text(), nullable=True),
        sa.Column("revisit_text", sa.String(200), nullable=True),
        sa.Column("leads_to_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["collaboration_id"], ["collaboration.id"], name=op.f("fk_project_facts_collaboration_id")
        ),
        sa.ForeignKeyConstraint(
            ["leads_to_id"], ["collaboration.id"], name=op.f("fk_project_facts_leads_to_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_facts")),
        sa.UniqueConstraint("collaboration_id", name="uq_project_facts_collaboration"),
    )
    op.create_table(
        "checklist_answer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("verdict", sa.String(40), nullable=True),
        sa.Column("motive", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["item_id"], ["checklist_item.id"], name=op.f("fk_checklist_answer_item_id")),
        sa.ForeignKeyConstraint(["matter_id"], ["agreement.id"], name=op.f("fk_checklist_answer_matter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_answer")),
        sa.UniqueConstraint("matter_id", "item_id", name="uq_checklist_answer_item"),
    )
    op.create_table(
        "contribution",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(40), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("description", sa.String(500), nullable=False),
        sa.Column("quantity", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("unit_word", sa.String(40), nullable=True),
        sa.Column("value", sa.BigInteger(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("counts_as_aid", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_contribution_agreement_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_contribution_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contribution")),
    )
    with op.batch_alter_table("contribution", schema=None) as batch_op:
        batch_op.create_index("ix_contribution_agreement_id", ["agreement_id"], unique=False)

    op.create_table(
        "follow_up",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("what", sa.String(300), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name=op.f("fk_follow_up_agreement_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
    )
    with op.batch_alter_table("follow_up", schema=None) as batch_op:
        batch_op.create_index("ix_follow_up_agreement_id", ["agreement_id", "due_on"], unique=False)

    op.create_table(
        "form_choice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("chosen", sa.String(40), nullable=True),
        sa.Column("motive", sa.Text(), nullable=True),
        sa.Column("signs", sa.JSON(), nullable=False),
        sa.Column("signs_motive", sa.Text(), nullable=True),
        sa.Column("procurement_note", sa.Text(), nullable=True),
        sa.Column("aid_note", sa.Text(), nullable=True),
        sa.Column("assessed_on", sa.Date(), nullable=True),
        sa.Column("assessed_by_id", sa.Uuid(), nullable=True),
        sa.Column("assessed_by", sa.String(200), nullable=True),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["assessed_by_id"], ["user_account.id"], name=op.f("fk_form_choice_assessed_by_id")
        ),
        sa.ForeignKeyConstraint(["matter_id"], ["agreement.id"], name=op.f("fk_form_choice_matter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_choice")),
        sa.UniqueConstraint("matter_id", name=op.f("uq_form_choice_matter_id")),
    )
    op.create_table(
        "goal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("indicator", sa.String(300), nullable=True),
        sa.Column("baseline", sa.String(100), nullable=True),
        sa.Column("target", sa.String(100), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name=op.f("fk_goal_agreement_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal")),
    )
    with op.batch_alter_table("goal", schema=None) as batch_op:
        batch_op.create_index("ix_goal_agreement_id", ["agreement_id"], unique=False)

    op.create_table(
        "payment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("condition", sa.String(300), nullable=True),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name=op.f("fk_payment_agreement_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment")),
    )
    with op.batch_alter_table("payment", schema=None) as batch_op:
        batch_op.create_index("ix_payment_agreement_id", ["agreement_id"], unique=False)

    op.create_table(
        "steering_member",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(40), nullable=False),
        sa.Column("role", sa.String(200), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_steering_member_agreement_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_steering_member")),
    )
    with op.batch_alter_table("steering_member", schema=None) as batch_op:
        batch_op.create_index("ix_steering_member_agreement_id", ["agreement_id"], unique=False)

    op.create_table(
        "yearly_amount",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_yearly_amount_agreement_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_yearly_amount")),
        sa.UniqueConstraint("agreement_id", "year", name="uq_yearly_amount_year"),
    )
    for statement in TRIGGERS[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    for statement in DROPS[op.get_bind().dialect.name]:
        op.execute(statement)
    op.drop_table("yearly_amount")
    with op.batch_alter_table("steering_member", schema=None) as batch_op:
        batch_op.drop_index("ix_steering_member_agreement_id")

    op.drop_table("steering_member")
    with op.batch_alter_table("payment", schema=None) as batch_op:
        batch_op.drop_index("ix_payment_agreement_id")

    op.drop_table("payment")
    with op.batch_alter_table("goal", schema=None) as batch_op:
        batch_op.drop_index("ix_goal_agreement_id")

    op.drop_table("goal")
    op.drop_table("form_choice")
    with op.batch_alter_table("follow_up", schema=None) as batch_op:
        batch_op.drop_index("ix_follow_up_agreement_id")

    op.drop_table("follow_up")
    with op.batch_alter_table("contribution", schema=None) as batch_op:
        batch_op.drop_index("ix_contribution_agreement_id")

    op.drop_table("contribution")
    op.drop_table("checklist_answer")
    op.drop_table("project_facts")
    with op.batch_alter_table("party", schema=None) as batch_op:
        batch_op.drop_index("ix_party_organisation_id")

    op.drop_table("party")
    with op.batch_alter_table("collaboration_target_group", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_collaboration_target_group_target_group_id"))

    op.drop_table("collaboration_target_group")
    with op.batch_alter_table("collaboration_ground", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_collaboration_ground_ground_id"))

    op.drop_table("collaboration_ground")
    with op.batch_alter_table("collaboration_district", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_collaboration_district_district_id"))

    op.drop_table("collaboration_district")
    with op.batch_alter_table("collaboration_activity", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_collaboration_activity_activity_id"))

    op.drop_table("collaboration_activity")
    with op.batch_alter_table("assessment_collaboration", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_assessment_collaboration_collaboration_id"))

    op.drop_table("assessment_collaboration")
    with op.batch_alter_table("agreement", schema=None) as batch_op:
        batch_op.drop_index("ix_agreement_unit_id")
        batch_op.drop_index("ix_agreement_state")
        batch_op.drop_index("ix_agreement_prepared_by_id")
        batch_op.drop_index("ix_agreement_collaboration_id")

    op.drop_table("agreement")
    with op.batch_alter_table("structure_member", schema=None) as batch_op:
        batch_op.drop_index("ix_structure_member_structure_id")

    op.drop_table("structure_member")
    with op.batch_alter_table("structure_event", schema=None) as batch_op:
        batch_op.drop_index("ix_structure_event_structure_id")

    op.drop_table("structure_event")
    with op.batch_alter_table("structure_district", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_structure_district_district_id"))

    op.drop_table("structure_district")
    with op.batch_alter_table("ground_unit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ground_unit_unit_id"))

    op.drop_table("ground_unit")
    with op.batch_alter_table("ground_target_group", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ground_target_group_target_group_id"))

    op.drop_table("ground_target_group")
    with op.batch_alter_table("ground_activity", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ground_activity_activity_id"))

    op.drop_table("ground_activity")
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.drop_index("ix_decision_matter_id")

    op.drop_table("decision")
    with op.batch_alter_table("collaboration", schema=None) as batch_op:
        batch_op.drop_index("ix_collaboration_unit_id")
        batch_op.drop_index("ix_collaboration_sort_title")
        batch_op.drop_index("ix_collaboration_confirm_by")

    op.drop_table("collaboration")
    with op.batch_alter_table("assessment_target_group", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_assessment_target_group_target_group_id"))

    op.drop_table("assessment_target_group")
    with op.batch_alter_table("structure", schema=None) as batch_op:
        batch_op.drop_index("ix_structure_kind")

    op.drop_table("structure")
    with op.batch_alter_table("role_grant", schema=None) as batch_op:
        batch_op.drop_index("ix_role_grant_user_id")

    op.drop_table("role_grant")
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.drop_index("ix_question_enquiry_id")

    op.drop_table("question")
    with op.batch_alter_table("organisation_target_group", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_organisation_target_group_target_group_id"))

    op.drop_table("organisation_target_group")
    with op.batch_alter_table("organisation_name", schema=None) as batch_op:
        batch_op.drop_index("ix_organisation_name_organisation_id")

    op.drop_table("organisation_name")
    with op.batch_alter_table("organisation_district", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_organisation_district_district_id"))

    op.drop_table("organisation_district")
    with op.batch_alter_table("organisation_activity", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_organisation_activity_activity_id"))

    op.drop_table("organisation_activity")
    op.drop_table("need_assessment")
    with op.batch_alter_table("ground", schema=None) as batch_op:
        batch_op.drop_index("ix_ground_document_id")
        batch_op.drop_index("ix_ground_district_id")

    op.drop_table("ground")
    op.drop_table("funding_source")
    with op.batch_alter_table("enquiry_target_group", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_enquiry_target_group_target_group_id"))

    op.drop_table("enquiry_target_group")
    op.drop_table("dialogue_meeting")
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.drop_index("ix_contact_organisation_id")

    op.drop_table("contact")
    with op.batch_alter_table("conflict_declaration", schema=None) as batch_op:
        batch_op.drop_index("ix_conflict_declaration_matter_id")

    op.drop_table("conflict_declaration")
    with op.batch_alter_table("approval_step", schema=None) as batch_op:
        batch_op.drop_index("ix_approval_step_waiting")

    op.drop_table("approval_step")
    with op.batch_alter_table("user_session", schema=None) as batch_op:
        batch_op.drop_index("ix_user_session_user_id")

    op.drop_table("user_session")
    with op.batch_alter_table("state_change", schema=None) as batch_op:
        batch_op.drop_index("ix_state_change_subject")

    op.drop_table("state_change")
    op.drop_table("standard_clause")
    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.drop_index("ix_organisation_sort_name")
        batch_op.drop_index("ix_organisation_sector")
        batch_op.drop_index("ix_organisation_number")

    op.drop_table("organisation")
    with op.batch_alter_table("guideline_rule", schema=None) as batch_op:
        batch_op.drop_index("ix_guideline_rule_guideline_id")

    op.drop_table("guideline_rule")
    op.drop_table("governing_document")
    op.drop_table("enquiry")
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.drop_index("ix_document_matter_id")

    op.drop_table("document")
    op.drop_table("delegation_rule")
    op.drop_table("checklist_item")
    op.drop_table("audit_payload")
    op.drop_table("approval_round")
    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.drop_index("ix_appointment_user_id")
        batch_op.drop_index("ix_appointment_unit_id")

    op.drop_table("appointment")
    op.drop_table("user_account")
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.drop_index("ix_unit_parent_id")

    op.drop_table("unit")
    op.drop_table("target_group")
    op.drop_table("source_document")
    with op.batch_alter_table("sign_in_attempt", schema=None) as batch_op:
        batch_op.drop_index("ix_sign_in_attempt_key_at")
        batch_op.drop_index("ix_sign_in_attempt_at")

    op.drop_table("sign_in_attempt")
    with op.batch_alter_table("outbox_message", schema=None) as batch_op:
        batch_op.drop_index("ix_outbox_message_matter_id")

    op.drop_table("outbox_message")
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.drop_index("ix_job_subject_id")
        batch_op.drop_index("ix_job_due")

    op.drop_table("job")
    op.drop_table("guideline")
    op.drop_table("district")
    op.drop_table("delegation_order")
    op.drop_table("base_amount")
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.drop_index("ix_audit_entry_object_id")
        batch_op.drop_index("ix_audit_entry_matter_id")

    op.drop_table("audit_entry")
    op.drop_table("activity_type")
