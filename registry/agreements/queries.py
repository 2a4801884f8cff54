"""Reading agreements: one with everything that belongs to it, lists of a few columns, and what a submission needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, ColumnElement, Row, Select, bindparam, select, union
from sqlalchemy.orm import joinedload

from registry.access.actor import Actor
from registry.access.secrecy import READ_ALL, open_title
from registry.access.visibility import is_staff, staff_only
from registry.agreements import (
    amounts,
    frozen_parties,
    funding,
    objections,
    party_conditions,
    preparing,
    rules,
    same_counterparty,
)  # fmt: skip
from registry.agreements.attachment import Attachment
from registry.agreements.content import remember_criteria
from registry.agreements.freezing import freeze
from registry.agreements.kinds import KINDS
from registry.agreements.models import IS_CURRENT, Agreement, Contribution, Edition, FrozenParty, FundingShare
from registry.agreements.rules import Missing
from registry.agreements.workflow import EDITABLE, State
from registry.city.delegation.models import DecisionType
from registry.city.diary import queries as diary
from registry.city.diary.models import CaseNumber
from registry.city.guidelines import queries as guidelines
from registry.city.guidelines import rules as guideline_rules
from registry.city.guidelines.models import ChecklistAnswer, ChecklistItem, FormChoice
from registry.city.guidelines.queries import Assessment
from registry.city.priorities.models import Ground
from registry.city.units.models import Unit
from registry.collaborations import queries as collaborations
from registry.collaborations.models import Collaboration, Party
from registry.core import clock
from registry.core.database import session
from registry.core.i18n import _
from registry.core.identifiers import case_number_key
from registry.core.lists_at_once import ListsAtOnce, ShortList
from registry.core.money import ZERO
from registry.matters.approvals import queries as approvals
from registry.matters.approvals import recusals
from registry.matters.approvals.routing import RoutingFacts
from registry.matters.approvals.visibility import not_outside, not_recused, not_secret
from registry.partners.organisations import related
from registry.partners.organisations.models import Standing
from registry.partners.recognition.queries import PartyRemark

Answered = list[tuple[ChecklistItem, ChecklistAnswer | None]]  # each criterion with the answer given so far
MOST_OF_ORGANISATION = 200
MOST_PARTIES = 1000  # of its latest collaborations, whose drafts are looked for
MOST_WAITING = 1000  # in one person's inbox, of one kind
LIST_ORDER = (Agreement.updated_at, Edition.id)
_COLLABORATION = joinedload(Edition.agreement).joinedload(Agreement.collaboration)
_WHOLE = (
    joinedload(Edition.unit),
    joinedload(Edition.preparer),
    joinedload(Edition.recorded),
    _COLLABORATION.joinedload(Collaboration.source),
    _COLLABORATION.joinedload(Collaboration.project),
)
_LISTS = ListsAtOnce(
    *map(
        ShortList.of,
        (
            Edition.goals, Edition.contributions, Edition.yearly, Edition.shares, Edition.payments, Edition.follow_ups,
            Edition.members, Edition.related, Edition.attachments, Collaboration.parties, Collaboration.grounds,
            Collaboration.target_groups, Collaboration.activities, Collaboration.districts,
        ),
    ),
    options=(
        joinedload(Contribution.organisation),
        joinedload(Attachment.document),
        joinedload(FundingShare.unit),
        joinedload(FundingShare.funding_source),
        joinedload(Party.organisation),
        joinedload(Ground.document),
    ),
)  # fmt: skip


def edition(actor: Actor, edition_id: UUID) -> Edition | None:
    """Return the agreement with all that belongs to it, or None when staff would not find it."""
    found = session.scalar(select(Edition).where(Edition.id == edition_id, _readable(actor)).options(*_WHOLE))
    return _with_lists(found) if found else None


def _readable(actor: Actor) -> ColumnElement[bool]:
    """Staff read every agreement but those whose matter they stand outside of, which they do not find at all."""
    return staff_only(actor) & not_recused(actor, Edition.id)


def whole(edition_id: UUID, *, anew: bool = False) -> Edition:
    """Return the agreement with all that belongs to it; `anew` reads also what this session has read before."""
    rows = select(Edition).where(Edition.id == edition_id).options(*_WHOLE)
    return _with_lists(session.scalars(rows.execution_options(populate_existing=anew)).one(), anew=anew)


def _with_lists(edition: Edition, *, anew: bool = False) -> Edition:
    _LISTS.fill(edition, edition.agreement.collaboration, anew=anew)
    return edition


def is_in_preparation(collaboration_id: UUID) -> bool:
    """Return whether the collaboration has an agreement that is being prepared or waits for its decision."""
    rows = select(Agreement.id).where(
        Agreement.collaboration_id == collaboration_id, Agreement.state.in_((*EDITABLE, State.SUBMITTED))
    )
    return session.scalar(rows.limit(1)) is not None


def sent_since(edition: Edition, since: datetime) -> str | None:
    """Return the title of another agreement about the collaboration begun since then, that is sent or decided."""
    rows = select(Edition.title).join(Agreement, IS_CURRENT)
    rows = rows.where(Agreement.collaboration_id == edition.agreement.collaboration_id)
    rows = rows.where(Agreement.id != edition.agreement_id, Edition.created_at >= since)
    states = (State.SUBMITTED, State.AMENDED, State.APPROVED, State.ACTIVE)
    return session.scalar(rows.where(Agreement.state.in_(states)).order_by(Edition.id).limit(1))


def of_collaboration(actor: Actor, collaboration_id: UUID) -> Sequence[Row[Any]]:
    """Return the collaboration's agreements: id, title, state, case number, period; newest first, at most 50."""
    return _shown_to(actor, _of_collaboration(), collaboration_id)


