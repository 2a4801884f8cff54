"""What must be known of a stored document before it is read: that it no longer holds, or that a fact was corrected.

A document knows nothing of what became of its matter; whoever does is plugged in, by name (`registry/wiring.py`).
The remarks stand where documents are listed and on a cover page of the file that is handed out.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from functools import lru_cache
from io import BytesIO
from uuid import UUID

from registry.core.i18n import swedish
from registry.documents.child import render_in_child
from registry.documents.models import Document, DocumentType
from registry.settings import current

# Made here; what somebody else made is handed out as it came, and its bytes are not read by us.
OUR_OWN = frozenset(DocumentType) - {DocumentType.ATTACHMENT}
COVERS_KEPT = 100


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to know before reading: in few words, and in a sentence."""

    heading: str
    words: str


Source = Callable[[Document], Iterable[Remark]]
_sources: dict[Source, None] = {}


def plug(*sources: Source) -> None:
    """Let the sources say what must be known of documents; the same again changes nothing."""
    _sources.update(dict.fromkeys(sources))


Numbers = Callable[[UUID], str | None]
_numbers: list[Numbers] = []  # who knows the case number of a matter, which lies above; one at most


def plug_numbers(reader: Numbers) -> None:
    """Plug in who says which case number a matter has."""
    _numbers[:] = [reader]


def of(document: Document) -> list[Remark]:
    """Return what must be known of the document, the gravest first."""
    return [one for source in _sources for one in source(document)]


@dataclass(frozen=True, slots=True)
class HandedOut:
    """A file as it leaves the house: its bytes, and what tells it from one with other remarks."""

    content: bytes
    etag: str


def handed_out(document: Document) -> HandedOut:
    """Return the file: the stored bytes as they are, after a cover page when there is something to know first.

    The stored bytes stay. The file with a cover is a copy for reading: it no longer claims to be archival (PDF/A), and
    the cover says so, with the checksum of the stored one.
    """
    with swedish():  # papers of the city are Swedish, whoever asks
        said = of(document) if document.type in OUR_OWN else []
    if not said:
        return HandedOut(document.content, document.sha256)
    number = _numbers[0](document.matter_id) if _numbers and document.matter_id else None
    cover = _cover(
        document.title, number or "", document.sha256, document.created_at.isoformat(), tuple(said)
    )
    return HandedOut(
        _joined(cover, document.content), hashlib.sha256(cover + document.sha256.encode()).hexdigest()
    )


@lru_cache(maxsize=COVERS_KEPT)
def _cover(title: str, case_number: str, sha256: str, made_at: str, told: tuple[Remark, ...]) -> bytes:
    settings = current()
    data = {
        "case_number": case_number,
        "title": title,
        "city": {
            "municipality": settings.organisation_name,
            "administration": settings.administration_name,
            "unit": None,
        },
        "frozen_at": made_at,
        "draft": False,
        "remarks": [asdict(one) for one in told],
        "sha256": sha256,
    }
    return render_in_child("cover", data, data_name="forsattsblad.json")


def _joined(cover: bytes, content: bytes) -> bytes:
    """Put the cover's pages first; what is attached to the document stays attached."""
    from pypdf import PdfReader, PdfWriter  # a tenth of what starting costs, for those few files
    from pypdf.generic import NameObject

    writer = PdfWriter(clone_from=BytesIO(content))
    for position, page in enumerate(PdfReader(BytesIO(cover)).pages):
        writer.insert_page(page, position)
    writer.root_object.pop(NameObject("/Metadata"), None)  # which says PDF/A
    written = BytesIO()
    writer.write(written)
    return written.getvalue()
