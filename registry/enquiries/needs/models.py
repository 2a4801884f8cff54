"""What a need is read with: phrases that stand for terms of the vocabulary, and which terms lie near one another.

Both are the city's to edit, on pages of their own; the reference files say what a new city begins with. The search's
own words that mean the same are another thing: they lead from a word to a word, these from a phrase to a term. Nothing
in them is of a person; they stay as long as the vocabulary does.
"""

from uuid import UUID

from sqlalchemy import Boolean, ForeignKey, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from registry.audit.labelling import Labels, logged
from registry.audit.labels import put_under_audit
from registry.core.columns import Identified, Versioned
from registry.core.database import Base
from registry.core.i18n import lazy


class VocabularyWording(Identified, Versioned, Base):
    """How a target group, an activity or a place is written in running text: a line for each degree of certainty.

    What is retired reads nothing and stays, so that a later load of the reference files does not bring it back.
    """

    __tablename__ = "vocabulary_wording"

    target_group_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("target_group.id"), info=logged("Målgrupp")
    )
    activity_id: Mapped[UUID | None] = mapped_column(ForeignKey("activity_type.id"), info=logged("Insats"))
    district_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("district.id"), info=logged("Stadsdelsområde")
    )
    # "95: nyanländ; ny i Sverige", the certainty in per cent
    phrases: Mapped[str] = mapped_column(Text, info=logged("Fraser"))
    is_retired: Mapped[bool] = mapped_column(Boolean, default=False, info=logged("Ur bruk"))

    @property
    def term_id(self) -> UUID | None:
        """The term that the phrases stand for."""
        return self.target_group_id or self.activity_id or self.district_id


class VocabularyKinship(Identified, Versioned, Base):
    """Two target groups, or two activities, of which the one partly reaches the other; how far, in per cent."""

    __tablename__ = "vocabulary_kinship"

    target_group_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("target_group.id"), info=logged("Målgrupp")
    )
    near_target_group_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("target_group.id"), info=logged("Ligger nära målgruppen")
    )
    activity_id: Mapped[UUID | None] = mapped_column(ForeignKey("activity_type.id"), info=logged("Insats"))
    near_activity_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("activity_type.id"), info=logged("Ligger nära insatsen")
    )
    share: Mapped[int] = mapped_column(Integer, info=logged("Hur nära, i procent"))
    is_retired: Mapped[bool] = mapped_column(Boolean, default=False, info=logged("Ur bruk"))


put_under_audit(
    vocabulary_wording=Labels(lazy("Fraser som behov läses med")),
    vocabulary_kinship=Labels(lazy("Termer som ligger nära varandra")),
)
