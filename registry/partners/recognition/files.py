"""What kind of file somebody has sent, told by its bytes and not by its name, and whether it is one we keep."""

import hashlib
import io
import zipfile
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from registry.core.errors import Problem
from registry.core.i18n import _
from registry.core.text import clean
from registry.partners.recognition.rules import MOST_BYTES

_BEGINS = (
    (b"%PDF-", "application/pdf", ".pdf"),
    (b"\xff\xd8\xff", "image/jpeg", ".jpg"),
    (b"\x89PNG\r\n\x1a\n", "image/png", ".png"),
)
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
_LONGEST = 120
_MOST_ENTRIES = 2000


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent."""

    filename: str
    content: bytes

    @property
    def sha256(self) -> str:
        """The hash that proves that the bytes are the same."""
        return hashlib.sha256(self.content).hexdigest()


def as_upload(sent: Any) -> Upload | None:
    """Return what a file field holds, read no further than what is too much; None when no file was chosen."""
    return Upload(sent.filename or "", sent.stream.read(MOST_BYTES + 1)) if sent else None


def kind_of(content: bytes) -> tuple[str, str] | None:
    """Return (media type, ending) of a PDF, JPEG, PNG, DOCX or ODT; None for everything else."""
    for begins, media_type, ending in _BEGINS:
        if content.startswith(begins):
            return media_type, ending
    return _office(content) if content.startswith(b"PK\x03\x04") else None


def _office(content: bytes) -> tuple[str, str] | None:
    """Look into a zip's table of contents only; nothing is unpacked but the few bytes of an ODT's own type."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = set(packed.namelist()[:_MOST_ENTRIES])
            if {"[Content_Types].xml", "word/document.xml"} <= names and "word/vbaProject.bin" not in names:
                return DOCX, ".docx"
            if "mimetype" in names:
                with packed.open("mimetype") as said:
                    return (ODT, ".odt") if said.read(100) == ODT.encode() else None
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return None
    return None


def upload_problems(upload: Upload | None) -> list[Problem]:
    """Return why a file is not kept: empty, too large, or of another kind than it can be read as in ten years."""
    if upload is None:
        return []
    if not upload.content:
        return [Problem(_("Filen är tom."), "file")]
    if len(upload.content) > MOST_BYTES:
        return [Problem(_("Filen är för stor. Högst %(n)s MB får plats.", n=MOST_BYTES // 1_000_000), "file")]
    if kind_of(upload.content) is None:
        words = _("Filen måste vara en PDF, en bild (JPEG eller PNG) eller ett dokument (DOCX eller ODT).")
        return [Problem(words, "file")]
    return []


def tidy_name(filename: str, ending: str) -> str:
    """Return a file name that is safe to send back: no folders, no control characters, the ending that it is."""
    stem = clean(PurePath(filename.replace("\\", "/")).name).rsplit(".", 1)[0]
    kept = "".join(one for one in stem if one.isalnum() or one in " -_()").strip()
    return f"{kept[:_LONGEST] or 'fil'}{ending}"
