"""What an address asks for (`?q=…`), freed from what no page means and a database refuses, before anybody reads it."""

from functools import cached_property

from flask import Flask, Request
from werkzeug.datastructures import MultiDict

from registry.core.text import clean


class CleanRequest(Request):
    """A request whose query holds no NUL, no half of a surrogate pair and no other invisible character."""

    @cached_property
    def args(self) -> MultiDict[str, str]:
        """The query's values by name, as text that can be stored and searched for."""
        asked = super().args.items(multi=True)
        return self.parameter_storage_class((clean(name), clean(value)) for name, value in asked)


def init_app(app: Flask) -> None:
    """Let every request of the application be such a one."""
    app.request_class = CleanRequest
