"""What changed since last time, told field by field with before and after."""

from dataclasses import fields

import pytest

from registry.agreements.comparison import FIELDS, Change, changes
from registry.documents import content as document
from tests.agreements.example import frozen

# What is in the content and is no field that a person fills in: it follows from the kind, or is about the matter.
NOT_TOLD = {
    "attested", "content_hash", "decision", "declarations", "draft", "frozen_at", "required", "schema",
}  # fmt: skip


def told(before: dict, after: dict) -> list[tuple]:
    return [(change.field, change.before, change.after) for change in changes(before, after)]


def test_every_field_has_its_words():
    assert {field.name for field in fields(document.Agreement)} == set(FIELDS) | NOT_TOLD


def test_nothing_is_told_when_nothing_changed():
    assert changes(frozen(), frozen()) == []


def test_when_it_was_frozen_is_no_change():
    assert changes(frozen(), {**frozen(), "frozen_at": "2027-01-01T00:00:00Z", "draft": False}) == []


@pytest.mark.parametrize("name", FIELDS)
def test_a_change_of_any_field_is_told(name):
    other = frozen()
    other[name] = ["Annat"] if isinstance(other[name], list) else "Annat"
    found = told(frozen(), other)
    assert found
    assert all(field.startswith(str(FIELDS[name])) for field, _before, _after in found)
    assert any("Annat" in (after or "") for _field, _before, after in found)


@pytest.mark.parametrize(
    ("name", "before", "after", "expected"),
    [
        # A text: as it stands, before and after.
        ("purpose", "Gammalt", "Nytt", ("Syfte", "Gammalt", "Nytt")),
        # Filled in, and emptied: the side that was not there is None.
        ("purpose", None, "Nytt", ("Syfte", None, "Nytt")),
        ("purpose", "Gammalt", "", ("Syfte", "Gammalt", None)),
        # A number, also zero: nought months is something else than unknown.
        ("notice_months", 3, 0, ("Uppsägningstid, månader", "3", "0")),
        ("notice_months", None, 0, ("Uppsägningstid, månader", None, "0")),
        # A date.
        ("ends_on", "2027-12-31", "2028-12-31", ("Sista dag", "2027-12-31", "2028-12-31")),
        # Something with parts of its own: all parts in one line.
        ("city", {"unit": "EC"}, {"unit": "Farsta"}, ("Staden", "EC", "Farsta")),
        ("form_choice", None, {"form": "IOP", "motive": "Ja"}, ("Val av samverkansform", None, "IOP, Ja")),
        ("form_choice", {"considered": [{"form": "LOU", "assessment": "Nej"}]}, None,
         ("Val av samverkansform", "LOU, Nej", None)),
    ],
)  # fmt: skip
def test_a_changed_field(name, before, after, expected):
    assert told({name: before}, {name: after}) == [expected]


@pytest.mark.parametrize(
    ("name", "before", "after", "expected"),
    [
        # An amount, in kronor and never in öre; the row is the year.
        ("yearly", [{"year": 2027, "amount": 15_000_000}], [{"year": 2027, "amount": 12_000_050}],
         [("Belopp per år: 2027", "2027, 150 000 kr", "2027, 120 000,50 kr")]),
        # Nought kronor is an amount.
        ("yearly", [{"year": 2027, "amount": 100}], [{"year": 2027, "amount": 0}],
         [("Belopp per år: 2027", "2027, 1 kr", "2027, 0 kr")]),
        # A row more, and a row less.
        ("yearly", [], [{"year": 2028, "amount": 100}], [("Belopp per år: 2028", None, "2028, 1 kr")]),
        ("yearly", [{"year": 2028, "amount": 100}], [], [("Belopp per år: 2028", "2028, 1 kr", None)]),
        # The same goal with another date is a changed row, not one gone and one new.
        ("goals", [{"text": "Fler", "due_on": "2027-06-01"}], [{"text": "Fler", "due_on": "2027-07-01"}],
         [("Mål: Fler", "Fler, 2027-06-01", "Fler, 2027-07-01")]),
        # Of two resources of the same year one goes: only that one is told.
        ("contributions", [{"description": "Lokal", "year": 2027}, {"description": "Tid", "year": 2027}],
         [{"description": "Tid", "year": 2027}], [("Resurser: Lokal", "Lokal, 2027", None)]),
        # The value of a resource is money; yes and no are words.
        ("contributions", [{"description": "Lokal", "total": 100, "counts_as_aid": False}],
         [{"description": "Lokal", "total": 200, "counts_as_aid": True}],
         [("Resurser: Lokal", "Lokal, 1 kr, Nej", "Lokal, 2 kr, Ja")]),
        # The answer to a criterion: the row is the criterion.
        ("criteria", [{"code": "K5", "text": "Båda", "answer": "Ja"}],
         [{"code": "K5", "text": "Båda", "answer": "Nej"}],
         [("Kriterier: K5", "K5, Båda, Ja", "K5, Båda, Nej")]),
        # Two rows that begin alike are still two rows.
        ("follow_ups", [{"due_on": "2027-06-15", "what": "A"}],
         [{"due_on": "2027-06-15", "what": "A"}, {"due_on": "2027-06-15", "what": "B"}],
         [("Uppföljning: 2027-06-15 (2)", None, "2027-06-15, B")]),
        # Plain lists.
        ("target_groups", ["Nyanlända", "Unga"], ["Nyanlända", "Äldre"],
         [("Målgrupper: Unga", "Unga", None), ("Målgrupper: Äldre", None, "Äldre")]),
        # Only the order is another: that too is told, for the document reads otherwise.
        ("goals", [{"text": "A"}, {"text": "B"}], [{"text": "B"}, {"text": "A"}], [("Mål: ordning", "A; B", "B; A")]),
        ("steering_group", ["A", "B"], ["B", "A"], [("Styrgrupp: ordning", "A; B", "B; A")]),
    ],
)  # fmt: skip
def test_changed_rows(name, before, after, expected):
    spaced = [
        tuple(text and text.replace("\u00a0", " ") for text in row)
        for row in told({name: before}, {name: after})
    ]
    assert spaced == expected


def test_changes_come_in_the_order_of_the_document():
    after = {**frozen(), "disputes": "Annat", "title": "Annat", "goals": []}
    assert [change.field.split(":")[0] for change in changes(frozen(), after)] == ["Rubrik", "Mål", "Tvist"]


def test_what_an_older_version_did_not_hold_counts_as_not_there():
    older = frozen()
    del older["meeting_frequency"]
    assert changes(older, frozen()) == [
        Change("Hur ofta styrgruppen träffas", None, "Text om meeting_frequency")
    ]
