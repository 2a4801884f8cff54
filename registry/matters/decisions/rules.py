"""What must happen to a decision once it is made: reported or posted, then appealable, then in legal force.

Pure. A delegated decision is reported to the nämnd, or minuted by itself and posted (KL 6:40, 7:8, 8:10); the appeal
time runs from the notice on the board (KL 13:5), so what is neither reported nor posted never gains legal force.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from registry.core.dates import next_working_day
from registry.core.errors import Problem
from registry.core.i18n import _, lazy
from registry.core.labels import Labelled
from registry.matters.approvals.models import Outcome, RoundStatus, StepPart
from registry.matters.approvals.rules import NOT_TRIED
from registry.matters.decisions.models import AppealOutcome

APPEAL_TIME = timedelta(weeks=3)
TIME_TO_POST = timedelta(days=2)
FINAL = frozenset({Outcome.APPROVE, Outcome.DECLINE, Outcome.AMEND, Outcome.REVOKE}) | NOT_TRIED
ENDS_IT = FINAL - {Outcome.APPROVE}  # whoever says it, also as the second signature
NEVER_FINAL = frozenset({RoundStatus.OPEN})
# What is decided is a document of its own, with the reasons and how to appeal.
DOCUMENTED = (RoundStatus.APPROVED, RoundStatus.DECLINED, RoundStatus.DISMISSED, RoundStatus.CLOSED)


class AppealStage(Labelled):
    """Where a final decision is on its way to legal force. Every one is in exactly one place."""

    TO_REPORT = "to_report", lazy("Väntar på att anmälas")
    ON_LIST = "on_list", lazy("På en lista till nämnden")
    TO_POST = "to_post", lazy("Väntar på att tillkännages")
    POSTED = "posted", lazy("Tillkännagivet särskilt")


class Force(Labelled):
    """What a decision's legal force depends on now."""

    UNPOSTED = "unposted", lazy("Inte anslaget")
    RUNNING = "running", lazy("Kan överklagas")
    CUT = "cut", lazy("Anslaget togs bort för tidigt")
    APPEALED = "appealed", lazy("Överklagat")
    STAYED = "stayed", lazy("Får tills vidare inte verkställas")
    OVERTURNED = "overturned", lazy("Upphävt, domen kan överklagas")
    ANNULLED = "annulled", lazy("Upphävt av domstol")
    IN_FORCE = "in_force", lazy("Laga kraft")
    VOIDED = "voided", lazy("Gäller inte")


# What stops everything that carries a decision out (signing, attesting), and why; the rest may go on (KL 13:14).
STOPS: dict[Force, Any] = {
    Force.ANNULLED: lazy("Domstolen har upphävt beslutet. Det får inte verkställas."),
    Force.STAYED: lazy("Domstolen har bestämt att beslutet tills vidare inte får verkställas (inhibition)."),
    Force.OVERTURNED: lazy(
        "Domstolen har upphävt beslutet. Domen har inte fått laga kraft, och så länge verkställs beslutet inte."
    ),
    Force.VOIDED: lazy("Beslutet gäller inte längre. Det får inte verkställas."),
}


@dataclass(frozen=True, slots=True)
class Posted:
    """A notice on the board: minutes adjusted, up from, last day to appeal, taken down."""

    adjusted_on: date
    posted_on: date
    appeal_until: date
    removed_on: date | None = None

    @property
    def was_cut(self) -> bool:
        """Whether the notice came down before the appeal time had gone (KL 8:12)."""
        return self.removed_on is not None and self.removed_on <= self.appeal_until


@dataclass(frozen=True, slots=True)
class Appealed:
    """One appeal: the day it came in, what the court answered, and between which days it stayed the decision."""

    appealed_on: date
    outcome: AppealOutcome | None = None
    settled_on: date | None = None
    stayed_on: date | None = None
    stay_ended_on: date | None = None

    def is_settled(self, on: date) -> bool:
        """Return whether the court's answer has legal force on the date."""
        return self.outcome is not None and self.settled_on is not None and self.settled_on <= on

    def is_stayed(self, on: date) -> bool:
        """Return whether the court has forbidden to carry the decision out for now (inhibition, FPL 28 §)."""
        is_begun = self.stayed_on is not None and self.stayed_on <= on
        is_over = self.stay_ended_on is not None and self.stay_ended_on <= on
        return is_begun and not is_over and not self.is_settled(on)


@dataclass(frozen=True, slots=True)
class LegalForce:
    """Where a decision stands on a date: its legal force, the last day to appeal, the first day in force."""

    force: Force
    appeal_until: date | None = None
    in_force_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """What the minutes say of a list that was reported: the meeting, the § and the case number."""

    meeting_on: date
    paragraph: str
    case_number: str | None


def is_final(outcome: Outcome, part: StepPart, round_status: RoundStatus) -> bool:
    """Return whether a decision must be reported or posted once: it approved or declined, in a round that is closed.

    The second signature belongs to the decision that it signs, unless it is what declined. A decision that fell with
    its round, because somebody else returned the matter or it was changed, was still made on the nämnd's behalf: it is
    reported too, with a note.
    """
    is_decision = part is StepPart.DECISION or outcome in ENDS_IT
    return outcome in FINAL and is_decision and round_status not in NEVER_FINAL


def place(*, for_committee: bool, reported: bool, on_list: bool, has_own_notice: bool) -> AppealStage:
    """Return where a final decision is. The nämnd's own are minuted at its meeting and posted with those minutes."""
    if on_list:
        return AppealStage.ON_LIST
    if has_own_notice:
        return AppealStage.POSTED
    return AppealStage.TO_POST if for_committee or not reported else AppealStage.TO_REPORT


