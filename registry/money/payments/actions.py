"""Attesting a planned payment: that it is right and may be made. Another act than the decision, by its own record."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError

from registry.access.actor import Actor
from registry.audit import actions as audit
from registry.audit.tags import Tag
from registry.city.units import queries as units
from registry.core import clock
from registry.core.database import session
from registry.core.errors import Stale, refuse
from registry.core.i18n import _, swedish
from registry.money.payments import queries, rules
from registry.money.payments.models import Attestation
from registry.money.payments.queries import Due


def attest(due: Due, *, note: str | None, actor: Actor, at: datetime) -> Attestation:
    """Attest the payment with the amount as planned, once each, until as many have as the city's table says.

    Raises DomainError when the agreement does not run, the payee is not confirmed, or the actor has no budget
    responsibility over every unit that pays, has prepared the matter, seen to the account or told of a tie to whoever
    is paid; Stale when somebody else came first.
    """
    on = clock.local(at).date()
    claim = queries.situation(due.edition, due.payment, on)
    refuse(rules.problems(claim, actor.user_id, units.structure(), on))
    made = Attestation(
        matter_id=due.edition.id,
        payment_id=due.payment.id,
        number=claim.number,
        is_final=len(claim.counted) + 1 >= len(claim.posts),
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
        raise Stale(_("Någon annan attesterade just. Läs sidan igen.")) from error
    audit.record(made, Tag.PAYMENT_ATTESTED, actor=actor, at=at, matter_id=due.edition.id)
    return made


@swedish()
def _title(actor: Actor) -> str:
    return actor.title or _("Chef med budgetansvar")
