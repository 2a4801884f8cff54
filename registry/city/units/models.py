"""Units as a tree with validity dates, and the appointments of the people who lead them."""

from datetime import date
from uuid import UUID

from sqlalchemy import Boolean, Date, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registry.access.roles import Post
from registry.audit.labelling import FROM, TO, logged
from registry.core.columns import Identified, StoredChoice, Versioned
from registry.core.database import Base
from registry.core.i18n import lazy
from registry.core.labels import Labelled


class UnitKind(Labelled):
    """The level of a unit, highest first."""

    COMMITTEE = "committee", lazy("Nämnd")
    ADMINISTRATION = "administration", lazy("Förvaltning")
    DIVISION = "division", lazy("Avdelning")
    UNIT = "unit", lazy("Enhet")


class Unit(Identified, Versioned, Base):
    """A part of the city's organisation, valid from a date, perhaps to a date; a closed one is historic.

    What it had is its successor's from the day after its last. Kept for ever: older matters name it.
    """

    __tablename__ = "unit"
    __table_args__ = (Index("ix_unit_parent_id", "parent_id"),)

    code: Mapped[str] = mapped_column(String(40), unique=True, info=logged("Kod"))
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"), info=logged("Ligger under"))
    kind: Mapped[UnitKind] = mapped_column(StoredChoice(UnitKind), info=logged("Nivå"))
    name: Mapped[str] = mapped_column(String(200), info=logged("Namn"))
    cost_centre: Mapped[str | None] = mapped_column(String(40), info=logged("Kostnadsställe"))
    starts_on: Mapped[date | None] = mapped_column(Date, info=FROM)
    ends_on: Mapped[date | None] = mapped_column(Date, info=TO)
    note: Mapped[str | None] = mapped_column(String(500), info=logged("Anteckning"))
    successor_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("unit.id"), info=logged("Tas över av")
    )  # from the day after the last; none: it ends without successor

    parent: Mapped["Unit | None"] = relationship(
        remote_side="Unit.id", foreign_keys="Unit.parent_id", lazy="raise"
    )

    def is_valid(self, on: date) -> bool:
        """Return whether the unit exists on the date."""
        return (self.starts_on is None or self.starts_on <= on) and (
            self.ends_on is None or on <= self.ends_on
        )


class Absence(Identified, Base):
    """A time when somebody who holds a post is away and decides nothing: a substitute does, or the level above."""

    __tablename__ = "absence"
    __table_args__ = (Index("ix_absence_user_id", "user_id"),)

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    starts_on: Mapped[date] = mapped_column(Date, info=FROM)
    ends_on: Mapped[date] = mapped_column(Date, info=TO)
    note: Mapped[str | None] = mapped_column(String(200), info=logged("Anteckning"))


class Appointment(Identified, Base):
    """A person's post over a unit from a date, perhaps to a date, perhaps in somebody else's place.

    A substitute acts in absence or vacancy, or beside the ordinary holder too when the förordnande says so
    (`acts_beside`).
    One that is dated back names the förordnande (`case_number`), and gives no right on any day before it was recorded
    here; one without that day is older than the rule.
    """

    __tablename__ = "appointment"
    __table_args__ = (Index("ix_appointment_unit_id", "unit_id"), Index("ix_appointment_user_id", "user_id"))

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"), info=logged("Enhet"))
    post: Mapped[Post] = mapped_column(StoredChoice(Post), info=logged("Befattning"))
    starts_on: Mapped[date] = mapped_column(Date, info=FROM)
    ends_on: Mapped[date | None] = mapped_column(Date, info=TO)
    recorded_on: Mapped[date | None] = mapped_column(Date, info=logged("Registrerat"))
    case_number: Mapped[str | None] = mapped_column(String(60), info=logged("Förordnandets diarienummer"))
    substitute_for_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("user_account.id"), info=logged("Ersätter")
    )
    acts_beside: Mapped[bool] = mapped_column(
        Boolean, default=False, info=logged("Beslutar även när den ordinarie är i tjänst")
    )


class UnitWriter(Identified, Base):
    """Somebody whom the head of a unit has asked to write its collaborations, from a date to a date.

    It decides nothing and is no post. Kept with the unit, for ever: it tells who could write when.
    """

    __tablename__ = "unit_writer"
    __table_args__ = (Index("ix_unit_writer_user_id", "user_id"), Index("ix_unit_writer_unit_id", "unit_id"))

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), info=logged("Fyller i"))
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    starts_on: Mapped[date] = mapped_column(Date, info=FROM)
    ends_on: Mapped[date] = mapped_column(Date, info=TO)
    asked_by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), info=logged("Ombedd av"))
