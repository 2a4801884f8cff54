"""What the web process and the rendering process say to each other: one request and one answer per socket.

The request is JSON until the sender shuts its side. The answer is one byte and a payload: the web process never
unpickles or otherwise trusts what comes from a process that has read hostile text.
"""

import base64
import json
from dataclasses import asdict, dataclass, replace
from typing import Any

from registry.documents.attached import Attached

MADE = b"D"
NONCONFORMING = b"N"
TOO_LARGE = b"M"
BROKEN = b"F"


@dataclass(frozen=True, kw_only=True)
class RenderingLimits:
    """What one rendering may use: seconds of processor time, seconds by the clock, bytes of address space."""

    cpu: int = 10
    wall: int = 15
    memory: int = 1 << 30


@dataclass(frozen=True, kw_only=True)
class Request:
    """One document to make, see `pdf.render`."""

    template: str
    data: dict[str, Any]
    variant: str
    attachments: tuple[Attached, ...]
    limits: RenderingLimits


def packed(request: Request) -> bytes:
    """Return a request as bytes."""
    fields = asdict(request)
    for attached in fields["attachments"]:
        attached["content"] = base64.b64encode(attached["content"]).decode()
    return json.dumps(fields).encode()


def unpacked(message: bytes) -> Request:
    """Return the request that `packed` made the bytes from."""
    fields = json.loads(message)
    attachments = tuple(Attached(**attached) for attached in fields["attachments"])
    return Request(
        template=fields["template"],
        data=fields["data"],
        variant=fields["variant"],
        attachments=tuple(
            replace(attached, content=base64.b64decode(attached.content)) for attached in attachments
        ),
        limits=RenderingLimits(**fields["limits"]),
    )
