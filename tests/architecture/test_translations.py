"""Every text has its English, with the same placeholders, and who asks for English gets it."""

import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po
from flask import Flask
from sqlalchemy import select

from registry.agreements import queries
from registry.agreements.models import Edition
from registry.core import clock
from registry.core.database import reading, session
from registry.core.i18n import CATALOGUES, speaking
from tests.application import CheckingClient
from tests.reading import parsed

ROOT = Path(__file__).parents[2]
HOLES = re.compile(r"%\(\w+\)\w|\{\w+\}")  # what code fills in, and what the script in the page does
NOT_OURS = {"node_modules", "instance", "tests"}
KEYWORDS = {**DEFAULT_KEYWORDS, "lazy": None, "logged": None, "lazy_in": ((1, "c"), 2), "saying": (2,)}
RENEW = "run `make translations`, and translate what it leaves empty"


def is_ours(folder: str) -> bool:
    name = Path(folder).name
    return not name.startswith(".") and name not in NOT_OURS


@cache
def in_use() -> set[str | tuple[str, ...]]:
    """Return every text in code and templates, a counted one as its two forms; as scripts/catalogue finds them."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    found = extract_from_dir(ROOT, methods, options, keywords=KEYWORDS, directory_filter=is_ours)
    return {message for _file, _line, message, _comments, _context in found}


@cache
def english() -> Catalog:
    with (CATALOGUES / "en" / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file)


def entries() -> list[Message]:
    return [entry for entry in english() if entry.id]


def forms(text: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return text if isinstance(text, tuple) else (text or "",)


def test_every_text_is_in_the_english_catalogue_and_nothing_else_is():
    known = {entry.id for entry in entries()}
    assert len(known) > 1000
    assert sorted(map(str, in_use() - known)) == [], RENEW
    assert sorted(map(str, known - in_use())) == [], RENEW
    assert list(english().obsolete) == [], RENEW


def test_no_translation_is_empty_or_a_guess():
    assert [e.id for e in entries() if not all(map(str.strip, forms(e.string)))] == []
    assert [e.id for e in entries() if e.fuzzy] == []


def test_a_translation_has_the_placeholders_of_its_text():
    wrong = [
        (text, said)
        for entry in entries()
        for text, said in zip(forms(entry.id), forms(entry.string), strict=True)
        if sorted(HOLES.findall(text)) != sorted(HOLES.findall(said))
    ]
    assert wrong == []


@pytest.mark.parametrize(("language", "heading"), [("sv", "Logga in"), ("en", "Sign in")])
def test_a_page_is_in_the_language_that_the_reader_chose(client: CheckingClient, language: str, heading: str):
    client.set_cookie("language", language)
    page = parsed(client.get("/sign-in").text)
    assert page.html["lang"] == language
    assert page.h1.get_text(strip=True) == heading


@pytest.mark.stage("demo")
def test_what_is_frozen_for_decision_is_swedish_whoever_sends_it(app: Flask):
    at = clock.now()
    with app.app_context(), reading():
        edition = queries.whole(session.scalars(select(Edition.id).order_by(Edition.id)).first())
        frozen = queries.frozen(edition, at=at)
        with speaking("en"):
            assert queries.frozen(edition, at=at) == frozen
