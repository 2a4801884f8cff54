"""What was decided: the parties that were frozen, decisions made before the register, requests to take one back.

An agreement that runs without a decision made here was recorded by one person alone. It is kept, with all its rows, as
known but not confirmed: it is paid and shown again when the registrar has recorded decision, signature and paper and a
second person has confirmed it. What it has taken of the frames stays taken, so that no frame seems larger than it is.
"""

import logging
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

NOTE = (
    "Avtalet registrerades av en person och utan beslut i systemet. Det är känt men inte bekräftat, tills registratorn "
    "har registrerat beslut, underskrift och avtal och någon annan har bekräftat det."
)
log = logging.getLogger("alembic.runtime.migration")

AGREEMENT = sa.table(
    "agreement",
    *(sa.column(name, sa.Uuid()) for name in ("id", "collaboration_id")),
    *(sa.column(name, sa.String()) for name in ("state", "title", "case_number")),
    sa.column("updated_at", sa.DateTime(timezone=True)),
)
ROUND = sa.table(
    "approval_round",
    *(sa.column(name, sa.Uuid()) for name in ("id", "matter_id")),
    *(sa.column(name, sa.String()) for name in ("status", "content_hash")),
    sa.column("content", sa.JSON()),
    sa.column("number", sa.Integer()),
)
PARTY = sa.table("party", *(sa.column(name, sa.Uuid()) for name in ("collaboration_id", "organisation_id")))
ORGANISATION = sa.table(
    "organisation",
    sa.column("id", sa.Uuid()),
    sa.column("number", sa.String()),
    sa.column("name", sa.String()),
)
FROZEN = sa.table(
    "frozen_party",
    *(sa.column(name, sa.Uuid()) for name in ("id", "agreement_id", "organisation_id")),
    *(sa.column(name, sa.String()) for name in ("content_hash", "organisation_number", "name")),
    sa.column("position", sa.Integer()),
    sa.column("receives_funding", sa.Boolean()),
)
STATE_CHANGE = sa.table(
    "state_change",
    *(sa.column(name, sa.Uuid()) for name in ("id", "subject_id", "actor_id")),
    *(sa.column(name, sa.String()) for name in ("transition", "source", "target", "actor_name", "note")),
    sa.column("at", sa.DateTime(timezone=True)),
)


def upgrade() -> None:
    _tables()
    _freeze_parties()
    _unconfirm()


def downgrade() -> None:
    """What is known or recorded runs again under the rule of before; what was recorded goes with its table."""
    op.execute("UPDATE agreement SET state = 'active' WHERE state IN ('known', 'recorded')")
    for table in ("reopening_request", "recorded_decision", "frozen_party"):
        op.drop_table(table)


