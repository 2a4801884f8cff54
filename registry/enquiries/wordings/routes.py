"""Pages where the city edits how needs are read: phrases, and which terms lie near. The effect is shown first."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue as Answer

from registry.access.permissions import Permission
from registry.core import clock
from registry.core.i18n import _
from registry.enquiries.needs import vocabulary
from registry.enquiries.needs.models import VocabularyKinship, VocabularyWording
from registry.enquiries.needs.vocabulary import VocabularyRows
from registry.enquiries.wordings import actions, effect, queries, views
from registry.enquiries.wordings.effect import DocumentEffect
from registry.enquiries.wordings.forms import EffectForm, KinshipForm, WordingForm
from registry.enquiries.wordings.rules import WrittenKinship, WrittenWording
from registry.web.forms import page
from registry.web.front.slow import slow
from registry.web.guard import current_actor, requires
from registry.web.redirect import redirect_to
from registry.web.transaction import attempt

bp = Blueprint("wordings", __name__, url_prefix="/enquiries/phrases")


@bp.get("/")
@requires(Permission.PHRASES_WRITE)
def index() -> Answer:
    """Show the phrases of every term, and which terms lie near one another."""
    return render_template("wordings/index.html", shown=views.every(vocabulary.load()))


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.PHRASES_WRITE)
@slow("POST")
def add() -> Answer:
    """Add the phrases of a term."""
    known, form, found = vocabulary.load(), WordingForm(), None
    form.offer(known)
    if form.validate_on_submit():
        written, actor = form.written(), current_actor()
        is_seen = form.is_seen(written.digest)
        with attempt(form):
            actions.check_wording(written)
            if is_seen:
                actions.add_wording(written, known, actor=actor, at=clock.now())
        if form.ok and is_seen:
            return redirect_to("wordings.index", _("Fraserna är sparade och används nu."))
        found = _effect(form, _with_wording(written))
    return _page(form, found, heading=_("Lägg till fraser"), what=None)


@bp.route("/<uuid:wording_id>", methods=["GET", "POST"])
@requires(Permission.PHRASES_WRITE, load=queries.wording)
@slow("POST")
def change(wording: VocabularyWording) -> Answer:
    """Change the phrases of a term, or put them in or out of use."""
    form, found = WordingForm(obj=wording), None
    del form.term
    if form.validate_on_submit():
        written = form.written(wording.term_id)
        is_seen, seen = form.is_seen(written.digest), form.seen_version()
        with attempt(form):
            actions.check_wording(written, wording)
            if is_seen:
                actions.change_wording(wording, written, seen=seen, actor=current_actor(), at=clock.now())
        if form.ok and is_seen:
            return redirect_to("wordings.index", _("Fraserna är sparade och används nu."))
        found = _effect(form, _with_wording(written, wording))
    form.renew(wording)
    return _page(form, found, heading=_("Ändra fraser"), what=views.name_of_wording(wording))


@bp.route("/near/new", methods=["GET", "POST"])
@requires(Permission.PHRASES_WRITE)
@slow("POST")
def add_kinship() -> Answer:
    """Say that two terms lie near one another."""
    known, form, found = vocabulary.load(), KinshipForm(), None
    form.offer(known)
    if form.validate_on_submit():
        written, actor = form.written(), current_actor()
        is_seen = form.is_seen(written.digest)
        with attempt(form):
            actions.check_kinship(written, known)
            if is_seen:
                actions.add_kinship(written, known, actor=actor, at=clock.now())
        if form.ok and is_seen:
            return redirect_to("wordings.index", _("Termerna är sparade och används nu."))
        found = _effect(form, _with_kinship(written))
    return _page(form, found, heading=_("Lägg till två termer som ligger nära"), what=None)


@bp.route("/near/<uuid:kinship_id>", methods=["GET", "POST"])
@requires(Permission.PHRASES_WRITE, load=queries.kinship)
@slow("POST")
def change_kinship(kinship: VocabularyKinship) -> Answer:
    """Change how near two terms lie, or put the pair in or out of use."""
    form, found = KinshipForm(obj=kinship), None
    del form.one, form.other
    if form.validate_on_submit():
        one, other = kinship.target_group_id or kinship.activity_id, views.other_of(kinship)
        written = form.written(one, other)
        is_seen, seen = form.is_seen(written.digest), form.seen_version()
        if is_seen:
            with attempt(form):
                actions.change_kinship(kinship, written, seen=seen, actor=current_actor(), at=clock.now())
            if form.ok:
                return redirect_to("wordings.index", _("Termerna är sparade och används nu."))
        found = _effect(form, _with_kinship(written, kinship))
    form.renew(kinship)
    return _page(
        form, found, heading=_("Ändra hur nära två termer ligger"), what=views.name_of_kinship(kinship)
    )


def _with_wording(written: WrittenWording, row: VocabularyWording | None = None) -> VocabularyRows:
    rows = vocabulary.stored(but=row.id if row else None)
    if written.is_retired or written.term_id is None:
        return rows
    return replace(rows, wordings=(*rows.wordings, (written.term_id, written.phrases)))


def _with_kinship(written: WrittenKinship, row: VocabularyKinship | None = None) -> VocabularyRows:
    rows = vocabulary.stored(but=row.id if row else None)
    if written.is_retired or written.one_id is None or written.other_id is None:
        return rows
    return replace(rows, kinships=(*rows.kinships, (written.one_id, written.other_id, written.share)))


def _effect(form: EffectForm, rows: VocabularyRows) -> list[DocumentEffect] | None:
    if form.errors:
        return None
    return effect.effects(vocabulary.load(), vocabulary.load(rows), actor=current_actor())


def _page(form: EffectForm, found: list[DocumentEffect] | None, *, heading: str, what: Any) -> Answer:
    return page("wordings/edit.html", form=form, found=found, heading=heading, what=what)
