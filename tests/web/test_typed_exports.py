"""Every list that the product gives as a workbook: named sheet, filter, widths, and no date or amount as text."""

import io
import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import select

from registry.core.database import session
from registry.core.money import Money
from registry.matters.decisions.models import DecisionList
from registry.web.download import WorkbookSheet, cell, write_sheets

A_DAY_OR_AMOUNT = re.compile(
    r"\d{4}-\d\d-\d\d([T ].*)?|-?[\d\u00a0 ]+,\d+( kr)?"
)  # `2.1` is a point of the order


@pytest.mark.stage("demo")
def test_every_workbook_has_types_a_name_a_filter_and_widths(app: Flask):
    client = app.test_client()
    client.sign_in("registrator")
    with app.app_context():
        values = {"year": 2026, "list_id": session.scalars(select(DecisionList.id)).first(), "form": "xlsx"}
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.endswith(".<any(csv, xlsx):form>")]
    assert len(rules) >= 7
    wrong = []
    for rule in rules:
        with app.test_request_context():
            address = app.url_map.bind("localhost").build(
                rule.endpoint, {n: values[n] for n in rule.arguments}
            )
        sheet = load_workbook(io.BytesIO(client.get(address).data)).active
        told = {
            "name": not sheet.title.startswith("Sheet"), "filter": bool(sheet.auto_filter.ref),
            "widths": len(sheet.column_dimensions) > 0, "heading": sheet.freeze_panes == "A2",
        }  # fmt: skip
        wrong += [(address, name) for name, right in told.items() if not right]
        wrong += [
            (address, one.coordinate, one.value)
            for row in sheet.iter_rows(min_row=2) for one in row
            if isinstance(one.value, str) and A_DAY_OR_AMOUNT.fullmatch(one.value)
        ]  # fmt: skip
    assert wrong == []


def test_values_are_written_as_what_they_are():
    late = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)  # next year's morning in Sweden
    row = [date(2026, 5, 1), late, Money(125050), 4.5, Decimal("0.5"), 7, True, None, "2.5"]
    file = io.BytesIO()
    write_sheets(file, [WorkbookSheet("Prov", ["x"] * len(row), lambda: [row])], created=late)
    found = [one.value for one in load_workbook(file).active[2]]
    assert [f"{one:%Y-%m-%d %H:%M}" for one in found[:2]] == ["2026-05-01 00:00", "2027-01-01 00:30"]
    assert found[2:] == [1250.5, 4.5, 0.5, 7, "Ja", None, "2.5"]
    assert [cell(one) for one in row] == [
        "2026-05-01", "2027-01-01 00:30", "1250,50", "4,5", "0,5", "7", "Ja", "", "2.5",
    ]  # fmt: skip
