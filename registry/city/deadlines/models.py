"""Handling times by stage, and freeze periods such as the closing of the books."""

from datetime import date

from sqlalchemy import Date, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from registry.access.kinds_of_waiting import WaitingKind
from registry.audit.labelling import FROM, TO, logged
from registry.core.columns import Identified, StoredChoice, Versioned
from registry.core.database import Base
from registry.core.i18n import lazy
from registry.core.labels import Labelled


class Stage(Labelled):
    """What somebody is waited for to do."""

    DECIDE = "decide", lazy("Beslut av chef")
    SECOND = "second", lazy("Andra underskrift")
    COMMITTEE = "committee", lazy("Nämndens beslut")
    REVISE = "revise", lazy("Ändring efter återlämnande")
    SIGN = "sign", lazy("Underskrift av parterna")
    REPORT = "report", lazy("Anmälan till nämnden")
    REPLY = "reply", lazy("Svar på politisk fråga")


STAGE_OF = {
    WaitingKind.REPLY_WRITE: Stage.REPLY,
    WaitingKind.REPLY_ATTEST: Stage.REPLY,
    WaitingKind.DECIDE: Stage.DECIDE,
    WaitingKind.SECOND: Stage.SECOND,
    WaitingKind.COMMITTEE: Stage.COMMITTEE,
    WaitingKind.REVISE: Stage.REVISE,
    WaitingKind.SIGN: Stage.SIGN,
    WaitingKind.REPORT: Stage.REPORT,
    WaitingKind.POST: Stage.REPORT,
}


class HandlingTime(Identified, Versioned, Base):
    """How many working days a stage may take, and when before and after its due day people are reminded."""

    __tablename__ = "handling_time"

    stage: Mapped[Stage] = mapped_column(StoredChoice(Stage), unique=True, info=logged("Steg"))
    days: Mapped[int] = mapped_column(Integer, info=logged("Arbetsdagar"))
    remind_before: Mapped[int] = mapped_column(Integer, info=logged("Påminnelse före sista dagen"))
    remind_after: Mapped[int] = mapped_column(Integer, info=logged("Påminnelse efter sista dagen"))
    escalate_after: Mapped[int] = mapped_column(Integer, info=logged("Upplysning till närmast högre chef"))


class FreezePeriod(Identified, Versioned, Base):
    """Days when nothing is sent for decision: the closing of a year's books. Whoever decides then is warned."""

    __tablename__ = "freeze_period"

    starts_on: Mapped[date] = mapped_column(Date, info=FROM)
    ends_on: Mapped[date] = mapped_column(Date, info=TO)
    reason: Mapped[str] = mapped_column(String(300), info=logged("Skäl"))
