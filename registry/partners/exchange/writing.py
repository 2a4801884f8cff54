"""Writing a portion set-wise: new organisations with what belongs to them, and changed ones with what they were.

Past the session, since a hundred thousand objects cost three times what the rows do (`performance.md`). What it writes
is told in the log by whoever calls it, in the same transaction.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Table, bindparam, update

from registry.core import bulk, clock
from registry.core.columns import new_id
from registry.core.database import session
from registry.core.i18n import _, swedish
from registry.partners.exchange import codes, provenance
from registry.partners.exchange.entries import ListedContact, ListedOrganisation, RowFacts
from registry.partners.exchange.known import CHANGEABLE, KnownOrganisation, Plan, PlannedChange, facts
from registry.partners.exchange.provenance import SourceWords
from registry.partners.organisations import indexing, matching
from registry.partners.organisations.countries import Country
from registry.partners.organisations.models import (
    Contact,
    LegalForm,
    Organisation,
    OrganisationName,
    OrganisationSource,
    Registration,
    SectorBasis,
    Standing,
)
from registry.partners.payees.models import PayeeAccount
from registry.partners.payees.rules import Account
from registry.partners.payees.workflow import PayeeState

ORGANISATION: Table = Organisation.metadata.tables["organisation"]
CONTACT: Table = Contact.metadata.tables["contact"]
NAME: Table = OrganisationName.metadata.tables["organisation_name"]
SOURCE: Table = OrganisationSource.metadata.tables["organisation_source"]
ACCOUNT: Table = PayeeAccount.metadata.tables["payee_account"]

_PLAIN = {
    "version": 1, "successor_id": None, "registration": Registration.UNKNOWN, "registration_checked_on": None,
    "source_note": None, "is_example": False,
}  # fmt: skip


_UNPROPOSED = {
    "version": 1, "state": PayeeState.LISTED, "proposed_by_id": None, "confirmed_by_id": None, "confirmed_by": None,
    "confirmed_at": None, "checked": None, "ended_at": None, "end_reason": None,
}  # fmt: skip


class Added(NamedTuple):
    """What a row added to an organisation, for undoing it."""

    contacts: list[str]
    names: list[str]
    sources: list[str]
    accounts: list[str]


NOTHING = Added([], [], [], [])


@dataclass(slots=True)
class Writer:
    """Gathers the rows of one portion and writes them in a few statements."""

    source: str
    at: datetime
    created_by_id: UUID | None = None
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    touched: list[UUID] = field(default_factory=list)  # of those that were there before

    def create(self, entry: ListedOrganisation, plan: Plan, organisation_id: UUID) -> None:
        """Add a new organisation with its contacts, other names and source."""
        self.rows["organisation"].append(
            {
                **_PLAIN,
                **facts(entry),
                "id": organisation_id,
                **indexing.derived(entry.name, entry.website, key=entry.key),
                **_kind(entry),
                "standing": entry.standing or Standing.ACTIVE,
                "no_advertising": bool(entry.no_advertising),
                "umbrella_id": plan.umbrella_id,
                "created_at": self.at,
                "created_by_id": self.created_by_id,
            }
        )
        others = [(one, None) for one in entry.other_names]
        self._belonging(organisation_id, entry.reaches, others, first=0)
        self._accounts(organisation_id, entry, entry.number, entry.accounts)
        self._note(organisation_id, entry, plan.tie, plan.words)
        if plan.umbrella_id:
            self.touched.append(plan.umbrella_id)

    def change(
        self, entry: ListedOrganisation, plan: Plan, target: KnownOrganisation, made: Sequence[PlannedChange]
    ) -> Added:
        """Make these changes in an organisation; return what was added to it."""
        new = {change.field: change.new for change in made}
        self.rows["changed"].append(
            {
                **{name: new.get(name, getattr(target, name)) for name in CHANGEABLE},
                **indexing.derived(new.get("name", target.name), new.get("website", target.website)),
                "one": target.id,
                "version": target.version + 1,
            }
        )
        self.touched.append(target.id)
        on = clock.local(self.at).date()  # until when a replaced name was the name
        names = [(one, on if "name" in new and one == target.name else None) for one in plan.names(made)]
        added = self._belonging(target.id, plan.reaches, names, first=len(target.addresses))
        added = added._replace(
            accounts=self._accounts(target.id, target, new.get("number", target.number), plan.accounts)
        )
        if plan.words:
            plan.words.held = provenance.holding(plan.words.held, new, on)
        return self.note(entry, plan, target, added)

    def extend(self, plan: Plan, target: KnownOrganisation) -> Added:
        """Add the ways to reach an organisation, and the accounts, that another row of the list has."""
        added = self._belonging(target.id, plan.reaches, (), first=len(target.addresses))
        return added._replace(accounts=self._accounts(target.id, target, target.number, plan.accounts))

    def note(
        self, entry: ListedOrganisation, plan: Plan, target: KnownOrganisation, added: Added = NOTHING
    ) -> Added:
        """Note what the list says of an organisation; return what was added to it."""
        if plan.words and plan.words.id:
            words = plan.words
            self.rows["told"].append({"one": words.id, "told": words.told, "held": words.held})
            if not plan.tie:
                return added
        first = plan.words if plan.words and not plan.words.id else None
        return added._replace(sources=self._note(target.id, entry, plan.tie, first))

    def flush(self) -> None:
        """Write what was gathered: organisations first, since the rest point at them."""
        tables = {
            "organisation": ORGANISATION,
            "contact": CONTACT,
            "name": NAME,
            "source": SOURCE,
            "account": ACCOUNT,
        }
        for name, table in tables.items():
            bulk.write(table, self.rows[name])
        owners = {row["organisation_id"] for row in self.rows["source"]}
        boxes = (
            (row["organisation_id"], row["email"], row["phone"])
            for row in self.rows["contact"]
            if not row["person"]
        )
        reached = indexing.reached(self._texts("name"), boxes)
        indexing.add(self.rows["organisation"], reached, dict.fromkeys(owners, (self.source,)))
        if self.rows["changed"]:
            restore(self.rows["changed"])
        if self.rows["told"]:
            retell(self.rows["told"])
        self.rows.clear()

    def _texts(self, name: str) -> dict[UUID, list[str]]:
        found = defaultdict[UUID, list[str]](list)
        for row in self.rows[name]:
            found[row["organisation_id"]].append(row["name"])
        return found

    def _belonging(
        self,
        owner: UUID,
        reaches: Sequence[ListedContact],
        names: Sequence[tuple[str, date | None]],
        *,
        first: int,
    ) -> Added:
        added = Added([], [], [], [])
        for place, reach in enumerate(reaches, first + 1):
            self.rows["contact"].append(_contact(owner, reach, place))
            added.contacts.append(str(self.rows["contact"][-1]["id"]))
        for name, ends_on in names:
            row = {
                "id": new_id(),
                "organisation_id": owner,
                "name": name,
                "starts_on": None,
                "ends_on": ends_on,
            }
            self.rows["name"].append(row)
            added.names.append(str(row["id"]))
        return added

    def _accounts(
        self, owner: UUID, named: RowFacts, number: str | None, accounts: Sequence[Account]
    ) -> list[str]:
        """Note accounts as the list's word, which nothing can be paid to: nobody has proposed them."""
        if not accounts:
            return []
        with swedish():
            origin = _("Står i listan %(source)s", source=self.source)
        rows = [
            {
                **_UNPROPOSED, "id": new_id(), "organisation_id": owner, "organisation_number": number, **asdict(one),
                "holder_name": named.name[:200], "evidence": origin, "proposed_by": self.source,
                "proposed_at": self.at,
            }
            for one in accounts
        ]  # fmt: skip
        self.rows["account"] += rows
        return [str(row["id"]) for row in rows]

    def _note(
        self, owner: UUID, entry: ListedOrganisation, tie: str | None, words: SourceWords | None
    ) -> list[str]:
        if not tie:
            return []
        row = {
            "id": new_id(), "organisation_id": owner, "source": self.source, "source_id": tie,
            "fetched_at": entry.fetched_at or self.at, "told": words.told if words else {},
            "held": words.held if words else {},
        }  # fmt: skip
        self.rows["source"].append(row)
        return [str(row["id"])]


