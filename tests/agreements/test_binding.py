"""What a decision binds to: every frozen field is declared, a binding difference is found, a particular never is."""

from copy import deepcopy
from dataclasses import asdict, fields, replace
from datetime import date
from uuid import uuid4

import pytest

from registry.agreements.binding import BINDING, PARTICULARS, differences, differing_facts
from registry.agreements.comparison import FIELDS
from registry.approvals.facts import Facts, Share
from registry.collaborations.choices import Kind
from registry.core.money import Money
from registry.delegation.models import DecisionType
from registry.documents import content as document

ABOUT = {"frozen_at", "draft", "required", "declarations", "decision", "attested", "content_hash", "schema"}
CITY = document.City(
    municipality="Stockholms stad", committee="Nämnden", administration="Förvaltningen",
    organisation_number="212000-0142", unit="Enheten", contact="info@demo.example",
)  # fmt: skip
FIRST = document.Party(
    name="Föreningen", organisation_number="802000-0017", address="Gatan 1", receives_funding=True
)
OTHER = document.Party(name="Den andra", organisation_number="802000-0025", receives_funding=False)
DECIDED = document.plain(
    document.Agreement(
        case_number="AMF 2026/1", title="Språkkafé", kind_label="Överenskommelse", city=CITY, parties=(FIRST, OTHER),
        frozen_at="2026-11-21T11:00:00Z", draft=True, goals=(document.Goal(text="Fler samtal"),),
        contributions=(
            document.Contribution(party="Föreningen", kind="Tid", total=100),
            document.Contribution(party="Stockholms stad", kind="Lokal"),
        ),
        yearly=(document.YearlyAmount(year=2027, amount=100),),
        shares=(document.FundingShare(area="Enheten", funding="Egen budget", year=2027, amount=100),),
        payment_plan=(document.Payment(due_on="2027-03-01", amount=100),), starts_on="2027-01-01",
        follow_ups=(document.FollowUp(due_on="2027-06-01", what="Möte"),),
        criteria=(document.Criterion(code="K1", text="Initiativet", answer="Uppfyllt"),),
        form_choice=document.FormChoice(form="IOP"),
    )
)  # fmt: skip


def test_every_frozen_field_is_declared_binding_or_particular_and_only_once():
    frozen = {one.name for one in fields(document.Agreement)} - ABOUT
    assert set(BINDING) | PARTICULARS == frozen == set(FIELDS) | PARTICULARS
    assert not set(BINDING) & PARTICULARS


@pytest.mark.parametrize("name", sorted(BINDING))
def test_another_value_of_a_binding_field_is_a_difference(name):
    now = deepcopy(DECIDED)
    value = now[name]
    if isinstance(value, list) and value:
        del value[0]
    elif isinstance(value, dict):
        value["motive"] = "En annan"
    else:
        now[name] = "något annat" if not isinstance(value, list) else [{"text": "En till"}]
    if name == "shares":
        now[name] = [
            {"area": "Enheten", "funding": "Egen budget", "year": 2027, "amount": 101, "cost_centre": None}
        ]
    if name == "criteria":
        now[name] = [{"code": "K1", "text": "Initiativet", "answer": "Inte uppfyllt", "motive": None}]
    assert differences(DECIDED, now), name


@pytest.mark.parametrize("name", sorted(PARTICULARS))
def test_another_value_of_a_particular_is_none(name):
    now = {**deepcopy(DECIDED), name: "något annat"}
    if name == "city":
        now[name] = asdict(replace(CITY, unit="Nytt namn", contact=None, administration="Nytt namn"))
    assert differences(DECIDED, now) == []


def parties(*those: document.Party) -> dict:
    return {**deepcopy(DECIDED), "parties": [asdict(one) for one in those]}


def test_a_party_is_its_number_and_whether_it_is_paid():
    for those in (
        (FIRST,), (OTHER, replace(FIRST, organisation_number="802000-0033")), (FIRST, OTHER, OTHER),
        (replace(FIRST, receives_funding=False), replace(OTHER, receives_funding=True)),
        (FIRST, replace(OTHER, receives_funding=True)), (replace(FIRST, organisation_number=None), OTHER),
    ):  # fmt: skip
        assert differences(DECIDED, parties(*those)), those
    for those in (
        (OTHER, FIRST), (replace(FIRST, address="Vägen 2", roles=("Part",), contact="ny@demo.example"), OTHER),
        (FIRST, replace(OTHER, receives_funding=None)),
    ):  # fmt: skip
        assert differences(DECIDED, parties(*those)) == [], those


def test_another_spelling_of_the_same_party_changes_neither_it_nor_what_it_brings():
    now = parties(replace(FIRST, name="Föreningen i Stockholm"), OTHER)
    now["contributions"][0]["party"] = "Föreningen i Stockholm"
    now["shares"][0] |= {"area": "Enheten med nytt namn", "funding": "Budget", "cost_centre": "42"}
    assert differences(DECIDED, now) == []
    now["contributions"][0]["party"] = "Den andra"
    assert [change.field.split(":")[0] for change in differences(DECIDED, now)] == ["Resurser"]


def test_what_was_not_asked_when_it_was_frozen_is_no_difference():
    older = deepcopy(DECIDED)
    del older["shares"]
    for party in older["parties"]:
        del party["receives_funding"]
    assert differences(older, parties(replace(FIRST, receives_funding=None), OTHER)) == []


def test_kind_unit_and_who_pays_are_compared_by_themselves_and_not_by_their_names():
    unit, yearly = uuid4(), ((2027, Money(100)),)
    facts = Facts(
        Kind.IOP, DecisionType.ENTER, unit, yearly, date(2026, 11, 21), shares=(Share(unit, yearly),)
    )
    assert differing_facts(facts, facts) == []
    for other in (
        replace(facts, kind=Kind.GRANT), replace(facts, unit_id=uuid4()), replace(facts, shares=()),
        replace(facts, shares=(Share(uuid4(), yearly),)), replace(facts, shares=(Share(unit, yearly, uuid4()),)),
    ):  # fmt: skip
        assert differing_facts(facts, other)