def of_organisation(actor: Actor, organisation_id: UUID, *, on: date) -> Sequence[Row[Any]]:
    """Return the agreements that the organisation is or was frozen as party to; newest first, at most 200.

    Besides what lists show: `signed_on`, the amounts in öre of all years (`total`), `this_year` and `next_year`, the
    days of `next_payment` and `next_follow_up`, and among how many `receivers` the money goes, 0 where none of it goes
    to the organisation.
    """
    return _shown_to(actor, _of_organisation(), organisation_id, on=on, year=on.year)


def _shown_to(actor: Actor, rows: Select[Any], owner_id: UUID, **values: Any) -> Sequence[Row[Any]]:
    if not is_staff(actor):
        return []
    told = {"owner": owner_id, "person": actor.user_id, "reads_all": actor.has(*READ_ALL), **values}
    return session.execute(rows, told).all()


@cache
def _of_collaboration() -> Select[Any]:
    """Built once, as the next: putting it together costs more than the database needs to answer it."""
    return _newest_of(Agreement.collaboration_id == bindparam("owner"))


@cache
def _of_organisation() -> Select[Any]:
    """Found by the party's and the frozen party's index; asked as one condition, every agreement is read.

    What was once sent for decision has its frozen parties; of drafts, those about the latest collaborations are found.
    """
    latest = collaborations.latest_of(MOST_PARTIES)
    part = select(Edition.id).join(Agreement, IS_CURRENT).where(Agreement.collaboration_id.in_(latest))
    was = select(FrozenParty.edition_id).where(FrozenParty.organisation_id == bindparam("owner"))
    mine = Edition.id.in_(union(part, was))
    rows = _newest_of(mine).limit(MOST_OF_ORGANISATION)
    return rows.add_columns(
        Edition.signed_on, *amounts.of_years(), *amounts.next_days(), frozen_parties.shared_among()
    )


def _newest_of(about: ColumnElement[bool]) -> Select[Any]:
    person: Any = bindparam("person")
    reads_all: Any = bindparam("reads_all", type_=Boolean())
    rows = _columns().where(about, not_outside(person, Edition.id), not_secret(person, reads_all, Edition.id))
    return rows.order_by(Edition.created_at.desc(), Edition.id).limit(50)


def waiting_with(organisation_id: UUID) -> list[str]:
    """Return why the organisation must not be merged now: an agreement with it waits for decision as it was sent."""
    part = select(Party.collaboration_id).where(Party.organisation_id == organisation_id)
    rows = select(Edition.title, Edition.secrecy).join(Edition.agreement)
    rows = rows.where(Agreement.collaboration_id.in_(part), Agreement.state == State.SUBMITTED)
    return [
        _(
            "Avtalet %(title)s väntar på beslut. Slå ihop eller ångra när det är beslutat eller återtaget.",
            title=open_title(row.title, row.secrecy),
        )
        for row in session.execute(rows.order_by(Edition.title, Edition.id).limit(5))
    ]


def listed(
    actor: Actor, *, states: Sequence[State] = (), unit_id: UUID | None = None, q: str = ""
) -> Select[Any]:
    """Return the select behind the list of agreements, filtered; the route pages it by `updated_at, id`."""
    rows = _columns().where(_readable(actor))
    if states:
        rows = rows.where(Agreement.state.in_(states))
    if unit_id:
        rows = rows.where(Edition.unit_id == unit_id)
    if q:
        spelled = select(CaseNumber.id).where(CaseNumber.key == case_number_key(q))  # in any other spelling
        rows = rows.where(
            Edition.title.icontains(q, autoescape=True)
            | Edition.case_number.icontains(q, autoescape=True)
            | Edition.case_number_id.in_(spelled)
        )
    return rows


def _columns() -> Select[Any]:
    columns = (
        Edition.id, Edition.title, Agreement.kind, Agreement.state, Edition.case_number, Edition.starts_on,
        Edition.ends_on, Agreement.updated_at, Edition.is_example, Agreement.collaboration_id,
        Unit.name.label("unit_name"),
    )  # fmt: skip
    return (
        select(*columns)
        .select_from(Edition)
        .join(Agreement, IS_CURRENT)
        .join(Unit, Edition.unit_id == Unit.id)
    )


