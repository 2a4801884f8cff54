"""What the city asks an organisation in a mapping round: whether we do this together."""

from flask.typing import ResponseReturnValue as Answer

from registry.access.permissions import Permission
from registry.core import clock
from registry.core.i18n import _
from registry.mapping.rounds import actions, queries
from registry.mapping.rounds.forms import PartnerForm
from registry.mapping.rounds.queries import AskedPartner
from registry.portal.routes.blueprint import bp
from registry.web.forms import page
from registry.web.guard import current_actor, requires
from registry.web.redirect import redirect_to
from registry.web.transaction import attempt


@bp.route("/rounds/<uuid:row_id>", methods=["GET", "POST"])
@requires(Permission.PORTAL, load=queries.one_asked)
def round_question(asked: AskedPartner) -> Answer:
    """Answer whether we do this together; what was answered before can be changed while the round is under way."""
    before = asked.answer
    form = PartnerForm(agrees=before and before.agrees, words=before and before.words)
    if form.validate_on_submit():
        with attempt(form):
            actions.partner_says(
                asked.row, asked.organisation.id, agrees=bool(form.agrees.answer), words=form.words.data,
                actor=current_actor(), at=clock.now(),
            )  # fmt: skip
        if form.ok:
            return redirect_to("portal.home", _("Tack för svaret."))
    return page("portal/round_question.html", form=form, asked=asked)
