"""What an organisation has together with the city: which sums count, what comes next, and that nothing is lost."""

from datetime import date
from types import SimpleNamespace as Row

import pytest

from registry.agreements.party_matters import (
    DECIDED,
    OPEN,
    PartyMatters,
    agreement_line,
    matter_lines,
    next_day,
)
from registry.agreements.workflow import State
from registry.city.guidelines.choices import Kind
from registry.collaborations.choices import Form
from registry.collaborations.running import Running, RunningOn
from registry.core.money import Money

ON = date(2026, 11, 29)
EARLIER, LATER, LAST = date(2026, 11, 1), date(2026, 12, 1), date(2027, 6, 30)
DAYS = ("starts_on", "ends_on", "signed_on", "next_payment", "next_follow_up")


def agreement(state=State.ACTIVE, about="one", *, receivers=1, total=300_00, **days):
    years = {"total": total, "this_year": 100_00, "next_year": 200_00}
    known = {name: days.get(name) for name in DAYS}
    said = {"kind": Kind.IOP, "state": state, "collaboration_id": about, "title": "Avtalet"}
    return Row(**said, receivers=receivers, **years, **known)


def collaboration(key="one", form=Form.FORMAL, *, is_reference=False):
    return Row(id=key, title=key, form=form, is_reference=is_reference, starts_on=None, ends_on=None)


def matters(*agreements, collaborations=(("one", Running.RUNS),), **more) -> PartyMatters:
    known = [(collaboration(key, **more), RunningOn(now)) for key, now in collaborations]
    return PartyMatters(matter_lines(known, [agreement_line(one, ON) for one in agreements]), ON)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("receivers", [0, 1, 3])
def test_only_what_is_decided_and_goes_to_the_organisation_counts(state, receivers):
    found = matters(agreement(state, receivers=receivers))
    counts = state in DECIDED and receivers > 0
    assert found.total == (Money(300_00) if counts else Money(0))
    _running, money = found.figures(found.pays_out)
    assert (str(Money(100_00)) == money.value) is counts
    assert (str(Money(200_00)) in money.under) is counts
    assert ("delas" in money.under) is (counts and receivers > 1)
    assert found.pays_out is (state in OPEN and receivers > 0)


def test_every_state_is_over_or_open():
    """What is over is told among the past, unless its collaboration goes on."""
    for state in State:
        found = matters(agreement(state), collaborations=[("one", Running.ENDED)])
        assert (found.past == []) is (state in OPEN), state
        assert len(found.current) + len(found.past) == 1


def test_money_may_come_where_a_formal_collaboration_has_no_agreement_yet():
    assert matters().pays_out
    assert not matters(form=Form.INFORMAL).pays_out
    assert not matters(is_reference=True).pays_out
    assert not matters(collaborations=[("one", Running.ENDED)]).pays_out
    assert not matters(agreement(State.DECLINED)).pays_out


@pytest.mark.parametrize(
    ("days", "day", "words"),
    [
        ({}, None, ""),
        ({"ends_on": LAST}, LAST, "Slutar"),
        ({"ends_on": EARLIER}, EARLIER, "Gick ut"),
        ({"starts_on": EARLIER, "ends_on": LAST, "next_payment": LATER}, LATER, "Utbetalning"),
        ({"ends_on": LAST, "next_payment": LATER, "next_follow_up": EARLIER}, EARLIER, "Uppföljning"),  # late
        ({"starts_on": LATER, "ends_on": LAST}, LATER, "Börjar"),
    ],
)
def test_what_comes_next_is_told_of_what_runs(days, day, words):
    assert next_day(agreement(**days), ON) == (day, words)
    assert next_day(agreement(State.APPROVED, **days), ON) == (None, "")


def test_each_agreement_stands_once_under_its_collaboration_or_by_itself():
    rows = [agreement(about=key) for key in ("two", "one", "left", "one", "left")]
    found = matters(*rows, collaborations=[("one", Running.ENDED), ("two", Running.RUNS)])
    assert sorted(id(one.row) for one in found.agreements) == sorted(map(id, rows))
    assert [(line.collaboration and line.collaboration.id, len(line.agreements)) for line in found.lines] == [
        ("two", 1),
        ("one", 2),
        (None, 2),
    ]


def test_an_unknown_sum_is_no_zero():
    (line,) = matters(agreement(State.DRAFT, total=None)).agreements
    assert line.amount is None
