"""Pages of collaborations: the list, each collaboration, and everything that people record about it."""

from typing import Any
from uuid import UUID

from flask import Blueprint, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue as Answer
from werkzeug.wrappers import Response

from registry.access.permissions import Permission
from registry.audit import queries as audit
from registry.audit.past import views as past
from registry.city.saved_views import routes as saved_views
from registry.city.vocabulary import queries as vocabulary
from registry.collaborations import actions, brief, filtering, opening, queries, rules, running
from registry.collaborations.choices import Form
from registry.collaborations.fields import FIELDS, PROJECT_FIELDS
from registry.collaborations.forms import (
    AddPartyForm,
    EndForm,
    FactsForm,
    GateForm,
    KindForm,
    PartForm,
    ProjectForm,
    RecordForm,
    ReferenceForm,
    SearchForm,
)
from registry.collaborations.models import Collaboration, Party
from registry.collaborations.rules import Filter
from registry.collaborations.running import RunningOn, Stated
from registry.core import clock
from registry.core.i18n import _, lazy
from registry.partners.organisations import catalogue
from registry.settings import current
from registry.web import panels
from registry.web.controls import Controls
from registry.web.download import table_file
from registry.web.forms import page, pressed
from registry.web.front.slow import slow
from registry.web.guard import current_actor, requires
from registry.web.lists import Tabs, by_name, counts_all, cursor, listing, sorting
from registry.web.redirect import redirect_to
from registry.web.transaction import attempt

bp = Blueprint("collaborations", __name__, url_prefix="/collaborations")


@bp.app_template_global()
def runs_today(stated: Stated) -> RunningOn:
    """Return whether the collaboration runs today, for any page that shows it."""
    return running.of(stated, clock.today(), months=current().confirm_months)


SORTABLE = ("last",)
TABS = Tabs(
    "form",
    [
        ("ours", lazy("All vår samverkan")),
        *((form.value, form.words) for form in Form),
        ("reference", lazy("Andras som vi följer")),
    ],
)


@bp.get("/")
@requires(Permission.COLLABORATION_READ)
def index() -> Answer:
    """Show the collaborations, informal and formal apart, with everything that they can be narrowed down by."""
    controls, chosen = _chosen()
    found = queries.page(current_actor(), chosen, cursor=cursor())
    shown = listing("collaborations", controls, TABS, page=found.page, count=found.count, sortable=SORTABLE)
    return render_template(
        "collaborations/index.html", list=shown, why=queries.reasons(found),
        views=saved_views.above("collaborations"), tab=TABS.current(), on=clock.today(),
        best=found.best,
    )  # fmt: skip


@bp.get("/export.<any(csv, xlsx):form>")
@slow("GET")
@requires(Permission.COLLABORATION_READ)
def export(form: str) -> Answer:
    """Give exactly what the list is narrowed down to, as a file for a spreadsheet."""
    _controls, chosen = _chosen()
    actor, header = current_actor(), queries.header()
    return table_file(_("samverkan"), form, header, lambda: queries.exported(actor, chosen))


@bp.get("/suggestions")
@requires(Permission.COLLABORATION_READ)
def suggestions() -> Answer:
    """Answer the first collaborations that a text finds, for choosing one while typing."""
    found = opening.suggestions(current_actor(), request.args.get("q"))
    return [{"id": str(row.id), "name": row.title, "number": None, "seat": row.unit} for row in found]


@bp.get("/<uuid:collaboration_id>")
@requires(Permission.COLLABORATION_READ, load=queries.collaboration)
def show(collaboration: Collaboration) -> Answer:
    """Show a collaboration: where it stands, with whom, on which grounds, for whom, what and where."""
    needs_confirming = rules.needs_confirming(
        runs_today(collaboration).running, collaboration.confirm_by, clock.today()
    )
    return render_template(
        "collaborations/show.html", collaboration=collaboration, fields=FIELDS, project_fields=PROJECT_FIELDS,
        terms=queries.terms_of(collaboration), neighbours=queries.neighbours(collaboration),
        panels=panels.of("collaboration", current_actor(), collaboration), needs_confirming=needs_confirming,
        obstacles=rules.agreement_obstacles(**_for_agreement(collaboration)),
        prepare_url=_address("agreements.create", collaboration),
        record_url=_address("recording.record_new", collaboration),
    )  # fmt: skip


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.COLLABORATION_WRITE)
def add() -> Answer:
    """Record a collaboration of ours; the gate question decides whether it is informal or formal."""
    unit_id = request.args.get("unit", type=UUID) or queries.usual_unit(current_actor())
    form = RecordForm(unit_id=unit_id, happened_on=clock.today())
    context = opening.offer(form, on=clock.today()) | opening.pick(form, current_actor(), _asked())
    if not form.is_searching and form.validate_on_submit():
        with attempt(form):
            made = brief.record(
                form.facts(), form.whom(), gate=form.answer(), happened_on=form.happened_on.data,
                actor=current_actor(), at=clock.now(),
            )  # fmt: skip
        if form.ok:
            return _after_gate(made, _("Samverkan är registrerad."))
    opening.tell_all(form, rules.form_of(form.gate_resources.answer is not False), is_reference=False)
    taken = opening.taken(form, ticked=context["ticked"])
    return page("collaborations/add.html", form=form, taken=taken, **context)


