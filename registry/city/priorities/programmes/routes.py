"""Pages of a programme as a whole: carry it over to a new year."""

from flask import Blueprint
from flask.typing import ResponseReturnValue as Answer

from registry.access.permissions import Permission
from registry.city.priorities import queries as priorities
from registry.city.priorities.models import GoverningDocument
from registry.city.priorities.programmes import actions, queries, rules, views
from registry.core import clock
from registry.core.i18n import _
from registry.web.forms import page
from registry.web.guard import current_actor, requires
from registry.web.redirect import redirect_to
from registry.web.transaction import attempt

bp = Blueprint("programmes", __name__, url_prefix="/grounds/documents/<uuid:document_id>")


@bp.route("/carry-over", methods=["GET", "POST"])
@requires(Permission.GROUND_WRITE, load=priorities.document)
def carry_over(document: GoverningDocument) -> Answer:
    """Carry the programme over to a new year, with the priorities that are chosen."""
    form, after = views.carry_over_form(current_actor(), document, clock.today()), queries.successor(document)
    if form.validate_on_submit():
        with attempt(form):
            actor, at = current_actor(), clock.now()
            made = actions.carry_over(document, form.facts(), form.choice(), actor=actor, at=at)
        if form.ok:
            told = _("Programmet är fört över till %(year)s.", year=made.year)
            return redirect_to("priorities.index", told, document=made.id)
    why_not = rules.obstacle(document.kind, document.year, successor=after.title if after else None)
    return page("programmes/carry_over.html", form=form, document=document, why_not=why_not, after=after)
