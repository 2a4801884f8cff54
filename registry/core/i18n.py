"""Translation. Swedish is the source language, so a text without a catalogue entry is shown as written."""

from collections.abc import Callable
from functools import partial

from flask_babel import force_locale, gettext, lazy_gettext, ngettext

_: Callable[..., str] = gettext  # the library has no types
lazy = lazy_gettext
swedish = partial(force_locale, "sv")  # for what is written to stay: the log, documents, mail

__all__ = ["_", "gettext", "lazy", "ngettext", "swedish"]
