"""More rows are kept as they were: what an agreement's text consists of, an organisation's terms, governing documents, and
the phrases and nearness that needs are read with.

After each migration the triggers of `registry/audit/past/tables.py` are made anew, and what a table says then is where its
memory begins: there is nothing to do but to go through that.
"""

revision = "0060"
down_revision = "0056"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The triggers follow."""


def downgrade() -> None:
    """What is kept stays."""
