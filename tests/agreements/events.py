"""What happens around a matter after it was sent, each through the product's own verb: parties, people, the order.

A matrix does each of them in every state, and a machine does them in any order.
"""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch

from sqlalchemy import select
from stdnum import luhn

from registry.access.actor import Actor
from registry.access.roles import Post
from registry.agreements import queries
from registry.agreements.models import Edition
from registry.audit import guard
from registry.city.accounts import actions as accounts
from registry.city.accounts.models import User
from registry.city.delegation import actions as orders
from registry.city.delegation import queries as standing
from registry.city.delegation.models import DelegationOrder, LimitKind
from registry.city.delegation.order import Head
from registry.city.units.absences import actions as absences
from registry.city.units.models import Absence
from registry.collaborations import actions as collaborations
from registry.collaborations.choices import PartyRole
from registry.collaborations.models import Collaboration
from registry.collaborations.rules import Participation
from registry.core import jobs
from registry.core.database import session
from registry.core.money import Money
from registry.matters.approvals import queries as approvals
from registry.matters.approvals.actions import moving
from registry.matters.decisions import actions as decisions
from registry.matters.decisions import queries as decided
from registry.partners.duplicates import actions as duplicates
from registry.partners.duplicates.models import Merge
from registry.partners.duplicates.rules import Choices
from registry.partners.exchange import actions as imports
from registry.partners.exchange import answering, child, tasks, undo_turns
from registry.partners.exchange.choices import Answer
from registry.partners.exchange.fields import ListField
from registry.partners.exchange.formats.table import ReadingLimits
from registry.partners.exchange.models import ImportBatch
from registry.partners.exchange.workflow import State as ImportState
from registry.partners.organisations import actions as organisations
from registry.partners.organisations.models import Organisation
from registry.partners.organisations.queries import WHOLE
from registry.partners.organisations.rules import facts_of
from registry.partners.payees.models import PayeeAccount
from registry.partners.payees.rules import PayeeKind
from registry.partners.payees.workflow import PayeeState
from registry.partners.profiles import actions as profiles
from registry.partners.profiles.rules import ProposedFact, Wish
from tests import factories

MOST_TURNS, TURNS = 20, (tasks.PLAN, tasks.APPLY, tasks.UNDO)  # of a list of one row
PAID = Participation((PartyRole.PARTNER,), receives_funding=True, note=None)


@dataclass
class Around:
    """The organisations beside the party, and who changes what around the matter."""

    desk: Any
    admin: Actor
    ids: dict[str, Any]  # the party, another legal person, and a second record of the party without number
    numbers: dict[str, str]
    at: datetime

    def organisation(self, name: str) -> Organisation:
        rows = select(Organisation).where(Organisation.id == self.ids[name]).options(*WHOLE)
        return session.scalars(rows.execution_options(populate_existing=True)).one()

    def joint(self, one: Edition) -> Collaboration:
        return queries.whole(one.id, anew=True).agreement.collaboration

    @property
    def by_group(self) -> dict:
        return {"actor": self.desk.group, "at": self.at}

    @property
    def by_admin(self) -> dict:
        return {"actor": self.admin, "at": self.at}


def around(desk, one: Edition, number: int = 0) -> Around:
    """Store the organisations around the agreement's party, who is paid and whose number becomes a real one."""
    numbers = {name: _number(10 * number + place) for place, name in enumerate(("party", "other", "typed"))}
    with guard.resting():
        joint = queries.whole(one.id, anew=True).agreement.collaboration
        row, party = joint.parties[0], joint.parties[0].organisation
        party.number, row.receives_funding = numbers["party"], True
        other = factories.organisation(f"Svenska exempel {number}", number=numbers["other"])
        twin = factories.organisation(f"{party.name} (dubblett)")
        admin = factories.acting(name="Administratör")
        session.commit()
    ids = {"party": party.id, "other": other.id, "twin": twin.id}
    return Around(desk, admin, ids, numbers, factories.NOON)


