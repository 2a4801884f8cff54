"""Pages for taking a decision back: ask for it, do it, let it stand."""

from typing import Any

from flask import Blueprint

from registry.access.permissions import Permission
from registry.agreements import queries as agreements
from registry.agreements.models import Edition
from registry.agreements.reopening import actions, forms, queries, rules
from registry.agreements.reopening.queries import CarriedOut
from registry.agreements.terminating import queries as terminating
from registry.agreements.terminating.models import Termination
from registry.city.accounts import login
from registry.city.accounts.actions import confirm_password
from registry.core import clock
from registry.core.i18n import _
from registry.matters import types
from registry.matters.models import Matter
from registry.web.forms import page
from registry.web.guard import current_actor, requires
from registry.web.redirect import address, redirect_to
from registry.web.transaction import attempt

bp = Blueprint("reopening", __name__)


@bp.route("/agreements/<uuid:edition_id>/reopen/ask", methods=["GET", "POST"])
@requires(Permission.AGREEMENT_ASK_REOPEN, load=agreements.edition)
def ask(edition: Edition) -> Any:
    """Ask for the decision to be taken back."""
    form = forms.AskForm()
    if form.validate_on_submit():
        with attempt(form):
            actions.ask(edition, reason=form.reason.data or "", actor=current_actor(), at=clock.now())
        if form.ok:
            words = _("Begäran är skickad. Beslutet gäller tills någon tar tillbaka det.")
            return redirect_to("agreements.show", words, edition_id=edition.id)
    return page("reopening/ask.html", form=form, edition=edition)


@bp.route("/agreements/<uuid:edition_id>/reopen", methods=["GET", "POST"])
@requires(Permission.AGREEMENT_REOPEN, load=agreements.edition)
def reopen(edition: Edition) -> Any:
    """Withdraw the decision that an agreement rests on."""
    return _withdraw(edition, queries.carried_out(edition))


@bp.route("/terminations/<uuid:termination_id>/withdraw", methods=["GET", "POST"])
@requires(Permission.AGREEMENT_REOPEN, load=terminating.termination)
def withdraw_termination(made: Termination) -> Any:
    """Withdraw a decision to end an agreement before its last day."""
    return _withdraw(made, terminating.carried_out(made))


def _withdraw(matter: Matter, carried_out: CarriedOut) -> Any:
    form, actor, at = forms.ReopenForm(), current_actor(), clock.now()
    form.ground.offer((one, one) for one in queries.grounds())
    if form.validate_on_submit():
        with attempt(form):
            confirm_password(actor, form.password.data or "", at)
            number = form.case_number.data or ""
            minutes = actions.Minutes(form.meeting_on.data, form.paragraph.data or "", number)
            actions.withdraw(
                matter, reason=form.reason.data or "", ground=form.ground.data or "", minutes=minutes,
                carried_out=carried_out, actor=actor, at=at,
            )  # fmt: skip
        if form.ok:
            login.renew()  # a password shown again gives the session a new token (ASVS 7.2.4)
            endpoint, values = types.page(matter.type, matter.id)
            return redirect_to(endpoint, _("Beslutet är återkallat."), **values)
    return page("reopening/reopen.html", form=form, **_shown(matter, carried_out))


@bp.route("/agreements/<uuid:edition_id>/reopen/let-stand", methods=["GET", "POST"])
@requires(Permission.AGREEMENT_REOPEN, load=agreements.edition)
def let_stand(edition: Edition) -> Any:
    """Answer whoever asked that the decision stands."""
    form, actor, at = forms.LetStandForm(), current_actor(), clock.now()
    if form.validate_on_submit():
        with attempt(form):
            confirm_password(actor, form.password.data or "", at)
            actions.let_stand(edition, reason=form.reason.data or "", actor=actor, at=at)
        if form.ok:
            login.renew()
            return redirect_to("agreements.show", _("Beslutet står kvar."), edition_id=edition.id)
    return page(
        "reopening/let_stand.html",
        form=form,
        edition=edition,
        **_shown(edition, queries.carried_out(edition)),
    )


@bp.route("/agreements/withdrawal-grounds", methods=["GET", "POST"])
@requires(Permission.DELEGATION_WRITE)
def grounds() -> Any:
    """Set the grounds on which a decision may be withdrawn."""
    row, lines = queries.stored_grounds(), "\n".join(queries.grounds())
    form = forms.GroundsForm(version=row.version if row else 0, lines=lines)
    if form.validate_on_submit():
        with attempt(form):
            seen, at = form.seen_version(), clock.now()
            actions.set_grounds(form.lines.data or "", seen=seen, actor=current_actor(), at=at)
        if form.ok:
            return redirect_to("delegation.index", _("Grunderna är sparade."))
    if row:
        form.renew(row)
    return page("reopening/grounds.html", form=form)


def _shown(matter: Matter, carried_out: CarriedOut) -> dict[str, Any]:
    endpoint, values = types.page(matter.type, matter.id)
    return {
        "matter": matter,
        "matter_url": address(endpoint, **values),
        "asked": queries.open_request(matter),
        "warnings": queries.warnings(matter, carried_out, clock.today()),
        "refusals": queries.problems(matter, current_actor(), clock.today()),
        "for_committee": rules.decided_by_committee(queries.made(matter)),
        "is_begun": carried_out.is_begun,
    }
