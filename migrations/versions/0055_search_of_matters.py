"""Agreements, decisions and documents are searched as organisations are: an index of tokens each.

They are empty: `flask serve` and `flask search rebuild` write them from the records.
"""

import sqlalchemy as sa
from alembic import op

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None

OWNERS = ("agreement", "decision", "document")
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
    for owner in OWNERS:
        _search(f"{owner}_search", owner, "C" if engine == "postgresql" else None)
        for statement in FULL_TEXT[engine]:
            op.execute(statement.format(name=f"{owner}_search"))


def downgrade() -> None:
    for owner in OWNERS:
        if op.get_bind().dialect.name == "sqlite":
            op.execute(f"DROP TABLE {owner}_search_fts")
        op.drop_table(f"{owner}_search")


def _search(name: str, owner: str, collation: str | None) -> None:
    op.create_table(
        name,
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("sort_name", sa.String(300, collation=collation), nullable=False),
        sa.Column("title", sa.String(300, collation=collation), nullable=False),
        sa.Column("words", sa.Text(collation=collation), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], [f"{owner}.id"], name=f"fk_{name}_owner_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name=f"pk_{name}"),
        sa.UniqueConstraint("owner_id", name=f"uq_{name}_owner_id"),
    )
    op.create_index(f"ix_{name}_title", name, ["title"])
    op.create_index(f"ix_{name}_sort_name", name, ["sort_name", "owner_id"])
