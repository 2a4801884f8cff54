"""Nothing that stays inside the house reaches a partner: no page, no file, nothing attached to a file or about it.

Every page that a partner finds from its first one is opened, and of every file its text, its attachments and its
metadata are read. What is looked for is what staff have written in the demo in fields that are said to be inside.
"""

import io
import re
from collections.abc import Iterator

import pytest
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import select

from registry.agreements.models import Edition
from registry.city.guidelines.models import ChecklistAnswer, FormChoice
from registry.collaborations.models import Collaboration
from registry.core.database import session
from registry.matters.approvals.models import Declaration
from tests.reading import parsed

pytestmark = pytest.mark.stage("demo")
PARTNERS = ("exempelforeningen", "svenskamedbaby", "raddabarnen")
MOST = 120  # pages of one partner in the demo
INSIDE = (
    Edition.internal_note, Collaboration.internal_note, Collaboration.gate_note, ChecklistAnswer.motive,
    FormChoice.motive, FormChoice.signs_motive, FormChoice.procurement_note, FormChoice.aid_note,
)  # fmt: skip


def written_inside() -> set[str]:
    """What staff have written in the demo that no partner reads, in single spaces."""
    found = {text for column in INSIDE for text in session.scalars(select(column).where(column.is_not(None)))}
    return {" ".join(text.split()) for text in found if len(text) > 12}


def found_by(client) -> Iterator[tuple[str, str, bytes]]:
    """Every answer that following links from the first page leads to: address, kind and bytes."""
    waiting, seen = ["/portal/"], {"/portal/"}
    while waiting:
        address = waiting.pop()
        answer = client.get(address)
        yield address, answer.mimetype, answer.data
        if answer.mimetype == "text/html":
            links = {link["href"].split("#")[0] for link in parsed(answer.text).select("a[href^='/']")}
            fresh = {link for link in links if link and not link.startswith(("/static", "/sign"))} - seen
            seen |= fresh
            waiting += sorted(fresh)
        assert len(seen) <= MOST


def texts_of(kind: str, data: bytes) -> Iterator[str]:
    if kind != "application/pdf":
        yield data.decode("utf-8", "replace")
        return
    reader = PdfReader(io.BytesIO(data))
    yield " ".join(page.extract_text() for page in reader.pages)
    for contents in reader.attachments.values():
        yield from (one.decode("utf-8", "replace") for one in contents)
    yield str(reader.metadata)
    yield reader.xmp_metadata.stream.get_data().decode() if reader.xmp_metadata else ""


def test_no_page_or_file_of_a_partners_holds_what_is_inside(app: Flask):
    with app.app_context():
        inside = written_inside()
        session.execute(
            select(Declaration.id).limit(1)
        ).one()  # the demo has declarations, which stay inside too
    assert len(inside) > 30
    files, attached = 0, 0
    for partner in PARTNERS:
        client = app.test_client()
        client.sign_in(partner)
        for address, kind, data in found_by(client):
            for number, text in enumerate(texts_of(kind, data)):
                said = re.sub(r"\s+", " ", text)
                leaked = [words for words in inside if words in said]
                assert not leaked, (partner, address, leaked[:3])
                assert "Förklaringar om jäv" not in said, (partner, address)
                attached += number > 0
            files += kind == "application/pdf"
    assert files
    assert attached
