"""Pages of points: written in a draft, passed on from an adopted edition, taken back."""

from flask import request
from flask.typing import ResponseReturnValue as Answer

from registry.access.permissions import Permission
from registry.city.accounts.powers.views import proposed_words
from registry.city.delegation import actions, giving_rights, queries, rules, views
from registry.city.delegation.forms import LastDayForm, PointForm, SubDelegationForm
from registry.city.delegation.models import DelegationOrder, DelegationRule
from registry.city.delegation.routes.blueprint import bp
from registry.core import clock
from registry.core.i18n import _
from registry.web.forms import page, pressed, whole_or_zero
from registry.web.guard import current_actor, requires
from registry.web.redirect import redirect_to
from registry.web.transaction import attempt

Found = tuple[DelegationOrder, DelegationRule]


@bp.route("/orders/<uuid:order_id>/points/add", methods=["GET", "POST"])
@requires(Permission.DELEGATION_WRITE, load=queries.order)
def add_point(order: DelegationOrder) -> Answer:
    """Add a point to a draft."""
    form = PointForm(version=order.version, reported=True)
    views.fill_choices(form, order.valid_from or clock.today())
    if form.validate_on_submit():
        with attempt(form):
            seen = form.seen_version()
            actions.add_point(order, form.point(), seen=seen, actor=current_actor(), at=clock.now())
        if form.ok:
            return redirect_to("delegation.show", order_id=order.id, message=_("Punkten är tillagd."))
    form.renew(None, version=order.version)
    return page("delegation/add_point.html", form=form, order=order)


@bp.route("/orders/<uuid:order_id>/points/<uuid:point_id>", methods=["GET", "POST"])
@requires(Permission.DELEGATION_WRITE, load=queries.point)
def edit_point(found: Found) -> Answer:
    """Change a point of a draft."""
    order, row = found
    given = {"scope_unit": row.scope_unit_id, "funding_source": row.funding_source_id}
    form = PointForm(obj=row, version=order.version, **given)
    views.fill_choices(form, order.valid_from or clock.today())
    if form.validate_on_submit():
        with attempt(form):
            seen, point = form.seen_version(), form.point()
            actions.change_point(order, row, point, seen=seen, actor=current_actor(), at=clock.now())
        if form.ok:
            return redirect_to("delegation.show", order_id=order.id, message=_("Punkten är sparad."))
    form.renew(row, version=order.version, **given)
    return page("delegation/edit_point.html", form=form, order=order, point=row)


@bp.post("/orders/<uuid:order_id>/points/<uuid:point_id>/move")
@requires(Permission.DELEGATION_WRITE, load=queries.point)
def move_point(found: Found) -> Answer:
    """Move a point of a draft a step up or down."""
    pressed()
    order, row = found
    steps = -1 if request.form.get("way") == "up" else 1
    seen = whole_or_zero(request.form.get("version"))
    actions.move_point(order, row, steps=steps, seen=seen, actor=current_actor(), at=clock.now())
    return redirect_to("delegation.show", order_id=order.id, message=_("Punkten är flyttad."))


@bp.post("/orders/<uuid:order_id>/points/<uuid:point_id>/remove")
@requires(Permission.DELEGATION_WRITE, load=queries.point)
def remove_point(found: Found) -> Answer:
    """Take a point out of a draft."""
    pressed()
    order, row = found
    seen = whole_or_zero(request.form.get("version"))
    actions.remove_point(order, row, seen=seen, actor=current_actor(), at=clock.now())
    return redirect_to("delegation.show", order_id=order.id, message=_("Punkten är borttagen."))


@bp.route("/orders/<uuid:order_id>/points/<uuid:point_id>/sub-delegate", methods=["GET", "POST"])
@requires(Permission.DELEGATION_WRITE, load=queries.point)
def sub_delegate(found: Found) -> Answer:
    """Propose to record that the head of administration has passed a point on."""
    order, row = found
    parent = queries.rule_of(row)
    form = SubDelegationForm(**_as_parent(order, row))
    views.fill_choices(form, clock.today())
    if form.validate_on_submit():
        with attempt(form):
            giving_rights.propose_passing_on(
                order,
                row,
                form.point(parent),
                seen=form.seen_version(),
                actor=current_actor(),
                at=clock.now(),
            )
        if form.ok:
            return redirect_to("delegation.show", order_id=order.id, message=proposed_words())
    form.renew(None, version=order.version)
    return page("delegation/sub_delegate.html", form=form, order=order, point=row, limit=parent.limit_words())


@bp.route("/orders/<uuid:order_id>/points/<uuid:point_id>/withdraw", methods=["GET", "POST"])
@requires(Permission.DELEGATION_WRITE, load=queries.point)
def withdraw(found: Found) -> Answer:
    """Take a sub-delegation back."""
    order, row = found
    form = LastDayForm(version=order.version, valid_to=row.valid_to or clock.today())
    if form.validate_on_submit():
        with attempt(form):
            seen, last_on = form.seen_version(), form.valid_to.data or clock.today()
            actions.withdraw(order, row, last_on, seen=seen, actor=current_actor(), at=clock.now())
        if form.ok:
            return redirect_to(
                "delegation.show", order_id=order.id, message=_("Vidaredelegationen är återkallad.")
            )
    form.renew(row, version=order.version)
    return page("delegation/withdraw.html", form=form, order=order, point=row)


def _as_parent(order: DelegationOrder, row: DelegationRule) -> dict[str, object]:
    """Return what a sub-delegation starts from: all that the point gives, from today."""
    return {
        "version": order.version,
        "number": rules.free_number(queries.rule_of(row), [one.number for one in order.rules]),
        "text": row.text,
        "scope_unit": row.scope_unit_id,
        "funding_source": row.funding_source_id,
        "limit_kind": row.limit_kind,
        "limit_amount": row.limit_amount,
        "limit_multiple": row.limit_multiple,
        "basis": row.basis,
        "counts_in_kind": row.counts_in_kind,
        "valid_from": max(clock.today(), order.valid_from or clock.today()),
        "valid_to": order.valid_to,
    }