def _kind(entry: ListedOrganisation) -> dict[str, Any]:
    """The sector and the legal form: as the list says, else as number and name give, with what that rests on."""
    guess = codes.guessed(None if entry.country else entry.number, entry.name)
    form = entry.legal_form or guess.legal_form or LegalForm.UNKNOWN
    if entry.sector:
        return {"sector": entry.sector, "sector_basis": SectorBasis.FORM, "legal_form": form}
    if sector := codes.sector_of(entry.legal_form):
        return {"sector": sector, "sector_basis": SectorBasis.FORM, "legal_form": form}
    return {"sector": guess.sector, "sector_basis": guess.basis, "legal_form": form}


def retell(rows: list[dict[str, Any]]) -> None:
    """Let sources have said what the rows say; each says which row of a source as `one`."""
    mine = update(SOURCE).where(SOURCE.c.id == bindparam("one"))
    session.execute(mine.values(told=bindparam("told"), held=bindparam("held")), rows)


def restore(rows: list[dict[str, Any]]) -> None:
    """Give organisations the values in the rows; each says which organisation as `one`."""
    columns: dict[str, Any] = {name: bindparam(name) for name in rows[0] if name != "one"}
    session.execute(update(ORGANISATION).where(ORGANISATION.c.id == bindparam("one")).values(columns), rows)


def plain(value: Any) -> Any:
    """Return a value as JSON can hold it."""
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def typed(name: str, value: Any) -> Any:
    """Return the value that `plain` made of a field's."""
    read: dict[str, Callable[[str], Any]] = {
        "legal_form": LegalForm,
        "standing": Standing,
        "dissolved_on": date.fromisoformat,
        "country": Country,
    }
    return read[name](value) if value is not None and name in read else value


def _contact(owner: UUID, reach: ListedContact, place: int) -> dict[str, Any]:
    return {
        "id": new_id(), "organisation_id": owner, "position": place, **reach._asdict(), "starts_on": None,
        "ends_on": None, "version": 1, "mail_key": matching.mail_key(reach.email),
    }  # fmt: skip
