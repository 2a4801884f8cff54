"""The list narrowed down by recognition says the same as the rule that an organisation's page shows."""

from datetime import timedelta
from random import Random
from uuid import UUID

import pytest
from sqlalchemy import select

from registry.access.roles import Role
from registry.audit import guard
from registry.core import clock
from registry.core.columns import new_id
from registry.core.database import session
from registry.partners.organisations.models import Organisation
from registry.partners.recognition import queries
from registry.partners.recognition.models import RecognitionItem, RecognitionRequirement
from registry.partners.recognition.narrowing import IN_ORDER, MISSING, REMARK, RUN_OUT, STANDING, standing
from registry.partners.recognition.rules import RecognitionKind, RecognitionOutcome, RecognitionStatus
from tests import factories

KINDS = (RecognitionKind.TERMS, RecognitionKind.STATUTES, RecognitionKind.TAX, RecognitionKind.REGISTER)
REQUIRED = frozenset({RecognitionKind.TERMS, RecognitionKind.STATUTES})
ORGANISATIONS = 60
LEFT_OUT = RecognitionKind.REGISTER


def noted(organisation_id: UUID, by: Random) -> list[RecognitionItem]:
    """Return some things noted of an organisation: old and new, of the same day, good and bad, some withdrawn."""
    today, now = clock.today(), clock.now()
    made = []
    for _number in range(by.randrange(7)):
        outcome = by.choice([*[RecognitionOutcome.GOOD] * 6, *RecognitionOutcome])
        made.append(
            RecognitionItem(
                id=new_id(), organisation_id=organisation_id, kind=by.choice(KINDS), outcome=outcome,
                dated_on=today - timedelta(days=by.randrange(3)), noted_at=now - timedelta(hours=by.randrange(2)),
                valid_until=by.choice([None, None, None, today, today - timedelta(days=1), today + timedelta(days=90)]),
                noted_by="Prov", withdrawn_at=by.choice([None, None, now]),
            )
        )  # fmt: skip
    return made


def by_the_rule(organisation: Organisation, items, required) -> set[str]:
    """Return how the organisation stands by the lines of its page."""
    lines = queries.lines_of(organisation, items, required, on=clock.today())
    found = {line.status for line in lines if line.kind is not LEFT_OUT}
    told = {
        REMARK: RecognitionStatus.REMARK, RUN_OUT: RecognitionStatus.RUN_OUT, MISSING: RecognitionStatus.MISSING,
    }  # fmt: skip
    return {name for name, status in told.items() if status in found} or {IN_ORDER}


@pytest.mark.both_engines
def test_the_list_and_the_page_agree(work):
    by = Random(2026)
    with guard.resting():
        owners = [factories.organisation(f"Förening {number:02}") for number in range(ORGANISATIONS)]
        session.add_all(item for owner in owners for item in noted(owner.id, by))
        required = [RecognitionRequirement(id=new_id(), kind=kind, is_required=True) for kind in REQUIRED]
        session.add_all(required)
        session.commit()
    wanted, seen = {}, set()
    for owner in owners:
        rows = select(RecognitionItem).where(
            RecognitionItem.organisation_id == owner.id, RecognitionItem.withdrawn_at.is_(None)
        )
        items = session.scalars(rows.order_by(*queries.ITEMS.order)).all()
        wanted[owner.id] = by_the_rule(owner, items, required)
        seen |= wanted[owner.id]
    assert seen == {IN_ORDER, REMARK, RUN_OUT, MISSING}, "every case is tried"
    for value, _words in STANDING.choices:
        found = set(session.scalars(select(Organisation.id).where(standing(value, Organisation.id))))
        assert found == {one for one, told in wanted.items() if value in told}, value


@pytest.mark.both_engines
def test_many_at_once_stand_as_each_by_itself(work):
    by = Random(2027)
    with guard.resting():
        owners = [factories.organisation(f"Förening {number:02}") for number in range(12)]
        items = {owner.id: noted(owner.id, by) for owner in owners}
        session.add_all(item for found in items.values() for item in found)
        required = [RecognitionRequirement(id=new_id(), kind=kind, is_required=True) for kind in REQUIRED]
        session.add_all(required)
        session.flush()
    ids, today = [owner.id for owner in owners], clock.today()
    found = queries.lines_of_many(factories.acting(), ids, on=today)
    for owner in owners:
        rows = select(RecognitionItem).where(
            RecognitionItem.organisation_id == owner.id, RecognitionItem.withdrawn_at.is_(None)
        )
        order = RecognitionItem.dated_on.desc(), RecognitionItem.noted_at.desc(), RecognitionItem.id
        alone = queries.lines_of(owner, session.scalars(rows.order_by(*order)).all(), required, on=today)
        assert [(one.kind, one.status) for one in found[owner.id]] == [
            (one.kind, one.status) for one in alone
        ]
    assert queries.lines_of_many(factories.acting(Role.PARTNER), ids, on=today) == {}
