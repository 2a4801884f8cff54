"""Contact persons: shown when asked for, taken out as a file for a reason, and every time logged."""

from flask import render_template
from flask.typing import ResponseReturnValue as Answer

from registry.access.permissions import Permission
from registry.core import clock
from registry.core.i18n import _
from registry.partners.organisations import actions, catalogue, people, queries, rules
from registry.partners.organisations.forms import ExportPeopleForm
from registry.partners.organisations.models import Organisation
from registry.partners.organisations.routes.blueprint import bp
from registry.partners.organisations.routes.catalogue import chosen_filter
from registry.web.download import csv_file
from registry.web.forms import page, pressed
from registry.web.front.slow import slow
from registry.web.guard import current_actor, requires
from registry.web.transaction import attempt


@bp.post("/<uuid:organisation_id>/people")
@requires(Permission.PERSON_READ, load=queries.organisation)
def show_people(organisation: Organisation) -> Answer:
    """Show the organisation's contact persons, and log that they were read."""
    pressed()
    actions.read_people(organisation, actor=current_actor(), at=clock.now())
    _mailboxes, found = rules.open_contacts(organisation.contacts, clock.today())
    return render_template("organisations/people.html", organisation=organisation, people=found)


@bp.route("/people/export", methods=["GET", "POST"])
@slow("POST")
@requires(Permission.PERSON_EXPORT)
def export_people() -> Answer:
    """Give the contact persons of what the list is narrowed down to, as a file, when a reason is stated."""
    form = ExportPeopleForm()
    _controls, chosen = chosen_filter()
    rows: list[tuple[object, ...]] = []
    if form.validate_on_submit():
        with attempt(form):
            reason, on = form.reason.data or "", clock.today()
            rows = actions.export_people(current_actor(), chosen, reason=reason, on=on, at=clock.now())
        if form.ok:
            return csv_file(_("kontaktpersoner"), people.header(), rows)
    count = catalogue.count(current_actor(), chosen)
    return page("organisations/export_people.html", form=form, count=count, most=rules.MOST_EXPORTED)
