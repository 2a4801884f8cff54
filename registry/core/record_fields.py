"""The fields of a record that people fill in on one form and read as a list of facts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from registry.core.errors import Problem
from registry.core.fields import Field, Fields
from registry.core.i18n import lazy

FILL_IN = lazy("Fyll i det här.")
EVERY = "every"  # what every record must say; tables have names of their own for what only some must


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordField(Field):
    """A field, how it is asked for, and where it is told. Without a page only an action or a list writes it.

    A file leaves the house more easily than a page: what is not `in_file` stays out of the exported list.
    """

    question: Any = ""  # the words at its control, where they are others than the label
    partner_label: Any = ""  # the words in the portal, where they are others than the label
    hint: Any = ""
    width: str = ""
    rows: int = 4
    is_list: bool = False  # rows of another table, which the form's own lists write
    is_folded: bool = False  # a long list that opens when asked to
    is_beside: bool = False  # stands beside the one before, in the form and in a line of facts
    line: Any = ""  # the label of the line of facts that it shares with its neighbours
    is_apart: bool = False  # told in a place of its own on the page, not in the list of facts
    is_quiet: bool = False  # not missed where it is empty
    in_file: bool = True
    needed_by: str = ""  # which records must say something here
    missing: Any = FILL_IN  # what is said where such a record does not

    @property
    def asked(self) -> Any:
        """The words at its control in the form."""
        return self.question or self.label

    def is_needed(self, *by: str) -> bool:
        """Return whether records of these sorts must say something here."""
        return bool(self.needed_by) and self.needed_by in (EVERY, *by)

    def control(self, *by: str) -> dict[str, Any]:
        """Return what its control in the form of such records is made with: the words, and what is said without it."""
        return {"label": self.asked, "required": self.is_needed(*by) and self.missing}


R = TypeVar("R", bound=RecordField)


class RecordFields(Fields[R]):
    """The table of such a record. `pages` are the parts of its form with their headings, in order."""

    def __init__(self, *fields: R, pages: Mapping[str, Any]) -> None:
        super().__init__(*fields)
        self.pages = pages

    def typed(self) -> list[R]:
        """Return the fields of the form."""
        return [field for field in self if field.page in self.pages]

    def stated(self) -> list[R]:
        """Return the fields of the form that are values of the record itself."""
        return [field for field in self.typed() if not field.is_list]

    def sections(self) -> Iterator[tuple[Any, list[list[R]]]]:
        """Yield the parts of the form: the heading, and the rows of fields, in a row those beside each other."""
        for page, heading in self.pages.items():
            rows: list[list[R]] = []
            for field in self.on_page(page):
                if field.is_beside and rows:
                    rows[-1].append(field)
                else:
                    rows.append([field])
            if rows:
                yield heading, rows

    def missing(self, said: Mapping[str, Any], *by: str) -> list[Problem]:
        """Return where a record of these sorts says nothing though it must, of what stands among the `said`."""
        return [
            Problem(str(field.missing), field.name)
            for field in self
            if field.is_needed(*by) and field.name in said and said[field.name] in (None, "", ())
        ]

    def columns(self, besides: Mapping[str, Mapping[str, Any]]) -> list[tuple[str, Any]]:
        """Return the columns of the exported list, (name, label), with those that come `besides` after a field."""
        return [
            column
            for field in self
            for column in (
                *([(field.name, field.label)] * field.in_file),
                *besides.get(field.name, {}).items(),
            )
        ]

    def facts(self) -> list[R]:
        """Return the fields that the record's page lists."""
        return [field for field in self if not field.is_apart]


def said_by(stated: Any) -> dict[str, Any]:
    """Return what somebody stated, by the names of the fields."""
    return {field.name: getattr(stated, field.name) for field in fields(stated)}
