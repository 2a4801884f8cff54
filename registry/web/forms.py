"""The base of every form: cleaned text, problems at the right field, CSRF that never costs what was typed."""

from collections.abc import Iterator, Sequence
from http import HTTPStatus
from typing import Any

from flask import g, render_template, request
from flask_wtf import FlaskForm
from flask_wtf.csrf import CSRFError
from wtforms import BooleanField, Field, FieldList, FormField, HiddenField, SelectField, SubmitField
from wtforms import Form as BaseFormClass
from wtforms.form import BaseForm

from registry.core.errors import DomainError, Problem, Stale
from registry.core.i18n import _


class Form(FlaskForm):
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
        field = next((f for f in _every(self) if f.name == problem.field), None) if problem.field else None
        if field is None:
            self.form_errors = [*self.form_errors, problem.message]
        else:
            field.errors = [*field.errors, problem.message]

    def refuse(self, error: DomainError) -> None:
        """Show why the domain refused, and answer 422, or 409 when the record had changed in the meantime."""
        self.status = 409 if isinstance(error, Stale) else 422
        for problem in error.problems:
            self.add_problem(problem)


def _every(form: BaseForm) -> Iterator[Field]:
    """Yield the form's fields and those of its rows."""
    for field in form:
        yield field
        for entry in getattr(field, "entries", ()):
            yield from _every(entry.form) if hasattr(entry, "form") else (entry,)


class Row(BaseFormClass):
    """One row among several in a form. A row that is left blank counts for nothing and is not checked."""

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed in the row: selects do not count, since they always hold something."""
        typed = [field for field in self if not isinstance(field, SelectField | BooleanField)]
        return not any(field.data or any(str(raw).strip() for raw in field.raw_data or ()) for field in typed)

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the row unless it is blank."""
        if self.is_blank:
            return True
        return bool(super().validate(extra_validators))


class Rows(FieldList):  # type: ignore[type-arg]  # generic in its stubs only
    """Several rows of the same fields. `filled` are those that a person wrote something in."""

    def __init__(self, row: type[Row], label: Any = "", most: int = 60, **more: Any) -> None:
        super().__init__(FormField(row), label, min_entries=0, max_entries=most, **more)

    @property
    def filled(self) -> list[Any]:
        """The rows that are not blank, as forms."""
        return [entry.form for entry in self.entries if not entry.form.is_blank]

    def add_blank(self, rows: int = 1) -> None:
        """Show so many blank rows after those that exist."""
        for _number in range(rows):
            if len(self.entries) < (self.max_entries or 0):
                self.append_entry()


class PlainForm(BaseFormClass):
    """What the address asks for. It changes nothing, so it has no token, and what cannot be read is not chosen."""


NOT_COMPARED: tuple[type[Any], ...] = (HiddenField, FieldList, BooleanField, SubmitField)


class EditForm(Form):
    """A form for something two people can edit: carries the version that the person saw."""

    version = HiddenField()
    stored: Sequence[tuple[str, str]] = ()

    def seen_version(self) -> int:
        """Return the version that the person saw; 0, which is never current, when the field was tampered with."""
        text = self.version.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0

    def renew(self, record: Any, **given: Any) -> None:
        """After a stale attempt, let the person compare and save again: note in `stored` what is stored now where it
        differs from what was typed, and carry the version as stored. `given` is what the form was opened with.
        """
        if self.status != HTTPStatus.CONFLICT:
            return
        now = type(self)(formdata=None, obj=record, **given)
        typed = [
            field
            for field in self
            if not isinstance(field, NOT_COMPARED)
        ]
        differing = [field for field in typed if _settled(field.data) != _settled(now[field.name].data)]
        self.stored = [(str(field.label.text), _in_words(field, now[field.name].data)) for field in differing]
        self.version.data = str(given.get("version", getattr(record, "version", "")))


def _settled(value: Any) -> Any:
    return sorted(map(str, value)) if isinstance(value, list) else (value or None)


def _in_words(field: Field, value: Any) -> str:
    choices = {choice.value: str(choice.label) for choice in getattr(field, "choices", None) or ()}
    chosen = value if isinstance(value, list) else [value]
    return ", ".join(choices.get(one, str(one)) for one in chosen if one not in (None, ""))


def page(template: str, *, form: Form, **context: Any) -> tuple[str, int]:
    """Render a form page: 200 when it is shown, 422 or 409 when what was sent must be put right."""
    return render_template(template, form=form, **context), form.status


def pressed() -> None:
    """Let a button's small form through when it carries this session's token; otherwise
    raise CSRFError (400) before anything is done.
    """
    if not g.get("csrf_valid", False):
        raise CSRFError(_("Sidan hade legat öppen för länge. Gå tillbaka, ladda om sidan och försök igen."))
