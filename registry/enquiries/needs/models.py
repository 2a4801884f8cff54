"""What a need is read with: phrases that stand for terms of the vocabulary, and which terms lie near one another.

Both are the city's to edit, in the reference files. The search's own words that mean the same are another thing: they
lead from a word to a word, these from a phrase to a term. Nothing in them is of a person; they stay as long as the
vocabulary does.
"""

from uuid import UUID

from sqlalchemy import ForeignKey, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from registry.core.columns import Identified
from registry.core.database import Base


class VocabularyWording(Identified, Base):
    """How a target group, an activity or a place is written in running text: a line for each degree of certainty."""

    __tablename__ = "vocabulary_wording"

    target_group_id: Mapped[UUID | None] = mapped_column(ForeignKey("target_group.id"))
    activity_id: Mapped[UUID | None] = mapped_column(ForeignKey("activity_type.id"))
    district_id: Mapped[UUID | None] = mapped_column(ForeignKey("district.id"))
    phrases: Mapped[str] = mapped_column(Text)  # "95: nyanländ; ny i Sverige", the certainty in per cent


class VocabularyKinship(Identified, Base):
    """Two target groups, or two activities, of which the one partly reaches the other; how far, in per cent."""

    __tablename__ = "vocabulary_kinship"

    target_group_id: Mapped[UUID | None] = mapped_column(ForeignKey("target_group.id"))
    near_target_group_id: Mapped[UUID | None] = mapped_column(ForeignKey("target_group.id"))
    activity_id: Mapped[UUID | None] = mapped_column(ForeignKey("activity_type.id"))
    near_activity_id: Mapped[UUID | None] = mapped_column(ForeignKey("activity_type.id"))
    share: Mapped[int] = mapped_column(Integer)
