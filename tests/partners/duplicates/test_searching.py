"""A search of the register: nobody waits, every route leads, decisions stay, renamed ones are weighed anew."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from registry.access.roles import Role
from registry.audit import actions as audit
from registry.audit import guard
from registry.audit.models import AuditEntry
from registry.audit.tags import Tag
from registry.city.synonyms import actions as synonyms
from registry.city.synonyms.rules import WrittenSynonyms
from registry.core import clock, jobs, worker
from registry.core.columns import new_id
from registry.core.database import db, session, writing
from registry.core.language.synonyms import SynonymKind
from registry.partners.duplicates import actions, following, meeting
from registry.partners.duplicates.actions import scanning
from registry.partners.duplicates.models import Pair, PairState, Scan, ScanState
from registry.partners.organisations import actions as organisations
from registry.partners.organisations import queries as organisation_queries
from registry.partners.organisations.models import Contact, Organisation
from registry.partners.organisations.rules import facts_of
from tests.factories import NOON, acting, organisation

pytestmark = [pytest.mark.usefixtures("work"), pytest.mark.both_engines]

# (what both say, one's own words, the other's), each found by another route: order, brackets, number, page, mailbox.
HERE, PUBLIC = {"seat": "Ekby"}, {"seat": "Ekby", "number": "212099-0011"}
TWICE = (
    (HERE, {"name": "VMT Ekby"}, {"name": "Ekby VMT"}),
    ({}, {"name": "Vänner mot tystnad (VMT)"}, {"name": "Vänner mot tystnad"}),
    ({**HERE, "number": "802990-0050"}, {"name": "Bryggan"}, {"name": "Aspens hus"}),
    (
        {**HERE, "website": "https://bundprov.se/ekby"},
        {"name": "Ekby Brottning"},
        {"name": "Ekby Brottarklubb"},
    ),
    ({**HERE, "website": "https://dikprov.se"}, {"name": "Dansförening Inre Kustlandet"}, {"name": "DIK"}),
)
APART = (
    (PUBLIC, {"name": "Skolan Ekorren"}, {"name": "Biblioteket Ugglan"}),
    ({}, {"name": "Lyktan Boden", "website": "https://lyktanprov.se/a"},
     {"name": "Lyktan Tranås", "website": "https://lyktanprov.se/b"}),
    ({"website": "https://furanprov.se"}, {"name": "Furans SK"}, {"name": "Furans SK Juniorer"}),
    ({"website": "https://almenprov.se"}, {"name": "Almens Konsthall"}, {"name": "Stiftelsen Almens Konsthall"}),
)  # fmt: skip


def searched(*, whole=True, at=NOON):
    """Search as the worker does, until there is nothing left to do."""
    with writing():
        actions.begin_scan(whole=whole, actor=None, at=at)
        session.commit()
    worker.run_due(at)
    return session.scalars(select(Scan).order_by(Scan.started_at.desc(), Scan.id.desc())).first()


def proposed():
    rows = session.execute(select(Pair.one_id, Pair.other_id).where(Pair.state == PairState.OPEN))
    return {frozenset(row) for row in rows}


def test_every_route_leads_and_what_only_looks_alike_is_left(monkeypatch):
    monkeypatch.setattr(scanning, "SLICE", 4)
    made = [[organisation(**shared, **own).id for own in both] for shared, *both in (*TWICE, *APART)]
    session.commit()
    scan = searched()
    number = 2 * (len(TWICE) + len(APART))
    assert (scan.state, scan.keyed, scan.walked) == (ScanState.DONE, number, number)
    assert proposed() == {frozenset(both) for both in made[: len(TWICE)]}
    assert scan.compared < 40 * number
    assert searched(at=NOON + timedelta(hours=1)).found == 0


def test_keys_that_are_as_before_are_not_written_again(monkeypatch):
    one, other = organisation(name="Lyktan").id, organisation(name="Bryggan").id
    session.commit()
    searched()
    written, kept = [], scanning._keep_keys
    monkeypatch.setattr(scanning, "_keep_keys", lambda keys: (written.extend(keys), kept(keys)))
    searched(at=NOON + timedelta(days=1))
    assert written == []
    assert meeting.new_keys([one, other]) == {}
    with guard.resting():
        session.get(Organisation, one).name = "Solrosen"
        session.commit()
    searched(at=NOON + timedelta(days=2))
    assert written == [one]
    assert meeting.new_keys([one, other]) == {}


def test_nobody_waits_while_a_search_compares(monkeypatch):
    """What compares holds no lock: somebody else writes meanwhile, without waiting at all."""
    organisation("Lyktan", seat="Ekby")
    organisation("Föreningen Lyktan", seat="Ekby")
    session.commit()
    compared, written = meeting.of_slice, []

    def while_others_write(ids, *, ahead_only):
        found = compared(ids, ahead_only=ahead_only)
        with writing(), db.engine.connect() as other, other.begin():
            if other.dialect.name == "sqlite":
                other.exec_driver_sql("PRAGMA busy_timeout=0")
            other.execute(text("UPDATE organisation SET seat = 'Norrby'"))
            written.append(len(ids))
        return found

    monkeypatch.setattr(meeting, "of_slice", while_others_write)
    assert searched().state is ScanState.DONE
    assert written == [2]
    assert len(proposed()) == 1


def test_what_was_decided_stays_and_what_was_renamed_is_weighed_anew():
    made = [
        organisation(name, **HERE).id for name in ("Lyktan", "Föreningen Lyktan", "Solgläntan", "Solglantan")
    ]
    session.commit()
    searched()
    pairs = {row.one_id: row for row in session.scalars(select(Pair))}
    assert len(pairs) == 2
    mine = pairs[min(made[:2])]
    actions.decide_many([(mine, mine.version)], PairState.DIFFERENT, actor=acting(Role.PREPARATORY), at=NOON)
    for place, name in ((1, "Lyktan"), (3, "Helt annat sällskap")):
        row = session.get_one(Organisation, made[place])
        row.name = name
        audit.record(row, Tag.ORGANISATION_CHANGED, actor=None, at=NOON)
    session.commit()
    told = session.scalars(select(AuditEntry.matter_id).where(AuditEntry.tag == "duplicate.decided"))
    assert sorted(told) == sorted(made[:2])
    searched(at=NOON + timedelta(hours=1))
    assert session.scalars(select(Pair.state)).all() == [PairState.DIFFERENT]


def test_the_night_searches_what_is_new_once_somebody_has_searched():
    organisation("Lyktan", seat="Ekby")
    session.commit()
    scanning.begin_daily({}, NOON)
    assert session.scalar(select(Scan.id)) is None
    searched()
    scanning.begin_daily({}, NOON + timedelta(hours=1))
    session.commit()
    assert jobs.is_due(NOON + timedelta(hours=1))


def test_words_that_the_city_says_mean_the_same_are_met_and_the_next_search_is_whole():
    both = {organisation(name=name, seat="Ekby").id for name in ("TKQ", "Tjejernas hus")}
    session.add_all(Contact(organisation_id=one, label="Växel", email="info@tkqprov.se") for one in both)
    with guard.resting():
        session.commit()
    searched()
    assert proposed() == set()
    with writing():
        told = WrittenSynonyms(SynonymKind.SHORT, "TKQ, Tjejernas hus")
        synonyms.add(told, actor=acting(Role.PREPARATORY), at=NOON + timedelta(hours=1))
        session.commit()
    assert searched(whole=False, at=NOON + timedelta(hours=2)).since is None
    assert proposed() == {frozenset(both)}
    assert searched(whole=False, at=NOON + timedelta(hours=3)).since is not None


def test_what_a_rename_and_a_merge_touch_is_weighed_at_once_and_no_more():
    one, other, third = (
        organisation(name=name, seat="Ekby") for name in ("Bryggan", "Norrsken", "Lyktans vänner")
    )
    ids = [row.id for row in (one, other, third)]
    session.commit()
    searched()
    assert proposed() == set()
    change(ids[1], name="Brygggan")
    assert proposed() == {frozenset(ids[:2])}
    change(ids[1], name="Norrsken")
    assert proposed() == set()  # unlikely again, and nobody had said anything of it
    change(ids[2], name="Norrsken")
    assert proposed() == {frozenset(ids[1:])}
    with writing():
        following.follow(new_id() for _ in range(following.MOST_AT_ONCE + 1))  # a list's: left for the night
        session.commit()
    assert worker.run_due(clock.now() + timedelta(minutes=1)) == 0


def change(one, **facts):
    """Change an organisation as its page does, and let the worker do what that asks for."""
    with writing():
        row = organisation_queries.changeable(acting(), one)
        stated = replace(facts_of(row), is_another=True, **facts)
        organisations.change(row, stated, seen=row.version, actor=acting(), at=NOON)
        session.commit()
    assert worker.run_due(clock.now() + timedelta(minutes=1)) == 1
    session.expire_all()


def test_nothing_is_weighed_before_somebody_has_had_the_register_searched():
    one = organisation(name="Bryggan", seat="Ekby").id
    session.commit()
    with writing():
        following.follow([one])
        session.commit()
    assert worker.run_due(clock.now() + timedelta(minutes=1)) == 0
