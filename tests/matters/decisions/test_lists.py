"""No decision can be forgotten, none is reported twice, and what the meeting was sent stays as it was."""

import random
from datetime import date, timedelta
from functools import partial

import pytest
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from registry.audit import guard
from registry.audit.models import AuditEntry
from registry.audit.tags import Tag
from registry.core.database import session
from registry.core.errors import DomainError, Stale
from registry.core.jobs import Job
from registry.core.money import Money
from registry.documents import queries as documents
from registry.documents.models import DocumentType
from registry.documents.storage import Label, store
from registry.matters.approvals.models import Outcome, Recusal, RecusalStatus, RoundStatus, StepPart
from registry.matters.decisions import actions, list_rules, notice_text, queries, rules
from registry.matters.decisions import documents as made_of
from registry.matters.decisions.models import AppealOutcome, ListStatus
from registry.matters.decisions.rules import AppealStage, Force
from tests.matters.decisions.conftest import NOON, SETTINGS, decided, entry

pytestmark = pytest.mark.both_engines
MEETING = date(2026, 12, 8)
LATER = date(2027, 1, 12)
AFTER = NOON + timedelta(days=30)


def by(world, at=NOON) -> dict:
    return {"actor": world.registrar, "at": at}


def listed(world, *decisions, **more):
    made = actions.make(meeting_on=MEETING, case_number=None, decisions=decisions, **by(world), **more)
    return kept(world, made)


def kept(world, made):
    """Commit, and read the list anew, as the next request would."""
    key = made.id
    session.commit()
    session.expire_all()
    return queries.decision_list(world.registrar, key)


def noted(world, made):
    actions.send(made, seen=made.version, **by(world))
    made = kept(world, made)
    days = {"adjusted_on": date(2026, 12, 10), "posted_on": date(2026, 12, 11)}
    actions.note(made, paragraph="§ 12", **days, seen=made.version, **by(world, AFTER))
    return kept(world, made)


