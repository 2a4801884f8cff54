"""Pages of budgets: what each unit may use a year, what is decided of it, and what later years are bound to."""

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue as Answer

from registry.access.permissions import Permission
from registry.city.budgets import actions, queries, views
from registry.city.budgets.forms import AddFrameForm, FrameForm
from registry.city.budgets.models import BudgetFrame
from registry.core import clock
from registry.core.i18n import _
from registry.web.download import table_file
from registry.web.forms import page
from registry.web.front.slow import slow
from registry.web.guard import current_actor, requires
from registry.web.redirect import redirect_to
from registry.web.transaction import attempt

bp = Blueprint("budgets", __name__, url_prefix="/budgets")


@bp.get("/")
@requires(Permission.BUDGET_READ)
def index() -> Answer:
    """Show this year."""
    return _shown(clock.today().year)


@bp.get("/<int(max=9999):year>")
@requires(Permission.BUDGET_READ)
def of_year(year: int) -> Answer:
    """Show a year, with the later years that are bound already apart."""
    return _shown(year)


def _shown(year: int) -> str:
    return render_template(
        "budgets/of_year.html", **views.year_page(current_actor(), year, clock.today().year)
    )


@bp.get("/<int(max=9999):year>/export.<any(csv, xlsx):form>")
@slow("GET")
@requires(Permission.BUDGET_READ)
def export(year: int, form: str) -> Answer:
    """Give the year and those after it as a file for a spreadsheet."""
    rows = views.exported(current_actor(), year)
    return table_file(f"budget-{year}", form, views.header(), lambda: rows)


@bp.route("/<int(max=9999):year>/frames/new", methods=["GET", "POST"])
@requires(Permission.BUDGET_WRITE)
def add(year: int) -> Any:
    """Register the frame of a unit, a funding and a year."""
    form = AddFrameForm(year=year)
    form.unit_id.offer(queries.units_with_budget(clock.today()))
    form.funding_source_id.offer(queries.funding_sources(), blank=_("Egen budget"))
    if form.validate_on_submit():
        with attempt(form):
            amount, note = form.amount.data, form.note.data
            actions.set_frame(form.purse(), amount, note, actor=current_actor(), at=clock.now())
        if form.ok:
            return redirect_to("budgets.of_year", _("Ramen är registrerad."), year=form.year.data)
    return page("budgets/add.html", form=form, year=year)


@bp.route("/frames/<uuid:frame_id>/edit", methods=["GET", "POST"])
@requires(Permission.BUDGET_WRITE, load=queries.frame)
def edit(frame: BudgetFrame) -> Any:
    """Change how much a frame is."""
    form = FrameForm(obj=frame)
    if form.validate_on_submit():
        with attempt(form):
            seen, actor = form.seen_version(), current_actor()
            actions.change_frame(
                frame, amount=form.amount.data, note=form.note.data, seen=seen, actor=actor, at=clock.now()
            )
        if form.ok:
            return redirect_to("budgets.of_year", _("Ramen är ändrad."), year=frame.year)
    form.renew(frame)
    return page("budgets/edit.html", form=form, frame=frame)
