"""Reads over planned payments and their attestations: those of an agreement, and those that wait for a person."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, exists, select

from registry.access.actor import Actor
from registry.access.roles import Post, Role
from registry.access.visibility import staff_only
from registry.agreements import decided_content, funding, preparing
from registry.agreements import queries as agreements
from registry.agreements.models import IS_CURRENT, Agreement, Edition, FrozenParty, FundingShare, Payment
from registry.agreements.paid_payments import PaidPayment
from registry.agreements.terminating import queries as terminating
from registry.agreements.workflow import UNCONFIRMED, State
from registry.city.units import queries as units
from registry.collaborations import rules as parties
from registry.core import clock
from registry.core.database import session
from registry.core.errors import Problem
from registry.core.i18n import joined
from registry.core.money import Money
from registry.matters.approvals.visibility import not_recused
from registry.matters.impartiality import queries as impartiality
from registry.money.payments import rules
from registry.money.payments.models import Attestation
from registry.money.payments.rules import PaymentSituation
from registry.partners.payees import queries as payees
from registry.settings import current

MOST = 1000
COMING = timedelta(days=30)
SHOWN = frozenset({State.ACTIVE, State.ENDED, State.ANNULLED, State.REVOKED, *UNCONFIRMED})


@dataclass(frozen=True, slots=True)
class Due:
    """A planned payment with the agreement it belongs to."""

    id: UUID
    payment: Payment
    edition: Edition


@dataclass(frozen=True, slots=True)
class PaymentLine:
    """A payment as the agreement's page shows it: its attestation, or whether the reader can attest and why not."""

    payment: Payment
    attestation: Attestation | None
    refusal: str | None
    begun: Sequence[Attestation] = ()


def due(actor: Actor, payment_id: UUID) -> Due | None:
    """Return the payment with its agreement; None for others than staff, and for who stands outside the matter."""
    payment = session.scalar(
        select(Payment).where(
            Payment.id == payment_id, staff_only(actor), not_recused(actor, Payment.edition_id)
        )
    )
    edition = agreements.edition(actor, payment.edition_id) if payment else None
    return Due(payment.id, payment, edition) if payment and edition else None


def attestations(payment_ids: Iterable[UUID]) -> dict[UUID, list[Attestation]]:
    """Return who has attested each of the payments, in order; the last one is final when as many have as are needed."""
    rows = select(Attestation).where(Attestation.payment_id.in_(list(payment_ids)))
    found: dict[UUID, list[Attestation]] = {}
    for row in session.scalars(rows.order_by(Attestation.payment_id, Attestation.number).limit(MOST)):
        found.setdefault(row.payment_id, []).append(row)
    return found


def final(made: Sequence[Attestation]) -> Attestation | None:
    """Return the attestation that lets the payment be made; None while more people are needed."""
    return next((row for row in made if row.is_final), None)


def paid(edition_ids: Collection[UUID]) -> dict[UUID, list[PaidPayment]]:
    """Return by edition what has been attested, the earliest first."""
    rows = select(Attestation.matter_id, Payment.id, Payment.due_on, Attestation.amount, Attestation.at)
    rows = rows.join(Payment, Payment.id == Attestation.payment_id).where(
        Attestation.matter_id.in_(edition_ids), Attestation.is_final
    )
    found: dict[UUID, list[PaidPayment]] = {}
    for row in session.execute(rows.order_by(Attestation.at, Attestation.id).limit(MOST)):
        one = PaidPayment(row.id, row.due_on, row.amount, clock.local(row.at).date())
        found.setdefault(row.matter_id, []).append(one)
    return found


def of_agreement(actor: Actor, edition: Edition) -> list[PaymentLine] | None:
    """Return the planned payments of an agreement that has run, for its page; None when there are none to show."""
    if edition.agreement.state not in SHOWN or not edition.payments:
        return None
    made = attestations(row.id for row in edition.payments)
    done = {key: found for key, rows in made.items() if (found := final(rows))}
    left = [row for row in edition.payments if row.id not in done] if actor.has(Role.MANAGER) else []
    refusals = _refusals(actor, edition, left, made) if left else {}
    is_begun = made.keys() - done.keys()
    since = accounts_since(paid_to(edition)) if is_begun else None
    return [
        PaymentLine(row, done.get(row.id), refusals.get(row.id), counted(made.get(row.id, ()), since))
        for row in edition.payments
    ]


def _refusals(
    actor: Actor, edition: Edition, rows: Sequence[Payment], made: Mapping[UUID, list[Attestation]]
) -> dict[UUID, str]:
    on, structure = clock.today(), units.structure()
    obstacles = _obstacles(edition, on)
    return {
        row.id: " ".join(
            one.message
            for one in rules.problems(
                _claim(edition, row, made.get(row.id, ()), obstacles), actor.user_id, structure, on
            )
        )
        for row in rows
    }


def situation(edition: Edition, payment: Payment, on: date) -> PaymentSituation:
    """Return where the payment stands on the day."""
    made = attestations([payment.id]).get(payment.id, ())
    return _claim(edition, payment, made, _obstacles(edition, on))


def problems(actor: Actor, edition: Edition, payment: Payment, on: date) -> list[Problem]:
    """Return why the actor cannot attest the payment on the day; empty when nothing stands in the way."""
    return rules.problems(situation(edition, payment, on), actor.user_id, units.structure(), on)


