"""The same ground to stand on as the tests of organisations."""

from tests.partners.organisations.conftest import work

__all__ = ["work"]
