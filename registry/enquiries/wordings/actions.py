"""What changes how needs are read: phrases of a term, and which terms lie near. Assessments know at once."""

from datetime import datetime

from registry.access.actor import Actor
from registry.audit import actions as audit
from registry.audit.tags import Tag
from registry.core.columns import new_id
from registry.core.database import session
from registry.core.errors import check_version, refuse
from registry.enquiries.needs.models import VocabularyKinship, VocabularyWording
from registry.enquiries.needs.values import NeedList
from registry.enquiries.needs.vocabulary import NeedVocabulary
from registry.enquiries.wordings import queries, rules
from registry.enquiries.wordings.rules import WrittenKinship, WrittenWording

_COLUMNS = {
    NeedList.TARGET_GROUP: "target_group_id",
    NeedList.ACTIVITY: "activity_id",
    NeedList.DISTRICT: "district_id",
}


def add_wording(
    written: WrittenWording, known: NeedVocabulary, *, actor: Actor, at: datetime
) -> VocabularyWording:
    """Add the phrases of a term. Raises DomainError at `term` or `phrases`."""
    check_wording(written)
    made = VocabularyWording(id=new_id(), phrases=written.phrases, is_retired=written.is_retired)
    if written.term_id is not None:
        setattr(made, _COLUMNS[known.terms[written.term_id].list], written.term_id)
    session.add(made)
    audit.record(made, Tag.PHRASES_ADDED, actor=actor, at=at)
    return made


def change_wording(
    row: VocabularyWording, written: WrittenWording, *, seen: int, actor: Actor, at: datetime
) -> None:
    """Change the phrases of a term, or put them in or out of use. Raises DomainError at `phrases`, and Stale."""
    check_version(row, seen)
    check_wording(written, row)
    tag = Tag.PHRASES_RETIRED if written.is_retired and not row.is_retired else Tag.PHRASES_CHANGED
    row.phrases, row.is_retired = written.phrases, written.is_retired
    audit.record(row, tag, actor=actor, at=at)


def add_kinship(
    written: WrittenKinship, known: NeedVocabulary, *, actor: Actor, at: datetime
) -> VocabularyKinship:
    """Say that two terms lie near one another. Raises DomainError at `one` or `other`."""
    check_kinship(written, known)
    made = VocabularyKinship(id=new_id(), share=written.share, is_retired=written.is_retired)
    if written.one_id is not None:
        column = _COLUMNS[known.terms[written.one_id].list]
        setattr(made, column, written.one_id)
        setattr(made, f"near_{column}", written.other_id)
    session.add(made)
    audit.record(made, Tag.KINSHIP_ADDED, actor=actor, at=at)
    return made


def change_kinship(
    row: VocabularyKinship, written: WrittenKinship, *, seen: int, actor: Actor, at: datetime
) -> None:
    """Change how near two terms lie, or put the pair in or out of use. Raises Stale."""
    check_version(row, seen)
    tag = Tag.KINSHIP_RETIRED if written.is_retired and not row.is_retired else Tag.KINSHIP_CHANGED
    row.share, row.is_retired = written.share, written.is_retired
    audit.record(row, tag, actor=actor, at=at)


def check_wording(written: WrittenWording, row: VocabularyWording | None = None) -> None:
    """Raise DomainError for what may not be kept."""
    is_taken = queries.has_phrases(written.term_id, but=row.id if row else None)
    refuse(rules.wording_problems(written, is_taken=is_taken))


def check_kinship(
    written: WrittenKinship, known: NeedVocabulary, row: VocabularyKinship | None = None
) -> None:
    """Raise DomainError for what may not be kept."""
    one, other = (known.terms.get(id_) if id_ else None for id_ in (written.one_id, written.other_id))
    is_taken = queries.is_near(written, but=row.id if row else None)
    refuse(rules.kinship_problems(one, other, is_taken=is_taken))
