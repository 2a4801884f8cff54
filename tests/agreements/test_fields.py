"""Each field of an agreement is in its form, on the decider's page, in the document and in the comparison.

Each output is made once more from a table without the field: what this looks for is then not found, or it looks for
nothing. What is inside is in no document of a partner's.
"""

import json

import pytest

from registry.agreements import comparison, documents, forms, shown
from registry.agreements.comparison import changes, row_words, words
from registry.agreements.content import labelled
from registry.agreements.fields import FIELDS, FROZEN, WRITTEN, AgreementField, Fields, ValueShape
from registry.agreements.kinds import KINDS
from registry.agreements.models import Edition
from registry.city.guidelines.choices import Kind
from registry.core import labels
from registry.documents import rendering
from tests.agreements.example import edition, frozen
from tests.reading import parsed

pytestmark = pytest.mark.usefixtures("records")
IOP = KINDS[Kind.IOP]
NOTHING = {"draft": True, "decision": None, "declarations": [], "attested": [], "content_hash": None}
EVERY = pytest.mark.parametrize("field", FROZEN, ids=lambda field: field.name)


def without(field: AgreementField, fields) -> Fields:
    return Fields(*(one for one in fields if one.name != field.name))


def read_page(content: dict) -> str:
    """The words of the page that staff and deciders read, with its labels."""
    said = []
    for section in shown.sections(content, IOP):
        said += [f"{label}: {value}" for label, value in section.facts]
        for field, rows in section.tables:
            cells = [
                str(shown.cell(field, row, column["key"]))
                for row in rows
                for column in shown.columns(field, rows)
            ]
            said.append(f"{field.label}: {' '.join(cells)}")
    return "\n".join(said)


def printed(content: dict) -> str:
    """The words of the document that a partner gets."""
    data = documents.printed(edition(), {**content, **NOTHING})
    return " ".join(parsed(rendering.html("agreement", data)).get_text(" ").split())


def told(field: AgreementField) -> str:
    return " ".join(change.field for change in changes(frozen(), {**frozen(), field.name: None}))


@EVERY
def test_on_the_page_that_is_read_before_a_decision(field, monkeypatch):
    content, looked_for = labelled(frozen()), f"\n{mark(field)}: "
    before = f"\n{read_page(content)}".count(looked_for)
    assert before
    monkeypatch.setattr(shown, "FROZEN", [one for one in FROZEN if one is not field])
    assert f"\n{read_page(content)}".count(looked_for) == before - 1


def mark(field: AgreementField) -> str:
    """What a page calls the field; one row of facts by its own first label."""
    return str(next(iter(field.rows)).label if field.shape is ValueShape.FACTS else field.label)


# What the document's head says, under words of its own.
AT_THE_HEAD = {"case_number", "title", "kind", "unit_id", "our_contact", "parties"}


@pytest.mark.parametrize(
    "field",
    [one for one in FROZEN if not one.is_inside and one.name not in AT_THE_HEAD],
    ids=lambda one: one.name,
)
def test_in_the_document(field, monkeypatch):
    content = labelled(frozen())
    found, value = printed(content), content[field.name]
    looked_for = _leaf(field, value)
    assert looked_for in found
    monkeypatch.setattr(shown, "FIELDS", without(field, FIELDS))
    if field.name not in {"starts_on", "ends_on", "yearly"}:  # these stand in the summary too
        assert looked_for not in printed(content)


def _leaf(field: AgreementField, value: object) -> str:
    """A text of the field that nothing else in the example says."""
    if field.name in _SAID:
        return _SAID[field.name]
    if field.shape is ValueShape.ROWS:
        return max(row_words(field, value[0]).split(", "), key=len).replace("\u00a0", " ")
    if field.shape is ValueShape.RECORDS:
        return value[0]
    told_as = words(field, value).replace("\u00a0", " ")
    return f"{field.label}: {told_as}" if field.shape is ValueShape.WHOLE else told_as


_SAID = {
    "contributions": "Samtalsledare", "grounds": "Samordna etableringen", "shares": "Särskilda medel 2027",
    "guideline": "Avtalet följer Riktlinjer", "project": "Därav andras pengar 750 000 kr",
    "notice_months": "3 månaders uppsägningstid",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(AT_THE_HEAD))
def test_at_the_head_of_the_document(name):
    content = labelled(frozen())
    value = content[name][0]["name"] if name == "parties" else content[name]
    if name == "unit_id":
        value = content["city"]["unit"]
    data = documents.printed(edition(), {**content, **NOTHING})
    assert str(value) in rendering.html("agreement", data)


@EVERY
def test_in_the_comparison(field, monkeypatch):
    assert str(field.label) in told(field)
    monkeypatch.setattr(comparison, "FROZEN", [one for one in FROZEN if one is not field])
    assert told(field) == ""


@pytest.mark.parametrize("field", WRITTEN, ids=lambda field: field.name)
def test_in_the_form_and_in_a_column_of_its_name(field, monkeypatch):
    names = tuple(one.name for one in IOP.asked)
    assert hasattr(forms.written_form(names), field.name)
    assert hasattr(Edition, field.name)
    monkeypatch.setattr(forms, "FIELDS", without(field, FIELDS))
    with pytest.raises(KeyError):
        forms.written_form.__wrapped__(names)


def test_every_column_of_text_is_a_field():
    """A column that nobody can write, read or print is forgotten, or about the matter's life."""
    life = {
        "id", "agreement_id", "number", "is_current", "signed_on", "signature_method",
    }  # fmt: skip
    assert {column.key for column in Edition.__table__.columns} - life <= {field.name for field in FIELDS}


def test_nothing_inside_is_in_a_partners_document():
    content = labelled(frozen())
    data = documents.printed(edition(), {**content, **NOTHING})
    carried = json.dumps(data, ensure_ascii=False) + rendering.html("agreement", data)
    inside = [field for field in FIELDS if field.is_inside]
    assert {field.name for field in inside} == {
        "internal_note", "criteria", "form_choice", "remarks", "related", "attachments", "despite_reason",
    }  # fmt: skip
    assert not {field.name for field in inside} & set(data)
    for words_inside in (
        "Hemligt inom huset",
        "Båda vill det.",
        "Ingen marknad.",
        "Under gränsen.",
        "Ingen LOU.",
        "Underlag saknas.",
        "Andra deltagare.",
        "Anmärkningen är åtgärdad.",
    ):
        assert words_inside not in carried
    assert "Båda vill det." in json.dumps(content, ensure_ascii=False)


def test_a_reworded_label_changes_nothing_that_was_frozen(monkeypatch):
    """Every word of every closed list is another: what waits is the same, and what is shown says the new word."""
    before = frozen()
    reworded = {key: f"{text} (nytt ord)" for key, text in labels._labels.items()}
    monkeypatch.setattr(labels, "_labels", reworded)
    for member in (member for closed in labels.Labelled.__subclasses__() for member in closed):
        monkeypatch.setattr(member, "words", f"{member.words} (nytt ord)")
    assert frozen() == before
    assert changes(before, frozen()) == []
    assert labelled(before)["contributions"][0]["kind"] == "Lokaler (nytt ord)"
    assert "nytt ord" not in json.dumps(before, ensure_ascii=False)
