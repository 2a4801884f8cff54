"""The whole list of what waits, behind the first page; and reading what is to be decided, one after the other."""

from typing import Any
from uuid import UUID

from flask import Blueprint, render_template, request

from registry.access import waiting
from registry.access.actor import Actor
from registry.access.kinds_of_waiting import WaitingKind
from registry.access.permissions import Permission
from registry.core import clock
from registry.core.i18n import _
from registry.core.labels import label
from registry.inbox import decision_queue
from registry.inbox.home import page, rules
from registry.web import waiting as lines
from registry.web.guard import current_actor, requires
from registry.web.redirect import address, redirect_to

bp = Blueprint("inbox", __name__, url_prefix="/inbox")
OTHERS = "others"


@bp.get("/")
@requires(Permission.REPORT_READ)
def index() -> str:
    """Show all that waits, one kind of it, or what waits for somebody else."""
    actor, on, chosen = current_actor(), clock.today(), request.args.get("kind", "")
    mine, others = waiting.mine_and_others(actor, on)
    folded, kinds = rules.folded(mine), lines.by_kind(mine)
    found = page.rows([one for one in mine if one.kind == chosen] if chosen else folded, on)
    tabs = [_tab("", _("Allt"), len(folded), chosen)]
    tabs += [_tab(kind.value, label(kind), number, chosen) for kind, number in kinds]
    if others:
        tabs.append(_tab(OTHERS, _("Väntar på andra"), len(others), chosen))
    return render_template(
        "inbox/index.html",
        lead=page.lead(found) if found else "",
        groups=page.groups(found),
        others=page.for_others(others, on) if chosen == OTHERS else [],
        tabs=tabs,
        decisions=dict(kinds).get(WaitingKind.DECIDE, 0),
    )


def _tab(kind: str, words: str, number: int, chosen: str) -> dict[str, Any]:
    url = address("inbox.index", **({"kind": kind} if kind else {}))
    return {"label": words, "url": url, "current": kind == chosen, "badge": number}


@bp.get("/read")
@requires(Permission.AGREEMENT_DECIDE)
def first() -> Any:
    """Begin to read what waits for one's decision."""
    first_one = next(iter(decision_queue.waiting(current_actor(), clock.today())), None)
    if first_one is None:
        return redirect_to("inbox.index")
    return redirect_to("inbox.read", matter_id=first_one)


def _waiting(actor: Actor, matter_id: UUID) -> Any:
    return decision_queue.matter(actor, matter_id, clock.today())


@bp.get("/read/<uuid:matter_id>")
@requires(Permission.AGREEMENT_DECIDE, load=_waiting)
def read(matter: Any) -> str:
    """Show one matter in short, with the way to the one before, the one after, and to its own decision."""
    return render_template("inbox/read.html", **decision_queue.page(matter, current_actor(), clock.now()))
