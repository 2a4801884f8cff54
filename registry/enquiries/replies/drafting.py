"""From what was found of a need to the lines of a reply: which sentence, in which part, resting on which rows. Pure.

The form is the administration's own (reply to the nämnd, 25 March 2025): what came in, what is proposed, the project
asked about, the questions, and an answer with a heading per theme. What nothing in the register says is left unwritten.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from registry.collaborations.choices import PartyRole
from registry.collaborations.running import Running
from registry.core.labels import label
from registry.enquiries.replies.choices import BasisKind, LineKind, ReplySection
from registry.enquiries.replies.facts import BasisFacts
from registry.enquiries.replies.wording import AuthorityNames, listed, picked, within, worded

MOST_SAID = 3  # sentences of one description
MOST_GROUPS, MOST_ACTIVITIES, MOST_COULD = 3, 4, 5
S, P, POINT, HEADING = LineKind.SENTENCE, LineKind.PARAGRAPH, LineKind.POINT, LineKind.HEADING
_OWN = frozenset({BasisKind.STRUCTURE})


@dataclass(frozen=True, slots=True)
class DraftedLine:
    """A line to be: its part of the form, what it is, what it says, and the rows with the template that made it."""

    section: ReplySection
    kind: LineKind
    text: str
    template: str | None = None
    place: int = 0
    bases: tuple[BasisFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundGap:
    """A group that is needed, and the activities that nothing running gives it."""

    group: BasisFacts
    activities: tuple[BasisFacts, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyGround:
    """What a reply is drafted from: rows alone, each with what it says."""

    enquiry: BasisFacts
    questions: Sequence[BasisFacts] = ()
    unit: BasisFacts | None = None
    groups: Sequence[BasisFacts] = ()  # asked about, the surest first
    project: BasisFacts | None = None  # the other city's that is asked about
    matches: Sequence[BasisFacts] = ()  # what is done already, the best first
    with_others: frozenset[UUID] = field(default_factory=frozenset)  # matches made with civil society
    guidelines: BasisFacts | None = None
    could: Sequence[BasisFacts] = ()  # organisations
    gaps: Sequence[FoundGap] = ()
    assessments: Sequence[BasisFacts] = ()


def draft(ground: ReplyGround, names: AuthorityNames) -> list[DraftedLine]:
    """Return the lines of the reply in the order of the form; a sentence that would say nothing is left out."""
    parts = (
        _proposal(ground), _summary(ground), _background(ground), _matter(ground), _preparation(ground),
        _own_work(ground, names), _with_others(ground, names), _need(ground),
    )  # fmt: skip
    made = (_made(one, names) for part in parts for one in part)
    return list(_once(one for one in made if one.text))


def _once(lines: Iterable[DraftedLine]) -> Iterator[DraftedLine]:
    """Let two rows that say the same say it once, where it comes first; a paragraph still begins where it did.

    What stands in a longer sentence, word for word, is said there.
    """
    told: dict[ReplySection, list[str]] = {}
    begins = False
    for line in lines:
        begins = line.kind is P or (begins and line.kind is S)
        if line.kind is not HEADING and any(
            line.text.rstrip(".") in one for one in told.get(line.section, ())
        ):
            continue
        told.setdefault(line.section, []).append(line.text)
        yield replace(line, kind=P) if begins and line.kind is S else line
        begins = False


def _made(line: DraftedLine, names: AuthorityNames) -> DraftedLine:
    if line.template is None:
        return line
    rows = [picked(line.template, row.values, line.place) for row in line.bases]
    text = worded(line.template, rows, names)
    return DraftedLine(line.section, line.kind, text, line.template, line.place, line.bases)


def _line(
    section: ReplySection, kind: LineKind, template: str, *bases: BasisFacts, place: int = 0
) -> DraftedLine:
    return DraftedLine(section, kind, "", template, place, bases)


def _proposal(ground: ReplyGround) -> Iterator[DraftedLine]:
    yield _line(ReplySection.PROPOSAL, POINT, "proposal", ground.enquiry)


def _summary(ground: ReplyGround) -> Iterator[DraftedLine]:
    part = ReplySection.SUMMARY
    yield _line(part, P, "received", ground.enquiry)
    yield _line(part, S, "asks", ground.enquiry)
    yield from _conclusions(part, ground.assessments[:1])


def _background(ground: ReplyGround) -> Iterator[DraftedLine]:
    part, project = ReplySection.BACKGROUND, ground.project
    if project is None:
        return
    yield _line(part, P, "collaboration", project)
    yield _line(part, S, "parties", project)
    roles = {role for _name, held in project.values["parties"] for role in held}
    if project.values.get("funder") and label(PartyRole.FUNDER).lower() not in roles:
        yield _line(part, S, "funder", project)
    yield _line(part, S, "size", project)
    yield from _told(part, project, P)


def _matter(ground: ReplyGround) -> Iterator[DraftedLine]:
    part = ReplySection.MATTER
    yield _line(part, P, "received", ground.enquiry)
    if ground.questions:
        yield _line(part, P, "questions", ground.enquiry)
    for question in ground.questions:
        yield _line(part, POINT, "question", question)


def _preparation(ground: ReplyGround) -> Iterator[DraftedLine]:
    if ground.unit:
        yield _line(ReplySection.PREPARATION, P, "prepared", ground.unit)


def _own_work(ground: ReplyGround, names: AuthorityNames) -> Iterator[DraftedLine]:
    found = [one for one in ground.matches if one.id not in ground.with_others]
    if not found:
        return
    groups = listed([within(one) for one in _headed([row.label for row in ground.groups])])
    about = f"arbete med {groups}" if groups else "arbete i dag"
    yield DraftedLine(ReplySection.ANSWER, HEADING, f"{names.administration}s {about}", bases=())
    yield from _rows(found)


def _headed(names: Sequence[str]) -> list[str]:
    """Return the groups that a heading names: those with a short name of their own, or else the surest alone."""
    short: list[str] = []
    for name in names:
        if not re.search(r",| och | eller ", name) and not any(name.startswith(one) for one in short):
            short.append(name)
    return short[:MOST_GROUPS] or list(names[:1])


def _with_others(ground: ReplyGround, names: AuthorityNames) -> Iterator[DraftedLine]:
    found = [one for one in ground.matches if one.id in ground.with_others]
    if not (found or ground.guidelines or ground.could):
        return
    words = (
        f"Samverkan med aktörer som kan komplettera {within(names.administration)}s eget utbud av insatser"
    )
    yield DraftedLine(ReplySection.ANSWER, HEADING, words)
    if ground.guidelines:
        yield _line(ReplySection.ANSWER, P, "adopted", ground.guidelines)
    yield from _rows(found)
    if ground.could:
        yield _line(ReplySection.ANSWER, P, "could", *ground.could[:MOST_COULD])


def _need(ground: ReplyGround) -> Iterator[DraftedLine]:
    if not (ground.gaps or ground.assessments):
        return
    yield DraftedLine(ReplySection.ANSWER, HEADING, "Behov av liknande insatser")
    for gap in ground.gaps:
        yield _line(ReplySection.ANSWER, P, "gap", gap.group, *gap.activities[:MOST_ACTIVITIES])
    yield from _conclusions(ReplySection.ANSWER, ground.assessments)


def _rows(found: Iterable[BasisFacts]) -> Iterator[DraftedLine]:
    part = ReplySection.ANSWER
    for row in found:
        if row.kind in _OWN:
            yield _line(part, P, "structure", row)
        else:
            yield _line(part, P, "collaboration", row)
            yield from _period(part, row)
        yield from _told(part, row, S)


def _period(part: ReplySection, row: BasisFacts) -> Iterator[DraftedLine]:
    if row.values.get("running") != Running.ENDED.value:
        yield _line(part, S, "period", row)


def _told(part: ReplySection, row: BasisFacts, first: LineKind) -> Iterator[DraftedLine]:
    """The rest of a description, sentence by sentence: the first is in the opening."""
    for place in range(1, min(len(row.values.get("sentences") or ()), MOST_SAID + 1)):
        yield _line(part, first if place == 1 else S, "said", row, place=place)


def _conclusions(part: ReplySection, assessments: Iterable[BasisFacts]) -> Iterator[DraftedLine]:
    for row in assessments:
        for place in range(len(row.values["sentences"])):
            yield _line(part, S if place else P, "concluded", row, place=place)
