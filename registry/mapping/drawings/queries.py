"""What is drawn besides coverage: agreements with their days, decided money by year and kind, and all districts."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, func, or_, select, type_coerce
from sqlalchemy.orm import aliased

from registry.access.actor import Actor
from registry.access.visibility import open_matters, staff_only
from registry.agreements.models import IS_CURRENT, Agreement, Edition, YearlyAmount
from registry.agreements.status_line import state_words
from registry.agreements.workflow import State
from registry.city.priorities.models import Ground, GroundStatus
from registry.city.vocabulary.models import District
from registry.collaborations.models import Collaboration
from registry.core.database import session
from registry.core.money import Money
from registry.mapping.coverage import queries as coverage
from registry.mapping.coverage.queries import DECIDED
from registry.mapping.coverage.view import MapView
from registry.mapping.drawings.rules import DrawnAgreement, YearlySum

BINDING = (State.APPROVED, State.ACTIVE, State.ENDED, State.KNOWN)
PREPARED = (State.DRAFT, State.RETURNED, State.SUBMITTED, State.AMENDED, State.RECORDED)
MOST_LISTED, MOST_YEARS, MOST_DISTRICTS = 200, 300, 500


def agreements(actor: Actor, view: MapView) -> list[DrawnAgreement]:
    """Return the agreements that had not ended on the day, in force or prepared, the first to end first."""
    on = view.on
    rows = (
        select(
            Edition.title, Agreement.kind, Agreement.state, Edition.starts_on, Edition.ends_on, Edition.notice_months,
            Agreement.collaboration_id,
        )
        .join(Agreement, IS_CURRENT)
        .where(
            Agreement.state.in_((*BINDING, *PREPARED)), or_(Edition.ends_on.is_(None), Edition.ends_on >= on),
            open_matters(actor, Edition.id), staff_only(actor), *_within(view),
        )
        .order_by(Edition.ends_on.is_(None), Edition.ends_on, Edition.title, Edition.id)
    )  # fmt: skip
    return [
        DrawnAgreement(
            row.title, str(state_words(row.kind, row.state, row.starts_on, on)), row.starts_on, row.ends_on,
            row.notice_months, row.state in BINDING, row.collaboration_id,
        )
        for row in session.execute(rows.limit(MOST_LISTED))
    ]  # fmt: skip


def money(actor: Actor, view: MapView) -> list[YearlySum]:
    """Return what is decided for each year and kind."""
    amount = func.sum(type_coerce(YearlyAmount.amount, BigInteger)).label("amount")
    rows = (
        select(YearlyAmount.year, Agreement.kind, amount)
        .join(Edition, Edition.id == YearlyAmount.edition_id)
        .join(Agreement, IS_CURRENT)
        .where(
            Agreement.state.in_(DECIDED), open_matters(actor, Edition.id), staff_only(actor), *_within(view)
        )
        .group_by(YearlyAmount.year, Agreement.kind)
        .order_by(YearlyAmount.year, Agreement.kind)
    )
    return [
        YearlySum(row.year, row.kind, Money(int(row.amount)))
        for row in session.execute(rows.limit(MOST_YEARS))
    ]


def districts() -> Sequence[Any]:
    """Return all districts there have been: id, code, name, days, the code of what each has become, and how many local
    priorities were decided for it.
    """
    after = aliased(District)
    stated = select(func.count()).where(
        Ground.district_id == District.id, Ground.status != GroundStatus.PENDING
    )
    columns = District.id, District.code, District.name, District.starts_on, District.ends_on
    rows = select(*columns, after.code.label("successor"), stated.scalar_subquery().label("priorities"))
    rows = rows.outerjoin(after, after.id == District.successor_id)
    return session.execute(rows.order_by(District.position, District.id).limit(MOST_DISTRICTS)).all()


def _within(view: MapView) -> list[ColumnElement[bool]]:
    """Agreements of what the view is narrowed down to, whether it runs on the day or not."""
    wanted: list[ColumnElement[bool]] = []
    if view.is_public:
        wanted.append(Agreement.collaboration_id.not_in(coverage.marked()))
    if view.filters:
        within = select(Collaboration.id).where(*coverage.narrowing(view))
        wanted.append(Agreement.collaboration_id.in_(within))
    return wanted
