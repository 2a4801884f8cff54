"""The main story, played by people with browsers against the served demo."""

from pathlib import Path

import pytest

from tests.browser.chromium import chromium
from tests.browser.site import serving
from tests.browser.story import play

pytestmark = pytest.mark.browser


def test_the_ten_steps(tmp_path: Path):
    with serving(tmp_path) as site, chromium() as browser:
        document = play(browser, site, tmp_path, pictures=False)
    assert document.read_bytes().startswith(b"%PDF")
