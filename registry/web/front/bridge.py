"""The way from the server to the application and back: granian's interface (RSGI) on one side, WSGI on the other.

The server hands over a request when its head has come. The body is taken in here, so that a thread is spent only on
what is whole; and the answer is made whole before it is sent, so that a slow reader holds no thread and no transaction.
"""

import io
import sys
import tempfile
from collections.abc import AsyncIterable, Callable, Iterable
from dataclasses import dataclass
from typing import IO, Any, Protocol

Environ = dict[str, Any]
Wsgi = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

IN_MEMORY = (
    1 << 20
)  # bytes of an answer; a larger one is a file that was made on the spot, and waits on the disk
CHUNK = 1 << 16
SAME_FOR_ALL: Environ = {
    "SCRIPT_NAME": "",
    "wsgi.errors": sys.stderr,
    "wsgi.input_terminated": True,
    "wsgi.multiprocess": True,
    "wsgi.multithread": True,
    "wsgi.run_once": False,
    "wsgi.version": (1, 0),
}


class RequestScope(Protocol):
    """What granian says of a request."""

    proto: str
    http_version: str
    server: str
    client: str
    scheme: str
    method: str
    path: str
    query_string: str
    authority: str | None
    headers: Any


class Sending(Protocol):
    """A stream that an answer is sent over."""

    async def send_bytes(self, data: bytes) -> None: ...


class Exchange(AsyncIterable[bytes], Protocol):
    """A request's body, and where its answer goes."""

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None: ...

    def response_stream(self, status: int, headers: list[tuple[str, str]]) -> Sending: ...


@dataclass(frozen=True, slots=True)
class ServedReply:
    """A whole answer; a large one is a file at its beginning."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes | IO[bytes]

    async def send(self, exchange: Exchange) -> None:
        """Send it, as fast as it is read."""
        if isinstance(self.body, bytes):
            exchange.response_bytes(self.status, self.headers, self.body)
            return
        with self.body as file:
            stream = exchange.response_stream(self.status, self.headers)
            while chunk := file.read(CHUNK):
                await stream.send_bytes(chunk)


def environ_of(scope: RequestScope) -> Environ:
    """Return the request as WSGI has it (PEP 3333), still without its body.

    A name with an underscore could pass for one of a proxy's headers and is left out.
    """
    name, _colon, port = scope.server.rpartition(":")
    environ = SAME_FOR_ALL | {
        "REQUEST_METHOD": scope.method,
        "PATH_INFO": scope.path.encode("utf-8", "surrogatepass").decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": name,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0],
        "wsgi.url_scheme": scope.scheme,
    }
    if scope.authority:
        environ["HTTP_HOST"] = scope.authority
    for header, value in scope.headers.items():
        if "_" in header:
            continue
        key = header.upper().replace("-", "_")
        if key not in {"CONTENT_TYPE", "CONTENT_LENGTH"}:
            key = f"HTTP_{key}"
        between = "; " if key == "HTTP_COOKIE" else ","
        environ[key] = f"{environ[key]}{between}{value}" if key in environ else value
    return environ


def with_body(environ: Environ, body: bytes) -> Environ:
    """Return the request with its body."""
    return {**environ, "wsgi.input": io.BytesIO(body)}


def asked(application: Wsgi, environ: Environ) -> ServedReply:
    """Return the application's whole answer."""
    said: list[Any] = []

    def start(status: str, headers: list[tuple[str, str]], _failure: Any = None) -> None:
        said[:] = int(status.split(" ", 1)[0]), headers

    parts = application(environ, start)
    try:
        body = _whole(parts)
    finally:
        if close := getattr(parts, "close", None):
            close()
    return ServedReply(said[0], said[1], body)


def _whole(parts: Iterable[bytes]) -> bytes | IO[bytes]:
    kept = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - the answer closes it when it is sent
    for part in parts:
        kept.write(part)
    size = kept.tell()
    kept.seek(0)
    if size > IN_MEMORY:
        return kept
    with kept:
        return kept.read()