def account_of(now: Around, name: str, number: str) -> None:
    """Let two people have confirmed where the organisation is paid."""
    one, two, row = factories.acting(), factories.acting(), now.organisation(name)
    factories.stored(
        PayeeAccount(
            organisation_id=row.id, organisation_number=row.number, kind=PayeeKind.BANKGIRO, number=number,
            digits=number.replace("-", ""), holder_name=row.name, evidence="Brev", state=PayeeState.CONFIRMED,
            proposed_by_id=one.user_id, proposed_by="En", proposed_at=now.at,
            confirmed_by_id=two.user_id, confirmed_by="Två", confirmed_at=now.at,
        )
    )  # fmt: skip
    with guard.resting():
        session.commit()


def _number(place: int) -> str:
    """Return a number for a test that is valid and nobody's."""
    digits = f"802{place + 1000:06}"
    return f"{digits[:6]}-{digits[6:]}{luhn.calc_check_digit(digits)}"


# Who is party


def add_party(now: Around, one: Edition, name: str = "other") -> None:
    collaborations.add_party(now.joint(one), now.ids[name], PAID, **now.by_group)


def remove_party(now: Around, one: Edition, name: str = "party") -> None:
    joint = now.joint(one)
    party = next(row for row in joint.parties if row.organisation_id == now.ids[name])
    collaborations.remove_party(joint, party, **now.by_group)


def exchange(now: Around, one: Edition) -> None:
    add_party(now, one)
    remove_party(now, one)


# Who an organisation is


def change(now: Around, **values: Any) -> None:
    party = now.organisation("party")
    facts = replace(facts_of(party), is_another=True, **values)
    organisations.change(party, facts, seen=party.version, **now.by_group)


def propose(now: Around, fact: ProposedFact, value: str) -> None:
    """Let the association propose it in the portal, and somebody in the house accept."""
    party = now.organisation("party")
    made = profiles.propose(party, Wish(fact, value, value, "Vi har ändrat det."), **now.by_admin)
    made.organisation = party
    session.flush()
    profiles.accept(made, answer=None, seen=made.version, **now.by_group)


def merge(now: Around, kept: str, gone: str, *, wrong: bool = False) -> None:
    rows = now.organisation(kept), now.organisation(gone)
    seen = (rows[0].version, rows[1].version)
    duplicates.merge(*rows, Choices(number_was_wrong=wrong), seen=seen, **now.by_group)


def undo_merge(now: Around) -> None:
    rows = select(Merge).where(Merge.undone_at.is_(None)).order_by(Merge.merged_at.desc(), Merge.id.desc())
    duplicates.undo(session.scalars(rows.limit(1)).one(), **now.by_group)


def read_in(now: Around, street: str) -> None:
    """Read a list in that names the party by its number, with another spelling and another address."""
    party = now.organisation("party")
    text = f"Namn;Orgnr;Gatuadress\n{party.name.upper()};{party.number or ''};{street}\n"
    with child.held(text.encode()) as stream:
        file = imports.File(name="lista.csv", source="Lista", digest=child.digest(stream))
        packed = child.packed(stream, ReadingLimits())
    batch = imports.upload(packed, file, remembered={}, **now.by_group)
    said = {
        head: ListField(batch.mapping[head]) if batch.mapping.get(head) else None for head in batch.columns
    }
    imports.choose_columns(batch, said, wrong_number=batch.wrong_number, **now.by_group)
    _work(batch, tasks.plan, now)
    answering.answer_all(batch, Answer.TAKE, **now.by_group)
    imports.run(batch, **now.by_group)
    _work(batch, tasks.apply, now)


def undo_import(now: Around) -> None:
    rows = select(ImportBatch).where(ImportBatch.state == ImportState.DONE)
    batch = session.scalars(
        rows.order_by(ImportBatch.created_at.desc(), ImportBatch.id.desc()).limit(1)
    ).one()
    imports.undo(batch, **now.by_group)
    _work(batch, undo_turns.undo, now)


