"""What organisations are found by, read set-wise from the rows as stored: names, number, place, purpose, facets."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from registry.city.vocabulary import queries as vocabulary
from registry.city.vocabulary.choices import Term
from registry.core.database import session
from registry.core.language import addresses, numbers
from registry.partners.organisations.models import (
    Contact,
    Organisation,
    OrganisationName,
    OrganisationSource,
    organisation_activity,
    organisation_district,
    organisation_target_group,
)
from registry.partners.organisations.search import tokens
from registry.partners.organisations.search.facets import codes, offered
from registry.partners.organisations.search.tables import index_of
from registry.partners.organisations.search.tokens import facet, marked
from registry.partners.organisations.search.upkeep import SearchEntry

INDEX = index_of("organisation")
LINKS = vocabulary.VocabularyTables(
    "organisation_id", organisation_target_group, organisation_activity, organisation_district
)
OLDEST = 1800
ABROAD = "abroad"  # in any country but Sweden


@dataclass(frozen=True, slots=True)
class Reached:
    """What an organisation is called besides its name, and the role mailboxes and telephones that it is reached by."""

    names: Sequence[str] = ()
    emails: Sequence[str] = ()
    phones: Sequence[str] = ()


NOT_REACHED = Reached()
Texts = Mapping[UUID, Sequence[str]]
Terms = Mapping[UUID, Sequence[tuple[str, Term]]]

_FACTS = (
    Organisation.id, Organisation.name, Organisation.sort_name, Organisation.number, Organisation.sector,
    Organisation.legal_form, Organisation.standing, Organisation.registration, Organisation.seat, Organisation.postcode,
    Organisation.purpose, Organisation.website, Organisation.umbrella_id, Organisation.no_advertising,
    Organisation.country, Organisation.founded_year, Organisation.listed_types, Organisation.listed_activities,
    Organisation.listed_categories, Organisation.affiliation,
)  # fmt: skip


def entries(ids: Sequence[UUID]) -> list[SearchEntry]:
    """Return the entries of these organisations, at most a batch; those that do not exist are left out."""
    rows = session.execute(select(*_FACTS).where(Organisation.id.in_(ids))).all()
    return composed(
        rows,
        _reached(ids),
        _texts(OrganisationSource.source, ids),
        umbrellas=_umbrellas(ids),
        terms=_terms(ids),
    )


def composed(
    rows: Iterable[Any],
    reached: Mapping[UUID, Reached],
    sources: Texts,
    *,
    umbrellas: Collection[UUID],
    terms: Terms | None = None,
) -> list[SearchEntry]:
    """Return the entries of organisations with these facts, other names, addresses, lists, branches and terms."""
    rows = list(rows)
    ids, chosen = [row.id for row in rows], terms or {}
    others, known = offered("organisation", ids), codes("organisation", ids)
    return [
        SearchEntry(
            row.id,
            row.sort_name,
            row.name,
            [
                *_words(row, reached.get(row.id, NOT_REACHED), chosen.get(row.id, ())),
                *_facets(
                    row, chosen.get(row.id, ()), sources.get(row.id, ()), has_branches=row.id in umbrellas
                ),
                *others[row.id],
                *known[row.id],
            ],
        )
        for row in rows
    ]


def _words(row: Any, reached: Reached, terms: Sequence[tuple[str, Term]]) -> list[str]:
    districts = [word for kind, term in terms if kind == "district" for word in tokens.words(term.name)]
    postcode = tokens.words(row.postcode)
    seat = [*tokens.words(row.seat), *postcode, "".join(postcode), *districts]
    subject = [
        stem
        for text in (row.purpose, *_filed(row), row.affiliation, *(term.name for _kind, term in terms))
        if text
        for stem in tokens.subject(text)
    ]
    number = "".join(tokens.words((row.number or "").replace("-", "")))
    digits = (number, "".join(filter(str.isdecimal, number)))  # of another country's also its letters
    pages = [row.website] if row.website else []
    found = [key for address in (*pages, *reached.emails) for key in addresses.keys(address)]
    return [
        *tokens.named(row.name, reached.names), *marked(tokens.PLACE, filter(None, seat)),
        *marked(tokens.SUBJECT, subject), *marked(tokens.DIGITS, filter(None, digits)),
        *marked(tokens.ADDRESS, found),
        *marked(tokens.CODE, filter(None, map(numbers.in_one_form, reached.phones))),
    ]  # fmt: skip


def _facets(
    row: Any, terms: Sequence[tuple[str, Term]], sources: Sequence[str], *, has_branches: bool
) -> list[str]:
    found = [
        facet("sector", row.sector.value), facet("form", row.legal_form.value), facet("standing", row.standing.value),
        facet("register", row.registration.value), facet("number", "yes" if row.number else "no"),
        facet("ads", "no" if row.no_advertising else "yes"),
        facet("part", "branch" if row.umbrella_id else "umbrella" if has_branches else "alone"),
        *(facet("source", source) for source in dict.fromkeys(sources)),
        *(facet(kind, id_.hex) for kind, term in terms for id_ in (term.id, term.successor_id) if id_),
    ]  # fmt: skip
    found += [facet("filed", one) for said in _filed(row) for one in (said or "").split(", ") if one]
    found += [facet("seat", row.seat)] if row.seat else []
    found += [facet("country", ABROAD), facet("country", row.country.value)] if row.country else []
    found += [facet("post", row.postcode)] if row.postcode else []
    return [*found, *([facet("founded", max(row.founded_year, OLDEST))] if row.founded_year else [])]


def _filed(row: Any) -> tuple[str | None, ...]:
    """What lists file an organisation under: its type, what it does and for whom."""
    return row.listed_types, row.listed_activities, row.listed_categories


def reached(names: Texts, mailboxes: Iterable[tuple[UUID, str | None, str | None]]) -> dict[UUID, Reached]:
    """Put together other names and (owner, address, telephone) of role mailboxes: no person is found by an address."""
    emails, phones = defaultdict[UUID, list[str]](list), defaultdict[UUID, list[str]](list)
    for owner, email, phone in mailboxes:
        emails[owner] += [email] if email else []
        phones[owner] += [phone] if phone else []
    return {
        one: Reached(names.get(one, ()), emails[one], phones[one]) for one in {**names, **emails, **phones}
    }


def _reached(ids: Sequence[UUID]) -> dict[UUID, Reached]:
    rows = select(Contact.organisation_id, Contact.email, Contact.phone)
    rows = rows.where(Contact.organisation_id.in_(ids), Contact.person.is_(None))
    found = session.execute(rows.order_by(Contact.organisation_id, Contact.id))
    return reached(_texts(OrganisationName.name, ids), (tuple(row) for row in found))


def _texts(column: Any, ids: Sequence[UUID]) -> defaultdict[UUID, list[str]]:
    owner = column.class_.organisation_id
    found: defaultdict[UUID, list[str]] = defaultdict(list)
    for row in session.execute(select(owner, column).where(owner.in_(ids)).order_by(owner, column.class_.id)):
        found[row[0]].append(row[1])
    return found


def _terms(ids: Sequence[UUID]) -> defaultdict[UUID, list[tuple[str, Term]]]:
    """Read the links as plain rows: putting each record's lists together costs more than all the rest."""
    lists, found = vocabulary.terms(), defaultdict[UUID, list[tuple[str, Term]]](list)
    kinds = (
        ("target", lists.target_groups, LINKS.target_group.c.target_group_id),
        ("activity", lists.activities, LINKS.activity.c.activity_id),
        ("district", lists.districts, LINKS.district.c.district_id),
    )
    for kind, terms, column in kinds:
        known, owner = {term.id: term for term in terms}, column.table.c.organisation_id
        rows = select(owner, column).where(owner.in_(ids)).order_by(owner, column)
        for owner_id, term_id in session.execute(rows):
            found[owner_id].append((kind, known[term_id]))
    return found


def _umbrellas(ids: Sequence[UUID]) -> set[UUID]:
    rows = select(Organisation.umbrella_id).where(Organisation.umbrella_id.in_(ids)).distinct()
    return {one for one in session.scalars(rows) if one}
