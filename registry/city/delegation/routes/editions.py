"""Pages of editions: the one in force, the list, drafts, adoption, two side by side."""

from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue as Answer

from registry.access.permissions import Permission
from registry.audit import queries as audit
from registry.city.accounts.powers.views import proposed_words
from registry.city.delegation import actions, giving_rights, queries, views
from registry.city.delegation.forms import AdoptForm, CompareForm, HeadForm, LastDayForm, NewOrderForm
from registry.city.delegation.models import DelegationOrder
from registry.city.delegation.routes.blueprint import bp
from registry.core import clock
from registry.core.i18n import _
from registry.web.forms import page, pressed, whole_or_zero
from registry.web.guard import current_actor, requires
from registry.web.lists import cursor
from registry.web.redirect import redirect_to
from registry.web.transaction import attempt


@bp.get("")
@requires(Permission.DELEGATION_READ)
def index() -> Answer:
    """Show the delegation order in force, with this year's limits in kronor."""
    return render_template("delegation/index.html", **views.order_page(clock.today()))


@bp.get("/orders")
@requires(Permission.DELEGATION_READ)
def editions() -> Answer:
    """Show all editions: in force, coming, earlier and drafts."""
    return render_template(
        "delegation/editions.html", editions=views.editions(current_actor(), clock.today())
    )


@bp.get("/orders/<uuid:order_id>")
@requires(Permission.DELEGATION_READ, load=queries.order)
def show(order: DelegationOrder) -> Answer:
    """Show one edition with all its points."""
    return render_template("delegation/show.html", **views.edition_page(order, clock.today()))


@bp.route("/orders/add", methods=["GET", "POST"])
@requires(Permission.DELEGATION_WRITE)
def add() -> Answer:
    """Begin a draft, empty or as a copy of an adopted edition."""
    form = NewOrderForm(based_on=request.args.get("based_on") or queries.id_in_force(clock.today()))
    views.fill_bases(form)
    if form.validate_on_submit():
        with attempt(form):
            base = queries.order(current_actor(), form.based_on.chosen) if form.based_on.chosen else None
            order = actions.draft(form.title.data or "", based_on=base, actor=current_actor(), at=clock.now())
        if form.ok:
            return redirect_to("delegation.show", order_id=order.id, message=_("Utkastet är skapat."))
    return page("delegation/add.html", form=form)


@bp.route("/orders/<uuid:order_id>/edit", methods=["GET", "POST"])
@requires(Permission.DELEGATION_WRITE, load=queries.order)
def edit(order: DelegationOrder) -> Answer:
    """Change what a draft says of itself."""
    form = HeadForm(obj=order)
    if form.validate_on_submit():
        with attempt(form):
            seen = form.seen_version()
            actions.change(order, form.head(), seen=seen, actor=current_actor(), at=clock.now())
        if form.ok:
            return redirect_to("delegation.show", order_id=order.id, message=_("Utkastet är sparat."))
    form.renew(order)
    return page("delegation/edit.html", form=form, order=order)


@bp.route("/orders/<uuid:order_id>/adopt", methods=["GET", "POST"])
@requires(Permission.DELEGATION_WRITE, load=queries.order)
def adopt(order: DelegationOrder) -> Answer:
    """Propose to record that the nämnd has adopted a draft: a second administrator confirms it."""
    form = AdoptForm(obj=order, end_earlier=True)
    if form.validate_on_submit():
        with attempt(form):
            giving_rights.propose_adoption(
                order, form.head(), end_earlier=form.end_earlier.data, seen=form.seen_version(),
                actor=current_actor(), at=clock.now(),
            )  # fmt: skip
        if form.ok:
            return redirect_to("delegation.show", order_id=order.id, message=proposed_words())
    form.renew(order)
    return page("delegation/adopt.html", form=form, **views.adoption_page(order))


@bp.route("/orders/<uuid:order_id>/end", methods=["GET", "POST"])
@requires(Permission.DELEGATION_WRITE, load=queries.order)
def end(order: DelegationOrder) -> Answer:
    """Give an adopted edition a last day."""
    form = LastDayForm(obj=order)
    if form.validate_on_submit():
        with attempt(form):
            seen, last_on = form.seen_version(), form.valid_to.data or clock.today()
            actions.end(order, last_on, seen=seen, actor=current_actor(), at=clock.now())
        if form.ok:
            return redirect_to(
                "delegation.show", order_id=order.id, message=_("Ordningen har fått en sista dag.")
            )
    form.renew(order)
    return page("delegation/end.html", form=form, order=order)


@bp.post("/orders/<uuid:order_id>/discard")
@requires(Permission.DELEGATION_WRITE, load=queries.order)
def discard(order: DelegationOrder) -> Answer:
    """Throw a draft away."""
    pressed()
    seen = whole_or_zero(request.form.get("version"))
    actions.discard(order, seen=seen, actor=current_actor(), at=clock.now())
    return redirect_to("delegation.editions", message=_("Utkastet är borttaget."))


@bp.get("/orders/<uuid:order_id>/compare")
@requires(Permission.DELEGATION_READ, load=queries.order)
def compare(order: DelegationOrder) -> Answer:
    """Set an edition beside another one."""
    others = [one for one in queries.orders(current_actor()) if one.id != order.id]
    form = CompareForm(request.args)
    form.other.offer((one.id, views.named(one)) for one in others)
    asked: UUID | None = form.other.offered or views.compared_with(order, others)
    form.other.data = str(asked) if asked else None
    other = queries.order(current_actor(), asked) if asked else None
    return render_template("delegation/compare.html", form=form, **views.comparison_page(order, other))


@bp.get("/orders/<uuid:order_id>/history")
@requires(Permission.DELEGATION_READ, load=queries.order)
def history(order: DelegationOrder) -> Answer:
    """Show everything that has been done with an edition."""
    steps = audit.history(current_actor(), order.id, cursor=cursor())
    return render_template("delegation/history.html", order=order, page=steps)