def _work(batch: ImportBatch, job: Callable[..., None], now: Around) -> None:
    """Do what the worker would, turn by turn: its jobs are in the outbox, and its commits the machine's own.

    The worker compares in a transaction of its own; here that would take back what the test has written.
    """
    session.flush()
    by, state = {"user_id": str(now.desk.group.user_id), "name": now.desk.group.name}, batch.state
    payload: dict[str, Any] = {"batch_id": str(batch.id), "by": by}
    with (
        patch.object(tasks, "one_snapshot", nullcontext),
        patch.object(undo_turns, "one_snapshot", nullcontext),
        patch.object(jobs, "enqueue", wraps=jobs.enqueue) as enqueue,
    ):
        for _turn in range(MOST_TURNS):
            job(payload, now.at)
            session.flush()
            session.expire_all()
            if batch.state is not state:
                return
            payload = next(one.args[1] for one in reversed(enqueue.mock_calls) if one.args[0] in TURNS)
    raise AssertionError(f"the list is still {batch.state} after {MOST_TURNS} turns")


# Who may decide


def go_away(now: Around, who: Actor, days: int = 1) -> None:
    first = now.at.date()
    told = {"starts_on": first, "ends_on": first + timedelta(days), "note": None}
    absences.add(who.user_id, **told, **now.by_admin)


def come_back(now: Around, who: Actor) -> None:
    for row in session.scalars(select(Absence).where(Absence.user_id == who.user_id)):
        absences.remove(row, **now.by_admin)


def close_account(now: Around, who: Actor) -> None:
    accounts.deactivate(session.get_one(User, who.user_id), **now.by_admin)


def open_account(now: Around, who: Actor) -> None:
    accounts.activate(session.get_one(User, who.user_id), **now.by_admin)


def adopt_an_edition(now: Around, limit: Money) -> None:
    """Let the nämnd adopt a new edition from today, in which the unit head may decide up to the limit."""
    on = now.at.date()
    before = standing.edition(DelegationOrder.id == standing.id_in_force(on))
    title = f"Ordning {on} {str(before.id)[-6:]}"
    made = orders.draft(title, based_on=before, **now.by_admin)
    session.flush()
    made = _edition(made.id)
    row = next(one for one in made.rules if one.post is Post.UNIT_HEAD)
    point = replace(
        standing.rule_of(row), limit_kind=LimitKind.KRONOR, limit_amount=limit, limit_multiple=None
    )
    orders.change_point(made, row, point, seen=made.version, **now.by_admin)
    session.flush()
    made, head = _edition(made.id), Head(title, "Nämnden", on, "§ 3", "AMN 2026/3", on)
    orders.adopt(made, head, end_earlier=True, seen=made.version, **now.by_admin)
    session.flush()


def _edition(key: Any) -> DelegationOrder:
    session.expire_all()
    return standing.edition(DelegationOrder.id == key)


def the_worker(now: Around) -> None:
    """Do what those who changed something asked the worker to do about the people."""
    moving.reroute_all({}, now.at)
    session.flush()


# What is registered of a decision


def correct_minutes(now: Around, one: Edition, paragraph: str) -> None:
    made = approvals.final_decision(one.id)
    told = {"meeting_on": made.meeting_on, "paragraph": paragraph, "case_number": made.committee_case_number}
    seen = decisions.as_recorded(made)
    decisions.correct_minutes(
        made, **told, reason="Läste fel rad", seen=seen, actor=now.desk.registrar, at=now.at
    )


def post(now: Around, one: Edition) -> None:
    made = approvals.final_decision(one.id)
    entry = decided.entry(now.desk.registrar, made.id)
    day = now.at.date()
    decisions.post(entry, adjusted_on=day, posted_on=day, actor=now.desk.registrar, at=now.at)
