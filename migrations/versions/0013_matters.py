"""Matters: what is decided is a row of its own, a case number is one, and what speaks of a matter points at it.

Every agreement gets a matter with the agreement's own identifier. Agreements whose numbers are one number in two
spellings carry the same number from now on; the log names them, for the registrator to look at. A list of decisions and
an organisation are no matters: a list's documents point at the list, and messages to an organisation at that.
A row that points at a matter that is not there (the code has never made one) keeps its place under a matter made for
it, with a title that says so.
"""

import logging
import re
import unicodedata
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

LOST = "Ärende som saknas i registret"
log = logging.getLogger("alembic.runtime.migration")
MOVED = ("title", "unit_id", "prepared_by_id", "case_number", "is_example", "created_at", "version")
POINTING = (
    "approval_round", "decision", "reopening_request", "conflict_declaration", "recusal", "document",
    "recorded_decision", "statement", "checklist_answer", "form_choice", "reminder", "outbox_message", "digest_line",
    "commitment", "attestation",
)  # fmt: skip
OF_AGREEMENT = ("checklist_answer", "form_choice")  # pointed at the agreement before

MATTER = sa.table(
    "matter",
    *(sa.column(name, sa.Uuid()) for name in ("id", "unit_id", "prepared_by_id", "case_number_id")),
    *(sa.column(name, sa.String()) for name in ("type", "title")),
    sa.column("is_example", sa.Boolean()),
    sa.column("created_at", sa.DateTime(timezone=True)),
    sa.column("version", sa.Integer()),
)
AGREEMENT = sa.table(
    "agreement",
    *(sa.column(name, sa.Uuid()) for name in ("id", "unit_id", "prepared_by_id")),
    *(sa.column(name, sa.String()) for name in ("title", "case_number", "state")),
    sa.column("is_example", sa.Boolean()),
    sa.column("created_at", sa.DateTime(timezone=True)),
    sa.column("version", sa.Integer()),
)
NUMBER = sa.table(
    "case_number",
    sa.column("id", sa.Uuid()),
    *(sa.column(name, sa.String()) for name in ("words", "key")),
    sa.column("is_shared", sa.Boolean()),
)


