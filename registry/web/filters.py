"""How values are written on pages: dates, moments, amounts and the words of closed lists."""

from datetime import date, datetime
from enum import Enum
from functools import lru_cache
from gettext import NullTranslations

from flask import Flask
from markupsafe import Markup, escape

from registry.core import clock, i18n
from registry.core.labels import label
from registry.core.money import Money
from registry.web.record_facts import facts


def init_app(app: Flask) -> None:
    """Give the templates the filters `day`, `moment`, `kr`, `ore`, `label`, `size`, `ending` and `facts`."""
    app.jinja_env.filters.update(
        day=day, moment=moment, kr=kr, ore=ore, label=word, size=size, ending=ending, facts=facts
    )


def day(value: date | None) -> str:
    """Write a date as `2026-11-21`, in Stockholm's time when it is a moment."""
    if isinstance(value, datetime):
        value = clock.local(value).date()
    return value.isoformat() if value else ""


def moment(value: datetime | None) -> str:
    """Write a moment as people in Stockholm read it: `2026-11-21 14:05`."""
    return clock.local(value).strftime("%Y-%m-%d %H:%M") if value else ""


def kr(value: Money | None) -> str:
    """Write an amount as `1 250 000 kr`."""
    return str(value) if value is not None else ""


def ore(value: int | None) -> str:
    """Write an amount that frozen content keeps as whole öre."""
    return str(Money(value)) if value is not None else ""


def size(number: int) -> str:
    """Write the size of a file in whole kB."""
    return f"{max(1, round(number / 1000))}\u00a0kB"


def ending(filename: str) -> str:
    """Write what kind of file it is as its ending says: `PDF`, `DOCX`."""
    return filename.rpartition(".")[2].upper()


def word(value: Enum | None) -> Markup:
    """Write a member of a closed list in the reader's language."""
    return _word(value, i18n.in_force())


@lru_cache(maxsize=4096, typed=True)  # typed, since members of two lists may be the same string
def _word(value: Enum | None, _catalogue: NullTranslations | None) -> Markup:
    """Written once for each language: a list of fifty rows has two hundred of them."""
    return escape(label(value))
