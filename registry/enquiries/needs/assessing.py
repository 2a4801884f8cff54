"""From a text or fields to what is known of a need: what exists, what is missing, who could help, what is alike."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from registry.access.actor import Actor
from registry.city.priorities.models import Ground
from registry.city.priorities.programmes.queries import in_force
from registry.core import clock
from registry.core.database import session
from registry.core.errors import DomainError, Problem
from registry.core.i18n import _
from registry.enquiries.models import NeedAssessment
from registry.enquiries.needs import complements, organisations, reading, registered, rules, vocabulary
from registry.enquiries.needs.complements import NeedComplement, PossibleOrganisation
from registry.enquiries.needs.gaps import NeedGap, PriorityInForce, gaps
from registry.enquiries.needs.rules import FEW, FoundMatches, NeedMatch, RegisteredOffer
from registry.enquiries.needs.similar import SimilarCase, alike
from registry.enquiries.needs.structured import need_of
from registry.enquiries.needs.values import Need, NeedList, NeedTerm
from registry.enquiries.needs.vocabulary import NeedVocabulary
from registry.enquiries.visibility import readable_assessments
from registry.partners.recognition import queries as recognition
from registry.partners.recognition.rules import by_status

MOST_PRIORITIES, MOST_ASSESSMENTS = 300, 500


@dataclass(frozen=True, slots=True)
class NeedFindings:
    """Everything that was found of a need on a day."""

    need: Need
    on: date
    matches: tuple[NeedMatch, ...]
    alike_only: int  # so many more are like the need in one respect; they are too many to show
    gaps: tuple[NeedGap, ...]
    complements: tuple[NeedComplement, ...]
    similar: tuple[SimilarCase, ...]
    offers: tuple[RegisteredOffer, ...] = ()  # all that was looked at
    organisations: tuple[PossibleOrganisation, ...] = ()
    names: Mapping[tuple[NeedList, str], str] = field(default_factory=dict)  # of every term, by list and code


@dataclass(frozen=True, slots=True)
class RestedOn:
    """What an assessment rested on before, so that it is looked at again; `assessment` is itself no similar case.

    Without `searches` nobody new is looked for by the words of names and purposes: that takes most of the statements.
    """

    collaborations: frozenset[UUID] = frozenset()
    organisations: frozenset[UUID] = frozenset()
    assessment: UUID | None = None
    searches: bool = True


NOTHING = RestedOn()


def described(text: str, *, known: NeedVocabulary | None = None, added: Collection[UUID] = ()) -> Need:
    """Return the need that a text describes, or that a JSON object in it says field by field.

    Raises DomainError: a field that does not exist or does not fit, or nothing that a need can be assessed by, unless
    a person has `added` it.
    """
    known = known or vocabulary.load()
    if text.lstrip().startswith("{"):
        try:
            given = json.loads(text)
        except ValueError:
            raise DomainError(
                Problem(_("Texten börjar som JSON men går inte att läsa som JSON."), "text")
            ) from None
        need = need_of(given, known)
    else:
        need = reading.read(text, known.book)
    if not (added or need.of(NeedList.TARGET_GROUP) or need.of(NeedList.ACTIVITY)):
        said = _(
            "Texten nämner ingen målgrupp och ingen insats som vi känner igen. Beskriv för vem och vad det gäller."
        )
        raise DomainError(Problem(said, "text"))
    return need


def taken(need: Need, kept: Collection[str], added: Sequence[UUID], known: NeedVocabulary) -> Need:
    """Return the need with the proposed terms that a person has kept, and those that the person has added.

    `kept` are `list:code`. What a person adds is sure.
    """
    terms = [term for term in need.terms if f"{term.list.value}:{term.code}" in kept]
    have = {(term.list, term.code) for term in terms}
    more = [known.terms[one] for one in added if one in known.terms]
    terms += [NeedTerm(one.list, one.code, one.name) for one in more if (one.list, one.code) not in have]
    return replace(need, terms=tuple(terms))


def assess(
    need: Need,
    *,
    actor: Actor,
    on: date,
    known: NeedVocabulary | None = None,
    rested: RestedOn = NOTHING,
) -> NeedFindings:
    """Return what exists for the need on the day, what is missing, who could help and what is alike."""
    known = known or vocabulary.load()
    looked_at = registered.offers(need, known, actor, on=on, also=rested.collaborations)
    offers = looked_at.offers
    names = known.names
    few = 0 if looked_at.is_full else FEW  # what is alike was not looked for, and may be much
    found: FoundMatches = rules.matches(need, offers, known.near, names, few=few)
    people = organisations.candidates(
        need, offers, known, actor, also=rested.organisations, searches=rested.searches
    )
    return NeedFindings(
        need, on, found.matches, found.alike_only,
        tuple(gaps(need, found.matches, _priorities(on), names, on=on)),
        tuple(_with_conditions(complements.complements(need, people, offers, known.near, names), actor)),
        tuple(alike(need, offers, _assessed(actor, on, rested.assessment), known.near, names)),
        tuple(offers), tuple(people), names,
    )  # fmt: skip


def _with_conditions(found: Sequence[NeedComplement], actor: Actor) -> Iterator[NeedComplement]:
    """Yield the complements with how each stands today with what the city wants to have seen."""
    lines = recognition.lines_of_many(actor, [one.organisation.id for one in found], on=clock.today())
    for one in found:
        told = by_status(lines.get(one.organisation.id, ()))
        yield replace(one, conditions=tuple((status, tuple(kinds)) for status, kinds in told))


def _priorities(on: date) -> list[PriorityInForce]:
    rows = select(Ground).join(Ground.document).where(in_force(on))
    rows = rows.options(selectinload(Ground.target_groups), selectinload(Ground.activities))
    return [
        PriorityInForce(
            row.title, frozenset(one.code for one in row.target_groups), frozenset(one.code for one in row.activities)
        )
        for row in session.scalars(rows.order_by(Ground.position, Ground.id).limit(MOST_PRIORITIES))
    ]  # fmt: skip


def _assessed(actor: Actor, on: date, itself: UUID | None) -> Sequence[NeedAssessment]:
    """Return our earlier assessments as they were on the day, the latest first."""
    rows = select(NeedAssessment).options(
        selectinload(NeedAssessment.target_groups), selectinload(NeedAssessment.activities)
    )
    rows = rows.where(NeedAssessment.assessed_on <= on, readable_assessments(actor))
    rows = rows.where(NeedAssessment.id != itself) if itself else rows
    return session.scalars(
        rows.order_by(NeedAssessment.assessed_on.desc(), NeedAssessment.id).limit(MOST_ASSESSMENTS)
    ).all()
