"""One decided and one draft document for the whole run, and the tools that judge them."""

import shutil
import subprocess
from pathlib import Path

import pytest

from registry.documents import attached, pdf
from tests.documents.example import example

TOOLS = {
    "qpdf": "qpdf",
    "pdfinfo": "poppler-utils",
    "pdffonts": "poppler-utils",
    "pdfdetach": "poppler-utils",
    "pdftotext": "poppler-utils",
}


def made(data):
    """Return the PDF of some data, made in this process: the tests of the child process are elsewhere."""
    return pdf.render("agreement", data, attachments=[attached.as_json(data, "avtal.json")])


@pytest.fixture(scope="session")
def decided() -> bytes:
    return made(example())


@pytest.fixture(scope="session")
def draft() -> bytes:
    return made(example(draft=True, decision=None, attested=[], content_hash=None))


@pytest.fixture
def tool(tmp_path):
    """Run a system tool on a PDF and return what it printed; the test fails when the tool is not installed."""

    def run(name: str, document: bytes, *arguments: str) -> str:
        assert shutil.which(name), f"install {TOOLS[name]}: this test needs {name}"
        path = Path(tmp_path / "document.pdf")
        path.write_bytes(document)
        done = subprocess.run(
            [name, *arguments, path], capture_output=True, text=True, check=False, cwd=tmp_path
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return run
