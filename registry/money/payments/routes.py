"""Pages of payments: attesting one, and the panel on an agreement's page."""

from datetime import date
from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue as Answer

from registry.access.permissions import Permission
from registry.city.accounts import login
from registry.city.accounts import queries as accounts
from registry.city.accounts.actions import confirm_password
from registry.core import clock
from registry.core.i18n import _
from registry.money.payments import actions, queries
from registry.money.payments.forms import AttestForm
from registry.money.payments.queries import Due
from registry.money.payments.waiting import of_somebody_else
from registry.web import waiting as lines
from registry.web.forms import page
from registry.web.guard import current_actor, requires
from registry.web.redirect import redirect_to
from registry.web.transaction import attempt
from registry.web.waiting import TaskLine

bp = Blueprint("payments", __name__, url_prefix="/payments")


@bp.route("/<uuid:payment_id>/attest", methods=["GET", "POST"])
@requires(Permission.PAYMENT_ATTEST, load=queries.due)
def attest(due: Due) -> Answer:
    """Attest that a planned payment is right and may be made."""
    form, actor, at = AttestForm(), current_actor(), clock.now()
    if form.validate_on_submit():
        with attempt(form):
            confirm_password(actor, form.password.data or "", at)
            made = actions.attest(due, note=form.note.data, actor=actor, at=at)
        if form.ok:
            login.renew()  # a password shown again gives the session a new token (ASVS 7.2.4)
            told = (
                _("Betalningen är attesterad.")
                if made.is_final
                else _("Attesterat. Någon till behöver attestera.")
            )
            return redirect_to("agreements.show", told, edition_id=due.edition.id)
    return page("payments/attest.html", form=form, due=due, **_before_attesting(due, clock.local(at).date()))


def _before_attesting(due: Due, on: date) -> dict[str, Any]:
    """Return what stands beside the form: who has attested already, what stops one, and who may instead."""
    refusals = queries.problems(current_actor(), due.edition, due.payment, on)
    since = queries.accounts_since(queries.paid_to(due.edition))
    made = queries.attestations([due.id]).get(due.id, [])
    counted = queries.counted(made, since)
    return {
        "begun": counted,
        "not_counted": [one.person for one in made if one not in counted],
        "needed": len(queries.posts_needed(due.payment.amount)),
        "refusals": refusals,
        "receivers": queries.receivers(due.edition),
        "elsewhere": _elsewhere(due, on) if refusals else [],
    }


def _elsewhere(due: Due, on: date) -> list[TaskLine]:
    found = list(of_somebody_else(due.id, current_actor(), on))
    people = frozenset().union(*(one.who.people for one in found))
    return lines.others(found, on, accounts.names_of(people))
