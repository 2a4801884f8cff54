"""Pages of payee accounts: propose, confirm as a second person, turn down, end."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue as Answer

from registry.access.permissions import Permission
from registry.core import clock
from registry.core.i18n import _
from registry.partners.organisations import queries as organisations
from registry.partners.organisations.models import Organisation
from registry.partners.payees import actions, queries, rules
from registry.partners.payees.forms import ConfirmForm, EndForm, ProposeForm
from registry.partners.payees.models import PayeeAccount
from registry.web.forms import page
from registry.web.guard import current_actor, requires
from registry.web.redirect import redirect_to
from registry.web.transaction import attempt

bp = Blueprint("payees", __name__, url_prefix="/payees")


def _shown(payee: PayeeAccount, message: str) -> Answer:
    return redirect_to("organisations.show", organisation_id=payee.organisation_id, message=message)


@bp.route("/of/<uuid:organisation_id>/new", methods=["GET", "POST"])
@requires(Permission.PAYEE_PROPOSE, load=organisations.organisation)
def propose(organisation: Organisation) -> Answer:
    """Propose where an organisation is paid; `listed` is an account that a list says."""
    form = ProposeForm(account=queries.listed_account(organisation.id, request.args.get("listed")))
    if form.validate_on_submit():
        with attempt(form):
            made = actions.propose(organisation, form.claim(), actor=current_actor(), at=clock.now())
        if form.ok:
            return _shown(
                made, _("Kontot är föreslaget. Någon annan behöver bekräfta det innan något betalas ut.")
            )
    account = form.account.data
    others = queries.others_with(account, but=organisation.id) if account else []
    return page("payees/propose.html", form=form, organisation=organisation, others=others)


@bp.route("/<uuid:payee_id>/confirm", methods=["GET", "POST"])
@requires(Permission.PAYEE_CONFIRM, load=queries.payee)
def confirm(payee: PayeeAccount) -> Answer:
    """Confirm the payee's name, as a second person."""
    form = ConfirmForm(obj=payee)
    if form.validate_on_submit():
        with attempt(form):
            checked, seen = form.checked.data or "", form.seen_version()
            actions.confirm(payee, checked=checked, seen=seen, actor=current_actor(), at=clock.now())
        if form.ok:
            return _shown(payee, _("Kontot är bekräftat. Pengar kan betalas ut dit."))
    form.renew(payee)
    return page(
        "payees/confirm.html", form=form, payee=payee, former=queries.confirmed(payee.organisation_id),
        others=queries.others_with(rules.account(payee.number), but=payee.organisation_id),
        is_other_name=rules.is_other_name(payee.holder_name, payee.organisation.name),
    )  # fmt: skip


@bp.route("/<uuid:payee_id>/turn-down", methods=["GET", "POST"])
@requires(Permission.PAYEE_PROPOSE, load=queries.payee)
def turn_down(payee: PayeeAccount) -> Answer:
    """Turn a proposed account down, or take one's own proposal back."""
    form = EndForm(obj=payee)
    if form.validate_on_submit():
        with attempt(form):
            reason, seen = form.reason.data or "", form.seen_version()
            actions.turn_down(payee, reason=reason, seen=seen, actor=current_actor(), at=clock.now())
        if form.ok:
            return _shown(payee, _("Kontot är inte godtaget."))
    form.renew(payee)
    return page("payees/turn_down.html", form=form, payee=payee)


@bp.route("/<uuid:payee_id>/end", methods=["GET", "POST"])
@requires(Permission.PAYEE_PROPOSE, load=queries.payee)
def end(payee: PayeeAccount) -> Answer:
    """End a confirmed account: nothing more is paid to it."""
    form = EndForm(obj=payee)
    if form.validate_on_submit():
        with attempt(form):
            reason, seen = form.reason.data or "", form.seen_version()
            actions.end(payee, reason=reason, seen=seen, actor=current_actor(), at=clock.now())
        if form.ok:
            return _shown(payee, _("Kontot gäller inte längre. Inget kan betalas ut dit."))
    form.renew(payee)
    return page("payees/end.html", form=form, payee=payee)
