"""What can be attached, and when. Pure."""

from collections.abc import Collection

from registry.agreements.workflow import State
from registry.core.errors import Problem
from registry.core.i18n import _
from registry.documents.file_kinds import FileKind

MOST_FILES = 20


def attaching_problems(state: State, attached: int) -> list[Problem]:
    """Return why nothing can be attached now: only while the agreement is prepared, and not without end."""
    if attached >= MOST_FILES:
        return [Problem(_("Högst %(n)s bilagor får plats.", n=MOST_FILES), "file")]
    return removing_problems(state)


def removing_problems(state: State) -> list[Problem]:
    """Return why nothing can be taken away now: what is sent is decided with what was attached to it."""
    if state in {State.DRAFT, State.RETURNED}:
        return []
    return [Problem(_("Bilagor kan bara ändras medan avtalet bereds. Ta tillbaka ärendet först."))]


def repeated_problems(sha256: str, attached: Collection[str]) -> list[Problem]:
    """Return that the same file is attached already, as when a form is sent twice."""
    return [Problem(_("Samma fil är redan bilagd."), "file")] if sha256 in attached else []


def file_problems(size: int, kind: FileKind | None, *, most: int) -> list[Problem]:
    """Return why a file is not kept: empty, larger than `most` bytes, or of another kind than we keep."""
    if not size:
        return [Problem(_("Filen är tom."), "file")]
    if size > most:
        return [Problem(_("Filen är för stor. Högst %(n)s MB får plats.", n=most // 1_000_000), "file")]
    if kind is None:
        words = _(
            "Filen måste vara en PDF, en bild (JPEG eller PNG) eller ett dokument, ett kalkylblad eller en "
            "presentation utan makron (DOCX, XLSX, PPTX, ODT, ODS eller ODP)."
        )
        return [Problem(words, "file")]
    return []
