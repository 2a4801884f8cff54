"""When a question can be asked and answered. Pure."""

from collections.abc import Sequence
from uuid import UUID

from registry.core.errors import Problem
from registry.core.i18n import _

MOST_ASKED = 50  # in one round


def asking_problems(
    *, barred: Sequence[str], asked: int, prepared_by: UUID | None, is_asked: bool = False
) -> list[Problem]:
    """Return why nothing can be asked: of whoever may decide only what stands in that person's way is `barred`.

    `is_asked`: the same question waits for its answer already, as when a form is sent twice.
    """
    problems = [Problem(words) for words in barred]
    if is_asked:
        problems.append(Problem(_("Frågan är redan ställd och väntar på svar."), "question"))
    if prepared_by is None:
        problems.append(Problem(_("Ingen bereder ärendet nu, så det finns ingen att fråga.")))
    if asked >= MOST_ASKED:
        problems.append(Problem(_("Det finns redan många frågor. Återlämna ärendet i stället.")))
    return problems


def answering_problems(*, is_open: bool, is_answered: bool) -> list[Problem]:
    """Return why a question cannot be answered: once, and only while the matter waits for its decision."""
    if is_answered:
        return [Problem(_("Frågan är redan besvarad."))]
    return [] if is_open else [Problem(_("Ärendet väntar inte på beslut längre."))]
