"""The partner's own statements: what its organisation does with the city, as it stood when it asked."""

from flask import render_template
from flask.typing import ResponseReturnValue as Answer

from registry.access.permissions import Permission
from registry.core import clock
from registry.core.i18n import _
from registry.mapping.annexes.models import MappingAnnex
from registry.mapping.reports import actions
from registry.mapping.reports import queries as reports
from registry.mapping.reports.queries import ShownReport
from registry.partners.organisations.models import Organisation
from registry.partners.profiles import queries
from registry.portal.routes.blueprint import bp
from registry.web.download import file_response
from registry.web.forms import pressed
from registry.web.guard import current_actor, requires
from registry.web.redirect import redirect_to


@bp.get("/organisations/<uuid:organisation_id>/statements")
@requires(Permission.PORTAL, load=queries.own)
def statements(own: Organisation) -> Answer:
    """Show the statements that the organisation has asked for, and let it ask for one."""
    shown = reports.statements(current_actor(), own.id)
    return render_template("portal/statements.html", organisation=own, statements=shown)


@bp.post("/organisations/<uuid:organisation_id>/statements/new")
@requires(Permission.PORTAL, load=queries.own)
def ask_statement(own: Organisation) -> Answer:
    """Ask for what the register holds of what the organisation and the city do together, as it is now."""
    pressed()
    actions.ask_statement(own, actor=current_actor(), at=clock.now())
    message = _("Utdraget görs nu och finns här om en liten stund.")
    return redirect_to("portal.statements", message, organisation_id=own.id)


@bp.get("/organisations/<uuid:organisation_id>/statements/<uuid:report_id>/file")
@requires(Permission.PORTAL, load=reports.statement_file)
def statement_file(found: tuple[MappingAnnex, bytes]) -> Answer:
    """Send a statement: the bytes as they were made."""
    file, data = found
    return file_response(data, file.filename, file.media_type, etag=file.sha256)


@bp.get("/organisations/<uuid:organisation_id>/statements/<uuid:report_id>/progress")
@requires(Permission.PORTAL, load=reports.statement)
def statement_progress(shown: ShownReport) -> Answer:
    """Tell the page's script how far the work has come."""
    return {"at_work": shown.is_at_work, "done": shown.done, "all": shown.steps}
