"""What can go wrong when a document is made, apart from the renderer so that the web process can catch it."""

from registry.core.errors import DomainError


class RenderFailed(DomainError):
    """The document could not be made; the message says what stood in the way."""


class RenderTooSlow(RenderFailed):
    """Making the document took longer than it may, or the renderer had no room for it in that time."""


class DocumentInvalid(RenderFailed):
    """The document was made but is not archival and accessible; the message names what failed."""
