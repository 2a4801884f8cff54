"""What an association does itself: papers that it hands in, what a remark tells it, and addresses that it confirms.

An address that is in the register already goes on getting mail: to be silent to every association on the day of the
upgrade would be worse than the risk, for a party is told of a decision (FL 33 §). Only what an association writes in
from now on waits for its own link.
"""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "handed_in_paper",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("message", sa.String(1000)),
        sa.Column("filename", sa.String(200), nullable=False),
        sa.Column("media_type", sa.String(100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("content", sa.LargeBinary()),
        sa.Column("handed_in_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handed_in_by_id", sa.Uuid()),
        sa.Column("handed_in_by", sa.String(200), nullable=False),
        sa.Column("item_id", sa.Uuid()),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name="fk_handed_in_paper_organisation_id_organisation"
        ),
        sa.ForeignKeyConstraint(
            ["handed_in_by_id"], ["user_account.id"], name="fk_handed_in_paper_handed_in_by_id_user_account"
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["recognition_item.id"], name="fk_handed_in_paper_item_id_recognition_item"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_handed_in_paper"),
    )
    op.create_index(
        "ix_handed_in_paper_organisation_id", "handed_in_paper", ["organisation_id", "handed_in_at"]
    )
    op.create_index("ix_handed_in_paper_item_id", "handed_in_paper", ["item_id"])
    op.create_table(
        "address_link",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name="fk_address_link_contact_id_contact", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_address_link"),
        sa.UniqueConstraint("digest", name="uq_address_link_digest"),
    )
    op.create_index("ix_address_link_contact_id", "address_link", ["contact_id"])
    op.add_column("contact", sa.Column("mail_asked_at", sa.DateTime(timezone=True)))
    op.add_column("recognition_item", sa.Column("partner_note", sa.String(1000)))
    op.add_column("recognition_item", sa.Column("reminded_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    op.drop_column("recognition_item", "reminded_at")
    op.drop_column("recognition_item", "partner_note")
    op.drop_column("contact", "mail_asked_at")
    op.drop_table("address_link")
    op.drop_table("handed_in_paper")
