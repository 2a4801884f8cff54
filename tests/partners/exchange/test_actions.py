"""Lists on their way into the register and back, on a database: what becomes of each row, and that nothing is lost."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from registry.audit import guard
from registry.audit.models import AuditEntry, AuditPayload
from registry.audit.past.models import RowImage
from registry.audit.past.queries import known_at
from registry.collaborations import search as collaborations
from registry.core import clock
from registry.core.database import session
from registry.core.errors import DomainError
from registry.partners.exchange import actions, answering, portions, undo_turns
from registry.partners.exchange.choices import Answer, RowOutcome, WrongNumber
from registry.partners.exchange.fields import ListField
from registry.partners.exchange.models import ImportBatch, ImportPortion, ImportRow
from registry.partners.exchange.workflow import State
from registry.partners.organisations import actions as organisations
from registry.partners.organisations import indexing as organisations_index
from registry.partners.organisations.models import (
    Contact,
    LegalForm,
    Organisation,
    OrganisationName,
    OrganisationSource,
    Sector,
    Standing,
)
from registry.partners.organisations.search.checking import Differences, compare
from registry.partners.organisations.search.tables import search_misspelling, search_word
from tests import factories
from tests.partners.exchange.conftest import FILES, key

HEAD = "Namn;Orgnr;Postnr;Ort;E-post\n"
LETTERS = str.maketrans("0123456789", "bdfgklmprt")
MESSY = (FILES / "solna.csv").read_bytes()


def stored():
    """Everything of the organisations, as values, for comparing before and after."""
    session.expire_all()
    tables = (Organisation, Contact, OrganisationName, OrganisationSource)
    return {
        model.__tablename__: sorted(
            tuple(str(value) for key, value in row._mapping.items() if key != "version")
            for row in session.execute(select(*model.__table__.columns))
        )
        for model in tables
    }


def named(name):
    return session.scalars(select(Organisation).where(Organisation.name == name)).one()


def test_the_messy_list_row_by_row(importing):
    batch = importing.planned(MESSY)
    told = {row.line: (row.verdict.value, (row.details or {}).get("code")) for row in importing.rows(batch)}
    assert told == {
        5: ("new", None),  # capitals, glued addresses, a quoted newline
        7: ("new", None),  # (vilande), two addresses
        8: ("new", None),  # ", ideell förening", a contact person, no advertising
        9: ("new", None),
        10: ("new", None),  # local branches share their number
        11: ("new", None),
        12: ("new", None),  # a number that begins with 0
        13: ("refused", "number"),  # a wrong check digit
        14: ("refused", "personal"),  # a sole trader
        15: ("refused", "personal"),  # twelve digits
        16: ("refused", "no_name"),
        17: ("new", None),  # struck off its register
        18: ("new", None),  # a formula is a name like any other, until it is exported
        19: ("new", None),  # a person's number in a text
        20: ("refused", "columns"),
    }
    assert session.scalar(select(func.count()).select_from(Organisation)) == 0
    done = importing.run(batch)
    assert done.state is State.DONE
    assert (done.counts["outcome_created"], done.counts["outcome_refused"]) == (10, 5)
    main, branch = named("Åtta Årstiders Förbund"), named("Åtta Årstiders Förbund Råsunda")
    assert branch.umbrella_id == main.id
    assert named("Väntans vänner").standing is Standing.DORMANT
    assert named("Gryningskören").legal_form is LegalForm.ASSOCIATION
    assert named("Gryningskören").no_advertising is True
    assert str(named("Nedlagda nöjen").dissolved_on) == "2024-05-31"
    shouted = named("Skymningens Idrottsförening IF")
    assert (shouted.street, shouted.seat, shouted.sector) == ("Storgatan 1", "Solna", Sector.CIVIL)
    people = session.execute(select(Contact.person, Contact.reason).where(Contact.person.is_not(None))).all()
    assert [tuple(row) for row in people] == [("Eva Exempel", "Anges som kontaktperson i Solna.")]


def test_nothing_of_a_sole_trader_is_stored(importing):
    batch = importing.imported(MESSY)
    batch = importing.get(key(batch))
    everything = str(
        [row.details for row in importing.rows(batch)]
        + [row.name for row in importing.rows(batch)]
        + [batch.samples, batch.mapping, batch.columns]
        + list(stored().values())
    )
    for trace in ("811218", "Kalles", "Karl Påhittad", "Anders Snickeri", "kalle@"):
        assert trace not in everything


def test_the_same_file_again_changes_nothing(importing):
    importing.imported(MESSY)
    before = stored()
    again = importing.imported(MESSY, name="igen.csv")
    assert {row.verdict.value for row in importing.rows(again)} == {"same", "refused"}
    assert stored() == before


def test_undo_is_exact(importing):
    with guard.resting():
        factories.organisation("Kvar Som Den Var", number="802498-7615", seat="Solna")
        session.commit()
    before = stored()
    batch = importing.imported(
        HEAD + "Kvar som den var;802498-7615;171 45;Solna;info@kvar.example\nNy;;171 46;Solna;\n"
    )
    assert [row.verdict.value for row in importing.rows(batch)] == ["changed", "new"]
    assert stored() != before
    assert importing.undone(batch).state is State.UNDONE
    assert stored() == before


def test_what_is_undone_is_not_said_of_the_past_either(importing):
    with guard.resting():
        kept = factories.organisation("Kvar Som Den Var", number="802498-7615", seat="Solna").id
        session.commit()
    batch = importing.planned(
        HEAD + "Kvar som den var;802498-7615;171 45;Kista;info@kvar.example\nSnödroppen;;171 46;Solna;\n"
    )
    answering.answer_all(batch, Answer.TAKE, **importing.step())
    session.commit()
    importing.run(batch)
    then, new = clock.now(), named("Snödroppen").id
    past = known_at(importing.actor, then)
    assert [past.row("organisation", one).values["seat"] for one in (kept, new)] == ["Kista", "Solna"]
    importing.undone(batch)
    assert [past.row("organisation", one) for one in (kept, new)] == [None, None]
    assert known_at(importing.actor, clock.now()).row("organisation", kept).values["seat"] == "Solna"
    said = session.scalars(select(RowImage.image).where(RowImage.image.is_not(None))).all()
    assert "Snödroppen" not in str(said)
    assert "171 45" not in str(said)


def test_what_is_taken_back_is_neither_kept_nor_suggested(importing):
    importing.imported(HEAD + "Lyktans Vänner;;171 45;Solna;\n")
    before = words()
    batch = importing.imported(
        HEAD + "Snödroppsgläntans Vänner;;171 46;Provby;info@snodropp.example\n", source="B"
    )
    assert "snodroppsglantans" in str(words())
    importing.undone(batch)
    assert words() == before
    (row,) = importing.rows(batch)
    assert (row.name, row.number, row.details, row.outcome) == (None, None, None, RowOutcome.CREATED)


def words():
    """All the words that a search suggests, and the beginnings that misspellings lead to."""
    tables = (search_word.c.word, search_misspelling.c.start)
    return [sorted(set(session.scalars(select(column)))) for column in tables]


def test_undo_is_refused_whole_when_something_was_changed_since(importing):
    batch = importing.imported(HEAD + "Ett;;171 45;Solna;\nTvå;;171 46;Solna;\n")
    before = stored()
    two = named("Två")
    session.refresh(two, ["contacts", "names"])
    organisations.add_name(two, "Tvåan", starts_on=None, ends_on=None, **importing.step())
    session.commit()
    kept = importing.undone(batch)
    assert kept.state is State.DONE
    assert [(one["name"], one["line"]) for one in kept.obstacles] == [("Två", "3")]
    assert {row[1] for row in stored()["organisation"]} == {row[1] for row in before["organisation"]}


def test_undo_is_refused_when_an_organisation_is_used(importing):
    batch = importing.imported(HEAD + "Ett;;171 45;Solna;\n")
    factories.collaboration("Träffar", partners=[named("Ett")])
    session.commit()
    kept = importing.undone(batch)
    assert kept.state is State.DONE
    assert "part" in kept.obstacles[0]["why"]


TOGETHER = HEAD + "Kvar som den var;802498-7615;171 45;Solna;info@kvar.example\n" + "".join(
    f"{name};;171 {n};Solna;\n" for n, name in enumerate(("Asp", "Björk", "Cypress", "Duvträd", "Ek"), 50)
)  # fmt: skip


@pytest.fixture
def in_small_turns(monkeypatch, importing):
    """An import of one that is known and five that are new, and what was stored before it; two rows in a turn."""
    for most in ("MOST_RESTORED", "MOST_REMOVED", "MOST_FORGOTTEN"):
        monkeypatch.setattr(undo_turns, most, 2)
    with guard.resting():
        factories.organisation("Kvar Som Den Var", number="802498-7615", seat="Solna")
        session.commit()
    before = stored()
    return importing.imported(TOGETHER), before


@pytest.mark.both_engines
def test_undone_in_turns_and_after_a_failure_it_is_as_exact(importing, in_small_turns, monkeypatch):
    batch, before = in_small_turns
    actions.undo(importing.get(key(batch)), **importing.step())
    session.commit()
    turns, real = 0, undo_turns.undoing.remove
    while importing.get(key(batch)).state is State.UNDOING:
        if turns == 4:  # in the middle of taking away: the turn is as if it had not been, and is done again
            monkeypatch.setattr(undo_turns.undoing, "remove", lambda *rows: real(*rows) / 0)
            importing.work(most=1)
            monkeypatch.setattr(undo_turns.undoing, "remove", real)
            importing.at += timedelta(hours=1)
        assert importing.work(most=1) == 1
        turns += 1
    assert turns > 8
    assert stored() == before
    told = session.scalars(select(AuditPayload.changes).order_by(AuditPayload.seq.desc())).first()
    assert [(one["field"], one["new"]) for one in told[:2]] == [("removed", "5"), ("restored", "1")]
    assert {(row.name, row.details) for row in importing.rows(batch)} == {(None, None)}


def test_what_is_changed_while_an_import_is_taken_back_stays_and_is_told(importing, in_small_turns):
    batch, _before = in_small_turns
    actions.undo(importing.get(key(batch)), **importing.step())
    session.commit()
    importing.work(most=4)
    asp = named("Asp")
    session.refresh(asp, ["contacts", "names"])
    organisations.add_name(asp, "Aspen", starts_on=None, ends_on=None, **importing.step())
    session.commit()
    importing.work()
    done = importing.get(key(batch))
    assert done.state is State.UNDONE
    assert [(one["name"], one["why"]) for one in done.obstacles] == [("Asp", "har ändrats efter importen")]
    assert [one.name for one in session.scalars(select(Organisation).order_by(Organisation.name))] == [
        "Asp", "Kvar Som Den Var",
    ]  # fmt: skip


def test_stopped_and_resumed_loses_and_doubles_nothing(importing):
    names = (f"{n:04d}".translate(LETTERS) * 2 for n in range(2001))  # so that no two are nearly the same
    rows = "".join(f"{name.title()};;1{n:04d};Ort {n};\n" for n, name in enumerate(names))
    batch = importing.planned(HEAD + rows)
    assert batch.portion_count == 3
    importing.run(batch, work=False)
    importing.work(most=1)
    batch = importing.get(key(batch))
    actions.stop(batch, **importing.step())
    session.commit()
    assert importing.work() == 1  # the job that was waiting sees that it is stopped, and does nothing
    batch = importing.get(key(batch))
    assert (batch.state, batch.done_count) == (State.STOPPED, 500)
    assert session.scalar(select(func.count()).select_from(Organisation)) == 500
    actions.resume(batch, **importing.step())
    session.commit()
    importing.work()
    done = importing.get(key(batch))
    assert (done.state, done.counts["outcome_created"]) == (State.DONE, 2001)
    assert session.scalar(select(func.count()).select_from(Organisation)) == 2001
    assert session.scalar(select(func.count()).select_from(ImportPortion)) == 0


def test_a_portion_that_dies_half_way_is_done_again_whole(importing, monkeypatch):
    batch = importing.planned(HEAD + "Ett;;171 45;Solna;\nTvå;;171 46;Solna;\n")
    with monkeypatch.context() as broken:
        broken.setattr("registry.partners.exchange.tasks.finish", lambda *_a, **_k: 1 / 0)
        importing.run(batch)
    assert session.scalar(select(func.count()).select_from(Organisation)) == 0
    importing.work()  # a minute later
    importing.work()
    assert importing.get(key(batch)).state is State.DONE
    assert session.scalar(select(func.count()).select_from(Organisation)) == 2


def test_possible_duplicates_wait_for_an_answer(importing):
    with guard.resting():
        there = factories.organisation("Solrosens Vänner", seat="Solna").id
        session.commit()
    content = HEAD + "Solrosens vänner;;;;a@sol.example\nSolrosens vänner;;;;b@sol.example\n"
    batch = importing.planned(content)
    assert [row.verdict.value for row in importing.rows(batch)] == ["duplicate", "duplicate"]
    first, second = importing.rows(batch)
    assert first.details["candidates"][0]["id"] == str(there)
    said = {first.position: (Answer.SAME, there), second.position: (Answer.ANOTHER, None)}
    answering.answer(batch, said, **importing.step())
    session.commit()
    done = importing.run(batch)
    assert (done.counts["outcome_changed"], done.counts["outcome_created"]) == (1, 1)
    emails = session.scalars(select(Contact.email).where(Contact.organisation_id == there)).all()
    assert emails == ["a@sol.example"]


def test_an_unanswered_duplicate_is_left_out(importing):
    with guard.resting():
        factories.organisation("Solrosens Vänner", seat="Solna")
        session.commit()
    done = importing.imported(HEAD + "Solrosens vänner;;;;\n")
    assert done.counts["outcome_left"] == 1
    assert session.scalar(select(func.count()).select_from(Organisation)) == 1


def test_a_change_may_be_kept_out(importing):
    importing.imported(HEAD + "Ett;802498-7615;171 45;Solna;\n")
    batch = importing.planned(HEAD + "Ett;802498-7615;171 46;Solna;\n")
    (row,) = importing.rows(batch)
    assert row.details["changes"] == [["Postnummer", "171 45", "171 46", False]]
    answering.answer_all(batch, Answer.KEEP, **importing.step())
    session.commit()
    importing.run(batch)
    assert named("Ett").postcode == "171 45"


def test_the_search_follows_what_an_import_changes_around_it(importing):
    with guard.resting():
        for name in ("Röda Korset", "Röda Korset i Farsta"):
            factories.organisation(name, number="802498-7615")
        session.commit()
    file = HEAD + "Röda Korset i Solna;802498-7615;171 45;Solna;\nRöda Stjärnan;802002-8638;171 46;Solna;\n"
    before = importing.imported(HEAD + "Svarta Stjärnan;802002-8638;171 46;Solna;\n")
    with guard.resting():
        factories.collaboration("Läxhjälp", partners=[named("Svarta Stjärnan")])
        session.commit()
    assert before.state is State.DONE
    batch = importing.planned(file)
    answering.answer_all(batch, Answer.TAKE, **importing.step())
    session.commit()
    importing.run(batch)
    assert named("Röda Korset i Solna").umbrella_id == named("Röda Korset").id
    assert named("Röda Stjärnan")
    for reads in (organisations_index, collaborations):
        assert compare(reads.INDEX, reads.entries) == Differences(0, 0)
    assert importing.undone(batch).state is State.UNDONE
    for reads in (organisations_index, collaborations):
        assert compare(reads.INDEX, reads.entries) == Differences(0, 0)


def test_a_changed_organisation_says_so_in_its_history(importing):
    importing.imported(HEAD + "Ett;802498-7615;171 45;Solna;\n")
    importing.imported(HEAD + "Ett;802498-7615;171 46;Solna;\n", name="ny.csv")
    found = (
        session.execute(select(AuditEntry.tag).where(AuditEntry.matter_id == named("Ett").id)).scalars().all()
    )
    assert found == ["organisation.imported"]


def test_a_person_is_named_neither_in_the_log_nor_in_the_preview(importing):
    head = "Namn;Orgnr;Kontaktperson;Kontaktpersonens e-post\n"
    importing.imported(head + "Ett;802498-7615;;\n")
    batch = importing.imported(head + "Ett;802498-7615;Eva Exempel;eva@exempel.se\n")
    assert [one.person for one in session.scalars(select(Contact))] == ["Eva Exempel"]
    told = " ".join(
        f"{row.changes} {row.subject} {row.note}" for row in session.scalars(select(AuditPayload))
    )
    told += " ".join(str(row.details) for row in importing.rows(batch))
    assert "Kontaktperson" in told
    assert "xempel" not in told


def test_a_wrong_number_may_be_left_out_instead(importing):
    batch = importing.planned(HEAD + "Fel;802498-7610;171 45;Solna;\n", wrong_number=WrongNumber.LEAVE_OUT)
    assert importing.verdicts(batch) == [(2, "new")]


def test_what_was_said_of_the_columns_is_remembered(importing):
    head = "Vem;Orgnr;Postnr;Ort\n"
    batch = importing.upload(head + "Ett;;171 45;Solna\n")
    assert batch.mapping.get("Vem") is None
    mapping = {"Vem": ListField.NAME, "Orgnr": ListField.NUMBER, "Postnr": None, "Ort": None}
    actions.choose_columns(batch, mapping, wrong_number=WrongNumber.REFUSE, **importing.step())
    session.commit()
    again = importing.upload(head + "Två;;171 45;Solna\n")
    assert again.mapping == {"Vem": "name", "Orgnr": "number"}


def test_columns_must_have_a_name_and_nothing_twice(importing):
    batch = importing.upload(HEAD + "Ett;;171 45;Solna;\n")
    for mapping in ({"Namn": None}, {"Namn": ListField.NAME, "Ort": ListField.NAME}):
        with pytest.raises(DomainError):
            actions.choose_columns(batch, mapping, wrong_number=WrongNumber.REFUSE, **importing.step())


def test_columns_cannot_be_chosen_anew_once_somebody_reads_the_list_in(importing):
    batch = importing.planned(HEAD + "Ett;802498-7615;171 45;Solna;\n")
    assert batch.state is State.PREVIEW
    with guard.resting():
        begun = update(ImportBatch).values(state=State.RUNNING)
        session.execute(begun, execution_options={"synchronize_session": False})  # as another person's press
        with pytest.raises(DomainError):
            actions.choose_columns(
                batch, {"Namn": ListField.NAME}, wrong_number=WrongNumber.REFUSE, **importing.step()
            )
        assert len(importing.rows(batch)) == 1


def test_a_discarded_import_leaves_nothing(importing):
    batch = importing.planned(HEAD + "Ett;;171 45;Solna;\n")
    actions.discard(batch, **importing.step())
    session.commit()
    assert portions.at(batch.id, 0) == []
    assert session.scalar(select(func.count()).select_from(ImportRow)) == 0
