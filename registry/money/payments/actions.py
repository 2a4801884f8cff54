"""Attesting a planned payment: that it is right and may be made. Another act than the decision, by its own record."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError

from registry.access.actor import Actor
from registry.audit import actions as audit
from registry.audit.tags import Tag
from registry.core import clock
from registry.core.database import session
from registry.core.errors import Stale, refuse
from registry.core.i18n import _, swedish
from registry.money.payments import queries
from registry.money.payments.models import Attestation
from registry.money.payments.queries import Due


def attest(due: Due, *, note: str | None, actor: Actor, at: datetime) -> Attestation:
    """Attest the payment with the amount as planned, once.

    Raises DomainError when the agreement does not run, the payee is not confirmed, or the actor has no budget
    responsibility over every unit that pays; Stale when somebody else attested it first.
    """
    refuse(queries.problems(actor, due.edition, due.payment, clock.local(at).date()))
    made = Attestation(
        matter_id=due.edition.id,
        payment_id=due.payment.id,
        amount=due.payment.amount,
        person_id=actor.user_id,
        person=actor.name,
        title=_title(actor),
        note=note,
        at=at,
    )
    try:
        with session.begin_nested():
            session.add(made)
            session.flush()
    except IntegrityError as error:
        raise Stale(_("Betalningen är redan attesterad.")) from error
    audit.record(made, Tag.PAYMENT_ATTESTED, actor=actor, at=at, matter_id=due.edition.id)
    return made


@swedish()
def _title(actor: Actor) -> str:
    return actor.title or _("Chef med budgetansvar")
