"""What the tests of assessments share."""

import pytest

from registry.core.database import session, writing


@pytest.fixture
def work(app):
    """A place to write in and read from, which is taken back afterwards."""
    with app.app_context(), writing():
        yield
        session.rollback()
