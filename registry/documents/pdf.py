"""From HTML to an archival, accessible PDF. The only module that imports WeasyPrint.

It is imported in the rendering process (`child.py`) and nowhere in the web process: the import costs most of
a second, and the library reads text that people wrote.
"""

import os
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pydyf
from fontTools.ttLib import TTFont
from weasyprint import CSS, HTML, Attachment, Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from registry.documents import conformance, rendering, validation
from registry.documents.attached import Attached
from registry.documents.validation import Nonconforming

VARIANT = "pdf/a-3a"

_FONTS = rendering.ROOT / "static" / "vendor" / "inter"
_FONT_SETTINGS = Path(__file__).with_name("fonts.conf")
# Nothing answers at this address (RFC 2606); it only gives the names in the stylesheet something to stand on.
_BASE = "https://document.invalid/"
# Signs that Inter has no drawing of, in words that it has.
_IN_OTHER_SIGNS = {
    "\u2011": "-",
    "\u202f": "\u00a0",
    "\u2192": "->",
    "\u2264": "<=",
    "\u2265": ">=",
    "\u2713": "x",
}


class OwnFilesOnly(URLFetcher):
    """A fetcher that knows a fixed dictionary of our own files and `data:` addresses, and refuses the rest.

    Never opens a file or a connection: an address in somebody's text must not reach the disk or the network.
    """

    def __init__(self, files: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False)
        self._files = files

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Return the file or the decoded `data:` address; raises `ValueError` for anything else."""
        if url in self._files:
            return URLFetcherResponse(url, self._files[url])
        return super().fetch(url, headers)


@dataclass(frozen=True)
class Press:
    """What is made once per process and used for every document. `signs` are the code points with a drawing."""

    stylesheet: CSS
    fonts: FontConfiguration
    fetcher: OwnFilesOnly
    signs: frozenset[int]


@cache
def press() -> Press:
    """Return this process's press: about a second to make, most of it unpacking fonts."""
    # Fontconfig reads its settings when a configuration is made. The machine's own fonts stay out, so that a
    # document looks the same everywhere and embeds only the fonts that were chosen.
    os.environ["FONTCONFIG_FILE"] = str(_FONT_SETTINGS)
    files = {f"{_BASE}inter/{path.name}": path.read_bytes() for path in sorted(_FONTS.glob("*.woff2"))}
    fetcher = OwnFilesOnly(files)
    fonts = FontConfiguration()
    text = rendering.STYLESHEET.read_text(encoding="utf-8")
    stylesheet = CSS(string=text, base_url=_BASE, url_fetcher=fetcher, font_config=fonts)
    used = [content for url, content in files.items() if url.removeprefix(_BASE) in text]
    signs = frozenset(sign for content in used for sign in TTFont(BytesIO(content), lazy=True).getBestCmap())
    return Press(stylesheet, fonts, fetcher, signs)


def render(
    template: str, data: dict[str, Any], *, variant: str = VARIANT, attachments: Sequence[Attached] = ()
) -> bytes:
    """Return `templates/documents/<template>.html` filled with `data` as the bytes of a PDF.

    The same data give the same bytes: every date in the file is `data["frozen_at"]`.
    Raises `Nonconforming` naming what failed, `jinja2.UndefinedError` when `data` lacks something.
    """
    return print_html(
        rendering.html(template, data), when=data["frozen_at"], variant=variant, attachments=attachments
    )


def print_html(
    markup: str, *, when: str, variant: str = VARIANT, attachments: Sequence[Attached] = ()
) -> bytes:
    """Return an HTML string as the bytes of a PDF; `when` is the ISO moment that attachments are dated with."""
    made = press()
    source = HTML(string=drawable(markup, made.signs), base_url=_BASE, url_fetcher=made.fetcher)
    document = source.render(stylesheets=[made.stylesheet], font_config=made.fonts)
    written = _write(document, datetime.fromisoformat(when), variant, attachments)
    if faults := validation.written_faults(written):
        raise Nonconforming(faults)
    return written


def drawable(text: str, signs: frozenset[int]) -> str:
    """Replace what the fonts have no drawing of; an archival file may not hold missing glyphs (ISO 19005-3).

    Marks and joiners are left out and some signs written with others. What remains is named by code point
    (`[U+1F600]`) or counted: the reader sees that something stood there, and the attached data hold it.
    """
    unknown = {sign for sign in set(text) if ord(sign) not in signs and sign not in "\t\n"}
    if not unknown:
        return text
    known = {ord(sign): other for sign in unknown if (other := _in_other_signs(sign)) is not None}
    text = text.translate(known)
    rest = "".join(sorted(sign for sign in unknown if ord(sign) not in known))
    return re.sub(f"[{re.escape(rest)}]+", _named, text) if rest else text


def _in_other_signs(sign: str) -> str | None:
    if sign in _IN_OTHER_SIGNS:
        return _IN_OTHER_SIGNS[sign]
    if unicodedata.category(sign) in ("Mn", "Mc", "Me", "Cf"):
        return ""
    return " " if unicodedata.category(sign) == "Zs" else None


def _named(run: re.Match[str]) -> str:
    signs = run.group()
    return f"[U+{ord(signs):04X}]" if len(signs) == 1 else f"[{len(signs)} tecken som inte kan visas]"


def _write(document: Document, when: datetime, variant: str, attachments: Sequence[Attached]) -> bytes:
    def finisher(laid_out: Document, pdf: pydyf.PDF) -> None:
        label = ", ".join(("Elektronisk stämpel", *laid_out.metadata.authors))
        conformance.finish(laid_out, pdf, seal_label=label)
        if faults := validation.faults(laid_out, pdf, attachments=len(attachments)):
            raise Nonconforming(faults)
        conformance.settle(pdf)

    written: bytes = document.write_pdf(
        pdf_variant=variant,
        pdf_tags=True,
        finisher=finisher,
        attachments=[_attachment(attached, when) for attached in attachments],
    )
    return written


def _attachment(attached: Attached, when: datetime) -> Attachment:
    return Attachment(
        string=attached.content,
        name=attached.name,
        description=attached.description,
        created=when,
        modified=when,
        relationship=attached.relationship,
    )
