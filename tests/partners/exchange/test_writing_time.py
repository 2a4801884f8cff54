"""Nobody waits while a list is compared: others can write, and what they write meanwhile is seen to."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pysqlite3
import pytest
from sqlalchemy import event, select

from registry.audit import guard
from registry.cli import importing as command
from registry.core.columns import new_id
from registry.core.database import db, out_of_turn, session, writing
from registry.partners.exchange import answering, child
from registry.partners.exchange.choices import Answer
from registry.partners.organisations import matching
from registry.partners.organisations.models import Organisation
from tests import factories
from tests.partners.exchange.conftest import key

pytestmark = pytest.mark.both_engines
HEAD = "Namn;Orgnr;Ort;Hemsida\n"
NUMBERED = "Lyktan;802990-0118;Provby;\nGnistan;802990-0126;Provby;\nNorrsken;802990-0100;Provby;\n"
LOOKED_UP, COMPARED = (
    "organisation.match_key IN",
    "WHERE n.match_",
)  # by the whole key, and among its neighbours


@contextmanager
def at_each(asked: str, do: Callable[[], None]) -> Iterator[None]:
    """Do something in another connection each time such a thing is asked of the register."""
    engine = db.engine

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if asked in statement:
            do()

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", note)


def is_my_turn() -> bool:
    """Whether another process could write now, without waiting at all."""
    url = db.engine.url
    if url.get_backend_name() != "sqlite":
        with out_of_turn(), db.engine.connect() as other:
            return bool(other.exec_driver_sql("SELECT pg_try_advisory_xact_lock(4704931)").scalar())
    other = pysqlite3.dbapi2.connect(url.database, timeout=0, isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
    except pysqlite3.dbapi2.OperationalError:
        return False
    finally:
        other.close()
    return True


def run_command(rows: str) -> dict[str, Any]:
    with child.held((HEAD + rows).encode()) as stream:
        return command.import_organisations(stream, "lista.csv", source="Prov")


def test_others_can_write_while_a_list_is_compared(importing):
    with guard.resting():
        factories.organisation("Föreningen Skenets vänner", seat="Annanort")
        session.commit()
    turns: list[bool] = []
    with at_each(LOOKED_UP, lambda: turns.append(is_my_turn())):
        assert run_command(NUMBERED)["new"] == 3
    assert turns == [True, False]  # compared while others can write; in its turn only looked at again
    turns.clear()
    with at_each(COMPARED, lambda: turns.append(is_my_turn())):
        done = importing.run(importing.planned(HEAD + "Skenets vänner;;Tredjeort;\nKöket;;Provby;\n"))
        answering.answer_all(importing.get(key(done)), Answer.ANOTHER, **importing.step())
        session.commit()
        importing.work()
    assert turns
    assert all(turns)
    assert set(session.scalars(select(Organisation.name))) >= {"Skenets vänner", "Köket", "Lyktan"}


def test_what_is_registered_meanwhile_is_not_registered_twice(importing):
    meanwhile: list[str] = []
    with guard.resting():
        factories.organisation("Skenet", seat="Annanort")
        session.commit()
    template = dict(session.execute(select(*Organisation.__table__.c)).mappings().one())
    session.rollback()

    def register() -> None:
        """Register one of the list's as a page does, between the comparing and the writing."""
        if not meanwhile:
            meanwhile.append("Lyktan")
            own = {
                "id": new_id(),
                "name": "Lyktan",
                "number": "802990-0118",
                "match_key": matching.key("Lyktan"),
            }
            with writing(), db.engine.begin() as other:
                other.execute(Organisation.__table__.insert().values(**template | own))

    with at_each(LOOKED_UP, register):
        told = run_command(NUMBERED)
    assert meanwhile
    assert told["new"] == 2
    number = Organisation.number == "802990-0118"
    assert len(session.scalars(select(Organisation.id).where(number)).all()) == 1
