"""The political questions that stood before they were matters keep who they are, and say no later day than theirs."""

from datetime import UTC, date, datetime

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import JSON, Date, Integer, String, Uuid, column, insert, select, table
from sqlalchemy.orm import selectinload

from registry import create_app
from registry.core.columns import new_id
from registry.core.database import db, session
from registry.core.workflow import StateChange
from registry.enquiries.models import Enquiry, NeedAssessment
from registry.enquiries.workflow import EnquiryState
from registry.settings import Settings
from tests.migrations.test_the_line import FOLDER, before

pytestmark = pytest.mark.unaudited("rows as an older version left them")
TYPES = {str: String(), int: Integer(), list: JSON(), date: Date(), type(new_id()): Uuid()}


def _store(name: str, /, **values: object) -> None:
    bare = table(name, *(column(key, TYPES[type(value)]) for key, value in values.items()))
    session.execute(insert(bare).values(values))


def _of(answered: object, waiting: object) -> None:
    given = {"attested": [], "version": 3}
    _store(
        "enquiry", id=answered, code="A", kind="letter", title="Besvarad", asked_by="Ett parti",
        answered_on=date(2025, 3, 25), **given,
    )  # fmt: skip
    _store("enquiry", id=waiting, code="B", kind="interpellation", title="Väntar", **given)
    _store("question", id=new_id(), enquiry_id=answered, number=1, text="Vad?")
    _store("need_assessment", id=new_id(), code="N", title="Behov", enquiry_id=answered, version=1)


def test_a_question_of_before_is_a_matter_and_is_one_again(database: str):
    app = create_app(
        Settings(database_url=database, secret_key="a key for the tests alone", secure_cookies=False)
    )
    with app.app_context():
        downgrade(directory=FOLDER, revision=before("enquiries"))
        began, answered, waiting = datetime.now(UTC), new_id(), new_id()
        _store("unit", id=new_id(), code="A", kind="unit", name="Enheten", version=1)
        _store("unit", id=new_id(), code="F", kind="administration", name="Förvaltningen", version=1)
        _of(answered, waiting)
        session.commit()
        for _again in range(2):  # there, back, and there again
            upgrade(directory=FOLDER)
            whole = selectinload(Enquiry.askers), selectinload(Enquiry.questions), selectinload(Enquiry.unit)
            rows = {one.id: one for one in session.scalars(select(Enquiry).options(*whole))}
            assert {key: one.state for key, one in rows.items()} == {
                answered: EnquiryState.ANSWERED,
                waiting: EnquiryState.RECEIVED,
            }
            found = rows[answered]
            assert (found.title, found.version, found.asked_by, found.unit.code) == (
                "Besvarad",
                3,
                "Ett parti",
                "F",
            )
            assert [question.text for question in found.questions] == ["Vad?"]
            assert abs((found.created_at - began).total_seconds()) < 5
            assert session.scalars(select(NeedAssessment.enquiry_id)).one() == answered
            assert session.scalar(select(StateChange.id)) is None  # nobody here did any of it
            session.commit()
            session.remove()
            downgrade(directory=FOLDER, revision=before("enquiries"))
        upgrade(directory=FOLDER)
        session.remove()
        db.engine.dispose()
