"""Rendering in a limited child process, from the web process and the jobs worker.

Text that people write can keep a layout engine busy for minutes (200,000 accents on a letter) and make it take
all memory, so no document is laid out in the process that serves others. `multiprocessing` is not used: its
fork server hands the whole environment with its secrets to its children, imports the main program again and
may not be used from a server's own worker processes.
"""

import atexit
import json
import logging
import os
import socket
import subprocess
import sys
import threading
import time
from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

from registry.core.i18n import _
from registry.documents import attached, hygiene, protocol
from registry.documents.attached import Attached
from registry.documents.content import fingerprint
from registry.documents.errors import DocumentInvalid, RenderFailed, RenderTooSlow
from registry.documents.protocol import RenderingLimits
from registry.documents.rendering import ROOT

log = logging.getLogger(__name__)

VARIANT = "pdf/a-3a"
LIMITS = RenderingLimits()
# For what the worker draws and nobody looks at a page for: a hundred pages with drawings, on a machine that is busy.
UNHURRIED = RenderingLimits(cpu=60, wall=240)
# One document at a time: nobody's page may wait for more than one processor that is drawing.
_PLACES = 1
# Drafts that could not be drawn in time are not tried again as they are: so many are remembered.
_MOST_HOPELESS = 200
# The kernel ends a child that is too slow; this covers starting the renderer, and a machine that is hung.
_GRACE = 30
# A rendering process that is still loading looks up when it is done with that.
_GOODBYE = 10
_CHUNK = 1 << 16
# An empty package in the place of the application's own keeps Flask, the database and the settings out of the
# process that reads hostile text.
_START = """
import sys, types
package = types.ModuleType("registry")
package.__path__ = [sys.argv[1]]
sys.modules["registry"] = package
from registry.documents import renderer
renderer.serve(int(sys.argv[2]))
"""


def draw_draft(template: str, data: dict[str, Any]) -> bytes:
    """Return the document as `render_in_child` does, for somebody who looks at it and may look again.

    What took too long once is refused at once until its substance is changed; a decided document never is. Raises what
    `render_in_child` does.
    """
    known_as = fingerprint(data)
    if known_as in _hopeless:
        raise RenderTooSlow(_too_slow())
    try:
        return render_in_child(template, data)
    except RenderTooSlow:
        while len(_hopeless) >= _MOST_HOPELESS:
            _hopeless.popitem(last=False)
        _hopeless[known_as] = None
        raise


def render_in_child(
    template: str,
    data: dict[str, Any],
    *,
    data_name: str = "avtal.json",
    attachments: Sequence[Attached] = (),
    variant: str = VARIANT,
    limits: RenderingLimits = LIMITS,
) -> bytes:
    """Return the document `template` with `data` as PDF bytes, the data attached as the file `data_name`.

    Cleans the texts first, so what is attached is exactly what is shown. Raises `RenderTooSlow`,
    `DocumentInvalid` (naming what failed) or `RenderFailed` (too large, or a fault in data or template).
    """
    tidy = hygiene.tidy(data)
    request = protocol.Request(
        template=template,
        data=tidy,
        variant=variant,
        attachments=(attached.as_json(tidy, data_name), *attachments),
        limits=limits,
    )
    started = time.monotonic()
    answer = _renderer.ask(protocol.packed(request), limits.wall)
    return _document(answer, time.monotonic() - started, limits)


def warm() -> None:
    """Start the renderer of this process without waiting for it, so that the first document comes quickly."""
    _renderer.start()


def _document(answer: bytes, seconds: float, limits: RenderingLimits) -> bytes:
    """Return the PDF in an answer, or raise what it says instead. `seconds` is how long it took to come."""
    status, payload = answer[:1], answer[1:]
    if status == protocol.MADE:
        return payload
    if status == protocol.NONCONFORMING:
        faults = "; ".join(json.loads(payload))
        raise DocumentInvalid(_("Dokumentet klarade inte kontrollen: %(faults)s.", faults=faults))
    if status == protocol.BROKEN:
        log.error("document not rendered: %s", payload.decode(errors="replace"))
        raise RenderFailed(_("Dokumentet kunde inte skapas. Felet är loggat."))
    if status == protocol.TOO_LARGE:
        raise RenderFailed(_("Dokumentet kunde inte skapas: det behöver mer minne än det får använda."))
    # No answer at all: the kernel ended the process, for its time or for its memory.
    if seconds >= min(limits.cpu, limits.wall):
        raise RenderTooSlow(_too_slow())
    raise RenderFailed(
        _("Dokumentet kunde inte skapas: arbetet avbröts av en gräns för vad det får använda.")
    )


def _too_slow() -> str:
    return _("Dokumentet tog för lång tid att skapa. Korta texterna och försök igen.")


class _Renderer:
    """The link of a process to its own rendering process, which is started when it is first needed."""

    _process: "subprocess.Popen[bytes] | None" = None

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Begin anew: a forked copy of the web process may not use, or wait for, what belongs to the original."""
        if self._process is not None:
            # No child of the copy: without this it would be told to wait for it.
            self._process.returncode = 0
        self._starting = threading.Lock()
        self._places = threading.BoundedSemaphore(_PLACES)
        self._process = None
        self._door: socket.socket | None = None

    def ask(self, message: bytes, wall: int) -> bytes:
        """Return the answer to a request, empty when the child was ended; raises `RenderTooSlow`."""
        if not self._places.acquire(timeout=wall):
            raise RenderTooSlow(_("Många dokument skapas just nu. Försök igen om en stund."))
        try:
            with self._line() as line:
                line.settimeout(wall + _GRACE)
                line.sendall(message)
                line.shutdown(socket.SHUT_WR)
                return b"".join(iter(lambda: line.recv(_CHUNK), b""))
        except TimeoutError:
            raise RenderTooSlow(_too_slow()) from None
        except ConnectionError:
            return b""
        finally:
            self._places.release()

    def start(self) -> socket.socket:
        """Return the socket of a running rendering process, started anew if there is none."""
        with self._starting:
            if self._door is None or self._process is None or self._process.poll() is not None:
                self.stop()
                self._door, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
                with theirs:
                    self._process = _started(theirs.fileno())
            return self._door

    def stop(self) -> None:
        """Close the socket, which ends the rendering process, and wait for that."""
        door, process = self._door, self._process
        self._door = self._process = None
        if door is not None:
            door.close()
        if process is not None:
            try:
                process.wait(timeout=_GOODBYE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _line(self) -> socket.socket:
        """Return our end of a new socket whose other end the rendering process has been given."""
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                socket.send_fds(self.start(), [b"+"], [theirs.fileno()])
            except ConnectionError:
                # It ended between the look and the call; a second failure is the caller's to hear of.
                socket.send_fds(self.start(), [b"+"], [theirs.fileno()])
        return ours


def _started(door: int) -> "subprocess.Popen[bytes]":
    """Start a rendering process with no part of this one's environment and no open file but `door`."""
    return subprocess.Popen(  # noqa: S603 - our own interpreter and program, nothing from outside
        [sys.executable, "-I", "-c", _START, str(ROOT / "registry"), str(door)],
        env={"LANG": "C.UTF-8", "PATH": os.defpath},
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        pass_fds=(door,),
        # Ctrl-C is meant for the server, which finishes what it has in hand.
        start_new_session=True,
    )


_hopeless: OrderedDict[str, None] = OrderedDict()
_renderer = _Renderer()
atexit.register(_renderer.stop)
os.register_at_fork(after_in_child=_renderer.forget)
