"""The notice board."""

from flask.typing import ResponseReturnValue as Answer

from registry.access.permissions import Permission
from registry.core import clock
from registry.core.i18n import _
from registry.matters.decisions import actions, queries
from registry.matters.decisions.entries import FinalDecision
from registry.matters.decisions.forms import (
    CorrectMinutesForm,
    CorrectNoticeForm,
    PostAgainForm,
    PostForm,
    TakeDownForm,
)
from registry.matters.decisions.models import Notice
from registry.matters.decisions.routes.blueprint import bp, shown
from registry.web.forms import page
from registry.web.guard import current_actor, requires
from registry.web.transaction import attempt


@bp.route("/<uuid:decision_id>/post", methods=["GET", "POST"])
@requires(Permission.DECISION_REPORT, load=queries.entry)
def post(entry: FinalDecision) -> Answer:
    """Note that a decision, or the nämnd's minutes with it, is posted."""
    form = PostForm()
    if form.validate_on_submit() and form.adjusted_on.data and form.posted_on.data:
        with attempt(form):
            days = {"adjusted_on": form.adjusted_on.data, "posted_on": form.posted_on.data}
            actions.post(entry, **days, actor=current_actor(), at=clock.now())
        if form.ok:
            return shown(_("Anslaget är antecknat."), decision_id=entry.id)
    return page("decisions/post.html", form=form, entry=entry)


@bp.route("/notices/<uuid:notice_id>/again", methods=["GET", "POST"])
@requires(Permission.DECISION_REPORT, load=queries.notice)
def post_again(notice: Notice) -> Answer:
    """Note that a notice was put up anew."""
    form = PostAgainForm(version=notice.version)
    if form.validate_on_submit() and form.posted_on.data:
        with attempt(form):
            seen = form.seen_version()
            actions.post_again(
                notice, posted_on=form.posted_on.data, seen=seen, actor=current_actor(), at=clock.now()
            )
        if form.ok:
            return shown(_("Anslaget är antecknat."), list_id=notice.list_id, decision_id=notice.decision_id)
    form.renew(notice)
    return page("decisions/post_again.html", form=form, notice=notice)


@bp.route("/notices/<uuid:notice_id>/down", methods=["GET", "POST"])
@requires(Permission.DECISION_REPORT, load=queries.notice)
def take_down(notice: Notice) -> Answer:
    """Note the day a notice came down."""
    form = TakeDownForm(version=notice.version)
    if form.validate_on_submit() and form.removed_on.data:
        with attempt(form):
            seen = form.seen_version()
            actions.take_down(
                notice, removed_on=form.removed_on.data, seen=seen, actor=current_actor(), at=clock.now()
            )
        if form.ok:
            return shown(_("Dagen är antecknad."), list_id=notice.list_id, decision_id=notice.decision_id)
    form.renew(notice)
    return page("decisions/take_down.html", form=form, notice=notice)


@bp.route("/notices/<uuid:notice_id>/correct", methods=["GET", "POST"])
@requires(Permission.DECISION_REPORT, load=queries.notice)
def correct_notice(notice: Notice) -> Answer:
    """Correct the days of minutes and notice, and what was reported when it is a list's."""
    made = queries.decision_list(current_actor(), notice.list_id) if notice.list_id else None
    of_list = ("meeting_on", "case_number", "paragraph") if made else ()
    form = CorrectNoticeForm(obj=notice, **{name: getattr(made, name) for name in of_list})
    if form.validate_on_submit() and form.adjusted_on.data and form.posted_on.data:
        with attempt(form):
            actions.correct_notice(
                notice, adjusted_on=form.adjusted_on.data, posted_on=form.posted_on.data,
                removed_on=form.removed_on.data, reported=form.reported() if made else None,
                reason=form.reason.data or "", seen=form.seen_version(), actor=current_actor(), at=clock.now(),
            )  # fmt: skip
        if form.ok:
            return shown(_("Uppgifterna är rättade."), list_id=notice.list_id, decision_id=notice.decision_id)
    form.renew(notice)
    return page("decisions/correct_notice.html", form=form, notice=notice, made=made)


@bp.route("/<uuid:decision_id>/correct", methods=["GET", "POST"])
@requires(Permission.DECISION_REPORT, load=queries.recorded_entry)
def correct_minutes(entry: FinalDecision) -> Answer:
    """Correct the day, § and case number of a decision that was recorded from minutes."""
    decision = queries.decided(entry.id)
    recorded = {"seen": actions.as_recorded(decision), "case_number": decision.committee_case_number}
    form = CorrectMinutesForm(obj=decision, **recorded)
    if form.validate_on_submit():
        with attempt(form):
            told = {
                name: form[name].data for name in ("meeting_on", "paragraph", "case_number", "reason", "seen")
            }
            actions.correct_minutes(decision, **told, actor=current_actor(), at=clock.now())
        if form.ok:
            return shown(_("Uppgifterna är rättade."), decision_id=entry.id)
    return page("decisions/correct_minutes.html", form=form, entry=entry)
