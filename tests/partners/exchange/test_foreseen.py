"""The preview is the run: one planner over a whole list in portions of any size; what it left is answered after."""

from collections import Counter
from itertools import chain, islice

import pytest
from sqlalchemy import select

from registry.audit import guard
from registry.cli import importing as command
from registry.core.database import session
from registry.partners.exchange import actions, answering, child, list_memories, portions
from registry.partners.exchange.choices import Answer, RowVerdict
from registry.partners.exchange.models import ListSource
from registry.partners.exchange.provenance import SourceRank
from registry.partners.exchange.workflow import State
from registry.partners.organisations.models import Organisation, OrganisationName, OrganisationSource
from tests import factories
from tests.partners.exchange.conftest import key
from tests.partners.exchange.test_actions import stored

HEAD = "Namn;Orgnr;Postnr;Ort;Hemsida;Ändamål;E-post\n"
ROWS = """
Kulturföreningen Solrosen;;123 45;Provby;solrosenprov.se;;
Mårdens bo;;;Provby;;;
Lyktan;802990-0118;;Provby;;Läxhjälp;info@lyktanprov.se
Gnistans folk;802990-0126;;Provby;;;
Provstads Judoklubb;;;Provstad;;;
Provstads Budoklubb;;;Provstad;;;
Solrosens kulturförening;;;Annanort;solrosenprov.se;;
Mårdens bo;802990-0100;;Provby;;;
Solrosens kulturförening;;;Annanort;solrosenprov.se;;
Nätverket Blåsippan;802990-0043;;;;;
Stegen til arbete;802990-0043;;;;;
Lyktan;802990-0118;;Provby;;;kassor@lyktanprov.se
Skenets vänner;;;Tredjeort;;;
Fel nummer;802990-0119;;;;;
Enskilda firman;850101-XXXX;;;;;
Totalt;;;;;;
"""


def content():
    return HEAD + ROWS.strip() + "\n"


@pytest.fixture
def register(importing):
    with guard.resting():
        for name, more in (
            ("Lyktan", {"number": "802990-0118", "seat": "Provby", "purpose": "Läsning"}),
            ("Stegen till arbete", {"number": "802990-0043"}),
            ("Gnistan", {"number": "802990-0126"}),
            ("Föreningen Skenets Vänner", {}),
        ):
            factories.organisation(name, **more)
        session.commit()
    return importing


def in_portions(importing, batch, size):
    """Pack the list anew in portions of a size, and begin to compare it."""
    rows = iter(list(portions.all_of(batch.id)))
    packed = list(iter(lambda: list(islice(rows, size)), []))
    portions.throw_away(batch.id)
    portions.keep(batch.id, map(child.pack, packed))
    batch.portion_count = len(packed)
    session.flush()
    mapping = {one: actions.ListField(field) for one, field in batch.mapping.items()}
    actions.choose_columns(batch, mapping, wrong_number=batch.wrong_number, **importing.step())
    session.commit()


def planned(importing, size):
    batch_id = importing.upload(content() + "\n" * size, name=f"{size}.csv").id
    in_portions(importing, importing.get(batch_id), size)
    while importing.work(most=1):
        if size == 7:
            list_memories._LISTS.clear()  # as when another worker goes on
    return importing.get(batch_id)


def told(importing, batch):
    return [
        (row.line, row.verdict.value, row.question, len((row.details or {}).get("candidates", ())))
        for row in sorted(importing.rows(batch), key=lambda row: row.line)
    ]


