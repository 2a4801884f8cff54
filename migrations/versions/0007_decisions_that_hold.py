"""Decisions that hold: editions of the order, who is away or stands outside, frames, deadlines, the nämnd's list."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TABLES = (
    "absence",
    "recusal",
    "interest",
    "budget_frame",
    "commitment",
    "funding_share",
    "attestation",
    "handling_time",
    "freeze_period",
    "reminder",
    "digest_line",
    "case_number_range",
    "decision_list",
    "reported_decision",
    "board_notice",
    "appeal",
    "execution",
    "statement",
    "statement_approval",
)
OWN = sa.text("funding_source_id IS NULL")
RULE_COLUMNS = (
    "funding_source_id", "second_post", "may_sub_delegate", "parent_id", "valid_from", "valid_to", "case_number",
)  # fmt: skip


def upgrade() -> None:
    _orders()
    _rounds()
    _accounts()
    _people()
    _declared()
    _money()
    _deadlines()
    _reporting()
    _statements()


def downgrade() -> None:
    _words_down()
    for table in reversed(TABLES):
        op.drop_table(table)
    with op.batch_alter_table("user_account") as table:
        table.drop_column("mail_rhythm")
    with op.batch_alter_table("agreement") as table:
        table.drop_column("option_amount")
    with op.batch_alter_table("decision") as table:
        for name in ("order_text", "voided_at", "void_reason"):
            table.drop_column(name)
    with op.batch_alter_table("approval_step") as table:
        table.drop_constraint("fk_approval_step_area_unit_id", type_="foreignkey")
        for name in ("part", "area_unit_id", "due_on", "closed_at"):
            table.drop_column(name)
    _orders_down()


def _words_down() -> None:
    """Say with the words of before what only the new ones say exactly; the log keeps what really happened."""
    op.execute("UPDATE approval_round SET status = 'withdrawn' WHERE status = 'voided'")
    op.execute("UPDATE decision SET outcome = 'return' WHERE outcome = 'refer'")
    op.execute(
        "UPDATE document SET type = 'attachment' WHERE type IN ('decision', 'statement', 'decision_list')"
    )


def _orders_down() -> None:
    """A draft and a sub-delegation have no place in the tables of before; a step points at what was handed on."""
    op.execute(
        "UPDATE approval_step SET rule_id = (SELECT parent_id FROM delegation_rule WHERE id = approval_step.rule_id)"
        " WHERE rule_id IN (SELECT id FROM delegation_rule WHERE parent_id IS NOT NULL)"
    )
    op.execute("DELETE FROM delegation_rule WHERE parent_id IS NOT NULL")
    op.execute(
        "DELETE FROM delegation_rule WHERE order_id IN"
        " (SELECT id FROM delegation_order WHERE status = 'draft' OR valid_from IS NULL)"
    )
    op.execute("UPDATE delegation_order SET based_on_id = NULL")
    op.execute("DELETE FROM delegation_order WHERE status = 'draft' OR valid_from IS NULL")
    with op.batch_alter_table("delegation_rule") as table:
        table.drop_constraint("fk_delegation_rule_funding_source_id", type_="foreignkey")
        table.drop_constraint("fk_delegation_rule_parent_id", type_="foreignkey")
        for name in RULE_COLUMNS:
            table.drop_column(name)
    with op.batch_alter_table("delegation_order") as table:
        table.drop_constraint("fk_delegation_order_based_on_id", type_="foreignkey")
        table.alter_column("valid_from", existing_type=sa.Date(), nullable=False)
        for name in ("status", "over_frame", "note", "based_on_id", "version"):
            table.drop_column(name)


def _orders() -> None:
    with op.batch_alter_table("delegation_order") as table:
        table.add_column(sa.Column("status", sa.String(40), nullable=False, server_default="adopted"))
        table.add_column(sa.Column("over_frame", sa.String(40), nullable=False, server_default="block"))
        table.add_column(sa.Column("note", sa.Text()))
        table.add_column(sa.Column("based_on_id", sa.Uuid()))
        table.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        table.alter_column("valid_from", existing_type=sa.Date(), nullable=True)
        table.create_foreign_key(
            "fk_delegation_order_based_on_id", "delegation_order", ["based_on_id"], ["id"]
        )
    with op.batch_alter_table("delegation_rule") as table:
        table.add_column(sa.Column("funding_source_id", sa.Uuid()))
        table.add_column(sa.Column("second_post", sa.String(40)))
        table.add_column(
            sa.Column("may_sub_delegate", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        table.add_column(sa.Column("parent_id", sa.Uuid()))
        table.add_column(sa.Column("valid_from", sa.Date()))
        table.add_column(sa.Column("valid_to", sa.Date()))
        table.add_column(sa.Column("case_number", sa.String(60)))
        table.create_foreign_key(
            "fk_delegation_rule_funding_source_id", "funding_source", ["funding_source_id"], ["id"]
        )
        table.create_foreign_key("fk_delegation_rule_parent_id", "delegation_rule", ["parent_id"], ["id"])


def _rounds() -> None:
    with op.batch_alter_table("approval_step") as table:
        table.add_column(sa.Column("part", sa.String(40), nullable=False, server_default="decision"))
        table.add_column(sa.Column("area_unit_id", sa.Uuid()))
        table.add_column(sa.Column("due_on", sa.Date()))
        table.add_column(sa.Column("closed_at", sa.DateTime(timezone=True)))
        table.create_foreign_key("fk_approval_step_area_unit_id", "unit", ["area_unit_id"], ["id"])
    with op.batch_alter_table("decision") as table:
        table.add_column(sa.Column("order_text", sa.String(600)))
        table.add_column(sa.Column("voided_at", sa.DateTime(timezone=True)))
        table.add_column(sa.Column("void_reason", sa.Text()))


def _accounts() -> None:
    with op.batch_alter_table("user_account") as table:
        table.add_column(sa.Column("mail_rhythm", sa.String(40), nullable=False, server_default="at_once"))
    with op.batch_alter_table("agreement") as table:
        table.add_column(sa.Column("option_amount", sa.BigInteger()))


def _people() -> None:
    op.create_table(
        "absence",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("note", sa.String(200)),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name="fk_absence_user_id"),
        sa.PrimaryKeyConstraint("id", name="pk_absence"),
    )
    op.create_index("ix_absence_user_id", "absence", ["user_id"])
    op.create_table(
        "recusal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("person", sa.String(200), nullable=False),
        sa.Column("status", sa.String(40), nullable=False),
        sa.Column("ground", sa.String(40)),
        sa.Column("reason", sa.Text()),
        sa.Column("raised_by", sa.String(200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("meeting_on", sa.Date()),
        sa.Column("paragraph", sa.String(20)),
        sa.Column("settled_at", sa.DateTime(timezone=True)),
        sa.Column("settled_by", sa.String(200)),
        sa.ForeignKeyConstraint(["person_id"], ["user_account.id"], name="fk_recusal_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_recusal"),
        sa.UniqueConstraint("matter_id", "person_id", name="uq_recusal_person"),
    )
    op.create_index("ix_recusal_person_id", "recusal", ["person_id", "status"])
    op.create_table(
        "interest",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("what", sa.String(200), nullable=False),
        sa.Column("starts_on", sa.Date()),
        sa.Column("ends_on", sa.Date()),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name="fk_interest_organisation_id"),
        sa.ForeignKeyConstraint(["person_id"], ["user_account.id"], name="fk_interest_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_interest"),
    )
    op.create_index("ix_interest_organisation_id", "interest", ["organisation_id"])
    op.create_index("ix_interest_person_id", "interest", ["person_id"])


def _declared() -> None:
    """Whoever has declared a conflict of interest that still counts stands outside the matter, as from now on."""
    op.execute(
        "INSERT INTO recusal (id, matter_id, person_id, person, status, ground, raised_by, at) "
        "SELECT d.id, d.matter_id, d.person_id, d.person, 'standing', d.ground, d.person, d.at "
        "FROM conflict_declaration d WHERE d.has_conflict AND NOT EXISTS (SELECT 1 FROM conflict_declaration l "
        "WHERE l.matter_id = d.matter_id AND l.person_id = d.person_id "
        "AND (l.at > d.at OR (l.at = d.at AND l.id > d.id)) AND (l.has_conflict OR l.capacity = d.capacity))"
    )


def _money() -> None:
    op.create_table(
        "budget_frame",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("funding_source_id", sa.Uuid()),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.String(300)),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["funding_source_id"], ["funding_source.id"], name="fk_budget_frame_funding_source_id"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_budget_frame_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_budget_frame"),
        sa.UniqueConstraint("unit_id", "funding_source_id", "year", name="uq_budget_frame_unit_source_year"),
    )
    op.create_index(
        "uq_budget_frame_own",
        "budget_frame",
        ["unit_id", "year"],
        unique=True,
        sqlite_where=sa.text("funding_source_id IS NULL"),
        postgresql_where=sa.text("funding_source_id IS NULL"),
    )
    op.create_table(
        "commitment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("funding_source_id", sa.Uuid()),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(
            ["funding_source_id"], ["funding_source.id"], name="fk_commitment_funding_source_id"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_commitment_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_commitment"),
    )
    op.create_index("ix_commitment_frame", "commitment", ["unit_id", "year"])
    op.create_index("ix_commitment_matter_id", "commitment", ["matter_id"])
    op.create_table(
        "funding_share",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("funding_source_id", sa.Uuid()),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name="fk_funding_share_agreement_id"),
        sa.ForeignKeyConstraint(
            ["funding_source_id"], ["funding_source.id"], name="fk_funding_share_funding_source_id"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_funding_share_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_funding_share"),
    )
    op.create_index("ix_funding_share_agreement_id", "funding_share", ["agreement_id"])
    op.create_table(
        "attestation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("payment_id", sa.Uuid(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("person", sa.String(200), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("note", sa.Text()),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["payment_id"], ["payment.id"], name="fk_attestation_payment_id"),
        sa.ForeignKeyConstraint(["person_id"], ["user_account.id"], name="fk_attestation_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_attestation"),
        sa.UniqueConstraint("payment_id", name="uq_attestation_payment_id"),
    )
    op.create_index("ix_attestation_matter_id", "attestation", ["matter_id"])
    _commitments()


def _commitments() -> None:
    """What is decided or runs already has taken of the year's frames: without it they would look untouched.

    Rows and not a query at each reading, since a decision sums them while it holds the frames. Until now the
    agreement's own unit paid for it all; of what has ended the years after that are nobody's any longer.
    """
    agreement = sa.table(
        "agreement", sa.column("id"), sa.column("unit_id"), sa.column("state"),
        sa.column("updated_at", sa.DateTime(timezone=True)),
    )  # fmt: skip
    yearly = sa.table(
        "yearly_amount", sa.column("id"), sa.column("agreement_id"), sa.column("year"), sa.column("amount")
    )
    columns = ("id", "matter_id", "unit_id", "year", "amount", "at")
    ended_in = sa.extract("year", agreement.c.updated_at)
    taken = (
        sa.select(
            yearly.c.id,
            agreement.c.id,
            agreement.c.unit_id,
            yearly.c.year,
            yearly.c.amount,
            agreement.c.updated_at,
        )
        .join(yearly, yearly.c.agreement_id == agreement.c.id)
        .where(yearly.c.amount > 0)
        .where(
            agreement.c.state.in_(("approved", "active"))
            | ((agreement.c.state == "ended") & (yearly.c.year <= ended_in))
        )
    )
    commitment = sa.table("commitment", *map(sa.column, columns))
    op.execute(commitment.insert().from_select(columns, taken))


def _deadlines() -> None:
    op.create_table(
        "handling_time",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("stage", sa.String(40), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("remind_before", sa.Integer(), nullable=False),
        sa.Column("remind_after", sa.Integer(), nullable=False),
        sa.Column("escalate_after", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_handling_time"),
        sa.UniqueConstraint("stage", name="uq_handling_time_stage"),
    )
    op.create_table(
        "freeze_period",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(300), nullable=False),
        sa.Column("stops_decisions", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_freeze_period"),
    )
    op.create_table(
        "reminder",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["user_account.id"], name="fk_reminder_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_reminder"),
        sa.UniqueConstraint("subject_id", "person_id", "kind", name="uq_reminder_subject_person_kind"),
    )
    op.create_index("ix_reminder_matter_id", "reminder", ["matter_id"])
    op.create_table(
        "digest_line",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("matter_id", sa.Uuid()),
        sa.Column("subject", sa.String(300), nullable=False),
        sa.Column("link", sa.String(300), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["person_id"], ["user_account.id"], name="fk_digest_line_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_digest_line"),
    )
    op.create_index("ix_digest_line_waiting", "digest_line", ["sent_at", "person_id"])


def _reporting() -> None:
    op.create_table(
        "case_number_range",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pattern", sa.String(60), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("following", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_case_number_range"),
    )
    op.create_table(
        "decision_list",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_on", sa.Date(), nullable=False),
        sa.Column("case_number", sa.String(60)),
        sa.Column("status", sa.String(40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(200), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True)),
        sa.Column("paragraph", sa.String(20)),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_decision_list"),
    )
    op.create_table(
        "reported_decision",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("list_id", sa.Uuid(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name="fk_reported_decision_decision_id"),
        sa.ForeignKeyConstraint(["list_id"], ["decision_list.id"], name="fk_reported_decision_list_id"),
        sa.PrimaryKeyConstraint("id", name="pk_reported_decision"),
        sa.UniqueConstraint("decision_id", name="uq_reported_decision_decision_id"),
        sa.UniqueConstraint("list_id", "position", name="uq_reported_decision_position"),
    )
    op.create_table(
        "board_notice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("list_id", sa.Uuid()),
        sa.Column("decision_id", sa.Uuid()),
        sa.Column("adjusted_on", sa.Date(), nullable=False),
        sa.Column("posted_on", sa.Date(), nullable=False),
        sa.Column("appeal_until", sa.Date(), nullable=False),
        sa.Column("removed_on", sa.Date()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(list_id IS NULL) <> (decision_id IS NULL)", name="one_subject"),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name="fk_board_notice_decision_id"),
        sa.ForeignKeyConstraint(["list_id"], ["decision_list.id"], name="fk_board_notice_list_id"),
        sa.PrimaryKeyConstraint("id", name="pk_board_notice"),
        sa.UniqueConstraint("decision_id", name="uq_board_notice_decision_id"),
        sa.UniqueConstraint("list_id", name="uq_board_notice_list_id"),
    )
    op.create_table(
        "appeal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("appealed_on", sa.Date(), nullable=False),
        sa.Column("court_case", sa.String(60)),
        sa.Column("note", sa.Text()),
        sa.Column("outcome", sa.String(40)),
        sa.Column("settled_on", sa.Date()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name="fk_appeal_decision_id"),
        sa.PrimaryKeyConstraint("id", name="pk_appeal"),
    )
    op.create_index("ix_appeal_decision_id", "appeal", ["decision_id"])
    op.create_table(
        "execution",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("executed_on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("executed_by", sa.String(200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name="fk_execution_decision_id"),
        sa.PrimaryKeyConstraint("id", name="pk_execution"),
        sa.UniqueConstraint("decision_id", name="uq_execution_decision_id"),
    )


def _statements() -> None:
    op.create_table(
        "statement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("meeting_on", sa.Date()),
        sa.Column("officer", sa.String(200), nullable=False),
        sa.Column("phone", sa.String(40)),
        sa.Column("proposal", sa.Text()),
        sa.Column("summary", sa.Text()),
        sa.Column("background", sa.Text()),
        sa.Column("matter", sa.Text()),
        sa.Column("preparation", sa.Text()),
        sa.Column("view", sa.Text()),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_statement"),
        sa.UniqueConstraint("matter_id", name="uq_statement_matter_id"),
    )
    op.create_table(
        "statement_approval",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("statement_id", sa.Uuid(), nullable=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("post", sa.String(40), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("person", sa.String(200), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["user_account.id"], name="fk_statement_approval_person_id"),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.id"], name="fk_statement_approval_statement_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_statement_approval"),
    )
    op.create_index("ix_statement_approval_statement_id", "statement_approval", ["statement_id"])
