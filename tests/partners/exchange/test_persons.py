"""Nothing of a private person is let in or kept: any spelling, any format, either mode, by page and by command.

And of two rows with different numbers there come two organisations, whatever else they say.
"""

import io
import json
import re
import zipfile
import zlib
from datetime import date
from uuid import UUID

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import LargeBinary, String, func, select, text

from registry.cli import importing as command
from registry.core.database import Base, session
from registry.partners.exchange import actions, child, processing, queries, rules
from registry.partners.exchange.choices import RowVerdict, WrongNumber
from registry.partners.exchange.entries import Refusal
from registry.partners.exchange.fields import ListField
from registry.partners.exchange.formats.sieve import Sieve
from registry.partners.exchange.formats.table import Record
from registry.partners.exchange.planning import KnownOrganisation, Register, plan
from registry.partners.organisations.models import Organisation
from tests.partners.exchange.conftest import key
from tests.persons import numbers, persons

_HEX = re.compile(
    r"\b[0-9a-f]{32,}\b|\b[0-9a-f]{8}-[0-9a-f-]{27}\b"
)  # checksums and identifiers hold any digits
NAME, STREET, MAIL = "Exempel Fotvård", "Hemvägen 1", "fotvard@example.com"
TRACES = ("fotvård", "fotvard", "hemvägen", "850101", "990131", "051130", "850161", "641217", "1985-01-01")
SPELLED = (
    "850101-XXXX", "850101-****", "850101 XXXX", "850101+XXXX", "19850101-XXXX", "20051130-XXXX", "850161-XXXX",
    "850101", "850101-", "850101-12", "19850101", "1985-01-01", "SE850101123401", "org.nr 990131-1234",
    "8501011234.0", "'641217-1234", "850101\u00a01234", "16850101-1234", "850101/1234", "８５０１０１－ＸＸＸＸ",
)  # fmt: skip


def csv_file(rows, headings=("Namn", "Orgnr", "Adress", "E-post")):
    return "\n".join(";".join(map(str, row)) for row in (headings, *rows)).encode()


def xlsx_file(rows):
    made, book = io.BytesIO(), openpyxl.Workbook()
    for row in (("Namn", "Orgnr", "Adress", "E-post"), *rows):
        book.active.append(row)
    book.save(made)
    return made.getvalue()


def json_file(rows):
    keys = ("name", "org_number", "street_address", "email")
    return json.dumps([dict(zip(keys, row, strict=True)) for row in rows], default=str).encode()


def zip_file(rows):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("lista.csv", csv_file(rows))
    return made.getvalue()


def unnamed_columns(rows):
    return csv_file(rows, headings=("Vem", "Ident", "Adress", "E-post"))


def listed(spelled):
    return [("Lyktan", "802990-0118", "", ""), *((NAME, one, STREET, MAIL) for one in spelled)]


FILES = {
    "csv": csv_file(listed(SPELLED)),
    "xlsx": xlsx_file(listed([*SPELLED, 850101, 8501011234.0, 19850101, date(1985, 1, 1), 501011234])),
    "json": json_file(listed([*SPELLED, 850101, 8501011234, 850101.0])),
    "zip": zip_file(listed(SPELLED)),
    "unnamed": unnamed_columns(listed(SPELLED)),
}


def traces():
    """Every trace of a person in any text, JSON or packed cell of any table, with the table that it is in."""
    session.expire_all()
    found = []
    for table in Base.metadata.sorted_tables:
        kept = [
            one
            for one in table.columns
            if isinstance(one.type, LargeBinary | String) or "JSON" in str(one.type)
        ]
        for row in session.execute(select(*kept)) if kept else ():
            told = _HEX.sub("", " ".join(map(_readable, row)).casefold())
            found += [(table.name, trace, told[:200]) for trace in TRACES if trace in told]
    words = session.scalars(text("SELECT word FROM search_word")).all()
    return found + [("search_word", trace, "") for trace in TRACES if any(trace in one for one in words)]


def _readable(value):
    if not isinstance(value, bytes):
        return (
            json.dumps(value, ensure_ascii=False, default=str)
            if isinstance(value, list | dict)
            else str(value)
        )
    try:
        return zlib.decompress(value).decode()
    except zlib.error:
        return ""