@bp.route("/new-reference", methods=["GET", "POST"])
@requires(Permission.COLLABORATION_WRITE)
def add_reference() -> Answer:
    """Record a project of others that we only follow."""
    form = ReferenceForm()
    context = opening.offer(form, on=clock.today()) | opening.pick(form, current_actor(), _asked())
    if not form.is_searching and form.validate_on_submit():
        with attempt(form):
            ids, actor = form.organisations.chosen, current_actor()
            made = actions.record_reference(form.facts(), organisation_ids=ids, actor=actor, at=clock.now())
        if form.ok:
            message = _("Referensfallet är registrerat. Fyll i det som är känt om projektet.")
            return redirect_to("collaborations.project", message, collaboration_id=made.id)
    opening.tell_all(form, Form.FORMAL, is_reference=True)
    return page("collaborations/add_reference.html", form=form, taken=opening.taken(form), **context)


@bp.route("/<uuid:collaboration_id>/edit", methods=["GET", "POST"])
@requires(Permission.COLLABORATION_WRITE, load=queries.changeable)
def edit(collaboration: Collaboration) -> Answer:
    """Change the facts of a collaboration."""
    form = FactsForm(obj=collaboration)
    context = opening.offer(form, on=clock.today(), collaboration=collaboration)
    if form.validate_on_submit():
        with attempt(form):
            seen = form.seen_version()
            actions.change(collaboration, form.facts(), seen=seen, actor=current_actor(), at=clock.now())
        if form.ok:
            return _shown(collaboration, _("Uppgifterna är sparade."))
    opening.tell_all(
        form, collaboration.form, is_reference=collaboration.is_reference,
        has_rested=bool(collaboration.grounds),
    )  # fmt: skip
    form.renew(collaboration)
    context["taken"] = opening.taken(form, but=collaboration.id)
    return page("collaborations/edit.html", form=form, collaboration=collaboration, **context)


@bp.route("/<uuid:collaboration_id>/gate", methods=["GET", "POST"])
@requires(Permission.COLLABORATION_WRITE, load=queries.collaboration)
def gate(collaboration: Collaboration) -> Answer:
    """Answer the gate question anew: it may turn an informal collaboration into a formal one."""
    form = GateForm(obj=collaboration)
    if form.validate_on_submit():
        with attempt(form):
            seen = form.seen_version()
            actions.judge(collaboration, form.answer(), seen=seen, actor=current_actor(), at=clock.now())
        if form.ok:
            return _after_gate(collaboration, _("Bedömningen är sparad."))
    form.renew(collaboration)
    return page("collaborations/gate.html", form=form, collaboration=collaboration)


@bp.route("/<uuid:collaboration_id>/formal", methods=["GET", "POST"])
@requires(Permission.COLLABORATION_WRITE, load=queries.collaboration)
def formal(collaboration: Collaboration) -> Answer:
    """Choose which kind of formal collaboration it is, with everything typed so far in view."""
    form = KindForm(obj=collaboration)
    if form.validate_on_submit():
        with attempt(form):
            seen, kind = form.seen_version(), form.kind.data
            actions.choose_kind(collaboration, kind, seen=seen, actor=current_actor(), at=clock.now())
        if form.ok:
            return _shown(collaboration, _("Formen är vald. Nu kan avtalet förberedas."))
    form.renew(collaboration)
    terms = queries.terms_of(collaboration)
    return page(
        "collaborations/formal.html", form=form, collaboration=collaboration, fields=FIELDS, terms=terms
    )


@bp.route("/<uuid:collaboration_id>/parties/new", methods=["GET", "POST"])
@requires(Permission.COLLABORATION_WRITE, load=queries.collaboration)
def add_party(collaboration: Collaboration) -> Answer:
    """Add a party: search, choose among what was found, say what it does."""
    found = catalogue.suggestions(current_actor(), request.args.get("q"))
    form = AddPartyForm()
    form.organisation.offer((row.id, row.name) for row in found)
    if form.validate_on_submit():
        with attempt(form):
            chosen, part = form.organisation.chosen, form.part()
            actions.add_party(collaboration, chosen, part, actor=current_actor(), at=clock.now())
        if form.ok:
            return _shown(collaboration, _("Parten är tillagd."))
    asked = SearchForm(request.args)
    return page(
        "collaborations/add_party.html", form=form, collaboration=collaboration, search=asked, found=found
    )


