"""The blueprint of the pages of decisions, and where a change there ends."""

from uuid import UUID

from flask import Blueprint
from werkzeug.wrappers import Response

from registry.web.redirect import redirect_to

bp = Blueprint("decisions", __name__, url_prefix="/decisions")


def shown(message: str, *, list_id: UUID | None = None, decision_id: UUID | None = None) -> Response:
    """Return to the page of the list or of the decision with what was done."""
    if list_id is not None:
        return redirect_to("decisions.show_list", message, list_id=list_id)
    return redirect_to("decisions.show", message, decision_id=decision_id)
