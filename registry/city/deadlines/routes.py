"""Pages of deadlines: how long each stage may take, and the periods when nothing is sent for decision."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue as Answer

from registry.access.permissions import Permission
from registry.city.deadlines import actions, queries
from registry.city.deadlines.forms import PeriodForm, TimesForm
from registry.city.deadlines.models import FreezePeriod, Stage
from registry.core import clock
from registry.core.i18n import _
from registry.core.labels import label
from registry.web.forms import page, pressed
from registry.web.guard import current_actor, requires
from registry.web.redirect import redirect_to
from registry.web.transaction import attempt

bp = Blueprint("deadlines", __name__, url_prefix="/deadlines")


@bp.get("/")
@requires(Permission.DEADLINE_READ)
def index() -> Answer:
    """Show the times of every stage and all freeze periods."""
    rows = [
        {"stage": stage, "times": times, "label": label(stage)}
        for stage, times in queries.all_times().items()
    ]
    return render_template("deadlines/index.html", rows=rows, periods=queries.periods(), on=clock.today())


@bp.route(
    "/times/<any(decide, second, committee, revise, sign, report, reply):stage>", methods=["GET", "POST"]
)
@requires(Permission.DEADLINE_WRITE)
def times(stage: str) -> Answer:
    """Set how long a stage may take and when people are reminded."""
    chosen = Stage(stage)
    row = queries.handling_time(chosen)
    form = TimesForm(obj=row or queries.times(chosen), version=row.version if row else 0)
    if form.validate_on_submit():
        with attempt(form):
            seen = form.seen_version()
            actions.set_times(chosen, form.times(), seen=seen, actor=current_actor(), at=clock.now())
        if form.ok:
            return redirect_to("deadlines.index", message=_("Tiden är sparad. Den gäller det som kommer nu."))
    if row:
        form.renew(row)
    return page("deadlines/times.html", form=form, stage=chosen)


@bp.route("/periods/add", methods=["GET", "POST"])
@requires(Permission.DEADLINE_WRITE)
def add_period() -> Answer:
    """Add a freeze period."""
    form = PeriodForm()
    if form.validate_on_submit():
        with attempt(form):
            actions.add_period(form.closing(), actor=current_actor(), at=clock.now())
        if form.ok:
            return redirect_to("deadlines.index", message=_("Perioden är sparad."))
    return page("deadlines/period.html", form=form, period=None)


@bp.route("/periods/<uuid:period_id>", methods=["GET", "POST"])
@requires(Permission.DEADLINE_WRITE, load=queries.period)
def change_period(period: FreezePeriod) -> Answer:
    """Change a freeze period."""
    form = PeriodForm(obj=period)
    if form.validate_on_submit():
        with attempt(form):
            seen = form.seen_version()
            actions.change_period(period, form.closing(), seen=seen, actor=current_actor(), at=clock.now())
        if form.ok:
            return redirect_to("deadlines.index", message=_("Perioden är sparad."))
    form.renew(period)
    return page("deadlines/period.html", form=form, period=period)


@bp.post("/periods/<uuid:period_id>/remove")
@requires(Permission.DEADLINE_WRITE, load=queries.period)
def remove_period(period: FreezePeriod) -> Answer:
    """Remove a freeze period."""
    pressed()
    actions.remove_period(period, actor=current_actor(), at=clock.now())
    return redirect_to("deadlines.index", message=_("Perioden är borttagen."))
