"""Form fields: the shape of input, with a Swedish sentence for everything that is not of the shape."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

from wtforms import (
    DateField,
    Field,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Email as EmailCheck
from wtforms.validators import InputRequired, Length, Optional, StopValidation, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from registry.core import identifiers
from registry.core.i18n import _, lazy
from registry.core.labels import labels_of
from registry.core.money import Money
from registry.core.text import clean

LINE, LONG = 300, 8000
_NUMBER = re.compile(r"\d{1,9}(?:[,.]\d{1,2})?", re.ASCII)


class Required(InputRequired):
    """The field must be filled in; a text of blanks does not count."""

    def __init__(self, message: Any = None) -> None:
        super().__init__(message or lazy("Fyll i det här."))

    def __call__(self, form: Any, field: Any) -> None:
        if isinstance(field.data, str) and not field.data.strip():
            field.errors[:] = []
            raise StopValidation(str(self.message))
        super().__call__(form, field)


def _tidy(text: str | None) -> str | None:
    return clean(text).strip() or None if text is not None else None


def _line(text: str | None) -> str | None:
    tidied = _tidy(text)
    return " ".join(tidied.split()) if tidied else None


def _rules(required: bool, *more: Any) -> list[Any]:
    return [Required() if required else Optional(), *more]


def _longest(most: int) -> Length:
    return Length(max=most, message=lazy("Texten är för lång. Högst %(max)s tecken.", max=most))


class Text(StringField):
    """One line of text; blanks trimmed, control characters removed. Empty becomes None."""

    def __init__(self, label: Any, *, required: bool = False, most: int = LINE, **more: Any) -> None:
        rules = _rules(required, _longest(most), *more.pop("rules", ()))
        super().__init__(label, rules, filters=[_line], **more)


class LongText(TextAreaField):
    """Several lines of text. Empty becomes None."""

    def __init__(self, label: Any, *, required: bool = False, most: int = LONG, **more: Any) -> None:
        super().__init__(label, _rules(required, _longest(most)), filters=[_tidy], **more)


class Password(PasswordField):
    """A password: taken as typed, never shown again."""

    def __init__(self, label: Any, **more: Any) -> None:
        super().__init__(label, _rules(True, _longest(200)), **more)


class Email(Text):
    """An e-mail address."""

    def __init__(self, label: Any, **more: Any) -> None:
        wrong = lazy("Skriv adressen så här: namn@exempel.se.")
        super().__init__(label, most=254, rules=[EmailCheck(message=wrong)], **more)


class Parsed(Field):
    """A field whose text is read by `parse`, which raises ValueError with the sentence to show; keeps what was typed."""

    widget = StringField.widget

    def __init__(
        self, label: Any, parse: Callable[[str], Any], *, required: bool = False, **more: Any
    ) -> None:
        super().__init__(label, _rules(required), **more)
        self.parse = parse

    def process_formdata(self, valuelist: list[str]) -> None:
        text = clean(valuelist[0]).strip() if valuelist else ""
        self.data = None
        if text:
            self.data = self.parse(text[:LINE])

    def shown(self) -> str:
        """Return the stored value as a person would type it."""
        return "" if self.data is None else str(self.data)

    def _value(self) -> str:
        return self.raw_data[0] if self.raw_data else self.shown()


class Amount(Parsed):
    """An amount in kronor. Negative amounts are refused unless `negative`."""

    def __init__(self, label: Any, *, negative: bool = False, **more: Any) -> None:
        super().__init__(label, Money.parse, **more)
        self.negative = negative

    def pre_validate(self, form: Any) -> None:
        if self.data is not None and self.data.ore < 0 and not self.negative:
            raise ValidationError(_("Beloppet kan inte vara negativt."))

    def shown(self) -> str:
        return "" if self.data is None else self.data.plain()


class Whole(Parsed):
    """A whole number between `least` and `most`."""

    def __init__(self, label: Any, *, least: int = 0, most: int = 1_000_000, **more: Any) -> None:
        super().__init__(label, self._read, **more)
        self.least, self.most = least, most

    def _read(self, text: str) -> int:
        digits = text.replace(" ", "").replace("\u00a0", "")
        if (
            not (digits.removeprefix("-").isascii() and digits.removeprefix("-").isdigit())
            or len(digits) > 12
        ):
            raise ValueError(_("Skriv ett heltal med siffror."))
        number = int(digits)
        if not self.least <= number <= self.most:
            raise ValueError(
                _("Skriv ett tal mellan %(least)s och %(most)s.", least=self.least, most=self.most)
            )
        return number


class Number(Parsed):
    """A number that need not be whole, with at most two decimals: `12` or `7,5`. Never negative."""

    def __init__(self, label: Any, **more: Any) -> None:
        super().__init__(label, self._read, **more)

    def _read(self, text: str) -> Decimal:
        match = _NUMBER.fullmatch(text.replace(" ", "").replace("\u00a0", ""))
        if not match:
            raise ValueError(_("Skriv ett tal, till exempel 40 eller 7,5."))
        return Decimal(match[0].replace(",", "."))

    def shown(self) -> str:
        return "" if self.data is None else f"{self.data.normalize():f}".replace(".", ",")


class OrganisationNumber(Parsed):
    """An organisation number, shown as `NNNNNN-NNNN`; personal identity numbers are refused."""

    def __init__(self, label: Any, **more: Any) -> None:
        super().__init__(label, identifiers.organisation_number, **more)


class Day(DateField):
    """A date between 1900 and 2200, typed or picked."""

    def __init__(self, label: Any, *, required: bool = False, **more: Any) -> None:
        super().__init__(label, _rules(required), format=["%Y-%m-%d", "%Y%m%d"], **more)

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata([clean(value).strip()[:20] for value in valuelist])
        except ValueError:
            raise ValueError(_("Skriv datumet så här: 2026-11-21.")) from None

    def pre_validate(self, form: Any) -> None:
        if isinstance(self.data, date) and not 1900 <= self.data.year <= 2200:
            raise ValidationError(_("Året ser fel ut. Skriv datumet så här: 2026-11-21."))


class _ClosedList:
    """Shared by the fields that choose from a closed list: the values are members, the words are the labels."""

    def __init__(self, label: Any, enum: type[Enum], *, required: bool = False, **more: Any) -> None:
        self.enum, self.needed, self.blank = enum, required, more.pop("blank", None)
        super().__init__(label, _rules(required), coerce=self._member, **more)  # type: ignore[call-arg]  # a mixin before a field
        self.choices = self._offered()  # made for each form, in the reader's language

    def _offered(self) -> list[tuple[Any, str]]:
        blank = [("", self.blank or _("Välj …"))] if self._has_blank() else []
        return [*blank, *((self.enum(value), word) for value, word in labels_of(self.enum))]

    def _has_blank(self) -> bool:
        return True

    def _member(self, value: Any) -> Any:
        return value if isinstance(value, self.enum) else (self.enum(value) if value else None)

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data: Any = None
        if valuelist and valuelist[0]:
            try:
                self.data = self.enum(valuelist[0])
            except ValueError:
                raise ValueError(_("Välj ett av alternativen.")) from None

    def pre_validate(self, form: Any) -> None:
        """Everything but a member is refused already when the value is read."""


class Choice(_ClosedList, SelectField):  # type: ignore[misc]  # the mixin narrows the field's own methods
    """One member of a closed list, from a select."""


class Pick(_ClosedList, RadioField):  # type: ignore[misc]  # the mixin narrows the field's own methods
    """One member of a closed list, from radio buttons."""

    def _has_blank(self) -> bool:
        return False


class YesNo(RadioField):
    """A question answered yes or no; None while unanswered."""

    def __init__(self, label: Any, *, required: bool = False, **more: Any) -> None:
        answers = [("yes", lazy("Ja")), ("no", lazy("Nej"))]
        super().__init__(label, _rules(required), choices=answers, coerce=str, **more)

    def process_data(self, value: Any) -> None:
        self.data = {True: "yes", False: "no"}.get(value, value)

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = valuelist[0] if valuelist and valuelist[0] in {"yes", "no"} else None

    def pre_validate(self, form: Any) -> None:
        """Anything but yes or no counts as unanswered."""

    @property
    def answer(self) -> bool | None:
        """The answer as a truth value."""
        return {"yes": True, "no": False}.get(self.data or "")


class Link(SelectField):
    """One record from a short list; the view fills in `offer()`. The value is its identifier."""

    def __init__(self, label: Any, *, required: bool = False, **more: Any) -> None:
        super().__init__(label, _rules(required), choices=[], coerce=lambda value: value or None, **more)

    def offer(self, records: Iterable[tuple[UUID, str]], blank: str | None = None) -> None:
        """Set what can be chosen: (identifier, words)."""
        self.choices = [("", blank or _("Välj …")), *((str(record), words) for record, words in records)]

    def process_data(self, value: Any) -> None:
        self.data = str(getattr(value, "id", value)) if value else None

    def pre_validate(self, form: Any) -> None:
        if self.data and self.data not in {value for value, *_rest in self.choices or []}:
            raise ValidationError(_("Välj ett av alternativen."))

    @property
    def chosen(self) -> UUID | None:
        """The chosen record's identifier."""
        return UUID(self.data) if self.data else None

    @property
    def offered(self) -> UUID | None:
        """The chosen record's identifier when it is on the list: for addresses, which nobody validates."""
        return self.chosen if self.data in {str(choice[0]) for choice in self.choices or []} else None


