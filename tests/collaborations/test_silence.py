"""When nothing has been heard for so long that it is asked whether a collaboration has ended: in values and in SQL."""

import itertools
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from registry.access.actor import Actor
from registry.access.kinds_of_waiting import WaitingKind
from registry.access.roles import Role
from registry.access.waiting import Reader
from registry.collaborations import queries, silence, waiting
from registry.collaborations.choices import CollaborationStatus, Form, Lack
from registry.collaborations.models import Collaboration
from registry.collaborations.rules import Filter
from registry.core import clock
from registry.core.database import session
from registry.core.dates import months_after
from registry.partners.organisations.search import upkeep
from tests import factories

TODAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("latest", "form", "status", "ends_on", "asked"),
    [
        (date(2025, 11, 28), Form.INFORMAL, CollaborationStatus.RUNNING, None, True),
        # The twelve months are not over.
        (date(2025, 11, 29), Form.INFORMAL, CollaborationStatus.RUNNING, None, False),
        (None, Form.INFORMAL, CollaborationStatus.RUNNING, None, False),  # nobody has ever said anything
        (date(2020, 1, 1), Form.FORMAL, CollaborationStatus.RUNNING, None, False),
        (date(2020, 1, 1), Form.INFORMAL, CollaborationStatus.ENDED, None, False),
        (date(2020, 1, 1), Form.INFORMAL, CollaborationStatus.PLANNED, None, False),
        (date(2020, 1, 1), Form.INFORMAL, CollaborationStatus.RUNNING, TODAY, True),
        # Its last day has passed: nobody needs to ask (`domain.md` 4.9).
        (date(2020, 1, 1), Form.INFORMAL, CollaborationStatus.RUNNING, date(2026, 11, 28), False),
    ],
)
def test_a_long_silence_is_asked_about(latest, form, status, ends_on, asked):
    row = SimpleNamespace(status=status, starts_on=None, ends_on=ends_on)
    assert silence.is_quiet(row, form=form, latest=latest, today=TODAY, months=12) is asked


def test_the_latest_sign_of_life():
    first, last = date(2025, 1, 1), date(2026, 1, 1)
    assert silence.latest(last_on=first, confirmed_on=last) == last
    assert silence.latest(last_on=last, confirmed_on=first) == last
    assert silence.latest(last_on=None, confirmed_on=None) is None


@pytest.mark.both_engines
def test_what_is_quiet_or_groundless_waits_and_is_found_on_the_list(work):
    """The rule in values stands in the index, the rule in SQL in what waits: they say the same, day by day."""
    today = clock.today()
    year = months_after(today, -12)
    days = [None, year - timedelta(days=1), year, today]
    for happened, confirmed in itertools.product(days, days):
        made = factories.collaboration(f"{happened} {confirmed}")
        made.last_happened_on, made.confirmed_on, made.confirm_by = happened, confirmed, confirmed
    bare = factories.collaboration("Utan grund", grounds=())
    over = factories.collaboration("Över enligt sin dag", grounds=())
    over.confirmed_on = over.confirm_by = over.ends_on = year - timedelta(days=1)
    factories.collaboration("Formell", formal=True).confirmed_on = date(2020, 1, 1)
    session.flush()
    upkeep.settle()
    actor = Actor(factories.acting().user_id, "", roles=frozenset({Role.OFFICER}))
    expected = {
        row.title
        for row in session.scalars(select(Collaboration))
        if silence.is_quiet(
            row, form=row.form, today=today, months=12,
            latest=silence.latest(last_on=row.last_happened_on, confirmed_on=row.confirmed_on),
        )
    }  # fmt: skip
    assert len(expected) == 3  # once long ago, whoever says so
    (waits,) = waiting.silence(Reader(today, actor))
    assert (waits.kind, waits.number, waits.since) == (WaitingKind.QUIET, 3, today - timedelta(days=1))
    assert waits.door.args == {"lack": "quiet"}
    assert (expected | {over.title}).isdisjoint(one.title for one in waiting.upkeep(Reader(today, actor)))
    (lacking,) = waiting.grounds(Reader(today, actor))
    assert (lacking.subject_id, lacking.number, lacking.title) == (bare.id, 1, "1 samarbete saknar grund")
    for lack, titles in ((Lack.QUIET, expected), (Lack.GROUND, {"Utan grund"})):
        found = queries.page(actor, Filter(is_reference=False, lack=lack)).page.rows
        assert {row.title for row in found} == titles
    last = queries.page(actor, Filter(is_reference=False, by_last=True, falling=True), size=4).page.rows
    assert {row.last_happened_on for row in last} == {today}


def test_a_partner_is_told_of_none_of_it(work):
    factories.collaboration("Utan grund", grounds=())
    partner = Actor(factories.acting().user_id, "", roles=frozenset({Role.PARTNER}))
    assert not [*waiting.grounds(Reader(TODAY, partner)), *waiting.silence(Reader(TODAY, partner))]
