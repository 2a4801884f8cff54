"""Pages of political questions and of assessments of need."""

from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue as Answer

from registry.access.permissions import Permission
from registry.core import clock
from registry.core.i18n import lazy
from registry.enquiries import queries
from registry.enquiries import views as enquiry_views
from registry.enquiries.assessments import views
from registry.enquiries.handling.views import handled
from registry.enquiries.models import Enquiry, NeedAssessment
from registry.enquiries.replies import queries as replies
from registry.web.guard import current_actor, requires

bp = Blueprint("enquiries", __name__, url_prefix="/enquiries")

VIEWS = (("enquiries.index", lazy("Politiska frågor")), ("enquiries.assessments", lazy("Behovsbedömningar")))


@bp.get("/")
@requires(Permission.ENQUIRY_READ)
def index() -> Answer:
    """Show the political questions: who asked, who answered, when."""
    shown = enquiry_views.listed(current_actor(), request.args.get("group"))
    return render_template("enquiries/index.html", tabs=_tabs(), on=clock.today(), **shown)


@bp.get("/<uuid:enquiry_id>")
@requires(Permission.ENQUIRY_READ, load=queries.enquiry)
def show(enquiry: Enquiry) -> Answer:
    """Show a political question with every part of it answered, and what was assessed for the answer."""
    actor = current_actor()
    assessed = queries.assessments(actor, of=enquiry)
    return render_template(
        "enquiries/show.html",
        enquiry=enquiry,
        reply=replies.of_enquiry(enquiry.id),
        assessments=assessed,
        collaborations=queries.collaborations(actor, assessed),
        standing=enquiry_views.standing(enquiry, [], clock.now()),
        **handled(enquiry, actor),
    )


@bp.get("/assessments")
@requires(Permission.ENQUIRY_READ)
def assessments() -> Answer:
    """Show the assessments of need, with when to look at each again."""
    found = queries.assessments(current_actor())
    return render_template("enquiries/assessments.html", tabs=_tabs(), found=found, on=clock.today())


@bp.get("/assessments/<uuid:assessment_id>")
@requires(Permission.ENQUIRY_READ, load=queries.assessment)
def assessment(assessment: NeedAssessment) -> Answer:
    """Show an assessment of need: what exists, the conclusion, and what has changed since in what it rests on."""
    actor, on = current_actor(), clock.today()
    return render_template(
        "enquiries/assessment.html",
        assessment=assessment,
        shown=views.shown(assessment, actor=actor, on=on),
        collaborations=queries.collaborations(actor, [assessment]),
        on=on,
    )


def _tabs() -> list[dict[str, Any]]:
    return [
        {"label": words, "url": url_for(endpoint), "current": endpoint == request.endpoint}
        for endpoint, words in VIEWS
    ]
