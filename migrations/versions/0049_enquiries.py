"""A political question becomes a matter: rows keep their identifiers and get the day on which they came here.

An identifier tells when its row was made (UUIDv7), so nothing is said to have been recorded before it was.
"""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
KNOWN_BEFORE = ("letter", "interpellation")
ENQUIRY = sa.table(
    "enquiry",
    *(sa.column(name, sa.Uuid()) for name in ("id",)),
    *(sa.column(name, sa.String()) for name in ("code", "kind", "title", "asked_by", "state")),
    sa.column("answered_on", sa.Date()),
    sa.column("version", sa.Integer()),
)
MATTER = sa.table(
    "matter",
    *(sa.column(name, sa.Uuid()) for name in ("id", "unit_id")),
    *(sa.column(name, sa.String()) for name in ("type", "title")),
    sa.column("version", sa.Integer()),
    sa.column("is_example", sa.Boolean()),
    sa.column("created_at", MOMENT),
)
ASKER = sa.table(
    "asker",
    *(sa.column(name, sa.Uuid()) for name in ("id", "enquiry_id")),
    sa.column("position", sa.Integer()),
    *(sa.column(name, sa.String()) for name in ("name", "party")),
)
UNIT = sa.table(
    "unit", sa.column("id", sa.Uuid()), sa.column("kind", sa.String()), sa.column("code", sa.String())
)


def upgrade() -> None:
    _add_columns()
    _add_tables()
    rows = op.get_bind().execute(sa.select(ENQUIRY).order_by(ENQUIRY.c.id)).all()
    if rows:
        _make_matters(rows)
    with op.batch_alter_table("enquiry") as table:
        for name in ("title", "asked_by", "version"):
            table.drop_column(name)
        table.alter_column("code", existing_type=sa.String(40), nullable=True)
        table.alter_column("state", existing_type=sa.String(40), nullable=False)
        table.create_foreign_key("fk_enquiry_id", "matter", ["id"], ["id"])
        table.create_foreign_key("fk_enquiry_original_id", "document", ["original_id"], ["id"])
    op.create_index("ix_enquiry_state", "enquiry", ["state", "due_on"])


def _add_columns() -> None:
    with op.batch_alter_table("enquiry") as table:
        table.add_column(sa.Column("state", sa.String(40)))
        table.add_column(sa.Column("received_on", sa.Date()))
        table.add_column(sa.Column("due_on", sa.Date()))
        table.add_column(sa.Column("original_id", sa.Uuid()))


