"""What organisations propose to change."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registry.audit.labelling import logged
from registry.core.columns import Identified, Moment, StoredChoice, Versioned
from registry.core.database import Base
from registry.partners.organisations.models import Organisation
from registry.partners.profiles.rules import ProposedFact
from registry.partners.profiles.workflow import ProposalState


class ProfileProposal(Identified, Versioned, Base):
    """One proposal: which fact, what it was and what it is to be, why, by whom, and how it was answered."""

    __tablename__ = "profile_proposal"
    __table_args__ = (
        Index("ix_profile_proposal_organisation_id", "organisation_id", "proposed_at"),
        Index("ix_profile_proposal_state", "state", "proposed_at"),
    )

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    fact: Mapped[ProposedFact] = mapped_column(StoredChoice(ProposedFact), info=logged("Uppgift"))
    raw_value: Mapped[str] = mapped_column(Text)  # as it is stored when it is accepted
    old_value: Mapped[str | None] = mapped_column(
        Text, info=logged("Nu")
    )  # in words, as when it was proposed
    new_value: Mapped[str] = mapped_column(Text, info=logged("Förslag"))  # in words
    reason: Mapped[str] = mapped_column(Text, info=logged("Skäl"))
    state: Mapped[ProposalState] = mapped_column(
        StoredChoice(ProposalState), default=ProposalState.WAITING, info=logged("Läge")
    )
    proposed_by_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("user_account.id"), info=logged("Föreslaget av (konto)")
    )
    proposed_by: Mapped[str] = mapped_column(String(200), info=logged("Föreslaget av"))
    proposed_at: Mapped[datetime] = mapped_column(Moment, info=logged("Föreslaget"))
    decided_by_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("user_account.id"), info=logged("Besvarat av (konto)")
    )
    decided_by: Mapped[str | None] = mapped_column(String(200), info=logged("Besvarat av"))
    decided_at: Mapped[datetime | None] = mapped_column(Moment, info=logged("Besvarat"))
    answer: Mapped[str | None] = mapped_column(Text, info=logged("Svar"))

    organisation: Mapped[Organisation] = relationship(lazy="raise")

    @property
    def is_about_people(self) -> bool:
        """Whether the values name people, and are shown only when the reading is logged."""
        return self.fact is ProposedFact.SIGNATORIES
