"""What kind of file somebody has sent, told by its bytes and not by its name, and whether it is one we keep."""

import hashlib
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from registry.core.errors import Problem
from registry.core.i18n import _
from registry.core.text import clean
from registry.documents import file_kinds
from registry.documents.file_kinds import FileKind
from registry.partners.recognition.rules import MOST_BYTES

KEPT = (FileKind.PDF, FileKind.JPEG, FileKind.PNG, FileKind.DOCX, FileKind.ODT)
_LONGEST = 120


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
    kind = file_kinds.kind_of(content)
    return (kind.media_type, f".{kind.value}") if kind in KEPT else None


def upload_problems(upload: Upload | None) -> list[Problem]:
    """Return why a file is not kept: empty, too large, or of another kind than it can be read as in ten years."""
    if upload is None:
        return []
    return size_problems(upload) or type_problems(kind_of(upload.content))


def size_problems(upload: Upload) -> list[Problem]:
    """Return that a file is empty or too large."""
    if not upload.content:
        return [Problem(_("Filen är tom."), "file")]
    if len(upload.content) > MOST_BYTES:
        return [Problem(_("Filen är för stor. Högst %(n)s MB får plats.", n=MOST_BYTES // 1_000_000), "file")]
    return []


def type_problems(kind: object | None) -> list[Problem]:
    """Return that a file is of none of the kinds that are kept; `kind` is what its bytes were found to be."""
    if kind is None:
        words = _("Filen måste vara en PDF, en bild (JPEG eller PNG) eller ett dokument (DOCX eller ODT).")
        return [Problem(words, "file")]
    return []


def tidy_name(filename: str, ending: str) -> str:
    """Return a file name that is safe to send back: no folders, no control characters, the ending that it is."""
    stem = clean(PurePath(filename.replace("\\", "/")).name).rsplit(".", 1)[0]
    kept = "".join(one for one in stem if one.isalnum() or one in " -_()").strip()
    return f"{kept[:_LONGEST] or 'fil'}{ending}"
