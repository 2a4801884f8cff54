"""What was withdrawn or annulled before withdrawals were decisions of their own: told, and not made up."""

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import delete, select, update

from registry import create_app
from registry.agreements import actions
from registry.audit import guard
from registry.city.budgets import queries as budgets
from registry.city.budgets.models import Commitment
from registry.core.database import db, session
from registry.core.money import Money
from registry.matters.actions import void_if_changed
from registry.matters.approvals.models import Decision, Outcome, Round, RoundStatus, Step
from registry.matters.decisions.models import AppealOutcome, Withdrawal
from registry.settings import Settings
from tests.agreements.conftest import NOON, TODAY, make_desk
from tests.agreements.test_courts import in_court, judged
from tests.agreements.test_decided_content import attest, sign, with_payment
from tests.migrations.test_the_line import FOLDER, before
from tests.money.payments.test_actions import confirmed

pytestmark = pytest.mark.unaudited("rows as an older version left them")


def _withdrawn(desk) -> None:
    """One that was withdrawn, without the row that a withdrawal has by now, and one that fell by a change."""
    desk.reopen(desk.approved())
    session.execute(delete(Withdrawal))
    revoking = (
        select(Step.id).join(Round, Round.id == Step.round_id).where(Round.status == RoundStatus.REVOKING)
    )
    steps = list(session.scalars(revoking))
    session.execute(delete(Decision).where(Decision.step_id.in_(steps)))
    session.execute(delete(Step).where(Step.id.in_(steps)))
    session.execute(delete(Round).where(Round.status == RoundStatus.REVOKING))
    changed = desk.submitted()
    changed.starts_on = TODAY
    session.flush()
    assert void_if_changed(changed, actor=desk.preparer, at=NOON)


def _annulled(desk) -> None:
    """One that a court annulled when half of it was paid, and that still takes all of the frame."""
    one = with_payment(desk)
    confirmed(one)
    actions.submit(desk.fresh(one), note=None, **desk.by_preparer(desk.fresh(one)))
    desk.decide(desk.fresh(one))
    sign(desk, one)
    attest(desk, one)
    in_court(desk, one, (judged(AppealOutcome.ANNULLED, TODAY),))
    session.execute(update(Commitment).where(Commitment.matter_id == one.id).values(released_at=None))


def test_the_old_ones_are_told_and_what_was_not_paid_leaves_the_frame(database: str, caplog):
    app = create_app(
        Settings(database_url=database, secret_key="a key for the tests alone", secure_cookies=False)
    )
    with app.app_context(), guard.resting():
        desk = make_desk()
        _withdrawn(desk)
        _annulled(desk)
        session.commit()
        downgrade(directory=FOLDER, revision=before("withdrawals"))
        upgrade(directory=FOLDER)
        statuses = list(session.scalars(select(Round.status).order_by(Round.submitted_at, Round.id)))
        assert statuses == [RoundStatus.REVOKED, RoundStatus.VOIDED, RoundStatus.ANNULLED]
        assert session.query(Decision).filter(Decision.outcome == Outcome.REVOKE).count() == 0
        assert sum(amount.ore for amount in budgets.committed().values()) == Money.kronor(90_000).ore
        assert [words in caplog.text for words in ("was withdrawn", "only what was paid")] == [True, True]
        db.session.remove()
        db.engine.dispose()
