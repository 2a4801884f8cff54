"""Files for spreadsheets: what a cell becomes, and that nothing in it runs (CWE-1236)."""

import io
import re
import zipfile
from datetime import date

import pytest
from flask import Flask, Response
from hypothesis import example, given, settings
from hypothesis import strategies as st
from werkzeug.http import parse_options_header

from registry.core.money import Money
from registry.core.text import clean
from registry.partners.organisations.models import Sector
from registry.web.download import (
    WIDEST,
    WorkbookSheet,
    cell,
    csv_file,
    file_response,
    named,
    write_sheets,
)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, ""),
        ("", ""),
        ("Rädda Barnen", "Rädda Barnen"),
        (date(2026, 11, 21), "2026-11-21"),
        (12, "12"),
        (Money.kronor(-1250000), "-1250000"),  # a number, not a formula: it stays one
        (Sector.CIVIL, "Civilsamhälle"),
        (["Nyanlända", "Unga"], "Nyanlända, Unga"),
        ([], ""),
        ("=1+1", "'=1+1"),
        ("+46", "'+46"),
        ("+46846500405", "08-465 004 05"),  # a telephone is no formula
        ("+46 (0)70-174 06 05", "070-174 06 05"),
        ("+46501123456", "0501-12 34 56"),
        ("+47 22 12 34 56", "0047 22 12 34 56"),
        (["+46846500405", "+358 9 123 4567"], "08-465 004 05, 00358 9 123 4567"),
        ("+100 000", "'+100 000"),  # too short to be one
        ("+46846500405+1", "'+46846500405+1"),
        ("+46846500405 =1", "'+46846500405 =1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("  =1+1", "'  =1+1"),  # a spreadsheet trims before it looks
        ("\t=1", "'\t=1"),
        ("\n=1", "'\n=1"),
        (["=1"], "'=1"),
        ("a=1", "a=1"),
    ],
)
def test_cell(value, written):
    assert cell(value) == written


def test_file():
    answer = csv_file("lista", ["Namn", "=1+1"], [["A; B", "Ö"], ['"C"', None]])
    assert answer.headers["Content-Disposition"] == 'attachment; filename="lista.csv"'
    assert answer.data.decode("utf-8") == '\ufeffNamn;\'=1+1\r\n"A; B";Ö\r\n"""C""";\r\n'


def test_a_workbook_has_a_named_sheet_with_a_filter_widths_and_types():
    file = io.BytesIO()
    rows = [["Lyktans vänner i Björklid", date(2026, 1, 2), Money.kronor(12)], ["x" * 500, None, None]]
    write_sheets(file, [WorkbookSheet("Organisationer", ["Namn", "Bildad", "Belopp"], lambda: rows),
                        WorkbookSheet("Tom/blad", [], list)])  # fmt: skip
    book = zipfile.ZipFile(file)
    named_so = re.findall('<sheet name="([^"]+)"', book.read("xl/workbook.xml").decode())
    sheet, empty = (book.read(f"xl/worksheets/sheet{number}.xml").decode() for number in (1, 2))
    assert named_so == ["Organisationer", "Tom blad"]
    assert '<autoFilter ref="A1:C3"/>' in sheet
    assert "<autoFilter" not in empty
    widths = [round(float(one)) for one in re.findall(r'<col [^>]*width="([\d.]+)"', sheet)]
    assert widths == [WIDEST + 1, 12, 11]
    assert '<c r="B2" s="2"><v>46024</v></c><c r="C2"><v>12</v></c>' in sheet  # a day and a number, no texts


names = st.text(max_size=30) | st.sampled_from(
    [
        'a"; filename=x.exe',
        "a\r\nX-Flag: 1",
        "\u202egpj.exe",
        "../../etc/passwd",
        "=?utf-8?q?x?=",
        "å\u2028b",
        "a\\",
    ]
)


@given(name=names, ending=st.sampled_from([".pdf", ".csv", ""]))
@settings(deadline=None)
@example(name="Överenskommelse 2026–2027", ending=".pdf")
@example(name="العربية", ending=".pdf")
def test_a_file_keeps_its_name_and_the_name_stays_a_name(name, ending):
    answer = named(Response(b""), "attachment", name + ending)
    header = answer.headers["Content-Disposition"]
    kind, told = parse_options_header(header)
    own = re.sub(r'[\s"\\/]+', " ", clean(name + ending)).strip()
    assert (kind, set(told) <= {"filename"}) == ("attachment", True)
    assert header.isascii()
    assert told["filename"] == (own if own.rpartition(".")[0].strip(" .") else told["filename"])
    assert told["filename"]


def test_both_spellings_are_told():
    header = named(Response(b""), "inline", "Överenskommelse.pdf").headers["Content-Disposition"]
    assert header == "inline; filename=\"Overenskommelse.pdf\"; filename*=UTF-8''%C3%96verenskommelse.pdf"


def test_stored_bytes_are_not_kept_by_a_browser():
    with Flask("bare").test_request_context():
        answer = file_response(b"%PDF", "a.pdf", "application/pdf", etag="1")
    assert answer.headers["Cache-Control"] == "no-store"
