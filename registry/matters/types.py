"""The types of matter in one table: what each is called, says and does. `registry/wiring.py` fills it, by name."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CompoundSelect, Row, Select, union_all

from registry.access.actor import Actor
from registry.access.waiting import Door
from registry.core.errors import Problem
from registry.core.money import Money
from registry.matters.approvals import hooks
from registry.matters.approvals.acts import Acts, of_title
from registry.matters.approvals.facts import RoutingFacts
from registry.matters.approvals.models import Decision, Round, Step
from registry.matters.decisions.hooks import CourtStep
from registry.matters.models import Matter

Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Signing:
    """How matters of a type are signed once they are approved."""

    rows: Callable[[], Select[Any]]  # which are to be, or were: `matter_id`, `signed_on`, None while it waits
    endpoint: str  # where the signatures are noted, called with the type's `key`


@dataclass(frozen=True, slots=True, kw_only=True)
class Undoing:
    """How what was decided in matters of a type falls by a withdrawal, and stands again when what felled it is gone."""

    withdrawn: Callable[[Any, Round, str, Actor, datetime], None]
    # What has happened since the decision of the round fell, so that it cannot stand again, and what to do instead.
    obstacles: Callable[[Any, Round], list[Problem]]
    restored: Callable[[Any, Round, Actor, datetime], None]
    # Whether anything of it has been carried out by now, and what is paid.
    carried_out: Callable[[Any], tuple[bool, Money | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterType:
    """One type of matter. What is called with a matter gets one of this type; what refuses raises DomainError.

    A type's frozen content has at least `title`, `case_number` and `kind_label`, and `parties` and `yearly` when there
    are any: what the lists of decisions show.
    """

    model: type[Matter]
    plural: Any  # the words over their list
    index: str  # the endpoint of the list
    endpoint: str  # of one matter's own page, called with `key` as its identifier
    key: str
    summary: str  # the templates of the decider's page: in short, and all that is decided
    body: str
    whole: Callable[..., Any]  # the one with an identifier and all that belongs to it; `anew`: read again
    content: Callable[..., dict[str, Any]]  # what would be frozen `at` a moment
    facts: Callable[..., RoutingFacts]  # what the delegation order needs to know of it then
    differences: Callable[[Content, Content], list[Any]]  # in words: `field`, `before`, `after`, `binding`
    parties: Callable[[], Select[Any]]  # which organisations each is about: `matter_id`, `organisation_id`
    before_sending: Callable[[Any, datetime], None]  # refuses while something is missing
    sent: Callable[[Any, Round, str | None, Actor, datetime], None]
    before_approval: Callable[[Any, Round, Step, datetime], None]
    against: Callable[[Any, Round, datetime], list[dict[str, Any]]] | None = (
        None  # what speaks against what was sent, by then: `what`, and `reason` where somebody gave one
    )
    closed: Callable[
        [Any, Round, Decision, Actor, datetime], None
    ]  # what follows when its round closes, once
    sent_back: Callable[
        [Any, Round, str, Actor, datetime], None
    ]  # what was sent is no longer what would be decided
    in_court: Callable[
        [Any, Round, CourtStep, Actor, datetime], None
    ]  # what follows when a court stays, answers or annuls a decision of the round
    returned: Callable[[], Select[Any]]  # which whoever prepares them has back, to change: `matter_id`
    revise: str  # where that is done, called with `key`
    signing: Signing | None = None  # None when nobody signs them
    undoing: Undoing | None = None  # None when nothing decided is withdrawn, or stands again
    # Who has prepared one, for a type whose matters have no facts for the delegation order.
    prepared: Callable[[Any], frozenset[UUID]] | None = None
    standing: Callable[..., Any]  # where it stands in plain words, for the pages
    labelled: Callable[
        [Content], dict[str, Any]
    ]  # frozen content in words; it says its `type` but for agreements
    shown: Callable[
        ..., dict[str, Any]
    ]  # `content` and what else its templates need; `decides`: one decides now
    acts: Callable[[Content], Acts] = of_title  # what a decision about frozen content does, in a sentence
    in_short: Callable[[Collection[UUID]], Select[Any]] | None = (
        None  # of those with an identifier: `matter_id`, `kind`, `parties` as one text, `total` in öre, `is_free`
    )
    outcome_words: Callable[..., str]  # to the decider afterwards; `waits`: others have to decide still


_types: dict[str, MatterType] = {}


def plug(*plugged: MatterType) -> None:
    """Make the types known; the same type again changes nothing."""
    for one in plugged:
        code = one.model.__mapper_args__["polymorphic_identity"]
        _types[code] = one
        hooks.shows(one.labelled, code)
        hooks.says(one.acts, code)


def of(matter: Matter | Row[Any]) -> MatterType:
    """Return the type of a matter, or of a row of a list of matters."""
    return _types[matter.type]


def prepared(matter: Any, *, at: datetime) -> frozenset[UUID]:
    """Return who has prepared the matter by then, and so neither decides it nor asks about others' conflicts."""
    type_ = of(matter)
    return type_.prepared(matter) if type_.prepared else type_.facts(matter, at=at).excluded


def whole(code: str, matter_id: UUID) -> Matter | None:
    """Return a matter of the type with that code, with all that belongs to it; None when there is no such type."""
    return _types[code].whole(matter_id) if code in _types else None


def page(code: str, matter_id: UUID) -> tuple[str, dict[str, UUID]]:
    """Return the endpoint of a matter's own page, and what to call it with."""
    return _types[code].endpoint, {_types[code].key: matter_id}


def door(code: str, endpoint: str, matter_id: UUID) -> Door:
    """Return one of the type's own pages of a matter."""
    return Door(endpoint, {_types[code].key: matter_id})


def returned() -> CompoundSelect[Any]:
    """Return the statement for which matters whoever prepares them has back: `matter_id`."""
    return union_all(*(one.returned() for one in _types.values()))


def signatures() -> CompoundSelect[Any]:
    """Return the statement for which matters are to be signed, or were: `matter_id`, `signed_on`."""
    return union_all(*(one.signing.rows() for one in _types.values() if one.signing))


def in_short(ids: Collection[UUID]) -> CompoundSelect[Any]:
    """Return the statement for the kind, the parties and the city's money of the matters, where their type says it."""
    return union_all(*(one.in_short(ids) for one in _types.values() if one.in_short))


def parties() -> CompoundSelect[Any]:
    """Return the statement for which organisations every matter is about: `matter_id`, `organisation_id`."""
    return union_all(*(one.parties() for one in _types.values()))
