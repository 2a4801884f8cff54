"""Clearing images of what was never to be in the register: that there was something stays, never what."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from itertools import takewhile
from uuid import UUID

from sqlalchemy import bindparam, null, or_, select, update

from registry.audit.past.models import RowImage
from registry.core.database import Base, session

PORTION = 500


def clear(ids: Iterable[UUID], *, because: str, ended_at: datetime | None = None) -> None:
    """Clear the images of the rows and of what belonged to them: all, or those since they last said what they say now.

    The latter of what was changed back at the moment, the transaction's own; what went then had come with what
    is undone. An image's hash stays: whoever holds a copy can be shown that it is what stood here.
    """
    wanted, table = list(ids), Base.metadata.tables["row_image"]
    emptied = update(table).where(table.c.id == bindparam("one"))
    emptied = emptied.values(image=null(), cleared_because=because, image_hash=bindparam("hashed"))
    for start in range(0, len(wanted), PORTION):
        some = wanted[start : start + PORTION]
        found = select(RowImage).where(or_(RowImage.row_id.in_(some), RowImage.owner_id.in_(some)))
        said = session.scalars(found.order_by(RowImage.since, RowImage.id)).all()
        gone = said if ended_at is None else _since_it_last_said_so(said, ended_at)
        rows = [{"one": one.id, "hashed": _hash(one.image)} for one in gone if one.image is not None]
        if rows:
            session.connection().execute(emptied, rows)


def _since_it_last_said_so(said: Sequence[RowImage], ended_at: datetime) -> Iterator[RowImage]:
    """Yield the images of what was changed back: a list can have named one twice, and then there are several."""
    by_row: dict[tuple[str, UUID, UUID | None], list[RowImage]] = {}
    for one in said:
        by_row.setdefault((one.table_name, one.row_id, one.other_id), []).append(one)
    for images in by_row.values():
        *before, last = images
        if last.until is None and before and before[-1].until == ended_at:
            yield from takewhile(partial(_differs, last), reversed(before))
        elif last.until == ended_at:
            yield from images


def _differs(last: RowImage, one: RowImage) -> bool:
    return one.image != last.image


def _hash(image: object) -> str:
    return hashlib.sha256(json.dumps(image, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
