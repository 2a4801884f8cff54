"""What waits in agreements beside what waits in every matter: drafts, numbers, recording, reopening, follow-ups."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from registry.access.kinds_of_waiting import WaitingKind
from registry.access.permissions import Permission
from registry.access.roles import Role
from registry.access.visibility import staff_only
from registry.access.waiting import AHEAD, MOST, Door, Reader, Waiting, WaitingSide, Who, with_roles
from registry.agreements import numbers, partner, queries, without_preparer
from registry.agreements.models import IS_CURRENT, Agreement, Edition, FollowUp
from registry.agreements.recording import queries as recording
from registry.agreements.reopening import queries as reopening
from registry.agreements.terminating import queries as terminating
from registry.agreements.workflow import State
from registry.city.units import queries as units
from registry.core import clock
from registry.core.database import session
from registry.core.i18n import _
from registry.matters.approvals.visibility import not_recused


def _of(reader: Reader, kind: WaitingKind, row: Any, page: str, **more: Any) -> Waiting:
    """Return what waits in an agreement, done on one of its pages; `row` is a row of a list, or an edition."""
    changed_at = row.agreement.updated_at if isinstance(row, Edition) else row.updated_at
    values = {
        "who": with_roles(kind),
        "subject_id": row.id,
        "since": clock.local(changed_at).date(),
        "door": Door(page, {"edition_id": row.id}),
        "case_number": getattr(row, "case_number", None),
        **more,
    }
    return reader.waiting(kind, row.title, matter_id=row.id, **values)


def drafts(reader: Reader) -> Iterator[Waiting]:
    """What somebody prepares and has not sent yet; the house's own mail does not ask for it."""
    if reader.actor is None or not reader.may(Permission.AGREEMENT_CREATE):
        return
    who = Who(_("Den som bereder ärendet"), frozenset({reader.actor.user_id}))
    meta = _("Fyll i det som saknas och skicka för beslut")
    for row in queries.prepared_by(reader.actor, (State.DRAFT,)):
        yield _of(reader, WaitingKind.DRAFT, row, "agreements.submit", who=who, meta=meta)


def left(reader: Reader) -> Iterator[Waiting]:
    """What somebody with a conflict of interest, or a closed account, left, and that nobody prepares now."""
    if reader.may(Permission.AGREEMENT_TAKE_OVER):
        words = _("Den som beredde ärendet är jävig eller har slutat. Någon annan behöver ta över.")
        for row in without_preparer.listed(reader.rights):
            yield _of(reader, WaitingKind.TAKE_OVER, row, "agreements.take_over", meta=words)


def left_terminations(reader: Reader) -> Iterator[Waiting]:
    """The same of decisions to end an agreement, which are matters of their own."""
    if reader.may(Permission.AGREEMENT_TAKE_OVER):
        words = _("Den som beredde ärendet är jävig eller har slutat. Någon annan behöver ta över.")
        for row in terminating.left(reader.rights):
            kind, door = WaitingKind.TAKE_OVER, Door("terminating.take_over", {"termination_id": row.id})
            since = clock.local(row.created_at).date()
            told = {"subject_id": row.id, "matter_id": row.id, "since": since, "meta": words, "door": door}
            yield reader.waiting(kind, row.title, who=with_roles(kind), **told)


def unnumbered(reader: Reader) -> Iterator[Waiting]:
    """What waits for a case number, for the registrator; whoever prepares it sees that it waits."""
    may_give = reader.may(Permission.CASE_NUMBER_GIVE)
    if may_give or reader.may(Permission.AGREEMENT_CREATE):
        for row in numbers.without(reader.rights, prepared_by=None if may_give else reader.rights.user_id):
            who = with_roles(WaitingKind.NUMBER, concerned=[row.prepared_by_id])
            yield _of(reader, WaitingKind.NUMBER, row, "agreements.number", who=who, meta=row.unit_name)


def unrecorded(reader: Reader) -> Iterator[Waiting]:
    """What was entered into before it came here, and lies with whoever records it."""
    if reader.may(Permission.AGREEMENT_REGISTER):
        for one in recording.to_record(reader.rights):
            refused_by = one.recorded.refused_by if one.recorded else None
            words = _("Inte bekräftat av %(who)s", who=refused_by) if refused_by else one.unit.name
            yield _of(reader, WaitingKind.RECORD, one, "recording.record", meta=words)


def unconfirmed(reader: Reader) -> Iterator[Waiting]:
    """What somebody has recorded as entered into already, for anybody who vouches for it but that person."""
    if reader.may(Permission.AGREEMENT_REGISTER, Permission.AGREEMENT_TAKE_OVER):
        for one in recording.to_confirm(reader.rights):
            made = one.recorded
            meta = _("Registrerat av %(who)s", who=made.recorded_by if made else "")
            who = with_roles(WaitingKind.CONFIRM, but=made.recorded_by_id if made else None)
            yield _of(reader, WaitingKind.CONFIRM, one, "recording.confirm", who=who, meta=meta)


