"""What lists filed organisations under, as lines of the purpose in an earlier release: moved apart, word for word."""

import logging

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import select, text

from registry import create_app
from registry.audit import guard
from registry.core.database import db, session
from registry.partners.organisations.countries import Country
from registry.partners.organisations.models import Organisation, OrganisationSource
from registry.settings import ROOT, Settings
from tests import factories
from tests.factories import NOON

FOLDER = str(ROOT / "migrations")
FILED = {
    "listed_types": "Idrottsförening",
    "listed_activities": "Simning, Dans",
    "affiliation": "Provförbundet",
}
OLD = "Typ av förening: Idrottsförening\nAktiviteter: Simning, Dans\nFörbund som den tillhör: Provförbundet"


@pytest.mark.both_engines
def test_lines_of_the_purpose_become_fields_and_lines_again(database: str, caplog):
    made = create_app(
        Settings(database_url=database, secret_key="a key for the tests alone", secure_cookies=False)
    )
    with made.app_context(), guard.resting():
        names = {
            "Två rader": "Läxhjälp\nför barn",
            "Ingen egen": None,
            "Aktiviteter: skriven för hand": "Läxhjälp",
        }
        for name, purpose in names.items():
            one = factories.organisation(name, purpose=purpose, **(FILED if name[0] != "A" else {}))
            if name[0] != "A":
                session.add(
                    OrganisationSource(organisation_id=one.id, source="Prov", source_id=name, fetched_at=NOON)
                )
        session.flush()
        by_hand = session.scalars(select(Organisation).where(Organisation.purpose == "Läxhjälp")).one()
        by_hand.purpose = "Läxhjälp\nAktiviteter: skriven för hand"
        by_hand.country, by_hand.number = Country("DE"), "HRB 123456 B"
        session.commit()
        columns = Organisation.name, Organisation.purpose, *(getattr(Organisation, one) for one in FILED)
        before = session.execute(select(*columns).order_by(Organisation.name)).all()
        session.remove()
        downgrade(directory=FOLDER, revision="0036")
        rows = session.execute(text("SELECT name, purpose, number FROM organisation")).all()
        purposes = {row.name: row.purpose for row in rows}
        assert purposes["Två rader"] == f"Läxhjälp\nför barn\n{OLD}"
        assert purposes["Ingen egen"] == OLD
        assert "HRB 123456 " in {row.number for row in rows}  # the table of before has no more room
        session.remove()
        with caplog.at_level(logging.WARNING, "alembic.runtime.migration"):
            upgrade(directory=FOLDER)
        assert session.execute(select(*columns).order_by(Organisation.name)).all() == before
        assert "2 of them" in caplog.text
        session.remove()
        db.engine.dispose()
