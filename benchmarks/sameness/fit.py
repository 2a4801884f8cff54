"""Fit the weights to one half of the labelled register and write them: `python -m benchmarks.sameness.fit`.

Logistic regression on signals that each hold or do not. What speaks for may not weigh against, nor the other way
round: so the weights hold for what the generator did not think of. Strong weights cost a little.
"""

import math
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.sameness.pairs import LabelledPair, pairs
from benchmarks.sameness.register import register
from registry.partners.organisations import matching, weights
from registry.partners.organisations.names_alike import Signal as S

COST = 0.6
ROUNDS = 60
AGAINST = frozenset({
    S.OTHER_KIND, S.LACKING_KIND, S.OTHER_PART, S.BRANCH, S.SECTION, S.LEGAL_PERSON, S.NATIONAL, S.FIRST_LETTER,
    S.OTHER_PLACE_NAMED, S.PLACE_IN_ONE, S.OTHER_FORM_WORD, S.ELSEWHERE, S.OTHER_NUMBER, S.OTHER_PAGE, S.OTHER_MAIL,
    S.BARE, S.CIRCLE, S.PERHAPS_OTHER_KIND,
})  # fmt: skip
# Rules that the weights may only strengthen: what makes two of one however much they share, and what half a name or a
# name without any place is worth, of which a made register holds too few.
AT_LEAST = {S.LIKE_ANYWHERE: 2.4, S.VALUE_AND_PART: 3.5, S.SHORT: 2.4, S.SAME_DOMAIN: 1.0,
            S.BRANCH: -4.0, S.SECTION: -4.0, S.LEGAL_PERSON: -4.0, S.NATIONAL: -3.0, S.OTHER_NUMBER: -4.0,
            S.OTHER_KIND: -4.0, S.OTHER_PART: -3.0, S.OTHER_PLACE_NAMED: -3.0, S.FIRST_LETTER: -2.0, S.CIRCLE: -2.0,
            }  # fmt: skip
Patterns = Mapping[tuple[frozenset[S], bool], int]


def patterns(found: Sequence[LabelledPair]) -> Patterns:
    """Return how often each set of signals was found, by whether it was one organisation."""
    return Counter((matching.signals(p.one, p.other, common=p.common), p.is_same) for p in found)


def fitted(counted: Patterns) -> tuple[float, dict[S, float]]:
    """Return the weights that make the labels likeliest: one signal at a time by Newton's method, held to its side."""
    start, found = -3.0, dict.fromkeys(S, 0.0)
    rows = [(signals, is_same, number) for (signals, is_same), number in counted.items()]
    logits = [start] * len(rows)
    having = {signal: [at for at, row in enumerate(rows) if signal in row[0]] for signal in S}
    for _round in range(ROUNDS):
        moved = _step(rows, logits, range(len(rows)), 0.0, 0.0)
        start += moved
        logits = [logit + moved for logit in logits]
        furthest = abs(moved)
        for signal, places in having.items():
            wanted = found[signal] + _step(rows, logits, places, found[signal], COST)
            held = (
                min(wanted, AT_LEAST.get(signal, 0.0))
                if signal in AGAINST
                else max(wanted, AT_LEAST.get(signal, 0.0))
            )
            moved, found[signal] = held - found[signal], held
            for at in places:
                logits[at] += moved
            furthest = max(furthest, abs(moved))
        if furthest < 1e-4:
            break
    return start, found


def _step(
    rows: Sequence[tuple[frozenset[S], bool, int]],
    logits: Sequence[float],
    places: Sequence[int],
    weight: float,
    cost: float,
) -> float:
    slope, bend = -cost * weight, cost + 1e-9
    for at in places:
        _signals, is_same, number = rows[at]
        likely = 1 / (1 + math.exp(-logits[at]))
        slope += number * (is_same - likely)
        bend += number * likely * (1 - likely)
    return max(-1.0, min(1.0, slope / bend))


def written(start: float, found: Mapping[S, float]) -> str:
    """Return the module that holds the weights."""
    lines = "".join(
        f'    "{signal.value}": {found[signal]:.2f},\n' for signal in S if abs(found[signal]) >= 0.005
    )
    return (
        '"""What each signal weighs, in logits. Written by `python -m benchmarks.sameness.fit`; not to be changed by'
        f' hand."""\n\nSTART = {start:.2f}\nWEIGHTS = {{\n{lines}}}\n'
    )


def main() -> None:
    """Fit, and write the weights where they are used."""
    start, found = fitted(patterns(pairs(register(kept=False))))
    Path(str(weights.__file__)).write_text(written(start, found))
    subprocess.run([sys.executable, "-m", "ruff", "format", "-q", str(weights.__file__)], check=True)


if __name__ == "__main__":
    main()
