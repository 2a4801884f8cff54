"""Files of every kind, good and hostile, through the limited process: what is read, and what is refused."""

import hashlib
import io
import json
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.core import personal
from registry.partners.exchange import child, columns
from registry.partners.exchange.child import FileRefused
from registry.partners.exchange.fields import Layout, ListField
from registry.partners.exchange.formats import sniffing
from registry.partners.exchange.formats.table import KNOWN, NATIONAL, ReadingLimits, Record

SCB = (
    "ForAndrTyp\tCOAdress\tForetagsnamn\tFtgStat\tGatuadress\tJEStat\tJurForm\tNamn\tNg1\tPeOrgNr\tPostNr\tPostOrt\t"
    "RegDatKtid\tReklamsparrtyp\tmNamn\t\n"
    "1\t\t\t1\tSTORGATAN 1\t1\t61\tKÄRNANS KÖR\t94991\t168024123419\t17144\tSOLNA\t20010203\t21\t\t\n"
    "1\t\t\t1\tVÄGEN 2\t1\t10\tKALLES PLÅT\t25110\t198112189876\t17145\tSOLNA\t20010203\t\t\t\n"
    "1\t\t\t9\tVÄGEN 3\t9\t49\tBOLAGET AB\t25110\t165560360793\t17146\tSOLNA\t20010203\t\t\t\n"
)
BOLAGSVERKET = (
    '"organisationsidentitet";"namnskyddslopnummer";"registreringsland";"organisationsnamn";"organisationsform";'
    '"avregistreringsdatum";"avregistreringsorsak";"pagandeAvvecklingsEllerOmstruktureringsforfarande";'
    '"registreringsdatum";"verksamhetsbeskrivning";"postadress"\n'
    '"8024123419$ORGNR-IDORG";"";"SE-LAND";"Kärnans kör$FORETAGSNAMN-ORGNAM$2001-02-03|Kören$SARSKILT-ORGNAM$";'
    '"I-ORGFO";"2024-05-31";"";"";"2001-02-03";"Sång; ""och"" spel";"Storgatan 1$Eva$SOLNA$17144$SE-LAND"\n'
    '"198112189876$PERSON-IDORG";"";"SE-LAND";"Kalles plåt$FORETAGSNAMN-ORGNAM$";"E-ORGFO";"";"";"";"";"";""\n'
)
MUNICIPAL = json.dumps(
    [
        {
            "source_system": "IBGO",
            "municipality": "Solna",
            "scraped_at": "2026-11-01T10:00:00Z",
            "association": {
                "detail_url": "https://exempel.se/1",
                "name": "Kärnans kör",
                "org_number": None,
                "street_address": "Storgatan 1",
                "postal_code": "171 44",
                "email": "a@exempel.se;b@exempel.se",
                "description": {"free_text": "Sång", "founded_year": 1999},
            },
            "contacts": [{"contact_person_name": "Eva Exempel", "contact_person_email": "eva@exempel.se"}],
        }
    ]
)


def read(content, limits=None):
    """Everything that the reading process says of a file."""
    content = content.encode() if isinstance(content, str) else content
    with child.held(content) as stream, child.reading(stream, limits or ReadingLimits()) as found:
        rows = [record for portion in found.portions for record in portion]
    return found, rows


def known(rows):
    return [dict(zip(KNOWN, one.cells, strict=True)) if one.cells else one.reason for one in rows]


def zipped(**files):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/"), content)
    return made.getvalue()


def workbook(*rows):
    made, book = io.BytesIO(), openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(made)
    return made.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_delimiters_and_encodings(encoding, delimiter):
    lines = (("Namn", "Ort"), ("Åsa Ödmanns vänner", "Växjö"), ('"Två\nrader"', "Örebro"))
    text = "# en lista\n\n" + "\n".join(delimiter.join(line) for line in lines)
    found, rows = read(text.encode(encoding))
    assert found.columns == ["Namn", "Ort"]
    assert [one[:2] for one in rows] == [(4, ["Åsa Ödmanns vänner", "Växjö"]), (5, ["Två\nrader", "Örebro"])]


