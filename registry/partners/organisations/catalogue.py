"""The catalogue: one page of it, everything it is narrowed down to as a file, and what a field suggests. Only reads."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, case, func, select

from registry.access.actor import Actor
from registry.access.visibility import staff_only
from registry.city.synonyms import queries as synonyms
from registry.city.vocabulary import queries as vocabulary
from registry.city.vocabulary.choices import VocabularyTerms
from registry.core import clock
from registry.core.database import session
from registry.core.i18n import _, lazy
from registry.core.text import swedish_key
from registry.partners.organisations.fields import FIELDS
from registry.partners.organisations.models import (
    Contact,
    LegalForm,
    Organisation,
    OrganisationName,
    OrganisationSource,
    Registration,
    Sector,
)
from registry.partners.organisations.rules import Filter
from registry.partners.organisations.search import engines, facets, listing, ranking
from registry.partners.organisations.search.documents import INDEX, LINKS, OLDEST
from registry.partners.organisations.search.listing import FoundPage, Source, Wanted
from registry.partners.organisations.search.lookups import Group, MatchPlace, Token
from registry.partners.organisations.search.ranking import Found
from registry.partners.organisations.search.tokens import facet
from registry.web.pagination import SIZE, Count, whole_in_batches

ORDER = (Organisation.sort_name, Organisation.id)
SORTABLE = ("number", "legal_form", "seat", "registration", "sector")
COUNTED_OF_LIST = 1000  # of each list that organisations come from: there may be hundreds
MOST_SOURCES = 200
MOST_SUGGESTED = 10
NEWEST = 2100
BATCH = 500

# What the file tells besides the record's own fields, after which of them.
_BESIDES = {
    "name": {"names": lazy("Andra namn")},
    "no_advertising": {"emails": lazy("Gemensamma adresser"), "phones": lazy("Gemensam telefon")},
    "districts": {"sources": lazy("Källor")},
    "source_note": {"is_example": lazy("Exempel"), "created_at": lazy("Registrerades"), "id": lazy("Id")},
}

_SHOWN = select(
    Organisation.id, Organisation.sort_name, Organisation.name, Organisation.number, Organisation.sector,
    Organisation.legal_form, Organisation.standing, Organisation.seat, Organisation.postcode, Organisation.purpose,
    Organisation.registration, Organisation.is_example,
)  # fmt: skip


def page(actor: Actor, chosen: Filter, *, cursor: str | None = None, size: int = SIZE) -> FoundPage:
    """Return one page of the organisations: by relevance when something is looked for, otherwise by name."""
    return listing.listed(_source(actor, chosen, _SHOWN), _wanted(chosen), cursor=cursor, size=size)


def reasons(shown: FoundPage) -> dict[UUID, str]:
    """Return in words why a search found each row of the page."""
    if not shown.found:
        return {}
    found = {row.id: shown.found[row.id] for row in shown.page.rows}
    names = _names(
        [
            one
            for one, hit in found.items()
            if _is_by(hit, MatchPlace.OTHER_NAME, MatchPlace.NAME_BENT, MatchPlace.INITIALS)
        ]
    )
    by_term = [one for one, hit in found.items() if _is_by(hit, MatchPlace.SEAT, MatchPlace.SUBJECT)]
    terms = vocabulary.terms_of(LINKS, by_term) if by_term else {}
    return {
        row.id: ranking.explanation(
            found[row.id], _facts(row, names.get(row.id, ()), terms.get(row.id, VocabularyTerms()))
        )
        for row in shown.page.rows
    }


def suggestions(actor: Actor, text: str | None) -> Sequence[Any]:
    """Return the few organisations that the text finds best, for choosing one: (id, name, number, seat)."""
    asked = synonyms.asked(text)
    if not asked:
        return []
    source = _source(actor, Filter(), _SHOWN)
    ids = listing.best(source, Wanted(asked), MOST_SUGGESTED)
    return listing.rows_of(source, ids)


def sources(actor: Actor) -> Sequence[tuple[str, Count]]:
    """Return the lists that organisations come from, by name, each with how many it has, to a limit of its own."""
    rows = session.execute(_sources_counted().where(staff_only(actor)))
    return [(row.name, Count(min(row.number, COUNTED_OF_LIST), row.number > COUNTED_OF_LIST)) for row in rows]


@cache
def _sources_counted() -> Select[Any]:
    """Leap in the index from one list to the next, and count a little of each: a list is as long as the register."""
    source = OrganisationSource.source
    known = select(func.min(source).label("name")).cte("known", recursive=True)
    following = select(func.min(source)).where(source > known.c.name).scalar_subquery()
    known = known.union_all(select(following).where(known.c.name.is_not(None)))
    some = select(source).where(source == known.c.name).limit(COUNTED_OF_LIST + 1).correlate(known).subquery()
    number = select(func.count()).select_from(some).scalar_subquery()
    found = select(known.c.name, number.label("number")).where(known.c.name.is_not(None))
    return found.order_by(known.c.name).limit(MOST_SOURCES)


def count(actor: Actor, chosen: Filter) -> Count:
    """Return how many organisations the filter lets through."""
    return page(actor, chosen, size=1).count


def batches(actor: Actor, chosen: Filter) -> Iterator[list[Any]]:
    """Yield everything that the filter lets through, by name, a batch of the list's rows at a time."""
    rows = listing.all_of(_source(actor, chosen, _SHOWN), _wanted(chosen))
    yield from whole_in_batches(rows, ORDER, size=BATCH)


