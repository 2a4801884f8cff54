"""Fields that are typed in: texts, numbers, amounts, dates and identifiers."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from wtforms import DateField, Field, PasswordField, StringField, TextAreaField
from wtforms.validators import Email as EmailCheck
from wtforms.validators import InputRequired, Length, Optional, StopValidation, ValidationError
from wtforms.widgets import TextInput

from registry.core import identifiers
from registry.core.i18n import _, lazy
from registry.core.labels import Labelled, label
from registry.core.money import Money
from registry.core.record_fields import FILL_IN
from registry.core.text import clean

LINE, LONG = 300, 8000
_NUMBER = re.compile(r"\d{1,9}(?:[,.]\d{1,2})?", re.ASCII)


class Required(InputRequired):
    """The field must be filled in; blanks and invisible characters do not count."""

    def __init__(self, message: Any = None) -> None:
        super().__init__(message or FILL_IN)

    def __call__(self, form: Any, field: Any) -> None:
        typed = field.raw_data[0] if field.raw_data else ""
        if isinstance(typed, str) and not clean(typed).strip():
            field.errors[:] = []
            raise StopValidation(str(self.message))
        super().__call__(form, field)


def _tidy(text: str | None) -> str | None:
    return clean(text).strip() or None if text is not None else None


def _line(text: str | None) -> str | None:
    tidied = _tidy(text)
    return " ".join(tidied.split()) if tidied else None


def rules_of(required: Any, *more: Any) -> list[Any]:
    """Return a field's validators: whether it must be filled in, perhaps what is said where it is not, and more."""
    return [Required(None if required is True else required) if required else Optional(), *more]


def _longest(most: int) -> Length:
    return Length(max=most, message=lazy("Texten är för lång. Högst %(max)s tecken.", max=most))


class Text(StringField):
    """One line of text; blanks trimmed, control characters removed. Empty becomes None."""

    def __init__(self, label: Any, *, required: bool = False, most: int = LINE, **more: Any) -> None:
        rules = rules_of(required, _longest(most), *more.pop("rules", ()))
        super().__init__(label, rules, filters=[_line], **more)


class LongText(TextAreaField):
    """Several lines of text. Empty becomes None."""

    def __init__(self, label: Any, *, required: bool = False, most: int = LONG, **more: Any) -> None:
        super().__init__(label, rules_of(required, _longest(most)), filters=[_tidy], **more)


class Password(PasswordField):
    """A password: taken as typed, never shown again."""

    def __init__(self, label: Any, **more: Any) -> None:
        super().__init__(label, rules_of(True, _longest(200)), **more)


class Email(Text):
    """An e-mail address."""

    def __init__(self, label: Any, **more: Any) -> None:
        wrong = lazy("Skriv adressen så här: namn@exempel.se.")
        super().__init__(label, most=254, rules=[EmailCheck(message=wrong)], **more)


class Parsed(Field):
    """A field whose text `parse` reads; it raises ValueError with the sentence to show. Keeps what was typed."""

    widget = TextInput()

    def __init__(
        self, label: Any, parse: Callable[[str], Any], *, required: bool = False, **more: Any
    ) -> None:
        super().__init__(label, rules_of(required), **more)
        self.parse = parse

    def process_formdata(self, valuelist: list[str]) -> None:
        text = clean(valuelist[0]).strip() if valuelist else ""
        self.data = None
        if text:
            self.data = self.parse(text[:LINE])

    def shown(self) -> str:
        """Return the stored value as a person would type it."""
        return (
            label(self.data)
            if isinstance(self.data, Labelled)
            else ""
            if self.data is None
            else str(self.data)
        )

    def _value(self) -> str:
        return self.raw_data[0] if self.raw_data else self.shown()


class ParsedBeside(Text):
    """A text that is read with what stands in the field `beside`: `parse(text, that)` raises ValueError as above."""

    def __init__(self, label: Any, parse: Callable[[str, Any], Any], *, beside: str, **more: Any) -> None:
        super().__init__(label, **more)
        self.parse, self.beside = parse, beside

    def pre_validate(self, form: Any) -> None:
        """Read it; what cannot be read stays as it was typed."""
        beside = getattr(form, self.beside, None)
        if not self.data or (beside and beside.errors):
            return
        try:
            self.data = self.parse(self.data, beside and beside.data)
        except ValueError as wrong:
            raise ValidationError(str(wrong)) from None


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
        super().__init__(label, rules_of(required), format=["%Y-%m-%d", "%Y%m%d"], **more)

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata([clean(value).strip()[:20] for value in valuelist])
        except ValueError:
            raise ValueError(_("Skriv datumet så här: 2026-11-21.")) from None

    def pre_validate(self, form: Any) -> None:
        if isinstance(self.data, date) and not 1900 <= self.data.year <= 2200:
            raise ValidationError(_("Året ser fel ut. Skriv datumet så här: 2026-11-21."))
