"""Freezing: what is decided on is everything that is agreed, and nothing of what is only said about it."""

from copy import deepcopy
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import inspect

from registry.agreements.choices import ContributionKind, MoneyAndVat, Side
from registry.agreements.content import decided, labelled
from registry.agreements.fields import FIELDS, FROZEN
from registry.agreements.models import Edition
from registry.agreements.shown import cell
from registry.agreements.workflow import State
from registry.city.guidelines.choices import Kind
from registry.city.guidelines.models import CriterionVerdict, FormChosen
from registry.core.columns import new_id
from registry.core.money import Money
from registry.documents.content import fingerprint
from registry.matters.approvals.models import Capacity, Decision, Declaration, Outcome
from tests.agreements.example import (
    NOON,
    SETTINGS,
    TEXTS,
    criteria,
    edition,
    form_choice,
    frozen,
    guideline,
)

pytestmark = pytest.mark.usefixtures("records")
DAY = date(2027, 3, 3)
# What is said about an agreement and is not agreed: it may change after the decision.
OUTSIDE = {"attested", "content_hash", "decision", "declarations", "draft", "frozen_at"}

# Every column of an agreement that is not agreed, with why.
NOT_AGREED = {
    "id", "type", "version",  # the row's own
    "prepared_by_id", "case_number_id",  # its parties and scope are frozen
    "agreement_id", "number", "is_current",  # which text it is of what
    "created_at", "signed_on", "signature_method",  # the matter's life
    "internal_note",  # never leaves the house
    "is_example", "secrecy", "secrecy_on",
}  # fmt: skip


def change(path: str, value: object):
    """Return a change of one field, at a path such as `goals.0.text`."""

    def do(one: Edition) -> None:
        *way, last = path.split(".")
        for part in way:
            one = one[int(part)] if part.isdigit() else getattr(one, part)
        setattr(one, last, value)

    return do


CHANGES = {
    "title": "Annan",
    "agreement.kind": Kind.GRANT,
    "unit_id": new_id(),
    "case_number": "AMF 2026/502",
    "starts_on": DAY,
    "ends_on": DAY,
    "planned_participants": 41,
    "notice_months": 4,
    "money_and_vat": MoneyAndVat.WITH_VAT,
    "despite_reason": "Annat",
    **dict.fromkeys(TEXTS, "Annat"),
    "agreement.collaboration.our_contact": "annan@demo.example",
    "agreement.collaboration.parties.0.organisation.name": "Annan",
    "agreement.collaboration.parties.0.organisation.number": "802002-8638",
    "agreement.collaboration.parties.0.organisation.street": "Gatan 2",
    "agreement.collaboration.parties.0.organisation.seat": "Uppsala",
    "agreement.collaboration.parties.0.roles": ["funder"],
    "agreement.collaboration.parties.0.receives_funding": True,
    "goals.0.text": "Annat",
    "goals.0.indicator": "Annan",
    "goals.0.baseline": "1",
    "goals.0.target": "41",
    "goals.0.due_on": DAY,
    "contributions.0.side": Side.PARTNER,
    "contributions.1.kind": ContributionKind.MONEY,
    "contributions.1.description": "Annat",
    "contributions.1.quantity": Decimal(8),
    "contributions.1.unit_word": "dagar",
    "contributions.1.value": Money(1),
    "contributions.1.year": 2028,
    "contributions.1.counts_as_aid": False,
    "contributions.1.organisation_id": new_id(),
    "yearly.0.year": 2028,
    "yearly.0.amount": Money(15_000_001),
    "option_amount": Money(1),
    "shares.0.funding_source_id": None,
    "shares.0.unit_id": new_id(),
    "shares.0.year": 2028,
    "shares.0.amount": Money(1),
    "payments.0.due_on": DAY,
    "payments.0.amount": Money(1),
    "payments.0.condition": "Annat",
    "follow_ups.0.due_on": DAY,
    "follow_ups.0.what": "Annat",
    "members.0.side": Side.PARTNER,
    "members.0.role": "Annan",
}


@pytest.mark.parametrize("path", CHANGES)
def test_whatever_is_agreed_changes_the_fingerprint(path):
    before, changed = edition(), edition()
    change(path, CHANGES[path])(changed)
    assert fingerprint(frozen(changed)) != fingerprint(frozen(before))


