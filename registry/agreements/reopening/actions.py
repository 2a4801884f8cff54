"""Asking for a decision to be taken back, doing it, and letting it stand."""

from dataclasses import dataclass
from datetime import date, datetime

from registry.access import check
from registry.access.actor import Actor
from registry.access.permissions import Permission
from registry.agreements.actions.notices import tell_decision_stands, tell_reopening_asked
from registry.agreements.models import Edition
from registry.agreements.paid_payments import total
from registry.agreements.reopening import queries, rules
from registry.agreements.reopening.models import WithdrawalGrounds
from registry.agreements.reopening.queries import CarriedOut
from registry.audit.actions import record
from registry.audit.tags import Tag
from registry.city.units.structure import Holder
from registry.core import clock
from registry.core.database import session
from registry.core.errors import DomainError, check_version, refuse
from registry.core.i18n import _, swedish
from registry.matters.actions import Withdrawing, withdraw_decision
from registry.matters.approvals import queries as approval_queries
from registry.matters.approvals import trials
from registry.matters.approvals.actions import RevokingMinutes
from registry.matters.approvals.models import Decision, ReopeningRequest, Round
from registry.matters.models import Matter


@dataclass(frozen=True, slots=True)
class Minutes:
    """The meeting at which the nämnd took its own decision back; its case number as the first's when none is said."""

    meeting_on: date | None
    paragraph: str
    case_number: str = ""


def ask(edition: Edition, *, reason: str, actor: Actor, at: datetime) -> ReopeningRequest:
    """Ask whoever may to take the decision back; nothing changes until somebody does.

    Raises NotAllowed for others than those who prepare, DomainError when there is nothing to ask or it is asked.
    """
    check.require(Permission.AGREEMENT_ASK_REOPEN, actor, edition)
    rounds = approval_queries.rounds(edition.id)
    asked = queries.open_request(edition) is not None
    is_tried = trials.trial_anew(edition.id) is not None
    refuse(rules.asking_problems(is_decided=bool(queries.made(edition)), is_asked=asked, is_tried=is_tried))
    return _request(edition, rounds[0], reason, actor=actor, at=at)


def _request(edition: Edition, round_: Round, reason: str, *, actor: Actor, at: datetime) -> ReopeningRequest:
    made = ReopeningRequest(
        matter_id=edition.id,
        round_id=round_.id,
        reason=reason,
        asked_by_id=actor.user_id,
        asked_by=actor.name,
        at=at,
    )
    session.add(made)
    record(made, Tag.REOPENING_ASKED, actor=actor, at=at, matter_id=edition.id)
    able = queries.able(edition, clock.local(at).date())
    tell_reopening_asked(
        edition, able, for_committee=rules.decided_by_committee(queries.made(edition)), at=at
    )
    return made


def reopen(
    edition: Edition, *, reason: str, ground: str, minutes: Minutes | None, actor: Actor, at: datetime
) -> Decision:
    """Withdraw what an agreement rests on: unsigned it is taken up for change, signed it falls.

    Raises as `withdraw` does.
    """
    done = queries.carried_out(edition)
    return withdraw(
        edition, reason=reason, ground=ground, minutes=minutes, carried_out=done, actor=actor, at=at
    )


def withdraw(
    matter: Matter,
    *,
    reason: str,
    ground: str,
    minutes: Minutes | None,
    carried_out: CarriedOut,
    actor: Actor,
    at: datetime,
) -> Decision:
    """Withdraw what a matter rests on (återkallelse): a decision of its own, and what follows of it at once.

    A delegated decision is withdrawn by the post that made it or one above. The nämnd withdraws its own, and the
    registrar records its meeting and §. `ground` is one of the city's list, and stays with the decision. Raises
    DomainError for anybody else, and without a ground.
    """
    check.require(Permission.AGREEMENT_REOPEN, actor, matter)
    on, told = clock.local(at).date(), reason.strip()
    refuse([*queries.problems(matter, actor, on), *rules.ground_problems(ground, queries.grounds())])
    by: Holder | RevokingMinutes | None = queries.acting_as(matter, actor, on)
    if rules.decided_by_committee(queries.made(matter)):
        by = _minutes(matter, minutes, on)
        reason = _at_the_meeting(reason, by)
    if by is None:
        raise LookupError(actor.user_id)  # refused above
    if (asked := queries.open_request(matter)) is not None:
        _answer(asked, reason, actor=actor, at=at)
    withdrawing = Withdrawing(
        reason=told, ground=ground, void_reason=_on_the_ground(reason, ground), is_begun=carried_out.is_begun,
        paid=total(carried_out.paid) if carried_out.paid else None,
    )  # fmt: skip
    return withdraw_decision(matter, withdrawing, by, actor=actor, at=at)


def let_stand(edition: Edition, *, reason: str, actor: Actor, at: datetime) -> None:
    """Answer that the decision stands. Raises DomainError when nobody asked, or the actor could not take it back."""
    check.require(Permission.AGREEMENT_REOPEN, actor, edition)
    refuse(queries.problems(edition, actor, clock.local(at).date()))
    asked = queries.open_request(edition)
    if asked is None:
        raise DomainError(_("Ingen har bett om att beslutet tas tillbaka."))
    _answer(asked, reason, actor=actor, at=at)
    tell_decision_stands(edition, asked.asked_by_id, at=at)


def set_grounds(lines: str, *, seen: int, actor: Actor, at: datetime) -> None:
    """Set the grounds on which a decision may be withdrawn, one a line. Raises DomainError at `lines`."""
    check.require(Permission.DELEGATION_WRITE, actor)
    grounds, row = rules.as_grounds(lines), queries.stored_grounds()
    refuse(rules.grounds_problems(grounds))
    if row is None:
        row = WithdrawalGrounds()
        session.add(row)
    else:
        check_version(row, seen)
    row.lines, row.updated_at = "\n".join(grounds), at
    record(row, Tag.WITHDRAWAL_GROUNDS_SET, actor=actor, at=at)


@swedish()
def _on_the_ground(reason: str, ground: str) -> str:
    return _("%(reason)s Grund: %(ground)s.", reason=f"{reason.strip().rstrip('.')}.", ground=ground)


def _answer(asked: ReopeningRequest, answer: str, *, actor: Actor, at: datetime) -> None:
    asked.answer, asked.answered_by, asked.answered_at = answer, actor.name, at
    record(asked, Tag.REOPENING_ANSWERED, actor=actor, at=at, matter_id=asked.matter_id)


def _minutes(matter: Matter, minutes: Minutes | None, on: date) -> RevokingMinutes:
    """Return the nämnd's meeting, § and case number. Raises DomainError when they are missing or cannot be right."""
    said = minutes or Minutes(None, "")
    decided_on = max(one.meeting_on for one in queries.made(matter) if one.meeting_on)
    refuse(rules.minutes_problems(said.meeting_on, said.paragraph, decided_on, on=on))
    if said.meeting_on is None:
        raise LookupError(matter.id)  # refused above
    number = said.case_number.strip() or queries.committee_number(matter)
    return RevokingMinutes(said.meeting_on, said.paragraph, number)


@swedish()
def _at_the_meeting(reason: str, minutes: RevokingMinutes) -> str:
    return _(
        "Nämnden tog tillbaka beslutet den %(day)s, %(paragraph)s: %(reason)s",
        day=minutes.meeting_on,
        paragraph=minutes.paragraph,
        reason=reason,
    )
