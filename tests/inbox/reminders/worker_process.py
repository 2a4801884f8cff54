"""A worker as a process of its own, killed when it has written all but not committed."""

import time
from datetime import datetime
from pathlib import Path

from registry import settings
from registry.core import jobs, worker
from registry.inbox.reminders import reminding
from registry.notifications import delivery
from tests.agreements.conftest import SETTINGS
from tests.patience import PATIENCE
from tests.plain import plain_app

__all__ = ["reminding"]  # its handlers are known


def main(url: str, mark: Path, at: datetime) -> None:
    def wait_for_death(*_args: object) -> bool:
        mark.touch()
        time.sleep(2 * PATIENCE)
        return False

    jobs.finish = wait_for_death
    with plain_app(url):
        settings.use(SETTINGS)
        delivery.configure(SETTINGS)
        worker.run_one(at)
