"""What is in order, what runs out and what is missing; which files are kept. No database."""

import io
import zipfile
from datetime import date, timedelta

import pytest

from registry.partners.organisations.models import LegalForm, Registration
from registry.partners.recognition import files, rules
from registry.partners.recognition.files import Upload
from registry.partners.recognition.rules import (
    Checked,
    Noted,
    RecognitionKind,
    RecognitionOutcome,
    RecognitionStatus,
    Requirement,
)

TODAY = date(2026, 11, 22)
K = RecognitionKind


def seen(until=None, outcome=RecognitionOutcome.GOOD, on=date(2026, 1, 31), kind=K.MINUTES):
    return Checked(on, until, outcome, kind)


@pytest.mark.parametrize(
    ("one", "is_required", "status"),
    [
        (None, True, RecognitionStatus.MISSING),
        (None, False, RecognitionStatus.NOT_SEEN),
        (seen(), True, RecognitionStatus.IN_ORDER),  # holds until further notice
        (seen(TODAY + timedelta(days=61)), True, RecognitionStatus.IN_ORDER),
        (seen(TODAY + timedelta(days=60)), True, RecognitionStatus.RUNS_OUT),
        (seen(TODAY), True, RecognitionStatus.RUNS_OUT),  # the last day still counts
        (seen(TODAY - timedelta(days=1)), True, RecognitionStatus.RUN_OUT),
        (seen(TODAY + timedelta(days=90), RecognitionOutcome.REMARK), True, RecognitionStatus.REMARK),
        (
            seen(TODAY - timedelta(days=1), RecognitionOutcome.NOT_MET),
            True,
            RecognitionStatus.REMARK,
        ),  # does not heal by running out
    ],
)
def test_how_a_thing_stands(one, is_required, status):
    assert rules.status(one, is_required=is_required, on=TODAY) is status


@pytest.mark.parametrize(
    ("months", "stated", "until"),
    [
        (12, None, date(2027, 1, 31)),
        (1, None, date(2026, 2, 28)),  # February has no 31st
        (None, None, None),  # until further notice
        (12, date(2026, 6, 1), date(2026, 6, 1)),  # what is stated goes before the rule
    ],
)
def test_how_long_it_holds(months, stated, until):
    noted = Noted(K.MINUTES, date(2026, 1, 31), valid_until=stated)
    assert rules.valid_until(noted, Requirement(months)) == until


def test_the_newest_counts_and_the_register_is_read_from_the_organisation_too():
    old, new = seen(on=date(2025, 1, 1), outcome=RecognitionOutcome.REMARK), seen(on=date(2026, 1, 1))
    known = rules.checked(Registration.YES, date(2026, 3, 1), Requirement(12))
    found = rules.lines(rules.newest_first([old, new], known), {K.TERMS: Requirement(12, True)}, on=TODAY)
    by_kind = {line.kind: line for line in found}
    assert [line.kind for line in found] == list(K)
    assert by_kind[K.MINUTES].status is RecognitionStatus.IN_ORDER
    assert by_kind[K.TERMS].status is RecognitionStatus.MISSING
    assert by_kind[K.REGISTER].words == "Daterat 2026-03-01. Gäller till 2027-03-01."
    assert rules.checked(Registration.UNKNOWN, TODAY, Requirement()) == []


@pytest.mark.parametrize(
    ("noted", "form", "wrong"),
    [
        (Noted(K.MINUTES, TODAY), LegalForm.ASSOCIATION, []),
        (Noted(K.MINUTES, TODAY + timedelta(days=1)), LegalForm.ASSOCIATION, ["dated_on"]),
        (
            Noted(K.MINUTES, TODAY, valid_until=TODAY - timedelta(days=1)),
            LegalForm.ASSOCIATION,
            ["valid_until"],
        ),
        (
            Noted(K.TAX, TODAY, RecognitionOutcome.REMARK),
            LegalForm.ASSOCIATION,
            ["note"],
        ),  # a remark says what
        (
            Noted(K.MINUTES, TODAY, RecognitionOutcome.REMARK, note="Saknas"),
            LegalForm.ASSOCIATION,
            ["partner_note"],
        ),
        (
            Noted(K.MINUTES, TODAY, RecognitionOutcome.NOT_MET, partner_note="Skriv under."),
            LegalForm.ASSOCIATION,
            [],
        ),
        (Noted(K.TAX, TODAY, RecognitionOutcome.REMARK, note="Skuld"), LegalForm.ASSOCIATION, []),
        (Noted(K.REGISTER, TODAY), LegalForm.NETWORK, ["outcome"]),  # lag 2022:900: legal persons only
        (Noted(K.REGISTER, TODAY, RecognitionOutcome.NOT_MET, note="Finns inte"), LegalForm.NETWORK, []),
    ],
)
def test_what_cannot_be_noted(noted, form, wrong):
    assert [one.field for one in rules.noted_problems(noted, legal_form=form, on=TODAY)] == wrong


@pytest.mark.parametrize(
    ("days", "reminded", "reminded_due", "goes_out"),
    [
        (31, False, False, False),  # too early
        (30, False, False, True),
        (30, True, False, False),  # once
        (0, True, False, True),  # and once when it is due
        (-9, True, True, False),
        (-9, False, False, True),  # the job did not run in time
    ],
)
def test_when_a_mail_goes_out(days, reminded, reminded_due, goes_out):
    due = TODAY + timedelta(days=days)
    assert rules.reminders(due, on=TODAY, reminded=reminded, reminded_due=reminded_due) is goes_out


def packed(*names, **contents):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
        for name, content in contents.items():
            archive.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (b"%PDF-1.7 ...", ".pdf"),
        (b"\xff\xd8\xff\xe0...", ".jpg"),
        (b"\x89PNG\r\n\x1a\n...", ".png"),
        (packed("[Content_Types].xml", "word/document.xml"), ".docx"),
        (packed(mimetype="application/vnd.oasis.opendocument.text"), ".odt"),
        (packed("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), None),  # with macros
        (packed("[Content_Types].xml", "xl/workbook.xml"), None),  # a spreadsheet
        (packed(mimetype="application/epub+zip"), None),
        (b"PK\x03\x04 broken", None),
        (b"<html><script>", None),
        (b"MZ", None),
        (b"", None),
    ],
)
def test_which_files_are_kept(content, ending):
    assert (files.kind_of(content) or (None, None))[1] == ending
    assert bool(files.upload_problems(Upload("stadgar.pdf", content))) is (ending is None)


def test_a_large_file_and_a_hostile_name():
    assert "stor" in files.upload_problems(Upload("a.pdf", b"%PDF-" + bytes(rules.MOST_BYTES)))[0].message
    assert files.tidy_name('..\\..\\a"b/\x00Stadgar å.exe', ".pdf") == "Stadgar å.pdf"
    assert files.tidy_name("....", ".pdf") == "fil.pdf"
