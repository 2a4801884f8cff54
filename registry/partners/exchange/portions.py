"""Portions: a thousand rows of a list, packed small while they wait to be compared and read in."""

from collections.abc import Callable, Iterable, Iterator
from uuid import UUID

from sqlalchemy import delete, insert, select, update

from registry.core.database import session
from registry.partners.exchange.child import pack, unpacked
from registry.partners.exchange.formats.table import Record
from registry.partners.exchange.models import ImportPortion

_TABLE = ImportPortion.metadata.tables["import_portion"]


def keep(batch_id: UUID, portions: Iterable[bytes]) -> None:
    """Store the packed portions of a list in their order."""
    rows = [
        {"batch_id": batch_id, "position": place, "content": content}
        for place, content in enumerate(portions)
    ]
    session.execute(insert(_TABLE), rows)


def at(batch_id: UUID, position: int) -> list[Record]:
    """Return the rows of one portion."""
    mine = select(ImportPortion.content).where(
        ImportPortion.batch_id == batch_id, ImportPortion.position == position
    )
    content = session.scalar(mine)
    return unpacked(content) if content else []


def all_of(batch_id: UUID) -> Iterator[Record]:
    """Yield every row, a portion at a time."""
    position = 0
    while records := at(batch_id, position):
        yield from records
        position += 1


def sift(batch_id: UUID, clear: Callable[[Record], Record]) -> bool:
    """Store every row as `clear` returns it; return whether that changed any."""
    position, changed = 0, False
    while records := at(batch_id, position):
        cleared = [clear(one) for one in records]
        if cleared != records:
            mine = update(_TABLE).where(_TABLE.c.batch_id == batch_id, _TABLE.c.position == position)
            session.execute(mine.values(content=pack(cleared)))
            changed = True
        position += 1
    return changed


def throw_away(batch_id: UUID) -> None:
    """Forget what the list said; what became of its rows is kept."""
    session.execute(delete(_TABLE).where(_TABLE.c.batch_id == batch_id))
