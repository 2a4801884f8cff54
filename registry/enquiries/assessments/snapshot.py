"""What a finding rests on, as plain values: kept with the assessment, and read again to see what has changed."""

from collections.abc import Iterator
from typing import Any

from registry.enquiries.assessments.models import AssessmentFinding, FindingKind
from registry.enquiries.needs.assessing import NeedFindings
from registry.enquiries.needs.complements import NeedComplement, PossibleOrganisation
from registry.enquiries.needs.rules import RegisteredOffer
from registry.enquiries.needs.similar import SimilarCase


def findings_of(found: NeedFindings) -> list[AssessmentFinding]:
    """Return everything that was found as rows to keep, in their order; whose they are is not said yet."""
    every = (*_matches(found), *_gaps(found), *_complements(found), *_similar(found))
    rows = [AssessmentFinding(**one) for one in every]
    for position, row in enumerate(rows, 1):
        row.position = position
    return rows


def key_of(row: AssessmentFinding) -> tuple[FindingKind, str]:
    """Return what tells a finding from the others of an assessment: the row it rested on, of a gap what is lacking."""
    return row.kind, row.facts["id"]


def offer_facts(offer: RegisteredOffer) -> dict[str, Any]:
    """Return what the register says of an offer."""
    return {
        "id": str(offer.id), "name": offer.name, "running": offer.running.value,
        "ends_on": offer.ends_on.isoformat() if offer.ends_on else None,
        "groups": sorted(offer.groups), "activities": sorted(offer.activities), "districts": sorted(offer.districts),
        "unit": offer.unit, "parties": sorted(name for _id, name in offer.parties),
    }  # fmt: skip


def organisation_facts(one: PossibleOrganisation) -> dict[str, Any]:
    """Return what the register says of an organisation that could complement."""
    return {
        "id": str(one.id), "name": one.name, "groups": sorted(one.groups), "activities": sorted(one.activities),
        "districts": sorted(one.districts), "engaged_by": sorted(one.engaged_by), "recognition": one.recognition,
        "is_active": one.is_active,
    }  # fmt: skip


def _matches(found: NeedFindings) -> Iterator[dict[str, Any]]:
    for match in found.matches:
        offer = match.offer
        column = "structure_id" if offer.kind == "structure" else "collaboration_id"
        shown = {"detail": offer.detail, "is_partial": match.is_partial}
        yield {
            "kind": FindingKind.MATCH, column: offer.id, "row_version": offer.version, "name": offer.name,
            "score": match.score, "reasons": list(match.reasons), "lacks": list(match.lacks),
            "facts": offer_facts(offer) | shown,
        }  # fmt: skip


def _gaps(found: NeedFindings) -> Iterator[dict[str, Any]]:
    for gap in found.gaps:
        what = f"{gap.target_group}: {gap.activity}"
        yield {
            "kind": FindingKind.GAP, "name": what[:300], "reasons": [gap.why] if gap.why else [], "facts": {
                "id": what, "kind": gap.kind.value, "target_group": gap.target_group[:], "activity": gap.activity[:],
                "only": gap.only, "priorities": list(gap.priorities),
            },
        }  # fmt: skip


def _complements(found: NeedFindings) -> Iterator[dict[str, Any]]:
    for one in found.complements:
        yield {
            "kind": FindingKind.COMPLEMENT, "organisation_id": one.organisation.id,
            "row_version": one.organisation.version, "name": one.organisation.name, "score": one.score,
            "reasons": list(one.reasons), "lacks": list(one.unknown),
            "facts": organisation_facts(one.organisation) | _standing(one),
        }  # fmt: skip


def _standing(one: NeedComplement) -> dict[str, Any]:
    """What each reason rests on, and how the conditions stood, as codes."""
    return {
        "grounds": [[ground.kind, str(ground.id)] for ground in one.grounds],
        "conditions": [[status.value, [kind.value for kind in kinds]] for status, kinds in one.conditions],
    }


def _similar(found: NeedFindings) -> Iterator[dict[str, Any]]:
    offers = {offer.id: offer for offer in found.offers}
    for case in found.similar:
        column = "earlier_id" if case.kind == "assessment" else "collaboration_id"
        offer = offers.get(case.id)
        yield {
            "kind": FindingKind.SIMILAR, column: case.id, "name": case.name, "score": case.score,
            "row_version": offer.version if offer else 0,
            "facts": (offer_facts(offer) if offer else {}) | case_facts(case),
        }  # fmt: skip


def case_facts(case: SimilarCase) -> dict[str, Any]:
    """Return what came of a similar case, and what it shares with the need."""
    return {
        "id": str(case.id), "name": case.name, "shared": [one[:] for one in case.reasons],
        "conclusion": case.outcome, "lessons": case.lessons,
        "verdict": case.verdict.value if case.verdict else None,
        "assessed_on": case.assessed_on.isoformat() if case.assessed_on else None,
    }  # fmt: skip
