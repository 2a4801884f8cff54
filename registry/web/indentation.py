"""Templates are indented for those who read them; what they are indented by is not sent."""

import re
from collections.abc import Iterator

from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

_SPACES = re.compile(r"\s{2,}")


class Unindented(Extension):
    """Leave one line break or one space of each run of them in a template's text: HTML makes no difference between
    them (HTML 3.2.5, CSS Text 4.1.1), and no template holds a <pre>. Done once, when a template is compiled.
    """

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Return the tokens, those of text with single spaces."""
        for token in stream:
            yield Token(token.lineno, token.type, _single(token.value)) if token.type == "data" else token


def _single(text: str) -> str:
    return _SPACES.sub(lambda run: "\n" if "\n" in run[0] else " ", text)
