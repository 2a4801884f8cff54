"""Gaps: what of a need nothing that runs covers, or one fragile thing alone, against the priorities in force."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from registry.collaborations.running import Running
from registry.core.dates import months_after
from registry.core.i18n import lazy
from registry.core.labels import Labelled
from registry.enquiries.needs import words
from registry.enquiries.needs.rules import ENOUGH, NeedMatch
from registry.enquiries.needs.values import LIKELY_FROM, Need, NeedList

MOST_GROUPS, MOST_ACTIVITIES = 6, 10  # of a need: the surest
SOON = 6  # months: what ends within them is fragile


class GapKind(Labelled):
    """Whether nothing covers it, or one thing that may go."""

    MISSING = "missing", lazy("Ingen samverkan eller verksamhet")
    FRAGILE = "fragile", lazy("Bara en, och den är osäker")


@dataclass(frozen=True, slots=True)
class NeedGap:
    """A group and an activity that are needed together, and how they lack; `why` for what is fragile."""

    kind: GapKind
    target_group: str
    activity: str
    why: str = ""
    only: str = ""
    priorities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PriorityInForce:
    """A ground in force: its title, and the codes that it is about."""

    title: str
    groups: frozenset[str]
    activities: frozenset[str]


def gaps(
    need: Need,
    matches: Sequence[NeedMatch],
    priorities: Sequence[PriorityInForce],
    names: Mapping[tuple[NeedList, str], str],
    *,
    on: date,
) -> list[NeedGap]:
    """Return the pairs of group and activity that nothing running covers, or only one fragile thing; groups first."""
    found = []
    for group in _surest(need, NeedList.TARGET_GROUP, MOST_GROUPS):
        for activity in _surest(need, NeedList.ACTIVITY, MOST_ACTIVITIES):
            covering = [one for one in matches if one.is_now and _covers(one, group, activity)]
            why = fragile(covering[0], on=on) if len(covering) == 1 else ""
            if covering and not why:
                continue
            found.append(
                NeedGap(
                    GapKind.FRAGILE if covering else GapKind.MISSING,
                    names[NeedList.TARGET_GROUP, group],
                    names[NeedList.ACTIVITY, activity],
                    why,
                    covering[0].offer.name if covering else "",
                    tuple(one.title for one in priorities if _is_about(one, group, activity)),
                )
            )
    return sorted(found, key=lambda gap: (gap.kind is GapKind.FRAGILE, not gap.priorities))


def fragile(match: NeedMatch, *, on: date) -> str:
    """Return why what alone covers a need may go: nobody has confirmed it, or it ends soon; nothing when it is firm."""
    if match.offer.running is Running.UNCONFIRMED:
        return words.need_unconfirmed()
    if match.offer.ends_on and match.offer.ends_on <= months_after(on, SOON):
        return words.need_soon_over(match.offer.ends_on.isoformat())
    return ""


def _surest(need: Need, which: NeedList, most: int) -> list[str]:
    sure = [term.code for term in need.of(which) if term.certainty >= LIKELY_FROM]
    return (sure or [term.code for term in need.of(which)])[:most]


def _covers(match: NeedMatch, group: str, activity: str) -> bool:
    """Whether the match has the group and the activity themselves, or what lies near enough."""
    pairs = (match.groups.pairs, group), (match.activities.pairs, activity)
    return all(
        any(wanted == code and share >= ENOUGH for wanted, _o, share in found) for found, code in pairs
    )


def _is_about(priority: PriorityInForce, group: str, activity: str) -> bool:
    return group in priority.groups and (not priority.activities or activity in priority.activities)
