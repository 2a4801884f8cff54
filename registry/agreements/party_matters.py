"""What an organisation does together with the city, as its page tells it: each collaboration with its agreements."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from registry.agreements.kinds import KINDS
from registry.agreements.rules import is_over
from registry.agreements.status_line import TONES, state_words
from registry.agreements.workflow import EDITABLE, UNCONFIRMED, State
from registry.collaborations.choices import Form
from registry.collaborations.running import Running, RunningOn
from registry.core.i18n import _, joined, ngettext
from registry.core.money import ZERO, Money
from registry.partners.organisations.overview import DatedEvent, KeyFigure

DECIDED = frozenset({State.APPROVED, State.ACTIVE, State.ENDED})  # what the city is bound to pay, or has paid
OPEN = EDITABLE | UNCONFIRMED | {State.SUBMITTED, State.APPROVED, State.ACTIVE}
_OVER = frozenset({Running.ENDED, Running.NOT_BEGUN})
_ORDER = tuple(Running)  # what runs first, what has ended and what nobody knows of last


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """One agreement: the row it was read as, where it stands, and the day that it next asks for something."""

    row: Any
    status: str
    tone: str
    next_day: date | None
    next_words: str

    @property
    def amount(self) -> Money | None:
        """What the city pays for all years together, to all who are paid; None where nothing is said."""
        return None if self.row.total is None else Money(int(self.row.total))

    def of_year(self, column: str) -> Money:
        """Return what is decided for the year of the column, when any of it goes to the organisation."""
        counts = self.row.state in DECIDED and self.row.receivers
        return Money(int(getattr(self.row, column) or 0)) if counts else ZERO

    @property
    def pays_out(self) -> bool:
        """Whether money goes to the organisation, or may come to."""
        return self.row.state in OPEN and bool(self.row.receivers and self.row.total)


@dataclass(frozen=True, slots=True)
class MatterLine:
    """A collaboration with the agreements about it; without one, agreements that the organisation was frozen in."""

    collaboration: Any
    running: RunningOn | None
    agreements: Sequence[AgreementLine]

    @property
    def is_over(self) -> bool:
        """Whether it has ended or came to nothing, and none of its agreements is open."""
        is_open = any(one.row.state in OPEN for one in self.agreements)
        return not is_open and (self.running is None or self.running.running in _OVER)


@dataclass(frozen=True)
class PartyMatters:
    """All matters of an organisation, those that have not ended first, on a day."""

    lines: Sequence[MatterLine]
    on: date
    is_cut: bool = False

    @cached_property
    def current(self) -> list[MatterLine]:
        """Those that go on, are planned, or of which nobody knows."""
        return [one for one in self.lines if not one.is_over]

    @cached_property
    def past(self) -> list[MatterLine]:
        """Those that have ended."""
        return [one for one in self.lines if one.is_over]

    @cached_property
    def agreements(self) -> list[AgreementLine]:
        """Every agreement."""
        return [one for line in self.lines for one in line.agreements]

    @cached_property
    def total(self) -> Money:
        """What is decided for all years together, in agreements of which any goes to the organisation."""
        return _sum(one.of_year("total") for one in self.agreements)

    @property
    def pays_out(self) -> bool:
        """Whether money goes to the organisation, or may: by an agreement, or by what needs one and has none yet."""
        return any(one.pays_out for one in self.agreements) or any(
            line.collaboration
            and line.collaboration.form is Form.FORMAL
            and not line.collaboration.is_reference
            for line in self.current
            if not line.agreements
        )

    def figures(self, _pays_out: bool) -> Iterable[KeyFigure]:
        """Tell how many collaborations run, and how much is decided for this year."""
        ours = [
            one.running.running for one in self.lines if one.running and not one.collaboration.is_reference
        ]
        unconfirmed, planned = ours.count(Running.UNCONFIRMED), ours.count(Running.PLANNED)
        parts = [ngettext("%(num)s obekräftat", "%(num)s obekräftade", unconfirmed)] if unconfirmed else []
        parts += [_("%(num)s planeras", num=planned)] if planned else []
        yield KeyFigure(_("Samarbeten som pågår"), str(ours.count(Running.RUNS)), joined(parts))
        yield self._money()

    def _money(self) -> KeyFigure:
        year = self.on.year
        now, following = (
            _sum(one.of_year(column) for one in self.agreements) for column in ("this_year", "next_year")
        )
        shared = any(
            one.row.receivers > 1 and (one.of_year("this_year") or one.of_year("next_year"))
            for one in self.agreements
        )
        parts = [_("%(year)s: %(amount)s", year=year + 1, amount=following)] if following else []
        parts += [_("delas med andra parter")] if shared else []
        value = _("minst %(amount)s", amount=now) if self.is_cut else str(now)
        return KeyFigure(_("Beslutat för %(year)s", year=year), value, joined(parts))

    def events(self) -> Iterable[DatedEvent]:
        """Tell when collaborations begin and end, and when agreements were signed and next ask for something."""
        for line in self.lines:
            if line.running and line.running.running is not Running.NOT_BEGUN:
                yield from _days(line.collaboration, self.on)
        for one in self.agreements:
            said = {"title": one.row.title}
            if one.row.signed_on:
                words = str(KINDS[one.row.kind].signing.done) % said
                yield DatedEvent(one.row.signed_on, words, happened=True)
            if one.next_day and one.next_day not in {one.row.starts_on, one.row.ends_on}:
                words = _("%(what)s: %(title)s", what=one.next_words, **said)
                yield DatedEvent(one.next_day, words)


def _days(collaboration: Any, on: date) -> Iterable[DatedEvent]:
    title, first, last = collaboration.title, collaboration.starts_on, collaboration.ends_on
    if first:
        begun = first <= on
        yield DatedEvent(
            first,
            _("Började: %(title)s", title=title) if begun else _("Börjar: %(title)s", title=title),
            begun,
        )
    if last:
        over = last < on
        yield DatedEvent(
            last, _("Slutade: %(title)s", title=title) if over else _("Slutar: %(title)s", title=title), over
        )


def _sum(amounts: Iterable[Money]) -> Money:
    return sum(amounts, ZERO)


def agreement_line(row: Any, on: date) -> AgreementLine:
    """Return an agreement's line on the day."""
    status = state_words(row.kind, row.state, row.starts_on, on)
    return AgreementLine(row, status, TONES[row.state], *next_day(row, on))


