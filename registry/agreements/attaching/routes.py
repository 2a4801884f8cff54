"""Pages for the files of an agreement that is prepared."""

from typing import Any

from flask import Blueprint
from werkzeug.wrappers import Response

from registry.access.permissions import Permission
from registry.agreements import queries as agreements
from registry.agreements.attaching import actions, forms, queries, rules
from registry.agreements.attaching.queries import AttachedTo
from registry.agreements.models import Edition
from registry.core import clock
from registry.core.i18n import _
from registry.settings import current
from registry.web.forms import page, pressed
from registry.web.guard import current_actor, requires
from registry.web.redirect import redirect_to
from registry.web.transaction import attempt

bp = Blueprint("attaching", __name__, url_prefix="/agreements")


@bp.route("/<uuid:edition_id>/attachments", methods=["GET", "POST"])
@requires(Permission.AGREEMENT_EDIT, load=agreements.edition)
def index(edition: Edition) -> Any:
    """Show what is attached, and attach another file."""
    form = forms.AttachmentForm()
    if form.validate_on_submit():
        with attempt(form):
            title, shown = form.title.data or "", bool(form.shown_to_partner.answer)
            actions.attach(
                edition,
                form.upload(),
                title=title,
                shown_to_partner=shown,
                actor=current_actor(),
                at=clock.now(),
            )
        if form.ok:
            return redirect_to("attaching.index", _("Bilagan är sparad."), edition_id=edition.id)
    refusals = rules.attaching_problems(edition.agreement.state, len(edition.attachments))
    most = current().attachment_most
    return page("attaching/index.html", form=form, edition=edition, refusals=refusals, most=most)


@bp.post("/<uuid:edition_id>/attachments/<uuid:attachment_id>/remove")
@requires(Permission.AGREEMENT_EDIT, load=queries.attached)
def remove(found: AttachedTo) -> Response:
    """Take an attachment away."""
    pressed()
    actions.remove(found.edition, found.attachment, actor=current_actor(), at=clock.now())
    return redirect_to("attaching.index", _("Bilagan är borttagen."), edition_id=found.edition.id)
