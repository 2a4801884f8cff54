"""What has become of the rows that a sentence rests on, and what may be written in a reply. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from registry.collaborations.running import Running
from registry.core.errors import Problem
from registry.core.i18n import _, joined, lazy
from registry.core.labels import label
from registry.enquiries.replies import wording
from registry.enquiries.replies.choices import BasisKind, ReplySection
from registry.enquiries.replies.coverage import Covered, Pair
from registry.enquiries.replies.facts import BasisFacts, Key, StoredBasis, StoredLine
from registry.enquiries.replies.wording import AuthorityNames
from registry.enquiries.workflow import EnquiryState

GAP = "gap"  # the template of a sentence about what nothing covers
NOTHING_COVERS: Covered = {}
MOST_LINES, MOST_ANNEXES = 300, 30
LONGEST_LINE, LONGEST_NOTE, LONGEST_ANNEX = 4000, 500, 300
NEEDED = (
    ReplySection.PROPOSAL, ReplySection.SUMMARY, ReplySection.MATTER, ReplySection.PREPARATION,
    ReplySection.ANSWER,
)  # fmt: skip
SENT = frozenset({EnquiryState.SENT, EnquiryState.DECIDED, EnquiryState.ANSWERED})  # out of the house
VALUE_NAMES: Mapping[str, Any] = {
    "title": lazy("Namn"), "name": lazy("Namn"), "running": lazy("Läge"), "starts_on": lazy("Från och med"),
    "ends_on": lazy("Till och med"), "unit": lazy("Enhet"), "parties": lazy("Parter"), "funder": lazy("Finansiär"),
    "capacity": lazy("Platser"), "length_months": lazy("Längd i månader"), "sentence": lazy("Beskrivning"),
    "least_months": lazy("Minsta tid i månader"), "kind": lazy("Typ"), "asked_by": lazy("Ställd av"),
    "questions": lazy("Antal frågor"), "text": lazy("Text"), "case_number": lazy("Diarienummer"),
    "adopted_by": lazy("Antaget av"), "covered_by": lazy("Pågår för gruppen"), "adopted_on": lazy("Antaget"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class BasisDifference:
    """One thing that a row said and says no longer, in words."""

    row: str
    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class LineDifference:
    """What has changed under a line; `wording` is what the register would make of it now, empty for nothing.

    `is_gone`: a row that it rests on is no longer there.
    """

    differences: tuple[BasisDifference, ...]
    wording: str
    is_gone: bool = False


def compared_on(today: date, speaks_of: date, meeting_on: date | None) -> date:
    """Return the day that the register is compared on: today, and after the meeting that day: it is said and done."""
    return min(today, max(meeting_on, speaks_of)) if meeting_on else today


def difference(
    line: StoredLine, now: Mapping[Key, BasisFacts], names: AuthorityNames, covered: Covered = NOTHING_COVERS
) -> LineDifference | None:
    """Return what of the rows under the line is no longer so; None when nothing is, or it rests on none.

    A sentence about a gap rests on there being nothing too: `covered` says what runs for each pair that it names.
    """
    if line.template is None or not line.bases:
        return None
    told: list[BasisDifference] = []
    rows: list[dict[str, Any]] = []
    is_gone = False
    for basis in line.bases:
        row = row_under(line, basis, now, covered)
        if row is None:
            is_gone = True
            told.append(BasisDifference(basis.label, _("Finns i registret"), _("Ja"), _("Nej")))
            continue
        values = wording.picked(line.template, row.values, line.place, basis.values)
        rows.append(values)
        told += _told(row.label, basis.values, values)
    if not told:
        return None
    return LineDifference(tuple(told), "" if is_gone else wording.worded(line.template, rows, names), is_gone)


def row_under(
    line: StoredLine, basis: StoredBasis, now: Mapping[Key, BasisFacts], covered: Covered
) -> BasisFacts | None:
    """Return what the row says now; under a gap an activity says what covers it for the group of the sentence."""
    row = now.get((basis.kind, basis.row_id))
    if row is None or line.template != GAP or basis.kind is not BasisKind.ACTIVITY:
        return row
    return with_coverage(row, line.bases[0].row_id, covered)


def with_coverage(activity: BasisFacts, group_id: UUID, covered: Covered) -> BasisFacts:
    """Return the activity with what runs of it for the group."""
    by = covered.get((group_id, activity.id))
    return replace(activity, values={**activity.values, "covered_by": list(by) if by else None})


def pairs_of(lines: Iterable[StoredLine]) -> set[Pair]:
    """Return the pairs of group and activity that the lines say that nothing covers."""
    return {
        (line.bases[0].row_id, one.row_id) for line in lines if line.template == GAP for one in line.bases[1:]
    }


def _told(row: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[BasisDifference]:
    return [
        BasisDifference(row, str(VALUE_NAMES[name]), in_words(name, before.get(name)), in_words(name, value))
        for name, value in after.items()
        if before.get(name) != value
    ]


def in_words(name: str, value: Any) -> str:
    """Return a stored value as people read it."""
    if value in (None, "", []):
        return _("Inget") if name == "covered_by" else _("Uppgift saknas")
    if name == "covered_by":
        return joined(value)
    if name == "running":
        return label(Running(value))
    if name == "kind":
        known = {
            **wording.KINDS,
            **{code: (words,) for code, words in (wording.STRUCTURES | wording.FORMAL).items()},
        }
        return known[value][0] if value in known else str(value)
    if name == "parties":
        return joined([f"{who} ({joined(roles)})" if roles else who for who, roles in value], "; ")
    return str(value)


def closed_problems(state: EnquiryState, *, is_from_source: bool) -> list[Problem]:
    """Return why the reply cannot be changed: it lies before the nämnd, or has been there.

    A question from the city's own files was answered before the register: a reply to it is written for practice.
    """
    said = _("Svaret är sänt till nämnden och ändras inte. Ta tillbaka det först om något ska ändras.")
    return [Problem(said)] if state in SENT and not is_from_source else []


def publishing_problems(state: EnquiryState, *, is_from_source: bool) -> list[Problem]:
    """Return why there is no version to publish: a draft is the house's own until it goes out (TF 2:10, 2:12).

    It goes out when it is sent to the nämnd, or to whoever asked where the nämnd decides nothing. A reply that is
    written for practice goes nowhere.
    """
    if is_from_source:
        return [Problem(_("Det här svaret är skrivet för övning och publiceras inte."))]
    said = _(
        "Svaret kan publiceras från den dag det är attesterat och sänt. Till dess är det ett arbetsmaterial."
    )
    return [] if state in SENT else [Problem(said)]


def text_problems(text: str | None) -> list[Problem]:
    """Return why a line cannot say this: it has to say something, on one line of the form."""
    return [] if (text or "").strip() else [Problem(_("Skriv något, eller ta bort raden."), "text")]


def adding_problems(texts: Sequence[str], text: str) -> list[Problem]:
    """Return why the line cannot be added to those there are: they are too many, or one of them says the same."""
    if len(texts) >= MOST_LINES:
        return [Problem(_("Svaret har redan %(most)s rader. Slå ihop eller ta bort några.", most=MOST_LINES))]
    return [Problem(_("Det står redan i svaret."), "text")] if text in texts else []


def annex_problems(annexes: Sequence[str]) -> list[Problem]:
    """Return why the list of annexes cannot be so."""
    if len(annexes) > MOST_ANNEXES:
        return [Problem(_("Skriv högst %(most)s bilagor.", most=MOST_ANNEXES), "annexes")]
    if any(len(one) > LONGEST_ANNEX for one in annexes):
        return [Problem(_("En bilagas namn får ha högst %(most)s tecken.", most=LONGEST_ANNEX), "annexes")]
    return []


def figure_problems(figure: Mapping[str, Any] | None) -> list[Problem]:
    """Return why no drawing can be put in: nothing that runs for the groups asked about is registered."""
    said = _("Inget som pågår för målgrupperna är registrerat den dagen, så det finns inget att rita.")
    return [] if figure else [Problem(said, "has_figure")]


def missing(sections: Iterable[ReplySection]) -> list[ReplySection]:
    """Return the parts of the form that have to say something and do not yet."""
    have = set(sections)
    return [one for one in NEEDED if one not in have]
