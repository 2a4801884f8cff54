"""The findings of a need as plain values, for the command and for whoever reads it by machine."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from registry.core.labels import label
from registry.enquiries.needs.assessing import NeedFindings
from registry.enquiries.needs.complements import NeedComplement
from registry.enquiries.needs.gaps import NeedGap
from registry.enquiries.needs.rules import NeedMatch
from registry.enquiries.needs.similar import SimilarCase
from registry.enquiries.needs.values import NeedFacts, NeedTerm
from registry.partners.recognition.rules import INTERNAL


def printed(found: NeedFindings) -> dict[str, Any]:
    """Return terms, facts, matches, gaps, complements and similar cases as JSON can say them. Scores are 0 to 100."""
    return {
        "on": found.on.isoformat(),
        "terms": [_term(one) for one in found.need.terms],
        "facts": _facts(found.need.facts),
        "matches": [_match(one) for one in found.matches],
        "alike_only": found.alike_only,
        "gaps": [_gap(one) for one in found.gaps],
        "complements": [_complement(one) for one in found.complements],
        "similar": [_similar(one) for one in found.similar],
    }


def _term(term: NeedTerm) -> Mapping[str, Any]:
    return {
        "list": term.list.value, "code": term.code, "name": term.name, "certainty": term.certainty,
        "words": term.words, "sentence": term.sentence,
    }  # fmt: skip


def _facts(facts: NeedFacts) -> dict[str, Any]:
    said = {name: value for name, value in asdict(facts).items() if value and name != "sentences"}
    for day in ("starts_on", "ends_on"):
        if day in said:
            said[day] = said[day].isoformat()
    return said | {"sentences": dict(facts.sentences)}


def _match(match: NeedMatch) -> dict[str, Any]:
    offer = match.offer
    return {
        "name": offer.name, "kind": offer.kind, "id": str(offer.id), "score": match.score,
        "status": offer.running.value, "status_in_words": str(label(offer.running)),
        "coverage": "partial" if match.is_partial else "covers",
        "form": offer.detail, "unit": offer.unit, "reasons": list(match.reasons),
        "does_not_cover": [str(one) for one in match.lacks],
    }  # fmt: skip


def _gap(gap: NeedGap) -> dict[str, Any]:
    return {
        "kind": gap.kind.value, "target_group": gap.target_group, "activity": gap.activity,
        "only": gap.only, "why": gap.why, "priorities": list(gap.priorities),
    }  # fmt: skip


def _complement(one: NeedComplement) -> dict[str, Any]:
    organisation = one.organisation
    return {
        "name": organisation.name, "id": str(organisation.id), "score": one.score, "reasons": list(one.reasons),
        "unknown": list(one.unknown), "engaged_by": list(organisation.engaged_by),
        "recognition": organisation.recognition,
        "grounds": [{"kind": ground.kind, "id": str(ground.id)} for ground in one.grounds],
        "conditions": {
            status.value: shown for status, kinds in one.conditions
            if (shown := [kind.value for kind in kinds if kind not in INTERNAL])
        },
    }  # fmt: skip


def _similar(case: SimilarCase) -> dict[str, Any]:
    return {
        "name": case.name, "kind": case.kind, "id": str(case.id), "score": case.score,
        "reasons": list(case.reasons), "outcome": case.outcome,
        "status": case.running.value if case.running else None,
        "verdict": case.verdict.value if case.verdict else None, "lessons": case.lessons,
        "assessed_on": case.assessed_on.isoformat() if case.assessed_on else None,
    }  # fmt: skip
