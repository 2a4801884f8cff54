"""Everything registered that may answer a need, as values: structures and own operations, and collaborations.

Structures are few and read whole; of collaborations the likely ones, of which there are no more than `MOST`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select

from registry.access.actor import Actor
from registry.access.visibility import staff_only
from registry.city.priorities.models import SourceDocument
from registry.city.units.models import Unit
from registry.collaborations import running
from registry.collaborations.choices import CollaborationStatus
from registry.collaborations.models import Collaboration, Party, ProjectFacts
from registry.collaborations.running import Running
from registry.collaborations.search import LINKS, told
from registry.core.database import session
from registry.core.labels import label
from registry.core.language.sentences import sentences
from registry.enquiries.needs.facts import ages
from registry.enquiries.needs.likely_records import MOST, READ_FROM, likely
from registry.enquiries.needs.reading import terms_of
from registry.enquiries.needs.rules import RegisteredOffer
from registry.enquiries.needs.tied_terms import terms_tied
from registry.enquiries.needs.values import SURE_FROM, Need, NeedList
from registry.enquiries.needs.vocabulary import NeedVocabulary
from registry.partners.organisations.models import Organisation
from registry.partners.structures.models import Structure, StructureStatus, structure_district
from registry.settings import current

MOST_STRUCTURES = 2000
READ_TOO = 0.75  # what is read is worth where people have tied the record to other terms of the list
RUNNING_OF = {  # what is stated of a structure says the same of it as of a collaboration
    StructureStatus.PLANNED: Running.PLANNED, StructureStatus.RUNNING: Running.RUNS,
    StructureStatus.HISTORIC: Running.ENDED, StructureStatus.UNKNOWN: Running.UNKNOWN,
}  # fmt: skip
_Said = Mapping[NeedList, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class OffersLookedAt:
    """What may answer a need; `is_full` when what is like it in one respect alone had no room."""

    offers: list[RegisteredOffer]
    is_full: bool


def offers(
    need: Need, known: NeedVocabulary, actor: Actor, *, on: date, also: Collection[UUID] = ()
) -> OffersLookedAt:
    """Return what may answer the need, as it stands on the day; `also` collaborations that it rested on before."""
    found = likely(need, known)
    ids = list(dict.fromkeys([*also, *found.ids]))
    own = structures(known, on=on, seen=staff_only(actor))
    return OffersLookedAt([*own, *_collaborations(ids, known, actor, on=on, also=also)], found.is_full)


def structures(known: NeedVocabulary, *, on: date, seen: ColumnElement[bool]) -> list[RegisteredOffer]:
    """Return the structures and own operations that are `seen`, as they stand on the day, by name."""
    rows = select(Structure, Unit.name, SourceDocument.dated_on).where(seen)
    rows = rows.outerjoin(Unit, Unit.id == Structure.unit_id)
    rows = rows.outerjoin(SourceDocument, SourceDocument.id == Structure.source_id)
    found = session.execute(rows.order_by(Structure.name, Structure.id).limit(MOST_STRUCTURES)).all()
    where: defaultdict[UUID, set[str]] = defaultdict(set)
    for structure_id, district_id in session.execute(select(structure_district)):
        where[structure_id].add(_now(known.terms[district_id].code, known))
    return [
        _structure(row, unit, dated, frozenset(where[row.id]), known, on=on) for row, unit, dated in found
    ]


def _structure(
    row: Structure,
    unit: str | None,
    dated: date | None,
    where: frozenset[str],
    known: NeedVocabulary,
    *,
    on: date,
) -> RegisteredOffer:
    text = ". ".join(filter(None, (row.name, row.description, row.services)))
    said = read_codes(text, known)
    state = RUNNING_OF[row.status]
    if state is Running.RUNS and dated:
        statement = ((dated, CollaborationStatus.RUNNING),)
        months = current().confirm_months
        state = running.running_on(
            on, starts_on=None, ends_on=None, statements=statement, months=months
        ).running
    low, high = ages(text)
    return RegisteredOffer(
        "structure", row.id, row.name, state, said[NeedList.TARGET_GROUP], said[NeedList.ACTIVITY], where,
        low, high, detail=str(label(row.kind)), unit=unit or "", moved_to=row.moved_to,
        version=row.version,
    )  # fmt: skip


def _collaborations(
    ids: Sequence[UUID], known: NeedVocabulary, actor: Actor, *, on: date, also: Collection[UUID]
) -> list[RegisteredOffer]:
    facts = ProjectFacts
    rows = select(
        Collaboration.id, Collaboration.version, Collaboration.title, Collaboration.description, Collaboration.form,
        Collaboration.is_reference, *running.STATED, Unit.name.label("unit"),
        facts.age_from, facts.age_to, facts.capacity, facts.components,
        facts.lessons,
    )  # fmt: skip
    rows = rows.where(Collaboration.id.in_(ids), staff_only(actor))
    rows = rows.outerjoin(Unit, Unit.id == Collaboration.unit_id)
    rows = rows.outerjoin(facts, facts.collaboration_id == Collaboration.id)
    found = session.execute(rows.order_by(Collaboration.sort_title, Collaboration.id).limit(2 * MOST)).all()
    tied = terms_tied(LINKS, [row.id for row in found], known)
    parties = _parties([row.id for row in found])
    return [
        _collaboration(row, tied[row.id], tuple(parties[row.id]), known, on=on)
        for row in found
        if row.id in also or _was_known(row, on)
    ]


def _was_known(row: Any, on: date) -> bool:
    """Whether anything had been said of it on the day, or it had begun: what came later was no plan then."""
    return any(day and day <= on for day in (row.starts_on, row.status_on, row.confirmed_on))


def _parties(ids: Sequence[UUID]) -> defaultdict[UUID, list[tuple[UUID, str]]]:
    rows = select(Party.collaboration_id, Organisation.id, Organisation.name)
    rows = rows.join(Organisation, Organisation.id == Party.organisation_id).where(
        Party.collaboration_id.in_(ids)
    )
    found: defaultdict[UUID, list[tuple[UUID, str]]] = defaultdict(list)
    for row in session.execute(rows.order_by(Party.position, Party.id)):
        found[row[0]].append((row[1], row[2]))
    return found


def _collaboration(
    row: Any,
    tied: Mapping[NeedList, set[str]],
    parties: tuple[tuple[UUID, str], ...],
    known: NeedVocabulary,
    *,
    on: date,
) -> RegisteredOffer:
    text = told(row)
    said = read_codes(text, known)
    low, high = ages(text) if row.age_from is row.age_to is None else (row.age_from, row.age_to)
    state = running.of(row, on, months=current().confirm_months).running
    return RegisteredOffer(
        "collaboration", row.id, row.title, state,
        together(tied[NeedList.TARGET_GROUP], said[NeedList.TARGET_GROUP]),
        together(tied[NeedList.ACTIVITY], said[NeedList.ACTIVITY]),
        frozenset(tied[NeedList.DISTRICT] or {*said[NeedList.DISTRICT]}),
        low, high, row.capacity, row.ends_on, row.is_reference,
        str(label(row.form)), row.unit or "", parties, row.lessons, version=row.version,
    )  # fmt: skip


def together(tied: Iterable[str], read: Mapping[str, float]) -> dict[str, float]:
    """Return how surely each code is said: what people have tied is so, what is read beside it is worth less."""
    found = dict.fromkeys(tied, 1.0)
    worth = READ_TOO if found else 1.0
    return {code: sure * worth for code, sure in read.items()} | found


def read_codes(text: str, known: NeedVocabulary) -> dict[NeedList, dict[str, float]]:
    """Return the codes that a record's own words say, by list, with how surely each (0 to 1)."""
    found: dict[NeedList, dict[str, float]] = {which: {} for which in NeedList}
    for sentence in sentences(text):
        for term in terms_of(sentence, known.book):
            code = _now(term.code, known) if term.list is NeedList.DISTRICT else term.code
            if term.certainty >= READ_FROM:
                sure = 1.0 if term.certainty >= SURE_FROM else term.certainty / 100
                found[term.list][code] = max(found[term.list].get(code, 0.0), sure)
    return found


def _now(code: str, known: NeedVocabulary) -> str:
    """The district that stands today for one that has been merged into it."""
    return known.successors.get(code, code)
