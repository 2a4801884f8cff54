"""The base of every form: cleaned text, problems at the right field, CSRF that never costs what was typed."""

from collections.abc import Iterable, Iterator, Sequence
from http import HTTPStatus
from typing import Any

from flask import g, render_template, request
from flask_wtf import FlaskForm
from flask_wtf.csrf import CSRFError
from flask_wtf.file import FileField
from wtforms import BooleanField, Field, FieldList, FormField, HiddenField, SelectField, SubmitField
from wtforms import Form as BaseFormClass
from wtforms.form import BaseForm

from registry.core.errors import DomainError, Problem, Stale
from registry.core.i18n import _, lazy
from registry.core.record_fields import RecordField
from registry.web.fields.choosing import RecordCheckboxes, RecordSelect, YesNo


class Form(FlaskForm):
    """A form. `ok` tells, after validation and the attempt, whether everything went well."""

    http_status = 200
    must_send_again = False  # what was typed may be right: only the page or the session was too old

    @property
    def ok(self) -> bool:
        """Whether the form has been sent and nothing stands in the way."""
        return self.is_submitted() and not self.errors

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the shape of the input. A missing or old CSRF token is one more problem, told on top."""
        valid = bool(super().validate(extra_validators))
        if request.method != "GET" and not g.get("csrf_valid", False):
            self.csrf_token.errors = []  # said once, in our own words
            self.form_errors, self.must_send_again = [_why_again()], True
            valid = False
        if not valid:
            self.http_status = 422
        return valid

    def values_of(self, fields: Iterable[RecordField]) -> dict[str, Any]:
        """Return what stands in the controls of a record's fields, by name: other records by their identifiers."""
        return {field.name: _value_of(self[field.name]) for field in fields if field.name in self}

    def add_problem(self, problem: Problem) -> None:
        """Show the problem at its field, or on top when it concerns no field of this form."""
        field = (
            next((f for name, f in _every(self) if name == problem.field), None) if problem.field else None
        )
        if field is None:
            self.form_errors = [*self.form_errors, problem.message]
        else:
            field.errors = [*field.errors, problem.message]
        for rows in self:
            if isinstance(rows, Rows):
                rows.collect()

    def tell_lost_files(self) -> None:
        """Say at each chosen file that it must be chosen again: no browser sends it back, unlike what was typed."""
        if self.http_status == HTTPStatus.OK:
            return
        for field in self:
            sent = field.data if isinstance(field, FileField) else None
            if sent and sent.filename and not field.errors:
                field.errors = [_("Välj filen igen. Den följer inte med när något annat ska rättas.")]

    def refuse(self, error: DomainError) -> None:
        """Show why the domain refused, and answer 422, or 409 when the record had changed in the meantime."""
        self.http_status = 409 if isinstance(error, Stale) else 422
        for problem in error.problems:
            self.add_problem(problem)


def _value_of(control: Field) -> Any:
    match control:
        case RecordSelect():
            return control.offered
        case RecordCheckboxes():
            return tuple(control.chosen)
        case YesNo():
            return control.answer
        case _:
            return control.data


def _why_again() -> str:
    if g.get("came_back"):
        return _(
            "Du är inloggad igen. Det du skrev finns kvar här men är inte sparat. Kontrollera och skicka igen."
        )
    return _("Sidan hade legat öppen för länge. Det du skrev finns kvar. Kontrollera och skicka igen.")


def _every(form: BaseForm) -> Iterator[tuple[str, Field]]:
    """Yield the form's fields and those of its rows by name. `rows-2-year` is the year of the third row that is not
    blank, for that is how an action that is given the filled rows counts them.
    """
    for field in form:
        yield field.name, field
        for position, row in enumerate(field.filled if isinstance(field, Rows) else ()):
            yield from ((f"{field.name}-{position}-{inner.short_name}", inner) for inner in row)


