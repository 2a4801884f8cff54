"""Case numbers of a diary in a text, in any spelling: `AMF 2024/717`, `amf-2024-0717`, `AMF2024/717`."""

import re

from registry.core.identifiers import case_number_key
from registry.core.language.spelling import LONGEST_WORD, words

# After a hyphen or a dash a year ends a period (`avtal 2024-2027`), and what goes on is a day (`den 2024-05-17`).
_YEAR, _DASH = r"(?:19|20)\d\d", r"[\u2010-\u2015-]"
_NUMBER = re.compile(
    rf"(?<!\w)[^\W\d_]{{1,6}}[\s-]?{_YEAR}\s?(?:[/:]|{_DASH}(?!\s?{_YEAR}(?!\w)))\s?\d{{1,6}}(?!\w|{_DASH}\d)"
)


def taken_out(text: str) -> tuple[list[tuple[str, str]], str]:
    """Return the case numbers in a text, as (typed, one form of all spellings), and the text without them."""
    found = [(match[0], in_one_form(match[0])) for match in _NUMBER.finditer(text)]
    return found, _NUMBER.sub(" ", text)


def in_one_form(number: str) -> str:
    """Return the word that all spellings of a case number share: `amf2024717`."""
    return "".join(words(case_number_key(number)))[:LONGEST_WORD]
