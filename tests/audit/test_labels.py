"""Every field under audit has a name that people read; a new column without one fails here."""

import pytest
from sqlalchemy import inspect

from registry.audit import labels
from registry.audit.tags import TONES, Tag
from registry.core.database import Base
from registry.core.labels import label
from tests.plain import load_models

load_models()
MAPPERS = {mapper.local_table.name: mapper for mapper in Base.registry.mappers}


def fields(table):
    mapper = MAPPERS[table]
    parents = {labels.TABLES[table].parent, labels.TABLES[table].life}
    collections = {one.key for one in mapper.relationships if one.secondary is not None}
    return {one.key for one in mapper.column_attrs} - parents - labels.SILENT, collections


@pytest.mark.parametrize("table", sorted(labels.TABLES))
def test_every_field_has_a_label_and_every_label_a_field(table):
    columns, collections = fields(table)
    assert set(labels.shown(table)) == columns | collections


@pytest.mark.parametrize("table", sorted(labels.TABLES))
def test_labels_are_words(table):
    for word in [labels.TABLES[table].noun, *labels.shown(table).values()]:
        assert str(word).strip()
        assert "_" not in str(word)


@pytest.mark.parametrize("table", sorted(table for table, one in labels.TABLES.items() if one.parent))
def test_the_parent_is_a_column(table):
    assert labels.TABLES[table].parent in MAPPERS[table].columns


@pytest.mark.parametrize("table", sorted(labels.TABLES))
def test_rows_are_known_by_id(table):
    """A year's base amount is known by its year: its identifier follows from it."""
    key = "year" if table == "base_amount" else "id"
    assert [column.key for column in MAPPERS[table].primary_key] == [key]
    assert hasattr(MAPPERS[table].class_, "id")


def test_child_rows_of_the_heart_are_under_audit():
    """What the brief of the log names; taking one away must be a decision, not a slip."""
    assert {
        "organisation", "contact", "collaboration", "party", "agreement", "goal", "contribution", "yearly_amount",
        "payment", "follow_up", "steering_member", "checklist_answer", "form_choice", "conflict_declaration",
        "decision", "approval_round", "role_grant", "appointment", "user_account",
    } <= set(labels.TABLES)  # fmt: skip


def test_one_to_many_rows_of_audited_tables_are_under_audit():
    for table in labels.TABLES:
        for one in inspect(MAPPERS[table].class_).relationships:
            if one.secondary is None and one.direction.name == "ONETOMANY" and one.cascade.delete_orphan:
                assert labels.is_audited(one.mapper.local_table.name), (table, one.key)


def test_every_tag_has_words_and_form():
    assert set(TONES) <= set(Tag)
    for tag in Tag:
        assert label(tag)
        noun, _dot, verb = tag.value.partition(".")
        assert noun
        assert verb
        assert len(tag.value) <= 80
