"""The reading process for a proposal: PDF or DOCX in, plain text out. `files.py` starts it in a limited process."""

import json
import os
import sys
from io import BytesIO
from typing import BinaryIO
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

from registry.core import limited

WALL, CPU, MEMORY = 25, 20, 700 << 20  # seconds, seconds, bytes
MOST_PAGES = 300
MOST_UNPACKED = 40 << 20  # bytes of a document's text part
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class CannotRead(Exception):
    """Why a file gives no text: a code that `files.py` has a sentence for."""


def serve(descriptor: int, most: str) -> None:
    """Write the text of the open file to standard output, as one message: {"text"} or {"refused"}."""
    limited.limit(wall=WALL, cpu=CPU, memory=MEMORY)
    try:
        with os.fdopen(descriptor, "rb") as stream:
            message = {"text": text(stream, most=int(most))}
    except CannotRead as refused:
        message = {"refused": str(refused)}
    except MemoryError:
        message = {"refused": "limit"}
    except Exception:
        message = {"refused": "broken"}
    sys.stdout.write(json.dumps(message))
    sys.stdout.flush()
    os._exit(0)


def text(stream: BinaryIO, *, most: int) -> str:
    """Return the text of a PDF or DOCX, at most so many characters and one. Raises CannotRead."""
    content = stream.read()
    if content.startswith(b"%PDF"):
        found = _pdf(content, most)
    elif content.startswith(b"PK"):
        found = _docx(content)
    else:
        raise CannotRead("kind")
    if not found.strip():
        raise CannotRead("no_text")
    return found[: most + 1]


def _pdf(content: bytes, most: int) -> str:
    from pypdf import PdfReader  # noqa: PLC0415 - the web process never needs it

    reader = PdfReader(BytesIO(content))
    if reader.is_encrypted:
        raise CannotRead("locked")
    if len(reader.pages) > MOST_PAGES:
        raise CannotRead("pages")
    found: list[str] = []
    for page in reader.pages:
        found.append(page.extract_text())
        if sum(map(len, found)) > most:
            break
    return "\n".join(found)


def _docx(content: bytes) -> str:
    try:
        with ZipFile(BytesIO(content)) as packed:
            part = packed.getinfo("word/document.xml")
            if part.file_size > MOST_UNPACKED:
                raise CannotRead("limit")
            with packed.open(part) as stream:
                document = stream.read(MOST_UNPACKED + 1)
    except (BadZipFile, KeyError):
        raise CannotRead("kind") from None
    if b"<!DOCTYPE" in document[:4096] or len(document) > MOST_UNPACKED:
        raise CannotRead("limit")
    paragraphs = ElementTree.fromstring(document).iter(f"{_WORD}p")  # noqa: S314 - no DTD, in a limited process
    return "\n".join(_paragraph(one) for one in paragraphs)


def _paragraph(element: "ElementTree.Element") -> str:
    said = [
        "\t" if part.tag == f"{_WORD}tab" else "\n" if part.tag == f"{_WORD}br" else part.text or ""
        for part in element.iter()
        if part.tag in {f"{_WORD}t", f"{_WORD}tab", f"{_WORD}br"}
    ]
    is_item = element.find(f"{_WORD}pPr/{_WORD}numPr") is not None
    return f"{'- ' if is_item else ''}{''.join(said)}"