def upgrade() -> None:
    op.create_table(
        "case_number",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.String(60), nullable=False),
        sa.Column("key", sa.String(120), nullable=False),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_case_number"),
        sa.UniqueConstraint("key", name="uq_case_number_key"),
    )
    op.create_table(
        "matter",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("type", sa.String(40), nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("prepared_by_id", sa.Uuid()),
        sa.Column("case_number_id", sa.Uuid()),
        sa.Column("secrecy", sa.String(200)),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_matter_unit_id"),
        sa.ForeignKeyConstraint(["prepared_by_id"], ["user_account.id"], name="fk_matter_prepared_by_id"),
        sa.ForeignKeyConstraint(["case_number_id"], ["case_number.id"], name="fk_matter_case_number_id"),
        sa.PrimaryKeyConstraint("id", name="pk_matter"),
    )
    for name in ("case_number_id", "prepared_by_id", "unit_id"):
        op.create_index(f"ix_matter_{name}", "matter", [name])
    _make_matters()
    _owners()
    _keep_the_lost()
    _point()
    _lighten_agreements()


def _make_matters() -> None:
    connection = op.get_bind()
    # What waits for its decision keeps its own spelling, so that it still is what was sent.
    first = sa.case((AGREEMENT.c.state == "submitted", 0), else_=1)
    rows = connection.execute(sa.select(AGREEMENT).order_by(first, AGREEMENT.c.created_at, AGREEMENT.c.id))
    numbers: dict[str, tuple[Any, str, str]] = {}
    for row in rows.all():
        number = None
        if row.case_number:
            key = case_number_key(row.case_number)
            if key not in numbers:
                numbers[key] = uuid4(), row.case_number, row.title
                values = {"id": numbers[key][0], "words": row.case_number, "key": key, "is_shared": False}
                connection.execute(sa.insert(NUMBER).values(values))
            else:
                _id, words, title = numbers[key]
                connection.execute(sa.update(NUMBER).where(NUMBER.c.key == key).values(is_shared=True))
                log.warning("one number: %s (%s), %s (%s)", words, title, row.case_number, row.title)
            number = numbers[key][0]
        kept = {name: getattr(row, name) for name in MOVED if name != "case_number"}
        values = {**kept, "id": row.id, "type": "agreement", "case_number_id": number}
        connection.execute(sa.insert(MATTER).values(values))


def case_number_key(text: str) -> str:
    """What was one number when this migration was written."""
    parts = re.findall(r"\d+|[^\W\d_]+", unicodedata.normalize("NFKC", text).casefold())
    return "-".join(str(int(part)) if part.isdecimal() else part for part in parts)


def _owners() -> None:
    """Set apart what belongs to a list or an organisation."""
    with op.batch_alter_table("document") as table:
        table.alter_column("matter_id", existing_type=sa.Uuid(), nullable=True)
        table.add_column(sa.Column("list_id", sa.Uuid()))
    op.add_column("outbox_message", sa.Column("organisation_id", sa.Uuid()))
    for table, column, owner in (
        ("document", "list_id", "decision_list"),
        ("outbox_message", "organisation_id", "organisation"),
    ):
        pointing = sa.table(table, sa.column("matter_id", sa.Uuid()), sa.column(column, sa.Uuid()))
        owners = sa.select(sa.table(owner, sa.column("id", sa.Uuid())).c.id)
        moved = {column: pointing.c.matter_id, "matter_id": None}
        op.execute(sa.update(pointing).where(pointing.c.matter_id.in_(owners)).values(moved))


def _keep_the_lost() -> None:
    """Make a matter for every identifier that rows point at and that is none."""
    connection, there = op.get_bind(), sa.select(MATTER.c.id)
    lost: dict[Any, list[str]] = {}
    for name in POINTING:
        column = sa.table(name, sa.column("matter_id", sa.Uuid())).c.matter_id
        rows = sa.select(column).distinct().where(column.is_not(None), column.not_in(there))
        for found in connection.execute(rows).scalars():
            lost.setdefault(found, []).append(name)
    unit = sa.table("unit", sa.column("id", sa.Uuid()), sa.column("parent_id", sa.Uuid()))
    some = sa.select(unit.c.id).order_by(unit.c.parent_id.is_not(None), unit.c.id).limit(1)
    for found, tables in lost.items():
        log.warning("no matter %s, which %s speak of: one is made for them", found, ", ".join(tables))
        values = {
            "id": found, "type": "matter", "title": LOST, "unit_id": connection.scalar(some), "is_example": False,
            "created_at": datetime.now(UTC), "version": 1,
        }  # fmt: skip
        connection.execute(sa.insert(MATTER).values(values))


def _point() -> None:
    for name in POINTING:
        with op.batch_alter_table(name) as table:
            if name in OF_AGREEMENT:
                table.drop_constraint(f"fk_{name}_matter_id", type_="foreignkey")
            if name == "document":
                table.create_foreign_key("fk_document_list_id", "decision_list", ["list_id"], ["id"])
                table.create_check_constraint("one_owner", "(matter_id IS NULL) <> (list_id IS NULL)")
                table.create_index("ix_document_list_id", ["list_id"])
            table.create_foreign_key(f"fk_{name}_matter_id", "matter", ["matter_id"], ["id"])


def _lighten_agreements() -> None:
    for name in ("prepared_by_id", "unit_id"):
        op.drop_index(f"ix_agreement_{name}", "agreement")
    with op.batch_alter_table("agreement") as table:
        table.drop_constraint("uq_agreement_case_number", type_="unique")
        for name in ("unit_id", "prepared_by_id"):
            table.drop_constraint(f"fk_agreement_{name}", type_="foreignkey")
        for name in MOVED:
            table.drop_column(name)
        table.create_foreign_key("fk_agreement_id", "matter", ["id"], ["id"])


def downgrade() -> None:
    """Every agreement has its own number again: of several that carry one, the first keeps it, and the log says so."""
    with op.batch_alter_table("agreement") as table:
        table.drop_constraint("fk_agreement_id", type_="foreignkey")
        table.add_column(sa.Column("title", sa.String(300)))
        table.add_column(sa.Column("unit_id", sa.Uuid()))
        table.add_column(sa.Column("prepared_by_id", sa.Uuid()))
        table.add_column(sa.Column("case_number", sa.String(60)))
        table.add_column(sa.Column("is_example", sa.Boolean()))
        table.add_column(sa.Column("created_at", sa.DateTime(timezone=True)))
        table.add_column(sa.Column("version", sa.Integer()))
    _fill_agreements()
    with op.batch_alter_table("agreement") as table:
        for name, type_ in (
            ("title", sa.String(300)), ("unit_id", sa.Uuid()), ("is_example", sa.Boolean()),
            ("created_at", sa.DateTime(timezone=True)), ("version", sa.Integer()),
        ):  # fmt: skip
            table.alter_column(name, existing_type=type_, nullable=False)
        table.create_unique_constraint("uq_agreement_case_number", ["case_number"])
        table.create_foreign_key("fk_agreement_unit_id", "unit", ["unit_id"], ["id"])
        table.create_foreign_key("fk_agreement_prepared_by_id", "user_account", ["prepared_by_id"], ["id"])
    for name in ("prepared_by_id", "unit_id"):
        op.create_index(f"ix_agreement_{name}", "agreement", [name, "state"])
    _unpoint()
    op.drop_table("matter")
    op.drop_table("case_number")


def _fill_agreements() -> None:
    connection, taken = op.get_bind(), set()
    rows = sa.select(MATTER, NUMBER.c.words).outerjoin(NUMBER, NUMBER.c.id == MATTER.c.case_number_id)
    for row in connection.execute(rows.order_by(MATTER.c.created_at, MATTER.c.id)).all():
        words = row.words if row.words not in taken else None
        if row.words != words:
            log.warning("%s loses its number %s, which another agreement has", row.title, row.words)
        taken.add(words)
        kept = {name: getattr(row, name) for name in MOVED if name != "case_number"}
        connection.execute(
            sa.update(AGREEMENT).where(AGREEMENT.c.id == row.id).values(**kept, case_number=words)
        )


def _unpoint() -> None:
    for name in POINTING:
        with op.batch_alter_table(name) as table:
            table.drop_constraint(f"fk_{name}_matter_id", type_="foreignkey")
            if name in OF_AGREEMENT:
                table.create_foreign_key(f"fk_{name}_matter_id", "agreement", ["matter_id"], ["id"])
            if name == "document":
                table.drop_constraint(op.f("ck_document_one_owner"), type_="check")
                table.drop_constraint("fk_document_list_id", type_="foreignkey")
                table.drop_index("ix_document_list_id")
    op.execute("UPDATE document SET matter_id = list_id WHERE matter_id IS NULL")
    op.execute("UPDATE outbox_message SET matter_id = organisation_id WHERE matter_id IS NULL")
    with op.batch_alter_table("document") as table:
        table.drop_column("list_id")
        table.alter_column("matter_id", existing_type=sa.Uuid(), nullable=False)
    op.drop_column("outbox_message", "organisation_id")
