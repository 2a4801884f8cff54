"""The search in the header: a page that works without scripts, and the same answers while one types."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue as Answer

from registry.access.permissions import Permission
from registry.core.i18n import _
from registry.core.text import clean
from registry.finding import queries
from registry.finding.found import KindAnswer
from registry.web.guard import current_actor, requires

LONGEST = 100
bp = Blueprint("finding", __name__, url_prefix="/search")


@bp.get("/")
@requires(Permission.HOME)
def index() -> Answer:
    """Show what was found of everything that the person may see, in groups."""
    text = _typed()
    actor = current_actor()
    found = queries.everything(actor, text)
    return render_template("finding/index.html", text=text, groups=found, is_partner=actor.is_partner)


@bp.get("/suggestions")
@requires(Permission.HOME)
def suggestions() -> Answer:
    """Answer the best few of each kind, while one types."""
    groups = queries.everything(current_actor(), _typed(), most=queries.FEW)
    return [
        {
            "label": str(group.label),
            "number": _number(group.answer),
            "hits": [
                {
                    "title": hit.title,
                    "url": url_for(hit.endpoint, **hit.values),
                    "meta": hit.meta,
                    "why": f"{_('Träff:')} {hit.why}" if hit.why else "",
                }
                for hit in group.answer.hits
            ],
        }
        for group in groups
    ]


def _number(answer: KindAnswer) -> str:
    return _("fler än %(n)s", n=answer.number) if answer.more else str(answer.number)


def _typed() -> str:
    return " ".join(clean(request.args.get("q", ""), LONGEST).split())
