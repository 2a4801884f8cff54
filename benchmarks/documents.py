"""The agreement's PDF with all conformance work and the attached data, against bare WeasyPrint on the same HTML."""

import gc
from collections.abc import Iterator

from weasyprint import HTML

from benchmarks.timing import paired, row
from registry.documents import attached, pdf, rendering
from tests.documents.example import example

PAIRS = 7


def measure(pairs: int) -> Iterator[str]:
    """Yield the line about documents, measured so many times."""
    data, made = example(), pdf.press()
    markup = rendering.html("agreement", data)
    inside = [attached.as_json(data, "avtal.json")]

    def ours() -> bytes:
        return pdf.render("agreement", data, attachments=inside)

    def bare() -> object:
        source = HTML(string=markup, url_fetcher=made.fetcher)
        return source.write_pdf(stylesheets=[made.stylesheet], font_config=made.fonts)

    gc.disable()  # as in the process that draws one document and ends
    taken = paired(ours, bare, pairs)
    gc.enable()
    yield row("agreement as PDF/A-3a and PDF/UA-1, warm", *taken, goal="<= 1.15")
