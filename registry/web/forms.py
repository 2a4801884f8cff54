"""The base of every form: cleaned text, problems at the right field, CSRF that never costs what was typed."""

from typing import Any

from flask import g, render_template, request
from flask_wtf import FlaskForm
from wtforms import HiddenField

from registry.core.errors import DomainError, Problem, Stale
from registry.core.i18n import _


class Form(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A form. `ok` tells, after validation and the attempt, whether everything went well."""

    status = 200

    @property
    def ok(self) -> bool:
        """Whether the form has been sent and nothing stands in the way."""
        return self.is_submitted() and not self.errors

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the shape of the input. A missing or old CSRF token is one more problem, told on top."""
        valid = bool(super().validate(extra_validators))
        if request.method != "GET" and not g.get("csrf_valid", False):
            self.csrf_token.errors = []  # said once, in our own words
            self.form_errors = [
                _("Sidan hade legat öppen för länge. Det du skrev finns kvar. Kontrollera och skicka igen.")
            ]
            valid = False
        if not valid:
            self.status = 422
        return valid

    def add_problem(self, problem: Problem) -> None:
        """Show the problem at its field, or on top when it concerns no field of this form."""
        field = self._fields.get(problem.field) if problem.field else None
        if field is None:
            self.form_errors = [*self.form_errors, problem.message]
        else:
            field.errors = [*field.errors, problem.message]

    def refuse(self, error: DomainError) -> None:
        """Show why the domain refused, and answer 422, or 409 when the record had changed in the meantime."""
        self.status = 409 if isinstance(error, Stale) else 422
        for problem in error.problems:
            self.add_problem(problem)


class EditForm(Form):
    """A form for something two people can edit: carries the version that the person saw."""

    version = HiddenField()

    def seen_version(self) -> int:
        """Return the version that the person saw; 0, which is never current, when the field was tampered with."""
        text = self.version.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def check_version(subject: Any, seen: int) -> None:
    """Raise Stale when the record is newer than the version the person saw."""
    if subject.version != seen:
        raise Stale(
            _("Någon annan har ändrat uppgifterna sedan du öppnade sidan. Det du skrev finns kvar här. Jämför och spara igen.")
        )


def page(template: str, *, form: Form, **context: Any) -> tuple[str, int]:
    """Render a form page: 200 when it is shown, 422 or 409 when what was sent must be put right."""
    return render_template(template, form=form, **context), form.status
