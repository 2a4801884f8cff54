"""What is in order, what runs out and what is missing (`domain.md` 2.2). How long a thing holds is the city's data."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol

from registry.core import labels
from registry.core.dates import months_after
from registry.core.errors import Problem
from registry.core.i18n import _, lazy, ngettext
from registry.core.labels import Labelled
from registry.partners.organisations.models import LegalForm, Registration
from registry.partners.organisations.rules import can_be_party

SOON = timedelta(days=60)
RENEW = timedelta(days=30)  # so long before it runs out the organisation itself is told by mail
MOST_BYTES = 8_000_000


class RecognitionKind(Labelled):
    """A thing that the city wants to have seen."""

    TERMS = "terms", lazy("Demokrativillkor")
    STATUTES = "statutes", lazy("Stadgar")
    MINUTES = "minutes", lazy("Årsmötesprotokoll")
    AUDIT_REPORT = "audit_report", lazy("Revisionsberättelse")
    ACTIVITY_REPORT = "activity_report", lazy("Verksamhetsberättelse")
    REGISTER = "register", lazy("Registret över idéburna organisationer")
    ENFORCEMENT = "enforcement", lazy("Kontroll hos Kronofogden")
    TAX = "tax", lazy("Kontroll hos Skatteverket")


INTERNAL = frozenset(
    {RecognitionKind.ENFORCEMENT, RecognitionKind.TAX}
)  # the city's own checks, never shown outside


TO_MEND = frozenset(
    {
        RecognitionKind.TERMS, RecognitionKind.STATUTES, RecognitionKind.MINUTES, RecognitionKind.AUDIT_REPORT,
        RecognitionKind.ACTIVITY_REPORT,
    }
)  # fmt: skip  # what an organisation itself can put right


class RecognitionOutcome(Labelled):
    """What was found."""

    GOOD = "good", lazy("I ordning")
    REMARK = "remark", lazy("Anmärkning")
    NOT_MET = "not_met", lazy("Uppfyller inte")


class RecognitionStatus(Labelled):
    """How a thing stands today."""

    IN_ORDER = "in_order", lazy("I ordning")
    RUNS_OUT = "runs_out", lazy("Går snart ut")
    RUN_OUT = "run_out", lazy("Har gått ut")
    REMARK = "remark", lazy("Anmärkning")
    MISSING = "missing", lazy("Saknas")
    NOT_SEEN = "not_seen", lazy("Inte kontrollerat")


TONES = {
    RecognitionStatus.IN_ORDER: "success",
    RecognitionStatus.RUNS_OUT: "warning",
    RecognitionStatus.RUN_OUT: "danger",
    RecognitionStatus.REMARK: "danger",
    RecognitionStatus.MISSING: "warning",
    RecognitionStatus.NOT_SEEN: "neutral",
}
WORST_FIRST = (
    RecognitionStatus.REMARK, RecognitionStatus.RUN_OUT, RecognitionStatus.MISSING, RecognitionStatus.RUNS_OUT,
    RecognitionStatus.IN_ORDER, RecognitionStatus.NOT_SEEN,
)  # fmt: skip


class Sighting(Protocol):
    """A thing that was seen: a stored item, or what the organisation's own facts say of the register."""

    @property
    def kind(self) -> RecognitionKind:
        """What was seen."""

    @property
    def dated_on(self) -> date:
        """The day on the document, or the day of the check."""

    @property
    def valid_until(self) -> date | None:
        """The last day it holds; None for as long as nothing else is noted."""

    @property
    def outcome(self) -> RecognitionOutcome:
        """What was found."""

    @property
    def what(self) -> str | None:
        """What it was that was seen, in somebody's words."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What the organisation's own facts say of the register (lag 2022:900), as if it were an item."""

    dated_on: date
    valid_until: date | None
    outcome: RecognitionOutcome
    kind: RecognitionKind = RecognitionKind.REGISTER
    what: str | None = None
    partner_note: str | None = None


