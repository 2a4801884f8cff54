"""What can go wrong when a document is made. Apart from the renderer, so that the web process can catch them."""

from registry.core.errors import DomainError
from registry.core.i18n import _


class RenderFailed(DomainError):
    """The document could not be made; the message says what stood in the way."""


class RenderTooSlow(RenderFailed):
    """Making the document took longer than it may, or the renderer had no room for it in that time."""


class DocumentInvalid(RenderFailed):
    """The document was made but is not archival and accessible; `faults` are the sentences that say why."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__(_("Dokumentet klarade inte kontrollen: %(faults)s.", faults="; ".join(faults)))
