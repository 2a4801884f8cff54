"""Everything that belongs to a matter points at one that is there; the log, which only grows, names one that is."""

import pytest
from sqlalchemy import exists, select

from registry.audit.models import AuditEntry
from registry.core.database import Base, session
from registry.matters.decisions.models import DecisionList
from registry.matters.models import Matter
from tests.plain import load_models

load_models()


def test_every_column_that_names_a_matter_points_at_it():
    naming = {
        table.name: table.c.matter_id for table in Base.metadata.tables.values() if "matter_id" in table.c
    }
    assert len(naming) > 14
    for name, column in naming.items():
        targets = {key.target_fullname for key in column.foreign_keys}
        assert targets == (set() if name == "audit_entry" else {"matter.id"}), name


@pytest.mark.stage("demo")
def test_each_row_of_the_log_that_speaks_of_a_matter_names_one(app):
    """A matter, or a row that points at one; a decision list's own document and notice speak of the list."""
    with app.app_context():
        pointing = {table.name for table in Base.metadata.tables.values() if "matter_id" in table.c}
        kinds = {mapper.local_table.name for mapper in Matter.__mapper__.self_and_descendants}
        spoken = select(AuditEntry.tag, AuditEntry.matter_id)
        spoken = spoken.where(AuditEntry.object_type.in_(pointing | kinds))
        lost = ~exists().where(Matter.id == AuditEntry.matter_id)
        lost &= ~exists().where(DecisionList.id == AuditEntry.matter_id)
        assert session.execute(spoken.where(lost)).all() == []
        assert len(session.execute(spoken).all()) > 100
