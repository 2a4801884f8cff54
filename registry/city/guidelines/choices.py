"""The closed list that the guidelines give: the kinds of formal collaboration (AMF 2024/717)."""

from registry.core.i18n import lazy
from registry.core.labels import Labelled


class Kind(Labelled):
    """The three kinds of formal collaboration that AMF 2024/717 names."""

    GRANT = "grant", lazy("Föreningsbidrag")
    IOP = "iop", lazy("Idéburet offentligt partnerskap (IOP)")
    PROJECT = "project", lazy("Projekt med extern finansiering")
