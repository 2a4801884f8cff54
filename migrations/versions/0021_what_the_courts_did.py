"""What the courts did: answers that can be appealed, inhibition, what was put right; and what an annulled decision lets
fall.

An agreement that rests on a decision which a court has annulled fell with it already, though the register said that it
runs. It is moved now, its decisions are marked, and what was not paid leaves the frames. Each is named in the log.
"""

import logging
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

log = logging.getLogger("alembic.runtime.migration")
NOTE = "Domstolen har upphävt beslutet."
FALLS_TO = {"approved": "annulled", "active": "annulled", "ended": "annulled", "declined": "returned"}
COLUMNS = (
    ("judged_on", sa.Date), ("stayed_on", sa.Date), ("stay_ended_on", sa.Date), ("rectified_on", sa.Date),
    ("rectified_note", sa.Text),
)  # fmt: skip


def _table(name: str, *columns: str, **typed: Any) -> Any:
    kinds = {"id": sa.Uuid(), **{one: sa.Uuid() for one in columns if one.endswith("_id")}}
    plain = [sa.column(one, kinds.get(one, sa.String())) for one in columns]
    return sa.table(name, *plain, *(sa.column(one, kind) for one, kind in typed.items()))


MOMENT = sa.DateTime(timezone=True)
APPEAL = _table("appeal", "decision_id", "outcome", settled_on=sa.Date(), judged_on=sa.Date())
DECISION = _table("decision", "id", "step_id", "matter_id", "void_reason", voided_at=MOMENT)
STEP = _table("approval_step", "id", "round_id")
ROUND = _table("approval_round", "id", "status")
EDITION = _table("edition", "id", "agreement_id", is_current=sa.Boolean())
AGREEMENT = _table("agreement", "id", "state")
COMMITMENT = _table("commitment", "matter_id", released_at=MOMENT)
ATTESTATION = _table("attestation", "matter_id")
STATE_CHANGE = _table(
    "state_change",
    "id",
    "subject_id",
    "transition",
    "source",
    "target",
    "actor_id",
    "actor_name",
    "note",
    at=MOMENT,
)


def upgrade() -> None:
    for name, kind in COLUMNS:
        op.add_column("appeal", sa.Column(name, kind()))
    op.execute(sa.update(APPEAL).values(judged_on=APPEAL.c.settled_on))
    rows = (
        sa.select(DECISION.c.matter_id, ROUND.c.id.label("round_id"))
        .join(STEP, STEP.c.id == DECISION.c.step_id)
        .join(ROUND, ROUND.c.id == STEP.c.round_id)
        .join(APPEAL, APPEAL.c.decision_id == DECISION.c.id)
        .where(
            APPEAL.c.outcome == "annulled", APPEAL.c.settled_on.is_not(None), DECISION.c.voided_at.is_(None)
        )
        .where(ROUND.c.status.in_(("approved", "declined")))
        .distinct()
    )
    for row in op.get_bind().execute(rows).all():
        _annul(row.matter_id, row.round_id, datetime.now(UTC))


def _annul(matter_id: Any, round_id: Any, at: datetime) -> None:
    own = DECISION.c.step_id.in_(sa.select(STEP.c.id).where(STEP.c.round_id == round_id))
    op.execute(
        sa.update(DECISION).where(own, DECISION.c.voided_at.is_(None)).values(voided_at=at, void_reason=NOTE)
    )
    op.execute(sa.update(ROUND).where(ROUND.c.id == round_id).values(status="annulled"))
    paid = sa.select(ATTESTATION.c.matter_id).where(ATTESTATION.c.matter_id == matter_id)
    if op.get_bind().execute(paid).first() is None:  # what is paid in part stays taken until somebody looks
        free = COMMITMENT.c.matter_id == matter_id, COMMITMENT.c.released_at.is_(None)
        op.execute(sa.update(COMMITMENT).where(*free).values(released_at=at))
    rows = sa.select(AGREEMENT.c.id, AGREEMENT.c.state).join(
        EDITION, EDITION.c.agreement_id == AGREEMENT.c.id
    )
    for row in op.get_bind().execute(rows.where(EDITION.c.id == matter_id)).all():
        if (target := FALLS_TO.get(row.state)) is None:
            continue
        op.execute(sa.update(AGREEMENT).where(AGREEMENT.c.id == row.id).values(state=target))
        name = "annul_refusal" if target == "returned" else "annul"
        op.execute(
            sa.insert(STATE_CHANGE).values(
                id=uuid4(), subject_id=row.id, transition=name, source=row.state, target=target, actor_id=None,
                actor_name="Systemet", at=at, note=NOTE,
            )
        )  # fmt: skip
        log.warning(
            "a court has annulled its decision, so it no longer runs: agreement %s (%s)", row.id, row.state
        )


def downgrade() -> None:
    """What fell is ended or decided under the words of before; its decisions stay marked."""
    op.execute("UPDATE agreement SET state = 'ended' WHERE state = 'annulled'")
    op.execute("UPDATE approval_round SET status = 'voided' WHERE status = 'annulled'")
    op.execute("UPDATE appeal SET outcome = 'rejected' WHERE outcome IN ('dismissed', 'closed')")
    with op.batch_alter_table("appeal") as table:
        for name, _kind in COLUMNS:
            table.drop_column(name)