def asked_back(reader: Reader) -> Iterator[Waiting]:
    """A decision that somebody asks to have taken back, for whoever may; who asked sees that it waits."""
    if not reader.may(Permission.AGREEMENT_REOPEN, Permission.AGREEMENT_CREATE):
        return
    found = reopening.open_requests(reader.rights)
    editions = [one for _asked, one in found]
    people = reopening.reopeners(editions, reader.once(units.structure), reader.on) if found else {}
    for asked, one in found:
        concerned, able = frozenset({asked.asked_by_id}), people[one.id]
        who = Who(_("Den som har beslutat, eller en chef över"), able or frozenset(), concerned=concerned)
        if able is None:
            registrar = frozenset({Role.REGISTRAR})
            who = Who(_("Registratorn"), roles=registrar, concerned=concerned)
        told = {"subject_id": asked.id, "since": clock.local(asked.at).date(), "who": who}
        told |= {"meta": _("Begärt av %(who)s %(on)s", who=asked.asked_by, on=told["since"])}
        yield _of(reader, WaitingKind.REOPEN, one, "reopening.reopen", **told)


def amended(reader: Reader) -> Iterator[Waiting]:
    """What the nämnd decided with a change: written in by whoever prepares, then confirmed by the registrar."""
    may_confirm = reader.may(Permission.AGREEMENT_RECORD_COMMITTEE)
    if not (may_confirm or reader.may(Permission.AGREEMENT_CREATE)):
        return
    rows = select(Edition).join(Agreement, IS_CURRENT).where(Agreement.state == State.AMENDED)
    rows = rows.where(staff_only(reader.rights), not_recused(reader.rights, Edition.id))
    if not may_confirm:
        rows = rows.where(reader.own(Edition.prepared_by_id))
    for one in session.scalars(rows.order_by(Edition.created_at, Edition.id).limit(MOST)):
        who = with_roles(WaitingKind.ADOPT, concerned=[one.prepared_by_id])
        meta = _("Den som bereder skriver in ändringen först")
        yield _of(reader, WaitingKind.ADOPT, one, "agreements.adopt", who=who, meta=meta)


def amended_terminations(reader: Reader) -> Iterator[Waiting]:
    """A termination that the nämnd decided with a change: the registrar writes in the day and the ground."""
    if not reader.may(Permission.AGREEMENT_RECORD_COMMITTEE):
        return
    for made in terminating.amended(reader.rights):
        told: dict[str, Any] = {"matter_id": made.id, "subject_id": made.id}
        told["since"] = clock.local(made.created_at).date()
        told |= {"case_number": made.case_number, "who": with_roles(WaitingKind.ADOPT)}
        door = Door("terminating.adopt", {"termination_id": made.id})
        yield reader.waiting(WaitingKind.ADOPT, made.title, door=door, meta=_("Skriv in ändringen"), **told)


def follow_ups(reader: Reader) -> Iterator[Waiting]:
    """Follow-ups of running agreements that are due within a month, or late."""
    if not reader.may(Permission.COLLABORATION_WRITE):
        return
    columns = (Edition.id, Edition.title, FollowUp.id.label("follow_up_id"), FollowUp.due_on, FollowUp.what)
    rows = (
        select(*columns)
        .join(Agreement, IS_CURRENT)
        .join(FollowUp, FollowUp.edition_id == Edition.id)
        .where(staff_only(reader.rights), not_recused(reader.rights, Edition.id))
        .where(
            Agreement.state == State.ACTIVE, FollowUp.done_on.is_(None), FollowUp.due_on <= reader.on + AHEAD
        )
        .order_by(FollowUp.due_on, FollowUp.id)
        .limit(MOST)
    )
    for row in session.execute(rows):
        told = {"due_on": row.due_on, "since": row.due_on - AHEAD, "subject_id": row.follow_up_id}
        yield _of_follow_up(reader, row, told)


def _of_follow_up(reader: Reader, row: Any, told: dict[str, Any]) -> Waiting:
    return reader.waiting(
        WaitingKind.FOLLOW_UP,
        row.title,
        who=with_roles(WaitingKind.FOLLOW_UP),
        door=Door("agreements.show", {"edition_id": row.id}),
        matter_id=row.id,
        meta=row.what,
        **told,
    )


def own_matters(reader: Reader) -> Iterator[Waiting]:
    """For a partner: what it has to sign or follow up, and what the city has still to decide."""
    me = frozenset({reader.rights.user_id})
    both, city = Who(_("Ni och staden"), people=me), Who(_("Staden"), concerned=me)
    for one in partner.waiting(reader.rights):
        told: dict[str, Any] = {
            "door": Door("portal.show", {"collaboration_id": one.agreement.collaboration_id})
        }
        if one.agreement.state is State.ACTIVE:
            for row in one.follow_ups:
                if row.done_on is None and row.due_on <= reader.on + AHEAD:
                    told |= {"subject_id": row.id, "due_on": row.due_on, "since": row.due_on - AHEAD}
                    told |= {"who": both, "side": WaitingSide.PARTNER, "meta": row.what}
                    yield reader.waiting(WaitingKind.OWN_FOLLOW_UP, one.title, **told)
            continue
        told |= {"subject_id": one.id, "since": clock.local(one.agreement.updated_at).date()}
        told |= {"meta": str(partner.words_for(one)[1])}
        if one.agreement.state is State.APPROVED:
            told |= {"who": both, "side": WaitingSide.PARTNER}
            yield reader.waiting(WaitingKind.OWN_SIGNATURE, one.title, **told)
        else:
            yield reader.waiting(WaitingKind.OWN_MATTER, one.title, who=city, **told)
