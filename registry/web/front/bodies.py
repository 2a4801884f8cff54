"""Taking in what is sent: whole, within a size and a pace, before anybody waits for it."""

import asyncio
from collections.abc import AsyncIterable, Iterator
from contextlib import contextmanager

WINDOW = (
    10.0  # seconds in which `LEAST` bytes must have come, or the end: a telephone on a poor line manages that
)
LEAST = 1 << 17
MOST_HELD = 128 << 20  # bytes of all bodies in one process: what is sent is kept in memory, never on a disk


class CutOff(Exception):
    """The body came too slowly, or its sender went away."""


class NoRoom(Exception):
    """The bodies that are held already leave no room for one more."""


class Bodies:
    """The bodies that one process holds at the moment."""

    def __init__(self, most_held: int = MOST_HELD) -> None:
        self.most_held, self.held = most_held, 0

    @contextmanager
    def one(self) -> Iterator["Body"]:
        """Yield an empty body; what it has taken in by the end counts as held until then."""
        body = Body(self)
        try:
            yield body
        finally:
            self.held -= body.size


class Body:
    """One body, as far as it has come."""

    def __init__(self, among: Bodies) -> None:
        self.among, self.size = among, 0
        self._parts: list[bytes] = []

    async def take(self, chunks: AsyncIterable[bytes], length: int, *, window: float = WINDOW) -> bytes:
        """Return the whole body, `length` bytes. Raises CutOff or NoRoom."""
        try:
            await self._collect(chunks, window)
        except (
            TimeoutError,
            OSError,
            RuntimeError,
        ) as error:  # the server's word for a connection that is gone
            raise CutOff from error
        if self.size != length:
            raise CutOff
        return b"".join(self._parts)

    async def _collect(self, chunks: AsyncIterable[bytes], window: float) -> None:
        counted = 0
        async with asyncio.timeout(window) as limit:
            async for chunk in chunks:
                self._parts.append(chunk)
                self.size += len(chunk)
                self.among.held += len(chunk)
                if self.among.held > self.among.most_held:
                    raise NoRoom
                if self.size - counted >= LEAST:
                    counted = self.size
                    limit.reschedule(asyncio.get_running_loop().time() + window)


def length_said(headers: "dict[str, str]") -> int | None:
    """Return the length that a request says its body has, 0 without a body; None when it does not say."""
    said = headers.get("CONTENT_LENGTH")
    if said is None:
        return None if "HTTP_TRANSFER_ENCODING" in headers else 0
    return int(said) if said.isascii() and said.isdigit() and len(said) < 19 else None
