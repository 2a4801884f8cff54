"""The document is what it says it is: judged by page-validation, qpdf and poppler."""

import json

import page
import pydyf
import pytest

from registry.documents import attached, conformance, pdf
from tests.documents.conftest import made
from tests.documents.example import example
from tests.documents.reports import map_report, partner_statement, reply

pytestmark = pytest.mark.slow  # a process of its own, or the whole typesetting

PROFILES = ("pdfa3a", "ua1")

HOSTILE = {
    "html": "<script>alert(1)</script><img src='file:///etc/passwd'><h1>rubrik</h1>&lt;",
    "right to left": "\u202eabc\u202c مرحبا שלום",
    "emoji": "😀👩‍💻🇸🇪 ☐ → ≤ ≥ ✓ \u2011 \u202f",
    "marks": "a" + "\u0301" * 200,
    "scripts": "Ελληνικά Русский Tiếng Việt Łódź 中文 日本語 ไทย",
    "long word": "å" * 5_000,
    "lines": "rad\n" * 400,
}


def judged(document: bytes) -> dict[str, list[str]]:
    """Return the rules that a document breaks, by profile."""
    reports = {profile: page.validate_pdf_bytes(document, profile=profile) for profile in PROFILES}
    return {
        profile: [f"{failure.rule_id} {failure.message}" for failure in report.failures]
        for profile, report in reports.items()
        if not report.is_compliant
    }


@pytest.mark.parametrize("which", ["decided", "draft"])
def test_is_archival_and_accessible(which, request):
    assert judged(request.getfixturevalue(which)) == {}


def test_the_judge_finds_what_is_not_finished(monkeypatch):
    """Without our part the same document must fail, or the judge's silence means nothing."""
    monkeypatch.setattr(conformance, "finish", lambda *_, **__: None)
    monkeypatch.setattr(pdf.validation, "faults", lambda *_, **__: [])
    assert set(judged(made(example()))) == set(PROFILES)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_stays_so_whatever_people_write(text):
    data = example(background=text, title=f"Exempel {text[:200]}", target_groups=[text], shared_values=text)
    assert judged(made(data)) == {}


@pytest.mark.parametrize("note", [HOSTILE["html"], HOSTILE["scripts"], "Ansökan, sidan 4. " * 25])
def test_a_reply_with_notes_at_the_foot_of_the_page_is_so_too(note):
    data = reply(is_public=False)
    data["parts"][-1]["blocks"][-1]["lines"][0]["footnote"] = note
    assert judged(pdf.render("reply", data)) == {}


@pytest.mark.parametrize(
    ("name", "groups"), [("Exempelföreningen", 2), ("Å" * 200, 20), ("Föreningen för emoji 😀 och 中文", 3)]
)
def test_a_report_with_drawings_is_so_too(name, groups):
    document = pdf.render("map_report", map_report(name, groups))
    assert judged(document) == {}


def test_a_statement_is_so_too():
    assert judged(pdf.render("partner_statement", partner_statement())) == {}


@pytest.mark.parametrize("number", range(40))
def test_stays_so_whatever_bytes_the_streams_end_in(number):
    """One stream in 128 would end in CR or LF, which the judge reads as a broken length."""
    document = pdf.print_html(
        f'<html lang="sv"><title>Exempel</title><h1>Nummer {number}</h1><p>{"text " * number}</p>'
        f'<p id="stampel">här</p>',
        when="2026-11-21T11:00:00Z",
        attachments=[attached.as_json({"number": number}, "avtal.json")],
    )
    assert judged(document) == {}


def test_what_is_settled_is_what_pydyf_would_have_written():
    """Exempel: "text 8" has a checksum that ends in neither CR nor LF."""
    document = pydyf.PDF()
    for thing in (
        pydyf.Stream([b"BT", b"text 8"], compress=True),
        pydyf.Stream([b"as it is"], {"Subtype": "/XML"}),
        pydyf.Dictionary({"Type": "/StructElem", "K": pydyf.Array([1, 2])}),
    ):
        document.add_object(thing)
    before = [(thing.indirect, thing.compressible) for thing in document.objects if thing.free != "f"]
    conformance.settle(document)
    settled = [(thing.indirect, thing.compressible) for thing in document.objects if thing.free != "f"]
    assert settled == before
    assert {type(thing.data) for thing in document.objects[1:]} == {bytes}


def test_is_a_sound_file(decided, tool):
    """Needs qpdf."""
    assert "No syntax or stream encoding errors found" in tool("qpdf", decided, "--check")


def test_is_tagged_swedish_and_titled(decided, tool):
    """Needs poppler-utils and qpdf."""
    facts = tool("pdfinfo", decided)
    assert "Tagged:          yes" in facts
    assert "Title:           Exempel: språkgrupper för föräldralediga" in facts
    catalogue = json.loads(tool("qpdf", decided, "--json", "--json-key=qpdf"))["qpdf"][1]
    assert next(o["value"]["/Lang"] for o in catalogue.values() if "/Lang" in _value(o)) == "u:sv"


def _value(thing):
    value = thing.get("value")
    return value if isinstance(value, dict) else {}


def test_holds_only_our_typeface(decided, draft, tool):
    """Needs poppler-utils."""
    for document in (decided, draft, made(example(background=HOSTILE["emoji"] + HOSTILE["scripts"]))):
        lines = tool("pdffonts", document).splitlines()[2:]
        assert lines
        assert all(line.split()[0].split("+")[1].startswith("Inter") for line in lines)
        assert all(line.split()[-5] == "yes" for line in lines), "every font is embedded"


def test_carries_its_own_data(decided, tool, tmp_path):
    """Needs poppler-utils."""
    tool("pdfdetach", decided, "-saveall", "-o", str(tmp_path))
    assert json.loads((tmp_path / "avtal.json").read_text(encoding="utf-8")) == {
        name: value for name, value in example().items() if name != "layout"
    }


def test_has_one_empty_labelled_signature_field(decided, draft, tool):
    """Needs qpdf. A draft has none: there is nothing to seal."""
    fields = json.loads(tool("qpdf", decided, "--json", "--json-key=acroform"))["acroform"]["fields"]
    assert [(field["fieldtype"], field["alternativename"], field["value"]) for field in fields] == [
        ("/Sig", "Elektronisk stämpel, Stockholms stad, Arbetsmarknadsförvaltningen", None)
    ]
    assert json.loads(tool("qpdf", draft, "--json", "--json-key=acroform"))["acroform"]["fields"] == []
