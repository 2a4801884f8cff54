"""The command: a list into the register from a stream, with the figures that it prints."""

import pytest
from sqlalchemy import func, select

from registry.cli import importing
from registry.core.database import session
from registry.partners.exchange import child
from registry.partners.exchange.child import FileRefused
from registry.partners.exchange.models import ImportBatch, ImportRow
from registry.partners.organisations.models import LegalForm, Organisation
from tests.partners.exchange.conftest import FILES
from tests.partners.exchange.test_formats import SCB

pytestmark = [pytest.mark.usefixtures("work"), pytest.mark.both_engines]

MESSY = (FILES / "solna.csv").read_bytes()


def command(content, **more):
    with child.held(content) as stream:
        return importing.import_organisations(stream, "lista.csv", **{"source": "Solna", **more})


def figures(summary):
    return {name: summary[name] for name in ("read", "new", "changed", "same", "duplicates", "refused")}


def number_of(model):
    return session.scalar(select(func.count()).select_from(model))


def test_a_dry_run_writes_nothing_and_says_what_the_run_does():
    tried = command(MESSY, dry_run=True)
    assert (number_of(Organisation), number_of(ImportBatch)) == (0, 0)
    session.rollback()
    done = command(MESSY)
    assert tried == done
    assert figures(done) == {"read": 15, "new": 10, "changed": 0, "same": 0, "duplicates": 0, "refused": 5}
    assert done["reasons"] == {"columns": 1, "no_name": 1, "number": 1, "personal": 2}
    again = command(MESSY)
    assert figures(again) == {"read": 15, "new": 0, "changed": 0, "same": 10, "duplicates": 0, "refused": 5}
    assert number_of(Organisation) == 10


def test_the_national_file_gives_the_civil_society_and_keeps_nothing_of_the_rest():
    done = command(SCB.encode("latin-1"), source=None)
    assert figures(done) == {"read": 3, "new": 1, "changed": 0, "same": 0, "duplicates": 0, "refused": 2}
    assert done["reasons"] == {"other_form": 1, "personal": 1}
    choir = session.scalars(select(Organisation)).one()
    assert (choir.name, choir.legal_form, choir.no_advertising) == (
        "Kärnans Kör",
        LegalForm.ASSOCIATION,
        True,
    )
    assert number_of(ImportRow) == 2


def test_a_list_without_names_is_refused():
    with pytest.raises(FileRefused):
        command(b"Hund;Katt\nVovve;Misse\n")
    assert number_of(ImportBatch) == 0


def test_a_list_is_read_once_unless_it_is_too_large_to_keep(monkeypatch):
    readings, started = [], child._started
    monkeypatch.setattr(child, "_started", lambda *given: readings.append(given) or started(*given))
    kept = command(MESSY, dry_run=True)
    assert len(readings) == 1
    session.rollback()
    monkeypatch.setattr(importing, "MOST_KEPT", 0)
    assert command(MESSY, dry_run=True) == kept
    assert len(readings) == 1 + 3
