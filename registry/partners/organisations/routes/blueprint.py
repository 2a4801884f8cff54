"""The blueprint of the organisations' pages, and where a change there ends."""

from flask import Blueprint
from werkzeug.wrappers import Response

from registry.partners.organisations.models import Organisation
from registry.web.redirect import redirect_to

bp = Blueprint("organisations", __name__, url_prefix="/organisations")


def shown(organisation: Organisation, message: str) -> Response:
    """Return to the organisation's page with what was done."""
    return redirect_to("organisations.show", organisation_id=organisation.id, message=message)
