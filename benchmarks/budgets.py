"""How many statements a page may send, whatever it shows; a test holds them, and `make bench` prints them."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Engine, event

LIST, ORGANISATION, AGREEMENT, DECIDE, SENDING = "list", "organisation", "agreement", "decide", "sending"
SIGNING = "signing"  # a decision, of which seven write its entry in the search index: it is found at once
# Of a list one for who asks, and of organisations one for the lists that they come from, each with its number.
AT_ONCE = "at once"  # the same done with many, beside the write of each that its version guards
FIRST_PAGE = "first page"  # each feature is asked once what waits, however much it is
MOST = {
    LIST: 5, ORGANISATION: 8, AGREEMENT: 12, DECIDE: 15, SENDING: 60, SIGNING: 66, AT_ONCE: 45, FIRST_PAGE: 56,
}  # fmt: skip
_COUNTED = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")


def counted(engine: Engine, visit: Callable[[], object]) -> int:
    """Return how many statements a visit sends, the session's own among them; not those of the transaction itself."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.lstrip().upper().startswith(_COUNTED) and "advisory" not in statement:
            sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        visit()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return len(sent)
