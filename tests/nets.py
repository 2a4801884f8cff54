"""What the suite catches in, as a list that two checkouts can be compared by: `python -m tests.nets > nets.txt`.

One line for each test on each engine, and one for each rule that is asked of each page in each look.
"""

import subprocess
import sys

from tests.browser import checks
from tests.browser.test_accessible import PAGES
from tests.engines import ENGINES, ROOT

LOOKS = {
    "light": ("every rule of WCAG 2.2 AA",),
    **{look: checks.OF_COLOUR for look in checks.LOOKS if look != "light"},
    "320 px": (*checks.OF_SHAPE, "no scrolling sideways"),
    "200 % and loose text": ("nothing cut, broken or scrolled sideways",),
    "source": ("the Nu HTML checker",),
}


def tests() -> list[str]:
    """Return each test with the engine it runs on, as pytest collects them for make test."""
    chosen = [f"--engine={engine}" for engine in ENGINES]
    program = [sys.executable, "-m", "pytest", "--collect-only", "-q", *chosen]
    done = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=True)
    return [line for line in done.stdout.splitlines() if "::" in line]


def rules() -> list[str]:
    """Return each page, look and rule."""
    return [
        f"{role or 'nobody'} {page} | {look} | {rule}"
        for role, pages in PAGES.items()
        for page in pages
        for look, asked in LOOKS.items()
        for rule in asked
    ]


if __name__ == "__main__":
    print("\n".join([*tests(), *rules()]))  # noqa: T201  # a command tells
