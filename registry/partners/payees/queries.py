"""Reads over payee accounts: what may be paid to, what waits for a second person, who shares a number."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session, joinedload

from registry.access.actor import Actor
from registry.access.visibility import is_staff, own_organisations, staff_only
from registry.core import clock
from registry.core.database import session
from registry.core.i18n import _
from registry.core.labels import label
from registry.core.lists_at_once import ShortList
from registry.partners.organisations.candidates import Trace
from registry.partners.organisations.matching import Reason
from registry.partners.organisations.models import Organisation, Sector
from registry.partners.organisations.overview import DatedEvent, KeyFigure
from registry.partners.organisations.search import upkeep
from registry.partners.organisations.search.documents import INDEX
from registry.partners.payees.models import PayeeAccount
from registry.partners.payees.rules import Account, PayeeKind
from registry.partners.payees.workflow import PayeeState

MOST = 1000
OPEN = (PayeeState.PROPOSED, PayeeState.CONFIRMED)
_IS_PAYABLE = (
    PayeeAccount.state == PayeeState.CONFIRMED,
    PayeeAccount.organisation_number.is_not_distinct_from(Organisation.number),
)

# Two records with the same account may be one organisation; also an account that is not used any more tells that.
SAME_ACCOUNT = Trace(Reason.GIRO, PayeeAccount.organisation_id, PayeeAccount.digits)


@dataclass(frozen=True, slots=True)
class Accounts:
    """An organisation's accounts: the one that may be paid to, those that wait, what lists say, and those that were."""

    current: PayeeAccount | None
    waiting: list[PayeeAccount]
    past: list[PayeeAccount]
    number: str | None = None  # of the organisation as it is now
    listed: list[PayeeAccount] = field(default_factory=list)

    @property
    def is_payable(self) -> bool:
        """Whether money can be paid out: to the confirmed account, while the legal person is the same."""
        return self.current is not None and self.current.organisation_number == self.number

    def figures(self, pays_out: bool) -> Iterable[KeyFigure]:
        """Tell whether there is an account to pay to, where money goes out or there has been one."""
        if not (pays_out or self.current or self.waiting):
            return
        words = _("Bekräftat") if self.is_payable else _("Betalas inte ut") if self.current else ""
        waits = _("Väntar på bekräftelse") if self.waiting else ""
        under = waits if words else "" if waits else _("Inget kan betalas ut")
        yield KeyFigure(_("Konto"), words or waits or _("Inte bekräftat"), under, is_words=True)

    def events(self) -> Iterable[DatedEvent]:
        """Tell when accounts were proposed, confirmed and ended."""
        for one in (*self.waiting, *filter(None, [self.current]), *self.past):
            said = {"account": f"{label(one.kind)} {one.number}"}
            if one.state is PayeeState.PROPOSED:
                yield DatedEvent(_day(one.proposed_at), _("Konto föreslaget: %(account)s", **said), True)
            if one.confirmed_at:
                yield DatedEvent(_day(one.confirmed_at), _("Konto bekräftat: %(account)s", **said), True)
            if one.ended_at:
                yield DatedEvent(
                    _day(one.ended_at), _("Konto används inte längre: %(account)s", **said), True
                )


def _day(at: datetime) -> date:
    return clock.local(at).date()


_CIVIL = frozenset({Sector.CIVIL, Sector.UNKNOWN})  # where an account is to be expected


def numbers_of(ids: Sequence[UUID]) -> dict[UUID, list[str]]:
    """Return the digits of the accounts that each of the organisations has, or is said to have, in order."""
    found: dict[UUID, list[str]] = {}
    rows = select(PayeeAccount.organisation_id, PayeeAccount.digits).where(
        PayeeAccount.organisation_id.in_(ids), PayeeAccount.state.in_((*OPEN, PayeeState.LISTED))
    )
    for owner, digits in session.execute(rows.order_by(PayeeAccount.organisation_id, PayeeAccount.digits)):
        found.setdefault(owner, []).append(digits)
    return found


def note_flushed(current: Session, _context: Any) -> None:
    """Let the search know of accounts that were just flushed."""
    changed = {
        one.organisation_id
        for one in (*current.new, *current.dirty, *current.deleted)
        if isinstance(one, PayeeAccount)
    }
    if changed:
        upkeep.mark(INDEX, sorted(changed))


