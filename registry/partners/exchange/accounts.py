"""Accounts from cells: a list may say where an organisation is paid, and that alone pays nothing to anybody."""

import re
from collections.abc import Iterator, Mapping

from registry.partners.exchange.entries import tidy
from registry.partners.exchange.fields import ListField
from registry.partners.payees import rules
from registry.partners.payees.rules import Account

MOST = 5
_BETWEEN = re.compile(r"[;,/|\n]|\s+(?:och|samt|eller)\s+")
_FIGURE = re.compile(r"(?<=\d)[.,]0+$")
_SAYS_NOTHING = re.compile(r"[\W_0x]*|(?:saknas?|inget|ingen|finns ej|nej)", re.IGNORECASE)
_SAID = {ListField.BANKGIRO: "bg", ListField.PLUSGIRO: "pg", ListField.ACCOUNT: ""}


def accounts(cells: Mapping[ListField, str], remarks: list[str]) -> tuple[Account, ...]:
    """Return the accounts that the row says, each once.

    A cell with anything but bankgiro, plusgiro and 90-konto is left out whole, with a remark: the clearing number of a
    bank's own account is as long as a plusgiro.
    """
    found: dict[Account, None] = {}
    for field, kind in _SAID.items():
        try:
            found |= dict.fromkeys(_account(kind, text) for text in _parts(cells.get(field, "")))
        except ValueError:
            remarks.append("account")
    if found:
        remarks.append("account_listed")
    return tuple(found)[:MOST]


def _parts(cell: str) -> Iterator[str]:
    for part in _BETWEEN.split(cell) if cell else ():
        text = tidy(_FIGURE.sub("", part.strip()), 60)
        if text and not _SAYS_NOTHING.fullmatch(text):
            yield text


def _account(kind: str, text: str) -> Account:
    """Read a number, which may say itself what it is; else the column does."""
    try:
        return rules.account(f"{kind} {text}".strip())
    except ValueError:
        if not kind:
            raise
        return rules.account(text)
