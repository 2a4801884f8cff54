"""The page where the same is done with many collaborations: first what would happen, then what did."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, request
from flask.typing import ResponseReturnValue as Answer

from registry.access.permissions import Permission
from registry.collaborations import queries
from registry.collaborations.at_once import actions, rules
from registry.collaborations.at_once.forms import AtOnceForm
from registry.core import clock
from registry.core.errors import Problem
from registry.core.i18n import _, ngettext
from registry.web.forms import page
from registry.web.guard import current_actor, requires
from registry.web.redirect import redirect_to

bp = Blueprint("at_once", __name__, url_prefix="/collaborations/at-once")


@bp.route("/", methods=["GET", "POST"])
@requires(Permission.COLLABORATION_WRITE)
def change() -> Answer:
    """Do the same with many collaborations, once the person has seen what it comes to."""
    form, seen = _opened()
    outcomes: dict[UUID, str | None] = {}
    is_foreseen = False
    if form.validate_on_submit() and not _refused(form, seen):
        is_foreseen = form.shown.data != form.order().key
        outcomes = _tried(form, seen, only_foreseen=is_foreseen)
        left: dict[UUID, str | None] = {key: why for key, why in outcomes.items() if why}
        if not is_foreseen:
            words = ngettext(
                "%(num)s samarbete är klart.", "%(num)s samarbeten är klara.", len(outcomes) - len(left)
            )
            if not left:
                return redirect_to("collaborations.index", words)
            flash(words, "success")
            outcomes, seen = left, dict.fromkeys(left, 0)
    return _shown(form, seen, outcomes, is_foreseen=is_foreseen)


def _opened() -> tuple[AtOnceForm, dict[UUID, int]]:
    """The form, and the version that was seen of each of the chosen: chosen on the list, then sent by the page."""
    form = AtOnceForm(ends_on=clock.today())
    form.offer(queries.units(clock.today()), ((row.id, row.title) for row in queries.grounds()))
    listed = (
        request.args.get("all", "").split(",") if "all" in request.args else request.args.getlist("which")
    )
    sent = request.form.getlist("seen") or [one for one in listed if one]
    return form, rules.seen_versions(sent)


def _refused(form: AtOnceForm, seen: Mapping[UUID, int]) -> bool:
    lacking = (
        [Problem(_("Välj vad du vill göra."), "deed")]
        if form.deed.data is None
        else rules.problems(form.order())
    )
    found = [*rules.number_problems(len(seen)), *lacking]
    for problem in found:
        form.add_problem(problem)
    form.http_status = 422 if found else form.http_status
    return bool(found)


def _tried(form: AtOnceForm, seen: Mapping[UUID, int], *, only_foreseen: bool) -> dict[UUID, str | None]:
    chosen = queries.several(current_actor(), seen)
    act = actions.foresee if only_foreseen else actions.carry_out
    return act(chosen, form.order(), seen=seen, actor=current_actor(), at=clock.now())


def _shown(
    form: AtOnceForm, seen: Mapping[UUID, int], outcomes: Mapping[UUID, str | None], *, is_foreseen: bool
) -> Answer:
    """Show the chosen as they now are. What is stale must be seen anew: it carries its new version from here on."""
    rows = queries.several(current_actor(), seen) if len(seen) <= rules.MOST_AT_ONCE else []
    if not form.is_submitted() and (found := rules.number_problems(len(seen))):
        form.add_problem(found[0])
    will = rules.in_words(form.order()) if outcomes else ""
    form.shown.data = form.order().key if is_foreseen else ""
    able = sum(not why for why in outcomes.values())
    context: dict[str, Any] = {"rows": rows, "outcomes": outcomes, "will": will, "able": able}
    return page(
        "at_once/change.html", form=form, is_foreseen=is_foreseen, grounds=queries.grounds(), **context
    )
