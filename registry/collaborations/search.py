"""What collaborations are found by: title, the words and names of their parties, what they are about, and their facets.

The index follows every flush that touches a collaboration, its parties, or an organisation's name or number. Whoever
writes these past the session (merges, imports) calls `follow`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import case, func, inspect, or_, select
from sqlalchemy.orm import Session

from registry.city.vocabulary import queries as vocabulary
from registry.city.vocabulary.choices import VocabularyTerms
from registry.collaborations import running, silence
from registry.collaborations.choices import Form, Lack
from registry.collaborations.models import (
    Collaboration,
    Party,
    ProjectFacts,
    collaboration_activity,
    collaboration_district,
    collaboration_target_group,
)
from registry.collaborations.running import Running
from registry.core import clock
from registry.core.database import session
from registry.core.i18n import lazy
from registry.partners.organisations.models import Organisation
from registry.partners.organisations.search import facets, tokens, upkeep
from registry.partners.organisations.search.documents import INDEX as ORGANISATIONS
from registry.partners.organisations.search.tables import index_of
from registry.partners.organisations.search.tokens import facet, marked
from registry.partners.organisations.search.upkeep import SearchEntry
from registry.settings import current

INDEX = index_of("collaboration")
LINKS = vocabulary.VocabularyTables(
    "collaboration_id", collaboration_target_group, collaboration_activity, collaboration_district
)
LONGEST = 3000  # characters of a description that are read

_FACTS = (
    Collaboration.id, Collaboration.title, Collaboration.sort_title, Collaboration.description, Collaboration.form,
    Collaboration.category,
    Collaboration.kind, Collaboration.unit_id, Collaboration.is_reference, ProjectFacts.funder,
    ProjectFacts.funder_reference, ProjectFacts.components, Collaboration.last_happened_on,
    Collaboration.grounds.any().label("rests"), *running.STATED,
)  # fmt: skip


def reindex(ids: Iterable[UUID] | None = None) -> int:
    """Bring the index up to date for these collaborations or for all of them; returns how many were written."""
    return upkeep.reindex(INDEX, entries, ids)


def follow(organisation_ids: Iterable[UUID]) -> None:
    """Have the collaborations of these organisations written anew before the commit, as their parties now are."""
    for batch in upkeep.batches(organisation_ids):
        rows = select(Party.collaboration_id).where(Party.organisation_id.in_(batch)).distinct()
        upkeep.mark(INDEX, session.scalars(rows))


def turn_the_day(_payload: Mapping[str, Any], at: datetime) -> None:
    """Have those written anew that run otherwise than a week ago because days have passed, without anybody's doing."""
    today, months = clock.local(at).date(), current().confirm_months
    days = (today - timedelta(days=7), today)
    then, now = (running.running(day, months=months) for day in days)
    was, is_now = (case((silence.quiet(day, months=current().quiet_months), 1), else_=0) for day in days)
    ran, runs = (case((silence.said_to_run(day), 1), else_=0) for day in days)
    turned = or_(then != now, was != is_now, ran != runs)
    ids = session.scalars(select(Collaboration.id).where(turned)).all()
    for batch in upkeep.batches(ids):
        upkeep.mark(INDEX, batch)


def entries(ids: Sequence[UUID]) -> list[SearchEntry]:
    """Return the entries of these collaborations; those that do not exist are left out."""
    rows = select(*_FACTS).outerjoin(ProjectFacts, ProjectFacts.collaboration_id == Collaboration.id)
    found = session.execute(rows.where(Collaboration.id.in_(ids))).all()
    by_collaboration, terms = parties(ids), vocabulary.terms_of(LINKS, ids)
    return [
        SearchEntry(
            row.id,
            row.sort_title,
            row.title,
            [
                *tokens.named(row.title, [party.name for party in by_collaboration[row.id] if party.name]),
                *marked(tokens.DIGITS, _digits(by_collaboration[row.id])),
                *marked(tokens.SUBJECT, _subject(row)),
                *tokens.told(told(row)),
                *_facets(row),
                *_terms(terms[row.id]),
            ],
        )
        for row in found
    ]  # fmt: skip


def told(row: Any) -> str:
    """Return what a collaboration is about in its own words: title, description and components, so much as is read."""
    parts = [row.title, row.description, *(one for one in row.components or () if isinstance(one, str))]
    return ". ".join(filter(None, parts))[:LONGEST]


def _subject(row: Any) -> list[str]:
    return [*tokens.subject(row.funder), *tokens.subject(row.funder_reference)]


def _digits(found: Iterable[Any]) -> list[str]:
    return [party.number.replace("-", "") for party in found if party.number]


def _now(row: running.Stated) -> Running:
    return running.of(row, clock.today(), months=current().confirm_months).running


