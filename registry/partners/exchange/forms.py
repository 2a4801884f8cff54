"""The shape of what is sent about imports: a file, what its columns are, and answers."""

import re
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from wtforms import SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from registry.core.i18n import _, lazy, swedish
from registry.core.labels import labels_of
from registry.partners.exchange.choices import Answer, WrongNumber
from registry.partners.exchange.fields import ListField
from registry.partners.exchange.provenance import SourceRank
from registry.web.fields import Pick, Text
from registry.web.forms import FileForm, Form

MOST_ANSWERS = 500
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
_POSITION = re.compile(r"answer-(\d{1,9})", re.ASCII)


class UploadForm(FileForm):
    """A list, and whose it is."""

    source = Text(lazy("Källa"), required=True, most=100)


# What an empty list asks for.
TEMPLATE = (
    ListField.NAME, ListField.NUMBER, ListField.LEGAL_FORM, ListField.STREET, ListField.POSTCODE, ListField.SEAT,
    ListField.EMAIL, ListField.PHONE, ListField.WEBSITE, ListField.PURPOSE,
)  # fmt: skip


@swedish()
def template_headings() -> list[str]:
    """Return the headings of an empty list, as the columns are called when it comes back."""
    words = dict(labels_of(ListField))
    return [str(words[field.value]) for field in TEMPLATE]


class ColumnsForm(Form):
    """What the columns hold; `fields_for` gives it one select for each column."""

    wrong_number = Pick(lazy("När organisationsnumrets kontrollsiffra är fel"), WrongNumber, required=True)
    places: Sequence[tuple[str, str]] = ()

    @classmethod
    def fields_for(cls, headings: Sequence[str]) -> type["ColumnsForm"]:
        """Return a form with a select for each of the headings."""
        blank = SelectChoice("", _("Läs inte in"))
        choices = [blank, *(SelectChoice(value, words) for value, words in labels_of(ListField))]
        named = {f"column{place}": heading for place, heading in enumerate(headings)}
        made = {name: SelectField(heading, choices=choices) for name, heading in named.items()}
        return type("ColumnsOfFile", (cls,), {**made, "places": tuple(named.items())})

    def columns(self) -> list[Any]:
        """The selects, in the columns' order."""
        return [self[name] for name, _heading in self.places]

    def mapping(self) -> dict[str, ListField | None]:
        """Return what was chosen, by heading."""
        return {
            heading: ListField(self[name].data) if self[name].data else None for name, heading in self.places
        }


def ranks(sent: Mapping[str, str]) -> dict[UUID, SourceRank]:
    """Return the order of the sources in what their page sent, by source. What cannot be read counts as not said."""
    given = [(name.removeprefix("rank-"), value) for name, value in sent.items() if name.startswith("rank-")]
    return {
        UUID(one): SourceRank(value)
        for one, value in given
        if value in set(SourceRank) and _UUID.fullmatch(one)
    }


def answers(sent: Mapping[str, str]) -> dict[int, tuple[Answer, UUID | None]]:
    """Return the answers in what a page of rows sent, by position. What cannot be read counts as not said."""
    found: dict[int, tuple[Answer, UUID | None]] = {}
    for name, value in list(sent.items())[:MOST_ANSWERS]:
        match = _POSITION.fullmatch(name)
        said, _colon, chosen = value.partition(":")
        if not match or said not in set(Answer):
            continue
        try:
            found[int(match[1])] = (Answer(said), UUID(chosen) if chosen else None)
        except ValueError:
            continue
    return found
