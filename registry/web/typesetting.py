"""The last hand on a finished page: what is in another language says so, and a date stays in one piece.

Both concern words wherever they come from (a title, a name, a sentence that a rule made), so no template can forget
them. The signs are set by `registry.core.i18n.marked`; in attributes, where no language can be told, they only go.
"""

import re
from functools import cache

from flask import Flask, Response
from markupsafe import Markup, escape
from pyphen import Pyphen

from registry.core.i18n import SOURCE, SOURCE_BEGINS, SOURCE_ENDS, marked

# Text stands before the next tag. What can hold no element of its own is left alone; a <time> never breaks anyway.
_IN_TEXT = r"(?=[^<>]*<(?!/(?:title|option|textarea|script|time)\b))"
_WHOLE = re.compile(
    rf"<(\w+)(?![^<>]*\slang=)((?:\s[^<>]*)?)>(\s*){SOURCE_BEGINS}([^<>{SOURCE_BEGINS}{SOURCE_ENDS}]*){SOURCE_ENDS}(\s*)</\1>"
)
_PART = re.compile(rf"{SOURCE_BEGINS}([^<>{SOURCE_BEGINS}{SOURCE_ENDS}]*){SOURCE_ENDS}{_IN_TEXT}")
# What can hold no element is in the language of its larger part.
_PLAIN = re.compile(rf"<(title|option)((?:\s[^<>]*)?)>([^<]*{SOURCE_BEGINS}[^<]*)</\1>")
_MARKED = re.compile(rf"{SOURCE_BEGINS}([^{SOURCE_ENDS}]*){SOURCE_ENDS}")
_SIGNS = str.maketrans("", "", SOURCE_BEGINS + SOURCE_ENDS)
# Dates with or without a time of day, numbers of organisations, accounts and telephones, 90-konto, and the signs
# around them. Each has such a hyphen, and a page is looked through for one letter much sooner than for ten figures.
# Most hyphens of a page stand in the identifiers of its addresses: they are passed by here.
_HEX = "[0-9a-f]"
_HYPHEN = re.compile(
    rf"-(?<=[0-9]-)(?=[0-9]|konto)(?!{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{12}})"
    + "".join(f"(?<!{_HEX}{{8}}" + f"-{_HEX}{{4}}" * places + "-)" for places in (1, 2, 3))
)
_UNBROKEN = re.compile(
    r"(?<![\w/.@-])\(?[0-9]+(?:(?:-[0-9]+)+(?: [0-9]{2}:[0-9]{2})?|-konto\w*)(?![\w@-]|\.\w)[.,:;!?)]*"
    + _IN_TEXT
)

_LONGEST = 40  # no number has so many figures before its hyphen

# The heading is the only large text. A long word in it is given places to break on a narrow screen; elsewhere what
# one copies from the page, or looks for on it, is left as it is.
_HEADING = re.compile(r"<h1\b[^>]*>.*?</h1>", re.DOTALL)
_LONG = re.compile(r"[^\W\d_]{20,}")
_LONG_IN_COLUMN = re.compile(r"[^\W\d_]{12,}")


def init_app(app: Flask) -> None:
    """Put every page right before it is sent."""
    app.jinja_env.tests["control_in"] = stands_in
    app.jinja_env.filters["breakable"] = breakable
    app.after_request(_finish)


def _finish(response: Response) -> Response:
    if response.mimetype == "text/html" and not response.is_streamed and not response.direct_passthrough:
        response.set_data(typeset(response.get_data(as_text=True)))
    return response


def typeset(page: str) -> str:
    """Return the page with `lang` on what is marked as Swedish, and with dates and numbers that do not break."""
    if SOURCE_BEGINS in page:
        page = _PLAIN.sub(_in_one_language, page)
        page = _WHOLE.sub(rf'<\1 lang="{SOURCE}"\2>\3\4\5</\1>', page)
        page = _PART.sub(rf'<span lang="{SOURCE}">\1</span>', page).translate(_SIGNS)
    page = _HEADING.sub(lambda found: _LONG.sub(_with_soft_hyphens, found[0]), page, count=1)
    return _kept_in_one_piece(page)


def _kept_in_one_piece(page: str) -> str:
    parts, done = [], 0
    for hyphen in _HYPHEN.finditer(page):
        if found := _around(hyphen.start(), page, done):
            parts += [page[done : found.start()], '<span class="unbroken">', found[0], "</span>"]
            done = found.end()
    return "".join([*parts, page[done:]])


def _around(hyphen: int, page: str, done: int) -> re.Match[str] | None:
    """Return the date or number that has its first hyphen here, with the bracket before it; None where it is none."""
    before = page[max(done, hyphen - _LONGEST) : hyphen].rstrip("0123456789")
    first = max(done, hyphen - _LONGEST) + len(before)
    if first == hyphen or (before and (before[-1].isalnum() or before[-1] in "/.@_-")):
        return None
    bracketed = _UNBROKEN.match(page, first - 1) if first > done and page[first - 1] == "(" else None
    return bracketed or _UNBROKEN.match(page, first)


@cache
def _swedish_syllables() -> Pyphen:
    """The patterns, read when they are first asked for: it costs a tenth of a second."""
    return Pyphen(lang=SOURCE, left=4, right=4)


def breakable(words: str) -> Markup:
    """Return the words with places to break: in a narrow column the longest would widen it, or break anywhere."""
    return escape(_LONG_IN_COLUMN.sub(_with_soft_hyphens, marked(words)))


def _with_soft_hyphens(found: re.Match[str]) -> str:
    return str(_swedish_syllables().inserted(found[0], "\u00ad"))


def stands_in(identifier: str, page: str) -> bool:
    """Return whether something with the identifier stands in a part of a page that is not put right yet."""
    control = re.compile(rf'\sid="{re.escape(identifier)}"')
    return bool(identifier) and control.search(page.translate(_SIGNS)) is not None


def _in_one_language(found: re.Match[str]) -> str:
    name, attributes, words = found.groups()
    is_source = 2 * len("".join(_MARKED.findall(words))) > len(words)
    language = f' lang="{SOURCE}"' if is_source else ""
    return f"<{name}{language}{attributes}>{words.translate(_SIGNS)}</{name}>"
