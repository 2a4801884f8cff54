"""The list of agreements as its address says: one page of it, and all of it as a file. Only reads."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from sqlalchemy import Select, func, select

from registry.access.actor import Actor
from registry.agreements import amounts, queries
from registry.agreements.choices import MoneyAndVat
from registry.agreements.models import Agreement, Edition
from registry.agreements.status_line import TONES, state_words
from registry.agreements.workflow import State
from registry.collaborations.models import Collaboration, Party
from registry.core import clock
from registry.core.i18n import _, pgettext
from registry.core.money import Money
from registry.partners.organisations.models import Organisation
from registry.web.pagination import page_of, whole_in_batches

BATCH = 500
TABS = {
    "alla": (),
    "bereds": (State.DRAFT, State.RETURNED),
    "beslut": (State.SUBMITTED, State.AMENDED),
    "pagar": (State.APPROVED, State.ACTIVE),
    "kanda": (State.KNOWN, State.RECORDED),
    "avslutade": (State.DECLINED, State.CLOSED, State.WITHDRAWN, State.ENDED, State.ANNULLED, State.REVOKED),
}


def listing(actor: Actor, args: Mapping[str, str]) -> dict[str, Any]:
    """Return one page of the list: tab, text and page, and the query of its address for keeping it."""
    tab, q = _asked(args)
    page = page_of(narrowed(actor, args), queries.LIST_ORDER, cursor=args.get("page"), descending=True)
    kept = {name: value for name, value in (("tab", tab), ("q", q)) if value not in {"", "alla"}}
    shown = {"tones": TONES, "state_words": state_words, "on": clock.today(), "query": urlencode(kept)}
    return {"page": page, "tab": tab, "q": q, **shown}


def narrowed(actor: Actor, args: Mapping[str, str]) -> Select[Any]:
    """Return the select of the agreements that the address narrows the list down to."""
    tab, q = _asked(args)
    return queries.listed(actor, states=TABS[tab], q=q)


def header() -> list[str]:
    """Return the words over the columns of `exported`."""
    return [
        pgettext("ett", "Avtal"), _("Typ"), _("Läge"), _("Enhet"), _("Diarienummer"), _("Från och med"),
        _("Till och med"), _("Belopp"), _("Senast ändrat"), _("Samverkan"), _("Parter"), _("Exempel"), _("Id"),
    ]  # fmt: skip


def exported(rows: Select[Any]) -> Iterator[list[Any]]:
    """Yield a row for every agreement of a list, the latest change first as on the pages, a batch at a time."""
    whole = rows.join(Agreement.collaboration)
    whole = whole.add_columns(
        Collaboration.title.label("collaboration"),
        parties().label("parties"),
        amounts.total().label("amount"),
    )
    on = clock.today()
    for batch in whole_in_batches(whole, queries.LIST_ORDER, size=BATCH, descending=True):
        for row in batch:
            amount = None if row.amount is None else Money(int(row.amount))
            state = state_words(row.kind, row.state, row.starts_on, on)
            yield [
                row.title, row.kind, state, row.unit_name, row.case_number,
                row.starts_on, row.ends_on, amount, clock.local(row.updated_at).date(), row.collaboration, row.parties,
                _("Ja") if row.is_example else _("Nej"), row.id,
            ]  # fmt: skip


def in_short(ids: Collection[UUID]) -> Select[Any]:
    """Return the statement for what lists of matters say of these editions: kind, parties and the city's money."""
    return short_columns(Edition.id).where(Edition.id.in_(ids))


def short_columns(matter_id: Any) -> Select[Any]:
    """Return the kind, the parties and the city's money of agreements, under the matter's identifier."""
    free = Edition.money_and_vat == MoneyAndVat.NO_MONEY
    columns = (matter_id.label("matter_id"), Agreement.kind.label("kind"), parties().label("parties"))
    rows = select(*columns, amounts.total().label("total"), free.label("is_free"))
    return rows.select_from(Edition).join(Edition.agreement)


def _asked(args: Mapping[str, str]) -> tuple[str, str]:
    tab = args.get("tab", "")
    return tab if tab in TABS else "alla", (args.get("q") or "").strip()[:100]


def parties() -> Any:
    """Return the names of an agreement's parties in one text, as a column beside it."""
    name = func.coalesce(Organisation.name, Party.words)
    found = select(func.aggregate_strings(name, "; ")).select_from(Party)
    found = found.outerjoin(Organisation, Organisation.id == Party.organisation_id)
    return (
        found.where(Party.collaboration_id == Agreement.collaboration_id)
        .correlate(Agreement)
        .scalar_subquery()
    )