def _add_tables() -> None:
    op.create_table(
        "asker",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("enquiry_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(200)),
        sa.Column("party", sa.String(200)),
        sa.PrimaryKeyConstraint("id", name="pk_asker"),
        sa.ForeignKeyConstraint(["enquiry_id"], ["enquiry.id"], name="fk_asker_enquiry_id"),
    )
    op.create_index("ix_asker_enquiry_id", "asker", ["enquiry_id"])
    op.create_table(
        "committee_treatment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("enquiry_id", sa.Uuid(), nullable=False),
        sa.Column("meeting_on", sa.Date(), nullable=False),
        sa.Column("outcome", sa.String(40), nullable=False),
        sa.Column("paragraph", sa.String(60)),
        sa.Column("note", sa.Text()),
        sa.Column("content_hash", sa.String(64)),
        sa.Column("recorded_by_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_by", sa.String(200), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_committee_treatment"),
        sa.ForeignKeyConstraint(["enquiry_id"], ["enquiry.id"], name="fk_committee_treatment_enquiry_id"),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["user_account.id"], name="fk_committee_treatment_recorded_by_id"
        ),
        sa.UniqueConstraint("enquiry_id", "meeting_on", name="uq_committee_treatment_enquiry_id_meeting_on"),
    )
    op.create_table(
        "enquiry_collaboration",
        sa.Column("enquiry_id", sa.Uuid(), nullable=False),
        sa.Column("collaboration_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("enquiry_id", "collaboration_id", name="pk_enquiry_collaboration"),
        sa.ForeignKeyConstraint(["enquiry_id"], ["enquiry.id"], name="fk_enquiry_collaboration_enquiry_id"),
        sa.ForeignKeyConstraint(
            ["collaboration_id"], ["collaboration.id"], name="fk_enquiry_collaboration_collaboration_id"
        ),
    )
    op.create_index(
        "ix_enquiry_collaboration_collaboration_id", "enquiry_collaboration", ["collaboration_id"]
    )


def _make_matters(rows: Any) -> None:
    """Every question is prepared in the administration, until somebody says where; whoever asked is one that asked."""
    connection, unit_id = op.get_bind(), _administration()
    stood = set(connection.scalars(sa.select(MATTER.c.id).where(MATTER.c.id.in_([row.id for row in rows]))))
    for row in rows:
        if row.id in stood:  # it was a question before, and stayed when this was taken back
            connection.execute(sa.update(MATTER).where(MATTER.c.id == row.id).values(type="enquiry"))
        else:
            connection.execute(
                sa.insert(MATTER).values(
                    id=row.id,
                    type="enquiry",
                    title=row.title,
                    unit_id=unit_id,
                    version=row.version,
                    is_example=False,
                    created_at=_made_at(row.id),
                )
            )
        state = "answered" if row.answered_on else "received"
        connection.execute(sa.update(ENQUIRY).where(ENQUIRY.c.id == row.id).values(state=state))
        if row.asked_by:  # the asker's row is the question's first, and so known by its identifier
            connection.execute(
                sa.insert(ASKER).values(id=row.id, enquiry_id=row.id, position=1, party=row.asked_by)
            )


def _administration() -> UUID:
    order = sa.case((UNIT.c.kind == "administration", 0), else_=1), UNIT.c.code, UNIT.c.id
    found: UUID | None = op.get_bind().scalar(sa.select(UNIT.c.id).order_by(*order).limit(1))
    if found is None:
        raise RuntimeError("There are political questions but no part of the organisation to prepare them.")
    return found


def _made_at(row_id: UUID) -> datetime:
    if row_id.version != 7:
        return datetime.now(UTC)
    return datetime.fromtimestamp((row_id.int >> 80) / 1000, UTC)


def downgrade() -> None:
    """The matters stay, as matters of which only this is known; those who asked stand in one line again."""
    op.drop_index("ix_enquiry_state", "enquiry")
    with op.batch_alter_table("enquiry") as table:
        table.drop_constraint("fk_enquiry_id", type_="foreignkey")
        table.drop_constraint("fk_enquiry_original_id", type_="foreignkey")
        table.add_column(sa.Column("title", sa.String(300)))
        table.add_column(sa.Column("asked_by", sa.String(200)))
        table.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        for name in ("state", "received_on", "due_on", "original_id"):
            table.drop_column(name)
    _take_back()
    with op.batch_alter_table("enquiry") as table:
        table.alter_column("title", existing_type=sa.String(300), nullable=False)
        table.alter_column("code", existing_type=sa.String(40), nullable=False)
        table.alter_column("version", existing_type=sa.Integer(), server_default=None)
    op.execute("UPDATE matter SET type = 'matter' WHERE type = 'enquiry'")
    for name in ("enquiry_collaboration", "committee_treatment", "asker"):
        op.drop_table(name)


def _take_back() -> None:
    connection = op.get_bind()
    title = sa.select(MATTER.c.title).where(MATTER.c.id == ENQUIRY.c.id).scalar_subquery()
    version = sa.select(MATTER.c.version).where(MATTER.c.id == ENQUIRY.c.id).scalar_subquery()
    connection.execute(sa.update(ENQUIRY).values(title=title, version=version))
    connection.execute(
        sa.update(ENQUIRY).where(ENQUIRY.c.kind.not_in(KNOWN_BEFORE)).values(kind=KNOWN_BEFORE[0])
    )
    for row in connection.execute(sa.select(ENQUIRY.c.id, ENQUIRY.c.code)).all():
        asked = sa.select(ASKER.c.name, ASKER.c.party).where(ASKER.c.enquiry_id == row.id)
        people = connection.execute(asked.order_by(ASKER.c.position)).all()
        words = ", ".join(" ".join(filter(None, one)) for one in people)[:200] or None
        values = {"asked_by": words, "code": row.code or str(row.id)}
        connection.execute(sa.update(ENQUIRY).where(ENQUIRY.c.id == row.id).values(values))
