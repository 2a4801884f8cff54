"""Play the story, a mapping round and a political question, each on its own demo: python -m tests.browser FOLDER."""

import shutil
import sys
import tempfile
from pathlib import Path

from tests.browser import reply_story, round_story
from tests.browser.chromium import chromium
from tests.browser.person import Album
from tests.browser.site import at_work, pages_served, serving
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
    for story in (round_story, reply_story):
        with (
            tempfile.TemporaryDirectory(prefix="registry-story-") as own,
            pages_served(Path(own)) as site,
            at_work(site),
            chromium() as browser,
        ):
            album = Album(folder)
            album.number = len(list(folder.glob("*.png")))
            story.play(browser, site, album)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
