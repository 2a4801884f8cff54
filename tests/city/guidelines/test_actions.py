"""Answering criteria and assessing the form, with the log."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from registry.access.actor import Actor
from registry.audit import guard
from registry.audit.models import AuditEntry, AuditPayload
from registry.city.accounts.models import User
from registry.city.guidelines import actions, queries
from registry.city.guidelines.choices import Kind
from registry.city.guidelines.models import CriterionVerdict, FormChosen, WarningSign
from registry.core.database import session
from registry.core.sentences import decoded, read
from tests.city.guidelines.conftest import NOON


@pytest.fixture
def first_item(editions):
    return queries.items(editions[0].id, Kind.IOP)[0]


def log():
    session.commit()
    rows = (
        select(AuditEntry.tag, AuditPayload.note, AuditPayload.changes)
        .join(AuditPayload)
        .order_by(AuditEntry.seq)
    )
    return [
        (
            row.tag,
            row.note and read(row.note),
            {decoded(one["label"]): one["new"] and decoded(one["new"]) for one in row.changes},
        )
        for row in session.execute(rows)
    ]


def test_an_answer_is_kept_and_told(matter, officer, first_item):
    actions.answer(matter.id, first_item, CriterionVerdict.PARTLY, "Delvis", actor=officer, at=NOON)
    ((tag, note, told),) = log()
    assert (tag, note) == ("checklist.answered", "K1: Kriterium K1")
    assert (told["Bedömning"], told["Motiv"]) == ("Delvis uppfyllt", "Delvis")
    (given,) = queries.answers(matter.id)
    assert (given.item.code, given.verdict, given.motive) == ("K1", CriterionVerdict.PARTLY, "Delvis")


def test_answering_again_changes_the_same_answer(matter, officer, first_item):
    for verdict in (CriterionVerdict.PARTLY, CriterionVerdict.MET, CriterionVerdict.MET):
        actions.answer(matter.id, first_item, verdict, "Motiv", actor=officer, at=NOON)
    assert [given.verdict for given in queries.answers(matter.id)] == [CriterionVerdict.MET]
    assert len(log()) == 2  # the last one changed nothing


def test_nothing_is_kept_of_what_was_never_answered(matter, officer, first_item):
    assert actions.answer(matter.id, first_item, None, "", actor=officer, at=NOON) is None
    assert queries.answers(matter.id) == []
    assert log() == []


def test_an_answer_can_be_emptied(matter, officer, first_item):
    actions.answer(matter.id, first_item, CriterionVerdict.MET, "Motiv", actor=officer, at=NOON)
    session.commit()
    actions.answer(matter.id, first_item, None, "", actor=officer, at=NOON)
    (given,) = queries.answers(matter.id)
    assert (given.verdict, given.motive) == (None, None)
    assert len(log()) == 2


def assess(matter, actor, *, at=NOON, **values):
    given = {
        "chosen": FormChosen.IOP, "motive": "Båda bidrar", "signs": [WarningSign.PENALTIES], "signs_motive": "Nej",
        "procurement_note": None, "aid_note": "Inget stöd", "assessed_on": date(2026, 11, 20),
    }  # fmt: skip
    return actions.assess_form(matter.id, actor=actor, at=at, **(given | values))


def test_an_assessment_is_signed_by_whoever_makes_it(matter, officer):
    assess(matter, officer)
    ((tag, _note, told),) = log()
    assert tag == "form_choice.assessed"
    assert told["Varningstecken"] == "Avtalet har viten"
    made = queries.form_choice(matter.id)
    assert (made.assessed_by, made.assessed_by_id, made.signed_at) == ("Handläggaren", officer.user_id, NOON)


def test_an_unchanged_assessment_keeps_its_signature(matter, officer):
    assess(matter, officer)
    session.commit()
    made = assess(matter, officer, at=NOON + timedelta(days=1))
    assert made.signed_at == NOON
    assert len(log()) == 1


def test_a_changed_assessment_is_signed_anew(matter, officer):
    with guard.resting():
        user = User(email="beredning@demo.example", name="Beredningen", created_at=NOON)
        session.add(user)
        session.flush()
    assess(matter, officer)
    session.commit()
    made = assess(matter, Actor(user.id, user.name), at=NOON + timedelta(days=1), motive="Ett nytt motiv")
    assert (made.assessed_by, made.signed_at) == ("Beredningen", NOON + timedelta(days=1))
    assert log()[1][2]["Motiv till formen"] == "Ett nytt motiv"


def test_a_draft_is_signed_by_nobody(matter, officer):
    made = assess(matter, officer, chosen=None)
    assert (made.assessed_by, made.signed_at) == (None, None)
