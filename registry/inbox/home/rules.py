"""When something is to be done, how a frame is drawn, and what of it a home shows. Pure."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from registry.access.kinds_of_waiting import WaitingKind
from registry.access.roles import Role
from registry.access.waiting import Door, Waiting
from registry.audit.tags import Tag
from registry.city.budgets.queries import PurseLine
from registry.core.dates import months_after
from registry.core.i18n import lazy, ngettext
from registry.core.labels import Labelled
from registry.core.money import ZERO, Money

SUNDAY = 6
LONGEST_AGO = timedelta(
    days=30
)  # somebody who has been away for longer is told of a month, not of half a year
ALL = frozenset(Role) - {Role.PARTNER}
WHOLE_CITY = frozenset({Role.PREPARATORY, Role.REGISTRAR, Role.AUDITOR})


class Horizon(Labelled):
    """When what waits is to be done: the groups of the list, the most urgent first."""

    LATE = "late", lazy("Försenat")
    THIS_WEEK = "this_week", lazy("Den här veckan")
    LATER = "later", lazy("Senare")


def horizon(due_on: date | None, on: date) -> Horizon:
    """Return in which group something stands; the week lasts until Sunday, and from Saturday on it is the next one.

    What has no last day stands last of all.
    """
    if due_on is None:
        return Horizon.LATER
    if due_on < on:
        return Horizon.LATE
    rest = SUNDAY - on.weekday()
    return (
        Horizon.THIS_WEEK if due_on <= on + timedelta(days=rest if rest > 1 else rest + 7) else Horizon.LATER
    )


def folded(found: Sequence[Waiting]) -> list[Waiting]:
    """Return what waits with all collaborations to confirm as one line, in the place and with the day of the first.

    So says every list of all that waits: the first page, the inbox and the morning's mail.
    """
    alike = [one for one in found if one.kind is WaitingKind.UPKEEP]
    if len(alike) < 2:
        return list(found)
    words = ngettext(
        "%(num)s samarbete behöver bekräftas", "%(num)s samarbeten behöver bekräftas", len(alike)
    )
    door = Door("inbox.index", {"kind": WaitingKind.UPKEEP.value})
    line = replace(alike[0], title=words, meta="", door=door, unit_id=None, number=len(alike))
    return [line if one is alike[0] else one for one in found if one not in alike[1:]]


@dataclass(frozen=True, slots=True)
class FrameBar:
    """The frames of one year together, in one bar: what is decided, what waits for a decision and what is left.

    `unframed` is decided or waits where nobody has registered a frame: it is told of and not drawn.
    """

    year: int
    frame: Money
    committed: Money
    waiting: Money
    unframed: Money = ZERO

    @property
    def remaining(self) -> Money:
        """What is left when everything that waits is approved; below zero where it does not hold."""
        return self.frame - self.committed - self.waiting

    @property
    def holds(self) -> bool:
        """Whether the frame holds for all that waits."""
        return self.remaining.ore >= 0

    @property
    def excess(self) -> Money:
        """By how much all that waits exceeds the frame; nothing where it holds."""
        return ZERO if self.holds else ZERO - self.remaining

    def width(self, amount: Money) -> float:
        """Return an amount as a share of the frame in per cent, at most the whole."""
        return round(min(100.0, 100 * amount.ore / self.frame.ore), 1) if self.frame.ore > 0 else 0.0


def frame_bars(lines: Iterable[PurseLine], units: Collection[UUID] | None) -> list[FrameBar]:
    """Return a bar for each year in which one of the units has a frame, asks or has taken; None means every unit."""
    by_year: dict[int, list[PurseLine]] = {}
    for line in lines:
        if units is None or line.purse.unit_id in units:
            by_year.setdefault(line.purse.year, []).append(line)
    return [_bar(year, by_year[year]) for year in sorted(by_year)]


def _bar(year: int, lines: list[PurseLine]) -> FrameBar:
    framed = [one for one in lines if one.frame is not None]
    others = [one for one in lines if one.frame is None]
    return FrameBar(
        year,
        sum((one.frame for one in framed if one.frame), ZERO),
        sum((one.committed for one in framed), ZERO),
        sum((one.waiting for one in framed), ZERO),
        sum((one.committed + one.waiting for one in others), ZERO),
    )


def told_from(here_before: datetime | None, at: datetime) -> datetime | None:
    """Return from when what has changed is told: the last time here, at most 30 days ago; None the first time."""
    return None if here_before is None else max(here_before, at - LONGEST_AGO)


def last_notice_day(ends_on: date, months: int | None, on: date) -> date | None:
    """Return by when notice is to be given so that the agreement ends on its day; None without one, or once passed."""
    day = months_after(ends_on, -months) if months else None
    return day if day and day >= on else None


# What a home tells of: what moved a matter, not each saved field.
TOLD = frozenset(
    {
        Tag.AGREEMENT_SUBMITTED, Tag.AGREEMENT_RECALLED, Tag.AGREEMENT_RETURNED, Tag.AGREEMENT_REFERRED,
        Tag.AGREEMENT_APPROVED, Tag.AGREEMENT_DECLINED, Tag.AGREEMENT_WITHDRAWN, Tag.AGREEMENT_SIGNED,
        Tag.AGREEMENT_CONFIRMED, Tag.AGREEMENT_NOT_CONFIRMED, Tag.AGREEMENT_ENDED, Tag.AGREEMENT_REVOKED,
        Tag.AGREEMENT_RESTORED, Tag.AGREEMENT_REINSTATED, Tag.AGREEMENT_AMENDED, Tag.AGREEMENT_ADOPTED,
        Tag.AGREEMENT_ANNULLED, Tag.AGREEMENT_REOPENED, Tag.AGREEMENT_CLOSED, Tag.AGREEMENT_VOIDED,
        Tag.TERMINATION_SUBMITTED, Tag.TERMINATION_RETURNED, Tag.TERMINATION_APPROVED, Tag.TERMINATION_DECLINED,
        Tag.TERMINATION_REVOKED, Tag.TERMINATION_ANNULLED, Tag.DECISION_RECORDED_COMMITTEE, Tag.DECISION_REVOKED,
        Tag.DECISION_ANNULLED, Tag.DECISION_STANDS_AGAIN, Tag.DECIDERS_CHANGED, Tag.QUESTION_ASKED,
        Tag.QUESTION_ANSWERED, Tag.PREPARATION_TAKEN_OVER, Tag.CASE_NUMBER_GIVEN, Tag.APPEAL_RECORDED,
        Tag.APPEAL_SETTLED, Tag.PAYMENT_ATTESTED,
    }
)  # fmt: skip
