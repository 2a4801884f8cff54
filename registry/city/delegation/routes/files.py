"""An edition as a file: taken out, and in again as a draft."""

from flask import Response
from flask.typing import ResponseReturnValue as Answer

from registry.access.permissions import Permission
from registry.city.delegation import actions, queries, transfer
from registry.city.delegation.forms import ImportForm
from registry.city.delegation.models import DelegationOrder
from registry.city.delegation.routes.blueprint import bp
from registry.core import clock
from registry.core.i18n import _
from registry.web.download import named
from registry.web.forms import page
from registry.web.guard import current_actor, requires
from registry.web.redirect import redirect_to
from registry.web.transaction import attempt


@bp.get("/orders/<uuid:order_id>/export")
@requires(Permission.DELEGATION_READ, load=queries.order)
def export(order: DelegationOrder) -> Answer:
    """Give an edition as a file."""
    file = transfer.written(queries.head_of(order), queries.points(order), queries.codes())
    answer = Response(file, content_type="application/json")
    return named(answer, "attachment", f"delegationsordning-{order.code}.json")


@bp.route("/orders/import", methods=["GET", "POST"])
@requires(Permission.DELEGATION_WRITE)
def take_in() -> Answer:
    """Take an edition in from a file, as a draft."""
    form = ImportForm()
    if form.validate_on_submit():
        with attempt(form):
            edition = transfer.read(form.file.data.read(transfer.LARGEST + 1), queries.codes())
            order = actions.take_in(edition, actor=current_actor(), at=clock.now())
        if form.ok:
            return redirect_to(
                "delegation.show", order_id=order.id, message=_("Filen är inläst som ett utkast.")
            )
    return page("delegation/take_in.html", form=form)
