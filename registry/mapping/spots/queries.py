"""What the lists of white, overlapping and fragile spots are made of, counted among what runs on a day."""

from dataclasses import replace
from datetime import date

from sqlalchemy import literal, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from registry.access.actor import Actor
from registry.access.visibility import open_matters, staff_only
from registry.agreements.marked import marked_collaborations
from registry.agreements.models import IS_CURRENT, Agreement, Edition
from registry.city.priorities.models import Ground
from registry.city.priorities.programmes.rules import is_in_force
from registry.city.vocabulary import queries as vocabulary
from registry.collaborations.models import Collaboration
from registry.core.database import session
from registry.mapping.coverage import queries as coverage
from registry.mapping.coverage.choices import Part
from registry.mapping.coverage.view import MapView
from registry.mapping.known_agreements import BINDING, GOES_ON
from registry.mapping.spots.rules import EndingAgreement, StatedPriority
from registry.mapping.spots.tally import READ, SpotTally, tally

MOST, MOST_GROUNDS = 500, 2000


def stated(actor: Actor, on: date) -> list[StatedPriority]:
    """Return the grounds with their document, whether they apply on the day, groups and district, and what the
    district had become by then.
    """
    rows = select(Ground).where(staff_only(actor)).options(
        joinedload(Ground.document), joinedload(Ground.district), selectinload(Ground.target_groups)
    )  # fmt: skip
    grounds = session.scalars(rows.order_by(Ground.code, Ground.id).limit(MOST_GROUNDS)).all()
    later = vocabulary.became(on)
    return [
        StatedPriority(
            id=one.id, title=one.title, document=one.document.title, status=one.status, year=one.document.year,
            is_in_force=is_in_force(
                on, status=one.status, kind=one.document.kind, year=one.document.year,
                adopted_on=one.document.adopted_on,
            ),
            groups=[(group.id, group.name) for group in one.target_groups],
            district=(one.district.id, one.district.name) if one.district else None,
            district_now=later.get(one.district_id) if one.district_id else None,
        )
        for one in grounds
    ]  # fmt: skip


def counted(actor: Actor, view: MapView, *, months: int, most: int | None = None) -> SpotTally:
    """Return the tally of what runs on the day, each collaboration read once.

    In a public one what is marked with secrecy is only known to run.

    Raises TooManyToCount when more than `most` run; without it as many are read as there are, some at a time.
    """
    is_confirmed = coverage.part_of(view, months=months) != Part.UNCONFIRMED.value
    is_hidden = Collaboration.id.in_(marked_collaborations()) if view.is_public else literal(False)
    keys = (coverage.keys_of(dimension).label(dimension.value) for dimension in READ)
    rows = select(is_confirmed.label("confirmed"), is_hidden.label("hidden"), *keys)
    rows = rows.where(*coverage.conditions(actor, replace(view, is_public=False), months=months))
    if most is None:
        found = session.execute(rows, execution_options={"yield_per": coverage.AT_A_TIME})
        return tally(found.partitions())
    read = session.execute(rows.limit(most + 1)).all()
    if len(read) > most:
        raise coverage.TooManyToCount
    return tally([read])


def ending(actor: Actor, view: MapView, until: date, *, months: int) -> list[EndingAgreement]:
    """Return the agreements that applied on the day and end at the latest on the last one, the first to end first."""
    later, text = aliased(Agreement), aliased(Edition)
    next_one = (
        select(text.id)
        .join(later, later.id == text.agreement_id)
        .where(
            later.collaboration_id == Agreement.collaboration_id, text.id != Edition.id,
            later.state.in_(GOES_ON), or_(text.ends_on.is_(None), text.ends_on > Edition.ends_on),
        )
        .correlate(Agreement, Edition)
        .exists()
    )  # fmt: skip
    rows = (
        select(Edition.title, Edition.ends_on, Agreement.collaboration_id, next_one.label("has_next"))
        .join(Agreement, IS_CURRENT)
        .where(
            Agreement.state.in_(BINDING), Edition.ends_on >= view.on, Edition.ends_on <= until,
            or_(Edition.starts_on.is_(None), Edition.starts_on <= view.on),
            open_matters(actor, Edition.id), staff_only(actor),
        )
        .order_by(Edition.ends_on, Edition.id)
    )  # fmt: skip
    rows = rows.where(Agreement.collaboration_id.not_in(marked_collaborations())) if view.is_public else rows
    if view.filters:
        within = select(Collaboration.id).where(*coverage.conditions(actor, view, months=months))
        rows = rows.where(Agreement.collaboration_id.in_(within))
    return [
        EndingAgreement(row.title, row.ends_on, bool(row.has_next), row.collaboration_id)
        for row in session.execute(rows.limit(MOST))
    ]
