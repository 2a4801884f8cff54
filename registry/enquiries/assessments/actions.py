"""What people do with an assessment of need: keep it, describe the need anew, say what they make of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from registry.access.actor import Actor
from registry.audit import actions as audit
from registry.audit.tags import Tag
from registry.city.vocabulary.models import ActivityType, District, TargetGroup
from registry.core import clock
from registry.core.columns import new_id
from registry.core.database import session
from registry.core.errors import check_version, refuse
from registry.core.i18n import _, swedish
from registry.core.money import Money
from registry.enquiries.assessments import queries, rules, snapshot
from registry.enquiries.assessments.models import AssessmentFinding
from registry.enquiries.assessments.rules import NeedConclusion
from registry.enquiries.models import NeedAssessment
from registry.enquiries.needs.assessing import NeedFindings
from registry.enquiries.needs.values import Need, NeedList, party_lines

_MODELS = {
    NeedList.TARGET_GROUP: ("target_groups", TargetGroup), NeedList.ACTIVITY: ("activities", ActivityType),
    NeedList.DISTRICT: ("districts", District),
}  # fmt: skip
_SAME = ("age_from", "age_to", "capacity", "length_months", "starts_on", "ends_on", "owner", "funder")


@dataclass(frozen=True, slots=True)
class AssessedNeed:
    """A need to keep: its heading, the question it answers, all that was read of it, and what was found."""

    title: str | None
    enquiry_id: UUID | None
    read: Need  # every term that was read; those that count are in `found.need`
    found: NeedFindings


def keep(assessed: AssessedNeed, *, actor: Actor, at: datetime) -> NeedAssessment:
    """Keep a new assessment, under work. Raises DomainError at `title`, `text`, `age_to` or `ends_on`."""
    key = new_id()
    made = NeedAssessment(id=key, code=str(key), version=1, prepared_by_id=actor.user_id)
    _describe(made, assessed, actor=actor, at=at)
    audit.record(made, Tag.ASSESSMENT_KEPT, actor=actor, at=at)
    return made


def revise(
    assessment: NeedAssessment, assessed: AssessedNeed, *, seen: int, actor: Actor, at: datetime
) -> None:
    """Describe the need anew and compare it with the register as it is; what was found before stays, as history.

    Raises DomainError as `keep` does, and Stale.
    """
    check_version(assessment, seen)
    assessment.touch()
    session.execute(
        update(AssessmentFinding)
        .where(AssessmentFinding.assessment_id == assessment.id, AssessmentFinding.superseded_at.is_(None))
        .values(superseded_at=at)
    )
    _describe(assessment, assessed, actor=actor, at=at)
    audit.record(assessment, Tag.ASSESSMENT_CHANGED, actor=actor, at=at)


def conclude(
    assessment: NeedAssessment, said: NeedConclusion, *, seen: int, actor: Actor, at: datetime
) -> None:
    """Say what a person makes of the assessment, and which of the findings matter. Raises DomainError, and Stale."""
    check_version(assessment, seen)
    refuse(rules.problems(said, today=clock.local(at).date()))
    for field in ("verdict", "conclusion", "assessed_on", "review_on", "existing_offer", "lessons"):
        setattr(assessment, field, getattr(said, field))
    assessment.prepared_by_id = actor.user_id
    assessment.touch()
    names = []
    for row in queries.findings(actor, assessment):
        row.is_relevant = row.id in said.relevant
        # Who reads the log may not be somebody who may read the earlier assessment.
        names += [row.name] if row.is_relevant and not row.earlier_id else []
    with swedish():
        note = _("Relevant för slutsatsen: %(names)s", names="; ".join(names)) if names else None
    audit.record(assessment, Tag.ASSESSMENT_CONCLUDED, actor=actor, at=at, note=note)


def _describe(assessment: NeedAssessment, assessed: AssessedNeed, *, actor: Actor, at: datetime) -> None:
    need, facts = assessed.found.need, assessed.found.need.facts
    is_taken = queries.is_taken(assessed.title, but=assessment.id)
    refuse(rules.described_problems(facts, title=assessed.title, text=need.text, is_taken=is_taken))
    assessment.title, assessment.enquiry_id = assessed.title or "", assessed.enquiry_id
    assessment.text, assessment.speaks_of, assessment.found_at = need.text, assessed.found.on, at
    for field in _SAME:
        setattr(assessment, field, getattr(facts, field))
    assessment.cost = Money.kronor(facts.cost) if facts.cost is not None else None
    assessment.parties = list(party_lines(facts.parties))
    assessment.read_terms = rules.term_rows(
        assessed.read, need, assessment.read_terms or [], by=actor.user_id, at=at
    )
    for which, (field, model) in _MODELS.items():
        setattr(assessment, field, _terms(model, [term.code for term in need.of(which)]))
    session.add(assessment)
    session.flush()
    for row in snapshot.findings_of(assessed.found):
        row.assessment_id = assessment.id
        session.add(row)


def _terms(model: Any, codes: list[str]) -> list[Any]:
    return list(session.scalars(select(model).where(model.code.in_(codes)).order_by(model.position)))
