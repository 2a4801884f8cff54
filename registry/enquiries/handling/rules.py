"""What a registered question must hold, what its lines mean, and which earlier ones are about the same. Pure."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import dropwhile
from uuid import UUID

from registry.core import personal
from registry.core.dates import months_after
from registry.core.errors import Problem
from registry.core.i18n import _
from registry.core.language import light, spelling, stems
from registry.core.language.spelling import listed
from registry.enquiries.models import EnquiryKind
from registry.enquiries.workflow import CommitteeOutcome

FIRST_YEAR = 1900
MOST_ROWS, LONGEST_ASKER = 60, 200
YEAR_TO_DECIDE = frozenset({EnquiryKind.MOTION, EnquiryKind.CITIZEN_PROPOSAL})
NOT_OF_A_PARTY = frozenset({EnquiryKind.CITIZEN_PROPOSAL, EnquiryKind.REFERRAL})
_NUMBERED = re.compile(r"^[-–•*\s]*(?:\d{1,2}\s*[.):]+\s*)?")
_ASKER = re.compile(r"(?P<name>[^(]+?)\s*\((?P<party>[^)]+)\)")
SHARED_GROUP, SHARED_WORD, SHARED_PROJECT = 3, 2, 6  # what tells that two are about the same
LEAST_ALIKE, MOST_ALIKE = 3, 8
SHORTEST_TELLING = 5  # letters
_WORD = re.compile(r"\w+")
# What any question says, whatever it is about.
ASKING = listed("""
    angaende arbetar arbete arbeta behov behovs beskrivs denna dessa detta finns fraga fragor interpellation jobbar
    liknande medborgarforslag motion projekt remiss skrivelse skrivelsen staden stadens stockholm stockholms vilka
    vilken vilket