@pytest.mark.parametrize(
    "rows", ["goals", "contributions", "yearly", "shares", "payments", "follow_ups", "members", "related"]
)
def test_a_row_gone_changes_the_fingerprint(rows):
    changed = edition()
    getattr(changed, rows).pop()
    assert fingerprint(frozen(changed)) != fingerprint(frozen())


def test_no_column_of_an_agreement_is_forgotten():
    """A new column is frozen, or is said above to be outside what is agreed."""
    tried = {path.split(".")[0] for path in CHANGES if not path.startswith("agreement.")}
    assert {column.key for column in inspect(Edition).column_attrs} == (tried | NOT_AGREED) - {
        "goals", "contributions", "yearly", "shares", "payments", "follow_ups",
        "members", "case_number",
    }  # fmt: skip


def other_criterion(**values):
    rows = criteria()
    for name, value in values.items():
        setattr(rows[0][1] if hasattr(rows[0][1], name) else rows[0][0], name, value)
    return {"criteria": rows}


def other_choice(**values):
    choice = form_choice()
    for name, value in values.items():
        setattr(choice, name, value)
    return {"form_choice": choice}


def other_guideline(**values):
    edition = guideline()
    for name, value in values.items():
        setattr(edition, name, value)
    return {"guideline": edition}


@pytest.mark.parametrize(
    "other",
    [
        other_criterion(verdict=CriterionVerdict.NOT_MET),
        other_criterion(motive="Annat"),
        {"criteria": [(criteria()[0][0], None)]},
        {"criteria": []},
        other_choice(chosen=FormChosen.GRANT),
        other_choice(motive="Annat"),
        other_choice(signs=[]),
        other_choice(signs_motive="Annat"),
        other_choice(procurement_note="Annat"),
        other_choice(aid_note="Annat"),
        other_choice(assessed_on=DAY),
        other_choice(assessed_by="Annan"),
        {"form_choice": None},
        other_guideline(edition="2"),
        other_guideline(title="Annat"),
        {"guideline": None},
    ],
)
def test_the_assessments_are_part_of_what_is_decided(other):
    assert fingerprint(frozen(**other)) != fingerprint(frozen())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("internal_note", "Något helt annat"),
        ("updated_at", NOON),
        ("version", 7),
        ("signed_on", DAY),
        ("state", State.ACTIVE),
    ],
)
def test_what_is_not_agreed_leaves_no_trace(name, value):
    changed = edition()
    setattr(changed, name, value)
    assert frozen(changed) == frozen()
    assert "Hemligt inom huset" not in str(frozen(changed))


def test_when_it_is_frozen_is_not_agreed():
    later = frozen(at=NOON + timedelta(days=3))
    assert later["frozen_at"] == "2026-11-24T11:00:00Z"
    assert fingerprint(later) == fingerprint(frozen())


def mutated(value: object) -> object:
    """Something else of the same shape."""
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case list():
            return [*value, *deepcopy(value[:1])] if value else ["ny"]
        case dict():
            key = min(value)
            return {**value, key: mutated(value[key])}
        case None:
            return "ny"
        case _:
            return f"{value}!"


@pytest.mark.parametrize("name", sorted({field.name for field in FROZEN} | OUTSIDE))
def test_the_fingerprint_covers_every_field_but_those_outside(name):
    before = frozen()
    after = {**before, name: mutated(before.get(name))}
    assert (fingerprint(after) == fingerprint(before)) is (name in OUTSIDE)


def leaves(value: object, path: tuple = ()):
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    if not parts:
        yield path
    for key, part in parts:
        yield from leaves(part, (*path, key))


def test_the_fingerprint_covers_every_leaf():
    before = frozen()
    for *way, last in (path for path in leaves(before) if path[0] not in OUTSIDE):
        after = deepcopy(before)
        place = after
        for key in way:
            place = place[key]
        place[last] = mutated(place[last])
        assert fingerprint(after) != fingerprint(before), [*way, last]


def decision(**values) -> Decision:
    given = {"outcome": Outcome.APPROVE, "decided_by": "Enhetschef", "title": "Enhetschef", "at": NOON,
             "reason": None, "content_hash": fingerprint(frozen()), "rule_number": "2.1", "rule_text": "Ingå IOP",
             "limit_text": "3 pbb", "meeting_on": None, "paragraph": None}  # fmt: skip
    return Decision(**given | values)


