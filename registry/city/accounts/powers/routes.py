"""Pages of a proposed power: what it would give to whom, confirming it as a second person, refusing it."""

from flask import Blueprint
from flask.typing import ResponseReturnValue as Answer

from registry.access.permissions import Permission
from registry.city.accounts import login
from registry.city.accounts.actions import confirm_password
from registry.city.accounts.powers import actions, kinds, queries
from registry.city.accounts.powers.forms import ConfirmPowerForm, TurnDownPowerForm
from registry.city.accounts.powers.models import ProposedPower
from registry.core import clock
from registry.core.i18n import _
from registry.web.forms import page
from registry.web.guard import current_actor, requires
from registry.web.redirect import redirect_to
from registry.web.transaction import attempt

bp = Blueprint("powers", __name__, url_prefix="/powers")


@bp.get("/<uuid:power_id>")
@requires(Permission.ACCOUNT_ADMIN, load=queries.proposed)
def show(power: ProposedPower) -> Answer:
    """Show a proposed power: what it would give to whom, who proposed it and what became of it."""
    return page("powers/show.html", form=ConfirmPowerForm(obj=power), power=power, **_of(power))


@bp.route("/<uuid:power_id>/confirm", methods=["GET", "POST"])
@requires(Permission.POWER_CONFIRM, load=queries.proposed)
def confirm(power: ProposedPower) -> Answer:
    """Confirm a proposed power, as a second person."""
    form, actor, at = ConfirmPowerForm(obj=power), current_actor(), clock.now()
    if form.validate_on_submit():
        with attempt(form):
            confirm_password(actor, form.password.data or "", at)
            actions.confirm(power, seen=form.seen_version(), actor=actor, at=at)
        if form.ok:
            login.renew()  # a password shown again gives the session a new token (ASVS 7.2.4)
            return redirect_to("powers.show", _("Bekräftat. Det gäller nu."), power_id=power.id)
    form.renew(power)
    return page("powers/show.html", form=form, power=power, **_of(power))


@bp.route("/<uuid:power_id>/turn-down", methods=["GET", "POST"])
@requires(Permission.ACCOUNT_ADMIN, load=queries.proposed)
def turn_down(power: ProposedPower) -> Answer:
    """Refuse a proposed power, or take one's own proposal back."""
    form, actor = TurnDownPowerForm(obj=power), current_actor()
    if form.validate_on_submit():
        with attempt(form):
            reason, seen = form.reason.data or "", form.seen_version()
            actions.turn_down(power, reason=reason, seen=seen, actor=actor, at=clock.now())
        if form.ok:
            return redirect_to("powers.show", _("Förslaget är inte godtaget."), power_id=power.id)
    form.renew(power)
    return page("powers/turn_down.html", form=form, power=power, **_of(power))


def _of(power: ProposedPower) -> dict[str, object]:
    kind, facts = kinds.of(power.kind), kinds.proposed(power)
    return {
        "title": kind.title(facts),
        "shown": kind.shown(facts),
        "problems": [one.message for one in actions.problems(power, actor=current_actor(), at=clock.now())],
    }
