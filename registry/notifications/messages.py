"""The messages people get, one function each. Every one is written in the transaction whose change it tells about.

A mail is a postcard: it says that something has happened and where to read it. Comments, motives, amounts and other
people's names stay in the system, behind sign-in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from registry.access.secrecy import OPEN_TITLE
from registry.core.database import session
from registry.core.i18n import SOURCE, OwnWords, Word, speaking, spoken
from registry.notifications import delivery, links, texts
from registry.notifications.models import DigestLine, OutboxMessage

MOST_LINES = 40  # in one digest; the inbox has the rest
SUBJECT_LENGTH = 300
MOST_WAITING = 10  # named in one digest
AT_ONCE = frozenset({"round_late", "round_late_below"})  # never kept for a digest
WaitingLine = tuple[str, str, date | None]
Told = OutboxMessage | DigestLine


class ToldMatter(Protocol):
    """What a message is about: an agreement, or anything else with a title and perhaps a case number."""

    @property
    def id(self) -> UUID: ...
    @property
    def title(self) -> str: ...
    @property
    def case_number(self) -> str | None: ...
    @property
    def secrecy(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class MatterNamed:
    """A matter as a message names it."""

    id: UUID
    title: str
    case_number: str | None
    secrecy: str | None = None


class Person(Protocol):
    """Somebody in the house: where to write, in which language, and whether one message a day is enough."""

    @property
    def id(self) -> UUID: ...
    @property
    def email(self) -> str: ...
    @property
    def wants_digest(self) -> bool: ...
    @property
    def mail_language(self) -> str: ...


def decision_waiting(matter: ToldMatter, *, to: Person, at: datetime) -> Told:
    """Tell a decider that a matter waits. Why it is theirs to decide, which names amounts, stands on the page.

    The link leads to the very page where it is decided: from the mail to the decision in three taps and a password.
    """
    return _tell("decision_waiting", matter, to=to, at=at, link=links.decide(matter.id))


def returned(matter: ToldMatter, *, to: Person, by: str, at: datetime) -> Told:
    """Tell the preparer that the matter came back for change; the comment is read in the system."""
    return _tell("returned", matter, to=to, at=at, link=links.matter(matter.id), by=by)


def decision_again(matter: ToldMatter, *, to: Person, at: datetime) -> Told:
    """Tell somebody who decided an earlier round, and is to decide again, that the matter has changed since."""
    return _tell("decision_again", matter, to=to, at=at, link=links.decide(matter.id))


def decision_moved(matter: ToldMatter, *, to: Person, at: datetime) -> Told:
    """Tell somebody who could decide the matter that it no longer waits for them; why is read in the system."""
    return _tell("decision_moved", matter, to=to, at=at, link=links.matter(matter.id))


def question_raised(matter: ToldMatter, *, to: Person, at: datetime) -> Told:
    """Tell somebody that the own conflict of interest is in question; what it is about is read in the system."""
    return _tell("question_raised", matter, to=to, at=at, link=links.own_questions())


def voided(matter: ToldMatter, *, to: Person, at: datetime) -> Told:
    """Tell the preparer, or who had decided, that the matter has changed and no decision about it counts any longer."""
    return _tell("voided", matter, to=to, at=at, link=links.matter(matter.id))


def in_court(matter: ToldMatter, *, to: Person, what: str, at: datetime) -> Told:
    """Tell whoever prepared or decided a matter where its decision stands now that a court has acted."""
    return _tell("in_court", matter, to=to, at=at, link=links.matter(matter.id), what=Word(what))


def reopening_asked(matter: ToldMatter, *, to: Person, at: datetime) -> Told:
    """Tell whoever may take a decision back that somebody asks for it; the reason is read in the system."""
    return _tell("reopening_asked", matter, to=to, at=at, link=links.matter(matter.id))


def reopening_answered(matter: ToldMatter, *, to: Person, at: datetime) -> Told:
    """Tell whoever asked for a decision to be taken back that it stands; when it does not, `voided` tells."""
    return _tell("reopening_answered", matter, to=to, at=at, link=links.matter(matter.id))


def question_asked(matter: ToldMatter, question_id: UUID, *, to: Person, at: datetime) -> Told:
    """Tell whoever prepares the matter that a decider asks something; what is read in the system."""
    return _tell("question_asked", matter, to=to, at=at, link=links.question(question_id))


def question_answered(matter: ToldMatter, *, to: Person, at: datetime) -> Told:
    """Tell whoever asked that there is an answer, on the page where the matter is decided."""
    return _tell("question_answered", matter, to=to, at=at, link=links.decide(matter.id))


def recording_refused(matter: ToldMatter, *, to: Person, at: datetime) -> Told:
    """Tell whoever recorded an existing agreement that it was not confirmed; why is read in the system."""
    return _tell("recording_refused", matter, to=to, at=at, link=links.matter(matter.id))


def decided(matter: ToldMatter, *, to: Person, outcome: str, by: str, at: datetime) -> Told:
    """Tell the preparer what was decided and by whom; `outcome` is the word for it, `Bifall` or `Avslag`."""
    return _tell("decided", matter, to=to, at=at, link=links.matter(matter.id), outcome=Word(outcome), by=by)


def adopted(matter: ToldMatter, *, to: Person, by: str, at: datetime) -> Told:
    """Tell the preparer that the text is confirmed as the nämnd changed it: that is what is decided."""
    return _tell("adopted", matter, to=to, at=at, link=links.matter(matter.id), by=by)


def committee_needed(matter: ToldMatter, *, to: Person, at: datetime) -> Told:
    """Tell the registrar that nobody may decide by delegation: the nämnd does, and its minutes are recorded."""
    return _tell("committee_needed", matter, to=to, at=at, link=links.matter(matter.id))


def due_soon(matter: ToldMatter, *, to: Person, link: str, stage: str, due_on: date, at: datetime) -> Told:
    """Remind whoever is waited for of the last day before it comes."""
    return _tell("due_soon", matter, to=to, at=at, link=link, stage=Word(stage), due_on=due_on.isoformat())


def due_late(
    matter: ToldMatter, *, to: Person, link: str, stage: str, due_on: date, at: datetime
) -> OutboxMessage:
    """Remind whoever is waited for that the last day has passed; at once, whatever rhythm the person has."""
    values = {"stage": Word(stage), "due_on": due_on.isoformat()}
    return _write("due_late", matter, to=to.email, at=at, language=to.mail_language, link=link, **values)


def late_below(
    matter: ToldMatter, *, to: Person, stage: str, due_on: date, with_whom: str, at: datetime
) -> OutboxMessage:
    """Let a manager know that something is late with somebody below: for information, the decision stays there.

    `with_whom` is a post or a task in the house, never a name.
    """
    values = {
        "stage": Word(stage),
        "due_on": due_on.isoformat(),
        "with_whom": with_whom if isinstance(with_whom, OwnWords) else Word(with_whom),
    }
    link = links.matter(matter.id)
    return _write("late_below", matter, to=to.email, at=at, language=to.mail_language, link=link, **values)


def digest(
    to: Person, lines: Sequence[DigestLine], *, waits: Sequence[WaitingLine] = (), on: date, at: datetime
) -> OutboxMessage:
    """Send the morning's one message: what has been told since the last, with a link to each, and what waits now.

    `waits` is what waits for the person, the most urgent first: what it is, its title and the last day.
    """
    told = list(dict.fromkeys((line.subject, line.link) for line in lines))
    with speaking(to.mail_language):
        named = [
            (spoken(Word(kind)), delivery.one_line(spoken(title)), due_on and due_on.isoformat())
            for kind, title, due_on in waits[:MOST_WAITING]
        ]
    values = {"lines": told[:MOST_LINES], "more": max(0, len(told) - MOST_LINES), "on": on.isoformat()}
    values |= {"waits": named, "number": len(waits)}
    return _post("digest", None, to=to.email, at=at, language=to.mail_language, link=links.inbox(), **values)


@dataclass(frozen=True, slots=True)
class StatusNews:
    """What a partner read as status before and reads now, and what comes next: the plain words of its own page."""

    before: str | None  # nothing the first time
    now: str
    next_step: str | None


def partner_status(
    matter: ToldMatter, news: StatusNews, *, to: Mapping[str, str], page: UUID, at: datetime
) -> list[OutboxMessage]:
    """Tell an organisation's role mailboxes that what they see as status has changed; nothing when it has not.

    `to` are the addresses, each with its language; `page` is the collaboration on whose page the matter stands, where
    the message leads. Never a note or a motive from inside the house (`domain.md` 10.7). The outbox keeps the text and
    the time.
    """
    if news.before == news.now:
        return []
    values: dict[str, Any] = {
        "link": links.own(page),
        "status": Word(news.now),
        "next_step": news.next_step and Word(news.next_step),
        "is_first": news.before is None,
        **_help(),
    }
    return [
        _write("partner_status", matter, to=address, at=at, language=language, **values)
        for address, language in to.items()
    ]


def confirm_profile(
    organisation_id: UUID, name: str, *, to: str, due_on: date, at: datetime, language: str = SOURCE
) -> OutboxMessage:
    """Ask an organisation's representative to look through what we hold of it, as every year."""
    values = {
        "title": name,
        "link": links.own_confirming(organisation_id),
        "due_on": due_on.isoformat(),
        **_help(),
    }
    return _about(organisation_id, "confirm_profile", to=to, at=at, language=language, **values)


