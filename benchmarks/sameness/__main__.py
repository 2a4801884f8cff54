"""Print precision and recall of the pairs proposed, by kind: `python -m benchmarks.sameness [--kept] [--verbose]`.

Without `--kept` the half that the weights are fitted to; the kept half has other names, other towns, another seed.
Recall counts what no route meets as missed. `--json FILE` writes the pairs, for other libraries to judge.
"""

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.sameness.pairs import LabelledPair, pairs
from benchmarks.sameness.register import SIZE, register
from registry.partners.organisations import matching


@dataclass(frozen=True, slots=True)
class Measured:
    """How many were told rightly, missed, and told wrongly."""

    right: int
    missed: int
    false: int

    @property
    def precision(self) -> float:
        """The share of those told that are right."""
        return self.right / ((self.right + self.false) or 1)

    @property
    def recall(self) -> float:
        """The share of those there are that were told."""
        return self.right / ((self.right + self.missed) or 1)


def proposed(pair: LabelledPair) -> bool:
    """Return whether a search of the register would propose the pair."""
    return (
        pair.is_met and matching.compare(pair.one, pair.other, common=pair.common).score >= matching.PROPOSED
    )


def measured(found: Sequence[LabelledPair], said: Sequence[bool]) -> Measured:
    """Return what was told of the pairs."""
    told = list(zip(found, said, strict=True))
    return Measured(
        sum(pair.is_same and is_told for pair, is_told in told),
        sum(pair.is_same and not is_told for pair, is_told in told),
        sum(is_told and not pair.is_same for pair, is_told in told),
    )


def main() -> None:
    """Judge one half."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kept", action="store_true")
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--size", type=int, default=SIZE)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    rows = register(kept=asked.kept, size=asked.size)
    found = pairs(rows)
    if asked.json:
        asked.json.write_text(json.dumps([_plain(pair) for pair in found]))
    before = time.process_time()
    said = [proposed(pair) for pair in found]
    taken = time.process_time() - before
    got = measured(found, said)
    print(f"{len(rows):,} records, {len(found):,} pairs compared in {taken:.1f} s of one core")
    print(f"precision {got.precision:.3f}  recall {got.recall:.3f}  {got.false} false, {got.missed} missed\n")
    by_rule: defaultdict[tuple[bool, str], list[bool]] = defaultdict(list)
    for pair, is_told in zip(found, said, strict=True):
        by_rule[pair.is_same, pair.rule].append(is_told)
        if asked.verbose and is_told != pair.is_same:
            print(
                "MISSED" if pair.is_same else "FALSE",
                pair.rule,
                *map(_short, (pair.one, pair.other)),
                sep=" | ",
            )
    for (is_same, rule), told in sorted(by_rule.items(), key=lambda one: (not one[0][0], one[0][1])):
        print(f"{'one' if is_same else 'two'}  {rule:32} {sum(told):5} proposed of {len(told):6}")


def _short(row: matching.Described) -> str:
    return ", ".join(filter(None, (row.name, row.seat, row.number, row.website, *row.emails, *row.giro)))


def _plain(pair: LabelledPair) -> dict[str, object]:
    return {
        "one": asdict(pair.one), "other": asdict(pair.other), "is_same": pair.is_same, "is_met": pair.is_met,
        "rule": pair.rule,
    }  # fmt: skip


if __name__ == "__main__":
    main()
