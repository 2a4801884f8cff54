"""Other names of an organisation: earlier ones, short ones."""

from flask.typing import ResponseReturnValue as Answer

from registry.access.permissions import Permission
from registry.core import clock
from registry.core.i18n import _
from registry.partners.organisations import actions, queries
from registry.partners.organisations.forms import NameForm
from registry.partners.organisations.models import Organisation, OrganisationName
from registry.partners.organisations.routes.blueprint import bp, shown
from registry.web.forms import page, pressed
from registry.web.guard import current_actor, requires
from registry.web.transaction import attempt


@bp.route("/<uuid:organisation_id>/names/new", methods=["GET", "POST"])
@requires(Permission.ORGANISATION_WRITE, load=queries.organisation)
def add_name(organisation: Organisation) -> Answer:
    """Give an organisation another name, an earlier or a shorter one."""
    form = NameForm()
    if form.validate_on_submit():
        with attempt(form):
            name, starts_on, ends_on = form.name.data or "", form.starts_on.data, form.ends_on.data
            given = {"starts_on": starts_on, "ends_on": ends_on}
            actions.add_name(organisation, name, **given, actor=current_actor(), at=clock.now())
        if form.ok:
            return shown(organisation, _("Namnet är sparat."))
    return page("organisations/add_name.html", form=form, organisation=organisation)


@bp.post("/<uuid:organisation_id>/names/<uuid:name_id>/remove")
@requires(Permission.ORGANISATION_WRITE, load=queries.other_name)
def remove_name(found: tuple[Organisation, OrganisationName]) -> Answer:
    """Take away another name that was wrong."""
    pressed()
    organisation, other = found
    actions.remove_name(organisation, other, actor=current_actor(), at=clock.now())
    return shown(organisation, _("Namnet är borttaget."))
