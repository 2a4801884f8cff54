"""What of a form is carried over a sign-in: no secret, whatever its form is called."""

import importlib
import pkgutil
from collections.abc import Iterator

import registry
from registry.city.accounts.kept_text import SECRET_FIELDS, KeptText
from registry.web.fields import Password
from registry.web.forms import Form


def forms() -> Iterator[type[Form]]:
    for module in pkgutil.walk_packages(registry.__path__, "registry."):
        if "forms" in module.name.rsplit(".", 2)[1:]:
            importlib.import_module(module.name)
    waiting = [Form]
    while waiting:
        waiting += (below := waiting.pop().__subclasses__())
        yield from below


def test_every_password_of_every_form_stays_behind_and_nothing_else_does():
    fields = {
        (name, field.field_class)
        for form in forms()
        for name, field in vars(form).items()
        if hasattr(field, "field_class")
    }
    secret = {name for name, kind in fields if issubclass(kind, Password)}
    assert secret <= SECRET_FIELDS
    assert {name for name, kind in fields if not issubclass(kind, Password)} & SECRET_FIELDS == set()
    assert {"password", "current", "new"} <= secret


def test_what_is_shown_is_what_a_person_may_want_to_copy():
    texts = ("Språkkafé", "Språkkafé", "2026-11-21", "e_signature", " En rad\n")
    assert KeptText(tuple(("field", text) for text in texts)).shown == ["Språkkafé", "En rad"]
