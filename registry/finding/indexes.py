"""What agreements, decisions, documents and papers of organisations are found by: titles, numbers, kinds and parties.

One index each, of the same tokens as organisations and collaborations have. What is read here is also what explains a
hit. Who may find a row is never in the index: it is asked of each row when somebody searches (`kinds.py`).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from sqlalchemy import func, select

from registry.agreements.models import IS_CURRENT, Agreement, Edition
from registry.agreements.terminating.models import Termination
from registry.collaborations import search as collaborations
from registry.core.database import session
from registry.core.i18n import SOURCE, lazy, speaking, swedish
from registry.core.labels import Labelled, label
from registry.core.language import case_numbers
from registry.core.text import swedish_key
from registry.documents.models import Document
from registry.matters.approvals.models import Decision, Round, Step
from registry.matters.models import Matter
from registry.partners.organisations.models import Organisation
from registry.partners.organisations.search import tokens, upkeep
from registry.partners.organisations.search.ranking import MatchEvidence
from registry.partners.organisations.search.tables import SearchIndex, index_of
from registry.partners.organisations.search.tokens import marked
from registry.partners.organisations.search.upkeep import SearchEntry
from registry.partners.recognition.models import RecognitionFile, RecognitionItem

LANGUAGES = (SOURCE, "en")
_FAR_OFF = 10**11  # seconds, later than every moment: what is newest sorts first
_EDITION, _TERMINATION = Edition.__table__, Termination.__table__


class WordsOf(Labelled):
    """What the words are, beside the title, that something is found by."""

    PARTY = "party", lazy("part")
    CASE_NUMBER = "case_number", lazy("diarienummer")
    MATTER = "matter", lazy("ärende")
    FILE = "file", lazy("fil")
    DECIDER = "decider", lazy("beslutat av")
    KIND = "kind", lazy("typ")
    ORGANISATION = "organisation", lazy("organisation")
    SEEN = "seen", lazy("vad som har setts")


@dataclass(frozen=True, slots=True)
class IndexedWords:
    """What one record is found by, as people wrote it."""

    owner_id: UUID
    sort_name: str
    title: str
    others: Mapping[WordsOf, Sequence[str]]
    organisation_numbers: Sequence[str] = ()

    def entry(self) -> SearchEntry:
        """Return the words as the index holds them."""
        others = dict.fromkeys(one for texts in self.others.values() for one in texts)
        digits = (one.replace("-", "") for one in self.organisation_numbers)
        cases = map(case_numbers.in_one_form, self.others.get(WordsOf.CASE_NUMBER, ()))
        found = [
            *tokens.named(self.title, others), *marked(tokens.DIGITS, digits), *marked(tokens.CASE, cases),
        ]  # fmt: skip
        return SearchEntry(self.owner_id, self.sort_name[:300], self.title, found)

    def evidence(self) -> MatchEvidence:
        """Return the words as they explain a hit."""
        return MatchEvidence(self.title, labelled={label(kind): texts for kind, texts in self.others.items()})


@dataclass(frozen=True, slots=True)
class WordIndex:
    """An index with the reading of its words: those of the records that exist, at most a slice of them."""

    index: SearchIndex
    words: Callable[[Sequence[UUID]], list[IndexedWords]]

    def entries(self, ids: Sequence[UUID]) -> list[SearchEntry]:
        """Return the entries of these records; those that do not exist are left out."""
        return [one.entry() for one in self.words(ids)]

    def reindex(self, ids: Iterable[UUID] | None = None) -> int:
        """Bring the index up to date for these records or for all of them; returns how many were written."""
        return upkeep.reindex(self.index, self.entries, ids)


@lru_cache(maxsize=None, typed=True)  # members of two lists with one value are equal, but called otherwise
def words_of_kind(member: Labelled) -> tuple[str, ...]:
    """Return what a kind is called in the languages that people search in: the same in every index, whoever writes."""
    said = []
    for language in LANGUAGES:
        with speaking(language):
            said.append(str(label(member)))
    return tuple(dict.fromkeys(said))


@dataclass(frozen=True, slots=True)
class _Matter:
    title: str = ""
    case_number: str | None = None
    parties: Sequence[str] = ()
    numbers: Sequence[str] = ()


@dataclass(slots=True)
class _Parties:
    names: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)


def _agreement_words(ids: Sequence[UUID]) -> list[IndexedWords]:
    rows = select(
        Agreement.id, Agreement.collaboration_id, Agreement.kind, Edition.title, Edition.case_number
    )
    rows = rows.select_from(Edition).join(Agreement, IS_CURRENT).where(Agreement.id.in_(ids))
    found = session.execute(rows).all()
    parties = _parties([row.collaboration_id for row in found])
    return [
        IndexedWords(
            row.id, swedish_key(row.title), row.title,
            {
                WordsOf.PARTY: parties[row.collaboration_id].names, WordsOf.CASE_NUMBER: _said(row.case_number),
                WordsOf.KIND: words_of_kind(row.kind),
            },
            parties[row.collaboration_id].numbers,
        )
        for row in found
    ]  # fmt: skip


def _decision_words(ids: Sequence[UUID]) -> list[IndexedWords]:
    """A decision by the title and the number as they were decided, and by the number that its matter carries today."""
    content = Round.content
    rows = select(
        Decision.id, Decision.matter_id, Decision.at, Decision.decided_by, Decision.committee_case_number,
        Decision.outcome, content["title"].as_string().label("title"),
        content["case_number"].as_string().label("number"),
    )  # fmt: skip
    rows = rows.join(Step, Step.id == Decision.step_id).join(Round, Round.id == Step.round_id)
    found = session.execute(rows.where(Decision.id.in_(ids))).all()
    matters = _matters([row.matter_id for row in found])
    return [
        IndexedWords(
            row.id, _newest_first(row.at), row.title or matter.title,
            {
                WordsOf.PARTY: matter.parties,
                WordsOf.CASE_NUMBER: _said(row.number, matter.case_number, row.committee_case_number),
                WordsOf.DECIDER: _said(row.decided_by), WordsOf.KIND: words_of_kind(row.outcome),
            },
            matter.numbers,
        )
        for row in found for matter in [matters[row.matter_id]]
    ]  # fmt: skip


def _document_words(ids: Sequence[UUID]) -> list[IndexedWords]:
    """A document by its title in Swedish, also where that is a sentence of ours, and by what kind of document it is."""
    rows = select(
        Document.id, Document.matter_id, Document.type, Document.filename, Document.created_at, Document.title
    )
    found = session.execute(rows.where(Document.id.in_(ids))).all()
    matters = _matters([row.matter_id for row in found if row.matter_id])
    with swedish():
        titles = {row.id: str(row.title) for row in found}
    return [
        IndexedWords(
            row.id, _newest_first(row.created_at), titles[row.id],
            {
                WordsOf.PARTY: matter.parties, WordsOf.CASE_NUMBER: _said(matter.case_number),
                WordsOf.MATTER: _said(matter.title), WordsOf.FILE: _said(row.filename),
                WordsOf.KIND: words_of_kind(row.type),
            },
            matter.numbers,
        )
        for row in found for matter in [matters.get(row.matter_id, _Matter())]
    ]  # fmt: skip


def _paper_words(ids: Sequence[UUID]) -> list[IndexedWords]:
    """What was seen of an organisation by what it is, what was written of it, its file, and the organisation.

    Not by the person who handed it in.
    """
    item = RecognitionItem
    rows = select(
        item.id,
        item.kind,
        item.what,
        item.noted_at,
        RecognitionFile.filename,
        Organisation.name,
        Organisation.number,
    ).join(Organisation, Organisation.id == item.organisation_id)
    rows = rows.outerjoin(RecognitionFile, RecognitionFile.item_id == item.id).where(item.id.in_(ids))
    return [
        IndexedWords(
            row.id, _newest_first(row.noted_at), words_of_kind(row.kind)[0],
            {
                WordsOf.ORGANISATION: [row.name], WordsOf.SEEN: _said(row.what), WordsOf.FILE: _said(row.filename),
                WordsOf.KIND: words_of_kind(row.kind),
            },
            _said(row.number),
        )
        for row in session.execute(rows)
    ]  # fmt: skip


def _matters(ids: Iterable[UUID]) -> Mapping[UUID, _Matter]:
    agreement_id = func.coalesce(_EDITION.c.agreement_id, _TERMINATION.c.agreement_id)
    rows = select(Matter.id, Matter.title, Matter.case_number, Agreement.collaboration_id)
    rows = rows.outerjoin(_EDITION, _EDITION.c.id == Matter.id).outerjoin(
        _TERMINATION, _TERMINATION.c.id == Matter.id
    )
    rows = rows.outerjoin(Agreement, Agreement.id == agreement_id)
    found = session.execute(rows.where(Matter.id.in_(set(ids)))).all()
    parties, nobody = _parties([row.collaboration_id for row in found if row.collaboration_id]), _Parties()
    made = {}
    for row in found:
        of = parties.get(row.collaboration_id, nobody)
        made[row.id] = _Matter(row.title, row.case_number, of.names, of.numbers)
    return made


def _parties(collaboration_ids: Sequence[UUID]) -> dict[UUID, _Parties]:
    made = {one: _Parties() for one in collaboration_ids}
    for collaboration_id, parties in (collaborations.parties(list(made)) if made else {}).items():
        of = made[collaboration_id]
        of.names += [party.name for party in parties if party.name]
        of.numbers += [party.number for party in parties if party.number]
    return made


def _said(*words: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in words if word))


def _newest_first(at: datetime) -> str:
    return f"{_FAR_OFF - int(at.timestamp()):012d}"


AGREEMENTS = WordIndex(index_of("agreement"), _agreement_words)
DECISIONS = WordIndex(index_of("decision"), _decision_words)
DOCUMENTS = WordIndex(index_of("document"), _document_words)
PAPERS = WordIndex(index_of("recognition_item"), _paper_words)
EVERY_INDEX = (AGREEMENTS, DECISIONS, DOCUMENTS, PAPERS)
KEPT = tuple((one.index, one.reindex) for one in EVERY_INDEX)
