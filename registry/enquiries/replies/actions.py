"""What people do with a reply: draft it, write, order and note its lines, keep or drop what they rest on."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from registry.access.actor import Actor
from registry.audit.actions import record
from registry.audit.tags import Tag
from registry.core import clock
from registry.core.columns import new_id
from registry.core.database import session
from registry.core.errors import DomainError, Stale, check_version, refuse
from registry.core.i18n import _
from registry.enquiries.handling import actions as handling
from registry.enquiries.models import Enquiry
from registry.enquiries.replies import drafting, figures, gathering, queries, rules, wording
from registry.enquiries.replies.choices import LineKind, ReplySection
from registry.enquiries.replies.drafting import DraftedLine
from registry.enquiries.replies.facts import BasisFacts
from registry.enquiries.replies.models import Reply, ReplyBasis, ReplyLine
from registry.partners.organisations.personal_numbers import text_problems

STEP = 1024  # between two lines, so that others go in between without moving any


def draft(enquiry: Enquiry, *, need: str, on: date, actor: Actor, at: datetime) -> Reply:
    """Draft the reply to a question from what the register says on the day. Raises DomainError: it has one already."""
    _check_open(enquiry)
    if queries.of_enquiry(enquiry.id):
        raise Stale(_("Frågan har redan ett utkast till svar."))
    refuse(text_problems(need=need))
    made = Reply(id=new_id(), enquiry_id=enquiry.id, need=need, speaks_of=on, officer=actor.name)
    made.annexes, made.has_figure = [enquiry.title], False
    made.created_at = at
    made.created_by_id, made.enquiry = actor.user_id, enquiry
    session.add(made)
    record(made, Tag.REPLY_DRAFTED, actor=actor, at=at)
    ground = gathering.ground(enquiry, need, on=on, actor=actor)
    for place, one in enumerate(drafting.draft(ground, queries.authority()), 1):
        session.add(_line(made, one, place * STEP, at))
    _follow(made, actor=actor, at=at)
    return made


def _line(reply: Reply, one: DraftedLine, position: int, at: datetime) -> ReplyLine:
    line = ReplyLine(
        id=new_id(), reply_id=reply.id, section=one.section, position=position, kind=one.kind, text=one.text,
        template=one.template, place=one.place,
    )  # fmt: skip
    line.bases = [
        _basis(row, place, one.template or "", one.place, at) for place, row in enumerate(one.bases)
    ]
    return line


def _basis(row: BasisFacts, position: int, template: str, place: int, at: datetime) -> ReplyBasis:
    return ReplyBasis(
        id=new_id(), position=position, kind=row.kind, row_id=row.id, row_version=row.version, label=row.label,
        values=wording.picked(template, row.values, place), read_at=at,
    )  # fmt: skip


def describe(
    reply: Reply, *, officer: str, phone: str | None, annexes: Sequence[str], has_figure: bool, seen: int,
    actor: Actor, at: datetime,
) -> None:  # fmt: skip
    """Say who answers for the reply and what goes with it; the drawing is made when it is first asked for.

    Raises Stale, and DomainError at the fields.
    """
    _check_open(reply.enquiry)
    check_version(reply, seen)
    refuse([*rules.annex_problems(annexes), *text_problems(annexes=" ".join(annexes))])
    reply.officer, reply.phone, reply.annexes = officer, phone, list(annexes)
    if has_figure and not reply.has_figure:
        groups = gathering.groups_of(reply.need)
        drawn = figures.drawn(actor, reply.speaks_of, groups)
        refuse(rules.figure_problems(drawn))
        reply.figure = dict(drawn) if drawn else None
    reply.has_figure = has_figure
    _changed(reply, actor=actor, at=at)


def write(
    line: ReplyLine, *, text: str, note: str | None, kind: LineKind, seen: int, actor: Actor, at: datetime
) -> None:
    """Write the line in other words. What it rests on is kept, with who changed it beside it, until somebody drops it.

    Raises Stale, and DomainError when it says nothing or names a person's number.
    """
    _check_open(line.reply.enquiry)
    check_version(line, seen)
    refuse([*rules.text_problems(text), *text_problems(text=text, note=note)])
    if text != line.text and line.bases:
        line.edited_by, line.edited_at = actor.name, at
    line.text, line.note, line.kind = text, note, kind
    _changed(line, actor=actor, at=at)


def add(
    reply: Reply, *, section: ReplySection, after: ReplyLine | None, text: str, kind: LineKind, note: str | None,
    actor: Actor, at: datetime,
) -> ReplyLine:  # fmt: skip
    """Add a line of one's own after another of its part, or last in it. It rests on no row."""
    _check_open(reply.enquiry)
    after = after if after and after.section is section else None
    lines = list(queries.lines(reply.id))
    refuse(
        [
            *rules.text_problems(text),
            *text_problems(text=text, note=note),
            *rules.adding_problems([one.text for one in lines], text),
        ]
    )
    made = ReplyLine(
        id=new_id(), reply_id=reply.id, section=section, kind=kind, text=text, note=note,
        template=None, position=_room(lines, after, actor=actor, at=at), place=0,
    )  # fmt: skip
    made.reply = reply
    session.add(made)
    _changed(made, actor=actor, at=at)
    return made


def _room(lines: Sequence[ReplyLine], after: ReplyLine | None, *, actor: Actor, at: datetime) -> int:
    """Return a position after the line, or last; the lines that follow move when there is no room between."""
    last = max((one.position for one in lines), default=0)
    if after is None:
        return last + STEP
    following = [one for one in lines if one.position > after.position]
    if not following:
        return last + STEP
    nearest = min(one.position for one in following)
    if nearest - after.position < 2:
        for one in following:
            one.position, one.reply = one.position + STEP, after.reply
            _changed(one, actor=actor, at=at)
        nearest += STEP
    return (after.position + nearest) // 2


