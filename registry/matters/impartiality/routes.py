"""Pages about conflicts of interest: raise a question, answer it, one's own ties."""

from typing import Any

from flask import Blueprint, render_template
from sqlalchemy import Row

from registry.access.permissions import Permission
from registry.core import clock
from registry.core.errors import DomainError, Problem
from registry.core.i18n import _
from registry.matters import queries as matters
from registry.matters import types, views
from registry.matters.approvals import actions as approvals
from registry.matters.approvals.interest import Interest
from registry.matters.approvals.models import Recusal
from registry.matters.impartiality import actions, forms, queries
from registry.matters.models import Matter
from registry.partners.organisations import queries as organisations
from registry.partners.organisations.models import Organisation
from registry.web.forms import page, pressed
from registry.web.guard import current_actor, requires
from registry.web.redirect import redirect_to
from registry.web.transaction import attempt

bp = Blueprint("impartiality", __name__)


@bp.route("/agreements/<uuid:matter_id>/question", methods=["GET", "POST"])
@bp.route("/matters/<uuid:matter_id>/question", methods=["GET", "POST"])
@requires(Permission.CONFLICT_RAISE, load=matters.matter)
def question(matter: Matter) -> Any:
    """Raise the question whether somebody who takes part in the matter has a conflict of interest."""
    form, at = forms.QuestionForm(), clock.now()
    people = queries.people(matter, clock.local(at).date())
    form.offer(people)
    if form.validate_on_submit():
        with attempt(form):
            actions.raise_question(
                matter,
                person_id=form.person.chosen,
                ground=form.ground.data,
                reason=form.reason.data or "",
                actor=current_actor(),
                at=at,
            )
        if form.ok:
            words = _(
                "Frågan är väckt. Tills den är avgjord varken beslutar personen eller skickar ärendet för beslut."
            )
            endpoint, values = types.page(matter.type, matter.id)
            return redirect_to(endpoint, words, **values)
    return page("impartiality/question.html", form=form, people=people, **views.page(matter))


@bp.get("/conflicts")
@requires(Permission.CONFLICT_SETTLE)
def index() -> str:
    """List the questions that wait for the nämnd."""
    return render_template("impartiality/index.html", rows=queries.disputed(current_actor()))


@bp.route("/conflicts/<uuid:recusal_id>", methods=["GET", "POST"])
@requires(Permission.CONFLICT_SETTLE, load=queries.question)
def settle(found: Row[Any]) -> Any:
    """Record the nämnd's answer to a question."""
    form, recusal = forms.AnswerForm(), found[0]
    if form.validate_on_submit():
        with attempt(form):
            approvals.settle_question(
                recusal,
                has_conflict=bool(form.has_conflict.answer),
                meeting_on=form.meeting_on.data,
                paragraph=form.paragraph.data,
                actor=current_actor(),
                at=clock.now(),
            )
        if form.ok:
            return redirect_to("impartiality.index", _("Nämndens svar är registrerat."))
    return page("impartiality/settle.html", form=form, recusal=recusal, found=found)


@bp.route("/account/interests", methods=["GET", "POST"])
@requires(Permission.INTEREST_OWN)
def interests() -> Any:
    """Show one's own ties to organisations and the matters one stands outside of, and add a tie."""
    form, actor = forms.InterestForm(), current_actor()
    if form.validate_on_submit():
        with attempt(form):
            approvals.add_interest(
                organisation_id=_organisation(form.organisation.data or "").id,
                what=form.what.data or "",
                starts_on=form.starts_on.data,
                ends_on=form.ends_on.data,
                actor=actor,
                at=clock.now(),
            )
        if form.ok:
            return redirect_to("impartiality.interests", _("Bindningen är sparad."))
    rows, questions = queries.interests(actor), queries.own_questions(actor)
    raised = queries.raised_by(actor)
    return page("impartiality/interests.html", form=form, rows=rows, questions=questions, raised=raised)


def _organisation(words: str) -> Organisation:
    found = organisations.called(current_actor(), words)
    if not found:
        words = _("Ingen organisation i registret har det namnet eller numret.")
        raise DomainError(Problem(words, "organisation"))
    if len(found) > 1:
        words = _("Flera organisationer har det namnet. Skriv organisationsnumret.")
        raise DomainError(Problem(words, "organisation"))
    return found[0]


@bp.post("/account/interests/<uuid:interest_id>/remove")
@requires(Permission.INTEREST_OWN, load=queries.interest)
def remove_interest(interest: Interest) -> Any:
    """Take away one of one's own ties."""
    pressed()
    approvals.remove_interest(interest, actor=current_actor(), at=clock.now())
    return redirect_to("impartiality.interests", _("Bindningen är borttagen."))


@bp.route("/account/conflicts/<uuid:recusal_id>", methods=["GET", "POST"])
@requires(Permission.INTEREST_OWN, load=queries.own_question)
def contest(recusal: Recusal) -> Any:
    """Answer that one has no conflict: the nämnd settles the question."""
    form = forms.ContestForm()
    if form.validate_on_submit():
        with attempt(form):
            approvals.contest(recusal, reason=form.reason.data or "", actor=current_actor(), at=clock.now())
        if form.ok:
            return redirect_to("impartiality.interests", _("Nämnden prövar frågan."))
    return page("impartiality/contest.html", form=form, recusal=recusal)


@bp.post("/account/conflicts/<uuid:recusal_id>/stand-aside")
@requires(Permission.INTEREST_OWN, load=queries.own_question)
def stand_aside(recusal: Recusal) -> Any:
    """Stand aside: somebody else decides, or prepares, the matter that the question is about."""
    pressed()
    approvals.stand_aside(recusal, actor=current_actor(), at=clock.now())
    return redirect_to("impartiality.interests", _("Du deltar inte i ärendet. Någon annan tar över."))


@bp.post("/account/questions/<uuid:recusal_id>/take-back")
@requires(Permission.INTEREST_OWN, load=queries.raised)
def take_back(recusal: Recusal) -> Any:
    """Take back a question that one has raised."""
    pressed()
    approvals.take_back(recusal, actor=current_actor(), at=clock.now())
    return redirect_to("impartiality.interests", _("Frågan är tillbakatagen."))
