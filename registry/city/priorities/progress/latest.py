"""The latest that is stated of the work on a priority, as SQL for statements about priorities."""

from typing import Any

from sqlalchemy import ScalarSelect, select

from registry.city.priorities.models import Ground
from registry.city.priorities.progress.models import GroundProgress

LATEST_FIRST = (GroundProgress.stated_on.desc(), GroundProgress.id.desc())


def latest_state() -> ScalarSelect[Any]:
    """Return the latest state of each priority of the statement around it; NULL where nothing is stated."""
    rows = select(GroundProgress.state).where(GroundProgress.ground_id == Ground.id)
    return rows.order_by(*LATEST_FIRST).limit(1).correlate(Ground).scalar_subquery()
