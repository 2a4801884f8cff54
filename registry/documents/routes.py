"""Fetching a stored document."""

from flask import Blueprint
from werkzeug.wrappers import Response

from registry.access.permissions import Permission
from registry.documents import queries
from registry.documents.models import Document
from registry.documents.remarks import handed_out
from registry.web.download import file_response
from registry.web.guard import requires

bp = Blueprint("documents", __name__, url_prefix="/documents")


@bp.get("/<uuid:document_id>")
@requires(Permission.AGREEMENT_READ, load=queries.document)
def show(document: Document) -> Response:
    """Send the stored bytes, after a cover page when something must be known before they are read."""
    file = handed_out(document)
    told = {"etag": file.etag, "shown": document.disposition}
    return file_response(file.content, document.filename, document.media_type, **told)
