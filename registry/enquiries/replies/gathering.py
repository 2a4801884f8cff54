"""What a draft is made from: the question, what the assessment of its need found, and the rows behind each finding."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from registry.access.actor import Actor
from registry.core.errors import DomainError
from registry.enquiries import queries as enquiries
from registry.enquiries.assessments import comparison
from registry.enquiries.assessments import queries as findings
from registry.enquiries.assessments.models import FindingKind
from registry.enquiries.models import Enquiry, NeedAssessment
from registry.enquiries.needs import assessing, vocabulary
from registry.enquiries.needs.assessing import NeedFindings
from registry.enquiries.needs.gaps import GapKind
from registry.enquiries.needs.values import NeedList
from registry.enquiries.needs.vocabulary import NeedVocabulary
from registry.enquiries.replies import queries, rules
from registry.enquiries.replies.choices import BasisKind
from registry.enquiries.replies.coverage import covered
from registry.enquiries.replies.drafting import FoundGap, ReplyGround
from registry.enquiries.replies.facts import BasisFacts, Key, rows_now

MOST_MATCHES, MOST_COULD, MOST_GAPS, MOST_GROUPS, MOST_ACTIVITIES = 16, 5, 4, 3, 4
_KINDS = {"structure": BasisKind.STRUCTURE, "collaboration": BasisKind.COLLABORATION}
_TERMS = {NeedList.TARGET_GROUP: BasisKind.TARGET_GROUP, NeedList.ACTIVITY: BasisKind.ACTIVITY}


@dataclass(frozen=True, slots=True)
class FoundNeed:
    """What was found of a need, kept or just now: the rows, the best first, and by group what nothing gives it."""

    groups: Sequence[str] = ()
    matches: Sequence[Key] = ()
    gaps: Sequence[tuple[str, str]] = ()  # a group and an activity by name
    could: Sequence[tuple[UUID, str]] = ()  # organisations
    partners: frozenset[str] = frozenset()  # of the matches, by name
    project: Key | None = None  # the other city's that is asked about


def need_of(enquiry: Enquiry, assessments: Sequence[NeedAssessment] = ()) -> str:
    """Return what is asked for, to begin with: as it was assessed, or in the words of the question."""
    assessed = next((one.text for one in assessments if one.found_at and one.text), None)
    return assessed or "\n\n".join([enquiry.title, *(question.text for question in enquiry.questions)])


def ground(enquiry: Enquiry, text: str, *, on: date, actor: Actor) -> ReplyGround:
    """Return the rows that a reply can be drafted from, as they stand on the day.

    Where the text is what was assessed for the question, what was found then is what the reply says. A text that names
    no group and no activity gives what the question itself says, and nothing is made up.
    """
    known, assessed = vocabulary.load(), enquiries.assessments(actor, of=enquiry)
    of_text = (one for one in assessed if one.found_at and (one.text or "").split() == text.split())
    tied = next(of_text, None)
    found = _kept(tied, known, actor) if tied else _found_now(text, known, on=on, actor=actor)
    groups = _terms(known, NeedList.TARGET_GROUP, found.groups)
    gaps = _gaps(found.gaps, known)
    assessments = [(BasisKind.ASSESSMENT, one.id) for one in assessed]
    questions = [(BasisKind.QUESTION, one.id) for one in enquiry.questions]
    own, guide = (BasisKind.ENQUIRY, enquiry.id), queries.guidelines(on)
    guidelines = (BasisKind.DOCUMENT, guide) if guide else None
    unit, project = (BasisKind.UNIT, enquiry.unit_id), found.project
    under = [key for group, activities in gaps for key in (group, *activities)]
    asked = rows_now([project], on) if project else {}
    could = [(BasisKind.ORGANISATION, one) for one in _could(found, next(iter(asked.values()), None))]
    single = [key for key in (own, guidelines, unit) if key]
    rows = asked | rows_now([*single, *found.matches, *groups, *could, *assessments, *questions, *under], on)
    shown = [row for row in _rows(rows, found.matches) if not row.is_marked]
    return ReplyGround(
        enquiry=rows[own], questions=_rows(rows, questions), unit=rows.get(unit),
        groups=_rows(rows, groups), project=rows.get(project) if project else None, matches=shown,
        with_others=queries.with_civil_society([one.id for one in shown]),
        guidelines=rows.get(guidelines) if guidelines else None, could=_rows(rows, could),
        gaps=_lacking(gaps, rows, on), assessments=_rows(rows, assessments),
    )  # fmt: skip


def _lacking(gaps: Sequence[tuple[Key, list[Key]]], rows: dict[Key, BasisFacts], on: date) -> list[FoundGap]:
    """The gaps with what runs for each of their pairs: what something covers on the day is none."""
    by = covered({(group[1], one[1]) for group, activities in gaps for one in activities}, on)
    return [
        FoundGap(
            rows[group],
            tuple(rules.with_coverage(one, group[1], by) for one in _rows(rows, activities)),
        )
        for group, activities in gaps
    ]


def _kept(assessment: NeedAssessment, known: NeedVocabulary, actor: Actor) -> FoundNeed:
    """What the assessment rests on; of what exists that which its author found relevant, where somebody has said."""
    rows = findings.findings(actor, assessment)
    matches = [row for row in rows if row.kind is FindingKind.MATCH]
    matches = [row for row in matches if row.is_relevant] or matches
    keys = [
        (BasisKind.STRUCTURE, row.structure_id) if row.structure_id else (BasisKind.COLLABORATION, row.collaboration_id)
        for row in matches
    ]  # fmt: skip
    similar = [
        row.collaboration_id for row in rows if row.kind is FindingKind.SIMILAR and row.collaboration_id
    ]
    project = queries.reference_among(similar)
    return FoundNeed(
        groups=[term.name for term in comparison.need_of(assessment, known).of(NeedList.TARGET_GROUP)],
        matches=[(kind, id_) for kind, id_ in keys if id_][:MOST_MATCHES],
        gaps=[
            (row.facts["target_group"], row.facts["activity"])
            for row in rows
            if row.kind is FindingKind.GAP and row.facts["kind"] == GapKind.MISSING.value
        ],
        could=[
            (row.organisation_id, row.name)
            for row in rows
            if row.kind is FindingKind.COMPLEMENT and row.organisation_id
        ],
        partners=frozenset(name for row in matches for name in row.facts.get("parties", ())),
        project=(BasisKind.COLLABORATION, project) if project else None,
    )  # fmt: skip


def _found_now(text: str, known: NeedVocabulary, *, on: date, actor: Actor) -> FoundNeed:
    found = _findings(text, known, on=on, actor=actor)
    if found is None:
        return FoundNeed()
    matches = found.matches[:MOST_MATCHES]
    project = next((one.id for one in found.similar if one.kind == "reference"), None)
    return FoundNeed(
        groups=[term.name for term in found.need.of(NeedList.TARGET_GROUP)],
        matches=[(_KINDS[one.offer.kind], one.offer.id) for one in matches],
        gaps=[(gap.target_group, gap.activity) for gap in found.gaps if gap.kind is GapKind.MISSING],
        could=[(one.organisation.id, one.organisation.name) for one in found.complements],
        partners=frozenset(name for match in matches for _id, name in match.offer.parties),
        project=(BasisKind.COLLABORATION, project) if project else None,
    )  # fmt: skip


def groups_of(text: str) -> list[str]:
    """Return the names of the target groups that a text asks about, the surest first."""
    try:
        return [term.name for term in assessing.described(text).of(NeedList.TARGET_GROUP)]
    except DomainError:
        return []


def _findings(text: str, known: NeedVocabulary, *, on: date, actor: Actor) -> NeedFindings | None:
    try:
        return assessing.assess(assessing.described(text, known=known), actor=actor, on=on, known=known)
    except DomainError:
        return None


def _rows(rows: dict[Key, BasisFacts], keys: Iterable[Key]) -> list[BasisFacts]:
    return [rows[key] for key in dict.fromkeys(keys) if key in rows]


def _terms(known: NeedVocabulary, which: NeedList, names: Sequence[str]) -> list[Key]:
    ids = {term.name: id_ for id_, term in known.terms.items() if term.list is which}
    return [(_TERMS[which], ids[name]) for name in names if name in ids]


def _could(found: FoundNeed, project: BasisFacts | None) -> list[UUID]:
    """Who could complement, and takes part in nothing that the reply tells of anyhow."""
    elsewhere = {name for name, _roles in project.values["parties"]} if project else set()
    return [id_ for id_, name in found.could if name not in elsewhere | found.partners][:MOST_COULD]


def _gaps(found: Sequence[tuple[str, str]], known: NeedVocabulary) -> list[tuple[Key, list[Key]]]:
    """Return each group with the activities that nothing running gives it, the groups with most of them first."""
    lacking: dict[str, list[str]] = {}
    for group, activity in found:
        lacking.setdefault(group, []).append(activity)
    told: list[tuple[Key, list[Key]]] = []
    for group, activities in sorted(lacking.items(), key=lambda one: -len(one[1]))[:MOST_GAPS]:
        key = _terms(known, NeedList.TARGET_GROUP, [group])
        told += [(key[0], _terms(known, NeedList.ACTIVITY, activities[:MOST_ACTIVITIES]))] if key else []
    return told
