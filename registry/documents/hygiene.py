"""What is done to the data of a document before anything lays it out: hygiene of the text, limits on the amount."""

from typing import Any

from registry.core.i18n import _
from registry.core.text import clean
from registry.documents.errors import RenderFailed

FIELD_LENGTH = 20_000
# A word that fills more than a page has to be laid out anew for each of its lines: 18,000 letters take 12 s.
WORD_LENGTH = 2_000
TOTAL_LENGTH = 400_000
VALUES = 5_000


def tidy(data: dict[str, Any]) -> dict[str, Any]:
    """Return the data with every text cleaned (`core.text.clean`); lengths in characters, lists and keys kept.

    Raises `RenderFailed` naming the field when a text, or the whole, is larger than a document may hold.
    Nothing is cut: half an agreement is worse than none.
    """
    texts = list(_texts(data, ()))
    for path, text in texts:
        if len(text) > FIELD_LENGTH:
            raise RenderFailed(
                _(
                    "Texten i fältet %(field)s är för lång för ett dokument: %(length)s tecken, högst %(limit)s.",
                    field=path,
                    length=len(text),
                    limit=FIELD_LENGTH,
                )
            )
        if len(text) > WORD_LENGTH and any(len(word) > WORD_LENGTH for word in text.split()):
            raise RenderFailed(
                _(
                    "Fältet %(field)s har ett ord som är längre än %(limit)s tecken.",
                    field=path,
                    limit=WORD_LENGTH,
                )
            )
    if len(texts) > VALUES or sum(len(text) for _path, text in texts) > TOTAL_LENGTH:
        raise RenderFailed(_("Uppgifterna är för många för ett dokument. Lägg en del av dem i en bilaga."))
    tidied: dict[str, Any] = _tidied(data)
    return tidied


def _texts(value: Any, path: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return every text in the data with its place, as `parties.2.name`."""
    if isinstance(value, str):
        return [(".".join(path), value)]
    if isinstance(value, dict):
        return [found for key, item in value.items() for found in _texts(item, (*path, str(key)))]
    if isinstance(value, list):
        return [found for index, item in enumerate(value, 1) for found in _texts(item, (*path, str(index)))]
    return []


def _tidied(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {key: _tidied(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_tidied(item) for item in value]
    return value
