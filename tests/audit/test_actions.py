"""One row in the chain for each thing done: in the same transaction, never forked, never changed."""

import threading
from dataclasses import replace

import pytest
from sqlalchemy import delete, func, select, text
from sqlalchemy.exc import DBAPIError, OperationalError

from registry.audit import chain, rules, triggers
from registry.audit.actions import record
from registry.audit.changes import FieldChange
from registry.audit.models import AuditEntry, AuditPayload
from registry.audit.rules import Checkpoint, FaultKind
from registry.audit.tags import Tag
from registry.core.columns import new_id
from registry.core.database import db, session, writing
from registry.core.workflow import SYSTEM
from registry.partners.organisations.models import Contact
from tests import factories
from tests.audit.conftest import NOON, new_organisation


def entries():
    return list(session.scalars(select(AuditEntry).order_by(AuditEntry.seq)))


def payload(seq):
    return session.get_one(AuditPayload, seq)


def log(subject, count=1, actor=None):
    for number in range(count):
        record(subject, Tag.ORGANISATION_CHANGED, actor=actor, at=NOON, changes=(), note=f"nummer {number}")
        session.commit()


def test_first_row_begins_the_chain(organisation, officer):
    log(organisation, actor=officer)
    (entry,) = entries()
    assert (entry.seq, entry.previous) == (1, "0" * 64)
    assert (entry.tag, entry.object_type) == ("organisation.changed", "organisation")
    assert (entry.object_id, entry.matter_id) == (organisation.id, organisation.id)
    assert (entry.at, entry.actor_id) == (NOON, officer.user_id)
    told = payload(1)
    assert (told.actor_name, told.subject, told.note) == ("Handläggaren", "Exempelföreningen", "nummer 0")


def test_rows_follow_each_other(organisation, officer):
    log(organisation, 3, officer)
    first, second, third = entries()
    assert [first.seq, second.seq, third.seq] == [1, 2, 3]
    assert (second.previous, third.previous) == (first.hash, second.hash)
    assert chain.check() == chain.Report(3, 0, Checkpoint(3, third.hash), ())


def test_a_row_names_a_matter_that_there_is_or_what_its_subject_belongs_to(organisation, officer):
    contact = Contact(organisation_id=organisation.id, label="Kansli", email="kansli@forening.example")
    session.add(contact)
    matter = factories.matter("Ett ärende")
    session.flush()
    for known_id in (organisation.id, contact.id, matter.id):
        record(contact, Tag.ORGANISATION_CHANGED, actor=officer, at=NOON, matter_id=known_id, changes=())
    for unknown_id in (new_id(), officer.user_id):
        with pytest.raises(ValueError, match="no matter"):
            record(
                contact, Tag.ORGANISATION_CHANGED, actor=officer, at=NOON, matter_id=unknown_id, changes=()
            )
    session.commit()
    assert [entry.matter_id for entry in entries()] == [organisation.id, contact.id, matter.id]


def test_several_rows_in_one_transaction_are_linked_in_order(organisation):
    record(organisation, Tag.ORGANISATION_CHANGED, actor=None, at=NOON, note="först")
    record(organisation, Tag.ORGANISATION_CHANGED, actor=None, at=NOON, note="sedan")
    session.commit()
    assert [payload(seq).note for seq in (1, 2)] == ["först", "sedan"]
    assert chain.check().faults == ()


def test_the_system_is_named(organisation):
    log(organisation)
    assert entries()[0].actor_id is None
    assert payload(1).actor_name == SYSTEM


def test_a_contact_belongs_to_the_history_of_its_organisation(organisation):
    contact = Contact(organisation_id=organisation.id, label="Kansliet", email="kansli@demo.example")
    session.add(contact)
    record(contact, Tag.ORGANISATION_CHANGED, actor=None, at=NOON)
    session.commit()
    (entry,) = entries()
    assert (entry.object_id, entry.matter_id) == (contact.id, organisation.id)


