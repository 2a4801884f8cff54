"""Staff's pages about profiles: an organisation's proposals, and who represents it in the portal."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue as Answer

from registry.access.permissions import Permission
from registry.city.accounts.models import RoleGrant, User
from registry.core import clock
from registry.core.i18n import _
from registry.partners.organisations import actions as organisations
from registry.partners.organisations import bound
from registry.partners.organisations import queries as organisation_queries
from registry.partners.organisations.models import Organisation
from registry.partners.profiles import actions, queries
from registry.partners.profiles.forms import AcceptForm, InviteForm, TurnDownForm
from registry.partners.profiles.models import ProfileProposal
from registry.web.forms import page, pressed
from registry.web.guard import current_actor, requires
from registry.web.redirect import redirect_to
from registry.web.transaction import attempt

bp = Blueprint("profiles", __name__, url_prefix="/profiles")


@bp.route("/proposals/<uuid:proposal_id>", methods=["GET", "POST"])
@requires(Permission.PROPOSAL_ANSWER, load=queries.proposal)
def answer(proposal: ProfileProposal) -> Answer:
    """Show a proposal, old against new, and accept it."""
    form = AcceptForm(obj=proposal)
    if form.validate_on_submit():
        with attempt(form):
            seen, words = form.seen_version(), form.answer.data
            actions.accept(proposal, answer=words, seen=seen, actor=current_actor(), at=clock.now())
        if form.ok:
            return _shown(proposal, _("Förslaget är godtaget och gäller nu."))
    form.renew(proposal)
    told = {
        "reveals": not proposal.is_about_people,
        "bound": bound.by(current_actor(), [proposal.organisation_id]),
    }
    return page("profiles/answer.html", form=form, proposal=proposal, **told)


@bp.post("/proposals/<uuid:proposal_id>/people")
@requires(Permission.PROPOSAL_ANSWER, load=queries.proposal)
def show_people(proposal: ProfileProposal) -> Answer:
    """Show the names in a proposal about people, and log that they were read."""
    pressed()
    organisations.read_people(proposal.organisation, actor=current_actor(), at=clock.now())
    form = AcceptForm(formdata=None, obj=proposal)
    return render_template("profiles/answer.html", form=form, proposal=proposal, reveals=True, bound=[])


@bp.route("/proposals/<uuid:proposal_id>/turn-down", methods=["GET", "POST"])
@requires(Permission.PROPOSAL_ANSWER, load=queries.proposal)
def turn_down(proposal: ProfileProposal) -> Answer:
    """Turn a proposal down, with the reason that the organisation reads."""
    form = TurnDownForm(obj=proposal)
    if form.validate_on_submit():
        with attempt(form):
            seen, words = form.seen_version(), form.answer.data or ""
            actions.turn_down(proposal, answer=words, seen=seen, actor=current_actor(), at=clock.now())
        if form.ok:
            return _shown(proposal, _("Organisationen får veta att förslaget inte är godtaget, och varför."))
    form.renew(proposal)
    return page("profiles/turn_down.html", form=form, proposal=proposal)


@bp.route("/access/<uuid:organisation_id>", methods=["GET", "POST"])
@requires(Permission.ACCOUNT_ADMIN, load=organisation_queries.organisation)
def access(organisation: Organisation) -> Answer:
    """Show who represents an organisation in the portal, and let one more do it."""
    form = InviteForm()
    if form.validate_on_submit():
        with attempt(form):
            email, name = form.email.data or "", form.name.data or ""
            actions.invite(organisation, email=email, name=name, actor=current_actor(), at=clock.now())
        if form.ok:
            return _access(organisation, _("Kontot har fått tillgång till organisationen."))
    found = queries.representatives(organisation.id, clock.today())
    return page("profiles/access.html", form=form, organisation=organisation, found=found)


@bp.post("/access/<uuid:organisation_id>/<uuid:grant_id>/end")
@requires(Permission.ACCOUNT_ADMIN, load=queries.representative)
def end_access(held: tuple[User, RoleGrant]) -> Answer:
    """End somebody's access to an organisation."""
    pressed()
    user, grant = held
    actions.end_access(user, grant, actor=current_actor(), at=clock.now())
    message = _("Tillgången är avslutad.")
    return redirect_to("profiles.access", organisation_id=grant.organisation_id, message=message)


def _shown(proposal: ProfileProposal, message: str) -> Answer:
    return redirect_to("organisations.show", organisation_id=proposal.organisation_id, message=message)


def _access(organisation: Organisation, message: str) -> Answer:
    return redirect_to("profiles.access", organisation_id=organisation.id, message=message)
