"""Play the story against a fresh demo of its own: python -m tests.browser FOLDER."""

import shutil
import sys
import tempfile
from pathlib import Path

from tests.browser.chromium import chromium
from tests.browser.site import serving
from tests.browser.story import play


def main(folder: Path) -> None:
    """Empty the folder and leave the pictures, the decided document and its pages there."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with (
        tempfile.TemporaryDirectory(prefix="registry-story-") as own,
        serving(Path(own)) as site,
        chromium() as browser,
    ):
        play(browser, site, folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
