"""The messages people get, one function each. Every one is written in the transaction whose change it tells about.

A mail is a postcard: it says that something has happened and where to read it. Comments, motives, amounts and other
people's names stay in the system, behind sign-in.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from registry.notifications import delivery, links
from registry.notifications.models import OutboxMessage

_TEXTS = Environment(
    loader=FileSystemLoader(Path(__file__).parents[2] / "templates" / "emails"),
    autoescape=select_autoescape(
        ("html",)
    ),  # these are plain text; `_write` makes every value one clean line
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


class Matter(Protocol):
    """What a message is about: an agreement, or anything else with a title and perhaps a case number."""

    @property
    def id(self) -> UUID: ...
    @property
    def title(self) -> str: ...
    @property
    def case_number(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class _About:
    """An organisation as what a message is about."""

    id: UUID
    title: str
    case_number: str | None = None


def decision_waiting(matter: Matter, *, to: str, reason: str, at: datetime) -> OutboxMessage:
    """Tell a decider that an agreement waits, and by which point of the delegation order it is theirs to decide."""
    return _write("decision_waiting", matter, to=to, at=at, link=links.agreement(matter.id), reason=reason)


def returned(matter: Matter, *, to: str, by: str, at: datetime) -> OutboxMessage:
    """Tell the preparer that the agreement came back for change; the comment is read in the system."""
    return _write("returned", matter, to=to, at=at, link=links.agreement(matter.id), by=by)


def decided(matter: Matter, *, to: str, outcome: str, by: str, at: datetime) -> OutboxMessage:
    """Tell the preparer what was decided and by whom; `outcome` is the word for it, `Godkänt` or `Avslaget`."""
    return _write("decided", matter, to=to, at=at, link=links.agreement(matter.id), outcome=outcome, by=by)


def committee_needed(matter: Matter, *, to: str, reason: str, at: datetime) -> OutboxMessage:
    """Tell the registrar that nobody may decide by delegation: the nämnd does, and its minutes are recorded."""
    return _write("committee_needed", matter, to=to, at=at, link=links.agreement(matter.id), reason=reason)


def partner_status(
    matter: Matter, *, to: Iterable[str], before: str | None, now: str, next_step: str | None, at: datetime
) -> list[OutboxMessage]:
    """Tell an organisation's role mailboxes that what they see as status has changed; nothing when it has not.

    `before`, `now` and `next_step` are the plain words of the partner's own page (`domain.md` 10.7), never a note or
    a motive from inside the house. The outbox keeps the text and the time.
    """
    if before == now:
        return []
    return [
        _write(
            "partner_status", matter, to=address, at=at, link=links.portal(), status=now, next_step=next_step
        )
        for address in dict.fromkeys(to)
    ]


def confirm_profile(
    organisation_id: UUID, name: str, *, to: str, due_on: date, at: datetime
) -> OutboxMessage:
    """Ask an organisation's representative to look through what we hold of it, as every year."""
    about = _About(organisation_id, name)
    return _write("confirm_profile", about, to=to, at=at, link=links.portal(), due_on=due_on.isoformat())


def proposal_answered(organisation_id: UUID, name: str, *, to: str, at: datetime) -> OutboxMessage:
    """Tell whoever proposed a change of its organisation's facts that there is an answer to read in the portal."""
    return _write("proposal_answered", _About(organisation_id, name), to=to, at=at, link=links.portal())


def _write(name: str, matter: Matter, *, to: str, at: datetime, link: str, **values: Any) -> OutboxMessage:
    """Fill the text `emails/<name>.txt`: its first line is the subject, the rest after a blank line the body."""
    clean = {
        key: delivery.one_line(value) if isinstance(value, str) else value for key, value in values.items()
    }
    text = _TEXTS.get_template(f"{name}.txt").render(
        title=delivery.one_line(matter.title),
        case_number=delivery.one_line(matter.case_number or ""),
        link=link,
        sender=delivery.settings().administration_name,
        **clean,
    )
    subject, _blank, body = text.partition("\n\n")
    return delivery.post(matter.id, to=to, subject=subject, body=body, at=at)
