"""A file's kind is told by its bytes: what we keep is kept, and everything else is nothing, whatever it is called."""

import io
import zipfile

import pytest

from registry.documents import inspecting
from registry.documents.file_kinds import MEDIA_TYPES, FileKind, kind_of

BEGINS = {FileKind.PDF: b"%PDF-1.7\n", FileKind.JPEG: b"\xff\xd8\xff\xe0", FileKind.PNG: b"\x89PNG\r\n\x1a\n"}
PARTS = {
    "word/document.xml": FileKind.DOCX,
    "xl/workbook.xml": FileKind.XLSX,
    "ppt/presentation.xml": FileKind.PPTX,
}
OPEN_DOCUMENTS = (FileKind.ODT, FileKind.ODS, FileKind.ODP)


def packed(*names: str, mimetype: str = "") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name in names:
            entry = zipfile.ZipInfo(
                name
            )  # without the time of day: the bytes name tests, alike in every process
            made.writestr(entry, mimetype if name == "mimetype" else "<x/>", zipfile.ZIP_DEFLATED)
    return file.getvalue()


def example(kind: FileKind) -> bytes:
    if kind in BEGINS:
        return BEGINS[kind]
    if kind in OPEN_DOCUMENTS:
        return packed("mimetype", "content.xml", mimetype=MEDIA_TYPES[kind])
    (part,) = (name for name, of in PARTS.items() if of is kind)
    return packed("[Content_Types].xml", part)


@pytest.mark.parametrize("kind", FileKind)
def test_each_kind_is_known_by_its_bytes(kind):
    assert kind_of(example(kind)) is kind
    assert kind.media_type.count("/") == 1


def bomb() -> bytes:
    """A zip whose table of contents says that it would be larger than any document."""
    content = bytearray(packed("[Content_Types].xml", "word/document.xml"))
    at = content.rindex(b"PK\x01\x02")
    content[at + 24 : at + 28] = (2**31).to_bytes(4, "little")
    return bytes(content)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"MZ\x90\x00",  # a program
        b"<html><script>alert(1)</script>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"GIF89a",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",  # an office file of the nineties
        b" %PDF-1.7",  # the kind stands first
        b"PK\x03\x04 and nothing more",
        packed("readme.txt"),
        packed("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
        packed("[Content_Types].xml", "xl/workbook.xml", "xl/VBAPROJECT.BIN"),
        packed("mimetype", "Basic/Standard/Module1.xml", mimetype=MEDIA_TYPES[FileKind.ODS]),
        packed("mimetype", mimetype="application/zip"),
        packed("[Content_Types].xml", "word/document.xml", *(f"word/{n}.xml" for n in range(2001))),
        bomb(),
    ],
    ids=lambda content: str(content[:12]),
)
def test_everything_else_is_nothing(content):
    assert kind_of(content) is None


def test_it_is_told_in_a_process_of_its_own_that_may_use_little(monkeypatch):
    assert inspecting.inspected(example(FileKind.XLSX)) is FileKind.XLSX
    assert inspecting.inspected(b"MZ\x90\x00") is None
    monkeypatch.setattr(inspecting, "MEMORY", 1 << 20)  # less than the file
    assert inspecting.inspected(example(FileKind.PDF) + bytes(8 << 20)) is None
