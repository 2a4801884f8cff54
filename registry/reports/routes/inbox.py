"""The inbox with all that waits, and reading what is to be decided, one matter after the other."""

from typing import Any
from uuid import UUID

from flask import Blueprint, render_template, request

from registry.access.actor import Actor
from registry.access.permissions import Permission
from registry.core import clock
from registry.core.i18n import _
from registry.core.labels import label
from registry.reports import reading, tasks, urgency
from registry.web.guard import current_actor, requires
from registry.web.redirect import address, redirect_to

bp = Blueprint("inbox", __name__, url_prefix="/inbox")


@bp.get("/")
@requires(Permission.REPORT_READ)
def index() -> str:
    """Show all that waits, or one kind of it."""
    waiting, chosen = tasks.waiting(current_actor(), clock.now()), request.args.get("kind", "")
    kinds = urgency.by_kind(waiting)
    tabs = [{"label": _("Allt"), "url": address("inbox.index"), "current": not chosen, "badge": len(waiting)}]
    tabs += [
        {
            "label": label(kind),
            "url": address("inbox.index", kind=kind.value),
            "current": kind.value == chosen,
            "badge": number,
        }
        for kind, number in kinds
    ]
    shown = [one for one in waiting if not chosen or one.kind == chosen]
    decisions = dict(kinds).get(urgency.TaskKind.DECIDE, 0)
    return render_template("inbox/index.html", tasks=shown, tabs=tabs, decisions=decisions)


@bp.get("/read")
@requires(Permission.AGREEMENT_DECIDE)
def first() -> Any:
    """Begin to read what waits for one's decision."""
    first_one = next(iter(reading.waiting(current_actor(), clock.now())), None)
    if first_one is None:
        return redirect_to("inbox.index")
    return redirect_to("inbox.read", matter_id=first_one)


def _waiting(actor: Actor, matter_id: UUID) -> Any:
    return reading.matter(actor, matter_id, clock.now())


@bp.get("/read/<uuid:matter_id>")
@requires(Permission.AGREEMENT_DECIDE, load=_waiting)
def read(matter: Any) -> str:
    """Show one matter in short, with the way to the one before, the one after, and to its own decision."""
    return render_template("inbox/read.html", **reading.page(matter, current_actor(), clock.now()))