def test_scb_lets_only_legal_persons_in():
    found, rows = read(SCB.encode("latin-1"), NATIONAL)
    assert found.layout is Layout.SCB
    choir, trader, company = known(rows)
    assert trader == "personal"
    assert (choir[ListField.NAME], choir[ListField.LEGAL_FORM], choir[ListField.NO_ADVERTISING]) == (
        "KÄRNANS KÖR",
        "scb:61",
        "ja",
    )
    assert (company[ListField.LEGAL_FORM], company[ListField.STANDING]) == ("scb:49", "dormant")


def test_bolagsverket_zipped():
    found, rows = read(zipped(**{"bolagsverket_bulkfil.txt": BOLAGSVERKET}))
    assert found.layout is Layout.BOLAGSVERKET
    choir, trader = known(rows)
    assert trader == "personal"
    assert (choir[ListField.NAME], choir[ListField.OTHER_NAME], choir[ListField.NUMBER]) == (
        "Kärnans kör",
        "Kören",
        "8024123419",
    )
    assert (choir[ListField.STREET], choir[ListField.POSTCODE], choir[ListField.SEAT]) == (
        "c/o Eva, Storgatan 1",
        "17144",
        "SOLNA",
    )
    assert (choir[ListField.PURPOSE], choir[ListField.DISSOLVED_ON]) == ('Sång; "och" spel', "2024-05-31")


def test_municipal_lists():
    found, rows = read(MUNICIPAL)
    assert found.layout is Layout.MUNICIPAL
    (choir,) = known(rows)
    assert (choir[ListField.SOURCE_ID], choir[ListField.SEAT]) == ("https://exempel.se/1", "Solna")
    assert (choir[ListField.PERSON], choir[ListField.PERSON_EMAIL]) == ("Eva Exempel", "eva@exempel.se")
    assert choir[ListField.FOUNDED_YEAR] == "1999"


def test_workbooks_give_text():
    found, rows = read(
        workbook(["Förening", "Orgnr", "Aktiv"], ["Kören", 8024123419, True], ["=1+1", "x", None])
    )
    assert found.columns == ["Förening", "Orgnr", "Aktiv"]
    assert rows[0] == Record(2, ["Kören", "8024123419", "Ja"])
    assert rows[1].cells == ["", "x", ""]  # a formula is never run, and nothing was calculated in this file


def bomb():
    return zipped(**{"lista.csv": "Namn\n" + "a" * (200 << 20)})


