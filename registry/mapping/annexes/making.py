"""Making the files of what is frozen, one in each turn of the worker, so that a restart loses one at most."""

import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from registry.core import jobs
from registry.core.database import session
from registry.documents.content import fingerprint
from registry.mapping.annexes import queries
from registry.mapping.annexes.choices import AnnexFormat
from registry.mapping.annexes.models import MappingAnnex
from registry.web.download import MEDIA

MEDIA_TYPES = {
    AnnexFormat.PDF: "application/pdf",
    AnnexFormat.XLSX: MEDIA["xlsx"],
    AnnexFormat.JSON: "application/json",
}
Files = Sequence[tuple[bool, AnnexFormat]]  # whether anybody may have it, and as what


def make_next(
    owner: Mapping[str, UUID],
    files: Files,
    title: str,
    draw: Callable[[AnnexFormat, bool], bytes],
    *,
    at: datetime,
) -> bool:
    """Make the first of the owner's files that is missing and return whether more are.

    `owner` is the column that says whose they are; `draw` gives the bytes of a file by its format and whether it is
    for anybody. The database is let go of while it draws, which takes seconds.
    """
    made = {(one.is_public, one.format) for one in queries.annexes(**owner)}
    left = [one for one in files if one not in made]
    if not left:
        return False
    is_public, form = left[0]
    is_told = is_public and not all(public for public, _form in files)  # one for the house stands beside it
    jobs.let_go()
    data = draw(form, is_public)
    file = MappingAnnex(
        **owner, is_public=is_public, format=form, filename=filename(title, form, is_public=is_told),
        media_type=MEDIA_TYPES[form], size=len(data), sha256=hashlib.sha256(data).hexdigest(), content=data,
        created_at=at,
    )  # fmt: skip
    session.add(file)
    return bool(left[1:])


def check(content: Mapping[str, Any], content_hash: str | None) -> None:
    """Raise ValueError when what is stored is not what was frozen."""
    if fingerprint(content) != content_hash:
        raise ValueError("the content is not what was frozen")


def as_json(content: Mapping[str, Any]) -> bytes:
    """Return the content as a file of JSON, the same bytes for the same content."""
    return f"{json.dumps(content, ensure_ascii=False, sort_keys=True, indent=2)}\n".encode()


def filename(title: str, form: AnnexFormat, *, is_public: bool = False) -> str:
    """Return a safe file name that says what it is and for whom."""
    words = re.sub(r"[^\w]+", "-", title.lower()).strip("-")[:80].rstrip("-")
    return f"{words}{'-offentlig' if is_public else ''}.{form.value}"
