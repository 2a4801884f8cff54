"""Who attested twice, to two accounts, has attested once in the version before, and the next one has a free number."""

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import insert, select

from registry import create_app
from registry.agreements import actions
from registry.audit import guard
from registry.core.columns import new_id
from registry.core.database import db, session
from registry.money.payments.models import Attestation
from registry.settings import Settings
from tests.agreements.conftest import make_desk
from tests.agreements.test_decided_content import attest, sign, with_payment
from tests.migrations.test_the_line import FOLDER, before
from tests.money.payments.test_actions import confirmed

pytestmark = pytest.mark.unaudited("rows as an older version left them")
TABLE = Attestation.__table__


def _attested_by_two() -> None:
    desk = make_desk()
    one = with_payment(desk)
    confirmed(one)
    actions.submit(desk.fresh(one), note=None, **desk.by_preparer(desk.fresh(one)))
    desk.decide(desk.fresh(one))
    sign(desk, one)
    attest(desk, one)


def _numbered() -> list[tuple[str, int]]:
    rows = session.execute(select(TABLE.c.person, TABLE.c.number).order_by(TABLE.c.number))
    return [tuple(row) for row in rows]


def test_the_later_stays_and_the_numbers_have_no_gap(database: str):
    app = create_app(
        Settings(database_url=database, secret_key="a key for the tests alone", secure_cookies=False)
    )
    with app.app_context(), guard.resting():
        _attested_by_two()
        (first, one), (second, two) = _numbered()
        anew = dict(session.execute(select(TABLE).where(TABLE.c.number == one)).one()._mapping)
        session.execute(insert(TABLE).values(anew | {"id": new_id(), "number": two + 1}))
        session.commit()
        downgrade(directory=FOLDER, revision=before("rows_and_accounts"))
        assert _numbered() == [(second, 1), (first, 2)]
        session.commit()
        upgrade(directory=FOLDER)
        db.session.remove()
        db.engine.dispose()