@pytest.mark.both_engines
def test_a_preview_in_portions_of_any_size_is_the_run_and_the_command(register):
    importing, before = register, stored()
    with child.held(content().encode()) as stream:
        tried = command.import_organisations(stream, "lista.csv", source="Solna", dry_run=True)
    previews = {}
    for size in (1, 7, 1000):
        batch = planned(importing, size)
        previews[size] = told(importing, batch)
        if size != 7:
            actions.discard(batch, **importing.step())
            session.commit()
        else:
            waiting = batch.id
    assert previews[1] == previews[7] == previews[1000]
    verdicts = Counter(verdict for _line, verdict, *_rest in previews[7])
    assert verdicts == {"new": 4, "changed": 1, "asked": 1, "same": 2, "duplicate": 5, "refused": 3}
    assert {name: tried[name] for name in ("new", "asked", "same", "refused")} == {
        name: verdicts[name] for name in ("new", "asked", "same", "refused")
    }
    done = importing.run(importing.get(waiting))
    assert told(importing, done) == previews[7]
    outcomes = {
        one.removeprefix("outcome_"): n for one, n in done.counts.items() if one.startswith("outcome_")
    }
    assert outcomes == {"created": 4, "changed": 2, "noted": 1, "untouched": 1, "left": 5, "refused": 3}
    again = importing.imported(content(), name="igen.csv")
    assert {again.counts.get(one, 0) for one in ("new", "changed", "asked", "known")} == {0}
    importing.undone(again)
    assert importing.undone(done).state is State.UNDONE
    assert stored() == before


@pytest.mark.both_engines
def test_what_was_left_out_is_answered_afterwards_and_undone_with_the_rest(register):
    importing, before = register, stored()
    done = importing.imported(content())
    codes = answering.questions(done)
    assert codes == {
        "duplicate:same_number": 2, "duplicate:name+website": 2, "duplicate:same_name": 1, "asked:purpose": 1,
        "asked:name": 1,
    }  # fmt: skip
    likely = [one for one in codes if one.startswith("duplicate:")]
    for code in likely:
        said = Answer.SAME if "number" in code else Answer.ANOTHER
        answering.answer_all(importing.get(key(done)), said, question=code, **importing.step())
        session.commit()
        importing.work()
    answering.answer_all(importing.get(key(done)), Answer.TAKE, question="asked:purpose", **importing.step())
    session.commit()
    importing.work()
    done = importing.get(key(done))
    assert (done.state, done.counts["outcome_left"]) == (State.DONE, 0)
    names = set(session.scalars(select(Organisation.name)))
    assert names >= {"Solrosens kulturförening", "Skenets vänner", "Stegen till arbete"}
    lyktan = session.scalars(select(Organisation).where(Organisation.number == "802990-0118")).one()
    assert (lyktan.purpose, lyktan.seat) == ("Läxhjälp", "Provby")
    assert not any("cells" in (row.details or {}) for row in importing.rows(done) if row.question is None
                   and row.verdict.value != "refused")  # fmt: skip
    again = importing.imported(content(), name="igen.csv")
    assert {again.counts.get(one, 0) for one in ("new", "changed", "duplicate")} == {0}
    importing.undone(again)
    assert importing.undone(done).state is State.UNDONE
    assert stored() == before


def test_what_was_answered_holds_for_the_next_file_of_the_list(register):
    importing = register
    batch = importing.planned(HEAD + "Skenets vänner;;;Tredjeort;;;\n")
    answering.answer_all(batch, Answer.LEAVE, **importing.step())
    actions.discard(batch, **importing.step())
    session.commit()
    new = importing.planned(HEAD + "Skenets vänner;;;Tredjeort;;;\nNy rad;;;Provby;;;\n", name="ny.csv")
    assert [(row.verdict.value, row.answer) for row in importing.rows(new)] == [
        ("duplicate", Answer.LEAVE), ("new", None),
    ]  # fmt: skip
    assert not answering.questions(new)
    other = "Id;Hemsida;Ort;Föreningens namn;Telefon\n7;;Tredjeort;SKENETS VÄNNER;08-1\n8;;Provby;Ny rad;\n"
    moved = importing.planned(other, name="andra kolumner.csv")
    assert [(row.verdict.value, row.answer) for row in importing.rows(moved)] == [
        ("duplicate", Answer.LEAVE), ("new", None),
    ]  # fmt: skip