""")


@dataclass(frozen=True, slots=True)
class EnquiryFacts:
    """What is stated of a question when it is registered."""

    kind: EnquiryKind
    title: str
    askers: tuple[tuple[str | None, str | None], ...]  # name, party
    questions: tuple[str, ...]
    received_on: date
    unit_id: UUID
    number: str | None = None
    addressee: str | None = None
    due_on: date | None = None
    meeting_on: date | None = None
    case_number: str | None = None
    responsible_id: UUID | None = None
    summary: str | None = None
    target_group_ids: tuple[UUID, ...] = ()
    collaboration_ids: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class TreatmentFacts:
    """What the minutes of a meeting say that the nämnd did with the reply."""

    meeting_on: date
    outcome: CommitteeOutcome
    paragraph: str | None = None
    note: str | None = None
    next_meeting_on: date | None = None


def questions_of(text: str | None) -> tuple[str, ...]:
    """Return the questions, one for each line that says something; a number in front is ours to give.

    A letter's own words before them ("vi vill ställa följande frågor:") end in a colon, and ask nothing.
    """
    lines = (_NUMBERED.sub("", line).strip() for line in (text or "").splitlines())
    return tuple(dropwhile(lambda line: line.endswith(":"), filter(None, lines)))


def askers_of(text: str | None, kind: EnquiryKind | None) -> tuple[tuple[str | None, str | None], ...]:
    """Return (name, party) for each line: "Name (party)", or one alone, which is a party unless the kind says not."""
    found: list[tuple[str | None, str | None]] = []
    for line in (" ".join(line.split()) for line in (text or "").splitlines()):
        if match := _ASKER.fullmatch(line):
            found.append((match["name"], match["party"].strip()))
        elif line:
            found.append((line, None) if kind in NOT_OF_A_PARTY else (None, line))
    return tuple(found)


def due_by(kind: EnquiryKind, received_on: date) -> date | None:
    """Return the last day that is assumed: a motion or a citizen's proposal should be decided on within a year of the
    day it came (kommunallagen); of the others the city says which day.
    """
    return months_after(received_on, 12) if kind in YEAR_TO_DECIDE else None


def problems(facts: EnquiryFacts, *, today: date, is_known: bool) -> Iterator[Problem]:
    """Yield what is wrong, each at its field."""
    if is_known:
        yield Problem(_("Frågan är redan registrerad."), "title")
    if not facts.questions:
        yield Problem(_("Skriv minst en fråga."), "questions")
    if not facts.askers:
        yield Problem(_("Skriv vem som frågar."), "askers")
    yield from _too_much(facts)
    yield from _days(facts, today)
    yield from _personal(facts)


def _too_much(facts: EnquiryFacts) -> Iterator[Problem]:
    for field, rows in (("questions", facts.questions), ("askers", facts.askers)):
        if len(rows) > MOST_ROWS:
            yield Problem(_("Högst %(most)s rader får plats.", most=MOST_ROWS), field)
    if any(len(part or "") > LONGEST_ASKER for asker in facts.askers for part in asker):
        yield Problem(_("En rad är för lång. Högst %(most)s tecken.", most=LONGEST_ASKER), "askers")


def _days(facts: EnquiryFacts, today: date) -> Iterator[Problem]:
    if facts.received_on > today:
        yield Problem(_("Dagen ligger i framtiden."), "received_on")
    if facts.received_on.year < FIRST_YEAR:
        yield Problem(_("Året ser fel ut."), "received_on")
    for field, day in (("due_on", facts.due_on), ("meeting_on", facts.meeting_on)):
        if day and day < facts.received_on:
            yield Problem(_("Dagen är före den dag då frågan kom in."), field)


def _personal(facts: EnquiryFacts) -> Iterator[Problem]:
    texts = {
        "title": facts.title, "summary": facts.summary, "questions": " ".join(facts.questions),
        "askers": " ".join(part or "" for asker in facts.askers for part in asker),
    }  # fmt: skip
    words = _("Här står ett personnummer. Registret får inte innehålla personnummer.")
    yield from (Problem(words, name) for name, text in texts.items() if text and personal.has_personal(text))


def treatment_problems(facts: TreatmentFacts, *, treated: Collection[date], today: date) -> Iterator[Problem]:
    """Yield what is wrong: a meeting to come, or treated already, or a next one before it."""
    if facts.meeting_on > today:
        yield Problem(_("Sammanträdet ligger i framtiden."), "meeting_on")
    if facts.meeting_on in treated:
        yield Problem(_("Vad nämnden gjorde den dagen är redan registrerat."), "meeting_on")
    if facts.next_meeting_on and facts.next_meeting_on <= facts.meeting_on:
        yield Problem(_("Nästa sammanträde är efter det här."), "next_meeting_on")
    if facts.next_meeting_on and facts.outcome is not CommitteeOutcome.TABLED:
        yield Problem(_("Bara det som bordläggs tas upp vid nästa sammanträde."), "next_meeting_on")
    if facts.note and personal.has_personal(facts.note):
        yield Problem(_("Här står ett personnummer. Registret får inte innehålla personnummer."), "note")


@dataclass(frozen=True, slots=True)
class EnquirySubject:
    """What a question is about: its groups by name, its projects by identifier, and its words."""

    groups: frozenset[str]
    projects: frozenset[UUID]
    text: str


@dataclass(frozen=True, slots=True)
class AlikeEnquiry:
    """An earlier question about the same thing: how alike, and what they share."""

    id: UUID
    score: int
    names: tuple[str, ...]
    words: tuple[str, ...]
    shares_project: bool


def alike(of: EnquirySubject, others: Mapping[UUID, EnquirySubject]) -> list[AlikeEnquiry]:
    """Return the others that are about the same thing, the likest first: same groups, project or telling words.

    A word that most of the questions have tells nothing of any of them.
    """
    spoken = {key: _stems(one.text) for key, one in others.items()}
    usual = _usual(spoken.values())
    own = {stem: word for stem, word in _stems(of.text).items() if stem not in usual}
    found = []
    for key, one in others.items():
        groups = tuple(sorted(of.groups & one.groups))
        words = tuple(own[stem] for stem in sorted(own.keys() & spoken[key].keys()))
        shares = bool(of.projects & one.projects)
        score = SHARED_GROUP * len(groups) + SHARED_WORD * len(words) + SHARED_PROJECT * shares
        if score >= LEAST_ALIKE:
            found.append(AlikeEnquiry(key, score, groups, words[:6], shares))
    return sorted(found, key=lambda one: (-one.score, str(one.id)))[:MOST_ALIKE]


def _stems(text: str) -> dict[str, str]:
    """The telling words by their stem, through the language of the search."""
    found: dict[str, str] = {}
    for written in _WORD.findall(text):
        for word in spelling.words(written):
            if len(word) >= SHORTEST_TELLING and word not in ASKING and not light.is_small(word):
                found.setdefault(stems.stem(word), written.lower())
    return found


def _usual(spoken: Iterable[Mapping[str, str]]) -> set[str]:
    every = list(spoken)
    counted: dict[str, int] = {}
    for one in every:
        for stem in one:
            counted[stem] = counted.get(stem, 0) + 1
    return {stem for stem, number in counted.items() if len(every) >= 5 and 2 * number > len(every)}
