"""Editions: an agreement is identity and life, and its text is an edition, which is what is decided.

The text of every agreement becomes its first edition, with the agreement's own identifier, and its rows point there.
`registered_at` has never been filled by anything and goes.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

TEXTS = (
    "background", "purpose", "shared_values", "activities_text", "undertakings_city", "undertakings_partner",
    "economy_text", "steering", "follow_up_text", "communication", "personal_data", "children", "insurance",
    "extension", "termination", "changes", "disputes", "internal_note",
)  # fmt: skip
ROWS = ("goal", "contribution", "funding_share", "payment", "follow_up", "steering_member", "frozen_party")
INDEXES = {"follow_up": ["due_on"], "frozen_party": ["content_hash"]}


def _text() -> list[sa.Column[Any]]:
    return [
        *(sa.Column(name, sa.Text()) for name in TEXTS),
        sa.Column("planned_participants", sa.Integer()),
        sa.Column("meeting_frequency", sa.String(200)),
        sa.Column("starts_on", sa.Date()),
        sa.Column("ends_on", sa.Date()),
        sa.Column("option_amount", sa.BigInteger()),
        sa.Column("notice_months", sa.Integer()),
        sa.Column("signed_on", sa.Date()),
        sa.Column("signature_method", sa.String(40)),
    ]


def upgrade() -> None:
    op.create_table(
        "edition",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        *_text(),
        sa.ForeignKeyConstraint(["id"], ["matter.id"], name="fk_edition_id"),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name="fk_edition_agreement_id"),
        sa.PrimaryKeyConstraint("id", name="pk_edition"),
        sa.UniqueConstraint("agreement_id", "number", name="uq_edition_number"),
    )
    current = sa.text("is_current")
    op.create_index(
        "uq_edition_current",
        "edition",
        ["agreement_id"],
        unique=True,
        sqlite_where=current,
        postgresql_where=current,
    )
    names = [column.name for column in _text()]
    agreement = sa.table("agreement", *(sa.column(name) for name in ("id", *names)))
    first = sa.select(
        agreement.c.id, agreement.c.id, sa.literal(1), sa.true(), *(agreement.c[name] for name in names)
    )
    edition = sa.table(
        "edition", *(sa.column(name) for name in ("id", "agreement_id", "number", "is_current", *names))
    )
    op.execute(sa.insert(edition).from_select([column.name for column in edition.columns], first))
    op.execute("UPDATE matter SET type = 'edition' WHERE type = 'agreement'")
    _point("agreement", "edition")
    _rename_in_jobs("agreement_id", "edition_id")
    with op.batch_alter_table("agreement") as table:
        table.drop_constraint("fk_agreement_id", type_="foreignkey")
        table.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        for name in (*names, "registered_at"):
            table.drop_column(name)
    with op.batch_alter_table("agreement") as table:
        table.alter_column(
            "version", existing_type=sa.Integer(), existing_nullable=False, server_default=None
        )


def _point(old: str, new: str) -> None:
    """Let the rows of a text point at the other table: the identifiers are the same."""
    for name in (*ROWS, "yearly_amount"):
        columns = INDEXES.get(name, [])
        if name != "yearly_amount":
            op.drop_index(f"ix_{name}_{old}_id", name)
        with op.batch_alter_table(name) as table:
            table.drop_constraint(f"fk_{name}_{old}_id", type_="foreignkey")
            if name == "yearly_amount":
                table.drop_constraint("uq_yearly_amount_year", type_="unique")
            table.alter_column(
                f"{old}_id", new_column_name=f"{new}_id", existing_type=sa.Uuid(), nullable=False
            )
        with op.batch_alter_table(name) as table:
            table.create_foreign_key(f"fk_{name}_{new}_id", new, [f"{new}_id"], ["id"])
            if name == "yearly_amount":
                table.create_unique_constraint("uq_yearly_amount_year", [f"{new}_id", "year"])
        if name != "yearly_amount":
            op.create_index(f"ix_{name}_{new}_id", name, [f"{new}_id", *columns])


def _rename_in_jobs(old: str, new: str) -> None:
    """Let what waits in the queue be found under the new name."""
    job = sa.table(
        "job", sa.column("id", sa.Uuid()), sa.column("name", sa.String()), sa.column("payload", sa.JSON())
    )
    connection = op.get_bind()
    for row in connection.execute(sa.select(job).where(job.c.name == "agreement.document")).all():
        if old in row.payload:
            payload = {new if key == old else key: value for key, value in row.payload.items()}
            connection.execute(sa.update(job).where(job.c.id == row.id).values(payload=payload))


def downgrade() -> None:
    """The current text is the agreement again. An agreement that has another one too loses that one's text."""
    names = [column.name for column in _text()]
    with op.batch_alter_table("agreement") as table:
        for column in (*_text(), sa.Column("registered_at", sa.DateTime(timezone=True))):
            table.add_column(column)
        table.drop_column("version")
    agreement = sa.table("agreement", *(sa.column(name) for name in ("id", *names)))
    edition = sa.table("edition", *(sa.column(name) for name in ("id", "agreement_id", "number", *names)))
    values = {
        name: sa.select(edition.c[name]).where(edition.c.id == agreement.c.id).scalar_subquery()
        for name in names
    }
    op.execute(sa.update(agreement).values(values))
    later = sa.select(edition.c.id).where(edition.c.number > 1)
    for name in (*ROWS, "yearly_amount"):
        rows = sa.table(name, sa.column("edition_id", sa.Uuid()))
        op.execute(sa.delete(rows).where(rows.c.edition_id.in_(later)))
    _point("edition", "agreement")
    _rename_in_jobs("edition_id", "agreement_id")
    op.execute(sa.delete(edition).where(edition.c.number > 1))
    op.execute(
        "UPDATE matter SET type = 'agreement' WHERE type = 'edition' AND id IN (SELECT id FROM edition)"
    )
    op.execute("UPDATE matter SET type = 'matter' WHERE type = 'edition'")
    op.drop_table("edition")
    with op.batch_alter_table("agreement") as table:
        table.create_foreign_key("fk_agreement_id", "matter", ["id"], ["id"])
