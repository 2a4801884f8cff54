"""In which order the tests run side by side: what takes long begins first, spread over the workers.

xdist gives each worker an equal stretch of the list. Whoever is done with its own takes half of what another has left,
from the end. So a long test at an end would run while the other processors stand idle, and one browser would be started
by each worker if its pages were far apart.
"""

from itertools import islice

import pytest

# Seconds of a processor, for the order alone, of what takes at least ten.
LONG = {
    "tests/browser/": 150,
    "tests/benchmarks/": 50,
    "tests/access/test_rights.py": 45,
    "tests/lists/": 40,
    "tests/migrations/test_releases.py": 40,
    "tests/journeys/": 30,
    "tests/agreements/test_crash.py": 20,
    "tests/web/test_sent_twice.py": 20,
    "tests/agreements/test_bad_input.py": 15,
    "tests/audit/past/test_queries.py": 15,
    "tests/cli/test_serving.py": 15,
    "tests/access/test_signed_out.py": 10,
    "tests/web/test_refused_forms.py": 10,
}


@pytest.hookimpl(trylast=True)  # after pytest has put together what shares an engine
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Order the tests for as many workers as there are."""
    workers = getattr(config, "workerinput", {}).get("workercount", 1)
    if workers > 1:
        items[:] = spread(items, workers)


def spread(items: list[pytest.Item], workers: int) -> list[pytest.Item]:
    """Return the tests in a stretch for each worker, as xdist cuts them, each beginning with its share of the long."""
    long: dict[str, list[pytest.Item]] = {place: [] for place in LONG}
    others = []
    for item in items:
        place = next((place for place in LONG if item.nodeid.startswith(place)), None)
        (others if place is None else long[place]).append(item)
    stretches: list[list[pytest.Item]] = [[] for _ in range(workers)]
    seconds = [0] * workers
    for place, tests in long.items():
        lightest = seconds.index(min(seconds))
        stretches[lightest] += tests
        seconds[lightest] += LONG[place]
    rest, left = iter(others), len(items)
    for number, stretch in enumerate(stretches):
        share = left // (workers - number)
        stretch.extend(islice(rest, max(0, share - len(stretch))))
        left -= share
    return [*(item for stretch in stretches for item in stretch), *rest]
