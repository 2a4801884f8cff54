"""Pages where a kept assessment of need is worked on: the need described anew, and the conclusion."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue as Answer

from registry.access.permissions import Permission
from registry.audit import queries as audit
from registry.core import clock
from registry.core.i18n import _
from registry.enquiries import queries as enquiries
from registry.enquiries.assessments import actions, comparison, queries, views
from registry.enquiries.assessments.forms import ConclusionForm
from registry.enquiries.models import NeedAssessment
from registry.enquiries.needs import views as needs
from registry.enquiries.needs import vocabulary
from registry.enquiries.needs.forms import KeptNeedForm
from registry.web.forms import page
from registry.web.front.slow import slow
from registry.web.guard import current_actor, requires
from registry.web.lists import cursor
from registry.web.redirect import redirect_to
from registry.web.transaction import attempt

bp = Blueprint("assessments", __name__, url_prefix="/enquiries/assessments/<uuid:assessment_id>")


@bp.route("/need", methods=["GET", "POST"])
@requires(Permission.NEED_ASSESS, load=enquiries.assessment)
@slow("POST")
def revise(assessment: NeedAssessment) -> Answer:
    """Describe the need of an assessment anew, and compare it with the register as it is."""
    actor, key = current_actor(), assessment.id
    known = vocabulary.load()
    begun, read = views.prefilled(assessment, known), comparison.read_of(assessment, known)
    rested = comparison.rested_on(assessment, queries.findings(actor, assessment))
    form = KeptNeedForm(obj=begun)
    answer = needs.answer(form, actor=actor, rested=rested)
    this = enquiries.assessment(actor, key) or assessment
    if answer and form.keep.data:
        with attempt(form):
            assessed, seen = needs.assessed(form, answer), form.seen_version()
            actions.revise(this, assessed, seen=seen, actor=actor, at=clock.now())
        if form.ok:
            return redirect_to("enquiries.assessment", _("Bedömningen är sparad."), assessment_id=key)
    form.renew(views.prefilled(this, known))
    return needs.shown(form, answer, read=read, assessment=this)


@bp.route("/conclusion", methods=["GET", "POST"])
@requires(Permission.NEED_ASSESS, load=enquiries.assessment)
def conclude(assessment: NeedAssessment) -> Answer:
    """Say what one makes of an assessment: which findings matter, whether more is needed, when to look again."""
    rows = queries.findings(current_actor(), assessment)
    ticked = [row.id for row in rows if row.is_relevant]
    form = ConclusionForm(obj=assessment, relevant=ticked)
    form.relevant.offer(views.offered(rows))
    form.assessed_on.data = form.assessed_on.data or (None if form.is_submitted() else clock.today())
    if form.validate_on_submit():
        with attempt(form):
            seen = form.seen_version()
            actions.conclude(assessment, form.said(), seen=seen, actor=current_actor(), at=clock.now())
        if form.ok:
            message = _("Slutsatsen är sparad.")
            return redirect_to("enquiries.assessment", message, assessment_id=assessment.id)
    form.renew(assessment, relevant=ticked)
    return page("assessments/conclude.html", form=form, assessment=assessment)


@bp.get("/history")
@requires(Permission.ENQUIRY_READ, load=enquiries.assessment)
def history(assessment: NeedAssessment) -> Answer:
    """Show what has been done with an assessment: who described the need, and who concluded what."""
    found = audit.history(current_actor(), assessment.id, cursor=cursor())
    return render_template("assessments/history.html", assessment=assessment, page=found)
