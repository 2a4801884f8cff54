"""duplicates and merges: what likely duplicates are looked up by."""

import sqlalchemy as sa
from alembic import op

from registry.organisations import matching, naming

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

LOOKED_UP = (("organisation", "match_tail"), ("organisation", "web_key"), ("contact", "mail_key"))
SLICE = 1000


def upgrade() -> None:
    for table, name in LOOKED_UP:
        op.add_column(table, sa.Column(name, sa.String(300)))
        op.create_index(f"ix_{table}_{name}", table, [name])
    organisation = sa.table(
        "organisation", *map(sa.column, ("id", "name", "website", "match_key", "match_tail", "web_key"))
    )
    derive(
        organisation,
        (organisation.c.name, organisation.c.website),
        lambda row: {
            "match_key": naming.key(row.name),
            "match_tail": naming.tail(row.name),
            "web_key": matching.web_key(row.website),
        },
    )
    contact = sa.table("contact", *map(sa.column, ("id", "email", "mail_key")))
    derive(contact, (contact.c.email,), lambda row: {"mail_key": matching.mail_key(row.email)})


def derive(table, sources, of) -> None:
    """Derive columns anew from others of the same row, a slice at a time."""
    connection, last = op.get_bind(), None
    while True:
        rows = sa.select(table.c.id, *sources).order_by(table.c.id).limit(SLICE)
        found = connection.execute(rows if last is None else rows.where(table.c.id > last)).all()
        if not found:
            return
        last = found[-1].id
        names = list(of(found[0]))
        renewed = (
            sa.update(table)
            .where(table.c.id == sa.bindparam("of"))
            .values({name: sa.bindparam(f"new_{name}") for name in names})
        )
        given = [{"of": row.id, **{f"new_{name}": value for name, value in of(row).items()}} for row in found]
        connection.execute(renewed, given)


def downgrade() -> None:
    for table, name in LOOKED_UP:
        op.drop_index(f"ix_{table}_{name}", table)
        op.drop_column(table, name)
