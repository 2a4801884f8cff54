"""Assessments of need that are kept with what they rest on, and phrases that the city edits on a page."""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None

DESCRIBED = {
    "text": sa.Text(), "read_terms": sa.JSON(), "speaks_of": sa.Date(), "age_from": sa.Integer(),
    "age_to": sa.Integer(), "capacity": sa.Integer(), "length_months": sa.Integer(), "starts_on": sa.Date(),
    "ends_on": sa.Date(), "cost": sa.BigInteger(), "owner": sa.String(300), "funder": sa.String(300),
    "parties": sa.JSON(), "found_at": sa.DateTime(timezone=True), "verdict": sa.String(40), "lessons": sa.Text(),
    "prepared_by_id": sa.Uuid(),
}  # fmt: skip
LINKS = {"activity": "activity_type", "district": "district"}
PHRASES = ("vocabulary_wording", "vocabulary_kinship")


def upgrade() -> None:
    with op.batch_alter_table("need_assessment") as table:
        for name, kind in DESCRIBED.items():
            table.add_column(sa.Column(name, kind, nullable=True))
        table.add_column(sa.Column("is_example", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.create_foreign_key(
            "fk_need_assessment_prepared_by_id", "user_account", ["prepared_by_id"], ["id"]
        )
    with op.batch_alter_table("need_assessment") as table:
        table.alter_column("is_example", server_default=None)
    op.create_index("ix_need_assessment_review_on", "need_assessment", ["review_on"])
    for other, target in LINKS.items():
        _link(other, target)
    _findings()
    for name in PHRASES:
        with op.batch_alter_table(name) as table:
            table.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
            table.add_column(sa.Column("is_retired", sa.Boolean(), nullable=False, server_default=sa.false()))
        with op.batch_alter_table(name) as table:
            table.alter_column("version", server_default=None)
            table.alter_column("is_retired", server_default=None)


def _link(other: str, target: str) -> None:
    name, column = f"assessment_{other}", f"{other}_id"
    op.create_table(
        name,
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column(column, sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["assessment_id"], ["need_assessment.id"], name=f"fk_{name}_assessment_id"),
        sa.ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{name}_{column}"),
        sa.PrimaryKeyConstraint("assessment_id", column, name=f"pk_{name}"),
    )
    op.create_index(f"ix_{name}_{column}", name, [column])


def _findings() -> None:
    name = "assessment_finding"
    points = {
        "assessment_id": "need_assessment", "structure_id": "structure", "collaboration_id": "collaboration",
        "organisation_id": "organisation", "earlier_id": "need_assessment",
    }  # fmt: skip
    op.create_table(
        name,
        sa.Column("id", sa.Uuid(), nullable=False),
        *(sa.Column(column, sa.Uuid(), nullable=column != "assessment_id") for column in points),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(300), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("lacks", sa.JSON(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("is_relevant", sa.Boolean()),
        sa.Column("superseded_at", sa.DateTime(timezone=True)),
        *(
            sa.ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{name}_{column}")
            for column, target in points.items()
        ),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
    )
    op.create_index(f"ix_{name}_assessment_id", name, ["assessment_id", "superseded_at"])
    op.create_index(f"ix_{name}_organisation_id", name, ["organisation_id"])


def downgrade() -> None:
    for name in reversed(PHRASES):
        with op.batch_alter_table(name) as table:
            table.drop_column("is_retired")
            table.drop_column("version")
    op.drop_table("assessment_finding")
    for other in reversed(LINKS):
        op.drop_table(f"assessment_{other}")
    op.drop_index("ix_need_assessment_review_on", "need_assessment")
    with op.batch_alter_table("need_assessment") as table:
        table.drop_constraint("fk_need_assessment_prepared_by_id", type_="foreignkey")
        table.drop_column("is_example")
        for name in reversed(DESCRIBED):
            table.drop_column(name)