@dataclass(frozen=True, slots=True)
class Obstacles:
    """What stands in the way of every payment of an agreement: no decision covers it, a receiver has no account."""

    undecided: tuple[Problem, ...]
    unpayable: tuple[str, ...]
    ends_on: date | None  # the last day, of an agreement that is terminated
    prepared_by: frozenset[UUID]
    account_by: frozenset[UUID]
    tied: frozenset[UUID]  # who has told of a tie to an organisation that is paid
    accounts_since: datetime | None  # when the latest account that is paid to was confirmed


def _obstacles(edition: Edition, on: date) -> Obstacles:
    made = decided_content.decided(edition)
    paid = parties.receivers(made.parties) if made else []
    ids = [one.organisation_id for one in paid if one.organisation_id]
    return Obstacles(
        tuple(decided_content.problems(edition, made, on=on)),
        tuple(payees.unpayable(ids)),
        _last_day(edition),
        preparing.prepared(edition),
        frozenset().union(*payees.seen_to_by(ids).values()),
        frozenset().union(*impartiality.tied(ids, on).values()),
        accounts_since(ids),
    )


def accounts_since(organisation_ids: Iterable[UUID]) -> datetime | None:
    """Return when the latest of the accounts that are paid to was confirmed: who attested before has not seen it."""
    return max(payees.confirmed_at(organisation_ids).values(), default=None)


def counted(made: Sequence[Attestation], since: datetime | None) -> list[Attestation]:
    """Return the attestations that were made to the accounts that are paid to, confirmed at the latest `since`.

    All of them where the last one is made: what is final stays so, whatever account comes after it.
    """
    return [row for row in made if since is None or row.at >= since or final(made)]


def _last_day(edition: Edition) -> date | None:
    return terminating.last_days([edition.agreement_id]).get(edition.agreement_id)


def _claim(
    edition: Edition, payment: Payment, made: Sequence[Attestation], obstacles: Obstacles
) -> PaymentSituation:
    paying, done = paying_units(edition, payment.due_on.year), final(made)
    return PaymentSituation(
        is_active=edition.agreement.state is State.ACTIVE,
        undecided=obstacles.undecided,
        unpayable=obstacles.unpayable,
        attested_by=joined(list(dict.fromkeys(row.person for row in made))) if done else None,
        paying=paying,
        due_on=payment.due_on,
        ends_on=obstacles.ends_on,
        posts=posts_needed(payment.amount),
        begun_by=_posts_then(counted(made, obstacles.accounts_since), paying),
        number=len(made) + 1,
        prepared_by=obstacles.prepared_by,
        account_by=obstacles.account_by,
        tied=obstacles.tied,
    )


def posts_needed(amount: Money) -> tuple[Post, ...]:
    """Return the lowest post of each who attests the amount, by the city's table."""
    return rules.posts_needed(amount, current().attest_table)


def _posts_then(made: Iterable[Attestation], paying: frozenset[UUID]) -> dict[UUID, Post]:
    """Return who has attested, each with the post that was held on that day."""
    structure = units.structure()
    return {
        row.person_id: rules.posts_held(paying, structure, clock.local(row.at).date()).get(
            row.person_id, Post.UNIT_HEAD
        )
        for row in made
    }


def receivers(edition: Edition) -> list[FrozenParty]:
    """Return who the payments go to: the decided parties, whoever is party to the collaboration by now."""
    made = decided_content.decided(edition)
    return parties.receivers(made.parties) if made else []


def paid_to(edition: Edition) -> list[UUID]:
    """Return the organisations that the payments go to."""
    return [one.organisation_id for one in receivers(edition) if one.organisation_id]


def paying_units(edition: Edition, year: int) -> frozenset[UUID]:
    """Return the units whose money a payment of the year is: by the shares of the year, else the agreement's own."""
    shared = {purse.unit_id for purse in funding.claims(edition) if purse.year == year}
    return frozenset(shared or {edition.unit_id})


def unattested(actor: Actor, on: date) -> Sequence[Row[Any]]:
    """Return the payments, due by thirty days from the day, that nobody has attested; the earliest first.

    Each row: `id` of the payment, `due_on`, `amount`, and of what it is planned in `edition_id`, `title`,
    `case_number`, `unit_id`, `prepared_by_id`.
    """
    rows = (
        select(
            Payment.id, Payment.due_on, Payment.amount, Edition.id.label("edition_id"), Edition.title,
            Edition.case_number, Edition.unit_id, Edition.prepared_by_id,
        )
        .join(Edition, Edition.id == Payment.edition_id)
        .join(Agreement, IS_CURRENT)
        .where(Agreement.state == State.ACTIVE, Payment.due_on <= on + COMING)
        .where(~exists().where(Attestation.payment_id == Payment.id, Attestation.is_final))
        .where(staff_only(actor), not_recused(actor, Edition.id))
        .order_by(Payment.due_on, Payment.id)
        .limit(MOST)
    )  # fmt: skip
    return session.execute(rows).all()


def paying(rows: Sequence[Row[Any]]) -> dict[UUID, frozenset[UUID]]:
    """Return the units whose money each of these payments is: by the shares of the year, else the agreement's own."""
    shares = _shares({row.edition_id for row in rows})
    return {row.id: shares.get((row.edition_id, row.due_on.year), frozenset({row.unit_id})) for row in rows}


def _shares(edition_ids: set[UUID]) -> dict[tuple[UUID, int], frozenset[UUID]]:
    rows = select(FundingShare.edition_id, FundingShare.year, FundingShare.unit_id)
    rows = rows.where(FundingShare.edition_id.in_(edition_ids)).order_by(FundingShare.id).limit(5000)
    found: dict[tuple[UUID, int], frozenset[UUID]] = {}
    for row in session.execute(rows):
        key = (row.edition_id, row.year)
        found[key] = found.get(key, frozenset()) | {row.unit_id}
    return found
