"""What people do with collaborations: record, change, judge the form, add parties, confirm, end."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from registry.access.actor import Actor
from registry.audit import actions as audit
from registry.audit import changes
from registry.audit.tags import Tag
from registry.city.guidelines.choices import Kind
from registry.city.priorities.models import Ground
from registry.city.vocabulary import actions as vocabulary
from registry.collaborations import deeds, queries, rules
from registry.collaborations.choices import CollaborationStatus, Form, PartyRole
from registry.collaborations.fields import FIELDS, PROJECT_FIELDS
from registry.collaborations.models import Collaboration, Party, ProjectFacts
from registry.collaborations.rules import CollaborationFacts, Gate, Participation, Project
from registry.core import clock
from registry.core.columns import new_id
from registry.core.database import session
from registry.core.errors import DomainError, Problem, check_version, refuse
from registry.core.i18n import _
from registry.partners.organisations.models import Organisation


def record(
    facts: CollaborationFacts, *, gate: Gate, organisation_ids: Sequence[UUID], actor: Actor, at: datetime
) -> Collaboration:
    """Record a collaboration of ours. AMF 2024/717: the answer to the gate question makes it formal or informal.

    A formal one gets its kind afterwards, so that nothing typed is lost on the way. Raises DomainError with what is
    missing: a ground, a unit, a party.
    """
    form = rules.form_of(gate.resources)
    made = _new(facts, form=form, is_reference=False, organisation_ids=organisation_ids, actor=actor, at=at)
    deeds.check_own(made, actor)
    _answer(made, gate, actor)
    _record(made, Tag.COLLABORATION_RECORDED, actor=actor, at=at)
    return made


def record_reference(
    facts: CollaborationFacts, *, organisation_ids: Sequence[UUID], actor: Actor, at: datetime
) -> Collaboration:
    """Record a project of others that we only follow. Raises DomainError when it is nobody's."""
    made = _new(
        facts, form=Form.FORMAL, is_reference=True, organisation_ids=organisation_ids, actor=actor, at=at
    )
    made.kind = Kind.PROJECT
    deeds.check_own(made, actor)
    _record(made, Tag.COLLABORATION_RECORDED, actor=actor, at=at)
    return made


def change(
    collaboration: Collaboration, facts: CollaborationFacts, *, seen: int, actor: Actor, at: datetime
) -> None:
    """Change the facts. Raises Stale when they are newer than the version seen, DomainError with what is missing."""
    check_version(collaboration, seen)
    problems = rules.facts_problems(
        facts, form=collaboration.form, is_reference=collaboration.is_reference,
        has_rested=bool(collaboration.grounds),
    )  # fmt: skip
    refuse([*problems, *rules.title_problems(_is_taken(facts, by_other_than=collaboration))])
    _fill(collaboration, facts, clock.local(at).date())
    deeds.check_own(collaboration, actor)
    _record_change(collaboration, actor=actor, at=at)


def judge(collaboration: Collaboration, gate: Gate, *, seen: int, actor: Actor, at: datetime) -> None:
    """Answer the gate question anew (AMF 2024/717): yes makes an informal collaboration formal, no the other way.

    Raises DomainError when a kind has been chosen and the answer is no, or when it is only a case that we follow.
    """
    check_version(collaboration, seen)
    if collaboration.is_reference:
        raise DomainError(_("Frågan gäller bara vår egen samverkan, inte andras som vi följer."))
    refuse(rules.gate_problems(gate, collaboration.kind))
    was, collaboration.form = collaboration.form, rules.form_of(gate.resources)
    if FIELDS.missing({"category": collaboration.category}, collaboration.form.value):
        words = _("Ange först i uppgifterna vad den informella samverkan består av.")
        raise DomainError(Problem(words, "gate_resources"))
    _answer(collaboration, gate, actor)
    made_formal = was is not collaboration.form and collaboration.form is Form.FORMAL
    tag = Tag.COLLABORATION_MADE_FORMAL if made_formal else Tag.COLLABORATION_CHANGED
    _record_change(collaboration, tag, actor=actor, at=at)


