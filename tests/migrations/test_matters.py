"""What stood before there were matters: every agreement gets one, and nothing that pointed elsewhere is lost."""

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import (
    JSON,
    Boolean,
    Date,
    DateTime,
    Integer,
    LargeBinary,
    String,
    Uuid,
    column,
    insert,
    select,
    table,
)

from registry import create_app
from registry.agreements.models import Edition
from registry.core.columns import new_id
from registry.core.database import db, session
from registry.documents.models import Document
from registry.matters.approvals.models import Recusal
from registry.matters.models import Matter
from registry.notifications.models import OutboxMessage
from registry.settings import Settings
from tests.factories import NOON, TODAY
from tests.migrations.test_the_line import FOLDER

pytestmark = pytest.mark.unaudited("rows as an older version left them")
TYPES = {bool: Boolean(), int: Integer(), str: String(), bytes: LargeBinary(), list: JSON(), type(TODAY): Date(),
         type(NOON): DateTime(timezone=True), type(new_id()): Uuid()}  # fmt: skip
LOST, LIST, OWN, UNIT, PERSON, WORK = (new_id() for _row in range(6))


def _store(name: str, /, **values: object) -> None:
    values = {"id": new_id(), **values}
    bare = table(name, *(column(key, TYPES[type(value)]) for key, value in values.items()))
    session.execute(insert(bare).values(values))


def _agreement(number: str | None, state: str) -> None:
    given = {"case_number": number} if number else {}
    times = {"created_at": NOON, "updated_at": NOON, "version": 3}
    _store(
        "agreement", collaboration_id=WORK, kind="iop", state=state, title=f"{number} {state}", unit_id=UNIT,
        prepared_by_id=PERSON, is_example=True, **given, **times,
    )  # fmt: skip


def _store_old() -> None:
    _store("unit", id=UNIT, code="EC", kind="unit", name="Enheten", version=1)
    person = {"email": "x@demo.example", "name": "X", "mail_rhythm": "at_once"}
    _store("user_account", id=PERSON, created_at=NOON, is_active=True, version=1, **person)
    named = {"name": "X", "sort_name": "x", "match_key": "x", "sector": "civil", "legal_form": "association"}
    states = {"standing": "active", "registration": "unknown", "no_advertising": False, "is_example": False}
    _store("organisation", id=OWN, **named, **states, created_at=NOON, version=1)
    work = {"title": "S", "sort_title": "s", "search_text": "s", "form": "formal", "status": "planned"}
    flags = dict.fromkeys(("is_reference", "is_example"), False)
    _store("collaboration", id=WORK, created_at=NOON, version=1, **work, **flags)
    for number, state in (
        ("EX-2026/02", "draft"),
        ("EX 2026/2", "submitted"),
        ("EX 2026/3", "draft"),
        (None, "draft"),
    ):
        _agreement(number, state)
    _store(
        "decision_list", id=LIST, meeting_on=TODAY, status="draft", created_at=NOON, created_by="X", version=1
    )
    _store(
        "document", matter_id=LIST, type="decision_list", title="Anmälan", filename="a.pdf", media_type="a/b", size=1,
        sha256="0" * 64, content=b"x", shown_to_partner=False, created_at=NOON,
    )  # fmt: skip
    _store(
        "outbox_message", matter_id=OWN, recipient="x@demo.example", subject="S", body="B", created_at=NOON
    )
    _store("recusal", matter_id=LOST, person_id=PERSON, person="X", status="standing", raised_by="X", at=NOON)


def test_every_row_of_before_has_its_place(database: str, caplog: pytest.LogCaptureFixture):
    app = create_app(
        Settings(database_url=database, secret_key="a key for the tests alone", secure_cookies=False)
    )
    with app.app_context():
        downgrade(directory=FOLDER, revision="0012")  # what stood before matters
        _store_old()
        session.commit()
        upgrade(directory=FOLDER)
        found = session.scalars(select(Edition).order_by(Edition.title)).all()
        assert {
            (one.type, one.unit_id, one.prepared_by_id, one.version, one.is_example) for one in found
        } == {("edition", UNIT, PERSON, 3, True)}
        assert [one.case_number for one in found] == ["EX 2026/2", "EX 2026/3", "EX 2026/2", None]
        assert "EX 2026/2" in caplog.text  # both are named
        assert "EX-2026/02" in caplog.text
        lost = session.get_one(Matter, LOST)
        assert (type(lost), lost.title) == (Matter, "Ärende som saknas i registret")
        assert session.scalars(select(Recusal.matter_id)).one() == LOST
        assert session.execute(select(Document.matter_id, Document.list_id)).one() == (None, LIST)
        message = select(OutboxMessage.matter_id, OutboxMessage.organisation_id)
        assert session.execute(message).one() == (None, OWN)
        session.remove()
        db.engine.dispose()
