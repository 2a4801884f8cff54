"""Reads over mapping rounds: the rounds, the lists with how far they are, the rows, and what partners are asked."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from registry.access.actor import Actor
from registry.access.roles import MANAGERS, Role
from registry.access.visibility import own_organisations, staff_only
from registry.agreements import partner
from registry.city.accounts.models import RoleGrant, User
from registry.city.accounts.queries import valid
from registry.city.units import queries as units
from registry.city.units.models import Unit
from registry.collaborations.choices import OVER
from registry.collaborations.models import Collaboration, Party
from registry.collaborations.occasions.models import Occasion
from registry.collaborations.running import Running, running
from registry.core import clock
from registry.core.database import session
from registry.mapping.rounds import rules
from registry.mapping.rounds.answering import AnswersFor, answers_for
from registry.mapping.rounds.choices import RoundState
from registry.mapping.rounds.models import ListRow, MappingRound, PartnerAnswer, UnitList
from registry.mapping.rounds.rules import ListProgress
from registry.notifications.messages import ListNamed
from registry.partners.organisations.models import Organisation

MOST_ROUNDS = 100
MOST_LISTS = 500
MOST_ROWS = 5000
MOST_OFFERED = 500
GONE = (Running.ENDED.value, Running.NOT_BEGUN.value)

_WHOLE = selectinload(Collaboration.parties).joinedload(Party.organisation)


@dataclass(frozen=True, slots=True)
class LoadedList:
    """A unit's list with its round, the unit that has it today, and who may certify it today."""

    list: UnitList
    round: MappingRound
    answers: AnswersFor

    @property
    def id(self) -> UUID:
        """The list's identifier."""
        return self.list.id

    @property
    def unit_id(self) -> UUID | None:
        """The unit that has the list: the one that took over, when its own has ended."""
        return self.answers.unit.id if self.answers.unit else None

    @property
    def certifier_ids(self) -> frozenset[UUID]:
        """Who may certify it."""
        return self.answers.people

    @property
    def unit_ids(self) -> frozenset[UUID]:
        """The units whose collaborations are the list's own."""
        return frozenset(one for one in (self.list.unit_id, self.unit_id) if one)

    @property
    def unit_name(self) -> str:
        """The unit as the list names it."""
        return self.list.unit.name if self.list.unit else ""

    @property
    def named(self) -> ListNamed:
        """The list as a message names it."""
        return ListNamed(self.id, self.round.title, self.unit_name, self.round.due_on)


def rounds(actor: Actor) -> Sequence[MappingRound]:
    """Return the rounds, those under way first, then the day that they speak of, the latest first."""
    rows = select(MappingRound).where(staff_only(actor)).options(joinedload(MappingRound.source))
    order = (MappingRound.state.desc(), MappingRound.speaks_of.desc(), MappingRound.id)
    return session.scalars(rows.order_by(*order).limit(MOST_ROUNDS)).all()


def round_(actor: Actor, round_id: UUID) -> MappingRound | None:
    """Return a round; None for a partner."""
    rows = select(MappingRound).where(MappingRound.id == round_id, staff_only(actor))
    return session.scalar(rows.options(joinedload(MappingRound.source)))


def is_taken(title: str) -> bool:
    """Return whether a round has the name."""
    return session.scalar(select(MappingRound.id).where(MappingRound.title == title)) is not None


def round_before(this: MappingRound) -> MappingRound | None:
    """Return the closed round that speaks of the latest day before this one's."""
    rows = select(MappingRound).where(MappingRound.state == RoundState.CLOSED, MappingRound.id != this.id)
    rows = rows.where(MappingRound.speaks_of <= this.speaks_of)
    return session.scalar(rows.order_by(MappingRound.speaks_of.desc(), MappingRound.id.desc()).limit(1))


def overlapping(this: MappingRound) -> Sequence[dict[str, Any]]:
    """Return what is frozen of the closed rounds whose year of occasions overlaps this one's."""
    first, last = rules.year_before(this.speaks_of), rules.year_after(this.speaks_of)
    rows = select(MappingRound.content).where(
        MappingRound.content.is_not(None),
        MappingRound.id != this.id,
        MappingRound.speaks_of.between(first, last),
    )
    order = MappingRound.closed_at, MappingRound.id
    return [one for one in session.scalars(rows.order_by(*order).limit(MOST_ROUNDS)) if one]


def unit_list(actor: Actor, list_id: UUID) -> LoadedList | None:
    """Return a unit's list as it is today; None for a partner."""
    rows = select(UnitList).where(UnitList.id == list_id, staff_only(actor))
    found = session.scalar(rows.options(joinedload(UnitList.round), joinedload(UnitList.unit)))
    return loaded(found, clock.today()) if found else None


