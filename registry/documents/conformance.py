"""What WeasyPrint leaves undone for a PDF that is both PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1).

`finish` is given to WeasyPrint as its `finisher`: it works on the finished objects just before they are
written. References between objects are bytes like `b"12 0 R"`, where 12 is the index in `pdf.objects`.

Never set the `free` mark of an object: pydyf then counts object streams wrong and the file is silently broken.
"""

import zlib
from collections.abc import Iterator
from typing import Any

import pydyf

# The element in a template that the signature field is laid over.
SEAL_ANCHOR = "stampel"
_SEAL_FIELD = "Stampel1"
_PX_TO_PT = 0.75
_PRINTED_AND_LOCKED = 4 | 128
_LINE_ENDS = (0x0A, 0x0D)
_BEST = 9  # of zlib, as pydyf compresses

# PDF/A allows in its metadata only names it knows, so the PDF/UA mark comes with a description of itself.
_ACCESSIBILITY_MARK = b"""\
<rdf:Description rdf:about="" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the file follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


def finish(document: Any, pdf: pydyf.PDF, *, seal_label: str) -> None:
    """Make the objects of `pdf` conform, in place.

    `document` is WeasyPrint's, with the laid-out pages; `seal_label` is read out for the signature field.
    """
    _mark_as_accessible(pdf)
    _list_attachments_once(pdf)
    _give_headers_scope(pdf)
    _place_signature_field(document, pdf, seal_label)
    _make_margins_artifacts(pdf)


def at(pdf: pydyf.PDF, reference: bytes | str) -> Any:
    """Return the object that a reference points to."""
    return pdf.objects[_number(reference)]


def structure_root(pdf: pydyf.PDF) -> Any:
    """Return the root of the structure tree, which every tagged document has."""
    return at(pdf, pdf.catalog["StructTreeRoot"])


def elements(pdf: pydyf.PDF) -> Iterator[Any]:
    """Yield the structure elements of the document in reading order, without what is linked from nowhere."""
    waiting = [structure_root(pdf)["K"][0]]
    while waiting:
        element = at(pdf, waiting.pop())
        if element.get("Type") == "/StructElem":
            yield element
            waiting.extend(kid for kid in reversed(element.get("K", ())) if isinstance(kid, bytes))


def _number(reference: bytes | str) -> int:
    return int(reference.split()[0])


def _mark_as_accessible(pdf: pydyf.PDF) -> None:
    """Say PDF/UA-1 in the metadata, inside its one RDF element, and leave the metadata readable as text."""
    metadata = at(pdf, pdf.catalog["Metadata"])
    end = b"</rdf:RDF>"
    metadata.stream = [metadata.stream[0].replace(end, _ACCESSIBILITY_MARK + end)]
    metadata.compress = False


def _list_attachments_once(pdf: pydyf.PDF) -> None:
    """Remove the doubles in the list of associated files: WeasyPrint adds each once by name, once by type."""
    if "AF" in pdf.catalog:
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))


def _give_headers_scope(pdf: pydyf.PDF) -> None:
    """Say of each header cell whether it heads a column (in THead) or a row (anywhere else)."""
    for element in elements(pdf):
        if element["S"] == "/TH":
            section = at(pdf, at(pdf, element["P"])["P"])["S"]
            element["A"]["Scope"] = "/Column" if section == "/THead" else "/Row"


def _place_signature_field(document: Any, pdf: pydyf.PDF, label: str) -> None:
    """Lay an empty, tagged signature field over the seal anchor, if the document has one.

    A seal put into a field that is there from the start leaves the structure as it was validated.
    """
    for page, reference in zip(document.pages, pdf.page_references, strict=True):
        if SEAL_ANCHOR in page.anchors:
            widget = _signature_widget(pdf, reference, _rectangle(page), label)
            at(pdf, reference).setdefault("Annots", pydyf.Array()).append(widget.reference)
            pdf.catalog["AcroForm"] = pydyf.Dictionary({"Fields": pydyf.Array([widget.reference])})
            _tag_widget(pdf, widget, reference, label)
            return


def _rectangle(page: Any) -> pydyf.Array:
    """Return the place of the seal anchor in PDF points, counted from the foot of the page."""
    left, top, right, bottom = (edge * _PX_TO_PT for edge in page.anchors[SEAL_ANCHOR])
    height = page.height * _PX_TO_PT
    return pydyf.Array([round(edge, 2) for edge in (left, height - bottom, right, height - top)])


def _signature_widget(pdf: pydyf.PDF, page: bytes, place: pydyf.Array, label: str) -> pydyf.Dictionary:
    """Add the field itself, with the empty appearance that PDF/A wants of every field that has a size."""
    box = pydyf.Array([0, 0, place[2] - place[0], place[3] - place[1]])
    appearance = pydyf.Stream(
        [b"q Q"], {"Type": "/XObject", "Subtype": "/Form", "BBox": box, "Resources": pydyf.Dictionary()}
    )
    pdf.add_object(appearance)
    widget = pydyf.Dictionary(
        {
            "Type": "/Annot",
            "Subtype": "/Widget",
            "FT": "/Sig",
            "T": pydyf.String(_SEAL_FIELD),
            "TU": pydyf.String(label),
            "F": _PRINTED_AND_LOCKED,
            "Rect": place,
            "P": page,
            "AP": pydyf.Dictionary({"N": appearance.reference}),
        }
    )
    pdf.add_object(widget)
    return widget


def _tag_widget(pdf: pydyf.PDF, widget: pydyf.Dictionary, page: bytes, label: str) -> None:
    """Give the field its own element, last in the structure tree, and its line in the parent tree."""
    root = structure_root(pdf)
    document = at(pdf, root["K"][0])
    link = pydyf.Dictionary({"Type": "/OBJR", "Obj": widget.reference, "Pg": page})
    pdf.add_object(link)
    form = pydyf.Dictionary(
        {
            "Type": "/StructElem",
            "S": "/Form",
            "Alt": pydyf.String(label),
            "P": document.reference,
            "Pg": page,
            "K": pydyf.Array([link.reference]),
        }
    )
    pdf.add_object(form)
    document["K"].append(form.reference)
    numbers = at(pdf, root["ParentTree"])["Nums"]
    widget["StructParent"] = max(numbers[::2]) + 1
    numbers.extend([widget["StructParent"], form.reference])


def _make_margins_artifacts(pdf: pydyf.PDF) -> None:
    """Turn the running header, footer and page number into artifacts, which are not read out.

    WeasyPrint tags margin text but links its elements from nowhere: neither content nor artifact.
    """
    linked = {element.number for element in elements(pdf)}
    numbers = at(pdf, structure_root(pdf)["ParentTree"])["Nums"]
    for index, page in enumerate(pdf.page_references):
        owners = numbers[2 * index + 1]
        loose = {mark for mark, owner in enumerate(owners) if _number(owner) not in linked}
        _unmark(at(pdf, at(pdf, page)["Contents"]), loose)
        for mark in loose:
            owners[mark] = b"null"
    for number, thing in enumerate(pdf.objects):
        if isinstance(thing, dict) and thing.get("Type") == "/StructElem" and number not in linked:
            thing.clear()


def _unmark(content: pydyf.Stream, marks: set[int]) -> None:
    """Rewrite the marked sequences `marks` of a page as pagination artifacts."""
    commands = content.stream
    for index, command in enumerate(commands):
        if command != b"BDC" or not isinstance(commands[index - 1], dict):
            continue
        if commands[index - 1].get("MCID") in marks:
            commands[index - 2] = b"/Artifact"
            commands[index - 1] = pydyf.Dictionary({"Type": "/Pagination"})


def settle(pdf: pydyf.PDF) -> None:
    """Put each finished object down as the bytes that are written; nothing may be changed after it.

    pydyf asks every object for its bytes twice, for the file's identifier and for the file, and compresses them each
    time. They are those that it would have written itself.
    """
    for number, thing in enumerate(pdf.objects):
        if thing.free != "f":
            pdf.objects[number] = _Settled(thing)


class _Settled(pydyf.Object):
    """An object of which only the bytes are left."""

    data: bytes = b""
    compressible = False

    def __init__(self, thing: pydyf.Object) -> None:
        super().__init__()
        self.number, self.generation, self.compressible = thing.number, thing.generation, thing.compressible
        self.data = _compressed(thing) if isinstance(thing, pydyf.Stream) and thing.compress else thing.data


def _compressed(stream: pydyf.Stream) -> bytes:
    """Return a stream's bytes, compressed so that they end in neither CR nor LF: the last byte of the checksum is
    one of them once in 128 files.

    That is legal, but a validator that takes the byte for the line end that follows would call the file broken
    for ever. White space may follow drawing commands; any other bytes must stay, so they go uncompressed.
    """
    drawn = _content(stream)
    if zlib.adler32(drawn) & 0xFF in _LINE_ENDS:
        if stream.extra and stream.extra.get("Subtype") != "/Form":
            return bytes(pydyf.Stream([drawn], stream.extra).data)
        drawn += b" "
    extra = {**stream.extra, "Filter": "/FlateDecode"}
    return bytes(pydyf.Stream([zlib.compress(drawn, _BEST)], extra).data)


def _content(stream: pydyf.Stream) -> bytes:
    """Return the bytes that pydyf will compress, as it joins them itself."""
    uncompressed: bytes = pydyf.Stream(stream.stream).data
    return uncompressed.partition(b"stream\n")[2].removesuffix(b"\nendstream")
