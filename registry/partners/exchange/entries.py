"""A row of a list as values: what stands in the cells, made fit for the register, or why the row is refused."""

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from registry.core.text import clean
from registry.partners.organisations.countries import Country
from registry.partners.organisations.models import ContactRole, LegalForm, Sector, Standing
from registry.partners.payees.rules import Account

_GUARDED = ("'=", "'+", "'-", "'@", "'＝", "'＋", "'－", "'＠")


class ListedContact(NamedTuple):
    """A way to reach the organisation, as the list has it. A person's carries the reason for holding it."""

    label: str
    email: str | None = None
    phone: str | None = None
    person: str | None = None
    role: ContactRole = ContactRole.MAILBOX
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a row is refused: a code that has a sentence in `sentences.REASONS`, and what goes into it."""

    code: str
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class RowFacts:
    """What a list may say of an organisation. None means that it does not say."""

    name: str
    key: str
    number: str | None = None
    legal_form: LegalForm | None = None
    standing: Standing | None = None
    dissolved_on: date | None = None
    street: str | None = None
    postcode: str | None = None
    seat: str | None = None
    country: Country | None = None
    website: str | None = None
    purpose: str | None = None
    founded_year: int | None = None
    no_advertising: bool | None = None
    listed_types: str | None = None
    listed_activities: str | None = None
    listed_categories: str | None = None
    affiliation: str | None = None


@dataclass(slots=True)
class ListedOrganisation(RowFacts):
    """One organisation as the list has it."""

    source_id: str | None = None
    sector: Sector | None = None
    other_names: tuple[str, ...] = ()
    reaches: tuple[ListedContact, ...] = ()
    accounts: tuple[Account, ...] = ()
    fetched_at: datetime | None = None
    remarks: tuple[str, ...] = ()
    umbrella_id: UUID | None = None
    own_id: UUID | None = None  # the register's own, in a list that it made itself
    is_insisted: bool = (
        False  # a person has said which it is, or that the list's word counts though it is no news
    )
    rivals: tuple[str, ...] = ()  # the other names that the list has for its number
    _made: str = ""  # kept of `made_identity`, which is asked half a dozen times

    @property
    def row_key(self) -> str:
        """What the same row of a later file of the list has too, also one with other columns: its name and place."""
        said = "\n".join(" ".join(one.casefold().split()) for one in (self.name, self.seat or ""))
        return hashlib.blake2s(said.encode(), digest_size=16).hexdigest()

    @property
    def identity(self) -> str:
        """The row's identifier in its list: the list's own, else the one made of what tells the row from others."""
        return self.source_id or self.made_identity

    @property
    def identities(self) -> tuple[str, str, str]:
        """The identifiers that the row can be noted by, best first: the last tells kinds of club apart too."""
        made = self.made_identity
        return self.source_id or made, made, f"~{made}~{self.name.casefold()}"[:200]

    @property
    def made_identity(self) -> str:
        """What tells the row from others; it begins with `~`, so that nobody takes it for the list's own."""
        if not self._made:
            place = (self.postcode or self.seat or "").replace(" ", "").casefold()
            self._made = f"~{self.number or ''}~{self.key[:120]}~{place}"[:200]
        return self._made


def unguarded(text: str) -> str:
    """Return the text without the apostrophe that our own exports put before what would be a formula."""
    return text[1:] if text.startswith(_GUARDED) else text


def tidy(text: str, most: int) -> str | None:
    """Return the text cleaned, on one line and cut to a length; None when nothing is left."""
    if not text:
        return None
    if not (text.isprintable() and (text.isascii() or max(text) < "\u0300")):
        text = clean(text)
    return " ".join(unguarded(text).split())[:most].rstrip() or None