class Links(SelectMultipleField):
    """Several records from a list, as checkboxes; the view fills in `offer()`."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: Any, *, required: bool = False, **more: Any) -> None:
        rules = [Required(lazy("Välj minst ett alternativ."))] if required else [Optional()]
        super().__init__(label, rules, choices=[], coerce=str, **more)

    def offer(self, records: Iterable[tuple[UUID, str]]) -> None:
        """Set what can be chosen: (identifier, words)."""
        self.choices = [(str(record), words) for record, words in records]

    def process_data(self, value: Any) -> None:
        self.data = [str(getattr(item, "id", item)) for item in value or []]

    def pre_validate(self, form: Any) -> None:
        offered = {value for value, *_rest in self.choices or []}
        if any(value not in offered for value in self.data or []):
            raise ValidationError(_("Välj bland alternativen."))

    @property
    def chosen(self) -> list[UUID]:
        """The chosen records' identifiers, in the list's order."""
        picked = set(self.data or [])
        return [UUID(str(value)) for value, *_rest in self.choices or [] if value in picked]


class Several(SelectMultipleField):
    """Several members of a closed list, as checkboxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: Any, enum: type[Enum], *, required: bool = False, **more: Any) -> None:
        rules = [Required(lazy("Välj minst ett alternativ."))] if required else [Optional()]
        self.enum = enum
        super().__init__(label, rules, coerce=str, **more)
        self.choices = labels_of(enum)

    def process_data(self, value: Any) -> None:
        self.data = [str(getattr(item, "value", item)) for item in value or []]

    @property
    def chosen(self) -> list[Any]:
        """The chosen members, in the list's order."""
        return [member for member in self.enum if member.value in (self.data or [])]
