"""What a draft is made from: the question, what the assessment of its need found, and the rows behind each finding."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from registry.access.actor import Actor
from registry.core.errors import DomainError
from registry.enquiries import queries as enquiries
from registry.enquiries.models import Enquiry
from registry.enquiries.needs import assessing, vocabulary
from registry.enquiries.needs.assessing import NeedFindings
from registry.enquiries.needs.gaps import GapKind
from registry.enquiries.needs.values import NeedList
from registry.enquiries.needs.vocabulary import NeedVocabulary
from registry.enquiries.replies import queries
from registry.enquiries.replies.choices import BasisKind
from registry.enquiries.replies.drafting import FoundGap, ReplyGround
from registry.enquiries.replies.facts import BasisFacts, Key, rows_now

MOST_MATCHES, MOST_COULD, MOST_GAPS, MOST_GROUPS, MOST_ACTIVITIES = 16, 5, 4, 3, 4
_KINDS = {"structure": BasisKind.STRUCTURE, "collaboration": BasisKind.COLLABORATION}
_TERMS = {NeedList.TARGET_GROUP: BasisKind.TARGET_GROUP, NeedList.ACTIVITY: BasisKind.ACTIVITY}


def need_of(enquiry: Enquiry) -> str:
    """Return what is asked for in the words of the question, to begin with."""
    return "\n\n".join([enquiry.title, *(question.text for question in enquiry.questions)])


def ground(enquiry: Enquiry, text: str, *, on: date, actor: Actor) -> ReplyGround:
    """Return the rows that a reply can be drafted from, as they stand on the day.

    A text that names no group and no activity gives what the question itself says, and nothing is made up.
    """
    known = vocabulary.load()
    found = _findings(text, known, on=on, actor=actor)
    matches = (
        [(_KINDS[one.offer.kind], one.offer.id) for one in found.matches[:MOST_MATCHES]] if found else []
    )
    groups = _terms(known, NeedList.TARGET_GROUP, _names(found, NeedList.TARGET_GROUP)) if found else []
    gaps = _gaps(found, known) if found else []
    assessments = [(BasisKind.ASSESSMENT, one.id) for one in enquiries.assessments(actor, of=enquiry)]
    questions = [(BasisKind.QUESTION, one.id) for one in enquiry.questions]
    project = next(
        ((BasisKind.COLLABORATION, one.id) for one in found.similar if one.kind == "reference"), None
    ) if found else None  # fmt: skip
    asked = rows_now([project], on) if project else {}
    could = (
        [(BasisKind.ORGANISATION, one) for one in _could(found, next(iter(asked.values()), None))]
        if found
        else []
    )
    own, rules = (BasisKind.ENQUIRY, enquiry.id), queries.guidelines(on)
    guidelines = (BasisKind.DOCUMENT, rules) if rules else None
    unit = (BasisKind.UNIT, enquiry.unit_id)
    under = [key for group, activities in gaps for key in (group, *activities)]
    single = [key for key in (own, project, guidelines, unit) if key]
    rows = rows_now([*single, *matches, *groups, *could, *assessments, *questions, *under], on)
    shown = [row for row in _rows(rows, matches) if not row.is_marked]
    return ReplyGround(
        enquiry=rows[own], questions=_rows(rows, questions), unit=rows.get(unit),
        groups=_rows(rows, groups), project=rows.get(project) if project else None, matches=shown,
        with_others=queries.with_civil_society([one.id for one in shown]),
        guidelines=rows.get(guidelines) if guidelines else None, could=_rows(rows, could),
        gaps=[FoundGap(rows[group], tuple(_rows(rows, activities))) for group, activities in gaps],
        assessments=_rows(rows, assessments),
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


def _names(found: NeedFindings, which: NeedList) -> list[str]:
    return [term.name for term in found.need.of(which)]


def _terms(known: NeedVocabulary, which: NeedList, names: Sequence[str]) -> list[Key]:
    ids = {term.name: id_ for id_, term in known.terms.items() if term.list is which}
    return [(_TERMS[which], ids[name]) for name in names if name in ids]


def _could(found: NeedFindings, project: BasisFacts | None) -> list[UUID]:
    """Who could complement, and takes part in nothing that the reply tells of anyhow."""
    told = {id_ for match in found.matches[:MOST_MATCHES] for id_, _name in match.offer.parties}
    elsewhere = {name for name, _roles in project.values["parties"]} if project else set()
    could = [one.organisation for one in found.complements if one.organisation.name not in elsewhere]
    return [one.id for one in could if one.id not in told][:MOST_COULD]


def _gaps(found: NeedFindings, known: NeedVocabulary) -> list[tuple[Key, list[Key]]]:
    """Return each group with the activities that nothing running gives it, the groups with most of them first."""
    lacking: dict[str, list[str]] = {}
    for gap in found.gaps:
        if gap.kind is GapKind.MISSING:
            lacking.setdefault(gap.target_group, []).append(gap.activity)
    told: list[tuple[Key, list[Key]]] = []
    for group, activities in sorted(lacking.items(), key=lambda one: -len(one[1]))[:MOST_GAPS]:
        key = _terms(known, NeedList.TARGET_GROUP, [group])
        told += [(key[0], _terms(known, NeedList.ACTIVITY, activities[:MOST_ACTIVITIES]))] if key else []
    return told