def test_a_row_that_was_left_out_is_asked_about_again_however_the_register_has_grown(importing):
    def rows(*named):
        return HEAD + "".join(f"{name};;;{place};gemensamprov.se;;\n" for name, place in named)

    asked = rows(("Huset i dalen", "Provby"))
    importing.imported(rows(("Gläntans lada", "Provby")), source="Grannen")
    first = importing.imported(asked)
    assert answering.questions(first) == {"duplicate:website": 1}
    others = ("Asken", "Björnbäret", "Citronen", "Dagsländan", "Ekorren", "Fjärilen")
    more = importing.imported(
        rows(*((one, f"{one}s by") for one in others)), source="Grannen", name="fler.csv"
    )
    assert more.counts["new"] == len(others)  # more than share a page when they are one organisation
    again = importing.imported(asked, name="igen.csv")
    assert {name: again.counts.get(name, 0) for name in ("new", "duplicate")} == {"new": 0, "duplicate": 1}


def test_a_town_and_its_clubs_all_come_in_and_a_second_run_changes_nothing(importing):
    """What lists left out: clubs for their town's municipality, and for others whose mail lies at one host."""
    rows = HEAD + (
        "Boråss kommun;212099-0011;;Borås;;;\n"
        "Borås IF;;503 31;Borås;;;\n"
        "Borås Innebandyklubb;;503 30;Borås;;;kim@manga.example\n"
        "Norrskenets spår i Borås;;503 32;Borås;norrskenet.example;;alva@manga.example\n"
    )
    for name, verdict in (("a.csv", "new"), ("b.csv", "same")):
        counts = importing.imported(rows, source="Föreningsregistret", name=name).counts
        verdicts = {one: counts[one] for one in RowVerdict if counts.get(one)}
        assert verdicts == {verdict: 4}


def test_the_order_of_the_sources_decides(importing):
    importing.imported(HEAD + "Lyktan;802990-0118;;Provby;a.prov.se;;\n", source="Kommunen")
    importing.imported(HEAD + "Lyktan;802990-0118;;Annanby;b.prov.se;;\n", source="Betalningar")
    lyktan = select(Organisation).where(Organisation.number == "802990-0118")
    assert (session.scalars(lyktan).one().seat, session.scalars(lyktan).one().website) == (
        "Provby", "https://a.prov.se",
    )  # fmt: skip
    with guard.resting():
        session.scalars(
            select(ListSource).where(ListSource.name == "Betalningar")
        ).one().rank = SourceRank.FIRST
        session.commit()
    importing.imported(HEAD + "Lyktan;802990-0118;;Tredjeby;c.prov.se;;\n", source="Betalningar")
    one = session.scalars(lyktan).one()
    assert (one.name, one.seat, one.website) == ("Lyktan", "Tredjeby", "https://c.prov.se")
    importing.imported(HEAD + "Lyktan;802990-0118;;Fjärdeby;d.prov.se;;\n", source="Kommunen")
    assert session.scalars(lyktan).one().seat == "Tredjeby"
    held = {one.source: one.held for one in session.scalars(select(OrganisationSource))}
    assert sorted(chain.from_iterable(held["Betalningar"].values())) == ["seat", "website"]
    assert "number" in chain.from_iterable(held["Kommunen"].values())


def test_the_command_takes_or_keeps_and_is_told_the_columns(work):
    def run(rows, **more):
        with child.held(("Kund;Nr;Sajt\n" + rows).encode()) as stream:
            mapping = {"Kund": "name", "Nr": "number", "Sajt": "website"}
            return command.import_organisations(
                stream, "l.csv", source="A", choices=command.ImportChoices(mapping=mapping, **more)
            )

    assert run("Gamla Bryggan;802990-0050;a.prov.se\n")["new"] == 1
    run("Nya Bryggans Folk;802990-0050;b.prov.se\n", otherwise=Answer.KEEP)
    assert session.scalars(select(Organisation.name)).all() == ["Gamla Bryggan"]
    run("Bryggans Folk;802990-0050;c.prov.se\n", otherwise=Answer.TAKE)
    assert session.execute(select(Organisation.name, Organisation.website)).all() == [
        ("Bryggans Folk", "https://c.prov.se")
    ]
    assert session.scalars(select(OrganisationName.name)).all() == ["Gamla Bryggan"]