def prepared_by(actor: Actor, states: Sequence[State]) -> Sequence[Row[Any]]:
    """Return the agreements that the actor prepares and that are in one of the states; latest first, at most 1,000."""
    rows = _columns().where(
        Edition.prepared_by_id == actor.user_id, Agreement.state.in_(states), _readable(actor)
    )
    return session.execute(rows.order_by(Agreement.updated_at.desc(), Edition.id).limit(MOST_WAITING)).all()


@dataclass(frozen=True, slots=True)
class Preparation:
    """How far an agreement has come: the frozen content, the answers behind it, and what is still missing.

    `unsent` is missing before it is sent, and asked of nothing that the nämnd has decided already.
    """

    content: dict[str, Any]
    criteria: Answered
    form_choice: FormChoice | None
    missing: list[Missing]
    unsent: list[Missing]

    @property
    def lacking(self) -> list[Missing]:
        """All that stands in the way of sending it."""
        return self.missing + self.unsent


def preparation(edition: Edition, *, at: datetime) -> Preparation:
    """Return how far the agreement has come at the moment, under the guideline in force that day."""
    on = clock.local(at).date()
    answered, choice, content = _assessed(edition, at)
    kind = KINDS[edition.agreement.kind]
    items, answers = [item for item, _given in answered], [given for _item, given in answered if given]
    problems = guideline_rules.missing(items, answers)
    numbered = {**content, "case_number": content["case_number"] or diary.upcoming()}  # given when it is sent
    chosen = guideline_rules.form_choice_problems(choice, kind.form, on=on)
    missing = [
        *rules.missing(kind, numbered),
        *(Missing("criteria", problem.message) for problem in problems),
        *(Missing("form", problem.message) for problem in chosen),
        *_undeclared(edition),
        *(Missing("basics", words) for words in dissolved(edition)),
        *rules.units_gone(
            (row.unit.name, row.unit.starts_on, row.unit.ends_on, row.year) for row in edition.shares
        ),
    ]
    failed = guideline_rules.stopping(items, answers, money=rules.pays_out(content))
    unsent = [Missing("criteria", problem.message) for problem in failed]
    unsent += rules.unfunded(kind, content)
    unsent += objections.before_sending(edition, kind, content, on)
    return Preparation(content, answered, choice, missing, unsent)


def dissolved(edition: Edition) -> list[str]:
    """Return a sentence about each party that has ended: nothing is agreed with it."""
    parties = [one.organisation for one in edition.agreement.collaboration.parties if one.organisation]
    return related.dissolved([one.id for one in parties if one.standing is Standing.DISSOLVED])


def frozen(edition: Edition, *, at: datetime, remarks: Sequence[PartyRemark] | None = None) -> dict[str, Any]:
    """Return the agreement as plain data at the moment: what a submission freezes and a preview shows.

    `remarks` are what the register has against its parties; they are read when not given.
    """
    return _assessed(edition, at, remarks)[2]


def _assessed(
    edition: Edition, at: datetime, remarks: Sequence[PartyRemark] | None = None
) -> tuple[Answered, FormChoice | None, dict[str, Any]]:
    """Return the criteria with their answers, the choice of form, and with them what the agreement says."""
    found = _assessment(edition, at)
    remember_criteria(item for item, _answer in found.answered)
    given: dict[str, Any] = {"guideline": found.guideline, "criteria": found.answered}
    given |= {
        "form_choice": found.form_choice,
        "remarks": party_conditions.remarks(edition) if remarks is None else remarks,
    }
    return found.answered, found.form_choice, freeze(edition, at=at, **given)


def criteria(edition: Edition, *, at: datetime) -> Answered:
    """Return each criterion of the guideline in force with the answer given so far."""
    return _assessment(edition, at).answered


def _assessment(edition: Edition, at: datetime) -> Assessment:
    return guidelines.assessment(edition.agreement.kind, edition.id, clock.local(at).date())


def _undeclared(edition: Edition) -> list[Missing]:
    """KL 6:28 through 7:4 covers preparing: whoever prepares declares, and with a conflict hands over."""
    person = edition.prepared_by_id
    declared = approvals.declaration_of(edition.id, person, None) if person else None
    if declared is None:
        return [Missing("conflict", _("Jävsfrågan är inte besvarad."))]
    if declared.has_conflict:
        return [Missing("conflict", _("Du har anmält jäv. Någon annan måste ta över beredningen."))]
    return [Missing("conflict", one.message) for one in recusals.handling_problems(edition.id, person)]


def facts(edition: Edition, *, at: datetime) -> RoutingFacts:
    """Return what the delegation order needs to know: kind, unit, amounts per year, date and who is excluded."""
    on = clock.local(at).date()
    return RoutingFacts(
        kind=edition.agreement.kind,
        decision_type=DecisionType.ENTER,
        unit_id=edition.unit_id,
        yearly=tuple((row.year, row.amount) for row in edition.yearly),
        on=on,
        excluded=preparing.prepared(edition),
        linked=same_counterparty.with_same_counterparty(edition, on=on),
        shares=funding.shares(edition),
        options=edition.option_amount or ZERO,
        over_frame=funding.over_frame(edition),
        in_kind=same_counterparty.value(edition),
    )
