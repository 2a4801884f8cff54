"""A list's own identifiers: what they tie, and what they never do."""

import pytest
from sqlalchemy import select

from registry.core.database import session
from registry.partners.exchange import identities, sentences
from registry.partners.exchange.fields import ListField
from registry.partners.exchange.formats.table import Record
from registry.partners.organisations.models import Organisation

HEAD = "Id;Namn;Orgnr;Ort\n"
PLACES = {ListField.SOURCE_ID: 0, ListField.NAME: 1, ListField.NUMBER: 2}


@pytest.mark.parametrize(
    ("rows", "shared"),
    [
        ([["x", "Björkens vänner", "802990-0118"], ["x", "Aspens vänner", "802990-0126"]], ["x"]),
        ([["x", "Gamma vänner", ""], ["x", "Delta vänner", ""]], ["x"]),
        ([["x", "Lyktan", "802990-0118"], ["x", "Lyktan", "802990-0126"]], ["x"]),
        ([["x", "Lyktan", ""], [" x ", "LYKTAN", "802990-0118"]], []),  # one organisation told twice
        ([["x", "Lyktan", "802990-0118"], ["x", "Lyktan", "8029900118"]], []),
        ([["", "Lyktan", ""], ["", "Gnistan", ""]], []),
    ],
)
def test_an_identifier_of_different_rows_is_none(rows, shared):
    assert identities.survey([Record(n, row) for n, row in enumerate(rows, 2)], PLACES).shared == shared


def test_many_shared_identifiers_are_told_in_short():
    told = sentences.file_remarks(["json", *(f"{identities.SHARED}{n}" for n in range(8))])
    assert len(told) == 7
    assert "”0”" in told[1]
    assert "3 nummer till" in told[-1]


@pytest.mark.both_engines
def test_an_identifier_neither_outranks_a_number_nor_joins_what_shares_it(importing):
    importing.imported(HEAD + "7;Lyktan;802990-0118;\n")
    renamed = importing.imported(HEAD + "7;Gnistan;802990-0126;\n")
    assert [row.details["remarks"] for row in importing.rows(renamed)] == [["other_number"]]
    shared = HEAD + (
        "Ingen hemsida;Björkens vänner;802990-0043;\nIngen hemsida;Aspens vänner;802990-0050;\n"
        "http://a.se;Gamma vänner;;Provby\nhttp://a.se;Delta vänner;;Provby\n"
    )
    batch = importing.imported(shared)
    assert batch.remarks == ["shared_id:Ingen hemsida", "shared_id:http://a.se"]
    names = session.scalars(select(Organisation.name).order_by(Organisation.sort_name)).all()
    assert names == [
        "Aspens vänner", "Björkens vänner", "Delta vänner", "Gamma vänner", "Gnistan", "Lyktan",
    ]  # fmt: skip
    for again in (HEAD + "7;Lyktan;802990-0118;\n", HEAD + "7;Gnistan;802990-0126;\n", shared):
        assert {row.verdict.value for row in importing.rows(importing.imported(again))} == {"same"}
    asked = importing.planned(HEAD + "7;Skenet;;\n")
    assert importing.verdicts(asked) == [(2, "duplicate")]
