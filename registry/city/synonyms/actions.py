"""What changes the words that mean the same: add a group, change one, take one away. Searches know it at once."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError

from registry.access.actor import Actor
from registry.audit import actions as audit
from registry.audit.tags import Tag
from registry.city.synonyms import queries, rules
from registry.city.synonyms.models import SynonymGroup
from registry.city.synonyms.rules import WrittenSynonyms
from registry.core.columns import new_id
from registry.core.database import session
from registry.core.errors import DomainError, Problem, check_version, refuse
from registry.core.i18n import _


def add(written: WrittenSynonyms, *, actor: Actor, at: datetime) -> SynonymGroup:
    """Add a group. Raises DomainError at `phrases`: it says nothing, says it already, or the list is full."""
    refuse(rules.problems(written))
    if queries.are_many():
        raise DomainError(_("Listan är full. Ta bort en grupp först."))
    made = SynonymGroup(id=new_id())
    _fill(made, written, actor)
    session.add(made)
    _store()
    audit.record(made, Tag.SYNONYM_ADDED, actor=actor, at=at)
    return made


def change(group: SynonymGroup, written: WrittenSynonyms, *, seen: int, actor: Actor, at: datetime) -> None:
    """Change a group. Raises DomainError at `phrases`, and Stale when somebody else has changed it meanwhile."""
    check_version(group, seen)
    refuse(rules.problems(written))
    _fill(group, written, actor)
    _store()
    audit.record(group, Tag.SYNONYM_CHANGED, actor=actor, at=at)


def remove(group: SynonymGroup, *, actor: Actor, at: datetime) -> None:
    """Take a group away; the log keeps it."""
    session.delete(group)
    audit.record(group, Tag.SYNONYM_REMOVED, actor=actor, at=at)


def _fill(group: SynonymGroup, written: WrittenSynonyms, actor: Actor) -> None:
    other = queries.with_key(written.key)
    if other is not None and other.id != group.id:
        raise DomainError(Problem(_("De orden står redan tillsammans i listan."), "phrases"))
    group.kind, group.phrases = written.kind, ", ".join(written.phrases)
    group.phrases_key, group.changed_by_id = written.key, actor.user_id


def _store() -> None:
    try:
        with session.begin_nested():
            session.flush()
    except IntegrityError:  # somebody else wrote the same a moment ago
        raise DomainError(Problem(_("De orden står redan tillsammans i listan."), "phrases")) from None