def choose_kind(collaboration: Collaboration, kind: Kind, *, seen: int, actor: Actor, at: datetime) -> None:
    """Say which kind of formal collaboration it is (AMF 2024/717). Agreements already begun keep theirs.

    Raises Stale, and DomainError when the collaboration is informal, or has no unit or no ground.
    """
    check_version(collaboration, seen)
    refuse(rules.kind_problems(collaboration.form, collaboration.unit_id, collaboration.grounds))
    collaboration.kind = kind
    _record_change(collaboration, actor=actor, at=at)


def confirm(collaboration: Collaboration, *, actor: Actor, at: datetime) -> None:
    """Confirm that everything still holds. Raises DomainError when it has ended."""
    log_changes([(collaboration, deeds.confirm(collaboration, clock.local(at).date()))], actor=actor, at=at)


def end(collaboration: Collaboration, *, ends_on: date, seen: int, actor: Actor, at: datetime) -> None:
    """End the collaboration. Raises Stale, and DomainError when it has ended already or the day cannot be right."""
    check_version(collaboration, seen)
    log_changes(
        [(collaboration, deeds.end(collaboration, ends_on, clock.local(at).date()))], actor=actor, at=at
    )


def log_changes(changed: Sequence[tuple[Collaboration, Tag]], *, actor: Actor, at: datetime) -> None:
    """Log what `deeds` has changed, each with its own row in the log. All are written in one go first."""
    for collaboration, _tag in changed:
        collaboration.touch()
    session.flush()
    for collaboration, tag in changed:
        _record(collaboration, tag, actor=actor, at=at)


def came_to_nothing(collaboration: Collaboration, *, actor: Actor, at: datetime) -> None:
    """Say that what was planned came to nothing, since what it needed was refused. Changes nothing of what has run."""
    if collaboration.status in {CollaborationStatus.IDEA, CollaborationStatus.PLANNED}:
        _state(collaboration, CollaborationStatus.NOT_BEGUN, actor=actor, at=at)


def planned_again(collaboration: Collaboration, *, actor: Actor, at: datetime) -> None:
    """Say that what had come to nothing is planned again."""
    if collaboration.status is CollaborationStatus.NOT_BEGUN:
        _state(collaboration, CollaborationStatus.PLANNED, actor=actor, at=at)


def _state(collaboration: Collaboration, status: CollaborationStatus, *, actor: Actor, at: datetime) -> None:
    collaboration.status, collaboration.status_on = status, clock.local(at).date()
    _record_change(collaboration, actor=actor, at=at)


def add_party(
    collaboration: Collaboration,
    organisation_id: UUID | None,
    part: Participation,
    *,
    actor: Actor,
    at: datetime,
) -> Party:
    """Add an organisation with its roles. Raises DomainError: no such organisation, party already, no role."""
    organisation = session.get(Organisation, organisation_id) if organisation_id else None
    if organisation is None:
        raise DomainError(Problem(_("Sök och välj en organisation."), "organisation"))
    if any(party.organisation_id == organisation.id for party in collaboration.parties):
        raise DomainError(Problem(_("%(name)s är redan part.", name=organisation.name), "organisation"))
    too_many = rules.parties_problems(len(collaboration.parties) + 1)
    refuse([*rules.part_problems(part, organisation.legal_form), *too_many])
    party = Party(organisation_id=organisation.id, position=_next_position(collaboration))
    _fill_part(party, part)
    collaboration.parties.append(party)
    _record_change(collaboration, actor=actor, at=at)
    return party


def change_party(
    collaboration: Collaboration, party: Party, part: Participation, *, seen: int, actor: Actor, at: datetime
) -> None:
    """Change what a party does. Raises Stale when the collaboration is newer than the version seen, DomainError."""
    check_version(collaboration, seen)
    refuse(rules.part_problems(part, party.organisation.legal_form if party.organisation else None))
    _fill_part(party, part)
    _record_change(collaboration, actor=actor, at=at)


def remove_party(collaboration: Collaboration, party: Party, *, actor: Actor, at: datetime) -> None:
    """Take a party out. Raises DomainError for the last one: a collaboration is with somebody."""
    if len(collaboration.parties) < 2:
        raise DomainError(
            _("Den sista parten kan inte tas bort. Lägg först till en annan, eller avsluta samverkan.")
        )
    collaboration.parties.remove(party)
    _record_change(collaboration, actor=actor, at=at)


