"""The partner's own statement as a file: what its organisation does with the city."""

import hashlib

from flask.typing import ResponseReturnValue as Answer

from registry.access.permissions import Permission
from registry.core import clock
from registry.mapping.reports import statement as stating
from registry.partners.organisations.models import Organisation
from registry.partners.profiles import queries
from registry.portal.routes.blueprint import bp
from registry.settings import current
from registry.web.download import file_response
from registry.web.front.slow import slow
from registry.web.guard import current_actor, requires
from registry.web.transaction import let_go


@bp.get("/organisations/<uuid:organisation_id>/statement.pdf")
@slow("GET")
@requires(Permission.PORTAL, load=queries.own)
def statement(own: Organisation) -> Answer:
    """Send what the register holds of what the organisation and the city do together, as it is now."""
    told = stating.content(own, actor=current_actor(), settings=current(), at=clock.now())
    let_go()
    made = stating.document(told)
    return file_response(
        made, stating.filename(told), "application/pdf", etag=hashlib.sha256(made).hexdigest()
    )
