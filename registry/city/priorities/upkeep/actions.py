"""What the preparatory group does with governing documents, grounds, money set aside and dialogue meetings."""

from dataclasses import fields
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from registry.access.actor import Actor
from registry.audit import actions as audit
from registry.audit.tags import Tag
from registry.city.priorities.models import (
    DialogueMeeting,
    FundingSource,
    GoverningDocument,
    Ground,
    GroundStatus,
)
from registry.city.priorities.upkeep import choices, rules
from registry.city.priorities.upkeep.rules import DocumentFacts, FundingFacts, GroundFacts, MeetingFacts
from registry.city.vocabulary import queries as vocabulary
from registry.city.vocabulary.models import ActivityType, TargetGroup
from registry.core import clock
from registry.core.columns import new_id
from registry.core.database import session
from registry.core.errors import check_version, refuse

Record = TypeVar("Record", GoverningDocument, Ground, FundingSource, DialogueMeeting)


def add_document(code: str, facts: DocumentFacts, *, actor: Actor, at: datetime) -> GoverningDocument:
    """Add a governing document. Raises DomainError at `code`, `year`, `adopted_on` or `link`."""
    refuse(rules.code_problems(code, choices.codes(GoverningDocument)))
    refuse(rules.document_problems(facts, today=clock.local(at).date()))
    made = GoverningDocument(id=new_id(), code=code, **_values(facts))
    return _stored(made, Tag.DOCUMENT_ADDED, actor, at)


def change_document(
    document: GoverningDocument, facts: DocumentFacts, *, seen: int, actor: Actor, at: datetime
) -> None:
    """Change a document's facts, never its code. Raises Stale, or DomainError as `add_document`."""
    check_version(document, seen)
    refuse(rules.document_problems(facts, today=clock.local(at).date()))
    _fill(document, _values(facts))
    audit.record(document, Tag.DOCUMENT_CHANGED, actor=actor, at=at)


def add_ground(
    document: GoverningDocument, code: str, facts: GroundFacts, *, is_decided: bool, actor: Actor, at: datetime
) -> Ground:  # fmt: skip
    """Add a ground to a document. Raises DomainError at `code`, `district_id`, `units` or a text with a number."""
    refuse(rules.code_problems(code, choices.codes(Ground)))
    status = rules.status_of(is_decided=is_decided, is_past=choices.is_past(document))
    made = Ground(
        id=new_id(), code=code, document_id=document.id, document=document, status=status,
        position=choices.next_position(document.id), units=[], target_groups=[], activities=[],
    )  # fmt: skip
    _describe(made, facts, at)
    return _stored(made, Tag.GROUND_ADDED, actor, at)


def change_ground(ground: Ground, facts: GroundFacts, *, seen: int, actor: Actor, at: datetime) -> None:
    """Change what is stated of a ground. Raises Stale, or DomainError as `add_ground`."""
    check_version(ground, seen)
    _describe(ground, facts, at)
    ground.touch()
    audit.record(ground, Tag.GROUND_CHANGED, actor=actor, at=at)


def decide(ground: Ground, facts: GroundFacts, *, seen: int, actor: Actor, at: datetime) -> None:
    """Let a pending priority hold, with what was decided after its dialogue meeting.

    Raises Stale, and DomainError before the meeting is held, without a text, or as `add_ground`.
    """
    check_version(ground, seen)
    refuse(rules.decision_problems(facts, status=ground.status, is_discussed=choices.is_discussed(ground)))
    _describe(ground, facts, at)
    ground.status = GroundStatus.CURRENT
    ground.touch()
    audit.record(ground, Tag.GROUND_DECIDED, actor=actor, at=at)


def add_funding(facts: FundingFacts, *, actor: Actor, at: datetime) -> FundingSource:
    """Add money that was set aside. Raises DomainError at `name` or `outcome`."""
    _check_funding(facts, at)
    key = new_id()
    made = FundingSource(id=key, code=str(key), **_values(facts))
    return _stored(made, Tag.FUNDING_ADDED, actor, at)


def change_funding(
    funding: FundingSource, facts: FundingFacts, *, seen: int, actor: Actor, at: datetime
) -> None:
    """Change what is stated of the money. Raises Stale, or DomainError as `add_funding`."""
    check_version(funding, seen)
    _check_funding(facts, at, but=funding.id)
    _fill(funding, _values(facts))
    audit.record(funding, Tag.FUNDING_CHANGED, actor=actor, at=at)


def add_meeting(facts: MeetingFacts, *, actor: Actor, at: datetime) -> DialogueMeeting:
    """Add a dialogue meeting, planned or held. Raises DomainError at the field that is wrong."""
    _check_meeting(facts, at)
    key = new_id()
    made = DialogueMeeting(id=key, code=str(key), **_values(facts))
    return _stored(made, Tag.MEETING_ADDED, actor, at)


def change_meeting(
    meeting: DialogueMeeting, facts: MeetingFacts, *, seen: int, actor: Actor, at: datetime
) -> None:
    """Change what is stated of a meeting, also that it is held now. Raises Stale, or DomainError as `add_meeting`."""
    check_version(meeting, seen)
    _check_meeting(facts, at, was=meeting)
    _fill(meeting, _values(facts))
    audit.record(meeting, Tag.MEETING_CHANGED, actor=actor, at=at)


def _describe(ground: Ground, facts: GroundFacts, at: datetime) -> None:
    on = rules.day_of(ground.document.year, clock.local(at).date())
    had = {unit.id for unit in ground.units}
    units = choices.chosen_units(facts.unit_ids)
    district = None if facts.district_id == ground.district_id else choices.district(facts.district_id)
    new = [choices.validity(one) for one in units if one.id not in had]
    refuse(rules.ground_problems(facts, on=on, district=district, units=new))
    own = ("title", "text", "district_id", "responsible", "partners", "places", "follow_up")
    _fill(ground, {name: getattr(facts, name) for name in own})
    ground.units = list(units)
    ground.target_groups = vocabulary.chosen(TargetGroup, facts.target_group_ids)
    ground.activities = vocabulary.chosen(ActivityType, facts.activity_ids)


def _check_funding(facts: FundingFacts, at: datetime, but: UUID | None = None) -> None:
    is_known = choices.is_known_funding(facts, but=but)
    refuse(rules.funding_problems(facts, is_known=is_known, today=clock.local(at).date()))


def _check_meeting(facts: MeetingFacts, at: datetime, was: DialogueMeeting | None = None) -> None:
    is_known = choices.is_known_meeting(facts, but=was.id if was else None)
    is_same = was is not None and was.district_id == facts.district_id
    district = None if is_same else choices.district(facts.district_id)
    today = clock.local(at).date()
    refuse(rules.meeting_problems(facts, is_known=is_known, district=district, today=today))


def _values(facts: Any) -> dict[str, Any]:
    return {field.name: getattr(facts, field.name) for field in fields(facts)}


def _fill(record: Any, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(record, name, value)


def _stored(made: Record, tag: Tag, actor: Actor, at: datetime) -> Record:
    session.add(made)
    audit.record(made, tag, actor=actor, at=at)
    return made
