"""The process that reads a calendar file: it gives back days and titles, and no persons (`calendar_files.py`).

iCalendar (RFC 5545). What recurs without end is followed only within the days that are asked for.
"""

import json
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events

from registry.documents import limits

MEMORY = 1 << 30
MOST_TITLE = 300
_TOO_OFTEN = re.compile(r"^RRULE.*FREQ=(?:SECOND|MINUTE|HOUR)LY", re.MULTILINE | re.IGNORECASE)
_ZONE = ZoneInfo("Europe/Stockholm")


def serve(descriptor: int, first: str, last: str, seconds: str) -> None:
    """Read the calendar in the open file `descriptor` and write what took place from `first` to `last`, as JSON."""
    limits.hold(int(seconds), MEMORY)
    with limits.opened(descriptor) as stream:
        content = stream.read()
    sys.stdout.write(json.dumps(_told(content, date.fromisoformat(first), date.fromisoformat(last))))


def _told(content: bytes, first: date, last: date) -> dict[str, Any]:
    text = _text(content)
    if "BEGIN:VCALENDAR" not in text.upper():
        return {"refused": "no_calendar"}
    if _TOO_OFTEN.search(text):
        return {"refused": "limit"}
    try:
        calendars = icalendar.Calendar.from_ical(text, multiple=True)
        return {"events": sorted({one for calendar in calendars for one in _events(calendar, first, last)})}
    except MemoryError:
        return {"refused": "limit"}
    except Exception:  # whatever it is, the other side must hear of it, but not what the file says
        return {"refused": "broken"}


def _text(content: bytes) -> str:
    """UTF-8 is what the standard says; what older programs write is taken too."""
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    with suppress(UnicodeDecodeError):
        return content.decode("utf-8-sig")
    return content.decode("cp1252", "replace")


def _events(calendar: Any, first: date, last: date) -> Iterator[tuple[str, str]]:
    """Yield the day and the title of each; what was cancelled did not take place."""
    found = recurring_ical_events.of(calendar, skip_bad_series=True).between(first, last + timedelta(days=1))
    for event in found:
        if str(event.get("STATUS", "")).upper() == "CANCELLED":
            continue
        day = _day(event["DTSTART"].dt)
        if first <= day <= last:
            yield day.isoformat(), " ".join(str(event.get("SUMMARY", "")).split())[:MOST_TITLE]


def _day(begins: date | datetime) -> date:
    """The day in Stockholm, where a moment has a zone; otherwise the day that is written."""
    if not isinstance(begins, datetime):
        return begins
    return begins.astimezone(_ZONE).date() if begins.tzinfo else begins.date()
