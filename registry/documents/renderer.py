"""The rendering process: warm, without secrets, and one short-lived limited copy of itself per document.

`child.py` starts it. It loads everything and lays nothing out itself: newer font libraries start a thread at the
first layout, and a copy made after that would wait for a thread it does not have. (Nor would it be faster.)
"""

import gc
import json
import os
import resource
import signal
import socket
import tempfile
import traceback
from pathlib import Path

from registry.documents import pdf, protocol, rendering
from registry.documents.validation import Nonconforming


def serve(control: int) -> None:
    """Answer requests until the other end of the socket with file descriptor `control` is closed.

    Each message on it carries one end of a new socket, on which one request comes and one answer goes.
    """
    # Nobody waits for the copies: the kernel may clear them away.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with tempfile.TemporaryDirectory(prefix="document-") as folder, socket.socket(fileno=control) as door:
        tempfile.tempdir = folder
        _warm()
        while descriptors := socket.recv_fds(door, 1, 1)[1]:
            if os.fork() == 0:
                door.close()
                _answer(socket.socket(fileno=descriptors[0]))
            os.close(descriptors[0])


def _warm() -> None:
    pdf.press()
    environment = rendering.environment()
    for template in environment.list_templates(filter_func=_is_document):
        environment.get_template(template)
    # What is loaded now stays: the collector would only copy these pages into every child by touching them.
    gc.collect()
    gc.freeze()


def _is_document(name: str) -> bool:
    return name.startswith("documents/")


def _answer(line: socket.socket) -> None:
    """Make the one document that is asked for on `line`, within its limits, and end the process."""
    try:
        signal.alarm(protocol.RenderingLimits().wall)
        # A traceback holds what people wrote; the log must not.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        request = protocol.unpacked(_all(line))
        _limit(request.limits)
        line.sendall(_outcome(request))
    finally:
        os._exit(0)


def _all(line: socket.socket) -> bytes:
    with line.makefile("rb") as reader:
        return reader.read()


def _limit(limits: protocol.RenderingLimits) -> None:
    """Let the kernel hold the process to its limits: it ends when time is up, whatever it is busy with."""
    signal.alarm(limits.wall)
    for what, most in (
        (resource.RLIMIT_CPU, limits.cpu),
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        resource.setrlimit(what, (most, most))
    # The process is over before collecting garbage would pay.
    gc.disable()


def _outcome(request: protocol.Request) -> bytes:
    try:
        return protocol.MADE + pdf.render(
            request.template, request.data, variant=request.variant, attachments=request.attachments
        )
    except Nonconforming as failure:
        return protocol.NONCONFORMING + json.dumps(failure.faults).encode()
    except (MemoryError, SystemError):  # C code that is refused memory does not always say so
        return protocol.TOO_LARGE
    except Exception as failure:  # whatever it is, the web process must hear of it
        return protocol.BROKEN + _whereabouts(failure).encode()


def _whereabouts(failure: Exception) -> str:
    """Return the kind of a failure and where it happened, without its message: that may quote the document."""
    frame = traceback.extract_tb(failure.__traceback__)[-1]
    return f"{type(failure).__name__} at {Path(frame.filename).name}:{frame.lineno} in {frame.name}"
