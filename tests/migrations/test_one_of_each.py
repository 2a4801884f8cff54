"""What stood twice already when the tables began to hold "one of each": nothing is lost, one of each goes on."""

from datetime import date

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import column, insert, select, table
from sqlalchemy.exc import IntegrityError

from registry import create_app
from registry.city.accounts.models import RoleGrant, User
from registry.city.diary.models import CaseNumberRange
from registry.core.columns import new_id
from registry.core.database import db, session
from registry.partners.duplicates.models import Scan
from registry.partners.organisations.models import Organisation
from registry.partners.payees.models import PayeeAccount
from registry.partners.payees.workflow import PayeeState
from registry.settings import Settings
from tests.factories import NOON
from tests.migrations.test_the_line import FOLDER, before

pytestmark = pytest.mark.unaudited("rows as an older version left them")
DAY = date(2026, 1, 1)


def _store(model: type, times: int = 1, **values: object) -> None:
    """Insert rows with these columns alone: the table is not yet that of the model."""
    types = {"id": model.__table__.c.id.type, **{name: model.__table__.c[name].type for name in values}}
    bare = table(model.__tablename__, *(column(name, type_) for name, type_ in types.items()))
    for _ in range(times):
        session.execute(insert(bare).values(**{"id": new_id(), **values}))


def _store_doubles() -> None:
    user, own = new_id(), new_id()
    _store(
        User,
        id=user,
        email="x@demo.example",
        name="X",
        created_at=NOON,
        is_active=True,
        version=1,
        mail_rhythm="at_once",
    )
    named = {"name": "X", "sort_name": "x", "match_key": "x", "sector": "civil", "legal_form": "association"}
    states = {"standing": "active", "registration": "unknown", "no_advertising": False, "is_example": False}
    _store(Organisation, id=own, **named, **states, created_at=NOON, version=1)
    _store(RoleGrant, 3, user_id=user, role="officer", starts_on=DAY)
    for following in (2, 5):
        _store(
            CaseNumberRange,
            pattern="AMF 2026/{}",
            first=1,
            last=9,
            following=following,
            created_at=NOON,
            version=1,
        )
    counts = {"total": 0, "walked": 0, "compared": 0, "found": 0}
    _store(Scan, 2, state="running", **counts, started_at=NOON, started_by="X")
    for state in ("proposed", "confirmed"):
        _store(
            PayeeAccount, organisation_id=own, kind="bankgiro", number="5050-1055", digits="50501055", holder_name="X",
            evidence="Utdrag", proposed_by="X", proposed_at=NOON, state=state, version=1,
        )  # fmt: skip
    session.commit()


def _kept(model: type, **still: object) -> list[object]:
    """The rows that go on."""
    return session.scalars(select(model).filter_by(**still)).all()


def test_doubles_of_before_are_ended_and_kept(database: str):
    app = create_app(
        Settings(database_url=database, secret_key="a key for the tests alone", secure_cookies=False)
    )
    with app.app_context():
        downgrade(directory=FOLDER, revision=before("one_of_each"))
        _store_doubles()
        upgrade(directory=FOLDER)
        assert len(_kept(RoleGrant, ends_on=None)) == 1
        assert _kept(Scan, state="running") == []  # one went on, until the search was made to walk twice
        (goes_on,) = _kept(CaseNumberRange, closed_at=None)
        assert goes_on.following == 5  # or numbers would be given twice
        assert {row.state for row in _kept(PayeeAccount)} == {PayeeState.CONFIRMED, PayeeState.REFUSED}
        assert [len(_kept(model)) for model in (RoleGrant, CaseNumberRange, Scan, PayeeAccount)] == [
            3,
            2,
            2,
            2,
        ]
        with pytest.raises(IntegrityError):
            _store(
                CaseNumberRange,
                pattern="AMF 2026/{}",
                first=1,
                last=9,
                following=1,
                created_at=NOON,
                version=1,
            )
        db.session.remove()
        db.engine.dispose()
