"""What holds for a mapping round. Values in, Swedish sentences or figures out."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from registry.core.dates import months_after, too_long, working_days_after
from registry.core.errors import Problem
from registry.core.i18n import _, ngettext
from registry.mapping.rounds.choices import ListState, MappingOutcome, RoundState, RowAnswer
from registry.partners.organisations.personal_numbers import text_problems

MOST_QUESTIONS = 5
MOST_YEARS = 2  # from today to the last day
MOST_YEARS_BACK = 10  # from the day that it speaks of to today
FEWEST_SHOWN = 5  # persons: a smaller number could point somebody out, so the public version does not show it
SOON, ABOVE = (
    5,
    5,
)  # working days: so long before the last day is reminded, so long after it the level above is told
CERTIFIED = frozenset({ListState.COMPLETE, ListState.LACKING})
NOBODYS = (MappingOutcome.UNCONFIRMED, MappingOutcome.UNSURE, MappingOutcome.STATED)  # nobody answers for it
COMPARED = ("title", "form", "category", "kind", "status", "parties", "starts_on", "ends_on", "description")


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """What the preparatory group decides when it opens a round."""

    title: str
    speaks_of: date
    due_on: date
    unit_ids: tuple[UUID, ...]
    invitation: str | None = None
    questions: tuple[str, ...] = ()
    asks_partners: bool = False


@dataclass(frozen=True, slots=True)
class ListProgress:
    """How far a unit has come: rows, rows answered, and what its head has said."""

    rows: int
    answered: int
    state: ListState

    @property
    def percent(self) -> int:
        """Answered rows of all, 0 to 100; an empty list is done when it is certified."""
        if not self.rows:
            return 100 if self.is_certified else 0
        return 100 * self.answered // self.rows

    @property
    def is_certified(self) -> bool:
        """Whether somebody answers for it."""
        return self.state in CERTIFIED


@dataclass(frozen=True, slots=True)
class RoundCoverage:
    """How much of what we believe somebody has answered for (`domain.md` 10.5 no 12: coverage in percent)."""

    lists: int
    certified: int
    lacking: int
    rows: int
    outcomes: Mapping[str, int]

    @property
    def percent(self) -> int:
        """Rows that somebody has answered for, of all, 0 to 100: what only a source states nobody has.

        Without any rows it is whether all have certified that they have none.
        """
        if not self.rows:
            return 100 if 0 < self.lists == self.certified else 0
        left = sum(self.outcomes.get(one.value, 0) for one in NOBODYS)
        return 100 * (self.rows - left) // self.rows


@dataclass(frozen=True, slots=True)
class RoundChanges:
    """What differs from the round before, as identifiers of collaborations in the order of the rows."""

    new: tuple[str, ...] = ()
    ended: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unconfirmed: tuple[str, ...] = ()


def opening_problems(facts: RoundFacts, *, today: date, is_taken: bool = False) -> list[Problem]:
    """A round has its own name, speaks of a day that has been, has a last day ahead, and asks at least one unit."""
    found = [
        *text_problems(title=facts.title, invitation=facts.invitation, questions="\n".join(facts.questions))
    ]
    if is_taken:
        found.append(Problem(_("Det finns redan en kartläggning med det namnet."), "title"))
    if facts.speaks_of > today:
        words = _("Dagen ligger i framtiden. Ingen kan bekräfta vad som gäller då.")
        found.append(Problem(words, "speaks_of"))
    elif too_long(facts.speaks_of, today, MOST_YEARS_BACK):
        words = _("Dagen ligger mer än %(years)s år bakåt. Kontrollera året.", years=MOST_YEARS_BACK)
        found.append(Problem(words, "speaks_of"))
    if facts.due_on < today:
        found.append(Problem(_("Sista dagen har redan passerat."), "due_on"))
    elif too_long(today, facts.due_on, MOST_YEARS):
        words = _("Sista dagen ligger mer än %(years)s år fram. Kontrollera året.", years=MOST_YEARS)
        found.append(Problem(words, "due_on"))
    if not facts.unit_ids:
        found.append(Problem(_("Välj minst en enhet."), "units"))
    if len(facts.questions) > MOST_QUESTIONS:
        words = _("Högst %(most)s frågor, en på varje rad.", most=MOST_QUESTIONS)
        found.append(Problem(words, "questions"))
    return found


def open_problems(state: RoundState) -> list[Problem]:
    """Nobody answers in a round that is closed. One whose last day has passed is late, not over."""
    if state is RoundState.OPEN:
        return []
    return [Problem(_("Kartläggningen är stängd. Ändra på samverkans egen sida i stället."))]


def answer_problems(
    answer: RowAnswer, *, title: str, is_over: bool, is_ours: bool, seen: int, version: int
) -> list[Problem]:
    """A row is answered as it was read. What has ended meanwhile needs no answer, and takes none.

    What has moved to another unit is that unit's to confirm or end, whatever the list believed.
    """
    if not is_ours and answer is not RowAnswer.NOT_OURS:
        return [Problem(_("”%(title)s” hör nu till en annan enhet, som svarar för den.", title=title))]
    if is_over:
        return (
            [Problem(_("”%(title)s” är redan avslutad.", title=title))] if answer is RowAnswer.HOLDS else []
        )
    if seen != version:
        words = _(
            "”%(title)s” ändrades av någon annan sedan du öppnade listan. Läs raden igen och svara på den.",
            title=title,
        )
        return [Problem(words)]
    return []


def certify_problems(*, unanswered: int, lacking: str | None) -> list[Problem]:
    """A head certifies the list as complete when each row has an answer, or says what is missing.

    An empty list is certified too: that a unit has no collaboration is an answer.
    """
    if unanswered and not lacking:
        words = ngettext(
            "%(num)s rad saknar svar. Svara på den, eller skriv vad som saknas.",
            "%(num)s rader saknar svar. Svara på dem, eller skriv vad som saknas.",
            unanswered,
        )
        return [Problem(words, "lacking")]
    return [*text_problems(lacking=lacking)]


def stands_aside(answer: RowAnswer | None, *, is_tied: bool, is_others: bool) -> bool:
    """Whoever has an interest in a partner does not certify what is done with it: the row is then told as unsure.

    FL 2017:900 16-18 §§ (and KL 6:28-32) are about matters, which a mapping is not; they are followed all the same.
    Somebody else who is free of it may answer instead (`is_others`), and the list never waits for one who is not there.
    """
    return answer in {RowAnswer.HOLDS, RowAnswer.UNSURE} and is_tied and not is_others


def closing_problems(
    states: Iterable[ListState], *, note: str | None, due_on: date, today: date
) -> list[Problem]:
    """A round with lists that nobody answers for is closed after its last day, or with a reason."""
    left = sum(state not in CERTIFIED for state in states)
    if left and not note and today <= due_on:
        words = ngettext(
            "%(num)s enhet har inte intygat sin lista och sista dagen har inte passerat. Skriv varför du stänger nu.",
            "%(num)s enheter har inte intygat sina listor och sista dagen har inte passerat. "
            "Skriv varför du stänger nu.",
            left,
        )
        return [Problem(words, "note")]
    return [*text_problems(note=note)]


def asking_problems(*, is_self: bool, writes_already: bool) -> list[Problem]:
    """A colleague is asked once for a unit, and never oneself."""
    if is_self:
        return [Problem(_("Du kan redan fylla i listan själv."), "colleague")]
    if writes_already:
        return [Problem(_("Kollegan är redan ombedd att fylla i för enheten."), "colleague")]
    return []


def outcome(
    answer: RowAnswer | None,
    *,
    is_over: bool,
    is_ours: bool,
    was: Mapping[str, Any],
    now: Mapping[str, Any],
    is_changed_since: bool = False,
) -> MappingOutcome:
    """Return what a row came to: what has ended has ended whatever was answered, what moved is another unit's.

    A confirmed row whose facts differ from those that the round opened with has been corrected, and one without such
    facts was added. What was changed since the list was certified nobody answers for (`is_changed_since`).
    """
    if is_over or answer is RowAnswer.ENDED:
        return MappingOutcome.ENDED
    if not is_ours or answer is RowAnswer.NOT_OURS:
        return MappingOutcome.NOT_OURS
    if answer is RowAnswer.UNSURE:
        return MappingOutcome.UNSURE
    if answer is None or is_changed_since:
        return MappingOutcome.UNCONFIRMED
    if not was:
        return MappingOutcome.ADDED
    return MappingOutcome.CORRECTED if differs(was, now) else MappingOutcome.CONFIRMED


def differs(was: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    """Return whether what we say of a collaboration has changed; who the contact is does not count."""
    return any(was.get(name) != now.get(name) for name in COMPARED)


def coverage(states: Iterable[ListState], outcomes: Iterable[MappingOutcome]) -> RoundCoverage:
    """Return the figures of a round."""
    said, counted = Counter(states), Counter(outcomes)
    return RoundCoverage(
        lists=said.total(),
        certified=sum(said[state] for state in CERTIFIED),
        lacking=said[ListState.LACKING],
        rows=counted.total(),
        outcomes={one.value: counted[one] for one in MappingOutcome if counted[one]},
    )


def changes(before: Sequence[Mapping[str, Any]], now: Sequence[Mapping[str, Any]]) -> RoundChanges:
    """Return what is new, ended, changed or unconfirmed since the round before; rows are frozen rows of both.

    What stood in the round before and is gone without a word is unconfirmed, not ended: nobody has said that it ended.
    """
    gone = {MappingOutcome.ENDED.value, MappingOutcome.NOT_OURS.value}
    was = {row["id"]: row for row in before if row["outcome"] not in gone}
    there = {row["id"]: row for row in now}
    alive = {key: row for key, row in there.items() if row["outcome"] not in gone}
    unsaid = {MappingOutcome.UNCONFIRMED.value, MappingOutcome.UNSURE.value}
    return RoundChanges(
        new=tuple(key for key in alive if key not in was),
        ended=tuple(
            k for k, row in there.items() if row["outcome"] == MappingOutcome.ENDED.value and k in was
        ),
        changed=tuple(key for key, row in alive.items() if key in was and differs(was[key], row)),
        unconfirmed=(
            *(key for key, row in alive.items() if row["outcome"] in unsaid),
            *(key for key in was if key not in there),
        ),
    )


def is_near(number: int | None, published: Iterable[int]) -> bool:
    """Return whether a count differs by one to four persons from one that the public version of a round has shown.

    Whoever subtracts two counts of overlapping years gets a count of those who came in between, and that one is kept
    back when it is small, as any other (GDPR art. 5.1 c). It compares two rounds at a time, each with each.
    """
    return number is not None and any(0 < abs(number - shown) < FEWEST_SHOWN for shown in published)


def shown_persons(number: int | None, *, is_near: bool = False) -> int | str | None:
    """Return a count of persons as the public version shows it: fewer than five are not counted out.

    Nor is a count that would give such a one when an earlier published count is taken from it (`is_near`).
    """
    if number is not None and 0 < number < FEWEST_SHOWN:
        return _("färre än %(n)s", n=FEWEST_SHOWN)
    return _("visas inte") if is_near else number


def year_after(day: date) -> date:
    """Return the last day that a round can speak of and still count an occasion that a round of the day counts."""
    return months_after(day, 12)


def year_before(day: date) -> date:
    """Return the day from which the occasions are counted that a round tells of: a year before it."""
    return months_after(day, -12)


def remind_on(due_on: date) -> tuple[date, date, date]:
    """Return the days from which a list that nobody has certified is reminded of: before and after its last day,
    and when the level above is told of it.
    """
    return working_days_after(due_on, -SOON), working_days_after(due_on, 1), working_days_after(due_on, ABOVE)
