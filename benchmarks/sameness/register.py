"""The labelled register: organisations as lists hold them, some twice, some beside another that only looks like them.

Made by a seed. Which kinds there are and in what shares follows what the lists of 209 municipalities hold: four rows in
five lack a number, half of all twins share a page or a mailbox, and most of what looks alike is two.
"""

from dataclasses import dataclass

from benchmarks.sameness.beside_kinds import BESIDE_KINDS
from benchmarks.sameness.makers import Maker
from benchmarks.sameness.same_kinds import SAME_KINDS
from registry.partners.organisations.matching import Described

SIZE = 3_000
TWICE, BESIDE = (
    0.2,
    0.35,
)  # of the organisations: those that stand twice, and those with one alike beside them


@dataclass(frozen=True, slots=True)
class MadeRecord:
    """A record, whose it is, the place of the one it was made from (its own when from none), and by which rule."""

    whose: int
    described: Described
    made_from: int
    rule: str


def register(*, kept: bool, size: int = SIZE) -> list[MadeRecord]:
    """Return the records of one half, in an order that says nothing."""
    maker, rows = Maker(kept=kept), list[MadeRecord]()
    for whose in range(size):
        chance, at = maker.dice.random(), len(rows)
        is_same = chance < TWICE
        kinds = SAME_KINDS if is_same else BESIDE_KINDS
        made, other = maker.organisation(), None
        if chance < TWICE + BESIDE:
            rule = maker.dice.choices([one for one, _w in kinds], [weight for _one, weight in kinds])[0]
            while (other := rule(maker, made)) is None or other == made.record:  # a rule fits some names only
                maker.give_back(made)
                made = maker.organisation()
        rows.append(MadeRecord(whose, made.record, at, ""))
        if other is not None:
            maker.taken.add((other.name.casefold(), other.seat))
            rows.append(MadeRecord(whose if is_same else size + whose, other, at, rule.__name__))
    return rows
