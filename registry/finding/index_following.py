"""What keeps the indexes of agreements, decisions, documents and papers: each flush of what they are found by.

A title, a number or a party that changes is found at once. Whoever names organisations anew past the session (merges,
imports) is followed too.
"""

from collections.abc import Iterable, Sequence
from typing import Any, cast
from uuid import UUID

from sqlalchemy import inspect, select
from sqlalchemy.orm import InstanceState, Session

from registry.agreements.models import Agreement, Edition
from registry.agreements.terminating.models import Termination
from registry.collaborations.models import Party
from registry.collaborations.search import is_named_anew
from registry.core.database import session
from registry.documents.models import Document
from registry.finding.indexes import AGREEMENTS, DECISIONS, DOCUMENTS, PAPERS, WordIndex
from registry.matters.approvals.models import Decision
from registry.matters.models import Matter
from registry.partners.organisations.models import Organisation
from registry.partners.organisations.search import upkeep
from registry.partners.recognition.models import RecognitionFile, RecognitionItem

_TOLD = ("title", "numbered", "is_current", "filename")


def note_flushed(current: Session, _context: object) -> None:
    """Note what was just flushed, and what is found by it."""
    touched = (*current.new, *current.dirty, *current.deleted)
    told = [one for one in touched if isinstance(one, Matter | Document) and _is_told_anew(one)]
    matters = [one for one in told if isinstance(one, Matter)]
    _mark(AGREEMENTS, [one.agreement_id for one in matters if isinstance(one, Edition)])
    _mark(DECISIONS, [one.id for one in current.new if isinstance(one, Decision)])  # what it says stays so
    _mark(DOCUMENTS, [one.id for one in told if isinstance(one, Document)])
    _mark(
        PAPERS, [one.id for one in current.new if isinstance(one, RecognitionItem)]
    )  # nor is what was seen changed
    _mark(PAPERS, [one.item_id for one in current.new if isinstance(one, RecognitionFile)])
    _mark_within([one.id for one in matters if one not in current.new])
    _mark_agreed(dict.fromkeys(one.collaboration_id for one in touched if isinstance(one, Party)))
    follow([one.id for one in touched if isinstance(one, Organisation) and is_named_anew(one)])


def follow(organisation_ids: Iterable[UUID]) -> None:
    """Have what was agreed with these organisations, decided and seen of them written anew before the commit."""
    for batch in upkeep.batches(organisation_ids):
        seen = select(RecognitionItem.id).where(RecognitionItem.organisation_id.in_(batch))
        _mark(PAPERS, session.scalars(seen).all())
        rows = select(Party.collaboration_id).where(Party.organisation_id.in_(batch)).distinct()
        _mark_agreed(session.scalars(rows).all())


def _mark_agreed(collaboration_ids: Iterable[UUID]) -> None:
    for batch in upkeep.batches(collaboration_ids):
        agreements = session.scalars(select(Agreement.id).where(Agreement.collaboration_id.in_(batch))).all()
        if agreements:
            _mark(AGREEMENTS, agreements)
            editions, endings = Edition.__table__.c, Termination.__table__.c
            within = [select(of.id).where(of.agreement_id.in_(agreements)) for of in (editions, endings)]
            _mark_within([one for rows in within for one in session.scalars(rows)])


def _mark_within(matters: Sequence[UUID]) -> None:
    for batch in upkeep.batches(matters):
        for kept, of in ((DECISIONS, Decision), (DOCUMENTS, Document)):
            _mark(kept, session.scalars(select(of.id).where(of.matter_id.in_(batch))).all())


def _mark(kept: WordIndex, ids: Sequence[UUID]) -> None:
    if ids:
        upkeep.mark(kept.index, ids)


def _is_told_anew(one: Matter | Document) -> bool:
    facts = cast("InstanceState[Any]", inspect(one)).attrs
    return any(facts[name].history.has_changes() for name in _TOLD if name in facts)
