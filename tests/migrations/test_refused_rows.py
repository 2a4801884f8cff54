"""Rows that imports refused before a person was known in every spelling: cleared where a person may stand."""

import logging

from flask_migrate import downgrade, upgrade
from sqlalchemy import insert, select

from registry import create_app
from registry.core.columns import new_id
from registry.core.database import db, session
from registry.partners.exchange.choices import RowVerdict, WrongNumber
from registry.partners.exchange.fields import Layout
from registry.partners.exchange.models import ImportBatch, ImportRow
from registry.partners.exchange.workflow import State
from registry.settings import Settings
from tests.factories import NOON
from tests.migrations.test_the_line import FOLDER, before

REFUSED = {
    1: ["Exempel Fotvård", "850101-XXXX"],
    2: ["Byföreningen", "1985-01-01"],
    3: ["Lyktan", "802990-XXXX"],
    4: ["Gnistan", "saknar nummer"],
}


def test_refused_rows_keep_nothing_of_a_person(database, caplog):
    made = create_app(
        Settings(database_url=database, secret_key="a key for the tests alone", secure_cookies=False)
    )
    with made.app_context():
        downgrade(directory=FOLDER, revision=before("no_persons_in_refused_rows"))
        batch = new_id()
        session.execute(
            insert(ImportBatch.__table__).values(
                id=batch, state=State.DONE, source="Prov", name="prov.csv", file_hash="x", layout=Layout.TABLE,
                columns=["Namn", "Orgnr"], mapping={"Namn": "name", "Orgnr": "number"}, samples=[REFUSED[1]],
                wrong_number=WrongNumber.REFUSE, remarks=[], row_count=4, portion_count=1, position=1, done_count=4,
                counts={}, reasons={}, obstacles=[], created_at=NOON,
            )
        )  # fmt: skip
        rows = [
            {"batch_id": batch, "position": place, "line": place, "verdict": RowVerdict.REFUSED, "name": cells[0],
             "details": {"code": "number_form", "cells": cells}}
            for place, cells in REFUSED.items()
        ]  # fmt: skip
        session.execute(insert(ImportRow.__table__), rows)
        session.commit()
        with caplog.at_level(logging.WARNING, "alembic.runtime.migration"):
            upgrade(directory=FOLDER)
        told = session.execute(select(ImportRow.name, ImportRow.details).order_by(ImportRow.position)).all()
        assert [(name, details["cells"]) for name, details in told] == [
            (None, None), ("Byföreningen", None), ("Lyktan", REFUSED[3]), ("Gnistan", REFUSED[4]),
        ]  # fmt: skip
        assert session.scalar(select(ImportBatch.samples)) == []
        session.remove()
        db.engine.dispose()
