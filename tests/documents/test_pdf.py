"""Printing: the same data give the same bytes, and nothing but our own files is fetched."""

import builtins
import dataclasses
import socket

import pytest
from weasyprint.urls import URLFetcher

from registry.documents import pdf, validation
from registry.documents.validation import Nonconforming
from tests.documents.conftest import made
from tests.documents.example import example

pytestmark = pytest.mark.slow  # a process of its own, or the whole typesetting

WHEN = "2026-11-21T11:00:00Z"

# Every way in which HTML and CSS can name something to fetch.
FETCHES = [
    '<img alt="x" src="{}">',
    '<img alt="x" srcset="{} 2x">',
    '<link rel="stylesheet" href="{}">',
    '<link rel="attachment" href="{}">',
    '<a rel="attachment" href="{}">x</a>',
    '<style>@import url("{}");</style>',
    '<style>@font-face {{ font-family: x; src: url("{}"); }} p {{ font-family: x; }}</style>',
    '<p style="background: url({})">x</p>',
    '<p style="list-style: url({}); display: list-item">x</p>',
    '<style>p::before {{ content: url("{}"); }}</style>',
    '<object data="{}">x</object>',
    '<embed src="{}">',
    '<svg xmlns="http://www.w3.org/2000/svg"><title>x</title><image href="{}" width="9" height="9"/></svg>',
    '<base href="{}"><img alt="x" src="a.png">',
]


FOREIGN = ("/etc/passwd", "connection")


@pytest.fixture
def opened(monkeypatch):
    """Return the list of what is opened from here on: file names, and `connection` for a socket."""
    pdf.press()
    seen = []
    real = builtins.open
    monkeypatch.setattr(socket.socket, "connect", lambda *_: seen.append("connection"))
    monkeypatch.setattr(builtins, "open", lambda name, *a, **k: seen.append(str(name)) or real(name, *a, **k))
    return seen


def html(body: str) -> str:
    return f'<html lang="sv"><title>Exempel</title><h1>Exempel</h1><p>{body}</p>'


def test_the_same_data_give_the_same_bytes(decided):
    assert made(example()) == decided


def test_other_data_give_other_bytes(decided):
    assert made(example(notice_months=6)) != decided


@pytest.mark.parametrize("markup", FETCHES)
@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://127.0.0.1:9/x.png",
        "https://example.com/x",
        "ftp://127.0.0.1/x",
        "//127.0.0.1/x",
    ],
)
def test_nothing_foreign_is_fetched(markup, address, opened):
    try:
        document = pdf.print_html(html(markup.format(address)), when=WHEN)
    except Nonconforming:  # an attachment that is not there, for one, is a reason to refuse
        document = b""
    assert not [name for name in opened if name in FOREIGN]
    assert b"root:" not in document


@pytest.mark.parametrize("address", ["file:///etc/passwd", "http://127.0.0.1:9/x.png"])
def test_the_watch_sees_a_fetcher_that_fetches(address, opened, monkeypatch):
    """The control: the same watch with WeasyPrint's own fetcher, or the silence above means nothing."""
    open_to_all = dataclasses.replace(pdf.press(), fetcher=URLFetcher())
    monkeypatch.setattr(pdf, "press", lambda: open_to_all)
    pdf.print_html(html(f'<img alt="x" src="{address}">'), when=WHEN)
    assert [name for name in opened if name in FOREIGN]


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "http://127.0.0.1/", "https://document.invalid/x", "x"]
)
def test_the_fetcher_refuses(address):
    with pytest.raises(ValueError, match=r"protocol|absolute"):
        pdf.press().fetcher.fetch(address)


def test_the_fetcher_answers_data_and_our_own_files():
    fetcher = pdf.press().fetcher
    assert fetcher.fetch("data:text/plain,hej").read() == b"hej"
    assert fetcher.fetch("https://document.invalid/inter/inter-latin-400-normal.woff2").read()[:4] == b"wOF2"


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        ("Åäö – ”citat”", "Åäö – ”citat”"),
        ("a ≤ b → c\u2011d", "a <= b -> c-d"),
        ("ok 😀!", "ok [U+1F600]!"),
        ("مرحبا", "[5 tecken som inte kan visas]"),
        ("a\u200db\u0e31", "ab"),
    ],
)
def test_signs_without_a_drawing_are_named(typed, drawn):
    assert pdf.drawable(typed, pdf.press().signs) == drawn


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<h3>för djupt</h3>", "rubriknivå 2 är överhoppad"),
        (
            '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAAC" alt="">',
            "en bild saknar textalternativ",
        ),
        ("<p style='break-after: page'>x</p>" * (validation.MAX_PAGES + 1), "sidor, högst"),
    ],
)
def test_a_document_that_fails_names_what_failed(body, fault):
    with pytest.raises(Nonconforming, match=fault):
        pdf.print_html(html(f"</p>{body}<p>"), when=WHEN)


def test_a_document_without_language_or_title_is_refused():
    with pytest.raises(Nonconforming, match="titeln saknas"):
        pdf.print_html('<html lang="sv"><h1>x</h1>', when=WHEN)
    with pytest.raises(Nonconforming, match="språket"):
        pdf.print_html("<title>x</title><h1>x</h1>", when=WHEN)


def test_written_bytes_are_looked_at(decided):
    assert validation.written_faults(decided) == []
    assert validation.written_faults(decided[:-100]) == ["filen är avhuggen"]
    assert validation.written_faults(b"<html>") == ["filen är inte en PDF 1.7", "filen är avhuggen"]
