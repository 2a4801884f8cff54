"""Plants faults one at a time in a scratch copy of the checkout and tells which of them the suite notices.

python -m tests.planted [--root CHECKOUT] [--only NAME] [--tests "ARGUMENTS"] [--sound]

`--only` chooses faults by name and may be given again; `--tests` runs another selection than the fault's own;
`--sound` first runs every selection without a fault: one that fails then catches nothing. Exit code 1 when a
fault was not noticed.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.planted.faults import FAULTS, Fault
from tests.planted.scratch import Outcome, OutOfDate, copy, planted, run

ROOT = Path(__file__).parents[2]


def main() -> int:
    """Plant, run, tell."""
    given = arguments()
    chosen = [fault for fault in FAULTS if not given.only or fault.name in given.only]
    with tempfile.TemporaryDirectory(prefix="planted-") as folder:
        scratch = copy(given.root.resolve(), Path(folder))
        selections = dict.fromkeys(given.tests or fault.tests for fault in chosen) if given.sound else {}
        ill = [tests for tests in selections if not is_sound(scratch, tests)]
        missed = [fault.name for fault in chosen if not notices(scratch, fault, given.tests or fault.tests)]
    told = f", not noticed: {', '.join(missed)}" if missed else ""
    print(f"{len(chosen) - len(missed)} of {len(chosen)} planted faults noticed{told}")
    return 1 if missed or ill else 0


def arguments() -> argparse.Namespace:
    """Return what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.planted", description=__doc__)
    parser.add_argument("--root", type=Path, default=ROOT)
    parser.add_argument("--only", action="append", choices=[fault.name for fault in FAULTS])
    parser.add_argument("--tests")
    parser.add_argument("--sound", action="store_true")
    return parser.parse_args()


def is_sound(scratch: Path, tests: str) -> bool:
    """Return whether the selection passes without a fault, and say so."""
    outcome = run(scratch, tests)
    print(f"{'sound' if outcome.code == 0 else 'FAILS UNPLANTED':16} {tests}  {outcome}", flush=True)
    return outcome.code == 0


def notices(scratch: Path, fault: Fault, tests: str) -> bool:
    """Plant the fault, run the tests, and say whether one failed."""
    try:
        with planted(scratch, fault):
            outcome = run(scratch, tests)
    except OutOfDate as moved:
        print(f"{'OUT OF DATE':12} {fault.name:14} {moved}", flush=True)
        return False
    print(f"{word(outcome, fault):12} {fault.name:14} {fault.harm}  {outcome}", flush=True)
    return outcome.shows(fault)


def word(outcome: Outcome, fault: Fault) -> str:
    """Return how it went in a word or two."""
    if outcome.is_caught:
        return "caught" if outcome.shows(fault) else f"not {fault.engine}"
    return "broken" if outcome.code else "NOT CAUGHT"


if __name__ == "__main__":
    sys.exit(main())