def runs_out(
    of: tuple[UUID, str, str], *, on: date, is_terms: bool, to: str, at: datetime, language: str
) -> OutboxMessage:
    """Tell a representative of (organisation, its name, what runs out) of the last day, with a link to the remedy."""
    name, page = ("terms_run_out", links.own_terms) if is_terms else ("paper_runs_out", links.own_paper)
    values = {"title": of[1], "what": Word(of[2]), "day": on.isoformat(), "link": page(of[0]), **_help()}
    return _about(of[0], name, to=to, at=at, language=language, **values)


def proposal_answered(
    organisation_id: UUID, name: str, *, to: str, at: datetime, language: str = SOURCE
) -> OutboxMessage:
    """Tell whoever proposed a change of its organisation's facts that there is an answer to read in the portal."""
    values = {"title": name, "link": links.own_organisation(organisation_id), **_help()}
    return _about(organisation_id, "proposal_answered", to=to, at=at, language=language, **values)


@dataclass(frozen=True, slots=True)
class ListNamed:
    """A unit's list in a mapping round as a message names it: the round's title, the unit and the last day."""

    id: UUID
    title: str
    unit: str
    due_on: date


def round_list(name: str, about: ListNamed, *, to: Person, at: datetime) -> Told:
    """Tell somebody of a unit's list in a mapping round: that it has come, that it waits, or is late with a unit below.

    `name` is the text: `round_invited`, `round_asked`, `round_soon`, `round_late` or `round_late_below`; the late ones
    go at once, whatever rhythm the person has.
    """
    values = {"title": about.title, "unit": about.unit, "due_on": about.due_on.isoformat()}
    link = links.round_list(about.id)
    if to.wants_digest and name not in AT_ONCE:
        return _line(name, None, to=to, at=at, link=link, **values)
    return _post(name, None, to=to.email, at=at, language=to.mail_language, link=link, **values)


