"""Who is paid after a merge: one person who merges can make nobody's account another's."""

import pytest

from registry.core.database import session
from registry.core.lists_at_once import ListsAtOnce
from registry.partners.duplicates import actions
from registry.partners.duplicates.models import Merge
from registry.partners.duplicates.rules import Choices
from registry.partners.payees import actions as payees
from registry.partners.payees import queries, rules
from registry.partners.payees.rules import PayeeStatement
from tests.factories import NOON, acting, organisation

pytestmark = pytest.mark.usefixtures("work")


def test_an_account_is_confirmed_for_the_record_that_two_people_saw():
    actor, kept, gone = acting(), organisation("Tensta jour"), organisation("Tenstajouren")
    claim = PayeeStatement(rules.account("5402-9681"), gone.name, "Kontobevis 2026-10-01")
    payee = payees.propose(gone, claim, actor=acting(), at=NOON)
    session.commit()
    payees.confirm(payee, checked="Ringde banken", seen=1, actor=acting(), at=NOON)
    session.commit()
    seen, kept_id, gone_id = (kept.version, gone.version), kept.id, gone.id
    made = actions.merge(kept, gone, Choices(frozenset(), False), seen=seen, actor=actor, at=NOON).id
    session.commit()
    assert queries.payable(kept_id) is None
    (past,) = queries.of_organisation(actor, kept, *ListsAtOnce(queries.ACCOUNTS).of(kept)).past
    assert past.end_reason == "Organisationen slogs ihop med en annan."
    actions.undo(session.get_one(Merge, made), actor=actor, at=NOON)
    session.commit()
    assert queries.payable(gone_id).number == "5402-9681"


def test_a_record_that_takes_over_a_number_is_not_paid_to_its_own_account():
    actor, kept, gone = (
        acting(),
        organisation("Gnistan"),
        organisation("Gnistans vänner", number="802990-0118"),
    )
    claim = PayeeStatement(rules.account("5402-9681"), kept.name, "Kontobevis 2026-10-01")
    payee = payees.propose(kept, claim, actor=acting(), at=NOON)
    session.commit()
    payees.confirm(payee, checked="Ringde banken", seen=1, actor=acting(), at=NOON)
    session.commit()
    seen, kept_id = (kept.version, gone.version), kept.id
    made = actions.merge(kept, gone, Choices(frozenset({"number"})), seen=seen, actor=actor, at=NOON).id
    session.commit()
    assert (kept.number, queries.payable(kept_id)) == ("802990-0118", None)
    actions.undo(session.get_one(Merge, made), actor=actor, at=NOON)
    session.commit()
    assert queries.payable(kept_id).number == "5402-9681"
