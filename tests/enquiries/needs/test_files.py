"""The text of what is handed in: PDF and DOCX in the limited process, and every kind of bad file in one sentence."""

import os
import subprocess
import sys
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from pypdf import PdfWriter

from registry.core.errors import DomainError
from registry.enquiries.needs import files

SWEDISH = (
    "Vi vill starta ett språkcafé för nyanlända i Farsta, och det ska vara öppet för alla som kan komma."
)
NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(body, *, name="word/document.xml", start=""):
    packed, entry = BytesIO(), ZipInfo(name)  # without the time of day: the bytes name tests
    with ZipFile(packed, "w") as archive:
        document = f'{start}<w:document xmlns:w="{NAMESPACE}"><w:body>{body}</w:body></w:document>'
        archive.writestr(entry, document, ZIP_DEFLATED)
    return packed.getvalue()


def paragraph(text):
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def printed(text):
    """Draw a PDF in a process of its own, as the product does: the libraries that draw can take a process down."""
    program = "import sys, weasyprint; weasyprint.HTML(string=sys.argv[1]).write_pdf(sys.stdout.buffer)"
    fonts = {
        name: value for name, value in os.environ.items() if not name.startswith("FONTCONFIG")
    }  # the machine's
    command = [sys.executable, "-c", program, f"<p>{text}</p>"]
    done = subprocess.run(command, capture_output=True, check=True, env=fonts)
    return done.stdout


def pdf(*, password=""):
    writer, written = PdfWriter(), BytesIO()
    writer.add_blank_page(200, 200)
    if password:
        writer.encrypt(password)
    writer.write(written)
    return written.getvalue()


def test_plain_text_pdf_and_docx_are_read_alike():
    assert files.text_of(SWEDISH.encode("cp1252")) == files.text_of(SWEDISH.encode()) == SWEDISH
    assert files.text_of(SWEDISH.encode("utf-16")) == SWEDISH
    assert " ".join(files.text_of(printed(SWEDISH)).split()) == SWEDISH
    listed = f"<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>{SWEDISH}</w:t></w:r></w:p>"
    assert files.text_of(docx(paragraph("Bakgrund") + listed)) == f"Bakgrund\n- {SWEDISH}"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Filen är tom"),
        (b" \n.,", "Det finns ingen text"),
        (b"a" * (files.MOST_BYTES + 1), "Filen är större än 5 MB."),
        (SWEDISH.encode() * 3000, "Texten är längre än 100 sidor."),
        (
            b"The quick brown fox jumps over the lazy dog because the dog sleeps all day in the sun",
            "inte vara på svenska",
        ),
        (b"\x89PNG\r\n\x00\x00", "varken text, PDF eller DOCX"),
        (docx("", name="xl/workbook.xml"), "varken text, PDF eller DOCX"),
        (b"PK\x03\x04 trasig", "varken text, PDF eller DOCX"),
        (docx(paragraph("")), "bara bilder och ingen text"),
        (docx("<w:p>"), "går inte att läsa"),
        (docx("", start='<!DOCTYPE x [<!ENTITY a "aaaa">]>'), "för krånglig"),
        (docx(" " * (45 << 20)), "för krånglig"),  # a bomb: 45 kB that unpack to 45 MB
        (b"%PDF-1.7 trasig", "går inte att läsa"),
        (pdf(), "bara bilder och ingen text"),
        (pdf(password="hemligt"), "låst med lösenord"),
    ],
)
def test_a_bad_file_is_refused_in_one_sentence(content, sentence):
    with pytest.raises(DomainError, match=r".") as refused:
        files.text_of(content, field="file")
    (problem,) = refused.value.problems
    assert sentence in problem.message
    assert problem.field == "file"
