"""Handling times by stage, and freeze periods such as the closing of the books."""

from datetime import date
from enum import StrEnum

from sqlalchemy import Boolean, Date, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from registry.core import labels
from registry.core.columns import Choice, Identified, Versioned
from registry.core.database import Base
from registry.core.i18n import lazy


class Stage(StrEnum):
    """What somebody is waited for to do."""

    DECIDE = "decide"
    SECOND = "second"
    COMMITTEE = "committee"
    REVISE = "revise"
    SIGN = "sign"
    REPORT = "report"


STAGE_LABELS = {
    Stage.DECIDE: lazy("Beslut av chef"),
    Stage.SECOND: lazy("Andra underskrift"),
    Stage.COMMITTEE: lazy("Nämndens beslut"),
    Stage.REVISE: lazy("Ändring efter återlämnande"),
    Stage.SIGN: lazy("Underskrift av parterna"),
    Stage.REPORT: lazy("Anmälan till nämnden"),
}


class HandlingTime(Identified, Versioned, Base):
    """How many working days a stage may take, and when before and after its due day people are reminded."""

    __tablename__ = "handling_time"

    stage: Mapped[Stage] = mapped_column(Choice(Stage), unique=True)
    days: Mapped[int] = mapped_column(Integer)
    remind_before: Mapped[int] = mapped_column(Integer)
    remind_after: Mapped[int] = mapped_column(Integer)
    escalate_after: Mapped[int] = mapped_column(Integer)


class FreezePeriod(Identified, Versioned, Base):
    """Days when nothing is sent for decision, and perhaps nothing decided either: the closing of a year's books."""

    __tablename__ = "freeze_period"

    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date] = mapped_column(Date)
    reason: Mapped[str] = mapped_column(String(300))
    stops_decisions: Mapped[bool] = mapped_column(Boolean, default=False)


labels.register(STAGE_LABELS)