def test_a_new_thing_is_told_with_its_values(plain):
    made = new_organisation("Exempelstiftelsen", seat="Farsta")
    session.add(made)
    record(made, Tag.ORGANISATION_REGISTERED, actor=None, at=NOON)
    session.commit()
    told = {change["field"]: (change["old"], change["new"]) for change in payload(1).changes}
    assert told["name"] == (None, "Exempelstiftelsen")
    assert told["sector"] == (None, {"say": "choice", "with": ["organisation", "sector", "civil"]})
    assert told["seat"] == (None, "Farsta")
    assert "number" not in told


def test_given_changes_are_kept_as_given(organisation):
    change = FieldChange("seat", "Ort", "Farsta", "Skärholmen")
    record(organisation, Tag.ORGANISATION_CHANGED, actor=None, at=NOON, changes=[change])
    session.commit()
    assert payload(1).changes == [{"field": "seat", "label": "Ort", "old": "Farsta", "new": "Skärholmen"}]


def test_a_rollback_leaves_no_row(organisation):
    record(organisation, Tag.ORGANISATION_CHANGED, actor=None, at=NOON)
    session.rollback()
    log(organisation)
    assert [entry.seq for entry in entries()] == [1]


def test_a_rolled_back_savepoint_takes_its_row_with_it(organisation):
    record(organisation, Tag.ORGANISATION_CHANGED, actor=None, at=NOON, note="ute")
    savepoint = session.begin_nested()
    record(organisation, Tag.ORGANISATION_CHANGED, actor=None, at=NOON, note="inne")
    savepoint.rollback()
    session.commit()
    assert [entry.seq for entry in entries()] == [1]
    assert payload(1).note == "ute"


def test_a_released_savepoint_keeps_its_row(organisation):
    with session.begin_nested():
        record(organisation, Tag.ORGANISATION_CHANGED, actor=None, at=NOON, note="inne")
        with session.begin_nested():
            record(organisation, Tag.ORGANISATION_CHANGED, actor=None, at=NOON, note="innerst")
    assert entries() == []
    session.commit()
    assert [payload(seq).note for seq in (1, 2)] == ["inne", "innerst"]


def test_long_words_are_cut_to_what_the_log_holds(plain):
    made = new_organisation("N" * 300)
    session.add(made)
    record(made, Tag.ORGANISATION_REGISTERED, actor=None, at=NOON, note="n" * 3000)
    session.commit()
    assert len(payload(1).note) == 2000
    assert chain.check().faults == ()


def test_moments_keep_their_hash_through_the_database(organisation):
    at = NOON.replace(microsecond=123456)
    record(organisation, Tag.ORGANISATION_CHANGED, actor=None, at=at)
    session.commit()
    session.expire_all()
    assert chain.check().faults == ()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET tag = 'agreement.approved' WHERE seq = 2",
        "DELETE FROM audit_entry WHERE seq = 3",
        "UPDATE audit_payload SET subject = 'Någon annan' WHERE seq = 2",
    ],
)
def test_the_database_refuses_to_change_the_log(organisation, statement):
    log(organisation, 3)
    with pytest.raises(DBAPIError, match="append-only"):
        session.execute(text(statement))
    session.rollback()
    assert chain.check().faults == ()


@pytest.mark.only_on("postgresql")
def test_the_database_refuses_to_empty_the_log(organisation):
    log(organisation)
    with pytest.raises(DBAPIError, match="append-only"):
        session.execute(text("TRUNCATE audit_entry CASCADE"))


def test_a_forked_row_is_refused(organisation):
    log(organisation, 2)
    first = entries()[0]
    columns = {column.key: getattr(first, column.key) for column in AuditEntry.__table__.columns}
    session.add(AuditEntry(**{**columns, "seq": 3, "hash": "f" * 64}))
    with pytest.raises(DBAPIError):
        session.flush()