def own_shares(
    shares: Sequence[Mapping[str, Any]], area: UUID | None, beside: Collection[UUID]
) -> list[Mapping[str, Any]]:
    """Return the stored shares that one decision is about: its own area's, or all that no other decision is about."""
    return [
        one
        for one in shares
        if (UUID(one["unit_id"]) == area if area else UUID(one["unit_id"]) not in beside)
    ]


def appeal_deadline(posted_on: date) -> date:
    """Return the last day to appeal: three weeks from the notice (KL 13:5), moved to the next working day.

    The last day has the same name as the first (lag 1930:173, 1 §); on a Saturday, Sunday, public holiday, midsummer,
    Christmas or New Year's eve the next working day counts instead (2 §).
    """
    return next_working_day(posted_on + APPEAL_TIME)


def latest_to_post(adjusted_on: date) -> date:
    """Return the last day to post: the second day after the adjustment (KL 8:12), moved as every legal time."""
    return next_working_day(adjusted_on + TIME_TO_POST)


def legal_force(
    on: date, posted: Posted | None, appeals: Iterable[Appealed] = (), *, fell: bool = False
) -> LegalForce:
    """Return where a decision stands on the date. What a court has said counts, whenever the appeal came in.

    Of the appeals that no court has answered only those that came in in time hold it back (KL 13:5).
    """
    appeals, until = tuple(appeals), posted.appeal_until if posted else None
    in_time = [one for one in appeals if until is None or one.appealed_on <= until]
    annulled = [one for one in appeals if one.outcome is AppealOutcome.ANNULLED]
    said = (
        (any(one.is_settled(on) for one in annulled), Force.ANNULLED),
        (fell, Force.VOIDED),
        (bool(annulled), Force.OVERTURNED),  # says more than the stay that held until the judgment
        (any(one.is_stayed(on) for one in appeals), Force.STAYED),
        (any(not one.is_settled(on) for one in in_time), Force.APPEALED),
    )
    if court := next((force for holds, force in said if holds), None):
        return LegalForce(court, None if court is Force.VOIDED else until)
    if posted is None or until is None:
        return LegalForce(Force.UNPOSTED)
    if posted.was_cut:
        return LegalForce(Force.CUT, until)
    answers = [one.settled_on for one in in_time if one.settled_on]
    first = max([until + timedelta(days=1), *answers])
    return LegalForce(Force.IN_FORCE if first <= on else Force.RUNNING, until, first)


def whole(standings: Sequence[LegalForce]) -> LegalForce | None:
    """Return where a matter stands that several decisions carry: as the one that is furthest from legal force."""
    worst = (
        Force.ANNULLED, Force.VOIDED, Force.OVERTURNED, Force.STAYED, Force.APPEALED, Force.CUT, Force.UNPOSTED,
        Force.RUNNING, Force.IN_FORCE,
    )  # fmt: skip
    ordered = sorted(standings, key=lambda one: (worst.index(one.force), _backwards(one.in_force_on)))
    return ordered[0] if ordered else None


def _backwards(day: date | None) -> int:
    return -day.toordinal() if day else 0


def notice_problems(*, adjusted_on: date, posted_on: date, decided_on: date, on: date) -> list[Problem]:
    """Return what cannot be right about a notice's days, the decision's own day being the earliest."""
    if adjusted_on > on:
        return [Problem(_("Protokollet är inte justerat än."), "adjusted_on")]
    if adjusted_on < decided_on:
        words = _("Protokollet kan inte vara justerat före %(day)s.", day=decided_on.isoformat())
        return [Problem(words, "adjusted_on")]
    if posted_on < adjusted_on:
        return [Problem(_("Anslaget publiceras när protokollet är justerat, inte före."), "posted_on")]
    if posted_on > on:
        return [Problem(_("Anslaget är inte publicerat än."), "posted_on")]
    return []


def removal_problems(posted: Posted, removed_on: date, *, on: date) -> list[Problem]:
    """Return what cannot be right about the day a notice came down."""
    if removed_on > on:
        return [Problem(_("Dagen ligger i framtiden."), "removed_on")]
    if removed_on < posted.posted_on:
        return [Problem(_("Anslaget kan inte ha tagits bort innan det publicerades."), "removed_on")]
    return []


def notice_warnings(posted: Posted) -> list[str]:
    """Return what the law asks of a notice and was not done: too late, taken down too early."""
    found = []
    latest = latest_to_post(posted.adjusted_on)
    if posted.posted_on > latest:
        found.append(
            _(
                "Anslaget skulle ha publicerats senast %(day)s, två dagar efter justeringen (KL 8:12).",
                day=latest.isoformat(),
            )
        )
    if posted.was_cut:
        found.append(
            _(
                "Anslaget togs bort innan tiden för att överklaga hade gått ut (KL 8:12). "
                "Publicera det på nytt: tiden räknas då om."
            )
        )
    return found


def execution_problems(note: str | None, stands: LegalForce | None) -> list[Problem]:
    """A decision may be carried out before it has legal force (KL 13:14); why then is kept. What `STOPS` may not."""
    if stands is None or stands.force is Force.IN_FORCE:
        return []
    if stands.force in STOPS:
        return [Problem(str(STOPS[stands.force]))]
    if not (note or "").strip():
        return [Problem(_("Beslutet har inte fått laga kraft. Skriv varför det verkställs nu."), "note")]
    return []
