"""Files for spreadsheets: what a cell becomes, and that nothing in it runs (CWE-1236)."""

from datetime import date

import pytest

from registry.core.money import Money
from registry.organisations.models import Sector
from registry.web.download import cell, csv_file


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
