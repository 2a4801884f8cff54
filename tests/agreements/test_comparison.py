"""What changed since last time, told field by field with before and after, and whether a decision binds to it."""

from copy import deepcopy
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from registry.agreements.comparison import EditionDifference, binding_changes, changes, differing_facts
from registry.agreements.fields import FIELDS, FROZEN, ValueShape
from registry.city.delegation.models import DecisionType
from registry.city.guidelines.choices import Kind
from registry.core.money import Money
from registry.matters.approvals.facts import RoutingFacts, Share
from tests.agreements.example import IDS, collaboration, edition, frozen, organisation

pytestmark = pytest.mark.usefixtures("records")
PARTICULARS = {
    "case_number", "title", "our_contact", "guideline", "grounds", "target_groups", "districts", "activities",
    "remarks",
}  # fmt: skip


def told(before: dict, after: dict) -> list[tuple]:
    spaced = [(change.field, change.before, change.after) for change in changes(before, after)]
    return [tuple(text and text.replace("\u00a0", " ") for text in row) for row in spaced]


def test_nothing_is_told_when_nothing_changed():
    assert changes(frozen(), frozen()) == []


def test_when_it_was_frozen_is_no_change():
    assert changes(frozen(), {**frozen(), "frozen_at": "2027-01-01T00:00:00Z", "draft": False}) == []


def other(name: str) -> object:
    """Another value of a field of the same shape."""
    value = frozen()[name]
    if name == "kind":
        return Kind.GRANT.value
    if FIELDS[name].shape is ValueShape.ROWS:
        return value[1:]
    if isinstance(value, list):
        return []
    if isinstance(value, dict):
        return {**value, "title": "Annat", "motive": "Annat", "funder": "Annat"}
    return value + 1 if isinstance(value, int) else "Annat"


@pytest.mark.parametrize("field", FROZEN, ids=lambda field: field.name)
def test_a_change_of_any_field_is_told_and_binds_exactly_when_it_is_said_to(field):
    found = changes(frozen(), {**frozen(), field.name: other(field.name)})
    assert found
    assert all(change.field.startswith(str(field.label)) for change in found)
    assert {change.binding for change in found} == {field.name not in PARTICULARS}
    assert field.binding is (field.name not in PARTICULARS)


@pytest.mark.parametrize(
    ("name", "before", "after", "expected"),
    [
        # A text: as it stands, before and after.
        ("purpose", "Gammalt", "Nytt", ("Syfte", "Gammalt", "Nytt")),
        # Filled in, and emptied: the side that was not there is None.
        ("purpose", None, "Nytt", ("Syfte", None, "Nytt")),
        ("purpose", "Gammalt", "", ("Syfte", "Gammalt", None)),
        # A number, also zero: nought months is something else than unknown.
        ("notice_months", 3, 0, ("Uppsägningstid i månader", "3", "0")),
        ("notice_months", None, 0, ("Uppsägningstid i månader", None, "0")),
        # A date.
        ("ends_on", "2027-12-31", "2028-12-31", ("Sista dag", "2027-12-31", "2028-12-31")),
        # Something with parts of its own: all parts in one line, in words.
        ("form_choice", None, {"chosen": "iop", "motive": "Ja"},
         ("Val av form", None, "Idéburet offentligt partnerskap (IOP), Ja")),
        # Records in words.
        ("target_groups", [], [str(IDS["NY"])], ("Målgrupper", None, "Nyanlända")),
        ("unit_id", str(IDS["EC"]), str(IDS["JT"]), ("Enhet", "Etableringscentrum", "Jobbtorg Stockholm")),
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
        # The answer to a criterion: the row is the criterion.
        ("criteria", [{"code": "K5", "answer": "met", "motive": None}],
         [{"code": "K5", "answer": "not_met", "motive": None}],
         [("Kriterier: K5", "K5, Uppfyllt", "K5, Inte uppfyllt")]),
        # Two rows that begin alike are still two rows.
        ("follow_ups", [{"due_on": "2027-06-15", "what": "A"}],
         [{"due_on": "2027-06-15", "what": "A"}, {"due_on": "2027-06-15", "what": "B"}],
         [("Uppföljning: 2027-06-15 (2)", None, "2027-06-15, B")]),
        # Only the order is another: that too is told, for the document reads otherwise.
        ("goals", [{"text": "A"}, {"text": "B"}], [{"text": "B"}, {"text": "A"}], [("Mål: ordning", "A; B", "B; A")]),
        ("members", [{"side": "city", "role": "A"}, {"side": "city", "role": "B"}],
         [{"side": "city", "role": "B"}, {"side": "city", "role": "A"}], [("Styrgrupp: ordning", "A; B", "B; A")]),
    ],
)  # fmt: skip
def test_changed_rows(name, before, after, expected):
    assert told({name: before}, {name: after}) == expected


