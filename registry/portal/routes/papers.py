"""Papers that the partner hands in, and the democracy terms that it reads and accepts."""

from flask import request
from flask.typing import ResponseReturnValue as Answer

from registry.access.permissions import Permission
from registry.core import clock
from registry.core.i18n import _
from registry.partners.organisations.models import Organisation
from registry.partners.profiles import queries
from registry.partners.recognition import queries as recognition
from registry.partners.recognition.handing_in import actions, rules
from registry.partners.recognition.handing_in.forms import AcceptForm, HandInForm
from registry.partners.recognition.rules import RecognitionKind
from registry.portal.routes.blueprint import bp
from registry.portal.routes.organisation import back_home
from registry.web.forms import page
from registry.web.guard import current_actor, requires
from registry.web.transaction import attempt


@bp.route("/organisations/<uuid:organisation_id>/papers/new", methods=["GET", "POST"])
@requires(Permission.PORTAL, load=queries.own)
def hand_in(own: Organisation) -> Answer:
    """Hand in a paper that the city needs."""
    form = HandInForm(kind=next((one for one in rules.CAN_HAND_IN if one == request.args.get("kind")), None))
    if form.validate_on_submit():
        with attempt(form):
            actor, said = current_actor(), form.message.data
            actions.hand_in(own, form.kind.data, form.upload(), message=said, actor=actor, at=clock.now())
        if form.ok:
            return back_home(own, _("Tack! Papperet är inlämnat. Staden tittar på det."))
    known = recognition.own(current_actor(), own)
    return page("portal/hand_in.html", form=form, organisation=own, overview=known)


@bp.route("/organisations/<uuid:organisation_id>/terms", methods=["GET", "POST"])
@requires(Permission.PORTAL, load=queries.own)
def terms(own: Organisation) -> Answer:
    """Read the democracy terms, and accept them for the organisation."""
    form, in_force = AcceptForm(), recognition.terms_in_force(clock.today())
    if in_force and form.validate_on_submit():
        with attempt(form):
            actor, read = current_actor(), form.read.data
            actions.accept_terms(own, in_force, read=read, actor=actor, at=clock.now())
        if form.ok:
            return back_home(own, _("Tack! Ni har läst och godkänt demokrativillkoren."))
    form.read.data = str(in_force.id) if in_force else None
    seen = recognition.latest(own.id, RecognitionKind.TERMS)
    refusals = rules.accepting_problems(seen)
    return page(
        "portal/terms.html", form=form, organisation=own, terms=in_force, seen=seen, refusals=refusals
    )
