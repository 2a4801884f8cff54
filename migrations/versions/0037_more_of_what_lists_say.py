"""The country of an organisation, and what lists file it under, each in a field of its own.

Every organisation of before is in Sweden, as far as anybody has said: nothing is made up. Numbers and postcodes get
room for what is written in other countries. What lists filed organisations under stood as lines at the end of the
purpose: those lines move to their fields, word for word, and how many is told in the log.
"""

import logging
from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

log = logging.getLogger("alembic.runtime.migration")
FILED = {
    "Typ av förening": "listed_types",
    "Aktiviteter": "listed_activities",
    "Kategorier": "listed_categories",
    "Förbund som den tillhör": "affiliation",
}
ORGANISATION = sa.table(
    "organisation",
    sa.column("id", sa.Uuid()),
    *(sa.column(name, sa.Text()) for name in ("purpose", *FILED.values())),
)
SOURCE = sa.table("organisation_source", sa.column("organisation_id", sa.Uuid()))
BATCH = 1000

NUMBERS = {
    "organisation": "number",
    "import_row": "number",
    "frozen_party": "organisation_number",
    "organisation_merge": "gone_number",
}
CONFIRMED = sa.text("state = 'confirmed'")
LIVE = sa.text("state IN ('proposed', 'confirmed')")
PARTIAL = {
    "uq_payee_account_confirmed": (["organisation_id"], CONFIRMED),
    "uq_payee_account_number": (["organisation_id", "kind", "digits"], LIVE),
}


def upgrade() -> None:
    op.add_column("organisation", sa.Column("country", sa.String(40)))
    for name in FILED.values():
        op.add_column("organisation", sa.Column(name, sa.Text()))
    _resize(number=(11, 30), postcode=(10, 12))
    moved = 0
    for rows in _listed():
        changed = [one for one in map(_parted, rows) if one]
        if changed:
            mine = sa.update(ORGANISATION).where(ORGANISATION.c.id == sa.bindparam("one"))
            names = ("purpose", *FILED.values())
            op.get_bind().execute(mine.values({name: sa.bindparam(f"new_{name}") for name in names}), changed)
        moved += len(changed)
    if moved:
        log.warning(
            "what lists file organisations under is moved out of the purpose of %s of them; "
            "`flask search rebuild` lets it be searched for by itself",
            moved,
        )


def _listed() -> Iterator[list[sa.Row]]:
    """Yield the organisations that come from lists and may have such lines, some at a time."""
    told = sa.or_(*(ORGANISATION.c.purpose.contains(f"{label}: ") for label in FILED))
    is_listed = sa.exists().where(SOURCE.c.organisation_id == ORGANISATION.c.id)
    rows = sa.select(ORGANISATION.c.id, ORGANISATION.c.purpose).where(told, is_listed)
    last = None
    while True:
        after = rows.where(ORGANISATION.c.id > last) if last else rows
        found = op.get_bind().execute(after.order_by(ORGANISATION.c.id).limit(BATCH)).all()
        if not found:
            return
        yield found
        last = found[-1].id


def _parted(row: sa.Row) -> dict | None:
    """Return the purpose without the lines at its end that say what lists file it under, and each of those apart."""
    lines, said = row.purpose.split("\n"), dict.fromkeys(FILED.values())
    while lines:
        label, colon, words = lines[-1].partition(": ")
        if not colon or label not in FILED or said[FILED[label]]:
            break
        said[FILED[label]] = words
        del lines[-1]
    if not any(said.values()):
        return None
    return {
        "one": row.id,
        "new_purpose": "\n".join(lines) or None,
        **{f"new_{name}": words for name, words in said.items()},
    }


def downgrade() -> None:
    """What lists file organisations under becomes lines of the purpose again, as the release before has it.

    Numbers and postcodes that are too long for the tables of before, all of other countries, are cut.
    """
    for label, name in FILED.items():
        before = "CASE WHEN coalesce(purpose, '') = '' THEN '' ELSE purpose || CHR END"
        before = before.replace("CHR", "char(10)" if op.get_bind().dialect.name == "sqlite" else "chr(10)")
        op.execute(
            f"UPDATE organisation SET purpose = ({before}) || '{label}: ' || {name} WHERE {name} IS NOT NULL"  # noqa: S608
        )
    for table, column in {**NUMBERS, "payee_account": "organisation_number"}.items():
        op.execute(f"UPDATE {table} SET {column} = substr({column}, 1, 11) WHERE length({column}) > 11")  # noqa: S608
    op.execute("UPDATE organisation SET postcode = substr(postcode, 1, 10) WHERE length(postcode) > 10")
    _resize(number=(30, 11), postcode=(12, 10))
    with op.batch_alter_table("organisation") as table:
        for name in ("country", *FILED.values()):
            table.drop_column(name)


def _resize(number: tuple[int, int], postcode: tuple[int, int]) -> None:
    for name, column in NUMBERS.items():
        with op.batch_alter_table(name) as table:
            table.alter_column(column, existing_type=sa.String(number[0]), type_=sa.String(number[1]))
            if name == "organisation":
                table.alter_column(
                    "postcode", existing_type=sa.String(postcode[0]), type_=sa.String(postcode[1])
                )
    for name in PARTIAL:
        op.drop_index(name, "payee_account")
    with op.batch_alter_table("payee_account") as table:
        table.alter_column(
            "organisation_number", existing_type=sa.String(number[0]), type_=sa.String(number[1])
        )
    for name, (columns, where) in PARTIAL.items():
        op.create_index(
            name, "payee_account", columns, unique=True, sqlite_where=where, postgresql_where=where
        )