class FormRow(BaseFormClass):
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
    """Several rows of the same fields. `filled` are those that a person wrote something in; more than `most` are
    refused at the first row too many, and shown again up to twice as many.
    """

    def __init__(self, row: type[FormRow], label: Any = "", most: int = 60, **more: Any) -> None:
        super().__init__(FormField(row), label, min_entries=0, max_entries=2 * most, **more)
        self.most = most

    def validate(self, form: Any, extra_validators: Any = ()) -> bool:
        """Check each row, and that they are not too many."""
        super().validate(form, extra_validators)
        if extra := self.filled[self.most :]:
            first = next(iter(extra[0]))
            first.errors = [
                *first.errors,
                _("Det är för många rader. Högst %(most)s får plats.", most=self.most),
            ]
            self.collect()
        return not self.errors

    def collect(self) -> None:
        """Let the form know what has been said at the fields of the rows after they were checked."""
        found = [entry.errors for entry in self.entries]
        self.errors = found if any(found) else []

    @property
    def filled(self) -> list[Any]:
        """The rows that are not blank, as forms."""
        return [entry.form for entry in self.entries if not entry.form.is_blank]

    def differing(self, now: "Rows") -> list[tuple[str, list[str]]]:
        """Return the stored rows in words under the list's label, when they are not those that were typed."""
        model = self.entries[0].form if self.entries else None
        typed, stored = ([_row_in_words(row, model) for row in rows.filled] for rows in (self, now))
        return [] if typed == stored else [(str(self.label.text), stored)]

    def add_blank(self, rows: int = 1) -> None:
        """Show so many blank rows after those that exist."""
        for _number in range(rows):
            if len(self.entries) < self.most:
                self.append_entry()


def _row_in_words(row: FormRow, model: FormRow | None) -> str:
    """`model` is a row of the form on the page, which knows the words of its choices."""
    shown = [field for field in row if not isinstance(field, HiddenField)]
    words = [_in_words(model[field.short_name] if model else field, field.data) for field in shown]
    return ", ".join(word for word in words if word)


class PlainForm(BaseFormClass):
    """What the address asks for. It changes nothing, so it has no token, and what cannot be read is not chosen."""


class FileForm(Form):
    """A form that brings a file."""

    file = FileField(lazy("Fil"))

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the shape; a file must have been chosen."""
        valid = super().validate(extra_validators)
        if not getattr(self.file.data, "filename", ""):
            self.file.errors = [_("Välj en fil.")]
            self.http_status, valid = 422, False
        return valid


NOT_COMPARED: tuple[type[Any], ...] = (HiddenField, FieldList, BooleanField, SubmitField)


class EditForm(Form):
    """A form for something two people can edit: carries the version that the person saw."""

    version = HiddenField()
    stored: Sequence[tuple[str, Any]] = ()

    def seen_version(self) -> int:
        """Return the version that the person saw; 0, never current, when somebody tampered with the field."""
        sent = self.version.raw_data
        return whole_or_zero(sent[0] if sent else None)

    def renew(self, record: Any, **given: Any) -> None:
        """After a stale attempt, let the person compare and save again: note in `stored` what is stored now where it
        differs from what was typed, and carry the version as stored. `given` is what the form was opened with.
        """
        if self.http_status != HTTPStatus.CONFLICT:
            return
        now = type(self)(formdata=None, obj=record, **given)
        typed = [field for field in self if not isinstance(field, NOT_COMPARED)]
        differing = [field for field in typed if _settled(field.data) != _settled(now[field.name].data)]
        self.stored = [(str(field.label.text), _in_words(field, now[field.name].data)) for field in differing]
        self.stored += [
            told for rows in self if isinstance(rows, Rows) for told in rows.differing(now[rows.name])
        ]
        self.version.data = str(given.get("version", getattr(record, "version", "")))


def whole_or_zero(text: str | None) -> int:
    """Return the whole number that a hidden field carries; 0 when somebody put something else in it."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0


def _settled(value: Any) -> Any:
    return sorted(map(str, value)) if isinstance(value, list) else (value or None)


def _in_words(field: Field, value: Any) -> str:
    if isinstance(value, bool):
        return str(field.label.text) if value else ""
    choices = {choice.value: str(choice.label) for choice in getattr(field, "choices", None) or ()}
    chosen = value if isinstance(value, list) else [value]
    return ", ".join(choices.get(one, str(one)) for one in chosen if one not in (None, ""))


def page(template: str, *, form: Form, **context: Any) -> tuple[str, int]:
    """Render a form page: 200 when it is shown, 422 or 409 when what was sent must be put right."""
    form.tell_lost_files()
    return render_template(template, form=form, **context), form.http_status


def pressed() -> None:
    """Let a button's small form through when it carries this session's token; otherwise
    raise CSRFError (400) before anything is done.
    """
    if not g.get("csrf_valid", False):
        raise CSRFError(_("Sidan hade legat öppen för länge. Gå tillbaka, ladda om sidan och försök igen."))
