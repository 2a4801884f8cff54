"""Proposed powers: who is to get which right, who proposed it, who confirmed it or said no."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, String, Text, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from registry.audit.labelling import logged
from registry.core.columns import Identified, Moment, StoredChoice, Versioned
from registry.core.database import Base
from registry.core.i18n import lazy
from registry.core.labels import Labelled

_WAITING = text("state = 'waiting'")


class PowerKind(Labelled):
    """What is proposed."""

    ROLE = "role", lazy("Roll")
    ACCOUNT = "account", lazy("Stängt konto att öppna")
    APPOINTMENT = "appointment", lazy("Chefsuppdrag")
    ABSENCE = "absence", lazy("Frånvaro")
    ORDER = "order", lazy("Delegationsordning att anta")
    SUB_DELEGATION = "sub_delegation", lazy("Vidaredelegation")
    BASE_AMOUNT = "base_amount", lazy("Prisbasbelopp")


class PowerState(Labelled):
    """Whether a proposed power waits, is given, was refused or has been replaced by a newer proposal."""

    WAITING = "waiting", lazy("Väntar på en andra person")
    GIVEN = "given", lazy("Bekräftat")
    REFUSED = "refused", lazy("Inte godtaget")
    REPLACED = "replaced", lazy("Ersatt av ett nytt förslag")


class ProposedPower(Identified, Versioned, Base):
    """A right that one administrator has proposed. It gives nothing until another one has confirmed it.

    A thing is proposed once at a time (`likeness`). Rows stay as long as what they gave: they say who gave it.
    """

    __tablename__ = "proposed_power"
    __table_args__ = (
        Index("ix_proposed_power_state", "state", "proposed_at"),
        Index(
            "uq_proposed_power_waiting", "likeness", unique=True,
            sqlite_where=_WAITING, postgresql_where=_WAITING,
        ),
    )  # fmt: skip

    kind: Mapped[PowerKind] = mapped_column(StoredChoice(PowerKind), info=logged("Vad det gäller"))
    subject_id: Mapped[UUID | None] = mapped_column(Uuid)  # the account or the order that it concerns
    likeness: Mapped[str] = mapped_column(String(200))
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[PowerState] = mapped_column(
        StoredChoice(PowerState), default=PowerState.WAITING, info=logged("Läge")
    )
    proposed_by_id: Mapped[UUID] = mapped_column(
        ForeignKey("user_account.id"), info=logged("Föreslaget av (konto)")
    )
    proposed_by: Mapped[str] = mapped_column(String(200), info=logged("Föreslaget av"))
    proposed_at: Mapped[datetime] = mapped_column(Moment, info=logged("Föreslaget"))
    settled_by_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("user_account.id"), info=logged("Avgjort av (konto)")
    )
    settled_by: Mapped[str | None] = mapped_column(String(200), info=logged("Avgjort av"))
    settled_at: Mapped[datetime | None] = mapped_column(Moment, info=logged("Avgjort"))
    reason: Mapped[str | None] = mapped_column(Text, info=logged("Varför inte"))
