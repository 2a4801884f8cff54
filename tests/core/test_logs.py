"""Whatever is logged, an event is told from what somebody wrote."""

import logging

from hypothesis import example, given
from hypothesis import strategies as st

from registry.core.logs import FORM, EventLines

FORGED = "/x\n2026-11-28T10:00:00.000Z WARNING registry.city.accounts.actions: sign-in refused"


def written(message: str, error: Exception | None = None) -> str:
    told = (type(error), error, None) if error else None
    return EventLines(FORM).format(logging.LogRecord("web", logging.ERROR, "", 1, "%s", (message,), told))


@given(text=st.text())
@example(text=FORGED)
@example(text="a\u2028b\x85c\x0bd\x1b[2Je\rf\x00")
def test_one_event_has_one_line_at_the_margin(text):
    for event in (written(text), written("x", ValueError(text))):
        first, *more = event.split("\n")
        assert "ERROR web: " in first
        assert all(line.startswith("    ") for line in more)
        assert all(line.isprintable() for line in (first, *more))
