"""Pages of the ranges of case numbers."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue as Answer

from registry.access.permissions import Permission
from registry.city.diary import actions, queries, rules
from registry.city.diary.forms import CloseForm, RangeForm
from registry.city.diary.models import CaseNumberRange
from registry.core import clock
from registry.core.i18n import _
from registry.web.forms import page
from registry.web.guard import current_actor, requires
from registry.web.lists import cursor
from registry.web.redirect import redirect_to
from registry.web.transaction import attempt

bp = Blueprint("diary", __name__, url_prefix="/diary")


@bp.get("/")
@requires(Permission.CASE_NUMBER_GIVE)
def index() -> Answer:
    """Show the ranges, and how many numbers are left in each."""
    actor = current_actor()
    found, few = queries.ranges(actor, cursor=cursor()), queries.nearly_empty(actor)
    return render_template("diary/index.html", page=found, few=few, rules=rules, upcoming=queries.upcoming())


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.CASE_NUMBER_GIVE)
def set_range() -> Answer:
    """Set aside a range."""
    form = RangeForm()
    if form.validate_on_submit():
        with attempt(form):
            given = {"first": form.first.data or 0, "last": form.last.data or 0}
            actions.set_range(pattern=form.pattern.data or "", **given, actor=current_actor(), at=clock.now())
        if form.ok:
            return redirect_to("diary.index", _("Serien är inlagd."))
    return page("diary/set_range.html", form=form)


@bp.route("/<uuid:range_id>/close", methods=["GET", "POST"])
@requires(Permission.CASE_NUMBER_GIVE, load=queries.case_number_range)
def close_range(given: CaseNumberRange) -> Answer:
    """Close a range."""
    form = CloseForm(version=given.version)
    if form.validate_on_submit():
        with attempt(form):
            actions.close_range(given, seen=form.seen_version(), actor=current_actor(), at=clock.now())
        if form.ok:
            return redirect_to("diary.index", _("Serien är stängd."))
    form.renew(given)
    return page("diary/close_range.html", form=form, given=given)