def loaded(found: UnitList, on: date) -> LoadedList:
    """Return the list, which is read with its round and unit, with who answers for it on the day."""
    return LoadedList(found, found.round, answers_for(found.unit_id, on))


def lists_of(round_id: UUID) -> Sequence[UnitList]:
    """Return the lists of a round by the unit's name, with round and unit; the one without unit last."""
    rows = select(UnitList).outerjoin(UnitList.unit).where(UnitList.round_id == round_id)
    rows = rows.options(joinedload(UnitList.round), contains_eager(UnitList.unit))
    order = (UnitList.unit_id.is_(None), Unit.name, UnitList.id)
    return session.scalars(rows.order_by(*order).limit(MOST_LISTS)).all()


def open_lists() -> Sequence[UnitList]:
    """Return the lists of all rounds under way, the oldest first, with round and unit."""
    rows = select(UnitList).join(UnitList.round).where(MappingRound.state == RoundState.OPEN)
    rows = rows.options(contains_eager(UnitList.round), joinedload(UnitList.unit))
    return session.scalars(rows.order_by(UnitList.id).limit(MOST_LISTS)).all()


def progress(lists: Sequence[UnitList], on: date) -> dict[UUID, ListProgress]:
    """Return how far each list is; one statement. What has ended or moved meanwhile needs no answer."""
    ids = [one.id for one in lists]
    own = {one.id: loaded(one, on).unit_ids for one in lists}
    rows = select(ListRow.list_id, ListRow.answer, Collaboration.status, Collaboration.unit_id)
    rows = rows.join(ListRow.collaboration).where(ListRow.list_id.in_(ids)).order_by(ListRow.id)
    number, answered = dict.fromkeys(ids, 0), dict.fromkeys(ids, 0)
    for row in session.execute(rows.limit(MOST_ROWS)):
        number[row.list_id] += 1
        is_done = row.answer or row.status in OVER or row.unit_id not in own[row.list_id]
        answered[row.list_id] += bool(is_done)
    return {one.id: ListProgress(number[one.id], answered[one.id], one.state) for one in lists}


def rows_of(list_ids: Iterable[UUID]) -> Sequence[ListRow]:
    """Return the rows of the lists with their collaborations and parties, by title."""
    rows = select(ListRow).join(ListRow.collaboration).where(ListRow.list_id.in_(list(list_ids)))
    rows = rows.options(contains_eager(ListRow.collaboration).options(_WHOLE))
    order = (Collaboration.sort_title, ListRow.id)
    return session.scalars(rows.order_by(*order).limit(MOST_ROWS)).all()


def added_to(found: LoadedList) -> Sequence[Collaboration]:
    """Return what has been recorded for the unit since the round opened and stands in none of its rows, by title."""
    return added(found.unit_ids, found.round.opened_at, [found.id])


def added(unit_ids: Collection[UUID], since: datetime, list_ids: Sequence[UUID]) -> Sequence[Collaboration]:
    """Return what has been recorded for the units since the moment and stands in no row of the lists, by title."""
    there = select(ListRow.collaboration_id).where(ListRow.list_id.in_(list_ids))
    rows = select(Collaboration).where(
        Collaboration.unit_id.in_(unit_ids), Collaboration.created_at >= since,
        Collaboration.is_reference.is_(False), Collaboration.status.not_in(OVER),
        Collaboration.id.not_in(there),
    )  # fmt: skip
    rows = rows.options(_WHOLE).order_by(Collaboration.sort_title, Collaboration.id)
    return session.scalars(rows.limit(MOST_ROWS)).all()


def believed(unit_ids: Sequence[UUID], on: date, *, at: datetime, months: int) -> Sequence[Collaboration]:
    """Return what we believe at the moment that the units do: all that had not ended on the day, nor has since."""
    rows = select(Collaboration).where(
        Collaboration.unit_id.in_(unit_ids), Collaboration.is_reference.is_(False),
        running(on, months=months).not_in(GONE), Collaboration.status.not_in(OVER), Collaboration.created_at <= at,
    )  # fmt: skip
    rows = rows.options(_WHOLE).order_by(Collaboration.sort_title, Collaboration.id)
    return session.scalars(rows.limit(MOST_ROWS)).all()


def of_source(source_id: UUID) -> Sequence[Collaboration]:
    """Return our own collaborations that rest on a source, by title, with unit and parties."""
    rows = select(Collaboration).where(
        Collaboration.source_id == source_id, Collaboration.is_reference.is_(False)
    )
    rows = rows.options(_WHOLE).order_by(Collaboration.sort_title, Collaboration.id)
    return session.scalars(rows.limit(MOST_ROWS)).all()


