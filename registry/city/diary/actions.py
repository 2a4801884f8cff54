"""Setting aside ranges of case numbers, and giving the next one in order. The diary itself is elsewhere."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Select

from registry.access.actor import Actor
from registry.audit.actions import record
from registry.audit.tags import Tag
from registry.city.diary import queries, rules
from registry.city.diary.models import CaseNumberRange
from registry.core.database import session
from registry.core.errors import check_version, refuse
from registry.settings import current


def set_range(*, pattern: str, first: int, last: int, actor: Actor, at: datetime) -> CaseNumberRange:
    """Set aside numbers that the system gives in order. Raises DomainError when the range cannot be right."""
    opened = [(one.pattern, one.following, one.last) for one in session.scalars(queries.open_ranges())]
    refuse(rules.range_problems(pattern, first, last, form=current().case_number_pattern, others=opened))
    made = CaseNumberRange(pattern=pattern, first=first, last=last, following=first, created_at=at)
    session.add(made)
    record(made, Tag.CASE_NUMBER_RANGE_SET, actor=actor, at=at)
    return made


def close_range(given: CaseNumberRange, *, seen: int, actor: Actor, at: datetime) -> None:
    """Give no more numbers from the range."""
    check_version(given, seen)
    given.closed_at = given.closed_at or at
    record(given, Tag.CASE_NUMBER_RANGE_CLOSED, actor=actor, at=at)


def next_number(
    *, at: datetime, actor: Actor, is_taken: Callable[[str], bool] = lambda _number: False
) -> str | None:
    """Give the next number of the oldest open range, and hold that until the transaction ends; None when there is none.

    A number that is taken already, because somebody typed it from the diary, is passed by.
    """
    while given := session.scalar(_held()):
        number = rules.number_of(given.pattern, given.following)
        given.following += 1
        if not is_taken(number):
            record(given, Tag.CASE_NUMBER_GIVEN, actor=actor, at=at, note=number)
            return number
        session.flush()
    return None


def _held() -> Select[tuple[CaseNumberRange]]:
    return queries.open_ranges().limit(1).with_for_update().execution_options(populate_existing=True)
