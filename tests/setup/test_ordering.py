"""The order of the tests when several workers run them."""

from types import SimpleNamespace

from tests.engines import ROOT
from tests.ordering import LONG, spread

TESTS = [
    SimpleNamespace(nodeid=f"{place}::test_{number}")
    for place in ("tests/access/test_waiting.py", *reversed(LONG), "tests/web/test_hosts.py")
    for number in range(20)
]


def test_none_is_lost_and_each_worker_begins_with_something_long():
    for workers in (2, 3, 5):
        ordered = spread(TESTS, workers)
        assert sorted(map(id, ordered)) == sorted(map(id, TESTS))
        first = [ordered[len(TESTS) * worker // workers] for worker in range(workers)]
        assert all(item.nodeid.startswith(tuple(LONG)) for item in first)
    assert spread(TESTS, 3)[0].nodeid.startswith("tests/browser/")


def test_everything_long_is_there():
    assert [place for place in LONG if not (ROOT / place).exists()] == []
