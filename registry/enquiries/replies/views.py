"""What the pages of a reply show: the lines in the form's parts, and what has changed under them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from registry.collaborations.running import Running
from registry.enquiries.replies import queries, rules
from registry.enquiries.replies.choices import BasisKind, LineKind, ReplySection
from registry.enquiries.replies.models import Reply, ReplyBasis, ReplyLine
from registry.enquiries.replies.rules import LineDifference

DOORS = {
    BasisKind.COLLABORATION: ("collaborations.show", "collaboration_id"),
    BasisKind.STRUCTURE: ("structures.show", "structure_id"),
    BasisKind.ORGANISATION: ("organisations.show", "organisation_id"),
    BasisKind.ASSESSMENT: ("enquiries.assessment", "assessment_id"),
    BasisKind.ENQUIRY: ("enquiries.show", "enquiry_id"),
}


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line with its number, and what has changed under it since it was made."""

    number: int
    line: ReplyLine
    difference: LineDifference | None

    @property
    def is_unconfirmed(self) -> bool:
        """Whether it says that the city does something of which nobody has said lately that it goes on."""
        is_first = self.line.template == "collaboration" and self.line.section is ReplySection.ANSWER
        return is_first and any(
            one.values.get("running") == Running.UNCONFIRMED.value for one in self.line.bases
        )


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """What stands together: a heading, a paragraph's sentences, or the points of a list."""

    kind: LineKind
    lines: tuple[ShownLine, ...]


@dataclass(frozen=True, slots=True)
class ShownReply:
    """A reply as its page shows it."""

    parts: tuple[tuple[ReplySection, tuple[ShownBlock, ...]], ...]
    changed: tuple[ShownLine, ...]
    missing: tuple[ReplySection, ...]
    chosen: ShownLine | None = None


def of_reply(reply: Reply, *, today: date, chosen_id: UUID | None = None) -> ShownReply:
    """Return the reply in the parts of the form, in a number of statements that its length does not change."""
    lines = queries.lines(reply.id)
    on = rules.compared_on(today, reply.speaks_of, reply.enquiry.meeting_on)
    now, covered, names = queries.basis_now(lines, on), queries.covered_now(lines, on), queries.authority()
    shown = [ShownLine(n, one, rules.difference(one, now, names, covered)) for n, one in enumerate(lines, 1)]
    parts = tuple(
        (part, tuple(_blocks([one for one in shown if one.line.section is part]))) for part in ReplySection
    )
    return ShownReply(
        parts,
        tuple(one for one in shown if one.difference),
        tuple(rules.missing(one.section for one in lines if one.kind is not LineKind.HEADING)),
        next((one for one in shown if one.line.id == chosen_id), None),
    )


def is_open(reply: Reply) -> bool:
    """Return whether the reply can be changed now: nothing is offered that would be refused."""
    asked = reply.enquiry
    return not rules.closed_problems(asked.state, is_from_source=asked.code is not None)


def _blocks(lines: Sequence[ShownLine]) -> Iterator[ShownBlock]:
    """Put sentences into paragraphs and points into lists."""
    open_kind: LineKind | None = None
    held: list[ShownLine] = []
    for one in lines:
        kind = LineKind.PARAGRAPH if one.line.kind is LineKind.SENTENCE else one.line.kind
        joins = kind is open_kind and (one.line.kind is LineKind.SENTENCE or kind is LineKind.POINT)
        if held and not joins and open_kind:
            yield ShownBlock(open_kind, tuple(held))
            held = []
        open_kind = kind
        held.append(one)
    if held and open_kind:
        yield ShownBlock(open_kind, tuple(held))


def values_of(basis: ReplyBasis) -> list[tuple[str, str]]:
    """Return what a row said that the line was made of, in words."""
    told = (
        (name, rules.in_words(name, value))
        for name, value in basis.values.items()
        if name != "covered_by" or basis.kind is BasisKind.ACTIVITY
    )
    return [(str(rules.VALUE_NAMES[name]), words) for name, words in told]


def door(basis: ReplyBasis) -> tuple[str, dict[str, Any]] | None:
    """Return the page of the row, where it has one."""
    if basis.kind not in DOORS:
        return None
    endpoint, name = DOORS[basis.kind]
    return endpoint, {name: basis.row_id}
