"""What is drawn besides coverage: agreements with their days, decided money by year and kind, and all districts."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ColumnElement, and_, func, or_, select, type_coerce
from sqlalchemy.orm import aliased

from registry.access.actor import Actor
from registry.access.visibility import open_matters, staff_only
from registry.agreements.marked import marked_collaborations
from registry.agreements.models import IS_CURRENT, Agreement, Edition, YearlyAmount
from registry.agreements.status_line import state_words
from registry.agreements.workflow import State
from registry.audit.past.queries import Past
from registry.city.priorities.models import GoverningDocument, Ground, GroundStatus
from registry.city.priorities.programmes.rules import is_in_force
from registry.city.vocabulary.models import District
from registry.collaborations.models import Collaboration
from registry.core.database import session
from registry.core.money import Money
from registry.mapping import known_terms
from registry.mapping.coverage import queries as coverage
from registry.mapping.coverage import replay
from registry.mapping.coverage.queries import DECIDED
from registry.mapping.coverage.view import MapView
from registry.mapping.drawings.rules import DrawnAgreement, YearlySum
from registry.mapping.drawings.tiles import StatedDistrict
from registry.mapping.known_agreements import BINDING, GOES_ON, KnownAgreement, known_agreements
from registry.mapping.known_moments import day_of
from registry.settings import current

MOST_LISTED, MOST_YEARS, MOST_DISTRICTS, MOST_PRIORITIES = 200, 300, 500, 5000


def agreements(actor: Actor, view: MapView, today: date) -> list[DrawnAgreement]:
    """Return the agreements that had not ended on the day, the first to end first; those prepared too, unless the day
    has passed: then only what had begun by then.

    One whose first day nobody knows had where its collaboration is among those that run on the day.
    """
    on = view.on
    is_past = on < today
    rows = (
        select(
            Edition.title, Agreement.kind, Agreement.state, Edition.starts_on, Edition.ends_on, Edition.notice_months,
            Agreement.collaboration_id,
        )
        .join(Agreement, IS_CURRENT)
        .where(
            Agreement.state.in_(BINDING if is_past else GOES_ON),
            or_(Edition.ends_on.is_(None), Edition.ends_on >= on), *([_begun_by(actor, view)] if is_past else []),
            open_matters(actor, Edition.id), staff_only(actor), *_within(view),
        )
        .order_by(Edition.ends_on.is_(None), Edition.ends_on, Edition.title, Edition.id)
    )  # fmt: skip
    return [_drawn(row, on) for row in session.execute(rows.limit(MOST_LISTED + 1))]


def agreements_known(past: Past, view: MapView) -> list[DrawnAgreement]:
    """Return the same as the register knew them at a moment: a day before that moment had passed."""
    on, is_past = view.on, _is_past(view)
    states = BINDING if is_past else GOES_ON
    running = _running_known(past, view) if is_past else set()
    found = (one for one in _known(past, view) if one.ends_on is None or one.ends_on >= on)
    return [
        _drawn(one, on) for one in found
        if one.state in states and (not is_past or _had_begun(one, on, running))
    ][: MOST_LISTED + 1]  # fmt: skip


def in_force(actor: Actor, view: MapView) -> int:
    """Return how many decided agreements applied on the day: they had begun by then and not ended.

    One whose first day nobody knows had where its collaboration is among those that run on the day.
    """
    on = view.on
    rows = select(func.count()).select_from(Edition).join(Agreement, IS_CURRENT)
    rows = rows.where(
        Agreement.state.in_(BINDING), or_(Edition.ends_on.is_(None), Edition.ends_on >= on),
        _begun_by(actor, view), open_matters(actor, Edition.id), staff_only(actor), *_within(view),
    )  # fmt: skip
    return session.scalar(rows) or 0


def in_force_known(past: Past, view: MapView) -> int:
    """Return the same as the register knew it at a moment."""
    on = view.on
    running = _running_known(past, view)
    return sum(
        one.state in BINDING and (one.ends_on is None or one.ends_on >= on) and _had_begun(one, on, running)
        for one in _known(past, view)
    )


def _begun_by(actor: Actor, view: MapView) -> ColumnElement[bool]:
    runs = select(Collaboration.id).where(*coverage.conditions(actor, view, months=current().confirm_months))
    unknown = and_(Edition.starts_on.is_(None), Agreement.collaboration_id.in_(runs))
    return or_(Edition.starts_on <= view.on, unknown)


def _running_known(past: Past, view: MapView) -> set[UUID]:
    return {one.id for one in replay.known(past, view, months=current().confirm_months).collaborations}


def _had_begun(one: KnownAgreement, on: date, running: Collection[UUID]) -> bool:
    return one.starts_on <= on if one.starts_on else one.collaboration_id in running


def _is_past(view: MapView) -> bool:
    """Whether the day had passed when it was known so."""
    return view.known_on is not None and view.on < day_of(view.known_on)


def _drawn(one: Any, on: date) -> DrawnAgreement:
    """What has ended since applied on the day."""
    state = State.ACTIVE if one.state is State.ENDED else one.state
    words = str(state_words(one.kind, state, one.starts_on, on))
    return DrawnAgreement(
        one.title,
        words,
        one.starts_on,
        one.ends_on,
        one.notice_months,
        one.state in BINDING,
        one.collaboration_id,
    )


def money(actor: Actor, view: MapView, today: date) -> list[YearlySum]:
    """Return what is decided for each year and kind; of a day that has passed, in what was signed or begun by then."""
    amount = func.sum(type_coerce(YearlyAmount.amount, BigInteger)).label("amount")
    since = func.coalesce(Edition.signed_on, Edition.starts_on)
    rows = (
        select(YearlyAmount.year, Agreement.kind, amount)
        .join(Edition, Edition.id == YearlyAmount.edition_id)
        .join(Agreement, IS_CURRENT)
        .where(
            Agreement.state.in_(DECIDED), open_matters(actor, Edition.id), staff_only(actor),
            *([since <= view.on] if view.on < today else []), *_within(view),
        )
        .group_by(YearlyAmount.year, Agreement.kind)
        .order_by(YearlyAmount.year, Agreement.kind)
    )  # fmt: skip
    return [
        YearlySum(row.year, row.kind, Money(int(row.amount)))
        for row in session.execute(rows.limit(MOST_YEARS))
    ]


def money_known(past: Past, view: MapView) -> list[YearlySum]:
    """Return the same as the register knew it at a moment, or nothing where the amounts were not kept yet."""
    found = [one for one in _known(past, view) if one.state in DECIDED]
    if _is_past(view):
        since = ((one, one.signed_on or one.starts_on) for one in found)
        found = [one for one, day in since if day and day <= view.on]
    kinds = {one.edition_id: one.kind for one in found}
    sums: Counter[tuple[int, Any]] = Counter()
    for row in past.rows("yearly_amount", owners=kinds):
        sums[row.values["year"], kinds[row.values["edition_id"]]] += row.values["amount"].ore
    return [YearlySum(year, kind, Money(ore)) for (year, kind), ore in sums.items()]


def _known(past: Past, view: MapView) -> list[KnownAgreement]:
    """Those of what the view is narrowed down to, as far as it ran on the day."""
    found = known_agreements(past)
    if view.is_public:
        hidden = set(session.scalars(marked_collaborations()))
        found = [one for one in found if one.collaboration_id not in hidden]
    if view.filters:
        within = _running_known(past, view)
        found = [one for one in found if one.collaboration_id in within]
    return found


def districts(on: date, past: Past | None = None) -> list[Any]:
    """Return all districts there have been: id, code, name, days, the code of what each has become, and how many local
    priorities apply there on the day (`priorities`) or did before (`earlier`); as we know it now, or as it was known.
    """
    found = known_terms.districts(past) if past else _districts()
    stated: Counter[tuple[UUID, bool]] = Counter()
    for one in known_terms.local_priorities(past) if past else _local_priorities():
        told = {name: getattr(one, name) for name in ("status", "kind", "year", "adopted_on")}
        if one.status is not GroundStatus.PENDING and (one.year or 0) <= on.year:
            stated[one.district_id, is_in_force(on, **told)] += 1
    return [
        StatedDistrict(**row, priorities=stated[row["id"], True], earlier=stated[row["id"], False])
        for row in found
    ]


def _districts() -> Sequence[Any]:
    after = aliased(District)
    columns = District.id, District.code, District.name, District.starts_on, District.ends_on
    rows = select(*columns, after.code.label("successor")).outerjoin(after, after.id == District.successor_id)
    rows = rows.order_by(District.position, District.id).limit(MOST_DISTRICTS)
    return session.execute(rows).mappings().all()


def _local_priorities() -> Sequence[Any]:
    document = GoverningDocument
    rows = select(Ground.district_id, Ground.status, document.kind, document.year, document.adopted_on)
    rows = rows.join(document, document.id == Ground.document_id).where(Ground.district_id.is_not(None))
    return session.execute(rows.order_by(Ground.code).limit(MOST_PRIORITIES)).all()


def _within(view: MapView) -> list[ColumnElement[bool]]:
    """Agreements of what the view is narrowed down to, whether it runs on the day or not."""
    wanted: list[ColumnElement[bool]] = []
    if view.is_public:
        wanted.append(Agreement.collaboration_id.not_in(marked_collaborations()))
    if view.filters:
        within = select(Collaboration.id).where(*coverage.narrowing(view))
        wanted.append(Agreement.collaboration_id.in_(within))
    return wanted
