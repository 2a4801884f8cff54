"""The worst that people can do at once: previews of huge words, wide lists, half-sent forms, a flood of sign-ins.

`python -m benchmarks.storm PORT PASSWORD PREVIEW STRENGTH` rages until its input ends, and prints what it was answered.
It is a process of its own, so that it takes no time from the one that measures.
"""

import http.client
import json
import re
import socket
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count

PATIENCE = 120  # seconds for one answer: what hangs longer has failed
HALF_A_FORM = (
    b"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
)
BOUNDARY = "a-boundary-between-parts"
WIDE = ";".join(
    f"kolumn {number}" for number in range(100_000)
)  # as many columns as fit, in each of few rows
DENSE = "\n".join(";".join(f"Förening {row} {column}" for column in range(250)) for row in range(800))


@dataclass(frozen=True, slots=True)
class Strength:
    """How many of each there are."""

    previews: int = 8
    uploads: int = 4
    senders: int = 150
    sign_ins: int = 16


class Visitor:
    """A browser without its pages: it keeps a connection and a session."""

    def __init__(self, port: int) -> None:
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, body: bytes | str = b"", kind: str = "") -> tuple[int, str, float]:
        """Return status, text and how many seconds to wait before asking again."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        headers |= {"Content-Type": kind} if kind else {}
        try:
            self.line.request(method, path, body or None, headers)
            answer = self.line.getresponse()
            text = answer.read().decode(errors="replace")
        except (OSError, http.client.HTTPException):
            self.line.close()
            return 0, "", 1.0
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _equals, rest = value.partition("=")
                self.cookies[key] = rest.split(";")[0]
        return answer.status, text, float(answer.getheader("Retry-After") or 0)

    def token(self, path: str) -> str:
        """Return the token of the form at the address."""
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self.ask("GET", path)[1])
        return found[1] if found else ""

    def sign_in(self, email: str, password: str) -> int:
        """Try to sign in, and return the status of the answer."""
        form = f"csrf_token={self.token('/sign-in')}&email={email}&password={password}"
        return self.ask("POST", "/sign-in", form, "application/x-www-form-urlencoded")[0]


@dataclass
class Storm:
    """Everybody at once, each in a thread."""

    port: int
    password: str
    preview: str
    strength: Strength
    stop: threading.Event = field(default_factory=threading.Event)
    answers: Counter[str] = field(default_factory=Counter)

    def rage(self) -> Counter[str]:
        """Say when everybody has begun, and go on until the input ends."""
        everybody = [
            *[self._again(self._previews) for _number in range(self.strength.previews)],
            *[self._again(self._uploads) for _number in range(self.strength.uploads)],
            *[self._again(self._sign_ins) for _number in range(self.strength.sign_ins)],
            threading.Thread(target=self._send_slowly),
        ]
        for one in everybody:
            one.start()
        print("begun", flush=True)
        sys.stdin.read()
        self.stop.set()
        for one in everybody:
            one.join()
        return self.answers

    def _again(self, prepared: Callable[[Visitor], Callable[[], tuple[str, int, float]]]) -> threading.Thread:
        act = prepared(Visitor(self.port))  # signed in before the flood begins

        def run() -> None:
            while not self.stop.is_set():
                what, status, pause = act()
                self.answers[f"{what} {status}"] += 1
                self.stop.wait(pause)

        return threading.Thread(target=run)

    def _previews(self, visitor: Visitor) -> Callable[[], tuple[str, int, float]]:
        visitor.sign_in("revisor@demo.example", self.password)

        def act() -> tuple[str, int, float]:
            status, _text, pause = visitor.ask("GET", self.preview)
            return "preview", status, pause

        return act

    def _uploads(self, visitor: Visitor) -> Callable[[], tuple[str, int, float]]:
        visitor.sign_in("beredning@demo.example", self.password)
        token, number = visitor.token("/imports/new"), count()

        def act() -> tuple[str, int, float]:
            rows = [WIDE, DENSE][next(number) % 2]
            parts = {
                "csrf_token": token,
                "source": "Stormen",
                'file"; filename="lista.csv': f"{rows}\n{rows}",
            }
            told = [
                f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
                for name, value in parts.items()
            ]
            body = f"{''.join(told)}--{BOUNDARY}--\r\n".encode()
            status, _text, pause = visitor.ask(
                "POST", "/imports/new", body, f"multipart/form-data; boundary={BOUNDARY}"
            )
            return "upload", status, pause

        return act

    def _sign_ins(self, visitor: Visitor) -> Callable[[], tuple[str, int, float]]:
        token, numbers = visitor.token("/sign-in"), count()

        def act() -> tuple[str, int, float]:
            form = f"csrf_token={token}&email=nobody{next(numbers)}@example.org&password=wrong-password"
            # A flood does not wait for as long as it is asked to.
            return "sign-in", visitor.ask("POST", "/sign-in", form, "application/x-www-form-urlencoded")[0], 0

        return act

    def _send_slowly(self) -> None:
        """Keep so many connections busy with a form that comes a byte a second, begun anew whenever one is cut off."""
        lines: list[socket.socket | None] = [None] * self.strength.senders
        while not self.stop.is_set():
            for number, line in enumerate(lines):
                lines[number] = self._one_byte(line)
            self.stop.wait(1)
        for line in filter(None, lines):
            line.close()

    def _one_byte(self, line: socket.socket | None) -> socket.socket | None:
        try:
            if line is None:
                line = socket.create_connection(("127.0.0.1", self.port), timeout=1)
                line.sendall(HALF_A_FORM + b"Content-Length: 100000\r\n\r\n")
            line.setblocking(False)
            with suppress(BlockingIOError):
                if not (said := line.recv(1 << 14)):
                    raise ConnectionError
                self.answers[f"slow sender {said[9:12].decode()}"] += 1
            line.sendall(b"a")
        except OSError:
            if line:
                line.close()
            self.answers["slow sender cut off"] += 1
            return None
        return line


def timed(visitor: Visitor, path: str) -> tuple[int, float]:
    """Return the status of an answer and how long it took; a line that was closed while it was idle is opened anew."""
    visitor.line.close()
    began = time.perf_counter()
    return visitor.ask("GET", path)[0], time.perf_counter() - began


def main() -> None:
    port, password, preview, strength = sys.argv[1:]
    storm = Storm(int(port), password, preview, Strength(**json.loads(strength)))
    print(json.dumps(storm.rage()))


if __name__ == "__main__":
    main()