@pytest.mark.parametrize("seed", range(2))
def test_every_final_decision_is_in_exactly_one_place(world, seed):
    """Over decisions, rounds and points of every kind, and whatever has been done with some of them."""
    chance = random.Random(seed)  # the same cases every time
    made = {}
    for _turn in range(60):
        case = {
            "outcome": chance.choice(list(Outcome)), "status": chance.choice(list(RoundStatus)),
            "part": chance.choice(list(StepPart)), "reported": chance.random() < 0.6,
            "committee": chance.random() < 0.2,
        }  # fmt: skip
        made[decided(world, **case)] = case
    to_report = [one.id for one in queries.waiting(world.registrar, AppealStage.TO_REPORT)]
    to_post = queries.waiting(world.registrar, AppealStage.TO_POST)
    listed(world, *chance.sample(to_report, len(to_report) // 2))
    for one in chance.sample(to_post, len(to_post) // 2):
        actions.post(one, adjusted_on=NOON.date(), posted_on=NOON.date(), **by(world))
    session.commit()

    final = {
        key for key, case in made.items() if rules.is_final(case["outcome"], case["part"], case["status"])
    }
    places = {place: [one.id for one in queries.waiting(world.registrar, place)] for place in AppealStage}
    found = [key for keys in places.values() for key in keys]
    assert sorted(found) == sorted(final), "a decision fell outside, or stands twice"
    assert all(places.values())
    for place, keys in places.items():
        assert all(entry(world, key).place is place for key in keys)


def test_the_filters_of_legal_force_say_what_each_decision_says(world):
    """One decision of each kind, on days around its last: the SQL and the pure rule never differ."""
    chance = random.Random(7)  # the same cases every time
    first = NOON.date()
    for number in range(40):
        key = decided(
            world, reported=False, status=chance.choice([RoundStatus.APPROVED, RoundStatus.RETURNED])
        )
        if number % 4 == 0:
            continue
        up = first + timedelta(days=chance.randrange(10))
        notice = actions.post(entry(world, key), adjusted_on=first, posted_on=up, **by(world, AFTER))
        if number % 5 == 0:
            actions.take_down(
                notice,
                removed_on=up + timedelta(days=chance.randrange(19)),
                seen=notice.version,
                **by(world, AFTER),
            )
        for _appeal in range(chance.choice([0, 0, 1, 2])):
            on = up + timedelta(days=chance.randrange(30))
            told = {"appealed_on": on, "court_case": None, "note": None}
            made = actions.appeal(entry(world, key), **told, **by(world, AFTER + timedelta(days=60)))
            session.flush()
            if chance.random() < 0.7:
                stayed = {"stayed_on": on, "stay_ended_on": chance.choice([None, on + timedelta(days=9)])}
                if chance.random() < 0.3:
                    actions.stay(made, **stayed, seen=made.version, **by(world, AFTER + timedelta(days=90)))
                    session.flush()
                settled_on = chance.choice([None, on + timedelta(days=40)])
                answer = actions.Judgment(
                    chance.choice(list(AppealOutcome)), on + timedelta(days=20), settled_on
                )
                actions.settle(made, answer, seen=made.version, **by(world, AFTER + timedelta(days=90)))
    session.commit()
    for days in (0, 21, 22, 31, 45, 75, 200):
        on = first + timedelta(days=days)
        everything = queries.with_appeals(session.execute(queries.everything(world.registrar, on=on)).all())
        said = {force: {one.id for one in everything if one.standing(on).force is force} for force in Force}
        for force in Force:
            rows = session.execute(queries.everything(world.registrar, force=force, on=on)).all()
            assert {row.id for row in rows} == said[force], (on, force)
    assert len(everything) == 40


def test_the_register_is_searched_by_title_number_and_decider(world):
    key = decided(world)
    session.commit()
    one = entry(world, key)
    for q in (one.row.matter.upper(), one.row.case_number, "enhetschef"):
        found = session.execute(queries.everything(world.registrar, q=q, on=NOON.date())).all()
        assert [row.id for row in found] == [key], q
    assert session.execute(queries.everything(world.registrar, q="finns inte", on=NOON.date())).all() == []


def test_a_decision_stands_on_one_list(world):
    key = decided(world)
    listed(world, key)
    with pytest.raises(Stale, match="redan på en lista"):
        actions.make(meeting_on=LATER, case_number=None, decisions=[key], **by(world))


def test_what_is_not_reported_cannot_be_listed_and_what_is_cannot_be_posted(world):
    posted_alone, reported = decided(world, reported=False), decided(world)
    session.commit()
    with pytest.raises(Stale):
        actions.make(meeting_on=MEETING, case_number=None, decisions=[posted_alone], **by(world))
    session.rollback()
    days = {"adjusted_on": NOON.date(), "posted_on": NOON.date()}
    with pytest.raises(DomainError, match="anmäls till nämnden"):
        actions.post(entry(world, reported), **days, **by(world))
    actions.post(entry(world, posted_alone), **days, **by(world))
    session.commit()
    with pytest.raises(Stale, match="redan anslaget"):
        actions.post(entry(world, posted_alone), **days, **by(world))


def test_a_draft_is_ordered_and_what_is_taken_away_waits_again(world):
    keys = [decided(world, at=NOON + timedelta(minutes=n)) for n in range(3)]
    made = listed(world, *keys)
    actions.move(made, keys[2], steps=-2, seen=made.version, **by(world))
    made = kept(world, made)
    assert [one.id for one in queries.on_list(world.registrar, made.id)] == [keys[2], keys[0], keys[1]]
    actions.take_away(made, keys[0], seen=made.version, **by(world))
    made = kept(world, made)
    assert [one.row.position for one in queries.on_list(world.registrar, made.id)] == [1, 2]
    assert entry(world, keys[0]).place is AppealStage.TO_REPORT
    with pytest.raises(Stale):
        actions.add(made, [keys[0]], seen=made.version - 1, **by(world))
    actions.add(made, [keys[0]], seen=made.version, **by(world))
    made = kept(world, made)
    assert [one.id for one in queries.on_list(world.registrar, made.id)] == [keys[2], keys[1], keys[0]]


def test_a_sent_list_is_frozen_and_its_document_says_what_was_sent(world):
    key = decided(world)
    made = listed(world, key)
    actions.send(made, seen=made.version, **by(world))
    made = kept(world, made)
    job = session.query(Job).filter_by(name="decisions.list").one()
    row = job.payload["data"]["tables"][0][0]
    assert (row["matter"], row["amount"]) == (entry(world, key).row.matter, Money(100).ore)
    late = decided(world)
    session.commit()
    for change in (
        partial(actions.take_away, decision_id=key),
        partial(actions.add, decisions=[late]),
        actions.send,
    ):
        with pytest.raises(DomainError):
            change(made, seen=made.version, **by(world))
        session.rollback()
        made = kept(world, made)


def test_a_list_that_the_meeting_did_not_take_up_is_moved_or_given_up(world):
    """The decisions are on one list or wait, and each time it is sent it has a document of its own."""
    key = decided(world)
    made = listed(world, key)
    change = partial(actions.change_list, case_number="AMF 2026/90", **by(world))
    other = kept(world, actions.make(meeting_on=LATER, case_number=None, decisions=(), **by(world)))
    for day, sentence in ((NOON.date() - timedelta(days=1), "har redan hållits"), (LATER, "redan en lista")):
        with pytest.raises(DomainError, match=sentence):
            change(made, meeting_on=day, seen=made.version)
        session.rollback()
        made = kept(world, made)
    other = kept(world, other)
    actions.throw_away(other, reason="Tom", seen=other.version, **by(world))
    made = kept(world, made)
    actions.send(made, seen=made.version, **by(world))
    made = kept(world, made)
    with pytest.raises(DomainError, match="Skriv varför"):
        actions.call_back(made, reason=" ", seen=made.version, **by(world))
    session.rollback()
    made = kept(world, made)
    actions.call_back(made, reason="Sammanträdet ställdes in", seen=made.version, **by(world))
    made = kept(world, made)
    change(made, meeting_on=LATER, seen=made.version)
    made = kept(world, made)
    assert (made.status, made.meeting_on, made.case_number) == (ListStatus.DRAFT, LATER, "AMF 2026/90")
    actions.throw_away(made, reason="Fel nämnd", seen=made.version, **by(world))
    made = kept(world, made)
    assert (made.status, entry(world, key).place) == (ListStatus.DROPPED, AppealStage.TO_REPORT)
    for verb in (
        partial(actions.add, decisions=[key]),
        actions.send,
        partial(actions.throw_away, reason="Igen"),
    ):
        with pytest.raises(DomainError, match="struken"):
            verb(made, seen=made.version, **by(world))
        session.rollback()
        made = kept(world, made)


def test_the_document_is_of_what_was_sent_last_however_late_the_worker_is(world, monkeypatch):
    """Sent, called back, changed and sent anew before anything was drawn: the first sending draws nothing."""
    drawn = []
    monkeypatch.setattr(made_of, "render_in_child", lambda _name, data: drawn.append(data) or b"%PDF")
    made = listed(world, decided(world))
    for number, hour in (("AMF 2026/90", 1), ("AMF 2026/91", 2)):
        at = NOON + timedelta(hours=hour)
        told = {"meeting_on": MEETING, "case_number": number, "seen": made.version}
        actions.change_list(made, **told, **by(world, at))
        made = kept(world, made)
        actions.send(made, seen=made.version, **by(world, at))
        made = kept(world, made)
        if hour == 1:
            actions.call_back(made, reason="Fel nummer", seen=made.version, **by(world, at))
            made = kept(world, made)
    for job in session.query(Job).filter_by(name="decisions.list").order_by(Job.created_at, Job.id).all():
        made_of.make_list(job.payload, NOON + timedelta(hours=3))
        session.commit()
    assert [data["case_number"] for data in drawn] == ["AMF 2026/91"]


def test_a_list_is_not_called_back_to_stand_beside_another(world):
    made = listed(world, decided(world))
    actions.send(made, seen=made.version, **by(world))
    made = kept(world, made)
    listed(world)
    made = kept(world, made)
    with pytest.raises(DomainError, match="redan en lista"):
        actions.call_back(made, reason="Ställdes in", seen=made.version, **by(world))
    session.rollback()


def test_what_was_noted_wrongly_is_corrected_and_the_time_to_appeal_counted_anew(world):
    key = decided(world)
    made = noted(world, listed(world, key))
    notice = queries.notice_of(list_id=made.id)
    meant = {"meeting_on": date(2026, 12, 9), "paragraph": "21", "case_number": "AMN 2026/7"}
    right = {"adjusted_on": date(2026, 12, 10), "posted_on": date(2026, 12, 14), "removed_on": None}
    right["reported"] = rules.Reported(**meant)
    correct = partial(actions.correct_notice, actor=world.registrar, at=AFTER)
    for wrong, field in (
        ({"reason": ""}, "reason"), ({"posted_on": date(2026, 12, 9)}, "posted_on"),
        ({"adjusted_on": date(2026, 12, 8)}, "adjusted_on"), ({"removed_on": date(2026, 12, 13)}, "removed_on"),
        ({"reported": rules.Reported(**meant | {"paragraph": " "})}, "paragraph"),
        ({"reported": rules.Reported(**meant | {"meeting_on": date(2026, 1, 1)})}, "meeting_on"),
    ):  # fmt: skip
        with pytest.raises(DomainError) as refused:
            correct(notice, **{**right, "reason": "Läste fel", **wrong}, seen=notice.version)
        assert refused.value.problems[0].field == field
        session.rollback()
        notice = queries.notice_of(list_id=made.id)
    correct(notice, **right, reason="Läste fel", seen=notice.version)
    made = kept(world, made)
    row = entry(world, key).row
    assert {name: getattr(made, name) for name in meant} == meant | {"paragraph": "§ 21"}
    assert row.posted_on == date(2026, 12, 14)
    assert row.appeal_until == rules.appeal_deadline(date(2026, 12, 14))
    own = AuditEntry.matter_id == row.matter_id, AuditEntry.tag == Tag.DECISION_LIST_CORRECTED
    (told,) = session.scalars(select(AuditEntry).where(*own).options(joinedload(AuditEntry.payload))).all()
    assert told.payload.note == "Läste fel"
    text = notice_text.of_list(made, entry(world, key).posted, settings=SETTINGS)
    for said in ("sammanträdet 2026-12-09", "§ 21", "AMN 2026/7", "2026-12-10", "2026-12-14", "2027-01-04"):
        assert said in text
    assert row.matter not in text


def test_a_decision_posted_by_itself_is_corrected_too(world):
    key = decided(world, committee=True)
    one, up = entry(world, key), NOON.date()
    notice = actions.post(one, adjusted_on=up, posted_on=up, **by(world))
    session.commit()
    day = up + timedelta(days=3)
    told = {
        "adjusted_on": up,
        "posted_on": day,
        "reported": None,
        "removed_on": up + timedelta(days=1),
        "reason": "Läste fel",
    }
    with pytest.raises(DomainError, match="tagits bort innan"), guard.resting():
        actions.correct_notice(notice, **told, seen=notice.version, **by(world, AFTER))
    session.rollback()
    notice = queries.notice_of(decision_id=key)
    told["removed_on"] = None
    actions.correct_notice(notice, **told, seen=notice.version, **by(world, AFTER))
    session.commit()
    one = entry(world, key)
    assert one.row.appeal_until == rules.appeal_deadline(day)
    text = notice_text.of_decision(one, one.posted, settings=SETTINGS)
    assert one.row.appeal_until.isoformat() in text
    assert one.row.matter not in text


def test_what_was_recorded_wrongly_from_minutes_is_corrected_with_what_stood_before_kept(world):
    key, on = decided(world, committee=True), NOON.date()
    one = queries.decided(key)
    right = {"meeting_on": on - timedelta(days=2), "paragraph": "19", "case_number": "AMN 2026/8"}
    correct = partial(actions.correct_minutes, one, actor=world.registrar, at=AFTER)
    seen = actions.as_recorded(one)
    for wrong, field in (
        ({"reason": " "}, "reason"), ({"paragraph": ""}, "paragraph"), ({"case_number": None}, "case_number"),
        ({"meeting_on": None}, "meeting_on"), ({"meeting_on": AFTER.date() + timedelta(days=1)}, "meeting_on"),
    ):  # fmt: skip
        with pytest.raises(DomainError) as refused:
            correct(**{**right, "reason": "Läste fel", **wrong}, seen=seen)
        assert refused.value.problems[0].field == field
    correct(**right, reason="Läste fel", seen=seen)
    with pytest.raises(Stale):
        correct(**right, reason="Igen", seen=seen)
    session.commit()
    assert entry(world, key).decided_on == right["meeting_on"]
    own = AuditEntry.object_id == key, AuditEntry.tag == Tag.DECISION_CORRECTED
    (told,) = session.scalars(select(AuditEntry).where(*own).options(joinedload(AuditEntry.payload))).all()
    assert {change["new"] for change in told.payload.changes} >= {"§ 19", "AMN 2026/8"}
    assert told.payload.note == "Läste fel"
    assert not list_rules.minutes_problems(on, has_right=True, adjusted_on=on)
    assert list_rules.minutes_problems(on, has_right=True, adjusted_on=on - timedelta(days=1))
    assert list_rules.minutes_problems(on, has_right=False, adjusted_on=None)


def test_the_notice_of_the_minutes_gives_every_decision_on_the_list_legal_force(world):
    key = decided(world)
    made = listed(world, key)
    days = {"adjusted_on": MEETING, "posted_on": MEETING}
    with pytest.raises(DomainError, match="Skicka listan"):
        actions.note(made, paragraph="§ 1", **days, seen=made.version, **by(world, AFTER))
    made = noted(world, kept(world, made))
    one = entry(world, key)
    assert (made.status, one.place) == (ListStatus.NOTED, AppealStage.ON_LIST)
    assert one.row.appeal_until == date(2027, 1, 1) + timedelta(days=3)  # New Year's Day is a Friday
    assert one.standing(date(2027, 1, 4)).force is Force.RUNNING
    assert one.standing(date(2027, 1, 5)).force is Force.IN_FORCE


def test_a_decision_that_fell_after_it_was_reported_stays_with_a_remark(world):
    key = decided(world)
    made = listed(world, key)
    noted(world, made)
    with guard.resting():
        decision = queries.decided(key)
        decision.voided_at, decision.void_reason = AFTER, "Innehållet ändrades."
        session.commit()
    one = queries.on_list(world.registrar, made.id)[0]
    assert one.remark == "Gäller inte sedan 2026-12-21: ärendet ändrades efter beslutet"
    assert one.standing(date(2027, 6, 1)).force is Force.VOIDED


def test_whoever_stands_outside_a_matter_does_not_see_its_decision(world):
    key = decided(world)
    matter_id = entry(world, key).row.matter_id
    made = listed(world, key)
    with guard.resting():
        paper = Label(
            type_=DocumentType.DECISION_LIST, title="Anmälan", filename="a.pdf", media_type="application/pdf",
            content_hash=None, shown_to_partner=False,
        )  # fmt: skip
        document = store(None, b"%PDF", paper, at=NOON, list_id=made.id)
        session.add(
            Recusal(
                matter_id=matter_id, person_id=world.registrar.user_id, person="R", raised_by="R", at=NOON,
                status=RecusalStatus.STANDING,
            )
        )  # fmt: skip
        session.commit()
    assert queries.entry(world.registrar, key) is None
    assert queries.of_matter(world.registrar, matter_id) == []
    assert queries.entry(world.director, key) is not None
    assert documents.document(world.registrar, document.id) is None  # the meeting's document names it too
    assert documents.document(world.director, document.id) is not None


def test_carrying_out_keeps_why_until_there_is_legal_force(world):
    key = decided(world, reported=False)
    matter_id = entry(world, key).row.matter_id
    told = {"on": NOON.date(), **by(world)}
    with pytest.raises(DomainError, match="laga kraft"):
        actions.execute(matter_id, note=None, **told)
    made = actions.execute(matter_id, note="Verksamheten börjar i december.", **told)
    session.commit()
    assert made is not None
    assert queries.execution(key).note == "Verksamheten börjar i december."
    other = decided(world, reported=False)
    actions.post(entry(world, other), adjusted_on=NOON.date(), posted_on=NOON.date(), **by(world))
    later = {"on": NOON.date() + timedelta(days=40), **by(world, AFTER)}
    assert actions.execute(entry(world, other).row.matter_id, note=None, **later) is None
    session.commit()
