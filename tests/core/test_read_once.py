"""What is read once in a transaction is read again as soon as anything that it rests on may have changed."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from sqlalchemy import event, false, insert, select, update

from registry.agreements import content, party_conditions, preparing, same_counterparty
from registry.agreements.models import FrozenParty
from registry.audit import changes, guard
from registry.city.delegation import queries as orders
from registry.city.guidelines import queries as guidelines
from registry.city.guidelines.choices import Kind
from registry.city.synonyms import queries as synonyms
from registry.city.units import queries as units
from registry.city.units.models import Unit
from registry.core import read_once
from registry.core.database import Base, db, session
from registry.matters.approvals import cases
from registry.matters.approvals.models import Round
from registry.matters.decisions import queries as decisions
from registry.partners.organisations.search import widening

pytestmark = [pytest.mark.both_engines, pytest.mark.stage("demo")]

DAY = date(2026, 11, 28)
TABLE = re.compile(r'\b(?:FROM|JOIN) "?(\w+)')
# Names that statements give to parts of themselves, and the matter, of which only that it is there counts.
INSIDE = re.compile(r"kind_\d|anon_\d|part|always|matter|search_word_fts")


@pytest.fixture
def asked(app) -> Iterator[list]:
    """All that is read once, each ready to be called about the same matter."""
    with app.app_context(), guard.resting():
        matter = session.scalar(select(Round.matter_id).order_by(Round.id).limit(1))
        party = select(FrozenParty.organisation_id).where(FrozenParty.edition_id == matter)
        parties = tuple(session.scalars(party.order_by(FrozenParty.id).limit(1)))
        yield [
            (units.structure, ()),
            (synonyms.known, ()),
            (widening.known_words, ("samverkn",)),
            (widening.parts_of, ("foreningsbidragsansokan",)),
            (orders.order_in_force, (DAY,)),
            (guidelines.assessment, (Kind.IOP, matter, DAY)),
            (cases.case_of, (matter,)),
            (content.case_numbers, ((str(matter),),)),
            (decisions._of_matters, ((matter,),)),
            (preparing._written_in, ((matter,),)),
            (same_counterparty._found, (matter, parties, DAY)),
            (party_conditions._noted, (parties,)),
            (changes._row_of(Base.metadata.tables["unit"]), (session.scalar(select(Unit.id).limit(1)),)),
        ]
        session.rollback()


@contextmanager
def statements() -> Iterator[list[str]]:
    sent: list[str] = []

    def note(_connection, _cursor, statement, *_rest):
        sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield sent
    event.remove(db.engine, "before_cursor_execute", note)


def test_everything_that_is_read_once_is_tried_here(asked):
    of_rows = {f.__qualname__ for f in read_once.reads() if f.__module__ == changes.__name__}
    assert len(of_rows) == 1
    others = {f for f in read_once.reads() if f.__module__ != changes.__name__}
    assert others == {f.__wrapped__ for f, _args in asked if f.__module__ != changes.__name__}


def test_it_is_sent_once_and_rests_on_all_that_it_reads(asked):
    for read, args in asked:
        with statements() as sent:
            first = read(*args)
        tables = {
            name for statement in sent for name in TABLE.findall(statement) if not INSIDE.fullmatch(name)
        }
        assert tables, read
        assert tables <= read_once.reads()[read.__wrapped__], read
        with statements() as sent:
            assert read(*args) is first
        assert not sent, read


def test_every_write_to_what_it_rests_on_makes_it_read_again(asked):
    for read, args in asked:
        for name in sorted(read_once.reads()[read.__wrapped__]):
            read(*args)
            table = Base.metadata.tables[name]
            column = next(iter(table.primary_key))
            if name in {"audit_entry", "audit_payload"}:  # nothing but added to
                session.execute(insert(table).from_select([column], select(column).where(false())))
            else:
                session.execute(update(table).where(false()).values({column: column}))
            with statements() as sent:
                read(*args)
            assert sent, (read, name)


def test_a_changed_record_is_seen_and_one_taken_back_is_not(asked):
    def name() -> str:
        return next(part.name for part in units.structure().parts if part.code == "ETABL")

    before = name()
    unit = session.scalars(select(Unit).where(Unit.code == "ETABL")).one()
    taken_back = session.begin_nested()
    unit.name = "Ett annat namn"
    assert name() == "Ett annat namn"
    taken_back.rollback()
    assert name() == before
    session.refresh(unit)
    unit.name = "Ett tredje namn"
    assert name() == "Ett tredje namn"


def test_what_one_transaction_read_the_next_reads_itself(asked):
    for end in (session.rollback, session.expire_all, session.remove):
        for read, args in asked[:-1]:
            read(*args)
        end()
        for read, args in asked[:-1]:
            with statements() as sent:
                read(*args)
            assert sent, (end, read)
