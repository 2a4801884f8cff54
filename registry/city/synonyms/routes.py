"""Pages of the words that mean the same: the list, add a group, change one, take one away."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue as Answer

from registry.access.permissions import Permission
from registry.city.synonyms import actions, queries
from registry.city.synonyms.forms import SynonymForm
from registry.city.synonyms.models import SynonymGroup
from registry.core import clock
from registry.core.i18n import _
from registry.core.language.synonyms import SynonymKind
from registry.web.forms import page, pressed
from registry.web.guard import current_actor, requires
from registry.web.redirect import redirect_to
from registry.web.transaction import attempt

bp = Blueprint("synonyms", __name__, url_prefix="/synonyms")


@bp.get("/")
@requires(Permission.SYNONYM_WRITE)
def index() -> Answer:
    """Show the words that mean the same, by kind."""
    return render_template("synonyms/index.html", groups=queries.groups(current_actor()))


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.SYNONYM_WRITE)
def add() -> Answer:
    """Add words that mean the same."""
    form = SynonymForm(kind=SynonymKind.OTHER)
    if form.validate_on_submit():
        with attempt(form):
            actions.add(form.written(), actor=current_actor(), at=clock.now())
        if form.ok:
            return redirect_to("synonyms.index", message=_("Orden är sparade och används nu i sökningen."))
    return page("synonyms/edit.html", form=form, group=None)


@bp.route("/<uuid:group_id>", methods=["GET", "POST"])
@requires(Permission.SYNONYM_WRITE, load=queries.group)
def change(group: SynonymGroup) -> Answer:
    """Change a group."""
    form = SynonymForm(obj=group)
    if form.validate_on_submit():
        with attempt(form):
            seen = form.seen_version()
            actions.change(group, form.written(), seen=seen, actor=current_actor(), at=clock.now())
        if form.ok:
            return redirect_to("synonyms.index", message=_("Orden är sparade och används nu i sökningen."))
    form.renew(group)
    return page("synonyms/edit.html", form=form, group=group)


@bp.post("/<uuid:group_id>/remove")
@requires(Permission.SYNONYM_WRITE, load=queries.group)
def remove(group: SynonymGroup) -> Answer:
    """Take a group away."""
    pressed()
    actions.remove(group, actor=current_actor(), at=clock.now())
    return redirect_to("synonyms.index", message=_("Gruppen är borttagen."))
