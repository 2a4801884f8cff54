"""The texts of messages, with what they are about filled in."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from registry.core.i18n import SOURCE, speaking, spoken
from registry.notifications import delivery

TEXTS = Environment(
    loader=FileSystemLoader(Path(__file__).parents[2] / "templates" / "emails"),
    autoescape=select_autoescape(
        ("html",)
    ),  # these are plain text; `filled` makes every value one clean line
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def filled(name: str, language: str, **values: Any) -> tuple[str, str]:
    """Fill the text `emails/<name>.txt`, in another language `emails/<language>/<name>.txt`.

    Its first line is the subject, the rest after a blank line the body. Our own words among the values are in the
    language too; what people wrote stays as they wrote it.
    """
    with speaking(language):
        clean = {
            key: delivery.one_line(spoken(value)) if isinstance(value, str) else value
            for key, value in values.items()
        }
    path = f"{name}.txt" if language == SOURCE else f"{language}/{name}.txt"
    text = TEXTS.get_template(path).render(sender=delivery.settings().administration_name, **clean)
    subject, _blank, body = text.partition("\n\n")
    return delivery.one_line(subject), body
