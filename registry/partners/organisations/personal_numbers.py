"""No person's number enters by a form or a proposal; lists have a sieve of their own (`exchange/formats`). Pure."""

from registry.core import personal
from registry.core.errors import Problem
from registry.core.i18n import _


def number_problems(number: str | None) -> list[Problem]:
    """An organisation number is never a person's: the register holds neither sole traders' numbers nor birth dates."""
    return [Problem(_no_person(), "number")] if number and personal.is_personal(number) else []


def text_problems(**texts: str | None) -> list[Problem]:
    """Return in which of the texts, by field, a personal identity number stands (dataskyddslagen 3:10)."""
    return [
        Problem(_no_person(), name) for name, text in texts.items() if text and personal.has_personal(text)
    ]


def _no_person() -> str:
    return _(
        "Här står ett personnummer. Registret får inte innehålla personnummer, inte heller för enskild firma."
    )
