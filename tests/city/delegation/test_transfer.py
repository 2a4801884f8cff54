"""An edition as a file: what goes out comes in again, and what does not fit is said point by point."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.access.roles import Post
from registry.city.delegation import transfer
from registry.city.delegation.models import DecisionType, LimitBasis, LimitKind, OverFrame
from registry.city.delegation.order import Head, Rule
from registry.city.delegation.reading import Codes
from registry.city.guidelines.choices import Kind
from registry.core.errors import DomainError
from registry.core.money import Money
from registry.core.text import clean
from tests.matters.approvals.values import UNIT, rule

FUNDS = UUID(int=60)
CODES = Codes({"EC": UNIT}, {"MEDEL": FUNDS})
SAME_ID = UUID(int=1)
words = st.text(min_size=1, max_size=20).map(lambda text: clean(text).strip()).filter(bool)
points = st.builds(
    Rule,
    id=st.just(SAME_ID),
    number=words,
    text=words,
    decision_type=st.sampled_from(DecisionType),
    kind=st.none() | st.sampled_from(Kind),
    post=st.sampled_from(Post),
    limit_kind=st.sampled_from(LimitKind),
    basis=st.sampled_from(LimitBasis),
    scope_unit_id=st.sampled_from([None, UNIT]),
    limit_amount=st.none() | st.integers(1, 10**13).map(Money),
    limit_multiple=st.none() | st.decimals(0, 10_000, places=2).map(lambda number: Decimal(str(number))),
    reported=st.booleans(),
    funding_source_id=st.sampled_from([None, FUNDS]),
    second_post=st.none() | st.sampled_from(Post),
    may_sub_delegate=st.booleans(),
)
heads = st.builds(
    Head,
    title=words,
    adopted_by=words,
    adopted_on=st.none() | st.dates(),
    paragraph=st.none() | words,
    case_number=st.none() | words,
    valid_from=st.none() | st.dates(),
    valid_to=st.none() | st.dates(),
    over_frame=st.sampled_from(OverFrame),
    note=st.none() | words,
)


@given(heads, st.lists(points, max_size=5))
def test_what_goes_out_comes_in_again(head, given_points):
    found = transfer.read(transfer.written(head, given_points, CODES).encode(), CODES)
    assert found.head == head
    assert [replace(point, id=SAME_ID) for point in found.points] == given_points


def test_the_file_is_readable():
    point = rule(
        "2.1", Post.UNIT_HEAD, scope_unit_id=UNIT, limit_kind=LimitKind.KRONOR, limit_amount=Money(15_000_050)
    )
    sub = rule("2.2", Post.UNIT_HEAD, parent_id=point.id)
    head = Head("Delegationsordning", "Nämnden", date(2026, 11, 10))
    data = json.loads(transfer.written(head, [point, sub], CODES))
    assert (data["schema"], data["version"], data["adopted_on"]) == ("delegation-order", 1, "2026-11-10")
    (row,) = data["points"]  # what the head of administration has passed on is not the nämnd's
    assert (row["number"], row["scope_unit"], row["limit_amount"]) == ("2.1", "EC", "150000.5")
    assert row["limit_multiple"] == 3


GOOD = {
    "number": "2.1",
    "text": "Ingå",
    "decision_type": "enter",
    "post": "unit_head",
    "limit_kind": "kronor",
    "limit_amount": 150_000,
}
ROWS = (
    (
        {**GOOD, "decision_type": "köpa"},
        "Punkt 2.1: ”decision_type” är ”köpa”, som inte finns. Välj bland: enter",
    ),
    ({**GOOD, "scope_unit": "XX"}, "Punkt 2.1: ”scope_unit” pekar på ”XX”, som inte finns."),
    ({**GOOD, "funding_source": ["MEDEL"]}, "Punkt 2.1: ”funding_source” pekar på"),
    ({**GOOD, "limit_amount": "mycket"}, "Punkt 2.1: ”limit_amount” ska vara ett belopp i kronor."),
    (
        {**GOOD, "limit_multiple": 2.125},
        "Punkt 2.1: ”limit_multiple” ska vara ett tal med högst två decimaler.",
    ),
    ({**GOOD, "reported": "ja"}, "Punkt 2.1: ”reported” ska vara true eller false."),
    ({**GOOD, "limt": 4}, "Punkt 2.1: ”limt” är inget fält som finns."),
    ({**GOOD, "parent": "2.0"}, "Punkt 2.1: ”parent” är inget fält som finns."),
    ({**GOOD, "number": " "}, "Punkt på plats 1: ”number” ska vara text."),
    ({key: value for key, value in GOOD.items() if key != "post"}, "Punkt 2.1: ”post” saknas."),
    ({**GOOD, "number": "2" * 21}, "är 21 tecken; högst 20 får plats"),
    ("2.1", "Punkt på plats 1 ska vara en rad med nycklar."),
)


@pytest.mark.parametrize(("row", "sentence"), ROWS)
def test_what_does_not_fit_is_said_by_point_and_field(row, sentence):
    data = {"schema": "delegation-order", "version": 1, "title": "Ordning", "points": [row]}
    with pytest.raises(DomainError) as refused:
        transfer.read(json.dumps(data).encode(), CODES)
    assert sentence in refused.value.problems[0].message


FILES = (
    (b"\xff\xfe", "Filen går inte att läsa."),
    (b"[" * 100_000, "Filen går inte att läsa."),
    (b"[]", "Filen är inte en delegationsordning"),
    (b'{"schema": "delegation-order", "version": 2}', "Filens version kan inte läsas."),
    (b'{"schema": "delegation-order", "version": 1, "title": "A"}', "”points” ska vara en lista"),
    (b'{"schema": "delegation-order", "version": 1, "points": []}', "”title” saknas."),
    (b'{"schema": "delegation-order", "version": 1, "title": "A", "valid_to": "nu", "points": []}', "”valid_to”"),
    (b" " * 1_000_001, "Filen är för stor."),
    (b'{"schema": "delegation-order", "version": 1, "\\ud800": 1}', "Filen går inte att läsa."),
    (b'{"schema": "delegation-order", "version": 1, "title": "A", "points": [' + b"1," * 500 + b"1]}", "högst 500"),
)  # fmt: skip


@pytest.mark.parametrize(("content", "sentence"), FILES)
def test_what_is_no_order_is_refused(content, sentence):
    with pytest.raises(DomainError, match=sentence):
        transfer.read(content, CODES)


def test_everything_is_said_at_once():
    rows = [{**GOOD, "number": str(n), "post": "kung"} for n in range(3)]
    data = {"schema": "delegation-order", "version": 1, "title": "Ordning", "points": rows}
    with pytest.raises(DomainError) as refused:
        transfer.read(json.dumps(data).encode(), CODES)
    assert len(refused.value.problems) == 3
