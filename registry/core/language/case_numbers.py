"""Case numbers of a diary in a text, in any spelling: `AMF 2024/717`, `amf-2024-0717`, `AMF2024/717`."""

import re

from registry.core.identifiers import case_number_key
from registry.core.language.spelling import LONGEST_WORD, words

_NUMBER = re.compile(r"(?<!\w)[^\W\d_]{1,6}[\s-]?(?:19|20)\d\d\s?[/:\u2010-\u2015-]\s?\d{1,6}(?!\w)")


def taken_out(text: str) -> tuple[list[tuple[str, str]], str]:
    """Return the case numbers in a text, as (typed, one form of all spellings), and the text without them."""
    found = [(match[0], in_one_form(match[0])) for match in _NUMBER.finditer(text)]
    return found, _NUMBER.sub(" ", text)


def in_one_form(number: str) -> str:
    """Return the word that all spellings of a case number share: `amf2024717`."""
    return "".join(words(case_number_key(number)))[:LONGEST_WORD]
