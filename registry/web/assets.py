"""Static files: the address carries a hash of the content, so that browsers may keep a file for ever."""

import hashlib
from functools import cache
from pathlib import Path

from flask import current_app, request

from registry.settings import ROOT


def address(filename: str) -> str:
    """Return the address of a static file, with `v=<hash>` of what is in it."""
    return f"{request.root_path}{current_app.static_url_path}/{filename}?v={_hash(filename)}"


@cache
def _hash(filename: str) -> str:
    path = Path(ROOT, "static", filename)
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12] if path.is_file() else "0"