def next_day(row: Any, on: date) -> tuple[date | None, str]:
    """Return the day on which a running agreement next asks for something, and what; a late follow-up comes first."""
    if row.state is not State.ACTIVE:
        return None, ""
    days = (
        (row.starts_on if row.starts_on and row.starts_on > on else None, _("Börjar")),
        (row.next_follow_up, _("Uppföljning")),
        (row.next_payment, _("Utbetalning")),
        (row.ends_on, _("Gick ut") if is_over(row.ends_on, on) else _("Slutar")),
    )
    return min(((day, words) for day, words in days if day), key=lambda one: one[0], default=(None, ""))


def matter_lines(
    collaborations: Iterable[tuple[Any, RunningOn]], agreements: Iterable[AgreementLine]
) -> list[MatterLine]:
    """Return each collaboration with the agreements about it, then those about one that it has left since."""
    by_collaboration: dict[Any, list[AgreementLine]] = {}
    for one in agreements:
        by_collaboration.setdefault(one.row.collaboration_id, []).append(one)
    lines = [MatterLine(row, now, by_collaboration.pop(row.id, [])) for row, now in collaborations]
    lines += [MatterLine(None, None, left) for left in by_collaboration.values()]
    return sorted(lines, key=lambda line: _ORDER.index(line.running.running) if line.running else len(_ORDER))