def _tables() -> None:
    op.create_table(
        "frozen_party",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Uuid()),
        sa.Column("organisation_number", sa.String(11)),
        sa.Column("name", sa.String(300), nullable=False),
        sa.Column("receives_funding", sa.Boolean()),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name="fk_frozen_party_agreement_id"),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name="fk_frozen_party_organisation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_frozen_party"),
    )
    op.create_index("ix_frozen_party_agreement_id", "frozen_party", ["agreement_id", "content_hash"])
    op.create_index("ix_frozen_party_organisation_id", "frozen_party", ["organisation_id"])
    op.create_table(
        "recorded_decision",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("case_number", sa.String(60), nullable=False),
        sa.Column("decided_by", sa.String(200), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("paragraph", sa.String(60), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("recorded_by_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_by", sa.String(200), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_by_id", sa.Uuid()),
        sa.Column("confirmed_by", sa.String(200)),
        sa.Column("confirmed_at", sa.DateTime(timezone=True)),
        sa.Column("refused_by", sa.String(200)),
        sa.Column("refused_reason", sa.Text()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name="fk_recorded_decision_document_id"),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["user_account.id"], name="fk_recorded_decision_recorded_by_id"
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"], ["user_account.id"], name="fk_recorded_decision_confirmed_by_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_recorded_decision"),
        sa.UniqueConstraint("matter_id", name="uq_recorded_decision_matter_id"),
    )
    op.create_index("ix_recorded_decision_decided_on", "recorded_decision", ["decided_on", "id"])
    op.create_table(
        "reopening_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=False),
        sa.Column("asked_by", sa.String(200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text()),
        sa.Column("answered_by", sa.String(200)),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["round_id"], ["approval_round.id"], name="fk_reopening_request_round_id"),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["user_account.id"], name="fk_reopening_request_asked_by_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_reopening_request"),
    )
    op.create_index("ix_reopening_request_round_id", "reopening_request", ["round_id"])


def _freeze_parties() -> None:
    """Find the record of every party of every content ever sent: by its number, then by its name in the collaboration.

    A party that is not found, or that more than one record could be, keeps its name and number without a record: nobody
    is paid or let in on a guess. Such are named in the log.
    """
    connection = op.get_bind()
    rows = sa.select(
        ROUND.c.matter_id,
        ROUND.c.content_hash,
        ROUND.c.content,
        AGREEMENT.c.collaboration_id,
        AGREEMENT.c.title,
    ).join(AGREEMENT, AGREEMENT.c.id == ROUND.c.matter_id)
    done: set[tuple[UUID, str]] = set()
    for row in connection.execute(rows.order_by(ROUND.c.matter_id, ROUND.c.number)).all():
        if (key := (row.matter_id, row.content_hash)) in done:
            continue
        done.add(key)
        for position, party in enumerate(row.content.get("parties") or ()):
            found = _record(connection, row.collaboration_id, party)
            if found is None:
                log.warning(
                    "no single record for %s in %s: nobody is paid for it", party.get("name"), row.title
                )
            values = {
                "id": uuid4(), "agreement_id": row.matter_id, "content_hash": row.content_hash, "position": position,
                "organisation_id": found, "organisation_number": party.get("organisation_number"),
                "name": party.get("name") or "", "receives_funding": party.get("receives_funding"),
            }  # fmt: skip
            connection.execute(sa.insert(FROZEN).values(**values))


def _record(connection: sa.Connection, collaboration_id: UUID, party: dict[str, Any]) -> UUID | None:
    number = party.get("organisation_number")
    same = ORGANISATION.c.number == number if number else ORGANISATION.c.name == party.get("name")
    own = sa.select(PARTY.c.organisation_id).where(PARTY.c.collaboration_id == collaboration_id)
    for narrowed in (sa.and_(same, ORGANISATION.c.id.in_(own)), same if number else sa.false()):
        found = connection.execute(sa.select(ORGANISATION.c.id).where(narrowed).limit(2)).scalars().all()
        if len(found) == 1:
            return found[0]
    return None


def _unconfirm() -> None:
    connection = op.get_bind()
    decided = sa.exists().where(ROUND.c.matter_id == AGREEMENT.c.id, ROUND.c.status == "approved")
    rows = sa.select(AGREEMENT.c.id, AGREEMENT.c.title, AGREEMENT.c.case_number)
    found = connection.execute(
        rows.where(AGREEMENT.c.state == "active", ~decided).order_by(AGREEMENT.c.id)
    ).all()
    at = datetime.now(UTC)
    for row in found:
        log.warning("not confirmed, and so not paid until it is: %s %s", row.case_number or "", row.title)
        connection.execute(sa.update(AGREEMENT).where(AGREEMENT.c.id == row.id).values(state="known"))
        values = {
            "id": uuid4(), "subject_id": row.id, "transition": "unconfirm", "source": "active", "target": "known",
            "actor_id": None, "actor_name": "Systemet", "note": NOTE, "at": at,
        }  # fmt: skip
        connection.execute(sa.insert(STATE_CHANGE).values(**values))
