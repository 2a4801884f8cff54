"""The checks every document passes before it leaves the renderer: cheap, and free of development packages.

They are about what depends on the text and the templates. The full rules of PDF/A-3a and PDF/UA-1 are run over
the same renderer in the test suite.
"""

from typing import Any

import pydyf

from registry.documents import conformance

MAX_PAGES = 200
_FONT = b"Inter"
_CATALOG = {
    "Metadata": "metadata saknas",
    "MarkInfo": "dokumentet är inte uppmärkt",
    "OutputIntents": "färgprofil saknas",
    "StructTreeRoot": "strukturträd saknas",
}


class Nonconforming(Exception):
    """The document that was made is not archival and accessible; `faults` are the sentences that say why."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("; ".join(faults))


def faults(document: Any, pdf: pydyf.PDF, *, attachments: int) -> list[str]:
    """Return what keeps a finished document from being archival and accessible, in Swedish; empty when nothing.

    `document` is WeasyPrint's, `pdf` the finished objects, `attachments` how many files there must be inside.
    """
    found = [sentence for name, sentence in _CATALOG.items() if name not in pdf.catalog]
    if found:
        return found
    if not document.metadata.lang:
        found.append("språket är inte angivet")
    if not document.metadata.title:
        found.append("titeln saknas")
    if len(document.pages) > MAX_PAGES:
        found.append(f"dokumentet har {len(document.pages)} sidor, högst {MAX_PAGES} är tillåtna")
    if len(pdf.catalog.get("AF", ())) != attachments:
        found.append("en bifogad fil saknas")
    return found + _font_faults(pdf) + _structure_faults(pdf)


def written_faults(written: bytes) -> list[str]:
    """Return what is wrong with the bytes of a document as a file: cut short, encrypted or no PDF at all."""
    found = []
    if not written.startswith(b"%PDF-1.7\n"):
        found.append("filen är inte en PDF 1.7")
    if not written.rstrip().endswith(b"%%EOF"):
        found.append("filen är avhuggen")
    if b"/Encrypt" in written:
        found.append("filen är krypterad")
    return found


def _font_faults(pdf: pydyf.PDF) -> list[str]:
    found = []
    for thing in pdf.objects:
        if isinstance(thing, dict) and thing.get("Type") == "/FontDescriptor":
            name = pydyf.Array([thing["FontName"]]).data.strip(b"[]/")
            if _FONT not in name:
                found.append(f"teckensnittet {name.decode()} hör inte till dokumentets")
            if not {"FontFile", "FontFile2", "FontFile3"} & thing.keys():
                found.append(f"teckensnittet {name.decode()} är inte inbäddat")
    return found


def _structure_faults(pdf: pydyf.PDF) -> list[str]:
    found = []
    level = 0
    for element in conformance.elements(pdf):
        kind = element["S"]
        if kind == "/Figure" and "Alt" not in element:
            found.append("en bild saknar textalternativ")
        if kind == "/TH" and "Scope" not in element.get("A", {}):
            found.append("en rubrikcell i en tabell saknar riktning")
        if len(kind) == len("/H1") and kind[1] == "H" and kind[2].isdigit():
            if int(kind[2]) > level + 1:
                found.append(f"rubriknivå {level + 1} är överhoppad")
            level = int(kind[2])
    return found
