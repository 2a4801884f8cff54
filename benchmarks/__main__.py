"""`make bench`: pages, documents, imports and start-up, each against its floor. Prints a table; judges nothing.

`--tiny` takes the smallest numbers: figures that mean nothing, from everything that is measured, in seconds.
"""

import platform
import sys
from collections.abc import Iterator

from benchmarks import documents, imports, pages, startup, statements


def lines(*, tiny: bool) -> Iterator[str]:
    """Yield the lines of the table."""
    yield from pages.measure(*((2, 60, 1) if tiny else (pages.FEW, pages.MANY, pages.PAIRS)))
    if not tiny:  # tests/benchmarks/test_budgets.py counts the same
        yield from statements.measure()
    yield from documents.measure(1 if tiny else documents.PAIRS)
    yield from imports.measure(50 if tiny else imports.ROWS)
    yield from startup.measure(1 if tiny else startup.RUNS)


def main() -> None:
    print(
        f"Python {platform.python_version()} on {platform.machine()}. Medians; the ratio is taken pair by pair.\n"
    )
    print(f"{'what':46} {'ours':>10} {'floor':>10} {'ratio':>8}  goal")
    for row in lines(tiny="--tiny" in sys.argv):
        print(row, flush=True)


if __name__ == "__main__":
    main()
