"""Two columns that no page ever had go: what each side undertakes is said in rows of contributions.

Should anybody have written there past the pages, the text goes to the internal note, under its heading.
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

HEADINGS = {"undertakings_city": "Stadens åtaganden", "undertakings_partner": "Organisationens åtaganden"}


def upgrade() -> None:
    edition = sa.table("edition", *(sa.column(name, sa.Text()) for name in (*HEADINGS, "internal_note")))
    for name, heading in HEADINGS.items():
        before = sa.case((edition.c.internal_note.is_(None), ""), else_=edition.c.internal_note + "\n\n")
        op.execute(
            sa.update(edition)
            .where(edition.c[name].is_not(None))
            .values(internal_note=before + f"{heading}: " + edition.c[name])
        )
    with op.batch_alter_table("edition") as table:
        for name in HEADINGS:
            table.drop_column(name)


def downgrade() -> None:
    with op.batch_alter_table("edition") as table:
        for name in HEADINGS:
            table.add_column(sa.Column(name, sa.Text()))
