"""Withdrawing a decision is a decision of its own, with its ground and how what was done of it is put right.

What was withdrawn before has no such row: nobody kept by which point, so none is made up. Its rounds are told from
those that fell by a change, by the move that was made at the same moment, and each is named in the log. What a court
annulled before its effects were followed kept its whole claim on the frames when anything was paid: it keeps what was
paid.
"""

import logging
from collections import defaultdict
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

log = logging.getLogger("alembic.runtime.migration")
MOMENT = sa.DateTime(timezone=True)
ROUND = sa.table(
    "approval_round", sa.column("id", sa.Uuid()), sa.column("matter_id", sa.Uuid()), sa.column("status", sa.String()),
    sa.column("closed_at", MOMENT),
)  # fmt: skip
CHANGE = sa.table(
    "state_change", sa.column("subject_id", sa.Uuid()), sa.column("transition", sa.String()), sa.column("at", MOMENT)
)  # fmt: skip
EDITION = sa.table(
    "edition", sa.column("id", sa.Uuid()), sa.column("agreement_id", sa.Uuid()), sa.column("is_current", sa.Boolean())
)  # fmt: skip
AGREEMENT = sa.table("agreement", sa.column("id", sa.Uuid()), sa.column("state", sa.String()))
COMMITMENT = sa.table(
    "commitment", *(sa.column(name, sa.Uuid()) for name in ("id", "matter_id", "unit_id", "funding_source_id")),
    sa.column("year", sa.Integer()), sa.column("amount", sa.BigInteger()), sa.column("at", MOMENT),
    sa.column("released_at", MOMENT),
)  # fmt: skip
PAYMENT = sa.table("payment", sa.column("id", sa.Uuid()), sa.column("due_on", sa.Date()))
ATTESTATION = sa.table(
    "attestation", sa.column("payment_id", sa.Uuid()), sa.column("matter_id", sa.Uuid()),
    sa.column("amount", sa.BigInteger()),
)  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "withdrawal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("ground", sa.String(200), nullable=False),
        sa.Column("is_begun", sa.Boolean(), nullable=False),
        sa.Column("paid", sa.BigInteger()),
        sa.Column("rectified_on", sa.Date()),
        sa.Column("rectified_note", sa.Text()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_withdrawal"),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name="fk_withdrawal_decision_id"),
        sa.ForeignKeyConstraint(["round_id"], ["approval_round.id"], name="fk_withdrawal_round_id"),
        sa.UniqueConstraint("decision_id", name="uq_withdrawal_decision_id"),
    )
    op.create_index("ix_withdrawal_round_id", "withdrawal", ["round_id"])
    _tell_withdrawn_rounds()
    _give_back_what_was_not_paid()


def _tell_withdrawn_rounds() -> None:
    rows = (
        sa.select(ROUND.c.id, ROUND.c.matter_id)
        .join(EDITION, EDITION.c.id == ROUND.c.matter_id)
        .join(CHANGE, CHANGE.c.subject_id == EDITION.c.agreement_id)
        .where(ROUND.c.status == "voided", CHANGE.c.transition == "reopen", CHANGE.c.at == ROUND.c.closed_at)
    )
    for row in op.get_bind().execute(rows).all():
        op.execute(sa.update(ROUND).where(ROUND.c.id == row.id).values(status="revoked"))
        log.warning("its decision was withdrawn, which has no row of its own: matter %s", row.matter_id)


def _give_back_what_was_not_paid() -> None:
    rows = (
        sa.select(COMMITMENT)
        .join(EDITION, EDITION.c.id == COMMITMENT.c.matter_id)
        .join(AGREEMENT, AGREEMENT.c.id == EDITION.c.agreement_id)
        .where(AGREEMENT.c.state == "annulled", COMMITMENT.c.released_at.is_(None))
        .order_by(COMMITMENT.c.id)
    )
    taken: dict[tuple[Any, int], list[Any]] = defaultdict(list)
    for row in op.get_bind().execute(rows).all():
        taken[row.matter_id, row.year].append(row)
    for (matter_id, year), claims in taken.items():
        _reduce(matter_id, year, claims)


def _reduce(matter_id: Any, year: int, claims: list[Any]) -> None:
    """Let the claims of a year be what was paid of it, in the same shares; what they were stays, as given back."""
    rows = sa.select(ATTESTATION.c.amount, PAYMENT.c.due_on).join(
        PAYMENT, PAYMENT.c.id == ATTESTATION.c.payment_id
    )
    found = op.get_bind().execute(rows.where(ATTESTATION.c.matter_id == matter_id)).all()
    paid = sum(row.amount for row in found if row.due_on.year == year)
    whole = sum(row.amount for row in claims)
    if paid >= whole:
        return
    now = datetime.now(UTC)
    for row in claims:
        op.execute(sa.update(COMMITMENT).where(COMMITMENT.c.id == row.id).values(released_at=now))
        if left := row.amount * paid // whole:
            op.execute(
                sa.insert(COMMITMENT).values(
                    id=uuid4(), matter_id=matter_id, unit_id=row.unit_id, funding_source_id=row.funding_source_id,
                    year=year, amount=left, at=now, released_at=None,
                )
            )  # fmt: skip
    log.warning(
        "a court annulled it, so of the frames of %s it keeps only what was paid: matter %s", year, matter_id
    )


def downgrade() -> None:
    """What only the new words say exactly is said with those of before; the log keeps what really happened."""
    op.execute("UPDATE agreement SET state = 'ended' WHERE state = 'revoked'")
    op.execute("UPDATE termination SET state = 'annulled' WHERE state = 'revoked'")
    op.execute("UPDATE termination SET state = 'returned' WHERE state = 'amended'")
    op.execute("UPDATE approval_round SET status = 'voided' WHERE status IN ('revoked', 'revoking')")
    op.execute("UPDATE decision SET outcome = 'close' WHERE outcome = 'revoke'")
    op.drop_table("withdrawal")
