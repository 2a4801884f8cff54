"""The closed list of files."""

from registry.core.i18n import lazy
from registry.core.labels import Labelled


class AnnexFormat(Labelled):
    """The files that what is frozen is handed out as."""

    PDF = "pdf", lazy("PDF")
    XLSX = "xlsx", lazy("Excel")
    JSON = "json", lazy("JSON")
