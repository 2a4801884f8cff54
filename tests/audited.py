"""The watch over every test: whatever a test commits to a table under audit has its row in the log.

What a test starts from is stored inside `guard.resting()`. A test of something below the verb that writes the log says
`@pytest.mark.unaudited("why")`.
"""

from collections.abc import Iterator

import pytest

from registry.audit import guard
from registry.core.database import session


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "unaudited(why): commits what the verb above would have written to the log"
    )


@pytest.fixture(autouse=True)
def audited(request: pytest.FixtureRequest) -> Iterator[None]:
    """Refuse to commit in silence, in whichever thread the test does it."""
    if request.node.get_closest_marker("unaudited"):
        yield
        return
    guard.enforce(session)
    yield
    guard.dismiss(session)