def with_decision(made: Decision, *, reported: bool = True) -> dict:
    declared = [
        Declaration(capacity=Capacity.DECIDER, person="Enhetschef", has_conflict=False, at=NOON),
        Declaration(capacity=Capacity.PREPARER, person="Handläggare", has_conflict=True, at=NOON),
    ]
    attested = [("Enhetschef", "Chef", date(2026, 11, 21))]
    return decided(
        frozen(),
        decision=made,
        declarations=declared,
        attested=attested,
        reported=reported,
    )


def test_the_decision_stands_beside_what_was_decided():
    final = with_decision(decision())
    assert (final["draft"], final["content_hash"]) == (False, fingerprint(frozen()))
    assert final["decision"]["decided_by"] == "Enhetschef"
    assert final["decision"]["reported"] == "Anmäls till nämnden"
    assert [given["statement"] for given in final["declarations"]] == [
        "Inget jäv",
        "Anmälde jäv och deltog inte i beslutet",
    ]
    assert final["attested"] == [{"name": "Enhetschef", "title": "Chef", "date": "2026-11-21"}]


def test_what_need_not_be_reported_says_so_and_the_committee_says_nothing():
    assert with_decision(decision(), reported=False)["decision"]["reported"] == "Anmäls inte till nämnden"
    own = with_decision(decision(meeting_on=DAY, paragraph="14", rule_number=None))["decision"]
    assert (own["decided_by"], own["meeting_on"], own["reported"]) == (
        SETTINGS.committee_name,
        "2027-03-03",
        None,
    )
    assert own["paragraph"] == "§ 14"
    given = with_decision(decision(decided_by="Nämndens presidium", meeting_on=DAY), reported=True)[
        "decision"
    ]
    assert (given["decided_by"], given["reported"]) == ("Nämndens presidium", "Anmäls till nämnden")


def test_a_decision_late_in_the_evening_is_dated_in_stockholm():
    late = datetime.fromisoformat("2026-11-21T23:30:00+00:00")
    assert with_decision(decision(at=late))["decision"]["decided_at"] == "2026-11-22"


@pytest.mark.parametrize(
    ("quantity", "plain", "words"),
    [
        ("7.50", "7.5", "7,5"), ("100", "100", "100"), ("0", "0", "0"), ("1250000.05", "1250000.05", "1250000,05"),
        (None, None, None),
    ],
)  # fmt: skip
def test_quantities_are_frozen_as_numbers_and_written_as_people_do(quantity, plain, words):
    one = edition()
    one.contributions[1].quantity = None if quantity is None else Decimal(quantity)
    row = frozen(one)["contributions"][1]
    assert row["quantity"] == plain
    assert cell(FIELDS["contributions"], {**row, "unit_word": None}, "quantity") == words


def test_a_party_is_named_where_it_brings_something():
    one = edition()
    one.contributions[1].organisation_id = None  # an older row without a name: the first party stands for it
    shown = labelled(frozen(one))["contributions"]
    assert [row["party"] for row in shown] == ["Stockholms stad", "Grannar i samtal"]


def test_words_are_put_on_when_it_is_shown():
    shown = labelled(frozen())
    assert shown["kind_label"] == "Överenskommelse om idéburet offentligt partnerskap"
    assert (shown["target_groups"], shown["districts"], shown["activities"]) == (
        ["Nyanlända"],
        ["Järva"],
        ["Språkstöd"],
    )
    assert shown["grounds"] == [
        {"kind": "Budget", "reference": "Budget 2026", "text": "Samordna etableringen"}
    ]
    assert shown["contributions"][0]["kind"] == "Lokaler"
    assert shown["shares"] == [
        {"unit_id": "Jobbtorg Stockholm", "funding_source_id": "Särskilda medel 2027", "year": 2027,
         "amount": 15_000_000, "cost_centre": "1201"}
    ]  # fmt: skip
    assert (shown["criteria"][0]["text"], shown["criteria"][0]["answer"]) == ("Gemensam utmaning", "Uppfyllt")
    assert shown["city"]["unit"] == "Etableringscentrum"


def test_an_empty_draft_can_be_frozen_too():
    one = edition()
    for name in (*TEXTS, "case_number", "starts_on", "ends_on", "planned_participants", "notice_months"):
        setattr(one, name, None)
    for rows in ("goals", "contributions", "yearly", "shares", "payments", "follow_ups", "members"):
        getattr(one, rows).clear()
    one.agreement.collaboration.parties.clear()
    empty = frozen(one, guideline=None, criteria=[], form_choice=None)
    assert empty["case_number"] is None
    assert empty["parties"] == empty["goals"] == []
