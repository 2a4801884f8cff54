"""Static files: the address carries a hash of the content, so that browsers may keep a file for ever."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from registry.settings import ROOT


def stamp_static(endpoint: str, values: dict[str, Any]) -> None:
    """Add `v=<hash>` to the address of a static file."""
    if endpoint == "static" and (filename := values.get("filename")):
        values["v"] = _hash(filename)


@cache
def _hash(filename: str) -> str:
    path = Path(ROOT, "static", filename)
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12] if path.is_file() else "0"
