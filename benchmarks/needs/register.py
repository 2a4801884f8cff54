"""A register of 2,000 collaborations with hidden labels; what is seen of each is told in other words, with gaps.

The truth of a need follows from the labels alone: the same group and activity or nearly (the city's own kinships), in
the place and at the age asked for, running. Rows that would be right by chance are thrown again, so that each need has
exactly as many right answers as it says.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

import yaml

from benchmarks.needs.descriptions import NEEDS, DescribedNeed
from benchmarks.needs.telling import ACTIVITIES, DISTRICTS, GROUPS, told
from registry.cli.loading.files import DATA

SIZE, SEED = 2000, 20250325
RIGHT_FROM = 0.5
_ENDED, _ELSEWHERE, _UNTIED = 0.25, 0.02, 0.3


@dataclass(frozen=True, slots=True)
class LabelledRow:
    """A collaboration as it is (labels), and as it is registered (title, description, ties)."""

    at: int
    groups: tuple[str, ...]
    activities: tuple[str, ...]
    district: str | None
    ages: tuple[int, int] | None
    is_running: bool
    is_reference: bool
    title: str
    description: str
    tied_groups: tuple[str, ...]
    tied_activities: tuple[str, ...]


@cache
def nearness() -> dict[tuple[str, str], float]:
    """Return how near two codes lie, from the city's own file."""
    rows = yaml.safe_load((DATA / "reference" / "vocabulary_kinships.yaml").read_text())
    found = {}
    for row in rows:
        kind = "target_group" if "target_group" in row else "activity"
        one, other = f"{kind}:{row[kind]}", f"{kind}:{row[f'near_{kind}']}"
        found[one, other] = found[other, one] = row["share"] / 100
    return found


def is_right(need: DescribedNeed, row: "LabelledRow | DescribedNeed") -> bool:
    """Return whether the labels of a row answer a need."""
    pairs = product(product(need.groups, row.groups), product(need.activities, row.activities))
    alike = max(_near("target_group", *one) * _near("activity", *other) for one, other in pairs)
    there = not need.district or row.district in {None, "HELA", need.district}
    of_age = not (need.ages and row.ages) or (row.ages[0] <= need.ages[1] and row.ages[1] >= need.ages[0])
    return alike >= RIGHT_FROM and there and of_age


def _near(kind: str, one: str, other: str) -> float:
    if one == other:
        return 1.0
    if kind == "target_group" and "ALLA" in {one, other}:
        return 0.6
    return nearness().get((f"{kind}:{one}", f"{kind}:{other}"), 0.0)


def register(*, size: int = SIZE, seed: int = SEED) -> list[LabelledRow]:
    """Return the rows, the same for the same seed."""
    dice = random.Random(seed)
    rows: list[LabelledRow] = []
    for need in NEEDS:
        rows += [
            _row(dice, len(rows) + at, _planted(dice, need), is_running=True) for at in range(need.right)
        ]
    while len(rows) < size:
        labels = _background(dice)
        running = dice.random() > _ENDED
        row = _row(dice, len(rows), labels, is_running=running)
        if not (running and not row.is_reference and any(is_right(need, row) for need in NEEDS)):
            rows.append(row)
    dice.shuffle(rows)
    return rows


_Labels = tuple[tuple[str, ...], tuple[str, ...], str | None, tuple[int, int] | None]


def _planted(dice: random.Random, need: DescribedNeed) -> _Labels:
    """A right answer: mostly the very same, now and then near, in the place or in the whole city."""
    while True:
        group, activity = dice.choice(need.groups), dice.choice(need.activities)
        if dice.random() < 0.2:
            group = dice.choice([group, *_kin("target_group", group)])
        elif dice.random() < 0.2:
            activity = dice.choice([activity, *_kin("activity", activity)])
        district = (
            dice.choice([need.district, need.district, "HELA"])
            if need.district
            else dice.choice([None, "HELA"])
        )
        labels = (group,), (activity,), district, need.ages
        rights = [other for other in NEEDS if is_right(other, _Bare(*labels))]
        if rights == [need]:
            return labels


@dataclass(frozen=True, slots=True)
class _Bare:
    groups: tuple[str, ...]
    activities: tuple[str, ...]
    district: str | None
    ages: tuple[int, int] | None


def _kin(kind: str, code: str) -> list[str]:
    return [other.partition(":")[2] for (one, other), share in nearness().items()
            if one == f"{kind}:{code}" and share >= RIGHT_FROM]  # fmt: skip


def _background(dice: random.Random) -> _Labels:
    groups = tuple(dice.sample(sorted(GROUPS), dice.choice([1, 1, 1, 2])))
    activities = tuple(dice.sample(sorted(ACTIVITIES), dice.choice([1, 1, 2])))
    district = dice.choice([None, "HELA", *DISTRICTS])
    ages = {"UNG1521": (15, 21), "UNGVUX": (18, 29)}.get(groups[0])
    return groups, activities, district, ages


def _row(dice: random.Random, at: int, labels: _Labels, *, is_running: bool) -> LabelledRow:
    groups, activities, district, ages = labels
    title, description = told(dice, groups, activities, district, ages, at)
    lacking = dice.random()
    return LabelledRow(
        at, tuple(groups), tuple(activities), district, ages, is_running, not is_running and dice.random() < _ELSEWHERE,
        title, description,
        () if lacking < _UNTIED / 2 else tuple(groups),
        () if _UNTIED / 3 < lacking < _UNTIED else tuple(activities),
    )  # fmt: skip


def truth(rows: Sequence[LabelledRow], need: DescribedNeed) -> set[int]:
    """Return which rows are right answers to the need."""
    return {row.at for row in rows if row.is_running and not row.is_reference and is_right(need, row)}
