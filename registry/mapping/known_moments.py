"""Of when the register's knowledge is asked: of a day, which means its end, or of a moment (ADR 16). Pure."""

from datetime import date, datetime, timedelta

from registry.core import clock
from registry.core.dates import in_words
from registry.core.i18n import _

LETTERS_OF_A_DAY, MOST_LETTERS = 10, 40


def read(typed: str) -> date:
    """Return the day (ISO date) or the moment (ISO date and time) that was typed.

    A time is Swedish unless it says its offset. Raises ValueError for anything else.
    """
    typed = typed.strip()
    if len(typed) > MOST_LETTERS:
        raise ValueError("no moment is that long")
    if len(typed) <= LETTERS_OF_A_DAY:
        return date.fromisoformat(typed)
    moment = datetime.fromisoformat(typed)
    try:
        return clock.local(moment) if moment.tzinfo else moment.replace(tzinfo=clock.STOCKHOLM)
    except OverflowError as error:
        raise ValueError(typed) from error


def end_of(known: date) -> datetime:
    """Return the moment itself, or when the day ends in Stockholm: what was known on the day was known by then."""
    return known if isinstance(known, datetime) else clock.start_of(known + timedelta(days=1))


def day_of(known: date) -> date:
    """Return the day, or that of the moment in Stockholm."""
    return clock.local(known).date() if isinstance(known, datetime) else known


def is_to_come(known: date, at: datetime) -> bool:
    """Return whether nobody can know it yet at the moment: of a day that has begun one asks what is known so far."""
    return known > at if isinstance(known, datetime) else known > clock.local(at).date()


def words(known: date) -> str:
    """Return the day as a sentence has it, with the time where a moment is meant."""
    if not isinstance(known, datetime):
        return in_words(known)
    at = clock.local(known)
    return _("%(day)s klockan %(time)s", day=in_words(at.date()), time=f"{at:%H.%M}")
