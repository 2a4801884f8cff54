"""Clearing images of what was never to be in the register: that there was something stays, never what."""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, null, or_, select, update

from registry.audit.past.models import RowImage
from registry.core.database import Base, session

PORTION = 500


def clear(ids: Iterable[UUID], *, because: str, ended_at: datetime | None = None) -> None:
    """Clear the images of the rows and of what belonged to them: all, or those that were so until the moment.

    An image's hash stays: whoever holds a copy can be shown that it is what stood here.
    """
    wanted, table = list(ids), Base.metadata.tables["row_image"]
    emptied = update(table).where(table.c.id == bindparam("one"))
    emptied = emptied.values(image=null(), cleared_because=because, image_hash=bindparam("hashed"))
    for start in range(0, len(wanted), PORTION):
        some = wanted[start : start + PORTION]
        found = select(RowImage.id, RowImage.image).where(RowImage.image.is_not(None))
        found = found.where(or_(RowImage.row_id.in_(some), RowImage.owner_id.in_(some)))
        if ended_at is not None:
            found = found.where(RowImage.until == ended_at)
        rows = [
            {"one": row.id, "hashed": _hash(row.image)}
            for row in session.execute(found.order_by(RowImage.id))
        ]
        if rows:
            session.connection().execute(emptied, rows)


def _hash(image: object) -> str:
    return hashlib.sha256(json.dumps(image, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