def persons(collaboration_ids: Sequence[UUID], first: date, last: date) -> dict[UUID, int]:
    """Return how many persons came to the occasions of each in the period, where somebody has counted."""
    rows = select(Occasion.collaboration_id, func.sum(Occasion.attendance)).where(
        Occasion.collaboration_id.in_(collaboration_ids), Occasion.happened_on.between(first, last),
        Occasion.attendance.is_not(None),
    )  # fmt: skip
    rows = rows.group_by(Occasion.collaboration_id).order_by(Occasion.collaboration_id).limit(MOST_ROWS)
    return {key: int(number) for key, number in session.execute(rows)}


def partner_answers(row_ids: Sequence[UUID]) -> Sequence[PartnerAnswer]:
    """Return what organisations have answered about the rows, the latest first."""
    rows = select(PartnerAnswer).where(PartnerAnswer.row_id.in_(row_ids))
    rows = rows.options(joinedload(PartnerAnswer.organisation))
    return session.scalars(
        rows.order_by(PartnerAnswer.answered_at.desc(), PartnerAnswer.id).limit(MOST_ROWS)
    ).all()


def answer_of(row_id: UUID, organisation_id: UUID) -> PartnerAnswer | None:
    """Return what the organisation has answered about the row, if it has."""
    rows = select(PartnerAnswer).where(PartnerAnswer.row_id == row_id)
    return session.scalar(rows.where(PartnerAnswer.organisation_id == organisation_id))


@dataclass(frozen=True, slots=True)
class AskedPartner:
    """What an organisation is asked in a round: about which row, and what it has answered so far."""

    row: ListRow
    round: MappingRound
    organisation: Organisation
    answer: PartnerAnswer | None


def asked(actor: Actor, row_id: UUID | None = None) -> list[AskedPartner]:
    """Return what the partner's organisations are asked in rounds under way, answered or not, the oldest first.

    Only of what they may know of already: a draft does not exist for them. Nothing for staff.
    """
    rows = (
        select(ListRow, MappingRound, Organisation, PartnerAnswer)
        .join(ListRow.collaboration)
        .join(Party, Party.collaboration_id == Collaboration.id)
        .join(Organisation, Organisation.id == Party.organisation_id)
        .join(UnitList, UnitList.id == ListRow.list_id)
        .join(MappingRound, MappingRound.id == UnitList.round_id)
        .outerjoin(
            PartnerAnswer,
            (PartnerAnswer.row_id == ListRow.id) & (PartnerAnswer.organisation_id == Organisation.id),
        )
        .where(own_organisations(actor, Party.organisation_id), Collaboration.status.not_in(OVER))
        .where(MappingRound.state == RoundState.OPEN, MappingRound.asks_partners)
        .where(Collaboration.id.in_(partner.known_to(actor)))
        .options(contains_eager(ListRow.collaboration).joinedload(Collaboration.unit))
    )
    rows = rows.where(ListRow.id == row_id) if row_id else rows
    found = session.execute(rows.order_by(ListRow.id, Organisation.id).limit(MOST_OFFERED))
    return [AskedPartner(*one) for one in found]


def one_asked(actor: Actor, row_id: UUID) -> AskedPartner | None:
    """Return one question to the partner's organisation; of several that are parties, one that has not answered."""
    found = asked(actor, row_id)
    return next((one for one in found if one.answer is None), found[0] if found else None)


def colleagues(on: date, *, but: UUID) -> list[tuple[UUID, str]]:
    """Return the staff who can be asked to fill in, by name: everybody with a role that is not only to look on."""
    looks_on = (Role.AUDITOR, Role.PARTNER)
    has_role = select(RoleGrant.user_id).where(valid(RoleGrant, on), RoleGrant.role.not_in(looks_on))
    barred = select(RoleGrant.user_id).where(valid(RoleGrant, on), RoleGrant.role.in_(looks_on))
    rows = select(User.id, User.name, User.title).where(User.is_active, User.id != but)
    managers = units.structure().holding(frozenset(MANAGERS), on)
    rows = rows.where(or_(User.id.in_(has_role), User.id.in_(managers)), User.id.not_in(barred))
    found = session.execute(rows.order_by(User.name, User.id).limit(MOST_OFFERED))
    return [(row.id, ", ".join(filter(None, (row.name, row.title)))) for row in found]


def offered_units(on: date) -> list[tuple[UUID, str]]:
    """Return the units that there are on the day, by the tree's order: whom a round can ask."""
    return [(one.part.id, one.part.name) for one in units.structure().tree(on) if one.is_valid]


def waiting_since(opened_at: datetime) -> date:
    """Return the day from which a list waits."""
    return clock.local(opened_at).date()