def describe_project(
    collaboration: Collaboration, project: Project, *, seen: int, actor: Actor, at: datetime
) -> None:
    """Save the facts of an externally funded project. Raises Stale, and DomainError for what contradicts itself."""
    check_version(collaboration, seen)
    if collaboration.kind is not Kind.PROJECT:
        raise DomainError(_("Bara projekt med extern finansiering har projektuppgifter."))
    refuse(rules.project_problems(project, own_id=collaboration.id))
    if collaboration.project is None:
        collaboration.project = ProjectFacts()
    for field in PROJECT_FIELDS:
        value = getattr(project, field.name)
        setattr(collaboration.project, field.name, list(value) if isinstance(value, tuple) else value)
    _index(collaboration)
    _record_change(collaboration, actor=actor, at=at)


def _new(
    facts: CollaborationFacts,
    *,
    form: Form,
    is_reference: bool,
    organisation_ids: Sequence[UUID],
    actor: Actor,
    at: datetime,
) -> Collaboration:
    organisations = _organisations(organisation_ids)
    problems = rules.facts_problems(facts, form=form, is_reference=is_reference)
    problems += rules.title_problems(_is_taken(facts))
    refuse([*problems, *rules.parties_problems(len(organisations))])
    made = Collaboration(id=new_id(), form=form, is_reference=is_reference, created_at=at, project=None)
    made.created_by_id = actor.user_id
    made.parties = [
        Party(organisation_id=organisation.id, position=position, roles=[PartyRole.PARTNER.value])
        for position, organisation in enumerate(organisations, 1)
    ]
    _fill(made, facts, clock.local(at).date())
    if made.status is not CollaborationStatus.ENDED:
        deeds.set_confirmed(made, clock.local(at).date())
    session.add(made)
    return made


def _is_taken(facts: CollaborationFacts, *, by_other_than: Collaboration | None = None) -> bool:
    found = queries.titled(facts.title, facts.unit_id)
    return any(by_other_than is None or row.id != by_other_than.id for row in found)


def _organisations(ids: Sequence[UUID]) -> list[Organisation]:
    rows = select(Organisation).where(Organisation.id.in_(ids)).limit(rules.MOST_PARTIES + 1)
    return list(session.scalars(rows.order_by(Organisation.sort_name, Organisation.id)))


def _fill(collaboration: Collaboration, facts: CollaborationFacts, on: date) -> None:
    """A status speaks of the day stated; a new one without, or with the day of the one before, of the day itself."""
    was, then = collaboration.status, collaboration.status_on
    for field in FIELDS.stated():
        setattr(collaboration, field.name, getattr(facts, field.name))
    is_new = was is not facts.status and facts.status_on in {None, then}
    collaboration.status_on = on if is_new else facts.status_on or then or on
    grounds = select(Ground).where(Ground.id.in_(facts.grounds)).order_by(Ground.code)
    collaboration.grounds = list(session.scalars(grounds.limit(len(facts.grounds))))
    vocabulary.describe(collaboration, facts.scope)
    _index(collaboration)


def _index(collaboration: Collaboration) -> None:
    project = collaboration.project
    words = [party.words for party in collaboration.parties]
    collaboration.sort_title = rules.sort_title(collaboration.title)
    collaboration.search_text = rules.search_text(
        collaboration.title, [*words, *((project.funder, project.funder_reference) if project else ())]
    )


def _answer(collaboration: Collaboration, gate: Gate, actor: Actor) -> None:
    collaboration.gate_resources, collaboration.gate_note = gate.resources, gate.note
    collaboration.gate_judged_by = ", ".join(filter(None, (actor.name, actor.title)))[:200]


def _fill_part(party: Party, part: Participation) -> None:
    party.roles = [role.value for role in part.roles]
    party.receives_funding, party.note = part.receives_funding, part.note


def _next_position(collaboration: Collaboration) -> int:
    return max((party.position for party in collaboration.parties), default=0) + 1


def _record_change(
    collaboration: Collaboration, tag: Tag = Tag.COLLABORATION_CHANGED, *, actor: Actor, at: datetime
) -> None:
    log_changes([(collaboration, tag)], actor=actor, at=at)


def _record(collaboration: Collaboration, tag: Tag, *, actor: Actor, at: datetime) -> None:
    told = changes.of(collaboration)
    audit.record(collaboration, tag, actor=actor, at=at, matter_id=collaboration.id, changes=told)