def header() -> list[str]:
    """Return the words over the columns of `exported`: all that the record holds but persons."""
    return [str(label) for _name, label in FIELDS.columns(_BESIDES)]


def exported(actor: Actor, chosen: Filter) -> Iterator[list[Any]]:
    """Yield a row for every organisation that the filter lets through, by name, a batch at a time."""
    rows, columns = (
        listing.all_of(_source(actor, chosen, _plain()), _wanted(chosen)),
        FIELDS.columns(_BESIDES),
    )
    for batch in whole_in_batches(rows, ORDER, size=BATCH):
        ids = [row.id for row in batch]
        terms, names, sources = vocabulary.terms_of(LINKS, ids), _names(ids), _sources(ids)
        mailboxes = _mailboxes(ids)
        for row in batch:
            emails, phones = mailboxes.get(row.id, ([], []))
            told = {
                **row._asdict(), **terms[row.id].named(), "successor_id": row.successor, "umbrella_id": row.umbrella,
                "names": names.get(row.id, []), "emails": emails, "phones": phones,
                "sources": sources.get(row.id, []), "created_at": clock.local(row.created_at).date(),
            }  # fmt: skip
            yield [told[name] for name, _label in columns]


@cache
def _plain() -> Select[Any]:
    umbrella, successor = Organisation.__table__.alias(), Organisation.__table__.alias()
    columns = [column for column in Organisation.__table__.c if column.name != "match_key"]
    return (
        select(*columns, umbrella.c.name.label("umbrella"), successor.c.name.label("successor"))
        .outerjoin(umbrella, umbrella.c.id == Organisation.umbrella_id)
        .outerjoin(successor, successor.c.id == Organisation.successor_id)
    )


def _source(actor: Actor, chosen: Filter, columns: Select[Any]) -> Source:
    return _source_of(columns, chosen.sector, staff_only(actor))


@lru_cache(maxsize=32)
def _source_of(columns: Select[Any], sector: Sector | None, visible: ColumnElement[bool]) -> Source:
    return Source(INDEX, columns, ORDER, visible, (Organisation.sector == sector,) if sector else ())


def _wanted(chosen: Filter) -> Wanted:
    groups, conditions = _narrowed(chosen)
    asked = synonyms.asked(chosen.text)
    if (asked or groups or conditions) and chosen.sector:
        groups.append(_one("sector", chosen.sector.value))
    by, falling = chosen.by or ("", False)
    return Wanted(
        asked, groups, conditions, chosen.by_name, _sorted_by(by) if by else None, falling, chosen.counts_all
    )


