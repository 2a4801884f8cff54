"""When nothing has been heard of an informal collaboration for so long that it may have ended: in values and in SQL."""

from datetime import date

from sqlalchemy import ColumnElement, and_, func, literal, or_

from registry.collaborations.choices import CollaborationStatus, Form
from registry.collaborations.models import Collaboration
from registry.collaborations.running import Stated, is_within_its_days, within_its_days
from registry.core.dates import months_after

_NEVER = date.min


def latest(*, last_on: date | None, confirmed_on: date | None) -> date | None:
    """Return the last day that it was known to be alive: something happened, or somebody said that it holds."""
    return max((day for day in (last_on, confirmed_on) if day), default=None)


def is_said_to_run(row: Stated, today: date) -> bool:
    """Return whether it is said to run, and its dates let it (`domain.md` 4.9)."""
    is_now = is_within_its_days(today, starts_on=row.starts_on, ends_on=row.ends_on)
    return row.status is CollaborationStatus.RUNNING and is_now


def said_to_run(today: date) -> ColumnElement[bool]:
    """Return the same as SQL, of our own collaborations: never empty, so that it can be turned round."""
    row = Collaboration
    return and_(~row.is_reference, row.status == CollaborationStatus.RUNNING, within_its_days(today))


def is_quiet(row: Stated, *, form: Form, latest: date | None, today: date, months: int) -> bool:
    """Return whether an informal collaboration may have ended: it is said to run, and nothing has for so many months.

    It only asks; a person decides. A formal one ends with its agreement.
    """
    runs = form is Form.INFORMAL and is_said_to_run(row, today)
    return runs and latest is not None and latest < months_after(today, -months)


def quiet(today: date, *, months: int) -> ColumnElement[bool]:
    """Return the same as SQL, never empty."""
    row, never = Collaboration, literal(_NEVER)
    then = months_after(today, -months)
    days = [func.coalesce(day, never) for day in (row.last_happened_on, row.confirmed_on)]
    return and_(
        said_to_run(today),
        row.form == Form.INFORMAL,
        or_(*(day > never for day in days)),
        *(day < then for day in days),
    )


def groundless(today: date) -> ColumnElement[bool]:
    """Return as SQL what runs without a ground. AMF 2024/717: what we do rests on one, so it is asked for."""
    return and_(said_to_run(today), ~Collaboration.grounds.any())
