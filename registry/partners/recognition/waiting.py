"""What waits about papers and checks: what runs out or is missing, and the yearly confirmation."""

from collections.abc import Iterator
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
from registry.partners.recognition.rules import SOON, RecognitionLine, RecognitionStatus

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


def own(reader: Reader) -> Iterator[Waiting]:
    """For the organisation itself: to confirm what the city holds of it, and the papers that the city lacks."""
    for organisation in queries.represented(reader.rights):
        known = queries.own(reader.rights, organisation)
        if known.confirmation and known.confirmation.due_on <= reader.on + AHEAD:
            due_on = known.confirmation.due_on
            told = {"since": due_on - AHEAD, "due_on": due_on, "subject_id": known.confirmation.id}
            yield _own(reader, organisation, WaitingKind.OWN_PROFILE, "portal.confirm", **told)
        for line in known.lines:
            if line.status in LACKING:
                told = {
                    "since": _since(line, organisation),
                    "due_on": getattr(line.seen, "valid_until", None),
                }
                told |= {"subject_id": organisation.id, "meta": joined([label(line.kind), line.words], ": ")}
                yield _own(reader, organisation, WaitingKind.OWN_PAPERS, "portal.organisation", **told)


def _since(line: RecognitionLine, organisation: Organisation) -> date:
    """Return from when a paper is waited for: when it began to run out, was remarked on, or has been missing."""
    if line.seen is None:
        return clock.local(organisation.created_at).date()
    until: date | None = line.seen.valid_until
    return until - SOON if until else line.seen.dated_on


def _own(reader: Reader, organisation: Organisation, kind: WaitingKind, page: str, **more: Any) -> Waiting:
    who = Who(_("Ni"), people=frozenset({reader.rights.user_id}))
    door = Door(page, {"organisation_id": organisation.id})
    return reader.waiting(kind, organisation.name, side=WaitingSide.PARTNER, who=who, door=door, **more)