def test_a_resource_is_told_in_words():
    """Of two resources one goes: only that one is told, with its value as money and that it counts as aid."""
    before, after = frozen(), frozen()
    del after["contributions"][1]
    assert told(before, after) == [
        (
            "Parternas resurser: Samtalsledare",
            "Organisationen, Grannar i samtal, Ideell tid, Samtalsledare, 7,5, timmar, 900 kr, 2027, "
            "räknas som stöd till organisationen",
            None,
        )
    ]


def test_changes_come_in_the_order_of_the_document():
    after = {**frozen(), "disputes": "Annat", "title": "Annat", "goals": []}
    assert [change.field.split(":")[0] for change in changes(frozen(), after)] == ["Rubrik", "Mål", "Tvist"]


def test_what_an_older_version_did_not_hold_is_shown_and_binds_to_nothing():
    older = frozen()
    del older["meeting_frequency"]
    assert changes(older, frozen()) == [
        EditionDifference("Hur ofta styrgruppen träffas", None, "Text om meeting_frequency", binding=False)
    ]


def parties(*those: dict) -> dict:
    return {**deepcopy(frozen()), "parties": list(those)}


FIRST = {
    "organisation_id": str(IDS["PARTNER"]), "name": "Grannar i samtal", "organisation_number": "802000-0017",
    "address": "Gatan 1", "roles": ["partner"], "receives_funding": True,
}  # fmt: skip
OTHER = {
    **FIRST, "organisation_id": "2", "name": "Den andra", "organisation_number": "802000-0025",
    "receives_funding": False,
}  # fmt: skip


def test_a_party_is_its_number_and_whether_it_is_paid():
    decided = parties(FIRST, OTHER)
    for those in (
        (FIRST,), (OTHER, FIRST | {"organisation_number": "802000-0033"}), (FIRST, OTHER, OTHER),
        (FIRST | {"receives_funding": False}, OTHER | {"receives_funding": True}),
        (FIRST, OTHER | {"receives_funding": True}), (FIRST | {"organisation_number": None}, OTHER),
    ):  # fmt: skip
        assert binding_changes(decided, parties(*those)), those
    for those in (
        (OTHER, FIRST), (FIRST | {"address": "Vägen 2", "roles": ["funder"], "name": "Grannarna"}, OTHER),
        (FIRST, OTHER | {"receives_funding": None}), (FIRST | {"organisation_id": "3"}, OTHER),
    ):  # fmt: skip
        assert binding_changes(decided, parties(*those)) == [], those


def test_another_record_of_the_same_party_brings_the_same():
    """Two records are merged: what was decided is about the same legal person."""
    now = parties(FIRST | {"organisation_id": "3"}, OTHER)
    now["contributions"][1]["organisation_id"] = "3"
    assert binding_changes(parties(FIRST, OTHER), now) == []
    now["contributions"][1]["organisation_id"] = "2"
    found = binding_changes(parties(FIRST, OTHER), now)
    assert {change.field.split(":")[0] for change in found} == {"Parternas resurser"}


def test_no_label_is_part_of_what_is_decided():
    """Units, target groups, activities, districts, grounds and funding may be called something else tomorrow."""
    one = edition()
    other_words = collaboration(organisation())
    for records in (other_words.target_groups, other_words.activities, other_words.districts):
        records[0].name = "Heter något annat"
    other_words.grounds[0].title = "Heter något annat"
    one.unit.name, one.agreement.collaboration = "Heter något annat", other_words
    assert changes(frozen(), frozen(one)) == []


def test_what_was_not_asked_when_it_was_frozen_is_no_difference():
    older = parties(FIRST, OTHER)
    del older["shares"]
    for party in older["parties"]:
        del party["receives_funding"]
    assert binding_changes(older, parties(FIRST | {"receives_funding": None}, OTHER)) == []


def test_kind_unit_and_who_pays_are_compared_by_themselves_and_not_by_their_names():
    unit, yearly = uuid4(), ((2027, Money(100)),)
    facts = RoutingFacts(
        Kind.IOP, DecisionType.ENTER, unit, yearly, date(2026, 11, 21), shares=(Share(unit, yearly),)
    )
    assert differing_facts(facts, facts) == []
    for one in (
        replace(facts, kind=Kind.GRANT), replace(facts, unit_id=uuid4()), replace(facts, shares=()),
        replace(facts, shares=(Share(uuid4(), yearly),)), replace(facts, shares=(Share(unit, yearly, uuid4()),)),
    ):  # fmt: skip
        assert differing_facts(facts, one)
