"""What the courts do with a decision: appealed, stayed, answered, put right."""

from flask.typing import ResponseReturnValue as Answer

from registry.access.permissions import Permission
from registry.core import clock
from registry.core.i18n import _
from registry.matters.decisions import actions, queries
from registry.matters.decisions.entries import FinalDecision
from registry.matters.decisions.forms import AppealForm, CorrectAppealForm, RectifyForm, SettleForm, StayForm
from registry.matters.decisions.models import Appeal, Withdrawal
from registry.matters.decisions.routes.blueprint import bp, shown
from registry.web.forms import page
from registry.web.guard import current_actor, requires
from registry.web.transaction import attempt


@bp.route("/<uuid:decision_id>/appeal", methods=["GET", "POST"])
@requires(Permission.DECISION_REPORT, load=queries.entry)
def appeal(entry: FinalDecision) -> Answer:
    """Note that a decision was appealed."""
    form = AppealForm()
    if form.validate_on_submit() and form.appealed_on.data:
        with attempt(form):
            told = {"court_case": form.court_case.data, "note": form.note.data}
            actions.appeal(
                entry, appealed_on=form.appealed_on.data, **told, actor=current_actor(), at=clock.now()
            )
        if form.ok:
            return shown(_("Överklagandet är antecknat."), decision_id=entry.id)
    return page("decisions/appeal.html", form=form, entry=entry)


@bp.route("/appeals/<uuid:appeal_id>/settle", methods=["GET", "POST"])
@requires(Permission.DECISION_REPORT, load=queries.appeal)
def settle(made: Appeal) -> Answer:
    """Note what the court answered."""
    form = SettleForm(version=made.version, obj=made)
    if form.validate_on_submit() and form.judged_on.data and form.outcome.data:
        with attempt(form):
            told = actions.Judgment(form.outcome.data, form.judged_on.data, form.settled_on.data)
            actions.settle(made, told, seen=form.seen_version(), actor=current_actor(), at=clock.now())
        if form.ok:
            return shown(_("Domstolens svar är antecknat."), decision_id=made.decision_id)
    form.renew(made)
    return page("decisions/settle.html", form=form, made=made)


@bp.route("/appeals/<uuid:appeal_id>/stay", methods=["GET", "POST"])
@requires(Permission.DECISION_REPORT, load=queries.appeal)
def stay(made: Appeal) -> Answer:
    """Note that a court forbids to carry the decision out for now, or no longer does."""
    form = StayForm(version=made.version, obj=made)
    if form.validate_on_submit() and form.stayed_on.data:
        with attempt(form):
            actions.stay(
                made, stayed_on=form.stayed_on.data, stay_ended_on=form.stay_ended_on.data,
                seen=form.seen_version(), actor=current_actor(), at=clock.now(),
            )  # fmt: skip
        if form.ok:
            return shown(_("Inhibitionen är antecknad."), decision_id=made.decision_id)
    form.renew(made)
    return page("decisions/stay.html", form=form, made=made)


@bp.route("/appeals/<uuid:appeal_id>/rectify", methods=["GET", "POST"])
@requires(Permission.DECISION_REPORT, load=queries.appeal)
def rectify(made: Appeal) -> Answer:
    """Note how what was carried out of an annulled decision was put right."""
    form = RectifyForm(version=made.version, obj=made)
    if form.validate_on_submit() and form.rectified_on.data:
        with attempt(form):
            actions.rectify(
                made, rectified_on=form.rectified_on.data, note=form.rectified_note.data or "",
                seen=form.seen_version(), actor=current_actor(), at=clock.now(),
            )  # fmt: skip
        if form.ok:
            return shown(_("Rättelsen är antecknad."), decision_id=made.decision_id)
    form.renew(made)
    return page("decisions/rectify.html", form=form, made=made)


@bp.route("/appeals/<uuid:appeal_id>/correct", methods=["GET", "POST"])
@requires(Permission.DECISION_REPORT, load=queries.appeal)
def correct_appeal(made: Appeal) -> Answer:
    """Correct what was noted of an appeal and of what the courts did with it."""
    form = CorrectAppealForm(version=made.version, obj=made)
    if form.validate_on_submit():
        with attempt(form):
            told, why = form.facts(), form.reason.data or ""
            actions.correct(
                made, told, reason=why, seen=form.seen_version(), actor=current_actor(), at=clock.now()
            )
        if form.ok:
            return shown(
                _("Uppgifterna är rättade, och det som följer av dem."), decision_id=made.decision_id
            )
    form.renew(made)
    return page("decisions/correct_appeal.html", form=form, made=made)


@bp.route("/withdrawals/<uuid:withdrawal_id>/rectify", methods=["GET", "POST"])
@requires(Permission.DECISION_REPORT, load=queries.withdrawal)
def rectify_withdrawal(made: Withdrawal) -> Answer:
    """Note how what had been carried out of a withdrawn decision was put right, or claimed back."""
    form = RectifyForm(version=made.version, obj=made)
    if form.validate_on_submit() and form.rectified_on.data:
        with attempt(form):
            actions.rectify_withdrawal(
                made, rectified_on=form.rectified_on.data, note=form.rectified_note.data or "",
                seen=form.seen_version(), actor=current_actor(), at=clock.now(),
            )  # fmt: skip
        if form.ok:
            return shown(_("Rättelsen är antecknad."), decision_id=made.decision_id)
    form.renew(made)
    return page("decisions/rectify_withdrawal.html", form=form, made=made)
