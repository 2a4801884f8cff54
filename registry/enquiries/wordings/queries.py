"""Reads over the phrases and kinships. Few rows, read whole."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import or_, select

from registry.access.actor import Actor
from registry.core.database import session
from registry.enquiries.needs.models import VocabularyKinship, VocabularyWording
from registry.enquiries.needs.vocabulary import MOST_ROWS
from registry.enquiries.wordings.rules import WrittenKinship

_ONE = VocabularyKinship.target_group_id, VocabularyKinship.activity_id
_OTHER = VocabularyKinship.near_target_group_id, VocabularyKinship.near_activity_id


def every_wording() -> Sequence[VocabularyWording]:
    """Return the phrases of every term."""
    return session.scalars(select(VocabularyWording).order_by(VocabularyWording.id).limit(MOST_ROWS)).all()


def every_kinship() -> Sequence[VocabularyKinship]:
    """Return every two terms that lie near one another."""
    return session.scalars(select(VocabularyKinship).order_by(VocabularyKinship.id).limit(MOST_ROWS)).all()


def wording(actor: Actor, wording_id: UUID) -> VocabularyWording | None:
    """Return the phrases of a term; None for a partner."""
    return None if actor.is_partner else session.get(VocabularyWording, wording_id)


def kinship(actor: Actor, kinship_id: UUID) -> VocabularyKinship | None:
    """Return two terms; None for a partner."""
    return None if actor.is_partner else session.get(VocabularyKinship, kinship_id)


def has_phrases(term_id: UUID | None, *, but: UUID | None) -> bool:
    """Return whether another row has the phrases of the term."""
    columns = VocabularyWording.target_group_id, VocabularyWording.activity_id, VocabularyWording.district_id
    same = select(VocabularyWording.id).where(or_(*(column == term_id for column in columns)))
    return (
        term_id is not None
        and session.scalar(same.where(VocabularyWording.id.is_distinct_from(but)).limit(1)) is not None
    )


def is_near(written: WrittenKinship, *, but: UUID | None) -> bool:
    """Return whether another row says that the two terms lie near, in either order."""
    pairs = (written.one_id, written.other_id), (written.other_id, written.one_id)
    same = [
        (first == one) & (second == other)
        for one, other in pairs
        for first, second in zip(_ONE, _OTHER, strict=True)
    ]
    rows = select(VocabularyKinship.id).where(or_(*same), VocabularyKinship.id.is_distinct_from(but))
    return None not in pairs[0] and session.scalar(rows.limit(1)) is not None
