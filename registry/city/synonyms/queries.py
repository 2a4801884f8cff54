"""Reads over the words that mean the same. Few rows, read whole."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from registry.access.actor import Actor
from registry.access.visibility import staff_only
from registry.city.synonyms.models import SynonymGroup
from registry.city.synonyms.rules import MOST_GROUPS
from registry.core.database import session
from registry.core.language.question import NOTHING_ASKED, SearchQuestion, question
from registry.core.language.synonyms import GENERAL, SynonymKind, Synonyms, listed
from registry.core.read_once import read_once

_ORDER = SynonymGroup.phrases_key, SynonymGroup.id


@read_once(SynonymGroup)
def known() -> Synonyms:
    """Return the words that mean the same, as every search and comparison is given them; `GENERAL` for an empty list.

    Read once in a transaction. What is made of the rows is remembered by what they say, so that each process has what
    the database says, whoever changed it.
    """
    rows = select(SynonymGroup.kind, SynonymGroup.phrases).order_by(*_ORDER).limit(MOST_GROUPS)
    found = tuple((row.kind, row.phrases) for row in session.execute(rows))
    return listed(found) if found else GENERAL


def asked(text: str | None) -> SearchQuestion:
    """Return what was typed as a question, with the words that mean the same; a list without one reads none of them."""
    return question(text, known()) if text else NOTHING_ASKED


def groups(actor: Actor) -> dict[SynonymKind, Sequence[SynonymGroup]]:
    """Return all groups of each kind, in the alphabet's order."""
    rows = select(SynonymGroup).where(staff_only(actor)).order_by(*_ORDER).limit(MOST_GROUPS)
    found = session.scalars(rows).all()
    return {kind: [one for one in found if one.kind is kind] for kind in SynonymKind}


def group(actor: Actor, group_id: UUID) -> SynonymGroup | None:
    """Return a group; None for a partner."""
    return None if actor.is_partner else session.get(SynonymGroup, group_id)


def with_key(key: str) -> SynonymGroup | None:
    """Return the group that says the same, in whatever order and spelling."""
    return session.scalar(select(SynonymGroup).where(SynonymGroup.phrases_key == key))


def are_many() -> bool:
    """Return whether the list is as long as it may be."""
    return (
        len(session.scalars(select(SynonymGroup.id).order_by(SynonymGroup.id).limit(MOST_GROUPS)).all())
        == MOST_GROUPS
    )
