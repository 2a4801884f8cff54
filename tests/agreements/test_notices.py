"""Who is told what: deciders and preparers by mail, the organisation in the plain words of its own page."""

import pytest

from registry.agreements import actions
from registry.agreements.partner import STATUS
from registry.agreements.workflow import State
from registry.core.errors import Stale
from registry.matters import queries as matters
from registry.matters.approvals.models import ConflictGround, Outcome
from tests.agreements.conftest import NOON, PERSON, ROLE_MAILBOX, TODAY
from tests.matters.approvals.conftest import POINTS

pytestmark = pytest.mark.both_engines


def to_partner(desk, one) -> list[str]:
    """Return the status lines of the mails to the organisation, oldest first."""
    mine = [(to, body) for to, _subject, body in desk.mail(one) if to in {ROLE_MAILBOX, PERSON}]
    assert {to for to, _body in mine} <= {ROLE_MAILBOX}, "a person got mail meant for the organisation"
    return [next(word for word in map(str, STATUS.values()) if word in body) for _to, body in mine]


def test_nothing_reaches_the_partner_before_it_is_sent(desk):
    one = desk.fill(desk.draft())
    assert desk.mail(one) == []
    assert desk.mail(desk.in_state(State.WITHDRAWN)) == []


def test_the_partner_is_told_once_for_each_status_it_sees(desk):
    one = desk.submitted()
    assert to_partner(desk, one) == ["Staden arbetar med ärendet"]
    desk.decide(one, Outcome.RETURN, reason="Hemlig synpunkt")
    one = desk.kept(one)
    actions.submit(one, note="Hemligt meddelande", **desk.by_preparer(one))
    one = desk.kept(one)
    actions.recall(one, reason="Hemligt skäl", actor=desk.preparer, at=NOON)
    one = desk.kept(one)
    actions.submit(one, note=None, **desk.by_preparer(one))
    one = desk.kept(one)
    assert to_partner(desk, one) == ["Staden arbetar med ärendet"]  # the words are the same all the way
    desk.decide(one)
    one = desk.kept(one)
    assert to_partner(desk, one)[1:] == ["Beslutat, väntar på underskrift"]
    bodies = " ".join(body for to, _subject, body in desk.mail(one) if to == ROLE_MAILBOX)
    assert "Hemlig" not in bodies
    assert "150" not in bodies


def test_the_running_agreement_is_told_of_too(desk):
    one = desk.active()
    desk.end(one, reason="Hemligt skäl")
    assert to_partner(desk, desk.kept(one)) == [
        "Staden arbetar med ärendet", "Beslutat, väntar på underskrift", "Pågår", "Avslutat",
    ]  # fmt: skip
    declined = desk.in_state(State.DECLINED)
    assert to_partner(desk, declined) == ["Staden arbetar med ärendet", "Avslag"]


def test_whoever_decides_is_told_and_after_a_conflict_the_next(desk):
    one = desk.submitted()
    assert [to for to, _s, _b in desk.mail(one) if to != ROLE_MAILBOX] == ["enhetschef@demo.example"]
    step = matters.open_step(one)
    actions.declare(one, step, has_conflict=True, ground=ConflictGround.OTHER, actor=desk.unit_head, at=NOON)
    one = desk.kept(one)
    assert [to for to, _s, _b in desk.mail(one)][-1] == "avdelningschef@demo.example"
    desk.decide(one, by=desk.division_head)
    one = desk.kept(one)
    assert "handlaggare@demo.example" in [to for to, _s, _b in desk.mail(one)]


def test_the_registrar_is_told_when_the_committee_decides(desk):
    above = max(limit for _number, _post, limit in POINTS) * 60_000
    one = desk.submitted(above)
    step = matters.open_step(one)
    assert step.post is None
    given = {
        "meeting_on": TODAY,
        "paragraph": "§ 14",
        "case_number": "AMN 2026/7",
        "reason": None,
        "at": NOON,
    }
    decided = actions.committee_decided(one, step, Outcome.APPROVE, actor=desk.registrar, **given)
    one = desk.kept(one)
    assert (one.agreement.state, decided.paragraph) == (State.APPROVED, "§ 14")
    with pytest.raises(Stale):
        actions.committee_decided(one, step, Outcome.APPROVE, actor=desk.registrar, **given)