HOSTILE = {
    "a program": (b"\x7fELF" + bytes(200), "binary"),
    "NUL bytes throughout": (bytes(5000), "empty"),
    "a PDF called CSV": (b"%PDF-1.4\n\x00\x01\x02\x03\x04\x05\x06\x07\x08", "binary"),
    "a web page": (b"<html><body>Namn</body></html>", "markup"),
    "XML with entities": (b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaa">]><l>&a;</l>', "markup"),
    "too large": (b"Namn;Ort\n" + b"x;y\n" * (2 << 20), "size"),
    "too many columns": (";".join(f"k{n}" for n in range(16_384)).encode() + b"\n", "columns"),
    "an endless line": (b"Namn;Ort\n" + b"x" * (3 << 20), "line"),
    "a quote that never closes": (b'Namn;Ort\n"x\n' + b"y;z\n" * 100_000, "cell"),
    "nothing": (b"", "empty"),
    "two files": (zipped(**{"a.csv": "Namn\n", "b.csv": "Namn\n"}), "entries"),
    "a zip in a zip": (zipped(**{"a.zip": zipped(**{"b.csv": "Namn\n"})}), "nested"),
    "half a zip": (zipped(**{"a.csv": "Namn\n" * 100})[:60], "zip"),
    "half a JSON": (b'[{"name": "K\xc3\xb6ren"}, {', "json"),
    "no list": (b'{"name": 1}', "json"),
    "a workbook with entities": (
        zipped(**{"[Content_Types].xml": "<!DOCTYPE x [<!ENTITY a 'b'>]><x/>", "xl__workbook.xml": "<x/>"}),
        "entities",
    ),
    "a workbook as wide as can be": (
        zipped(
            **{
                "[Content_Types].xml": "<x/>",
                "xl__worksheets__sheet1.xml": '<x><dimension ref="A1:XFD9"/></x>',
            }
        ),
        "columns",
    ),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_files_are_refused(what):
    content, code = HOSTILE[what]
    with pytest.raises(FileRefused) as refused:
        read(content)
    assert refused.value.code == code
    assert refused.value.problems[0].message.endswith((".", "?"))


def test_a_zip_bomb_is_never_unpacked():
    with pytest.raises(FileRefused) as refused:
        read(bomb())
    assert refused.value.code == "bomb"


def test_what_takes_too_long_is_ended():
    rows = "Namn;Ort\n" + "Kören;Solna\n" * 300_000
    with pytest.raises(FileRefused) as refused:
        read(rows, ReadingLimits(rows=10_000_000, wall=1, cpu=1))
    assert refused.value.code == "limit"


def test_too_many_rows():
    with pytest.raises(FileRefused, match="Högst 10"):
        read("Namn;Ort\n" + "Kören;Solna\n" * 11, ReadingLimits(rows=10))


def test_stray_nul_bytes_are_dropped():
    _found, rows = read("Namn;Ort\nKö\0ren;Solna\n")
    assert rows[0].cells == ["Kören", "Solna"]


LETTERS = st.characters(codec="cp1252", categories=("L", "N", "P"))


@given(
    rows=st.lists(
        st.lists(
            st.text(st.characters(codec="cp1252", categories=("L", "N", "P")), max_size=12),
            min_size=2,
            max_size=2,
        ),
        min_size=3,
        max_size=8,
    ),
    separator=st.sampled_from(";\t,"),
)
@settings(max_examples=40, deadline=None)
def test_the_delimiter_is_found_by_the_headings(rows, separator):
    quoted = [separator.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    lines = [separator.join(["Namn", "Ort"]), *quoted]
    assert sniffing.delimiter(lines) == separator
    assert sniffing.headings(lines, separator) == 0


def test_a_first_row_that_is_somebodys_is_no_headings():
    with pytest.raises(FileRefused) as refused:
        read("Anna Exempel Bygg;811228-9874;Solna\nBo Exempel;802498-7615;Solna\n")
    assert refused.value.code == "empty"


def test_nothing_is_kept_of_a_row_out_of_place_with_a_persons_number():
    _found, rows = read("Namn;Orgnr;Ort\nBygg; Anna Exempel;811228 - 9874;Solna\nA; B;C;D\n")
    assert [(row.cells, row.reason) for row in rows] == [(None, "personal"), (["A", "B", "C"], "columns")]


def test_one_long_text_many_times_over_comes_in_small_portions_and_ends():
    text = hashlib.shake_256(b"list").hexdigest(15_000)
    book = workbook(["Namn", "Om"], *([f"Kör {n}", text] for n in range(300)))
    with child.held(book) as stream, child.reading(stream, ReadingLimits()) as found:
        assert [len(portion) for portion in found.portions] == [140, 140, 20]
    with pytest.raises(FileRefused) as refused:
        read(book, ReadingLimits(unpacked=8 << 20))
    assert refused.value.code == "bomb"


def test_a_column_of_persons_numbers_refuses_the_row_or_is_emptied():
    _found, rows = read("Namn;Personnummer\nKalles plåt;811218-9876\n")
    assert rows == [Record(2, None, "personal")]
    _found, rows = read("Namn;Orgnr;Personnummer\nKören;802412-3419;811218-9876\n")
    assert rows[0].cells == ["Kören", "802412-3419", personal.GONE]


def test_columns_are_guessed_from_headings():
    headings = [
        "Föreningens namn",
        "Org.nr",
        "E-postadress",
        "Post nr",
        "Kontaktperson",
        "Kontaktperson e-post",
        "Färg",
    ]
    assert list(columns.guess(headings).values()) == [
        ListField.NAME, ListField.NUMBER, ListField.EMAIL, ListField.POSTCODE, ListField.PERSON, ListField.PERSON_EMAIL,
    ]  # fmt: skip
    assert columns.guess(["A", "Namn"], {"A": "name", "Namn": ""}) == {0: ListField.NAME}
