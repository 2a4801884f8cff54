"""What is logged, one event after another: nothing that somebody wrote can look like an event of its own."""

import logging
import time

FORM = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class EventLines(logging.Formatter):
    """An event begins at the margin with its moment; all its further lines are moved in, and controls are written out.

    An address or a mail server's answer that holds line ends would otherwise forge events (CWE-117, ASVS 16.4.1).
    """

    converter = time.gmtime  # type: ignore[assignment]  # its type names one of the two ways to call it
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def format(self, record: logging.LogRecord) -> str:
        """Return the event, with its traceback where it has one."""
        return "\n    ".join(_visible(line) for line in super().format(record).splitlines())


def configure() -> None:
    """Write all that is logged from now on to the standard error in this form; done by what the server loads."""
    handler = logging.StreamHandler()
    handler.setFormatter(EventLines(FORM))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])


def _visible(line: str) -> str:
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in line)
