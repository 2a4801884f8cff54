"""Pages for asking whoever prepares a matter, and for answering."""

from typing import Any

from flask import Blueprint

from registry.access.permissions import Permission
from registry.core import clock
from registry.core.i18n import _
from registry.matters import queries as matters
from registry.matters import views
from registry.matters.models import Matter
from registry.matters.questions import actions, forms, queries
from registry.matters.questions.queries import AskedIn
from registry.web.forms import page
from registry.web.guard import current_actor, requires
from registry.web.redirect import redirect_to
from registry.web.transaction import attempt

bp = Blueprint("questions", __name__)


@bp.route("/matters/<uuid:matter_id>/ask", methods=["GET", "POST"])
@requires(Permission.QUESTION_ASK, load=matters.matter)
def ask(matter: Matter) -> Any:
    """Ask whoever prepares the matter, before deciding."""
    form = forms.QuestionForm()
    if form.validate_on_submit():
        with attempt(form):
            actions.ask(matter, question=form.question.data or "", actor=current_actor(), at=clock.now())
        if form.ok:
            words = _(
                "Frågan är skickad. Du får besked när den är besvarad, och ärendet ligger kvar hos dig."
            )
            return redirect_to("matters.decide", words, matter_id=matter.id)
    return page("questions/ask.html", form=form, **views.page(matter))


@bp.route("/matters/questions/<uuid:question_id>/answer", methods=["GET", "POST"])
@requires(Permission.QUESTION_ANSWER, load=queries.question)
def answer(found: AskedIn) -> Any:
    """Answer a question from whoever may decide."""
    form = forms.AnswerForm()
    if form.validate_on_submit():
        with attempt(form):
            actions.answer(found.asked, words=form.answer.data or "", actor=current_actor(), at=clock.now())
        if form.ok:
            return redirect_to("matters.show", _("Svaret är skickat."), matter_id=found.matter.id)
    return page("questions/answer.html", form=form, asked=found.asked, **views.page(found.matter))
