"""Fields that are chosen from: closed lists, yes or no, and records."""

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any
from uuid import UUID

from markupsafe import Markup
from wtforms import RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget, Select

from registry.core.i18n import _, lazy, marked, spoken
from registry.core.labels import labels_of
from registry.web.fields.typed import Required, rules_of


def _values(field: Any) -> list[str]:
    return [choice.value for choice in field.choices or []]


class _Select(Select):
    """A select whose options are written in one go: general as it is, WTForms' own way takes most of a list's time."""

    @classmethod
    def render_option(cls, choice: Any) -> Markup:  # type: ignore[override]  # the stubs are of an earlier WTForms
        """Return one option."""
        selected = Markup(" selected") if choice.selected else ""
        return Markup('<option value="%s"%s>%s</option>') % (
            str(choice.value),
            selected,
            marked(str(choice.label)),
        )


class _ClosedList:
    """Shared by the fields that choose from a closed list: the values are members, the words are the labels."""

    def __init__(self, label: Any, enum: type[Enum], *, required: bool = False, **more: Any) -> None:
        self.enum, self.needed, self.blank = enum, required, more.pop("blank", None)
        self.words = more.pop("words", None)  # other words than the list's own, by member
        super().__init__(label, rules_of(required), coerce=self._member, **more)  # type: ignore[call-arg]  # a mixin before a field
        self.choices = self._offered()  # made for each form, in the reader's language

    def _offered(self) -> list[SelectChoice]:
        blank = [SelectChoice("", self.blank or _("Välj …"))] if self._has_blank() else []
        named = self.words.items() if self.words else labels_of(self.enum)
        return [*blank, *(SelectChoice(self.enum(value), str(word)) for value, word in named)]

    def offer(self, words: Mapping[Any, Any]) -> None:
        """Set which members can be chosen, each with its words."""
        self.words = words
        self.choices = self._offered()

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


class ChoiceField(_ClosedList, SelectField):  # type: ignore[misc]  # the mixin narrows the field's own methods
    """One member of a closed list, from a select."""

    widget = _Select()


class Pick(_ClosedList, RadioField):  # type: ignore[misc]  # the mixin narrows the field's own methods
    """One member of a closed list, from radio buttons."""

    def _has_blank(self) -> bool:
        return False


class YesNo(RadioField):
    """A question answered yes or no; None while unanswered."""

    def __init__(self, label: Any, *, required: bool = False, **more: Any) -> None:
        answers = [SelectChoice("yes", lazy("Ja")), SelectChoice("no", lazy("Nej"))]
        super().__init__(label, rules_of(required), choices=answers, coerce=str, **more)

    def process_data(self, value: Any) -> None:
        self.data = {True: "yes", False: "no"}.get(value, value)

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = (valuelist[0] if valuelist else "") or None
        if self.data not in {"yes", "no", None}:
            self.data = None
            raise ValueError(_("Välj ja eller nej."))

    def pre_validate(self, form: Any) -> None:
        """Everything but yes or no is refused already when the value is read."""

    @property
    def answer(self) -> bool | None:
        """The answer as a truth value."""
        return {"yes": True, "no": False}.get(self.data or "")


class RecordSelect(SelectField):
    """One record from a short list; the view fills in `offer()`. The value is its identifier."""

    widget = _Select()

    def __init__(self, label: Any, *, required: bool = False, **more: Any) -> None:
        super().__init__(label, rules_of(required), choices=[], coerce=lambda value: value or None, **more)

    def offer(self, records: Iterable[tuple[UUID | str, str]], blank: str | None = None) -> None:
        """Set what can be chosen: (identifier, words)."""
        none = SelectChoice("", blank or _("Välj …"))
        self.choices = [none, *(SelectChoice(str(record), spoken(words)) for record, words in records)]

    def process_data(self, value: Any) -> None:
        self.data = str(getattr(value, "id", value)) if value else None

    def pre_validate(self, form: Any) -> None:
        if self.data and self.data not in _values(self):
            raise ValidationError(_("Välj ett av alternativen."))

    @property
    def chosen(self) -> UUID | None:
        """The chosen record's identifier."""
        return UUID(self.data) if self.data else None

    @property
    def offered(self) -> UUID | None:
        """The chosen record's identifier when it is on the list: for addresses, which nobody validates."""
        return self.chosen if self.data in _values(self) else None


class RecordCheckboxes(SelectMultipleField):
    """Several records from a list, as checkboxes; the view fills in `offer()`."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: Any, *, required: bool = False, leads_to: str = "", **more: Any) -> None:
        rules = [Required(lazy("Välj minst ett alternativ."))] if required else [Optional()]
        super().__init__(label, rules, choices=[], coerce=str, **more)
        self.leads_to = leads_to  # the control that an error leads to while there is nothing to tick

    def offer(self, records: Iterable[tuple[UUID, str]]) -> None:
        """Set what can be chosen: (identifier, words)."""
        self.choices = [SelectChoice(str(record), words) for record, words in records]

    def process_data(self, value: Any) -> None:
        self.data = [str(getattr(item, "id", item)) for item in value or []]

    def pre_validate(self, form: Any) -> None:
        offered = set(_values(self))
        if any(value not in offered for value in self.data or []):
            raise ValidationError(_("Välj bland alternativen."))

    @property
    def ticked(self) -> list[UUID]:
        """The identifiers that are ticked, before it is known whether they exist."""
        return [found for found in map(_identifier, self.data or []) if found]

    @property
    def chosen(self) -> list[UUID]:
        """The chosen records' identifiers, in the list's order."""
        picked = set(self.data or [])
        return [UUID(value) for value in _values(self) if value in picked]


class Several(SelectMultipleField):
    """Several members of a closed list, as checkboxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: Any, enum: type[Enum], *, required: bool = False, **more: Any) -> None:
        rules = [Required(lazy("Välj minst ett alternativ."))] if required else [Optional()]
        self.enum = enum
        super().__init__(label, rules, coerce=str, **more)
        self.choices = [SelectChoice(value, words) for value, words in labels_of(enum)]

    def process_data(self, value: Any) -> None:
        self.data = [str(getattr(item, "value", item)) for item in value or []]

    def pre_validate(self, form: Any) -> None:
        if not set(self.data or []) <= set(_values(self)):
            raise ValidationError(_("Välj bland alternativen."))

    @property
    def chosen(self) -> list[Any]:
        """The chosen members, in the list's order."""
        return [member for member in self.enum if member.value in (self.data or [])]


def _identifier(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
