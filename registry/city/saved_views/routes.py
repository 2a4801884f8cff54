"""Pages of saved views: saving the list that is open, renaming, sharing and removing."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue as Answer

from registry.access.permissions import Permission
from registry.city.saved_views import actions, queries, rules
from registry.city.saved_views.forms import ViewForm
from registry.city.saved_views.models import SavedView
from registry.core import clock
from registry.core.i18n import _
from registry.web.forms import page, pressed
from registry.web.guard import current_actor, requires
from registry.web.redirect import redirect_to
from registry.web.transaction import attempt

bp = Blueprint("saved_views", __name__, url_prefix="/views")


@bp.route("/new/<feature>", methods=["GET", "POST"])
@requires(Permission.SAVED_VIEW)
def add(feature: str) -> Answer:
    """Save the list that the address asks for under a name."""
    if feature not in rules.FEATURES:
        abort(404)
    form = _form(None)
    query = rules.tidy_query(request.query_string.decode("ascii", "ignore"))
    if form.validate_on_submit():
        with attempt(form):
            actions.save(
                feature, query, name=form.name.data or "", unit_id=form.unit.chosen, actor=current_actor(),
                at=clock.now(),
            )  # fmt: skip
        if form.ok:
            flash(_("Vyn är sparad."), "success")
            return redirect(_list_url(feature, query), 303)
    return page("saved_views/add.html", form=form, back_url=_list_url(feature, query))


@bp.route("/<uuid:view_id>/edit", methods=["GET", "POST"])
@requires(Permission.SAVED_VIEW_CHANGE, load=queries.saved_view)
def edit(view: SavedView) -> Answer:
    """Rename the view, or share it otherwise."""
    form = _form(view)
    if form.validate_on_submit():
        with attempt(form):
            actions.change(
                view, name=form.name.data or "", unit_id=form.unit.chosen, seen=form.seen_version(),
                actor=current_actor(),
            )  # fmt: skip
        if form.ok:
            return redirect_to("saved_views.index", _("Vyn är ändrad."))
    form.renew(view, unit=view.unit_id)
    return page("saved_views/edit.html", form=form, view=view)


@bp.post("/<uuid:view_id>/remove")
@requires(Permission.SAVED_VIEW_CHANGE, load=queries.saved_view)
def remove(view: SavedView) -> Answer:
    """Remove the view."""
    pressed()
    actions.remove(view)
    return redirect_to("saved_views.index", _("Vyn är borttagen."))


@bp.get("/")
@requires(Permission.SAVED_VIEW)
def index() -> Answer:
    """List the views of each list, one's own and the unit's."""
    actor = current_actor()
    lists = {feature: above(feature) for feature in rules.FEATURES}
    return render_template("saved_views/index.html", lists=lists, owner_id=actor.user_id)


def above(feature: str) -> list[dict[str, object]]:
    """Return the links to show above a list: label, url, id and owner of each view."""
    return [
        {"label": row.name, "url": _list_url(feature, row.query), "id": row.id, "owner_id": row.owner_id}
        for row in queries.of_list(current_actor(), feature)
    ]


def _form(view: SavedView | None) -> ViewForm:
    form = ViewForm(obj=view, unit=view.unit_id if view else None)
    form.unit.offer(queries.units(current_actor()), blank=_("Ingen, bara jag ser den"))
    return form


def _list_url(feature: str, query: str) -> str:
    return url_for(f"{feature}.index") + (f"?{query}" if query else "")
