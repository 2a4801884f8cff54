"""`make bench`: pages, documents, imports and start-up, each against its floor. Prints a table; judges nothing."""

import platform

from benchmarks import documents, imports, pages, startup


def main() -> None:
    print(
        f"Python {platform.python_version()} on {platform.machine()}. Medians; the ratio is taken pair by pair.\n"
    )
    print(f"{'what':46} {'ours':>10} {'floor':>10} {'ratio':>8}  goal")
    for measure in (pages.measure, documents.measure, imports.measure, startup.measure):
        for row in measure():
            print(row)


if __name__ == "__main__":
    main()
