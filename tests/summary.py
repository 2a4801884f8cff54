"""The end of a test run says plainly what ran where, and lists what did not run.

With `--complete` (make test) the run fails when anything was skipped or when an engine saw no test: a missing
browser or database must never look like a green build.
"""

import os
from collections import Counter, defaultdict

import pytest

PLACES = {"SQLite": "on SQLite", "PostgreSQL": "on PostgreSQL", "Chromium": "in Chromium"}
NO_DATABASE = "no database"
ENGINE_NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
CHECKS_FAILED = "CHECKS_FAILED"  # set by scripts/test: the static checks that failed before the tests began


class Summary:
    """Counts the outcomes of a run by the place they ran in."""

    def __init__(self, complete: bool) -> None:
        self.complete = complete
        self.outcomes: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.skipped: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        is_outcome = report.when == "call" or report.outcome != "passed"
        if not is_outcome:
            return
        place = dict(report.user_properties).get("place", NO_DATABASE)
        self.outcomes[str(place)][report.outcome] += 1
        if report.skipped and not hasattr(report, "wasxfail"):
            reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
            self.skipped.append(f"{report.nodeid}: {reason}")

    def complaints(self) -> list[str]:
        """Return what keeps the run from being complete, as sentences."""
        failed = os.environ.get(CHECKS_FAILED)
        found = [f"These checks failed before the tests began: {failed}."] if failed else []
        if self.complete:
            found += [
                f"No test passed {where}."
                for place, where in PLACES.items()
                if not self.outcomes[place]["passed"]
            ]
            found += [f"Skipped, and nothing may be skipped here: {line}" for line in self.skipped]
        return found

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        if exitstatus == pytest.ExitCode.OK and self.complaints():
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        terminalreporter.section("what ran where")
        for place in (*PLACES, NO_DATABASE):
            counts = self.outcomes[place]
            words = (
                ", ".join(f"{number} {outcome}" for outcome, number in sorted(counts.items()))
                or "nothing ran"
            )
            terminalreporter.line(f"{place:<12} {words}")
        for line in self.skipped if not self.complete else ():
            terminalreporter.line(f"Skipped: {line}")
        for line in self.complaints():
            terminalreporter.line(line, red=True)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--complete", action="store_true", help="fail when a test is skipped or an engine saw none"
    )


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Summary(config.getoption("--complete")), "registry-summary")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Note where the test runs; the note travels with its report, also from another process."""
    engine = item.callspec.params.get("database_engine") if hasattr(item, "callspec") else None
    place = "Chromium" if item.get_closest_marker("browser") else ENGINE_NAMES.get(engine, NO_DATABASE)
    item.user_properties.append(("place", place))
