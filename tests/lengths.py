"""How long a run may take.

`--quick` (make check) runs what needs no database, no child process and no browser. What is marked `long` waits for
`--long` (make long). Everything else runs every time.
"""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run what is marked long too")
    parser.addoption("--quick", action="store_true", help="run only what needs no database, child or browser")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what takes longer than was asked for."""
    left_out = [item for item in items if not _has_time(item, config)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in set(left_out)]


def _has_time(item: pytest.Item, config: pytest.Config) -> bool:
    if item.get_closest_marker("long"):
        return bool(config.getoption("--long"))
    needs_much = "database_engine" in getattr(item, "fixturenames", ()) or any(
        item.get_closest_marker(name) for name in ("browser", "slow")
    )
    return not (config.getoption("--quick") and needs_much)