def _sorted_by(column: str) -> ColumnElement[Any]:
    """A list of words is sorted by its words, everything else as Swedish sorts; what is not known comes first."""
    held = getattr(Organisation, column)
    labels = {"legal_form": LegalForm, "registration": Registration, "sector": Sector}.get(column)
    if labels is None:
        return engines.swedish_order(func.coalesce(held, ""))
    ordered = sorted(labels, key=lambda one: swedish_key(str(one.words)))
    return case({one: place for place, one in enumerate(ordered)}, value=held, else_=0)


def _narrowed(chosen: Filter) -> tuple[list[Group], list[Any]]:
    values = {
        "form": chosen.legal_form and chosen.legal_form.value,
        "standing": chosen.standing and chosen.standing.value,
        "register": chosen.registration and chosen.registration.value,
        "part": chosen.part and chosen.part.value,
        "number": _said(chosen.has_number),
        "ads": _said(None if chosen.no_advertising is None else not chosen.no_advertising),
        "seat": chosen.seat, "country": chosen.country, "source": chosen.source,
    }  # fmt: skip
    groups = [_one(name, value) for name, value in values.items() if value]
    terms = (("target", chosen.target_group), ("activity", chosen.activity), ("district", chosen.district))
    groups += [_one(name, one.hex) for name, one in terms if one]
    groups += [((Token(facet("post", chosen.postcode), begins=True),),)] if chosen.postcode else []
    groups += [((Token(facet("filed", chosen.filed), begins=True),),)] if chosen.filed else []
    if chosen.founded_from or chosen.founded_to:
        years = range(
            max(chosen.founded_from or OLDEST, OLDEST), min(chosen.founded_to or NEWEST, NEWEST) + 1
        )
        groups.append(tuple((Token(facet("founded", year)),) for year in years) or _one("founded", "never"))
    offers = {one.name: one for one in facets.of("organisation")}
    known = [(offers[name], value) for name, value in chosen.others if name in offers]
    groups += [_one(one.name, value) for one, value in known if one.values_of]
    return groups, [one.condition(value, INDEX.table.c.owner_id) for one, value in known if one.condition]


def _one(name: str, value: str) -> Group:
    return ((Token(facet(name, value)),),)


def _said(value: bool | None) -> str | None:
    return None if value is None else "yes" if value else "no"


def _is_by(hit: Found, *places: MatchPlace) -> bool:
    return any(one.place in {*places, MatchPlace.INSIDE, MatchPlace.ALIKE} for one in hit.where)


def _facts(row: Any, names: Sequence[str], terms: VocabularyTerms) -> ranking.MatchEvidence:
    target_groups, activities, districts = terms.names()
    subjects = {
        _("ändamål"): row.purpose or "", _("målgrupp"): ", ".join(target_groups), _("insats"): ", ".join(activities),
        _("stadsdelsområde"): ", ".join(districts),
    }  # fmt: skip
    places = [place for place in (row.seat, row.postcode, *districts) if place]
    return ranking.MatchEvidence(row.name, names, places, subjects)


def _names(ids: Sequence[UUID]) -> Mapping[UUID, list[str]]:
    return _gathered(OrganisationName.organisation_id, OrganisationName.name, ids)


def _sources(ids: Sequence[UUID]) -> Mapping[UUID, list[str]]:
    return _gathered(OrganisationSource.organisation_id, OrganisationSource.source, ids)


def _gathered(owner: Any, column: Any, ids: Sequence[UUID]) -> Mapping[UUID, list[str]]:
    found: dict[UUID, list[str]] = {}
    rows = select(owner, column).where(owner.in_(ids)).order_by(owner, column)
    for row in session.execute(rows) if ids else ():
        found.setdefault(row[0], []).append(row[1])
    return found


def _mailboxes(ids: Sequence[UUID]) -> dict[UUID, tuple[list[str], list[str]]]:
    """Role mailboxes only: a file leaves the house more easily than a page, so no person's address is in it."""
    found: dict[UUID, tuple[list[str], list[str]]] = {}
    rows = select(Contact.organisation_id, Contact.email, Contact.phone).where(
        Contact.organisation_id.in_(ids), Contact.person.is_(None)
    )
    for row in session.execute(rows.order_by(Contact.position, Contact.id)):
        emails, phones = found.setdefault(row.organisation_id, ([], []))
        emails += [row.email] if row.email else []
        phones += [row.phone] if row.phone else []
    return found
