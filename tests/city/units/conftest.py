"""An application with settings and the database, without pages, for actions and queries."""

from tests.city.accounts.conftest import settings, work

__all__ = ["settings", "work"]
