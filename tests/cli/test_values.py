"""What fits in a column, and the sentence when it does not."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import JSON, Boolean, Column, Date, Integer, LargeBinary, Numeric, String, Text

from registry.access.roles import Post
from registry.cli.loading.files import FileRow
from registry.cli.loading.values import for_column
from registry.core.columns import Kronor, StoredChoice
from registry.core.money import Money


@pytest.mark.parametrize(
    ("type_", "given", "stored"),
    [
        (Text(), "  ord \n", "ord"),
        (String(3), "ord", "ord"),
        (Integer(), 7, 7),
        (Boolean(), False, False),
        (Date(), date(2025, 3, 25), date(2025, 3, 25)),
        (Numeric(8, 2), 3, Decimal(3)),
        (Numeric(8, 2), 2.5, Decimal("2.5")),
        (Kronor(), 58800, Money.kronor(58800)),
        (StoredChoice(Post), "director", Post.DIRECTOR),
        (JSON(), [FileRow(a=1), "b"], [{"a": 1}, "b"]),
        (Text(), None, None),
    ],
)
def test_fits(type_, given, stored):
    assert for_column(Column(type_), given) == stored


@pytest.mark.parametrize(
    ("type_", "given", "sentence"),
    [
        (Text(), "  ", "ska vara text"),
        (String(3), 212, "sätt citattecken"),
        (String(3), "orden", "är 5 tecken; högst 3 får plats"),
        (Integer(), "7", "ska vara ett heltal"),
        (Integer(), True, "ska vara ett heltal"),
        (Boolean(), "ja", "ska vara true eller false"),
        (Date(), "2025-13-45", "ska vara ett datum"),
        (Kronor(), 0.5, "ska vara ett heltal"),
        (StoredChoice(Post), "boss", "”boss” finns inte. Välj bland: unit_head, division_head, director"),
        (LargeBinary(), "x", "går inte att ange i en fil"),
    ],
)
def test_does_not_fit(type_, given, sentence):
    with pytest.raises(ValueError, match=sentence):
        for_column(Column(type_), given)


def test_a_needed_column_cannot_be_emptied():
    with pytest.raises(ValueError, match="får inte vara tomt"):
        for_column(Column(Text(), nullable=False), None)
