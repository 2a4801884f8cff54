"""Two editions of the delegation order side by side: what came, went, changed or only got another number. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from registry.city.delegation import wording
from registry.city.delegation.order import Head, Rule
from registry.city.delegation.wording import Facts, Names
from registry.core.i18n import lazy
from registry.core.labels import Labelled


class Fate(Labelled):
    """What happened to a point from one edition to the next."""

    ADDED = "added", lazy("Ny")
    REMOVED = "removed", lazy("Borttagen")
    CHANGED = "changed", lazy("Ändrad")
    RENUMBERED = "renumbered", lazy("Nytt nummer")
    SAME = "same", lazy("Oförändrad")


FATE_TONES = {
    Fate.ADDED: "success",
    Fate.REMOVED: "danger",
    Fate.CHANGED: "warning",
    Fate.RENUMBERED: "info",
    Fate.SAME: "neutral",
}


@dataclass(frozen=True, slots=True)
class PointDifference:
    """One fact that differs: what it is called, and what it was and is; empty where it said nothing."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PointPair:
    """A point in the earlier edition set against its like in the later one; None where there is none."""

    fate: Fate
    before: Rule | None
    after: Rule | None
    changes: tuple[PointDifference, ...] = ()

    @property
    def point(self) -> Rule:
        """The point as it is now, or as it was when it is gone."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a pair of nothing")
        return found


def points(before: Iterable[Rule], after: Iterable[Rule], names: Names) -> list[PointPair]:
    """Return the points of both editions in pairs: first those of the later in their order, then those that are gone.

    Like is set to like in turn: the same number and content, the same content under another number, the same number,
    and last the same decisions by the same post in the same place. So a point put in between, which moves all numbers
    after it, shows as one that came, not as many that changed.
    """
    left, right = list(before), list(after)
    mates: dict[int, Rule] = {}
    for likeness in (_all_of_it, _content, _number, _matter):
        _pair_up(left, right, mates, likeness)
    found = [_pair(mates.get(place), rule, names) for place, rule in enumerate(right)]
    taken = {id(rule) for rule in mates.values()}
    return found + [PointPair(Fate.REMOVED, rule, None) for rule in left if id(rule) not in taken]


def heads(before: Head, after: Head) -> tuple[PointDifference, ...]:
    """Return what differs between the two editions' own facts."""
    return _changes(wording.head(before), wording.head(after), wording.head_labels())


def _pair_up(
    left: list[Rule], right: list[Rule], mates: dict[int, Rule], likeness: Callable[[Rule], Any]
) -> None:
    """Give every later point without a mate the first earlier one without a mate that is like it."""
    taken = {id(rule) for rule in mates.values()}
    waiting: dict[Any, list[Rule]] = {}
    for rule in left:
        if id(rule) not in taken:
            waiting.setdefault(likeness(rule), []).append(rule)
    for place, rule in enumerate(right):
        if place not in mates and (found := waiting.get(likeness(rule))):
            mates[place] = found.pop(0)


def _content(rule: Rule) -> Any:
    return (
        rule.text, rule.decision_type, rule.kind, rule.post, rule.second_post, rule.scope_unit_id,
        rule.funding_source_id, rule.limit_kind, rule.limit_amount, rule.limit_multiple, rule.basis,
        rule.counts_in_kind, rule.reported, rule.may_sub_delegate,
    )  # fmt: skip


def _all_of_it(rule: Rule) -> Any:
    return rule.number, _content(rule)


def _number(rule: Rule) -> Any:
    return rule.number


def _matter(rule: Rule) -> Any:
    return rule.decision_type, rule.kind, rule.post, rule.scope_unit_id, rule.funding_source_id


def _pair(before: Rule | None, after: Rule, names: Names) -> PointPair:
    if before is None:
        return PointPair(Fate.ADDED, None, after)
    changes = _changes(wording.point(before, names), wording.point(after, names), wording.labels())
    fate = Fate.CHANGED if changes else Fate.SAME
    if before.number != after.number and len(changes) == 1:
        fate = Fate.RENUMBERED
    return PointPair(fate, before, after, changes)


def _changes(before: Facts, after: Facts, called: Facts) -> tuple[PointDifference, ...]:
    return tuple(
        PointDifference(name, before[key], after[key])
        for key, name in called.items()
        if before[key] != after[key]
    )
