"""Accounts that organisations are paid to."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registry.audit.labelling import logged
from registry.core.columns import Identified, Moment, StoredChoice, Versioned
from registry.core.database import Base
from registry.partners.organisations.models import Organisation
from registry.partners.payees.rules import PayeeKind
from registry.partners.payees.workflow import PayeeState

_CONFIRMED = text("state = 'confirmed'")
_LIVE = text("state IN ('proposed', 'confirmed')")


class PayeeAccount(Identified, Versioned, Base):
    """One account: in whose name, on what evidence, proposed and confirmed by whom. At most one is confirmed.

    One that a list says (`listed`) goes with the import that made it, until somebody proposes it.
    It is seen to for the legal person with `organisation_number`; a record that has another number by now, edited,
    imported or merged, is somebody else (lag 1974:174), and nothing is paid to it there.
    """

    __tablename__ = "payee_account"
    __table_args__ = (
        Index(
            "uq_payee_account_confirmed", "organisation_id", unique=True,
            sqlite_where=_CONFIRMED, postgresql_where=_CONFIRMED,
        ),
        Index(
            "uq_payee_account_number", "organisation_id", "kind", "digits", unique=True,
            sqlite_where=_LIVE, postgresql_where=_LIVE,
        ),
        Index("ix_payee_account_organisation_id", "organisation_id"),
        Index("ix_payee_account_digits", "digits"),
        Index("ix_payee_account_state", "state", "proposed_at"),
    )  # fmt: skip

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    organisation_number: Mapped[str | None] = mapped_column(String(30), info=logged("Organisationsnummer"))
    kind: Mapped[PayeeKind] = mapped_column(StoredChoice(PayeeKind), info=logged("Typ av konto"))
    number: Mapped[str] = mapped_column(String(20), info=logged("Kontonummer"))
    digits: Mapped[str] = mapped_column(String(8))
    holder_name: Mapped[str] = mapped_column(String(200), info=logged("Betalningsmottagare"))
    evidence: Mapped[str] = mapped_column(Text, info=logged("Underlag"))
    state: Mapped[PayeeState] = mapped_column(
        StoredChoice(PayeeState), default=PayeeState.PROPOSED, info=logged("Läge")
    )
    proposed_by_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("user_account.id"), info=logged("Föreslaget av (konto)")
    )
    proposed_by: Mapped[str] = mapped_column(String(200), info=logged("Föreslaget av"))
    proposed_at: Mapped[datetime] = mapped_column(Moment, info=logged("Föreslaget"))
    confirmed_by_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("user_account.id"), info=logged("Bekräftat av (konto)")
    )
    confirmed_by: Mapped[str | None] = mapped_column(String(200), info=logged("Bekräftat av"))
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment, info=logged("Bekräftat"))
    checked: Mapped[str | None] = mapped_column(
        Text, info=logged("Så kontrollerades namnet")
    )  # how the payee's name was confirmed
    ended_at: Mapped[datetime | None] = mapped_column(Moment, info=logged("Slutade gälla"))
    end_reason: Mapped[str | None] = mapped_column(Text, info=logged("Varför det slutade gälla"))

    organisation: Mapped[Organisation] = relationship(lazy="raise")
