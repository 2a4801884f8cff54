"""Accounts that lists say: kept, found and told, and never paid to by that alone."""

import pytest
from sqlalchemy import select

from registry.audit import guard
from registry.core.database import session
from registry.partners.exchange import accounts, columns
from registry.partners.exchange.fields import ListField
from registry.partners.exchange.workflow import State
from registry.partners.organisations import catalogue
from registry.partners.organisations.models import Organisation
from registry.partners.organisations.rules import Filter
from registry.partners.payees import actions as payees
from registry.partners.payees import queries
from registry.partners.payees.models import PayeeAccount
from registry.partners.payees.rules import PayeeKind, PayeeStatement, account
from registry.partners.payees.workflow import PayeeState
from tests import factories
from tests.factories import acting
from tests.partners.exchange.test_actions import stored

F = ListField
B, P, N = PayeeKind.BANKGIRO, PayeeKind.PLUSGIRO, PayeeKind.NINETY
CELLS = [
    ({F.BANKGIRO: "5402-9681"}, [(B, "5402-9681")], []),
    ({F.BANKGIRO: "54029681.0"}, [(B, "5402-9681")], []),  # a figure cell
    ({F.BANKGIRO: "bg 5402-9681", F.PLUSGIRO: "286543-4"}, [(B, "5402-9681"), (P, "28 65 43-4")], []),
    ({F.BANKGIRO: "5402-9681; 5402-9681"}, [(B, "5402-9681")], []),
    ({F.BANKGIRO: "pg 28 65 43-4"}, [(P, "28 65 43-4")], []),  # the cell says what it is
    ({F.PLUSGIRO: "2865434"}, [(P, "28 65 43-4")], []),
    ({F.ACCOUNT: "bankgiro 5402-9681 och plusgiro 28 65 43-4"}, [(B, "5402-9681"), (P, "28 65 43-4")], []),
    ({F.ACCOUNT: "90 12 34-9"}, None, ["account"]),  # a wrong check digit
    ({F.ACCOUNT: "8327-9, 123 456 789-0"}, [], ["account"]),  # a bank's own: nothing here can be paid to it
    ({F.BANKGIRO: "saknas", F.PLUSGIRO: "-", F.ACCOUNT: "0"}, [], []),
    ({}, [], []),
]


@pytest.mark.parametrize(("cells", "meant", "told"), CELLS)
def test_cells_become_accounts_or_are_left_out_with_a_remark(cells, meant, told):
    remarks: list[str] = []
    found = [(one.kind, one.number) for one in accounts.accounts(cells, remarks)]
    assert found == (meant or [])
    assert set(remarks) == {*told, *(["account_listed"] if found else [])}


def test_headings_of_accounts_are_known():
    headings = ["Namn", "Bankgironr", "Postgiro", "90-konto"]
    assert list(columns.guess(headings).values())[1:] == [F.BANKGIRO, F.PLUSGIRO, F.ACCOUNT]


HEAD = "Namn;Orgnr;Bankgiro;Plusgiro\n"
LIST = (
    HEAD + "Lyktan;802990-0118;5402-9681;\nGnistan;802990-0126;;28 65 43-4\nGnistan;802990-0126;991-2346;\n"
)


def accounts_of(name):
    rows = select(PayeeAccount.number, PayeeAccount.state).join(PayeeAccount.organisation)
    return sorted(map(tuple, session.execute(rows.where(Organisation.name == name))))


@pytest.mark.both_engines
def test_a_listed_account_is_kept_once_and_is_paid_to_when_two_people_have_seen_to_it(importing):
    with guard.resting():
        lyktan = factories.organisation("Lyktan", number="802990-0118").id
        session.commit()
    before = stored()
    batch = importing.planned(LIST)
    rows = importing.rows(batch)
    assert [row.verdict.value for row in rows] == ["changed", "new", "same"]
    assert ["Konto för utbetalning", None, "Bankgiro 5402-9681, obekräftat", False] in rows[0].details[
        "changes"
    ]
    assert all("account_listed" in row.details["remarks"] for row in rows)
    done = importing.run(batch)
    assert accounts_of("Lyktan") == [("5402-9681", PayeeState.LISTED)]
    assert accounts_of("Gnistan") == [("28 65 43-4", PayeeState.LISTED), ("991-2346", PayeeState.LISTED)]
    assert queries.payable(lyktan) is None
    assert not queries.waiting(importing.actor)  # thousands of rows are nobody's task
    assert [row.name for row in catalogue.page(importing.actor, Filter(text="5402-9681")).page.rows] == [
        "Lyktan"
    ]
    again = importing.imported(LIST, name="igen.csv")
    assert {again.counts.get(one, 0) for one in ("new", "changed", "known")} == {0}
    importing.undone(again)
    assert importing.undone(done).state is State.UNDONE
    assert stored() == before
    assert not session.scalars(select(PayeeAccount)).all()


def test_a_list_never_changes_the_account_that_two_people_have_seen_to(importing):
    importing.imported(HEAD + "Lyktan;802990-0118;5402-9681;\n")
    owner = session.scalars(select(Organisation)).one()
    one, other = acting(name="Ett"), acting(name="Två")
    claim = PayeeStatement(account("5402-9681"), "Lyktan", "Kontobevis")
    payee = payees.propose(owner, claim, actor=one, at=importing.at)
    session.commit()
    payees.confirm(payee, checked="Ringde", seen=payee.version, actor=other, at=importing.at)
    session.commit()
    importing.imported(HEAD + "Lyktan;802990-0118;991-2346;\n", name="annat.csv")
    assert accounts_of("Lyktan") == [("5402-9681", PayeeState.CONFIRMED), ("991-2346", PayeeState.LISTED)]
    assert queries.payable(session.scalars(select(Organisation.id)).one()).number == "5402-9681"


def test_an_account_that_somebody_has_proposed_stands_in_the_way_of_undoing(importing):
    done = importing.imported(HEAD + "Lyktan;802990-0118;5402-9681;\n")
    owner = session.scalars(select(Organisation)).one()
    claim = PayeeStatement(account("5402-9681"), "Lyktan", "Kontobevis")
    payees.propose(owner, claim, actor=importing.actor, at=importing.at)
    session.commit()
    assert importing.undone(done).obstacles
    assert accounts_of("Lyktan") == [("5402-9681", PayeeState.PROPOSED)]
