"""Pages where an organisation's umbrella or successor is chosen."""

from flask import request
from flask.typing import ResponseReturnValue as Answer

from registry.access.permissions import Permission
from registry.core import clock
from registry.core.i18n import _
from registry.partners.organisations import actions, catalogue, queries
from registry.partners.organisations.forms import RelateForm, SearchForm
from registry.partners.organisations.models import Organisation
from registry.partners.organisations.routes.blueprint import bp, shown
from registry.partners.organisations.rules import Relation
from registry.web.forms import page
from registry.web.guard import current_actor, requires
from registry.web.transaction import attempt


@bp.route("/<uuid:organisation_id>/<any(umbrella, successor):relation>", methods=["GET", "POST"])
@requires(Permission.ORGANISATION_WRITE, load=queries.changeable)
def relate(organisation: Organisation, relation: str) -> Answer:
    """Choose the umbrella or the successor among what a search finds, or none. Works without script."""
    which = Relation(relation)
    found = catalogue.suggestions(current_actor(), request.args.get("q"))
    chosen = getattr(organisation, f"{relation}_id")
    rows = [*found, *(queries.named(current_actor(), [chosen]) if chosen else ())]
    form = RelateForm(obj=organisation)
    form.organisation.offer((row.id, row.name) for row in rows)
    if form.validate_on_submit():
        with attempt(form):
            actions.relate(
                organisation, which, form.organisation.chosen, seen=form.seen_version(), actor=current_actor(),
                at=clock.now(),
            )  # fmt: skip
        if form.ok:
            return shown(organisation, _("Uppgifterna är sparade."))
    form.renew(organisation)
    return page(
        "organisations/relate.html", form=form, organisation=organisation, relation=which, found=rows,
        search=SearchForm(request.args), chosen=chosen,
    )  # fmt: skip