def address_link(
    name: str, *, to: str, token: str, days: int, at: datetime, language: str = SOURCE
) -> str | None:
    """Send the link by which an organisation's address is confirmed, from a job. Returns why it can never be sent."""
    values = {"title": name, "link": links.own_address(token), "days": days, **_help()}
    subject, body = texts.filled("address_confirmation", language, **values)
    return delivery.send_unkept(to=to, subject=subject, body=body, at=at, language=language)


def password_link(
    occasion: str, *, to: str, token: str, minutes: int, at: datetime, language: str = SOURCE
) -> str | None:
    """Send the link by which somebody chooses a password, from a job; `occasion` says which text goes with it.

    Returns why it can never be sent. It is never kept in the outbox: whoever reads it there could take the account.
    """
    values = {"link": links.choose_password(token), "minutes": minutes, "again": links.forgotten()}
    subject, body = texts.filled(occasion, language, **values)
    return delivery.send_unkept(to=to, subject=subject, body=body, at=at, language=language)


def password_changed(*, to: str, at: datetime, language: str = SOURCE) -> OutboxMessage:
    """Tell somebody that the password of the account has been changed, so that whoever did not do it can act."""
    return _post("password_changed", None, to=to, at=at, language=language, again=links.forgotten())


def roles_meet(*, to: str, at: datetime, language: str = SOURCE) -> OutboxMessage:
    """Tell an administrator that accounts have roles that must not meet; whose they are stands on the page."""
    return _post("roles_meet", None, to=to, at=at, language=language, link=links.meeting_roles())


def _help() -> dict[str, str]:
    """Whom an organisation asks: stands in every message to one."""
    return {"help_address": delivery.settings().contact}


def _tell(name: str, matter: ToldMatter, *, to: Person, at: datetime, link: str, **values: Any) -> Told:
    """Write to somebody in the house: a message now, or a line in tomorrow's digest, as the person prefers."""
    if not to.wants_digest:
        return _write(name, matter, to=to.email, at=at, language=to.mail_language, link=link, **values)
    return _line(name, matter.id, to=to, at=at, link=link, **_of(matter), **values)


def _line(
    name: str, matter_id: UUID | None, *, to: Person, at: datetime, link: str, **values: Any
) -> DigestLine:
    subject, _body = texts.filled(name, to.mail_language, link=link, **values)
    line = DigestLine(person_id=to.id, matter_id=matter_id, subject=subject[:SUBJECT_LENGTH], link=link)
    line.created_at = at
    session.add(line)
    return line


def _about(organisation_id: UUID, name: str, **values: Any) -> OutboxMessage:
    """Write a message about an organisation, which is no matter."""
    message = _post(name, None, **values)
    message.organisation_id = organisation_id
    return message


def _write(
    name: str, matter: ToldMatter, *, to: str, at: datetime, language: str, **values: Any
) -> OutboxMessage:
    return _post(name, matter.id, to=to, at=at, language=language, **_of(matter), **values)


def _post(
    name: str, matter_id: UUID | None, *, to: str, at: datetime, language: str, **values: Any
) -> OutboxMessage:
    subject, body = texts.filled(name, language, **values)
    return delivery.post(matter_id, to=to, subject=subject, body=body, at=at, language=language)


def _of(matter: ToldMatter) -> dict[str, Any]:
    title = Word(OPEN_TITLE) if matter.secrecy else matter.title  # a mail is a postcard (OSL 5:5)
    return {"title": title, "case_number": matter.case_number or ""}
