"""What the pages of kept assessments show: the need, what was found, and what has changed in the register since."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from registry.access.actor import Actor
from registry.collaborations.running import Running
from registry.core.i18n import Word, _, joined, lazy
from registry.core.labels import label
from registry.enquiries.assessments import comparison, queries
from registry.enquiries.assessments.comparison import AssessmentComparison
from registry.enquiries.assessments.models import AssessmentFinding, FindingKind
from registry.enquiries.assessments.rules import ValueDifference
from registry.enquiries.models import NeedAssessment
from registry.enquiries.needs import vocabulary
from registry.enquiries.needs.forms import FACTS, digest_of
from registry.enquiries.needs.gaps import GapKind
from registry.enquiries.needs.values import CertaintyLevel, NeedList, NeedTerm
from registry.enquiries.needs.views import ShownReasons, door, reasons
from registry.enquiries.needs.vocabulary import NeedVocabulary
from registry.enquiries.needs.words import span
from registry.partners.recognition.rules import RecognitionKind, RecognitionStatus

_LISTS = {
    "groups": NeedList.TARGET_GROUP,
    "activities": NeedList.ACTIVITY,
    "districts": NeedList.DISTRICT,
}


_NOT_KEPT = dict.fromkeys(
    ("detail", "unit", "shared", "conclusion", "lessons", "engaged_by", "recognition", "is_partial")
)
_FIELDS = {
    "name": lazy("Namn"),
    "running": lazy("Läge"),
    "ends_on": lazy("Slutar"),
    "groups": lazy("Målgrupper"),
    "activities": lazy("Insatser"),
    "districts": lazy("Stadsdelsområden"),
    "unit": lazy("Enhet"),
    "parties": lazy("Parter"),
    "engaged_by": lazy("Samverkar med"),
    "recognition": lazy("Granskning"),
    "is_active": lazy("Verksam i civilsamhället"),
    "conclusion": lazy("Motiv"),
}


@dataclass(frozen=True, slots=True)
class ShownTerm:
    """A term of the need: its list, how sure it was, the sentence, whether it counts and who said so."""

    list: NeedList
    name: str
    level: CertaintyLevel
    sentence: str
    is_taken: bool
    is_added: bool
    by: str


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """A finding with the page of its row, and what has changed in the row: field, before and after."""

    row: AssessmentFinding
    door: tuple[str, dict[str, Any]] | None
    changes: tuple[dict[str, Any], ...] = ()

    @property
    def facts(self) -> dict[str, Any]:
        """Return what was kept of the row, and nothing for what is not kept of its kind."""
        return _NOT_KEPT | self.row.facts

    @property
    def reasons(self) -> list[ShownReasons]:
        """Return the reasons by the row that each rests on, where that was kept."""
        grounds = [(kind, UUID(id_)) for kind, id_ in self.row.facts.get("grounds", ())]
        return reasons(self.row.reasons or (), grounds)

    @property
    def conditions(self) -> list[tuple[RecognitionStatus, list[RecognitionKind]]]:
        """Return how the conditions stood of an organisation that could complement, the worst first."""
        kept = self.row.facts.get("conditions", ())
        return [(RecognitionStatus(status), list(map(RecognitionKind, kinds))) for status, kinds in kept]

    @property
    def is_first(self) -> bool:
        """Whether it is shown before the rest: it matters for the conclusion, or it has changed."""
        return bool(self.row.is_relevant or self.changes)

    @property
    def running(self) -> Running | None:
        """Whether it ran on the day that the assessment speaks of."""
        said = self.row.facts.get("running")
        return Running(said) if said else None


@dataclass(frozen=True, slots=True)
class ShownAssessment:
    """Everything that the page of an assessment shows beside the assessment itself."""

    terms: tuple[ShownTerm, ...] = ()
    findings: Mapping[FindingKind, Sequence[ShownFinding]] | None = None
    news: tuple[ShownFinding, ...] = ()
    changed: int = 0
    by: str = ""

    def ages(self, assessment: NeedAssessment) -> str:
        """Return the ages of the need in words; nothing where none are said."""
        low, high = assessment.age_from, assessment.age_to
        return span(low, high) if low is not None or high is not None else ""

    def of(self, kind: str) -> Sequence[ShownFinding]:
        """Return the findings of a kind."""
        return (self.findings or {}).get(FindingKind(kind), ())


def shown(assessment: NeedAssessment, *, actor: Actor, on: date) -> ShownAssessment:
    """Return the assessment with what it rests on beside the register as it is on the day."""
    kept = queries.findings(actor, assessment)
    people = queries.people(_people(assessment))
    by = people.get(assessment.prepared_by_id, "") if assessment.prepared_by_id else ""
    if assessment.found_at is None:
        return ShownAssessment(by=by)
    known = vocabulary.load()
    found = comparison.compared(assessment, kept, known, actor=actor, on=on)
    rows = [_finding(row, found, known) for row in kept]
    return ShownAssessment(
        tuple(_term(one, known, people) for one in assessment.read_terms or ()),
        {kind: [one for one in rows if one.row.kind is kind] for kind in FindingKind},
        tuple(_finding(row, None, known) for row in found.news),
        found.changed,
        by,
    )


def prefilled(assessment: NeedAssessment, known: NeedVocabulary) -> SimpleNamespace:
    """Return what the form of a need begins with: the text, the terms that count and the facts that are kept."""
    ids = {(term.list.value, term.code): id_ for id_, term in known.terms.items()}
    terms = assessment.read_terms or ()
    added: dict[str, list[UUID]] = {which.value: [] for which in NeedList}
    for one in terms:
        if one["added"] and (one["list"], one["code"]) in ids:
            added[one["list"]].append(ids[one["list"], one["code"]])
    return SimpleNamespace(
        text=assessment.text, on=assessment.speaks_of, title=assessment.title, enquiry=assessment.enquiry,
        version=assessment.version, read_of=digest_of(assessment.text or ""),
        terms=[f"{one['list']}:{one['code']}" for one in terms if one["taken"] and not one["added"]],
        target_groups=added["target_group"], activities=added["activity"], districts=added["district"],
        parties="\n".join(assessment.parties or ()), **{name: getattr(assessment, name) for name in FACTS},
    )  # fmt: skip


def offered(rows: Iterable[AssessmentFinding]) -> list[tuple[UUID, str]]:
    """Return the findings as boxes: what each is, and its name."""
    return [(row.id, _("%(heading)s: %(name)s", heading=row.kind.words, name=name_of(row))) for row in rows]


def name_of(row: AssessmentFinding) -> str:
    """Return what a finding is called: as its row was called, of a gap the group and the activity."""
    if row.kind is FindingKind.GAP:
        return joined([Word(row.facts["target_group"]), Word(row.facts["activity"])], ": ")
    return row.name


def _people(assessment: NeedAssessment) -> set[UUID]:
    found = {UUID(one["by"]) for one in assessment.read_terms or ()}
    return found | ({assessment.prepared_by_id} if assessment.prepared_by_id else set())


def _term(one: Mapping[str, Any], known: NeedVocabulary, people: Mapping[UUID, str]) -> ShownTerm:
    which = NeedList(one["list"])
    name = known.names.get((which, one["code"]), one["code"])
    level = NeedTerm(which, one["code"], name, one["certainty"]).level
    by = people.get(UUID(one["by"]), "")
    return ShownTerm(which, name, level, one["sentence"], one["taken"], one["added"], by)


def _finding(
    row: AssessmentFinding, found: AssessmentComparison | None, known: NeedVocabulary
) -> ShownFinding:
    kind = "assessment" if row.earlier_id else "structure" if row.structure_id else "collaboration"
    place = door("organisation" if row.organisation_id else kind, row.row_id) if row.row_id else None
    changes = found.differences.get(row.id, ()) if found else ()
    return ShownFinding(row, place, tuple(_change(row, one, known) for one in changes))


def _change(row: AssessmentFinding, one: ValueDifference, known: NeedVocabulary) -> dict[str, Any]:
    if row.kind is FindingKind.GAP:
        after = _("Täcks nu") if one.after is None else one.after
        return {"field": _("Lucka"), "before": _gap(row.facts["kind"]), "after": _gap(after)}
    if one.after is None and one.field == "name":
        return {"field": _("Finns inte längre"), "before": one.before, "after": None}
    if one.field == "id":
        return {"field": _("Har slagits ihop med en annan"), "before": row.name, "after": _("En annan post")}
    return {
        "field": _FIELDS[one.field],
        "before": _value(one.field, one.before, known),
        "after": _value(one.field, one.after, known),
    }


def _gap(said: Any) -> Any:
    return label(GapKind(said)) if said in set(GapKind) else said


def _value(field: str, value: Any, known: NeedVocabulary) -> Any:
    if field in _LISTS:
        return [known.names.get((_LISTS[field], code), code) for code in value]
    if field == "running":
        return label(Running(value))
    if field == "recognition":
        return {"remark": _("Anmärkning"), "in_order": _("Granskad")}.get(value)
    if field == "is_active":
        return _("Ja") if value else _("Nej")
    return value
