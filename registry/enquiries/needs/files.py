"""The text of a proposal that is handed in: plain text as it is, PDF and DOCX read in a limited process."""

import json
import os
from typing import cast

from registry.core import limited
from registry.core.errors import DomainError, Problem
from registry.core.i18n import _
from registry.core.language.spelling import listed, words

MOST_BYTES = 5 << 20  # of a file
MOST_TEXT = 200_000  # characters: a hundred pages
FIELD = "text"
_COMMON = listed("och att det som for pa ar med av inte en ett den till i de om har kan ska vi fran eller")
_FEWEST, _SHARE = (
    15,
    0.08,
)  # from how many words a text's language shows, and how many of them are common Swedish ones


def text_of(content: bytes, *, field: str | None = None) -> str:
    """Return the text of a file. Raises DomainError, in one sentence: too large, of another kind, without text."""
    if not content:
        raise _refused("nothing", field)
    if len(content) > MOST_BYTES:
        raise _refused("large", field)
    if content.startswith((b"%PDF", b"PK")):
        return checked(_read_apart(content, field), field=field)
    return checked(_decoded(content, field), field=field)


def checked(text: str, *, field: str | None = None) -> str:
    """Return a text that can be read as Swedish. Raises DomainError: empty, too long, in another language."""
    if not text.strip():
        raise _refused("empty", field)
    if len(text) > MOST_TEXT:
        raise _refused("long", field)
    found = words(text[:20_000])
    if not found:
        raise _refused("empty", field)
    if text.lstrip().startswith("{"):  # fields and their values are in no language
        return text
    if len(found) >= _FEWEST and sum(word in _COMMON for word in found) < _SHARE * len(found):
        raise _refused("language", field)
    return text


def _decoded(content: bytes, field: str | None) -> str:
    if b"\0" in content[:4096] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _refused("kind", field)
    for encoding in ("utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _refused("kind", field)


def _read_apart(content: bytes, field: str | None) -> str:
    with os.fdopen(os.memfd_create("proposal"), "w+b") as file:
        file.write(content)
        file.flush()
        file.seek(0)
        process = limited.started("registry.enquiries.needs.file_reader", file.fileno(), str(MOST_TEXT))
        try:
            said, _errors = process.communicate()
        finally:
            process.kill()
    if not said:  # silence means that the kernel ended the process: for its memory, or for its time
        raise _refused("limit", field)
    message = json.loads(said)
    if "refused" in message:
        raise _refused(message["refused"], field)
    return cast("str", message["text"])


def _refused(code: str, field: str | None) -> DomainError:
    sentences = {
        "empty": _("Det finns ingen text att läsa. Klistra in beskrivningen eller välj en fil med text."),
        "nothing": _("Filen är tom. Välj en annan, eller klistra in texten i stället."),
        "large": _(
            "Filen är större än %(most)s MB. Klistra in den del som beskriver behovet.", most=MOST_BYTES >> 20
        ),
        "long": _("Texten är längre än 100 sidor. Ta med bara det som beskriver behovet."),
        "language": _("Texten verkar inte vara på svenska. Bara svenska texter kan läsas."),
        "kind": _("Filen är varken text, PDF eller DOCX. Spara den som något av dem."),
        "no_text": _("Filen innehåller bara bilder och ingen text. Klistra in texten i stället."),
        "locked": _("Filen är låst med lösenord. Spara den utan lösenord."),
        "pages": _("Filen har för många sidor. Ta med bara det som beskriver behovet."),
        "limit": _("Filen är för stor eller för krånglig att läsa. Klistra in texten i stället."),
        "broken": _(
            "Filen går inte att läsa. Öppna den, spara den på nytt eller klistra in texten i stället."
        ),
    }
    return DomainError(Problem(sentences[code], field or FIELD))
