"""Recording a collaboration while it happens: with whom, what, when; the rest is asked for later."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from registry.access.actor import Actor
from registry.collaborations import actions, rules
from registry.collaborations.choices import Category, Form
from registry.collaborations.models import Collaboration
from registry.collaborations.occasions import actions as occasions
from registry.collaborations.occasions.rules import Happened
from registry.collaborations.rules import CollaborationFacts, Gate
from registry.core.errors import DomainError, Problem
from registry.core.i18n import swedish
from registry.partners.organisations import actions as organisations
from registry.partners.organisations import queries as known
from registry.partners.organisations.models import Sector
from registry.partners.organisations.rules import OrganisationFacts


@dataclass(frozen=True, slots=True)
class With:
    """With whom: organisations of the register, and one that is new to it, of which only the name is known.

    `is_another` answers our question whether the new one is one that the register has.
    """

    organisation_ids: Sequence[UUID]
    new_name: str | None = None
    is_another: bool = False


def record(
    facts: CollaborationFacts, whom: With, *, gate: Gate, happened_on: date | None, actor: Actor, at: datetime
) -> Collaboration:
    """Record a collaboration of ours, and the occasion that somebody tells of when it is informal.

    Without a title it is called what it is and with whom. Raises DomainError: what is missing, a name that the
    register has already, a day that has not been.
    """
    ids = [*whom.organisation_ids, *_registered(whom, actor=actor, at=at)]
    if not facts.title:
        facts = replace(facts, title=_title(facts.category, ids, actor))
    made = actions.record(facts, gate=gate, organisation_ids=ids, actor=actor, at=at)
    if happened_on and made.form is Form.INFORMAL:
        happened = Happened(happened_on, facts.category or Category.OTHER)
        occasions.log(made, happened, actor=actor, at=at)
    return made


def _registered(whom: With, *, actor: Actor, at: datetime) -> list[UUID]:
    if not whom.new_name:
        return []
    told = OrganisationFacts(name=whom.new_name, sector=Sector.UNKNOWN, is_another=whom.is_another)
    try:
        return [organisations.register(told, actor=actor, at=at).id]
    except DomainError as error:
        raise DomainError(*(Problem(one.message, "new_organisation") for one in error.problems)) from None


def _title(category: Category | None, ids: Sequence[UUID], actor: Actor) -> str:
    with swedish():  # it is stored, whatever language its author reads
        return rules.title_of(category, [row.name for row in known.named(actor, ids)])