@dataclass(frozen=True, slots=True)
class Requirement:
    """How long a thing holds, and whether it must be there at all."""

    months: int | None = None
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class Noted:
    """What a person notes that was seen; without `valid_until` it follows from how long the thing holds."""

    kind: RecognitionKind
    dated_on: date
    outcome: RecognitionOutcome = RecognitionOutcome.GOOD
    what: str | None = None
    by_whom: str | None = None
    valid_until: date | None = None
    note: str | None = None
    partner_note: str | None = None


@dataclass(frozen=True, slots=True)
class RecognitionLine:
    """One line of what an organisation's page shows: the thing, how it stands, and a sentence."""

    kind: RecognitionKind
    status: RecognitionStatus
    words: str
    seen: Any = None

    @property
    def tone(self) -> str:
        """How the line is marked."""
        return TONES[self.status]

    @property
    def is_unseen(self) -> bool:
        """Whether nobody asks for it and nobody has looked at it."""
        return self.status is RecognitionStatus.NOT_SEEN

    @property
    def is_in_order(self) -> bool:
        """Whether it holds today."""
        return self.status in {RecognitionStatus.IN_ORDER, RecognitionStatus.RUNS_OUT}

    @property
    def partner_words(self) -> str:
        """What the organisation itself reads of it: what to mend, and what the city has not got from it."""
        if self.status is RecognitionStatus.REMARK and self.seen.partner_note:
            return str(self.seen.partner_note)
        if self.seen is None and self.kind is RecognitionKind.TERMS:
            return _("Ni har inte godkänt villkoren än.")
        if self.seen is None and self.kind in TO_MEND:
            return _("Staden har inte fått något än.")
        return self.words

    @property
    def weight(self) -> int:
        """Where it stands in a list that begins with the worst."""
        return WORST_FIRST.index(self.status)


def is_shown(line: RecognitionLine) -> bool:
    """Whether the organisation sees the line: not the city's own checks, nor a register that nobody has looked in."""
    is_unchecked = line.kind is RecognitionKind.REGISTER and line.status is RecognitionStatus.NOT_SEEN
    return line.kind not in INTERNAL and not is_unchecked


def valid_until(noted: Noted, requirement: Requirement) -> date | None:
    """Return until when it holds: as stated, otherwise as long as the city has decided, otherwise for ever."""
    if noted.valid_until or requirement.months is None:
        return noted.valid_until
    return months_after(noted.dated_on, requirement.months)


def status(seen: Sighting | None, *, is_required: bool, on: date) -> RecognitionStatus:
    """Return how a thing stands on the date. A remark stands until something newer is noted."""
    if seen is None:
        return RecognitionStatus.MISSING if is_required else RecognitionStatus.NOT_SEEN
    if seen.outcome is not RecognitionOutcome.GOOD:
        return RecognitionStatus.REMARK
    if seen.valid_until is None or seen.valid_until > on + SOON:
        return RecognitionStatus.IN_ORDER
    return RecognitionStatus.RUNS_OUT if seen.valid_until >= on else RecognitionStatus.RUN_OUT


def lines(
    seen: Iterable[Sighting], requirements: Mapping[RecognitionKind, Requirement], *, on: date
) -> list[RecognitionLine]:
    """Return a line for each kind of thing. `seen` is newest first; of each kind the first counts."""
    latest: dict[RecognitionKind, Sighting] = {}
    for one in seen:
        latest.setdefault(one.kind, one)
    found = []
    for kind in RecognitionKind:
        last = latest.get(kind)
        is_required = requirements.get(kind, Requirement()).is_required
        standing = status(last, is_required=is_required, on=on)
        found.append(RecognitionLine(kind, standing, sentence(standing, last, on), last))
    return found