def _lacking(row: Any) -> Iterator[Lack]:
    """The same as `silence` asks of the table, of a row at hand."""
    if row.is_reference:
        return
    latest = silence.latest(last_on=row.last_happened_on, confirmed_on=row.confirmed_on)
    today, months = clock.today(), current().quiet_months
    if silence.is_quiet(row, form=row.form, latest=latest, today=today, months=months):
        yield Lack.QUIET
    if silence.is_said_to_run(row, today) and not row.rests:
        yield Lack.GROUND


def _terms(terms: VocabularyTerms) -> list[str]:
    lists = (("target", terms.target_groups), ("activity", terms.activities), ("district", terms.districts))
    return [
        facet(name, one.hex)
        for name, found in lists
        for term in found
        for one in (term.id, term.successor_id)
        if one
    ]


def _facets(row: Any) -> list[str]:
    values = (("form", row.form), ("category", row.category), ("kind", row.kind))
    found = [facet(name, value.value) for name, value in values if value]
    found.append(facet("status", _now(row).value))
    found += [facet("lack", value.value) for value in _lacking(row)]
    found.append(facet("reference", "yes" if row.is_reference else "no"))
    return [*found, *([facet("unit", row.unit_id.hex)] if row.unit_id else [])]


def parties(ids: Sequence[UUID]) -> defaultdict[UUID, list[Any]]:
    """Return the parties of these collaborations, rows of name and organisation number, in their order."""
    found: defaultdict[UUID, list[Any]] = defaultdict(list)
    name = func.coalesce(Organisation.name, Party.words).label("name")
    rows = select(Party.collaboration_id, name, Organisation.number).where(Party.collaboration_id.in_(ids))
    rows = rows.outerjoin(Organisation, Organisation.id == Party.organisation_id)
    for row in session.execute(rows.order_by(Party.collaboration_id, Party.position)):
        found[row.collaboration_id].append(row)
    return found


def note_flushed(current: Session, _context: Any) -> None:
    """Note what was just flushed, and the organisations that are or were party."""
    changed: dict[UUID, None] = {}
    concerned: dict[UUID, None] = {}
    renamed: list[UUID] = []
    for one in (*current.new, *current.dirty, *current.deleted):
        if isinstance(one, Collaboration):
            changed[one.id] = None
        elif isinstance(one, Party):
            changed[one.collaboration_id] = None
            concerned |= {one.organisation_id: None} if one.organisation_id else {}
        elif isinstance(one, ProjectFacts):
            changed[one.collaboration_id] = None
        elif isinstance(one, Organisation) and is_named_anew(one):
            renamed.append(one.id)
    follow(renamed)
    if changed:
        upkeep.mark(INDEX, changed)
        upkeep.mark(ORGANISATIONS, concerned)


def keep(ids: Iterable[UUID]) -> None:
    """Write the entries of collaborations, and have those of their parties written, which tell what they have."""
    for batch in upkeep.batches(ids):
        reindex(batch)
        parties = select(Party.organisation_id).where(Party.collaboration_id.in_(batch)).distinct()
        upkeep.mark(ORGANISATIONS, [one for one in session.scalars(parties) if one])


def is_named_anew(organisation: Organisation) -> bool:
    """Return whether what is being flushed of an organisation is what others are found by: its name or number."""
    facts = inspect(organisation).attrs
    return bool(facts.name.history.has_changes() or facts.number.history.has_changes())


def _values(ids: Sequence[UUID]) -> Mapping[UUID, Sequence[str]]:
    """Return what collaborations each organisation has: running ones, formal ones, or none."""
    found: dict[UUID, set[str]] = {one: set() for one in ids}
    facts = (Party.organisation_id, Collaboration.form, Collaboration.is_reference, *running.STATED)
    rows = select(*facts).join(Collaboration, Collaboration.id == Party.collaboration_id)
    for row in session.execute(rows.where(Party.organisation_id.in_(ids)).distinct()):
        if row.is_reference:  # asked here: as a condition it would lead SQLite to walk all collaborations
            continue
        found[row.organisation_id].add("any")
        if _now(row) in {Running.RUNS, Running.UNCONFIRMED}:
            found[row.organisation_id] |= {"running", *(["formal"] if row.form is Form.FORMAL else [])}
    return {one: sorted(values - {"any"}) if values else ["none"] for one, values in found.items()}


HAS_COLLABORATIONS = facets.Offer(
    "collaborations",
    lazy("Samverkan"),
    [
        ("running", lazy("Har pågående samverkan")),
        ("formal", lazy("Har pågående formell samverkan")),
        ("none", lazy("Har ingen samverkan")),
    ],
    values_of=_values,
)
