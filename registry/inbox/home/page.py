"""What the first page and the whole list show, put together from reads; `home` asks for what the role needs alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from registry.access import waiting
from registry.access.actor import Actor
from registry.access.kinds_of_waiting import WaitingKind
from registry.access.roles import Role
from registry.access.waiting import Waiting
from registry.audit.tags import Tag
from registry.city.accounts import queries as accounts
from registry.city.budgets import queries as budgets
from registry.core import clock
from registry.core.dates import months_after
from registry.core.i18n import _, joined, ngettext
from registry.core.labels import label
from registry.core.money import ZERO, Money
from registry.inbox.home import queries, rules
from registry.inbox.home.queries import MatterInShort
from registry.inbox.home.rules import Horizon
from registry.matters import types
from registry.settings import current
from registry.web import waiting as lines
from registry.web.redirect import address
from registry.web.waiting import TaskLine

FIRST, FIRST_OF_OTHERS = 15, 5  # on the home page; the whole list has the rest
DECIDING = (WaitingKind.DECIDE, WaitingKind.SECOND)
# Whoever answers for money sees a frame; whoever prepares or answers for agreements sees which of them end.
SEES_FRAMES = (Role.MANAGER, Role.CONTROLLER)
SEES_ENDINGS = (Role.MANAGER, Role.PREPARATORY, Role.OFFICER, Role.CONTROLLER)
FOLLOWS = (Role.MANAGER, Role.PREPARATORY, Role.OFFICER, Role.REGISTRAR, Role.AUDITOR)


@dataclass(frozen=True, slots=True)
class HomeRow:
    """One line of what waits: what is to be done, in what, with whom, of which kind and for how much."""

    task: TaskLine
    horizon: Horizon
    kind: str
    parties: str
    amount: Money | None
    amount_words: str
    matter_id: UUID | None
    is_decision: bool


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """One matter in which something has happened: where it leads, what happened, when and by whom."""

    title: str
    url: str
    what: str
    at: datetime
    who: str


def home(actor: Actor, here_before: datetime | None, at: datetime) -> dict[str, Any]:
    """Return what the actor's first page shows."""
    on = clock.local(at).date()
    mine, others = waiting.mine_and_others(actor, on)
    found = rows(rules.folded(mine), on)
    return {
        "lead": lead(found),
        "groups": groups(found[:FIRST]),
        "shown": min(FIRST, len(found)),
        "waiting": len(found),
        "others": for_others(others[:FIRST_OF_OTHERS], on),
        "with_others": len(others),
        **_beside(actor, here_before, at),
    }


def for_others(found: Sequence[Waiting], on: date) -> list[TaskLine]:
    """Return what waits for somebody else, with the people by name; one statement for all."""
    people = frozenset().union(*(one.who.people for one in found))
    return lines.others(found, on, accounts.names_of(people))


def _beside(actor: Actor, here_before: datetime | None, at: datetime) -> dict[str, Any]:
    """Return what stands beside the list: nothing that the role has no use for is read."""
    on, of_units = clock.local(at).date(), queries.own_units(actor)
    since = rules.told_from(here_before, at) if actor.has(*FOLLOWS) else None
    until = months_after(on, current().ends_soon_months)
    return {
        "frames": _frames(actor, on, of_units) if actor.has(*SEES_FRAMES) else None,
        "ends_soon_months": current().ends_soon_months,
        "ending": _ending(actor, on, until, of_units) if actor.has(*SEES_ENDINGS) else None,
        "since": since,
        "changed": [_changed(row) for row in queries.changed(actor, since, of_units)] if since else [],
    }


def _frames(actor: Actor, on: date, of_units: frozenset[UUID]) -> list[rules.FrameBar]:
    """Return this year's frames and those of the next: of the manager's units, or for the controller of all."""
    found = budgets.lines(actor, on.year)
    near = (one for one in found if one.purse.year <= on.year + 1)
    return rules.frame_bars(near, of_units if actor.has(Role.MANAGER) else None)


def _ending(actor: Actor, on: date, until: date, of_units: frozenset[UUID]) -> list[dict[str, Any]]:
    return [
        {
            "title": row.title,
            "url": address("agreements.show", edition_id=row.id),
            "last_day": row.last_day,
            "notice_by": rules.last_notice_day(row.last_day, row.notice_months, on),
            "meta": joined(filter(None, (row.parties, _money(row.total))), " · "),
        }
        for row in queries.ending(actor, on, until, of_units)
    ]


def _money(total: Any) -> str:
    return "" if total is None else str(Money(int(total)))


def _changed(row: Any) -> ChangedLine:
    endpoint, args = types.page(row.type, row.id)
    who = row.actor_name or _("Systemet")
    return ChangedLine(row.title, address(endpoint, **args), label(Tag(row.tag)), row.at, who)


def rows(found: Sequence[Waiting], on: date) -> list[HomeRow]:
    """Return what waits for the reader as rows, each with what its matter is about; one statement for all."""
    about = queries.in_short({one.matter_id for one in found if one.matter_id})
    told = zip(found, lines.own(found, on), strict=True)
    return [_row(one, task, about.get(one.matter_id) if one.matter_id else None, on) for one, task in told]


def _row(one: Waiting, task: TaskLine, about: MatterInShort | None, on: date) -> HomeRow:
    amount = one.amount or (about.amount if about else None)
    words = str(amount) if amount else ""
    if about and not amount:
        words = _("inga pengar") if about.is_free else _("okänt")
    return HomeRow(
        task,
        rules.horizon(one.due_on, on),
        label(about.kind) if about else "",
        about.parties if about else "",
        amount,
        words,
        one.matter_id,
        one.kind in DECIDING,
    )


def groups(found: Sequence[HomeRow]) -> list[dict[str, Any]]:
    """Return the rows by when they are to be done, as the component `data_table` takes groups."""
    told = [(one, [row for row in found if row.horizon is one]) for one in Horizon]
    return [
        {
            "label": label(one),
            "rows": some,
            "tone": "danger" if one is Horizon.LATE else "",
            "sums": _sums(some),
        }
        for one, some in told
        if some
    ]


def _sums(found: Sequence[HomeRow]) -> dict[str, Any]:
    """Return what several decisions cost together, for the line over them."""
    total = asked(found)
    several = sum(row.is_decision for row in found) > 1
    return {"amount": _("%(amount)s att besluta", amount=total)} if several and total else {}


def asked(found: Iterable[HomeRow]) -> Money:
    """Return what the decisions among the rows cost together, each matter once: what else waits asks for no money."""
    return sum({row.matter_id: row.amount for row in found if row.is_decision and row.amount}.values(), ZERO)


def lead(found: Sequence[HomeRow]) -> str:
    """Say in a sentence or two how much waits, how much of it is late, and what the decisions cost together."""
    if not found:
        return _("Inget väntar på dig just nu.")
    late = sum(one.horizon is Horizon.LATE for one in found)
    decisions = sum(one.is_decision for one in found)
    said = [ngettext("%(num)s sak väntar.", "%(num)s saker väntar.", len(found))]
    if late:
        said.append(ngettext("%(num)s är försenad.", "%(num)s är försenade.", late))
    if decisions and (total := asked(found)):
        said.append(
            ngettext(
                "%(num)s beslut om %(amount)s.",
                "%(num)s beslut om tillsammans %(amount)s.",
                decisions,
                amount=total,
            )
        )
    return joined(said, " ")