def planned(importing, content, name, wrong):
    batch = importing.upload(content, source=name, name=f"{name}.bin")
    assert traces() == []  # neither in the samples nor in what waits to be compared
    mapping = {
        one: ListField(batch.mapping[one]) if batch.mapping.get(one) else None for one in batch.columns
    }
    if name == "unnamed":
        mapping |= {"Vem": ListField.NAME, "Ident": ListField.NUMBER}
    if batch.state.value == "mapping":
        actions.choose_columns(batch, mapping, wrong_number=wrong, **importing.step())
        session.commit()
    importing.work()
    return importing.get(key(batch))


MODES = dict(zip(FILES, [WrongNumber.LEAVE_OUT, WrongNumber.REFUSE] * 3, strict=False))


@pytest.mark.both_engines
def test_nothing_of_a_person_is_kept_before_or_after_undo(importing):
    for name, content in FILES.items():
        batch = planned(importing, content, name, MODES[name])
        number = batch.row_count - 1
        assert number >= len(SPELLED)
        assert batch.reasons == {"personal": number}, name
        batch = importing.get(key(importing.run(batch)))
        assert (batch.counts["refused"], traces()) == (number, [])
        assert "850101" not in str(list(queries.refused(batch)))
    importing.undone(batch)
    assert traces() == []


@pytest.mark.both_engines
def test_nothing_of_a_person_is_kept_by_the_command(work):
    for name in ("csv", "xlsx"):
        with child.held(FILES[name]) as stream:
            told = command.import_organisations(
                stream, "lista.csv", source=name, choices=command.ImportChoices(wrong=MODES[name])
            )
        assert told["reasons"] == {"personal": told["read"] - 1}
    assert session.scalar(select(func.count()).select_from(Organisation)) == 1
    assert traces() == []


def test_what_a_person_says_of_the_columns_takes_the_rows_out_of_what_waits(importing):
    rows = "".join(f"{NAME};Grupp {n};850101\nLyktan;Grupp {n};kort\n" for n in range(3))
    batch = importing.upload(f"Vem;Grupp;Anteckning\n{rows}")
    assert ("import_portion", "850101") in [one[:2] for one in traces()]  # a date among texts is nobody's yet
    mapping = {"Vem": ListField.NAME, "Grupp": None, "Anteckning": ListField.NUMBER}
    actions.choose_columns(batch, mapping, wrong_number=WrongNumber.REFUSE, **importing.step())
    session.commit()
    assert traces() == []
    importing.work()
    assert importing.get(key(batch)).reasons == {"personal": 3, "number_form": 3}


def test_only_an_associations_name_is_kept(importing):
    batch = importing.planned(csv_file([("Byföreningen Provby", "850101-XXXX", STREET, MAIL)]))
    (row,) = importing.rows(batch)
    assert (row.verdict, row.name, row.details) == (
        RowVerdict.REFUSED, "Byföreningen Provby", {"code": "personal", "cells": None},
    )  # fmt: skip


@given(
    persons(), st.sampled_from(WrongNumber), st.sampled_from(["Exempel Fotvård", "Kim Exempel", "Provdata"])
)
@settings(max_examples=100, deadline=None)
def test_sieve_and_rules_each_refuse_a_person(spelled, wrong, name):
    cells = [name, " ".join(spelled.split()), STREET]
    cleared = Sieve(["Namn", "Orgnr", "Adress"], {0: ListField.NAME, 1: ListField.NUMBER}).clear(
        Record(2, cells)
    )
    assert cleared == Record(2, None, "personal")
    found = rules.entry({ListField.NAME: name, ListField.NUMBER: cells[1]}, source="Prov", wrong_number=wrong)
    assert found == Refusal("personal")


