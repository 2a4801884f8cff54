"""Form fields: the shape of input, with a Swedish sentence for everything that is not of the shape."""

from registry.web.fields.choosing import ChoiceField, Pick, RecordCheckboxes, RecordSelect, Several, YesNo
from registry.web.fields.typed import (
    LINE,
    LONG,
    Amount,
    Day,
    Email,
    LongText,
    Number,
    OrganisationNumber,
    Parsed,
    ParsedBeside,
    Password,
    Required,
    Text,
    Whole,
)

__all__ = [
    "LINE",
    "LONG",
    "Amount",
    "ChoiceField",
    "Day",
    "Email",
    "LongText",
    "Number",
    "OrganisationNumber",
    "Parsed",
    "ParsedBeside",
    "Password",
    "Pick",
    "RecordCheckboxes",
    "RecordSelect",
    "Required",
    "Several",
    "Text",
    "Whole",
    "YesNo",
]
