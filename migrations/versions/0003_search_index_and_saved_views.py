"""the search index over organisations and over collaborations, and the saved views."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

OWNERS = ("organisation", "collaboration")
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
WORDS = {
    "sqlite": (
        "CREATE VIRTUAL TABLE search_word_fts USING fts5(word, tokenize='trigram')",
        "CREATE TRIGGER search_word_in AFTER INSERT ON search_word BEGIN"
        " INSERT INTO search_word_fts(word) VALUES (new.word); END",
    ),
    "postgresql": (
        "CREATE EXTENSION IF NOT EXISTS pg_trgm",
        "CREATE INDEX ix_search_word_trigrams ON search_word USING gin (word gin_trgm_ops)",
    ),
}


def upgrade() -> None:
    engine = op.get_bind().dialect.name
    ordered = "C" if engine == "postgresql" else None
    key, word = sa.String(300, collation=ordered), sa.String(60, collation=ordered)
    for owner in OWNERS:
        _search(f"{owner}_search", owner, key)
    op.create_table(
        "search_word",
        sa.Column("word", word, nullable=False),
        sa.Column("start", word, nullable=False),
        sa.PrimaryKeyConstraint("word", name="pk_search_word"),
    )
    op.create_index("ix_search_word_start", "search_word", ["start"])
    op.create_table(
        "search_misspelling",
        sa.Column("left_over", word, nullable=False),
        sa.Column("start", word, nullable=False),
        sa.PrimaryKeyConstraint("left_over", "start", name="pk_search_misspelling"),
    )
    op.create_table(
        "saved_view",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid()),
        sa.Column("feature", sa.String(40), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("query", sa.String(2000), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["user_account.id"], name="fk_saved_view_owner_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_saved_view_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_saved_view"),
        sa.UniqueConstraint("owner_id", "feature", "name", name="uq_saved_view_owner_id"),
    )
    op.create_index("ix_saved_view_unit_id", "saved_view", ["unit_id", "feature"])
    op.create_index("ix_collaboration_is_reference", "collaboration", ["is_reference", "sort_title", "id"])
    op.create_index("ix_collaboration_form", "collaboration", ["is_reference", "form", "sort_title", "id"])
    with op.batch_alter_table("organisation") as table:
        table.drop_column("search_text")
    for statement in (
        *(one.format(name=f"{owner}_search") for owner in OWNERS for one in FULL_TEXT[engine]),
        *WORDS[engine],
    ):
        op.execute(statement)


def _search(name: str, owner: str, key: sa.String) -> None:
    op.create_table(
        name,
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("sort_name", key, nullable=False),
        sa.Column("title", key, nullable=False),
        sa.Column("words", sa.Text(collation=key.collation), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], [f"{owner}.id"], name=f"fk_{name}_owner_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name=f"pk_{name}"),
        sa.UniqueConstraint("owner_id", name=f"uq_{name}_owner_id"),
    )
    op.create_index(f"ix_{name}_title", name, ["title"])
    op.create_index(f"ix_{name}_sort_name", name, ["sort_name", "owner_id"])


def downgrade() -> None:
    with op.batch_alter_table("organisation") as table:
        table.add_column(sa.Column("search_text", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("organisation") as table:
        table.alter_column(
            "search_text", server_default=None, existing_type=sa.Text(), existing_nullable=False
        )
    op.drop_table("saved_view")
    op.drop_index("ix_collaboration_form", "collaboration")
    op.drop_index("ix_collaboration_is_reference", "collaboration")
    if op.get_bind().dialect.name == "sqlite":
        for table in (*(f"{owner}_search_fts" for owner in OWNERS), "search_word_fts"):
            op.execute(f"DROP TABLE {table}")
    for table in ("search_misspelling", "search_word", *(f"{owner}_search" for owner in OWNERS)):
        op.drop_table(table)
