"""Reads that many ask for in one request: each is sent once in a transaction, and again when what it rests on changes.

What comes of it is kept in the session, so it is never another request's or another person's. It is forgotten when the
transaction ends, when a savepoint is taken back or records are let go of, and by every write to a table that it was
read from.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from sqlalchemy import Table, inspect
from sqlalchemy.orm import InstanceState, ORMExecuteState, Session, SessionTransaction

from registry.core.database import Base, session

P = ParamSpec("P")
T = TypeVar("T")
_KEPT = "kept reads"
_kept_from: list[bool] = []
_rests_on: dict[Callable[..., Any], frozenset[str]] = {}


def read_once(*tables: type[Base] | Table) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Let the function read once in a transaction for the same arguments; `tables` are all that it reads.

    It takes positional arguments that can be hashed, and nobody changes what it returns.
    """

    def decorate(read: Callable[P, T]) -> Callable[P, T]:
        _rests_on[read] = frozenset(_named(tables))

        @wraps(read)
        def kept(*args: P.args, **kwargs: P.kwargs) -> T:
            if not _kept_from:
                return read(*args, **kwargs)
            if session.autoflush:
                session.flush()  # as the statement itself would
            known = session.info.setdefault(_KEPT, {})
            key = (read, args, *kwargs.items())
            if key not in known:
                known[key] = read(*args, **kwargs)
            found: T = known[key]
            return found

        return kept

    return decorate


def keep(read: Callable[..., Any], found: Mapping[Any, Any]) -> None:
    """Let what was read for many at once be known as what `read` finds for each of them; by its one argument."""
    if _kept_from:
        of = read.__wrapped__  # type: ignore[attr-defined]  # what `read_once` has wrapped
        session.info.setdefault(_KEPT, {}).update({(of, (one,)): what for one, what in found.items()})


def forget_reads_of(*tables: type[Base]) -> None:
    """Let what rests on the tables be read anew: somebody else may have written since."""
    _forget(session, _named(tables))


def begin() -> None:
    """Keep from now on what is read: `wiring.py` has everybody below told. Until then all is read every time."""
    _kept_from.append(True)


def reads() -> dict[Callable[..., Any], frozenset[str]]:
    """Return what is read once, and the names of the tables that each rests on."""
    return dict(_rests_on)


def _named(models: Iterable[type[Base] | Table]) -> set[str]:
    every = (table for one in models for table in ([one] if isinstance(one, Table) else inspect(one).tables))
    return {str(table.key) for table in every if isinstance(table, Table)}


def _forget(of: Any, written: set[str]) -> None:
    known: dict[Any, Any] = of.info.get(_KEPT) or {}
    for key in [key for key in known if not _rests_on[key[0]].isdisjoint(written)]:
        del known[key]


def note_flushed(of: Session, _context: Any) -> None:
    """Forget what rests on the tables of the records that were written."""
    if of.info.get(_KEPT):
        _forget(of, _named({type(record) for record in (*of.new, *of.dirty, *of.deleted)}))


def note_statement(call: ORMExecuteState) -> None:
    """Forget what rests on the table that a statement writes to, and everything when it does not say which."""
    if call.is_select or not call.session.info.get(_KEPT):
        return
    table = getattr(call.statement, "table", None)
    if isinstance(table, Table):
        _forget(call.session, {str(table.key)})
    else:
        call.session.info[_KEPT] = {}  # whatever it writes


def note_written(table: Table) -> None:
    """Forget what rests on a table that was written to past the session."""
    _forget(session, {str(table.key)})


def forget_taken_back(of: Session, _transaction: SessionTransaction) -> None:
    """What was read inside a savepoint that is taken back may never have been so."""
    of.info.pop(_KEPT, None)


def forget_ended(of: Session, transaction: SessionTransaction) -> None:
    """The next transaction reads for itself."""
    if transaction.parent is None:
        of.info.pop(_KEPT, None)


def forget_let_go(state: InstanceState[Any], _names: Any) -> None:
    """Whoever lets go of what is loaded wants it read anew."""
    if (of := state.session) is not None:
        of.info.pop(_KEPT, None)
