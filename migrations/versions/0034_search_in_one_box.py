"""The search finds by more, and letters with marks sort as their own letter: keys and index are written anew.

The keys of names and titles with other letters than the Swedish ones, or that begin with a quotation mark or a bracket,
are made again; nothing else of a record changes. The search index is emptied: `flask serve` and `flask search rebuild`
write it from the records, as after the first upgrade that brought it.
"""

import logging
import re
import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

log = logging.getLogger("alembic.runtime.migration")
SORTED = (("organisation", "name", "sort_name"), ("collaboration", "title", "sort_title"))
INDEXES = ("organisation_search", "collaboration_search")
FULL_TEXT = (
    "CREATE VIRTUAL TABLE {name}_fts USING fts5(words, content='{name}', content_rowid='key', detail=none,"
    " columnsize=0, prefix='2 3 4 5')",
    "CREATE TRIGGER {name}_in AFTER INSERT ON {name} BEGIN"
    " INSERT INTO {name}_fts(rowid, words) VALUES (new.key, new.words); END",
    "CREATE TRIGGER {name}_out AFTER DELETE ON {name} BEGIN"
    " INSERT INTO {name}_fts({name}_fts, rowid, words) VALUES ('delete', old.key, old.words); END",
)
SWEDISH = str.maketrans({"å": "{", "ä": "|", "ö": "}", "æ": "|", "ø": "}", "ü": "y"})
FOLDED = str.maketrans({"ø": "o", "æ": "ae", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "œ": "oe", "ı": "i"})


def upgrade() -> None:
    for table, text, key in SORTED:
        _sort_anew(table, text, key)
    _empty_all()


def downgrade() -> None:
    """The earlier release writes its own index; the keys stay, by which it sorts as well as by its own."""
    _empty_all()


def _empty_all() -> None:
    for name in INDEXES:
        _empty(name)
    op.execute("DELETE FROM search_misspelling")
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DELETE FROM search_word_fts")
    op.execute("DELETE FROM search_word")


def _sort_anew(name: str, text: str, key: str) -> None:
    table = sa.table(
        name, sa.column("id", sa.Uuid()), sa.column(text, sa.String()), sa.column(key, sa.String())
    )
    connection, changed = op.get_bind(), []
    for row in connection.execute(sa.select(*table.c)):
        made = _key(row[1])
        if made != row[2]:
            changed.append({"one": row[0], "made": made})
    if changed:
        same = table.c.id == sa.bindparam("one")
        connection.execute(sa.update(table).where(same).values({key: sa.bindparam("made")}), changed)
        log.info("%s: %s are sorted otherwise than before", name, len(changed))


def _key(text: str) -> str:
    key = text.casefold().translate(SWEDISH)
    if not key.isascii():
        apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", key).translate(SWEDISH))
        key = "".join(one for one in apart if not unicodedata.combining(one)).translate(FOLDED)
    return (re.sub(r"^[^\w{|}]+", "", key) or key)[:300]


def _empty(name: str) -> None:
    """Without its full-text index, which would take out each row by itself."""
    if op.get_bind().dialect.name != "sqlite":
        op.execute(f"DELETE FROM {name}")  # noqa: S608  # a name from above
        return
    for dropped in (f"TRIGGER {name}_in", f"TRIGGER {name}_out", f"TABLE {name}_fts"):
        op.execute(f"DROP {dropped}")
    op.execute(f"DELETE FROM {name}")  # noqa: S608  # a name from above
    for statement in FULL_TEXT:
        op.execute(statement.format(name=name))