@bp.route("/<uuid:collaboration_id>/parties/<uuid:party_id>/edit", methods=["GET", "POST"])
@requires(Permission.COLLABORATION_WRITE, load=queries.party)
def edit_party(found: tuple[Collaboration, Party]) -> Answer:
    """Change what a party does."""
    collaboration, party = found
    form = PartForm(obj=party, version=collaboration.version)
    if form.validate_on_submit():
        with attempt(form):
            seen, part = form.seen_version(), form.part()
            actions.change_party(collaboration, party, part, seen=seen, actor=current_actor(), at=clock.now())
        if form.ok:
            return _shown(collaboration, _("Parten är sparad."))
    form.renew(party, version=collaboration.version)
    return page("collaborations/edit_party.html", form=form, collaboration=collaboration, party=party)


@bp.post("/<uuid:collaboration_id>/parties/<uuid:party_id>/remove")
@requires(Permission.COLLABORATION_WRITE, load=queries.party)
def remove_party(found: tuple[Collaboration, Party]) -> Answer:
    """Take a party out of a collaboration."""
    pressed()
    collaboration, party = found
    actions.remove_party(collaboration, party, actor=current_actor(), at=clock.now())
    return _shown(collaboration, _("Parten är borttagen."))


@bp.route("/<uuid:collaboration_id>/project", methods=["GET", "POST"])
@requires(Permission.COLLABORATION_WRITE, load=queries.collaboration)
def project(collaboration: Collaboration) -> Answer:
    """Fill in the facts of an externally funded project."""
    facts = collaboration.project
    form = ProjectForm(obj=facts, version=collaboration.version)
    others = queries.projects(current_actor(), but=collaboration.id)
    form.leads_to_id.offer(others, blank=_("Inget annat projekt"))
    if form.validate_on_submit():
        with attempt(form):
            seen, told, actor = form.seen_version(), form.project(), current_actor()
            actions.describe_project(collaboration, told, seen=seen, actor=actor, at=clock.now())
        if form.ok:
            return _shown(collaboration, _("Projektuppgifterna är sparade."))
    form.renew(facts, version=collaboration.version)
    return page("collaborations/project.html", form=form, collaboration=collaboration)


@bp.post("/<uuid:collaboration_id>/confirm")
@requires(Permission.COLLABORATION_WRITE, load=queries.collaboration)
def confirm(collaboration: Collaboration) -> Answer:
    """Confirm that everything about a collaboration still holds."""
    pressed()
    actions.confirm(collaboration, actor=current_actor(), at=clock.now())
    return _shown(collaboration, _("Tack. Uppgifterna är bekräftade i dag."))


@bp.route("/<uuid:collaboration_id>/end", methods=["GET", "POST"])
@requires(Permission.COLLABORATION_WRITE, load=queries.collaboration)
def end(collaboration: Collaboration) -> Answer:
    """End a collaboration."""
    form = EndForm(version=collaboration.version, ends_on=clock.today())
    if form.validate_on_submit():
        with attempt(form):
            seen, ends_on = form.seen_version(), form.ends_on.data or clock.today()
            actions.end(collaboration, ends_on=ends_on, seen=seen, actor=current_actor(), at=clock.now())
        if form.ok:
            return _shown(collaboration, _("Samverkan är avslutad."))
    form.renew(collaboration)
    return page("collaborations/end.html", form=form, collaboration=collaboration)


@bp.get("/<uuid:collaboration_id>/history")
@requires(Permission.COLLABORATION_READ, load=queries.collaboration)
def history(collaboration: Collaboration) -> Answer:
    """Show every change of a collaboration: who, when, from what to what."""
    steps = audit.history(current_actor(), collaboration.id, cursor=cursor())
    said = past.then(current_actor(), "collaboration", collaboration.id, request.args)
    return render_template("collaborations/history.html", collaboration=collaboration, page=steps, said=said)


def _chosen() -> tuple[Controls, Filter]:
    controls = filtering.controls(request.args, vocabulary.terms(), queries.all_units(), TABS.current())
    return controls, filtering.chosen(
        controls, TABS.current(), by_name=by_name(), by=sorting(SORTABLE), counts_all=counts_all()
    )


def _asked() -> UUID | None:
    """The organisation that the page was opened for, from the organisation's own page."""
    return request.args.get("organisation", type=UUID)


def _for_agreement(collaboration: Collaboration) -> dict[str, Any]:
    legal_forms = [party.organisation.legal_form for party in collaboration.parties if party.organisation]
    same = ("form", "kind", "is_reference", "unit_id", "grounds")
    return {name: getattr(collaboration, name) for name in same} | {"legal_forms": legal_forms}


def _address(endpoint: str, collaboration: Collaboration) -> str:
    """A page about an agreement of the collaboration: they lie above and may be left out of an installation."""
    known = endpoint in current_app.view_functions
    return url_for(endpoint, collaboration_id=collaboration.id) if known else ""


def _after_gate(collaboration: Collaboration, message: str) -> Response:
    if collaboration.form is Form.FORMAL and not collaboration.kind:
        message = _("Allt du skrev är sparat. Välj nu vilken form den formella samverkan har.")
        return redirect_to("collaborations.formal", message, collaboration_id=collaboration.id)
    return _shown(collaboration, message)


def _shown(collaboration: Collaboration, message: str) -> Response:
    return redirect_to("collaborations.show", message, collaboration_id=collaboration.id)