def sentence(standing: RecognitionStatus, seen: Sighting | None, on: date) -> str:
    """Say in plain words how a thing stands."""
    if seen is None:
        return _("Inget är antecknat än.")
    seen_on, until = seen.dated_on.isoformat(), seen.valid_until
    if standing is RecognitionStatus.REMARK:
        what = seen.what or labels.label(seen.kind)
        return _("%(outcome)s %(on)s: %(what)s.", outcome=labels.label(seen.outcome), on=seen_on, what=what)
    if until is None:
        return _("Daterat %(on)s. Gäller tills vidare.", on=seen_on)
    if standing is RecognitionStatus.RUN_OUT:
        return _("Gick ut %(until)s.", until=until.isoformat())
    if standing is RecognitionStatus.RUNS_OUT:
        left = (until - on).days
        return ngettext(
            "Går ut %(until)s, om %(num)s dag.", "Går ut %(until)s, om %(num)s dagar.", left, until=until
        )
    return _("Daterat %(on)s. Gäller till %(until)s.", on=seen_on, until=until.isoformat())


def by_status(found: Iterable[RecognitionLine]) -> list[tuple[RecognitionStatus, list[RecognitionKind]]]:
    """Return which things stand how, the worst first; a way in which nothing stands is left out."""
    kinds: dict[RecognitionStatus, list[RecognitionKind]] = {status: [] for status in WORST_FIRST}
    for line in found:
        kinds[line.status].append(line.kind)
    return [(status, said) for status, said in kinds.items() if said]


def noted_problems(
    noted: Noted, *, legal_form: LegalForm, on: date, lacks_terms: bool = False
) -> list[Problem]:
    """Return what cannot be right in what is noted on the date. `lacks_terms`: there are versions, none was chosen."""
    problems = []
    if noted.kind is RecognitionKind.TERMS and lacks_terms:
        problems.append(Problem(_("Välj vilken version av villkoren det gäller."), "terms"))
    if noted.dated_on > on:
        problems.append(Problem(_("Dagen kan inte ligga i framtiden."), "dated_on"))
    if noted.valid_until and noted.valid_until < noted.dated_on:
        problems.append(Problem(_("Det kan inte sluta gälla innan det började."), "valid_until"))
    problems += _remark_problems(noted)
    if (
        noted.kind is RecognitionKind.REGISTER
        and noted.outcome is RecognitionOutcome.GOOD
        and not can_be_party(legal_form)
    ):
        words = _(
            "Ett nätverk utan juridisk person kan inte finnas i registret över idéburna organisationer."
        )
        problems.append(Problem(words, "outcome"))
    return problems


def _remark_problems(noted: Noted) -> list[Problem]:
    """A remark says what it is about: to the organisation where it can mend it, otherwise to the house."""
    if noted.outcome is RecognitionOutcome.GOOD:
        return []
    if noted.kind in TO_MEND and not noted.partner_note:
        return [
            Problem(
                _("Skriv till organisationen vad som inte är i ordning och vad den kan göra."), "partner_note"
            )
        ]
    if noted.kind not in TO_MEND and not noted.note:
        return [Problem(_("Beskriv vad som inte är i ordning."), "note")]
    return []


def registration(outcome: RecognitionOutcome) -> Registration:
    """Return what a check of the register says of the organisation: only a clear finding means registered."""
    return Registration.YES if outcome is RecognitionOutcome.GOOD else Registration.NO


def checked(of: Registration, on: date | None, requirement: Requirement) -> list[Checked]:
    """Return the check of the register that the organisation's own facts tell of, if they do."""
    if of is Registration.UNKNOWN or on is None:
        return []
    until = months_after(on, requirement.months) if requirement.months else None
    return [
        Checked(on, until, RecognitionOutcome.GOOD if of is Registration.YES else RecognitionOutcome.NOT_MET)
    ]


def newest_first(items: Sequence[Sighting], more: Sequence[Sighting]) -> list[Sighting]:
    """Return stored items, newest first, together with others; of the same day the stored one counts first."""
    return sorted([*items, *more], key=lambda one: one.dated_on, reverse=True)


def reminders(due_on: date, *, on: date, reminded: bool, reminded_due: bool) -> bool:
    """Return whether a mail about the yearly confirmation goes out: once 30 days before, once when it is due."""
    if on >= due_on:
        return not reminded_due
    return on >= due_on - timedelta(days=30) and not reminded
