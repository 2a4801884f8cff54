"""Pages of duplicates: the pairs to decide, the searches, merging two records and taking a merge back."""

from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue as Answer

from registry.access.permissions import Permission
from registry.core import clock
from registry.core.i18n import _, ngettext
from registry.partners.duplicates import actions, comparing, queries, representatives, rules
from registry.partners.duplicates.forms import FilterForm, MergeForm
from registry.partners.duplicates.models import Merge, Pair, PairState, Scan
from registry.partners.organisations import bound
from registry.partners.organisations.models import Organisation
from registry.web.forms import page, pressed, whole_or_zero
from registry.web.guard import current_actor, requires
from registry.web.lists import Tabs, cursor
from registry.web.redirect import local_path, redirect_to
from registry.web.transaction import attempt

bp = Blueprint("duplicates", __name__, url_prefix="/duplicates")

STATES = Tabs("state", [(state.value, state.words) for state in PairState])


@bp.get("/")
@requires(Permission.DUPLICATE_READ)
def index() -> Answer:
    """Show the pairs that may be one organisation, likeliest first, and how far the search has come."""
    actor, form, state = current_actor(), FilterForm(request.args), PairState(STATES.current())
    found = queries.page(actor, state, form.reason.data, cursor=cursor())
    is_more = found.before or found.after
    return render_template(
        "duplicates/index.html", form=form, state=state, scan=queries.latest_scan(actor), tabs=_tabs(),
        found=found,
        count=queries.count(actor, state, form.reason.data) if is_more else None, lines=comparing.of_pair,
    )  # fmt: skip


@bp.post("/scans")
@requires(Permission.DUPLICATE_DECIDE)
def begin_scan() -> Answer:
    """Begin to search the whole register, or what is new or changed since last time."""
    pressed()
    actions.begin_scan(whole="whole" in request.form, actor=current_actor(), at=clock.now())
    return redirect_to("duplicates.index", message=_("Genomgången har börjat. Den går vidare i bakgrunden."))


@bp.post("/scans/<uuid:scan_id>/stop")
@requires(Permission.DUPLICATE_DECIDE, load=queries.scan)
def stop_scan(scan: Scan) -> Answer:
    """Stop a search that is going on; what it has found is kept."""
    pressed()
    actions.stop_scan(scan, at=clock.now())
    return redirect_to("duplicates.index", message=_("Genomgången är stoppad. Det som hittats finns kvar."))


@bp.post("/<uuid:pair_id>/decide")
@requires(Permission.DUPLICATE_DECIDE, load=queries.pair)
def decide(pair: Pair) -> Answer:
    """Say that two are different organisations, that it is for later, or that it is open again."""
    pressed()
    asked = request.form.get("state")
    state = next((one for one in PairState if one.value == asked), PairState.LATER)
    seen = whole_or_zero(request.form.get("version"))
    actions.decide(pair, state, seen=seen, actor=current_actor(), at=clock.now())
    told = {
        PairState.DIFFERENT: _("Noterat: det är olika organisationer. Paret föreslås inte igen."),
        PairState.LATER: _("Paret ligger kvar under Senare."),
        PairState.OPEN: _("Paret är öppet igen."),
    }
    return _to(_back(), told[state])


@bp.post("/decide")
@requires(Permission.DUPLICATE_DECIDE)
def decide_many() -> Answer:
    """Say the same of all pairs that are ticked; each is noted by itself."""
    pressed()
    state = next((one for one in PairState if one.value == request.form.get("state")), PairState.LATER)
    chosen = queries.chosen(current_actor(), request.form.getlist("pair"))
    if not chosen:
        return _to(_back(), _("Kryssa i de par som det gäller."))
    number = actions.decide_many(chosen, state, actor=current_actor(), at=clock.now())
    return _to(_back(), ngettext("%(num)s par är noterat.", "%(num)s par är noterade.", number))


@bp.route("/merge/<uuid:kept_id>/<uuid:gone_id>", methods=["GET", "POST"])
@requires(Permission.DUPLICATE_DECIDE, load=queries.two)
def merge(both: tuple[Organisation, Organisation]) -> Answer:
    """Make two records one: who remains, and which values it takes over."""
    kept, gone = both
    kept_id, form, back = kept.id, MergeForm(), local_path(request.args.get("back"), "")
    a, b = comparing.values(kept), comparing.values(gone)
    form.offer(kept, gone, comparing.takeable(kept, gone), ticked=rules.filled(a, b))
    if form.validate_on_submit():
        actor, at = current_actor(), clock.now()
        with attempt(form):
            actions.merge(kept, gone, form.choices(), seen=form.seen_versions(), actor=actor, at=at)
        if form.ok:
            message = _("Organisationerna är nu en. Det går att ångra.")
            shown = redirect_to("organisations.show", organisation_id=kept_id, message=message)
            return _to(back, message) if back else shown
    lines = comparing.of_two(kept, gone)
    return page(
        "duplicates/merge.html",
        form=form,
        kept=kept,
        gone=gone,
        back=back,
        lines=lines,
        representatives=representatives.of_two(kept.id, gone.id, on=clock.today()),
        bound=bound.by(current_actor(), [kept.id, gone.id]),
    )


@bp.get("/merges")
@requires(Permission.DUPLICATE_READ)
def merges() -> Answer:
    """Show the merges that were made, newest first."""
    found = queries.merges(current_actor(), cursor=cursor())
    kept = [row.kept_id for row in found.rows if row.undone_at is None]
    return render_template(
        "duplicates/merges.html", found=found, bound=bound.by(current_actor(), kept) if kept else []
    )


@bp.post("/merges/<uuid:merge_id>/undo")
@requires(Permission.DUPLICATE_DECIDE, load=queries.merge)
def undo(made: Merge) -> Answer:
    """Take a merge back: both records are there again."""
    pressed()
    left = actions.undo(made, actor=current_actor(), at=clock.now())
    told = ngettext("%(num)s sak kunde inte återställas.", "%(num)s saker kunde inte återställas.", len(left))
    message = _("Sammanslagningen är ångrad.")
    return redirect_to("duplicates.merges", message=f"{message} {told}" if left else message)


def _back() -> str:
    return local_path(request.form.get("back"), url_for("duplicates.index"))


def _to(path: str, message: str) -> Answer:
    return redirect_to("duplicates.index", message=message, **_query(path))


def _query(path: str) -> dict[str, Any]:
    """Return the filter that a local address of the work page carries."""
    pairs = (part.partition("=") for part in path.partition("?")[2].split("&"))
    return {name: value for name, _sign, value in pairs if name in {"state", "reason"} and value}


def _tabs() -> list[dict[str, Any]]:
    current = STATES.current()
    reason = {"reason": request.args["reason"]} if request.args.get("reason") else {}
    addresses: list[tuple[str, Any, dict[str, Any]]] = [
        (value, words, {**reason, **STATES.part(value)}) for value, words in STATES.choices
    ]
    return [
        {"label": words, "url": url_for("duplicates.index", **address), "current": value == current}
        for value, words, address in addresses
    ]
