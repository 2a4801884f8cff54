"""What an assessment rests on beside the register as it is: row by row before and after, and what has come since."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from registry.access.actor import Actor
from registry.enquiries.assessments import queries, rules, snapshot
from registry.enquiries.assessments.models import AssessmentFinding, FindingKind
from registry.enquiries.assessments.rules import ValueDifference
from registry.enquiries.models import NeedAssessment
from registry.enquiries.needs import assessing
from registry.enquiries.needs.assessing import NeedFindings, RestedOn
from registry.enquiries.needs.values import Need, NeedFacts, NeedList, NeedTerm, party_of
from registry.enquiries.needs.vocabulary import NeedVocabulary

Found = tuple[FindingKind, str]


@dataclass(frozen=True, slots=True)
class AssessmentComparison:
    """By each finding that is kept what has changed in its row, and what would be found today besides."""

    differences: Mapping[Any, Sequence[ValueDifference]]
    news: tuple[AssessmentFinding, ...]

    @property
    def changed(self) -> int:
        """How many of the kept findings rest on something that has changed."""
        return sum(bool(found) for found in self.differences.values())


def compared(
    assessment: NeedAssessment,
    kept: Sequence[AssessmentFinding],
    known: NeedVocabulary,
    *,
    actor: Actor,
    on: date,
) -> AssessmentComparison:
    """Return how what was kept stands on the day. The number of statements does not depend on what was kept."""
    need = need_of(assessment, known)
    rested = replace(rested_on(assessment, kept), searches=False)
    now = assessing.assess(need, actor=actor, on=on, known=known, rested=rested)
    facts = _facts_now(now, kept)
    found = {row.id: rules.differences(row.facts, facts.get(_address(row))) for row in kept}
    today = snapshot.findings_of(now)
    places = rules.appeared({snapshot.key_of(row) for row in kept}, [snapshot.key_of(row) for row in today])
    news = [today[place] for place in places]
    return AssessmentComparison(found, tuple(row for row in news if _is_news(row)))


def need_of(assessment: NeedAssessment, known: NeedVocabulary) -> Need:
    """Return the need that was assessed: the terms that were taken, and the facts."""
    terms = tuple(_terms(assessment, known, "taken"))
    return Need(terms, facts_of(assessment), assessment.text or "")


def read_of(assessment: NeedAssessment, known: NeedVocabulary) -> Need:
    """Return what was read of the text, taken or left."""
    return Need(tuple(_terms(assessment, known, "words")), NeedFacts(), assessment.text or "")


def _terms(assessment: NeedAssessment, known: NeedVocabulary, mark: str) -> Iterator[NeedTerm]:
    for one in assessment.read_terms or ():
        name = known.names.get((NeedList(one["list"]), one["code"]))
        if one[mark] and name:
            which, said = NeedList(one["list"]), (one["certainty"], one["words"], one["sentence"])
            yield NeedTerm(which, one["code"], name, *said)


def facts_of(assessment: NeedAssessment) -> NeedFacts:
    """Return the facts of the need that was assessed."""
    return NeedFacts(
        assessment.age_from, assessment.age_to, assessment.capacity, assessment.length_months,
        assessment.starts_on, assessment.ends_on, assessment.cost.ore // 100 if assessment.cost else None,
        assessment.owner, assessment.funder, tuple(map(party_of, assessment.parties or ())),
    )  # fmt: skip


def rested_on(assessment: NeedAssessment, kept: Sequence[AssessmentFinding]) -> RestedOn:
    """Return which rows are to be looked at again."""
    return RestedOn(
        frozenset(row.collaboration_id for row in kept if row.collaboration_id),
        frozenset(row.organisation_id for row in kept if row.organisation_id),
        assessment.id,
    )


def _facts_now(now: NeedFindings, kept: Sequence[AssessmentFinding]) -> dict[Found, dict[str, Any]]:
    offers = {str(one.id): snapshot.offer_facts(one) for one in now.offers}
    facts = {
        (kind, key): said for kind in (FindingKind.MATCH, FindingKind.SIMILAR) for key, said in offers.items()
    }
    facts |= {
        (FindingKind.COMPLEMENT, str(one.id)): snapshot.organisation_facts(one) for one in now.organisations
    }
    earlier = queries.earlier(row.earlier_id for row in kept if row.earlier_id)
    facts |= {
        (FindingKind.SIMILAR, str(one.id)): {
            "id": str(one.id), "name": one.title, "conclusion": one.conclusion or "", "lessons": one.lessons or "",
        }
        for one in earlier
    }  # fmt: skip
    gaps = {row.facts["id"]: row.facts for row in snapshot.findings_of(now) if row.kind is FindingKind.GAP}
    return facts | {(FindingKind.GAP, key): said for key, said in gaps.items()}


def _address(row: AssessmentFinding) -> Found:
    """Where the row is now: an organisation that has been merged is the one that remains."""
    return row.kind, str(row.row_id or row.facts["id"])


def _is_news(row: AssessmentFinding) -> bool:
    return row.kind in {FindingKind.MATCH, FindingKind.GAP, FindingKind.COMPLEMENT}
