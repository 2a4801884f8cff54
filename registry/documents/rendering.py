"""From plain data to HTML. Knows neither Flask nor the database, so it also works in the rendering process.

Documents are records of the authority and always Swedish, whatever language the reader's pages have: their
templates hold plain Swedish and are not translated.
"""

import hashlib
import re
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from registry.core import dates

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
STYLESHEET = ROOT / "static" / "documents" / "document.css"

_NO_BREAK = "\u00a0"
# What somebody typed as "150 000 kr" must not be broken between two lines, nor "§ 9", "13 kap. 5 §" or "den 1 maj".
_MONTHS = "|".join(map(str, dates.MONTHS))
_KEPT_TOGETHER = re.compile(
    rf"(?<=\d) (?=\d{{3}}\b|kr\b|§|kap\.|(?:{_MONTHS})\b)|(?<=§) (?=\d)|(?<=\bkap\.) (?=\d)"
)
_CITY_TIME = ZoneInfo("Europe/Stockholm")


def html(template: str, data: dict[str, Any]) -> str:
    """Return the document `templates/documents/<template>.html` as an HTML string, everything escaped.

    Raises `jinja2.UndefinedError` when the template asks for something `data` lacks.
    """
    made = environment().get_template(f"documents/{template}.html").render(data | {"data": data})
    return _KEPT_TOGETHER.sub(_NO_BREAK, made)


@cache
def environment() -> Environment:
    """Return the documents' own Jinja environment: always escaping, refusing undefined names."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters.update(kronor=kronor, day=day, in_words=in_words, number=number, paragraphs=paragraphs)
    return made


def kronor(ore: int) -> str:
    """Return whole öre as `1 250 000 kr`, with öre only when there are any, and no-break spaces."""
    whole, rest = divmod(abs(ore), 100)
    sign = "-" if ore < 0 else ""
    return f"{sign}{number(whole)}{f',{rest:02d}' if rest else ''}{_NO_BREAK}kr"


def number(value: int) -> str:
    """Return a whole number grouped in thousands by no-break spaces."""
    return f"{value:,}".replace(",", _NO_BREAK)


def day(value: str) -> str:
    """Return an ISO date, or the Stockholm day of an ISO moment, as `2026-11-21`.

    Raises `ValueError` for anything else, so that a malformed date never reaches a record.
    """
    if len(value) == len("2026-11-21"):
        return date.fromisoformat(value).isoformat()
    return datetime.fromisoformat(value).astimezone(_CITY_TIME).date().isoformat()


def in_words(value: str) -> str:
    """Return the same day as a sentence has it: `den 21 november 2026`."""
    return dates.in_words(date.fromisoformat(day(value)))


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text somebody typed, parted by blank lines; single line ends stay in them."""
    return [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]


def _template_version() -> str:
    """Return a short hash of all document templates and their stylesheet: what a document was made with."""
    digest = hashlib.sha256()
    for path in (*sorted((TEMPLATES / "documents").rglob("*.html")), STYLESHEET):
        digest.update(f"{path.relative_to(ROOT).as_posix()}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


TEMPLATE_VERSION = _template_version()
