"""Days, months and yearly amounts of the examples, counted from the day that the demo is loaded. Pure."""

from datetime import UTC, date, datetime, time, timedelta

from registry.core.clock import STOCKHOLM
from registry.core.dates import months_after
from registry.core.money import Money

FIRST_HOUR = 8


def working_moment(today: date, days_ago: int, hour: int) -> datetime:
    """Return a moment so many days ago, on that day or the Friday before it, so many hours into the working day."""
    day = today - timedelta(days=days_ago)
    day -= timedelta(days=max(0, day.weekday() - 4))
    return datetime.combine(day, time(FIRST_HOUR + hour), STOCKHOLM).astimezone(UTC)


def first_of_month(on: date) -> date:
    """Return the date itself when it begins a month, otherwise the first day of the next month."""
    return on if on.day == 1 else months_after(on.replace(day=1), 1)


def by_year(first: date, months: int, monthly: int) -> dict[int, Money]:
    """Return what so many kronor a month come to in each calendar year."""
    amounts: dict[int, int] = {}
    for month in range(months):
        year = months_after(first, month).year
        amounts[year] = amounts.get(year, 0) + monthly
    return {year: Money.kronor(amount) for year, amount in amounts.items()}
