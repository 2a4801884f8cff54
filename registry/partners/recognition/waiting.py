"""What waits about papers and checks: what runs out or is missing, and the yearly confirmation."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from registry.access.kinds_of_waiting import WaitingKind
from registry.access.permissions import Permission
from registry.access.waiting import AHEAD, Door, Reader, Waiting, WaitingSide, Who, with_roles
from registry.core import clock
from registry.core.i18n import _, joined
from registry.core.labels import label
from registry.partners.organisations.models import Organisation
from registry.partners.recognition import queries
from registry.partners.recognition.handing_in import queries as handed_in
from registry.partners.recognition.handing_in.models import HandedInPaper
from registry.partners.recognition.rules import SOON, RecognitionKind, RecognitionLine, RecognitionStatus

LACKING = frozenset(
    {
        RecognitionStatus.RUNS_OUT,
        RecognitionStatus.RUN_OUT,
        RecognitionStatus.REMARK,
        RecognitionStatus.MISSING,
    }
)


def running_out(reader: Reader) -> Iterator[Waiting]:
    """What runs out soon, or has: for whoever notes what was seen of organisations."""
    rows = queries.running_out(reader.rights, reader.on) if reader.may(Permission.RECOGNITION_WRITE) else ()
    for row in rows:
        kind = WaitingKind.EXPIRED if row.valid_until < reader.on else WaitingKind.EXPIRING
        page = {"organisation_id": row.organisation_id, "kind": row.kind.value}
        yield reader.waiting(
            kind,
            row.name,
            due_on=row.valid_until,
            subject_id=row.id,
            who=with_roles(kind),
            since=clock.local(row.noted_at).date(),
            door=Door("recognition.note", page),
            meta=label(row.kind),
        )


def papers(reader: Reader) -> Iterator[Waiting]:
    """Papers that organisations have handed in: for whoever notes what was seen."""
    for row in handed_in.waiting(reader.rights) if reader.may(Permission.RECOGNITION_WRITE) else ():
        yield reader.waiting(
            WaitingKind.PAPER,
            row.organisation.name,
            subject_id=row.id,
            who=with_roles(WaitingKind.PAPER),
            since=clock.local(row.handed_in_at).date(),
            door=Door("recognition.note_paper", {"paper_id": row.id}),
            meta=label(row.kind),
        )


def own(reader: Reader) -> Iterator[Waiting]:
    """For the organisation itself: to confirm what the city holds of it, and the papers that the city lacks."""
    for organisation in queries.represented(reader.rights):
        is_only = len(reader.rights.organisation_ids) == 1
        whose = [] if is_only else [organisation.name]
        known = queries.own(reader.rights, organisation)
        if known.confirmation and known.confirmation.due_on <= reader.on + AHEAD:
            due_on = known.confirmation.due_on
            told: dict[str, Any] = {"since": due_on - AHEAD, "due_on": due_on}
            told |= {"subject_id": known.confirmation.id, "meta": organisation.name}
            title = _("Bekräfta att era uppgifter stämmer")
            yield _own(reader, organisation, WaitingKind.OWN_PROFILE, "portal.confirm", title=title, **told)
        handed = {one.kind: one for one in handed_in.own(reader.rights, organisation.id)}
        for line in known.lines:
            if line.status in LACKING and line.kind not in handed:
                yield _lacking(reader, organisation, line, whose)
        for paper in handed.values():
            yield _handed_in(reader, organisation, paper)


def _lacking(
    reader: Reader, organisation: Organisation, line: RecognitionLine, whose: Sequence[str]
) -> Waiting:
    is_terms = line.kind is RecognitionKind.TERMS
    kind, page = (
        (WaitingKind.OWN_TERMS, "portal.terms") if is_terms else (WaitingKind.OWN_PAPERS, "portal.hand_in")
    )
    door = {} if is_terms else {"kind": line.kind.value}
    runs_out = line.status in {RecognitionStatus.RUNS_OUT, RecognitionStatus.RUN_OUT}
    until = getattr(line.seen, "valid_until", None) if runs_out else None  # a remark has no day of its own
    told: dict[str, Any] = {"since": _since(line, organisation), "due_on": until}
    told |= {"subject_id": organisation.id, "meta": joined([*whose, line.partner_words], ": ")}
    title = (
        _("Läs och godkänn demokrativillkoren")
        if is_terms
        else _("Lämna in: %(what)s", what=label(line.kind))
    )
    return _own(reader, organisation, kind, page, title=title, more=door, **told)


def _handed_in(reader: Reader, organisation: Organisation, paper: HandedInPaper) -> Waiting:
    since = clock.local(paper.handed_in_at).date()
    return reader.waiting(
        WaitingKind.OWN_HANDED_IN,
        label(paper.kind),
        subject_id=paper.id,
        since=since,
        who=Who(_("Staden"), concerned=frozenset({reader.rights.user_id})),
        door=Door("portal.organisation", {"organisation_id": organisation.id}),
        meta=_("%(who)s, inlämnat %(on)s", who=organisation.name, on=since),
    )


def _since(line: RecognitionLine, organisation: Organisation) -> date:
    """Return from when a paper is waited for: when it began to run out, was remarked on, or has been missing."""
    if line.seen is None:
        return clock.local(organisation.created_at).date()
    until: date | None = line.seen.valid_until
    return until - SOON if until else line.seen.dated_on


def _own(
    reader: Reader,
    organisation: Organisation,
    kind: WaitingKind,
    page: str,
    *,
    title: str,
    more: dict[str, str] | None = None,
    **told: Any,
) -> Waiting:
    who = Who(_("Ni"), people=frozenset({reader.rights.user_id}))
    door = Door(page, {"organisation_id": organisation.id, **(more or {})})
    return reader.waiting(kind, title, side=WaitingSide.PARTNER, who=who, door=door, **told)
