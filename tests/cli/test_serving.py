"""The platform's parts fail one at a time, and the service goes on: real processes, real kills, one server for all."""

import http.client
import os
import signal
import socket
import subprocess
import sys
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from tests.browser.site import answers, free_port, wait_until
from tests.engines import ROOT, RUN_FOLDER, Database
from tests.patience import PATIENCE

pytestmark = pytest.mark.slow

WEB, JOBS = "registry-web", "registry-jobs"
SERVE = [sys.executable, "-m", "flask", "--app", "wsgi", "serve"]


class Served:
    """A running `serve` with two web processes."""

    def __init__(self, folder: Path) -> None:
        self.port, self.log = free_port(), folder / "log"
        database = Database("sqlite", Path(os.environ[RUN_FOLDER]), f"served_{self.port}").restore("migrated")
        self.environment = {
            **os.environ, "DEMO": "1", "DATABASE_URL": database, "PORT": str(self.port), "WEB_WORKERS": "2",
            "SECRET_KEY": "a key for the tests alone, not for use", "TRUSTED_HOSTS": "samverkan.example.se",
        }  # fmt: skip
        with self.log.open("w") as log:
            self.process = subprocess.Popen(SERVE, cwd=ROOT, env=self.environment, stdout=log, stderr=log)

    def is_ready(self) -> bool:
        assert self.process.poll() is None, self.log.read_text()
        return answers(f"http://127.0.0.1:{self.port}/ready")

    def part(self, name: str) -> int:
        """Return the process that `serve` started and that goes by the name; 0 when there is none."""
        found = [one for one in children(self.process.pid) if known_as(one) == name]
        return found[0] if found else 0

    def web_processes(self) -> list[int]:
        return children(self.part(WEB))

    def line(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)

    def ask(self, path: str, host: str) -> tuple[int, str]:
        with closing(self.line()) as line:
            line.request("GET", path, headers={"Host": host})
            answer = line.getresponse()
            return answer.status, answer.read().decode()


def children(parent: int) -> list[int]:
    if not parent:
        return []
    return [int(one) for one in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]


def known_as(process: int) -> str:
    try:
        return Path(f"/proc/{process}/comm").read_text().strip()
    except OSError:
        return ""


@pytest.fixture
def served(tmp_path):
    made = Served(tmp_path)
    try:
        wait_until(made.is_ready, "the server")
        yield made
    finally:
        made.process.terminate()
        made.process.wait(PATIENCE)


def test_the_platform_fails_and_the_service_goes_on(served, tmp_path):
    """One server for the whole story: starting it is what takes time."""
    with ExitStack() as opened:
        never_finished = half_sent_forms_hold_nobody_up(served, opened)
        a_stranger_is_told_where_we_are_and_a_load_balancer_is_answered(served)
        a_second_server_on_the_port_is_refused_before_it_does_anything(served, tmp_path)
        they_are_cut_off(never_finished)
    nothing_is_copied_that_only_one_may_use(served)
    a_killed_web_process_is_started_anew_while_the_other_answers(served)
    for part in (WEB, JOBS):
        a_killed_part_is_started_anew(served, part)
    it_stops_when_told_to(served)
    assert "Traceback" not in served.log.read_text()


def half_sent_forms_hold_nobody_up(served, opened):
    """Far more of them than the server has threads; what comes next is answered while they hang."""
    lines = [
        opened.enter_context(socket.create_connection(("127.0.0.1", served.port), timeout=PATIENCE))
        for _number in range(150)
    ]
    for line in lines:
        line.sendall(
            b"POST /sign-in HTTP/1.1\r\nHost: samverkan.example.se\r\nContent-Length: 9\r\n\r\nemail"
        )
    return lines


def they_are_cut_off(lines):
    assert {line.recv(1 << 14).split(b"\r\n")[0] for line in lines} == {b"HTTP/1.1 408 Request Timeout"}


def a_stranger_is_told_where_we_are_and_a_load_balancer_is_answered(served):
    status, page = served.ask("/sign-in", "evil.example")
    assert (status, "Registret har en annan adress" in page) == (400, True)
    assert [served.ask(path, f"127.0.0.1:{served.port}")[0] for path in ("/health", "/ready")] == [200, 200]
    assert served.ask("/sign-in", "samverkan.example.se")[0] == 200


def a_second_server_on_the_port_is_refused_before_it_does_anything(served, folder):
    other = {**served.environment, "DATABASE_URL": f"sqlite:///{folder}/other.db"}
    done = subprocess.run(
        SERVE, cwd=ROOT, env=other, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (1, "", 1), done.stderr
    assert f"Port {served.port} cannot be used" in done.stderr
    assert not (folder / "other.db").exists()


def nothing_is_copied_that_only_one_may_use(served):
    """All parts are copies of the process that was started: it runs no thread and has let go of the database."""
    first = served.process.pid
    assert len(list(Path(f"/proc/{first}/task").iterdir())) == 1
    assert [one for one in open_files(first) if ".db" in one] == []
    assert any(".db" in one for one in open_files(served.part(JOBS)))


def a_killed_web_process_is_started_anew_while_the_other_answers(served):
    first, second = served.web_processes()
    with ExitStack() as opened:
        lines = [opened.enter_context(closing(served.line())) for _number in range(12)]
        assert all(asked(line) for line in lines)
        held = {process: connections(process, lines) for process in (first, second)}
        dying = min(held, key=lambda process: len(held[process]))
        os.kill(dying, signal.SIGKILL)
        wait_until(lambda: dying not in served.web_processes(), "the end of a web process")
        assert all(asked(line) for process, own in held.items() if process != dying for line in own)
    wait_until(lambda: len(served.web_processes()) == 2, "a new web process")
    assert served.part(WEB)
    wait_until(served.is_ready, "an answer after a web process was killed")


def a_killed_part_is_started_anew(served, name):
    before = served.part(name)
    os.kill(before, signal.SIGKILL)
    wait_until(lambda: served.part(name) not in {0, before}, f"a new {name}")
    wait_until(served.is_ready, f"an answer after {name} was killed")
    assert "ended with status -9; starting it anew." in served.log.read_text()


def it_stops_when_told_to(served):
    served.process.terminate()
    assert served.process.wait(PATIENCE) == 0
    with socket.socket() as line, pytest.raises(ConnectionRefusedError):
        line.connect(("127.0.0.1", served.port))


def asked(line: http.client.HTTPConnection) -> bool:
    """Ask over a connection that is kept open: it belongs to one web process for as long as both live."""
    line.request("GET", "/health", headers={"Host": "samverkan.example.se"})
    answer = line.getresponse()
    return answer.read() == b'{"status":"ok"}\n'


def connections(process: int, lines: list[http.client.HTTPConnection]) -> list[http.client.HTTPConnection]:
    """Return those of our connections whose other end the process holds."""
    told = [row.split() for row in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    ports = {int(row[2].split(":")[1], 16) for row in told if f"socket:[{row[9]}]" in open_files(process)}
    return [line for line in lines if line.sock.getsockname()[1] in ports]


def open_files(process: int) -> set[str]:
    return {str(one.readlink()) for one in Path(f"/proc/{process}/fd").iterdir()}