def payable(organisation_id: UUID) -> PayeeAccount | None:
    """Return the account that may be paid to: confirmed by a second person, for the legal person that it still is."""
    rows = select(PayeeAccount).join(Organisation, Organisation.id == PayeeAccount.organisation_id)
    return session.scalar(rows.where(PayeeAccount.organisation_id == organisation_id, *_IS_PAYABLE))


def confirmed(organisation_id: UUID) -> PayeeAccount | None:
    """Return the one confirmed account, also when the record has got another number since."""
    mine = PayeeAccount.organisation_id == organisation_id
    return session.scalar(select(PayeeAccount).where(mine, PayeeAccount.state == PayeeState.CONFIRMED))


def is_payable(organisation: Organisation, accounts: Iterable[PayeeAccount]) -> bool:
    """Whether one of the organisation's accounts may be paid to: the same that `payable` finds."""
    return any(
        one.state is PayeeState.CONFIRMED and one.organisation_number == organisation.number
        for one in accounts
    )


def unpayable(organisation_ids: Sequence[UUID]) -> list[str]:
    """Return the names of those of the organisations that nothing may be paid to, by name."""
    return list(without_account(organisation_ids).values())


def without_account(organisation_ids: Sequence[UUID]) -> dict[UUID, str]:
    """Return those of the organisations that nothing may be paid to: their names by identifier, in order of name."""
    if not organisation_ids:
        return {}
    paid = exists().where(PayeeAccount.organisation_id == Organisation.id, *_IS_PAYABLE)
    rows = select(Organisation.id, Organisation.name).where(
        Organisation.id.in_(organisation_ids[:MOST]), ~paid
    )
    found = session.execute(rows.order_by(Organisation.sort_name, Organisation.id).limit(MOST))
    return {row.id: row.name for row in found}


def seen_to_by(organisation_ids: Iterable[UUID]) -> dict[UUID, frozenset[UUID]]:
    """Return who proposed or confirmed the account that each of the organisations is paid to."""
    rows = select(
        PayeeAccount.organisation_id, PayeeAccount.proposed_by_id, PayeeAccount.confirmed_by_id
    ).where(
        PayeeAccount.organisation_id.in_(list(organisation_ids)), PayeeAccount.state == PayeeState.CONFIRMED
    )
    found = session.execute(rows.order_by(PayeeAccount.id).limit(MOST))
    return {row[0]: frozenset(one for one in row[1:] if one) for row in found}


def confirmed_at(organisation_ids: Iterable[UUID]) -> dict[UUID, datetime]:
    """Return since when the account that each of the organisations is paid to is confirmed."""
    rows = select(PayeeAccount.organisation_id, PayeeAccount.confirmed_at).where(
        PayeeAccount.organisation_id.in_(list(organisation_ids)), PayeeAccount.state == PayeeState.CONFIRMED
    )
    found = session.execute(rows.order_by(PayeeAccount.id).limit(MOST))
    return {row.organisation_id: row.confirmed_at for row in found if row.confirmed_at}


def payee(actor: Actor, payee_id: UUID) -> PayeeAccount | None:
    """Return the account with its organisation, for staff."""
    rows = select(PayeeAccount).options(joinedload(PayeeAccount.organisation))
    return session.scalar(rows.where(PayeeAccount.id == payee_id, staff_only(actor)))


ACCOUNTS = ShortList(
    PayeeAccount, Organisation.__table__.c.id, PayeeAccount.organisation_id == Organisation.__table__.c.id,
    (PayeeAccount.proposed_at.desc(), PayeeAccount.id),
)  # fmt: skip


def of_organisation(
    actor: Actor, organisation: Organisation, accounts: Sequence[PayeeAccount]
) -> Accounts | None:
    """Return the organisation's accounts for its page; None where there are none and none is to be expected."""
    found = replace(_sorted(accounts if is_staff(actor) else ()), number=organisation.number)
    if (
        not any((found.current, found.waiting, found.listed, found.past))
        and organisation.sector not in _CIVIL
    ):
        return None
    return found


def own(actor: Actor, organisation_id: UUID) -> Accounts:
    """Return the accounts of an organisation that the partner represents."""
    mine = own_organisations(actor, PayeeAccount.organisation_id)
    return _of(PayeeAccount.organisation_id == organisation_id, mine)


