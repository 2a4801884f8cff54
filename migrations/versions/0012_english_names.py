"""What reference data is called in English, from the file that comes with the release; and in which language
somebody gets mail.

`flask load-reference` fills in what a city adds to the file later. Everybody gets mail in Swedish until they choose.
"""

from pathlib import Path
from uuid import uuid4

import sqlalchemy as sa
import yaml
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

FILE = Path(__file__).parents[2] / "registry" / "cli" / "data" / "reference" / "english_names.yaml"


def upgrade() -> None:
    named = op.create_table(
        "english_name",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("text", sa.String(1000), nullable=False),
        sa.Column("english", sa.String(1000), nullable=False),
        sa.UniqueConstraint("text", name="uq_english_name_text"),
    )
    has_reference = op.get_bind().execute(sa.text("SELECT 1 FROM target_group")).first() is not None
    if has_reference and FILE.exists():  # a new installation loads the file with the rest
        op.bulk_insert(named, [{"id": uuid4(), **row} for row in yaml.safe_load(FILE.read_text("utf-8"))])
    op.add_column(
        "user_account", sa.Column("mail_language", sa.String(40), nullable=False, server_default="sv")
    )
    op.add_column("outbox_message", sa.Column("language", sa.String(2), nullable=False, server_default="sv"))


def downgrade() -> None:
    op.drop_column("outbox_message", "language")
    op.drop_column("user_account", "mail_language")
    op.drop_table("english_name")