def move_up(line: ReplyLine, *, seen: int, actor: Actor, at: datetime) -> None:
    """Let the line change places with the one before it in its part; the first stays. Raises Stale."""
    _move(line, -1, seen=seen, actor=actor, at=at)


def move_down(line: ReplyLine, *, seen: int, actor: Actor, at: datetime) -> None:
    """Let the line change places with the one after it in its part; the last stays. Raises Stale."""
    _move(line, 1, seen=seen, actor=actor, at=at)


def _move(line: ReplyLine, by: int, *, seen: int, actor: Actor, at: datetime) -> None:
    _check_open(line.reply.enquiry)
    check_version(line, seen)
    of_part = [one for one in queries.lines(line.reply_id) if one.section is line.section]
    place = of_part.index(line) + by
    if not 0 <= place < len(of_part):
        return
    other = of_part[place]
    line.position, other.position = other.position, line.position
    other.reply = line.reply
    _changed(line, actor=actor, at=at)
    _changed(other, actor=actor, at=at)


def remove(line: ReplyLine, *, seen: int, actor: Actor, at: datetime) -> None:
    """Take the line away. The log keeps what it said. Raises Stale."""
    _check_open(line.reply.enquiry)
    check_version(line, seen)
    record(
        line,
        Tag.REPLY_LINE_REMOVED,
        actor=actor,
        at=at,
        matter_id=line.reply.enquiry_id,
        changes=(),
        note=line.text,
    )
    session.delete(line)
    _follow(line.reply, actor=actor, at=at)


def drop_basis(line: ReplyLine, *, seen: int, actor: Actor, at: datetime) -> None:
    """Let the line stand for itself: it rests on no row any longer, and the log says on which it did. Raises Stale."""
    _check_open(line.reply.enquiry)
    check_version(line, seen)
    rested = ", ".join(one.label for one in line.bases)
    for one in list(line.bases):
        session.delete(one)
    line.bases.clear()
    line.template, line.edited_by, line.edited_at = None, None, None
    record(line, Tag.REPLY_BASIS_DROPPED, actor=actor, at=at, matter_id=line.reply.enquiry_id, note=rested)
    _follow(line.reply, actor=actor, at=at)


def take_wording(line: ReplyLine, *, seen: int, actor: Actor, at: datetime) -> None:
    """Let the line say what the register says now; one that has no reason any longer is taken away.

    Raises Stale: the line has been changed, or its rows are as they were.
    """
    _check_open(line.reply.enquiry)
    check_version(line, seen)
    read, found = _changed_rows(line, at)
    if found.is_gone or not found.wording:
        remove(line, seen=seen, actor=actor, at=at)
        return
    line.text, line.edited_by, line.edited_at = found.wording, None, None
    _read_anew(line, read, at)
    _changed(line, actor=actor, at=at)


def keep_wording(line: ReplyLine, *, seen: int, actor: Actor, at: datetime) -> None:
    """Let the line stand as it is although its rows have changed: somebody has compared them. Raises Stale."""
    _check_open(line.reply.enquiry)
    check_version(line, seen)
    read, _found = _changed_rows(line, at)
    _read_anew(line, read, at)
    line.edited_by, line.edited_at = actor.name, at
    _changed(line, actor=actor, at=at)


def _changed_rows(line: ReplyLine, at: datetime) -> tuple[Mapping[UUID, BasisFacts], rules.LineDifference]:
    """Return by row what is said now, and how that differs from what the line was made of."""
    reply = line.reply
    on = rules.compared_on(clock.local(at).date(), reply.speaks_of, reply.enquiry.meeting_on)
    now, covered = queries.basis_now([line], on), queries.covered_now([line], on)
    found = rules.difference(line, now, queries.authority(), covered)
    if found is None:
        raise Stale(_("Uppgifterna under meningen är som de var. Ladda om sidan."))
    under = {one.row_id: rules.row_under(line, one, now, covered) for one in line.bases}
    return {id_: row for id_, row in under.items() if row}, found


def _read_anew(line: ReplyLine, rows: Mapping[UUID, BasisFacts], at: datetime) -> None:
    if line.template is None:
        raise DomainError(_("Meningen vilar inte på registret."))
    for basis in list(line.bases):
        row = rows.get(basis.row_id)
        if row is None:
            session.delete(basis)
            line.bases.remove(basis)
            continue
        basis.values = wording.picked(line.template, row.values, line.place, basis.values)
        basis.label, basis.row_version, basis.read_at = row.label, row.version, at


def _changed(subject: Reply | ReplyLine, *, actor: Actor, at: datetime) -> None:
    """Tell it in the history of the question, whichever line it is about."""
    owner = subject if isinstance(subject, Reply) else subject.reply
    record(subject, Tag.REPLY_CHANGED, actor=actor, at=at, matter_id=owner.enquiry_id)
    _follow(owner, actor=actor, at=at)


def _follow(reply: Reply, *, actor: Actor, at: datetime) -> None:
    """What is attested is exactly this: a line, its order, its footnote or its rows changed lets it fall."""
    session.flush()
    handling.follow(reply, actor=actor, at=at)


def _check_open(enquiry: Enquiry) -> None:
    refuse(rules.closed_problems(enquiry.state, is_from_source=enquiry.code is not None))