def test_erasing_the_readable_part_keeps_the_chain(organisation):
    log(organisation, 3)
    session.execute(delete(AuditPayload).where(AuditPayload.seq == 2))
    session.commit()
    report = chain.check()
    assert (report.rows, report.erased, report.faults) == (3, 1, ())


def test_verifying_keeps_nobody_waiting(plain, organisation, monkeypatch):
    log(organisation, 2)
    session.remove()
    verify = rules.verify

    def slow(rows, checkpoints):
        yield from verify(rows, checkpoints)
        with writing(), db.engine.begin() as other:
            other.execute(text("UPDATE organisation SET seat = 'Farsta'"))

    monkeypatch.setattr(rules, "verify", slow)
    assert chain.check().faults == ()
    assert not session().in_transaction()


@pytest.mark.parametrize(
    ("statements", "found"),
    [
        (["UPDATE audit_entry SET tag = 'agreement.approved' WHERE seq = 2"], (2, FaultKind.CHANGED)),
        (["UPDATE audit_payload SET subject = 'Någon annan' WHERE seq = 2"], (2, FaultKind.PAYLOAD_CHANGED)),
        (
            ["DELETE FROM audit_payload WHERE seq = 2", "DELETE FROM audit_entry WHERE seq = 2"],
            (3, FaultKind.MISSING),
        ),
        (
            ["DELETE FROM audit_payload WHERE seq = 4", "DELETE FROM audit_entry WHERE seq = 4"],
            (3, FaultKind.CUT),
        ),
        (
            [
                "DELETE FROM audit_payload",
                "UPDATE audit_entry SET seq = 9 WHERE seq = 2",
                "UPDATE audit_entry SET seq = 2 WHERE seq = 3",
                "UPDATE audit_entry SET seq = 3 WHERE seq = 9",
            ],
            (2, FaultKind.UNCHAINED),
        ),
    ],
    ids=["changed row", "changed values", "removed row", "cut tail", "reordered"],
)
def test_whoever_takes_away_the_triggers_is_seen(plain, organisation, statements, found):
    log(organisation, 4)
    kept = chain.head()
    for statement in [*triggers.DROP[session.get_bind().dialect.name], *statements]:
        session.execute(text(statement))
    session.commit()
    faults = chain.check([kept]).faults
    assert found in [(fault.seq, fault.kind) for fault in faults]


def test_the_triggers_can_be_made_again(organisation):
    log(organisation)
    dialect = session.get_bind().dialect.name
    for statement in [*triggers.DROP[dialect], *triggers.CREATE[dialect]]:
        session.execute(text(statement))
    session.commit()
    with pytest.raises(DBAPIError, match="append-only"):
        session.execute(text("DELETE FROM audit_entry"))


def test_a_recomputed_chain_is_seen_against_a_checkpoint(organisation):
    log(organisation, 2)
    kept = chain.head()
    assert chain.check([kept]).faults == ()
    assert [f.kind for f in chain.check([replace(kept, hash="e" * 64)]).faults] == [FaultKind.RECOMPUTED]


WRITERS, EACH = 8, 6


def registered(name: str) -> bool:
    """Register an organisation; on a busy machine the turn to write may not come in time, and one tries again."""
    try:
        made = new_organisation(name)
        session.add(made)
        record(made, Tag.ORGANISATION_REGISTERED, actor=None, at=NOON)
        session.commit()
    except OperationalError as error:
        if not any(words in str(error) for words in ("locked", "lock timeout")):  # SQLite's and PostgreSQL's
            raise
        return False
    return True


def test_parallel_writers_never_fork_the_chain(plain):
    session.remove()
    troubles = []

    def write(writer):
        try:
            with plain.app_context():
                for number in range(EACH):
                    while not registered(f"Förening {writer}-{number}"):
                        session.rollback()
        except Exception as error:  # told by the test, whichever thread it came from
            troubles.append(error)

    threads = [threading.Thread(target=write, args=(writer,)) for writer in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []
    assert session.scalar(select(func.count()).select_from(AuditEntry)) == WRITERS * EACH
    assert chain.check().faults == ()
