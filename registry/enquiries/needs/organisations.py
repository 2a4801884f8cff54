"""The organisations of civil society that may do what is needed, as values, each list read in one statement."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import and_, case, or_, select

from registry.access.actor import Actor
from registry.access.visibility import staff_only
from registry.core.database import session
from registry.enquiries.needs.complements import PossibleOrganisation
from registry.enquiries.needs.likely_records import saying
from registry.enquiries.needs.registered import read_codes, together
from registry.enquiries.needs.rules import RegisteredOffer
from registry.enquiries.needs.tied_terms import most_tied, terms_tied
from registry.enquiries.needs.values import Need, NeedList
from registry.enquiries.needs.vocabulary import NeedVocabulary
from registry.partners.organisations.models import Organisation, Sector, Standing
from registry.partners.organisations.search import tokens
from registry.partners.organisations.search.documents import INDEX, LINKS
from registry.partners.recognition import narrowing

MOST = 200  # organisations that are looked at closely
MOST_NAMED = 100  # of them that are found by their words
_FIELDS = (tokens.SUBJECT, tokens.NAME, tokens.STEM)


def candidates(
    need: Need,
    offers: Sequence[RegisteredOffer],
    known: NeedVocabulary,
    actor: Actor,
    *,
    also: Collection[UUID] = (),
    searches: bool = True,
) -> list[PossibleOrganisation]:
    """Return civil society at work that is tied to what is needed, does what is like it, or says so in its purpose.

    `also` are those that an assessment rested on before, whatever has become of them.
    """
    engaged: defaultdict[UUID, list[RegisteredOffer]] = defaultdict(list)
    for offer in offers:
        for organisation_id, _name in offer.parties:
            engaged[organisation_id].append(offer)
    named = _named(need, known) if searches else []
    ids = [*dict.fromkeys([*also, *most_tied(LINKS, need, known, most=MOST), *list(engaged)[:MOST], *named])]
    at_work = and_(Organisation.sector == Sector.CIVIL, Organisation.standing == Standing.ACTIVE)
    rows = select(
        Organisation.id, Organisation.version, Organisation.name, Organisation.purpose,
        Organisation.listed_activities, case((at_work, 1), else_=0).label("is_active"),
    )  # fmt: skip
    rows = rows.where(
        Organisation.id.in_(ids), or_(at_work, Organisation.id.in_(list(also))), staff_only(actor)
    )
    found = session.execute(rows.order_by(Organisation.sort_name, Organisation.id).limit(3 * MOST)).all()
    shown = [row.id for row in found]
    terms, noted = terms_tied(LINKS, shown, known), _noted(shown)
    return [_organisation(row, terms[row.id], engaged.get(row.id, []), noted, known) for row in found]


def _named(need: Need, known: NeedVocabulary) -> list[UUID]:
    """Those whose name or purpose says what is needed: both for whom and what first, then what, then for whom."""
    both = (NeedList.TARGET_GROUP, NeedList.ACTIVITY)
    found: dict[UUID, None] = {}
    for lists in (both, both[1:], both[:1]):
        if (left := MOST_NAMED - len(found)) > 0:
            found |= dict.fromkeys(saying(INDEX, need, known, _FIELDS, lists=lists, most=left))
    return list(found)


def _noted(ids: Iterable[UUID]) -> dict[UUID, str]:
    """How each stands with what the city wants to have seen, where something is noted."""
    found: dict[UUID, str] = {}
    for value in (narrowing.IN_ORDER, narrowing.REMARK):
        rows = select(Organisation.id).where(
            Organisation.id.in_(list(ids)), narrowing.standing(value, Organisation.id)
        )
        found.update(dict.fromkeys(session.scalars(rows.order_by(Organisation.id).limit(2 * MOST)), value))
    return found


def _organisation(
    row: Any,
    tied: dict[NeedList, set[str]],
    done: list[RegisteredOffer],
    noted: dict[UUID, str],
    known: NeedVocabulary,
) -> PossibleOrganisation:
    said = read_codes(". ".join(filter(None, (row.name, row.purpose, row.listed_activities))), known)
    ours = [one for one in done if not one.is_reference]
    return PossibleOrganisation(
        row.id, row.name,
        together(tied[NeedList.TARGET_GROUP], said[NeedList.TARGET_GROUP]),
        together(tied[NeedList.ACTIVITY], said[NeedList.ACTIVITY]),
        frozenset(tied[NeedList.DISTRICT] or said[NeedList.DISTRICT]), bool(row.purpose),
        tuple(dict.fromkeys(one.unit for one in ours if one.unit and one.is_now)), bool(ours), noted.get(row.id, ""),
        bool(row.is_active), row.version,
    )  # fmt: skip
