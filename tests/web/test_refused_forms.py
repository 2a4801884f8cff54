"""Whatever is wrong in whichever form: the page says so first, and each line of the summary leads to its field."""

import pytest
from flask import Flask
from wtforms.form import BaseForm

from registry.web.forms import Form
from tests.access.test_rights import an_import, doors

pytestmark = [pytest.mark.stage("demo"), pytest.mark.usefixtures("an_import")]
__all__ = ["an_import"]

PERSONAS = ("handlaggare", "beredning", "enhetschef", "registrator", "admin", "svenskamedbaby")


def put_errors(form: BaseForm) -> None:
    """Say that something is wrong at every field of the form and of its rows."""
    for field in form:
        if hasattr(field, "entries"):
            for row in field.entries:
                put_errors(row.form)
            field.errors = [row.errors for row in field.entries]
        else:
            field.errors = ["Fel."]


def refuse(form: Form, extra_validators: object = None) -> bool:
    put_errors(form)
    form.http_status = 422
    return False


def test_each_error_of_each_form_leads_to_its_field(app: Flask, monkeypatch: pytest.MonkeyPatch):
    """Every page a form comes back on is read by the checking client, in English: that finds unmarked Swedish too."""
    left, shown, found = [door for door in doors(app) if "POST" in door.methods], set(), []
    for persona in PERSONAS:
        client = app.test_client()
        client.set_cookie("language", "en")
        client.sign_in(persona)
        with monkeypatch.context() as patched:
            patched.setattr(Form, "validate", refuse)
            for door in list(left):
                try:
                    status = client.post(door.path).status_code
                except AssertionError as fault:
                    status = found.append(f"{door.endpoint}: {fault}") or 422
                if status == 422:
                    shown.add(door.endpoint)
                    left.remove(door)
    assert found == []
    assert len(shown) > 40, sorted(shown)