def _of(*where: Any) -> Accounts:
    rows = session.scalars(
        select(PayeeAccount)
        .where(*where)
        .order_by(PayeeAccount.proposed_at.desc(), PayeeAccount.id)
        .limit(MOST)
    ).all()
    return _sorted(rows)


def _sorted(rows: Sequence[PayeeAccount]) -> Accounts:
    live = {
        (one.kind, one.digits) for one in rows if one.state in OPEN
    }  # a list may say what is seen to already
    return Accounts(
        next((one for one in rows if one.state is PayeeState.CONFIRMED), None),
        [one for one in rows if one.state is PayeeState.PROPOSED],
        [one for one in rows if one.state not in {*OPEN, PayeeState.LISTED}],
        listed=[one for one in rows if one.state is PayeeState.LISTED and (one.kind, one.digits) not in live],
    )


def waiting(actor: Actor) -> Sequence[PayeeAccount]:
    """Return the accounts that wait for a second person, those that have waited longest first; for staff."""
    return _waiting(staff_only(actor))


def own_waiting(actor: Actor) -> Sequence[PayeeAccount]:
    """Return those of the organisations that the partner represents."""
    return _waiting(own_organisations(actor, PayeeAccount.organisation_id))


def _waiting(may_see: ColumnElement[bool]) -> Sequence[PayeeAccount]:
    rows = select(PayeeAccount).where(PayeeAccount.state == PayeeState.PROPOSED, may_see)
    rows = rows.options(joinedload(PayeeAccount.organisation))
    return session.scalars(rows.order_by(PayeeAccount.proposed_at, PayeeAccount.id).limit(MOST)).all()


def others_with(account: Account, *, but: UUID) -> list[str]:
    """Return the names of other organisations that the same number stands on, now or waiting."""
    same = (
        PayeeAccount.kind == account.kind,
        PayeeAccount.digits == account.digits,
        PayeeAccount.organisation_id != but,
        PayeeAccount.state.in_((*OPEN, PayeeState.LISTED)),
    )
    rows = select(Organisation.name).join(PayeeAccount, PayeeAccount.organisation_id == Organisation.id)
    return list(session.scalars(rows.where(*same).order_by(Organisation.sort_name).limit(5)))


def listed(organisation_id: UUID, account: Account) -> PayeeAccount | None:
    """Return the organisation's account with the number that a list says and nobody has proposed."""
    mine = PayeeAccount.organisation_id == organisation_id, PayeeAccount.state == PayeeState.LISTED
    same = PayeeAccount.kind == account.kind, PayeeAccount.digits == account.digits
    return session.scalar(select(PayeeAccount).where(*mine, *same).order_by(PayeeAccount.id).limit(1))


def listed_account(organisation_id: UUID, payee_id: str | None) -> Account | None:
    """Return the account that a list says, to be proposed, by its identifier as an address holds it."""
    try:
        wanted = UUID(payee_id or "")
    except ValueError:
        return None
    row = select(PayeeAccount.kind, PayeeAccount.number, PayeeAccount.digits).where(
        PayeeAccount.id == wanted,
        PayeeAccount.organisation_id == organisation_id,
        PayeeAccount.state == PayeeState.LISTED,
    )
    found = session.execute(row).first()
    return Account(*found) if found else None


def known_of(ids: Sequence[UUID]) -> Iterator[tuple[UUID, PayeeKind, str]]:
    """Yield kind and digits of every account that the organisations have, have had or are said to have, by owner."""
    columns = (PayeeAccount.organisation_id, PayeeAccount.kind, PayeeAccount.digits)
    rows = select(*columns).where(PayeeAccount.organisation_id.in_(ids)).order_by(*columns)
    return (tuple(row) for row in session.execute(rows))


def has(organisation_id: UUID, account: Account) -> bool:
    """Return whether the organisation has the number already, confirmed or waiting."""
    mine = PayeeAccount.organisation_id == organisation_id, PayeeAccount.state.in_(OPEN)
    same = PayeeAccount.kind == account.kind, PayeeAccount.digits == account.digits
    return session.scalar(select(PayeeAccount.id).where(*mine, *same).limit(1)) is not None
