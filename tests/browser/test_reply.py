"""A political question, handled by people with browsers: its steps are those of `make story`."""

from pathlib import Path

import pytest

from tests.browser.chromium import chromium
from tests.browser.person import Album
from tests.browser.reply_story import play
from tests.browser.site import at_work, pages_served

pytestmark = pytest.mark.browser


def test_from_the_letter_to_the_decision(tmp_path: Path):
    with pages_served(tmp_path) as site, at_work(site), chromium() as browser:
        play(browser, site, Album(None))
