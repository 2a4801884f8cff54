"""Translation. Swedish is the source language, so a text without a catalogue entry is shown as written."""

from flask_babel import gettext, lazy_gettext, ngettext

_ = gettext
lazy = lazy_gettext

__all__ = ["_", "gettext", "lazy", "ngettext"]
