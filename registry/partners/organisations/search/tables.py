"""The tables of the search: a row of tokens per record, and the words there are. What only one engine has is plain SQL.

SQLite keeps a full-text index beside each table, and triggers keep the two together; PostgreSQL has a GIN index.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, Column, Connection, ForeignKey, Index, Integer, String, Table, Text, event

from registry.core.columns import SORT_KEY
from registry.core.database import Base

_KEY = BigInteger().with_variant(Integer, "sqlite")
_LIST = Text().with_variant(Text(collation="C"), "postgresql")
_WORD = String(60).with_variant(String(60, collation="C"), "postgresql")

_SQLITE = (
    "CREATE VIRTUAL TABLE {name}_fts USING fts5(words, content='{name}', content_rowid='key', detail=none,"
    " columnsize=0, prefix='2 3 4 5')",
    "CREATE TRIGGER {name}_in AFTER INSERT ON {name} BEGIN"
    " INSERT INTO {name}_fts(rowid, words) VALUES (new.key, new.words); END",
    "CREATE TRIGGER {name}_out AFTER DELETE ON {name} BEGIN"
    " INSERT INTO {name}_fts({name}_fts, rowid, words) VALUES ('delete', old.key, old.words); END",
)
_POSTGRESQL = (
    "ALTER TABLE {name} ADD COLUMN IF NOT EXISTS vector tsvector"
    " GENERATED ALWAYS AS (array_to_tsvector(string_to_array(words, ' '))) STORED",
    "CREATE INDEX ix_{name}_words ON {name} USING gin (vector) WITH (fastupdate = off)",
)
_WORDS_SQLITE = (
    "CREATE VIRTUAL TABLE search_word_fts USING fts5(word, tokenize='trigram')",
    "CREATE TRIGGER search_word_in AFTER INSERT ON search_word BEGIN"
    " INSERT INTO search_word_fts(word) VALUES (new.word); END",
)
_WORDS_POSTGRESQL = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX ix_search_word_trigrams ON search_word USING gin (word gin_trgm_ops)",
)

DROPPED = {
    "sqlite": (
        "DROP TRIGGER IF EXISTS {name}_in",
        "DROP TRIGGER IF EXISTS {name}_out",
        "DROP TABLE IF EXISTS {name}_fts",
    ),
    "postgresql": ("DROP INDEX IF EXISTS ix_{name}_words",),
}
REBUILD = "INSERT INTO {name}_fts({name}_fts) VALUES ('rebuild')"

FORGET_WORDS = "DELETE FROM search_word_fts WHERE word IN (SELECT value FROM json_each(:words))"

search_word = Table(
    "search_word",
    Base.metadata,
    Column("word", _WORD, primary_key=True),
    Column("start", _WORD, nullable=False),
    Index("ix_search_word_start", "start"),
)

search_misspelling = Table(
    "search_misspelling",
    Base.metadata,
    Column("left_over", _WORD, primary_key=True),
    Column("start", _WORD, primary_key=True),
)


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """The search over one kind of record; `owner` is its table, whose rows take their row here with them."""

    owner: str
    table: Table

    @property
    def name(self) -> str:
        """The name of the table."""
        return self.table.name


def index_of(owner: str) -> SearchIndex:
    """Declare the search over a table. `sort_name` and the owner's identifier are the order of its lists."""
    name = f"{owner}_search"
    table = Table(
        name,
        Base.metadata,
        Column("key", _KEY, primary_key=True),
        Column("owner_id", ForeignKey(f"{owner}.id", ondelete="CASCADE"), nullable=False, unique=True),
        Column("sort_name", SORT_KEY, nullable=False),
        Column("title", SORT_KEY, nullable=False),
        Column("words", _LIST, nullable=False),
        Index(f"ix_{name}_title", "title"),
        Index(f"ix_{name}_sort_name", "sort_name", "owner_id"),
    )
    event.listen(table, "after_create", _create)
    return SearchIndex(owner, table)


def statements(name: str, dialect: str) -> tuple[str, ...]:
    """Return what an engine needs besides a table of the search: its full-text index and what keeps it."""
    if name == "search_word":
        return _WORDS_SQLITE if dialect == "sqlite" else _WORDS_POSTGRESQL
    return tuple(one.format(name=name) for one in (_SQLITE if dialect == "sqlite" else _POSTGRESQL))


def is_declared(_thing: Any, name: str | None, _kind: str, reflected: bool, compared_with: Any) -> bool:
    """Tell Alembic which things of a database it should compare: not those that plain SQL makes for one engine."""
    ours = name or ""
    of_one_engine = (
        "_fts" in ours or ours.endswith("_search_words") or ours in {"vector", "ix_search_word_trigrams"}
    )
    return not (reflected and compared_with is None and of_one_engine)


def _create(table: Table, connection: Connection, **_options: Any) -> None:
    for statement in statements(table.name, connection.dialect.name):
        connection.exec_driver_sql(statement)


event.listen(search_word, "after_create", _create)
