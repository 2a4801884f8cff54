"""Papers that were seen of organisations are searched as documents are, and all of these by what kind they are.

The indexes are emptied: `flask serve` and `flask search rebuild` write them from the records.
"""

import sqlalchemy as sa
from alembic import op

revision = "0058"
down_revision = "0057"
branch_labels = None
depends_on = None

NAME, OWNER = "recognition_item_search", "recognition_item"
WRITTEN_ANEW = (
    "DELETE FROM agreement_search",
    "DELETE FROM decision_search",
    "DELETE FROM document_search",
)
FULL_TEXT = {
    "sqlite": (
        "CREATE VIRTUAL TABLE {name}_fts USING fts5(words, content='{name}', content_rowid='key', detail=none,"
        " columnsize=0, prefix='2 3 4 5')",
        "CREATE TRIGGER {name}_in AFTER INSERT ON {name} BEGIN"
        " INSERT INTO {name}_fts(rowid, words) VALUES (new.key, new.words); END",
        "CREATE TRIGGER {name}_out AFTER DELETE ON {name} BEGIN"
        " INSERT INTO {name}_fts({name}_fts, rowid, words) VALUES ('delete', old.key, old.words); END",
    ),
    "postgresql": (
        "ALTER TABLE {name} ADD COLUMN IF NOT EXISTS vector tsvector"
        " GENERATED ALWAYS AS (array_to_tsvector(string_to_array(words, ' '))) STORED",
        "CREATE INDEX ix_{name}_words ON {name} USING gin (vector) WITH (fastupdate = off)",
    ),
}


def upgrade() -> None:
    engine = op.get_bind().dialect.name
    collation = "C" if engine == "postgresql" else None
    op.create_table(
        NAME,
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("sort_name", sa.String(300, collation=collation), nullable=False),
        sa.Column("title", sa.String(300, collation=collation), nullable=False),
        sa.Column("words", sa.Text(collation=collation), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], [f"{OWNER}.id"], name=f"fk_{NAME}_owner_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name=f"pk_{NAME}"),
        sa.UniqueConstraint("owner_id", name=f"uq_{NAME}_owner_id"),
    )
    op.create_index(f"ix_{NAME}_title", NAME, ["title"])
    op.create_index(f"ix_{NAME}_sort_name", NAME, ["sort_name", "owner_id"])
    for statement in FULL_TEXT[engine]:
        op.execute(statement.format(name=NAME))
    _empty()


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"DROP TABLE {NAME}_fts")
    op.drop_table(NAME)
    _empty()


def _empty() -> None:
    for statement in WRITTEN_ANEW:
        op.execute(statement)
