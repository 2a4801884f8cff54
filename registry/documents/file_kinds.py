"""What kind of file somebody has sent, told by its bytes and never by its name. Pure, and in a process of its own where
what is hostile in the file can cost no more than that process (`inspecting.py`).
"""

import io
import zipfile
from enum import StrEnum


class FileKind(StrEnum):
    """A kind that can still be read in ten years. The value is its ending."""

    PDF = "pdf"
    JPEG = "jpg"
    PNG = "png"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    ODT = "odt"
    ODS = "ods"
    ODP = "odp"

    @property
    def media_type(self) -> str:
        """The kind as it is sent back."""
        return MEDIA_TYPES[self]


_OPEN_XML = "application/vnd.openxmlformats-officedocument"
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument"
MEDIA_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.JPEG: "image/jpeg",
    FileKind.PNG: "image/png",
    FileKind.DOCX: f"{_OPEN_XML}.wordprocessingml.document",
    FileKind.XLSX: f"{_OPEN_XML}.spreadsheetml.sheet",
    FileKind.PPTX: f"{_OPEN_XML}.presentationml.presentation",
    FileKind.ODT: f"{_OPEN_DOCUMENT}.text",
    FileKind.ODS: f"{_OPEN_DOCUMENT}.spreadsheet",
    FileKind.ODP: f"{_OPEN_DOCUMENT}.presentation",
}
_BEGINS = {b"%PDF-": FileKind.PDF, b"\xff\xd8\xff": FileKind.JPEG, b"\x89PNG\r\n\x1a\n": FileKind.PNG}
_MAIN_PARTS = {
    "word/document.xml": FileKind.DOCX, "xl/workbook.xml": FileKind.XLSX, "ppt/presentation.xml": FileKind.PPTX,
}  # fmt: skip
_PROGRAMS = ("vbaproject.bin", "basic/", "scripts/")  # where an office file keeps what it would run
_MOST_ENTRIES = 2000
_MOST_UNPACKED = 200_000_000


def kind_of(content: bytes) -> FileKind | None:
    """Return the kind; None for everything else, for an office file with programs in it and for one that is a bomb."""
    for begins, kind in _BEGINS.items():
        if content.startswith(begins):
            return kind
    return _office(content) if content.startswith(b"PK\x03\x04") else None


def _office(content: bytes) -> FileKind | None:
    """Look into a zip's table of contents; nothing is unpacked but the few bytes of an OpenDocument's own type."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            entries = packed.infolist()
            names = [one.filename.lower() for one in entries]
            is_bomb = len(entries) > _MOST_ENTRIES or sum(one.file_size for one in entries) > _MOST_UNPACKED
            if is_bomb or any(part in name for name in names for part in _PROGRAMS):
                return None
            if "[content_types].xml" in names:
                return next((kind for part, kind in _MAIN_PARTS.items() if part in names), None)
            with packed.open("mimetype") as said:
                told = said.read(100).decode("ascii", "replace")
            return next((kind for kind, name in MEDIA_TYPES.items() if name == told), None)
    except (zipfile.BadZipFile, OSError, ValueError, KeyError, NotImplementedError, RuntimeError):
        return None