@pytest.mark.parametrize(
    ("cells", "kept"),
    [
        (["Exempel Fotvård 850101-XXXX", "", ""], None),  # in the name
        (["Exempel Fotvård", "", "850101-XXXX"], None),  # in the list's own number
        (["Exempel Fotvård", "", "innehavare 850101-****"], None),  # in a text, and nothing says association
        (["Exempel Fotvård 850101", "", ""], None),
        (["Byföreningen", "", "kassör 850101-****"], "kassör [personnummer borttaget]"),
        (["Lyktan", "802990-0118", "kassör 850101-****"], "kassör [personnummer borttaget]"),
        (["Lyktan", "", "bildad 1985-01-01"], "bildad 1985-01-01"),
    ],
)
def test_a_persons_number_elsewhere_in_the_row(cells, kept):
    sieve = Sieve(["Namn", "Orgnr", "Id"], {0: ListField.NAME, 1: ListField.NUMBER, 2: ListField.SOURCE_ID})
    cleared = sieve.clear(Record(2, cells))
    assert (cleared.cells and cleared.cells[2]) == kept
    assert cleared.reason == (None if kept else "personal")


def test_a_row_out_of_place_is_seen_whole():
    sieve = Sieve(["Namn", "Orgnr"], {0: ListField.NAME, 1: ListField.NUMBER})
    assert sieve.clear(Record(2, ["Exempel", "Fotvård", "850101-XXXX"], "columns")) == Record(
        2, None, "personal"
    )
    assert sieve.clear(Record(2, ["Exempel", "Fotvård", "850101"], "columns")) == Record(2, None, "columns")
    assert sieve.clear(Record(2, ["A", "B", "C"], "columns")) == Record(2, ["A", "B"], "columns")


@pytest.mark.parametrize("wrong", WrongNumber)
def test_only_an_organisations_number_or_none_at_all_is_left_out(wrong):
    told = {
        text: rules.entry(
            {ListField.NAME: "Lyktan", ListField.NUMBER: text}, source="Prov", wrong_number=wrong
        )
        for text in ("802990-XXXX", "802990-0119", "Kalle", "85O1O1", "12")
    }
    refused = {one: found.code for one, found in told.items() if isinstance(found, Refusal)}
    unclear = {"85O1O1": "number_unclear", "12": "number_form"}
    left_out = {"802990-XXXX": "number_form", "802990-0119": "number", "Kalle": "number_form"}
    assert refused == (unclear if wrong is WrongNumber.LEAVE_OUT else unclear | left_out)


CELLS = st.fixed_dictionaries(
    {
        ListField.NAME: st.sampled_from(["Lyktan", "Gnistan", "Provstads IF"]),
        ListField.SOURCE_ID: st.sampled_from(["", "7", "Ingen hemsida"]),
        ListField.POSTCODE: st.sampled_from(["", "123 45"]),
        ListField.SEAT: st.sampled_from(["", "Provstad"]),
    }
)
LIST = st.lists(st.tuples(st.none() | numbers(), CELLS), min_size=2, max_size=8)


@given(LIST, LIST, st.sampled_from([1, 3, 100]))
@settings(max_examples=60, deadline=None)
def test_two_numbers_are_two_organisations_whatever_else_the_rows_say(before, rows, size):
    """Two lists of one source, the second in portions: every number is an organisation of its own in the end."""
    stored: dict[UUID, KnownOrganisation] = {}
    for part, portion in ((before, 100), (rows, size)):
        taken: set[UUID] = set()
        for start in range(0, len(part), portion):
            register = Register([*stored.values()], taken)
            _taken_in(part[start : start + portion], register, stored, taken)
    told = {number for number, _cells in (*before, *rows) if number}
    assert {one.number for one in stored.values()} - {None} == told


def _taken_in(rows, register, stored, taken):
    """Do what an import does with rows: nobody answers, so a question changes nothing, but a number is never lost."""
    for place, (number, cells) in enumerate(rows):
        entry = rules.entry({**cells, ListField.NUMBER: number or ""}, source="Prov")
        found = plan(entry, register)
        if found.verdict is RowVerdict.NEW:
            made = processing.new_id()
            register.add_new(entry, made, place)
            stored[made] = register.by_id[made]
        elif found.verdict is RowVerdict.DUPLICATE and number:
            assert all(one.number in {None, number} for one in found.candidates)
            stored[UUID(int=len(stored))] = KnownOrganisation(
                entry.name, entry.key, number, id=UUID(int=len(stored))
            )
        elif found.target:
            assert found.target.number in {None, number} or number is None
        taken |= register.taken
