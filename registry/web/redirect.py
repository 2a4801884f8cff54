"""Where one lands after a change, and what addresses we are willing to send people to."""

import re
from typing import Any

from flask import flash, redirect, url_for
from flask.globals import request_ctx
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response

LOCAL_PATH = re.compile(r"/(?![/\\])[^\\\x00-\x20]*")


def address(endpoint: str, /, **parts: Any) -> str:
    """Return the address of a page of ours, for code that puts pages together but knows nothing of Flask."""
    return url_for(endpoint, **parts)


def redirect_to(endpoint: str, /, message: str = "", **address: Any) -> Response:
    """Go to a page of ours (303), with a message that says what was done."""
    if message:
        flash(message, "success")
    return redirect(url_for(endpoint, **address), 303)


def local_path(text: str | None, default: str = "/") -> str:
    """Return the path when it leads to ourselves (one slash first, no host), otherwise the default."""
    return text if text and LOCAL_PATH.fullmatch(text) else default


def page_above(path: str) -> str:
    """Return the page that a button stands on: its address itself, or the nearest above that can be opened."""
    above = path.rstrip("/")
    while above:
        for page in (above, f"{above}/"):
            try:
                request_ctx.url_adapter.match(page, method="GET")  # type: ignore[union-attr]  # there in every request
            except (HTTPException, RequestRedirect):
                continue
            return page
        above = above.rpartition("/")[0]
    return "/"
