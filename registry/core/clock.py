"""The clock. Only routes, commands and the worker read it; rules and actions are told the time."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def now() -> datetime:
    """Return this moment in UTC, with its zone."""
    return datetime.now(UTC)


def today() -> date:
    """Return today's date in Stockholm, where the decisions are made."""
    return local(now()).date()


def local(at: datetime) -> datetime:
    """Return the moment as people in Stockholm read it off the wall."""
    return at.astimezone(STOCKHOLM)


def start_of(day: date) -> datetime:
    """Return the moment the day begins in Stockholm."""
    return datetime.combine(day, time(), STOCKHOLM).astimezone(UTC)
