"""Whoever stands outside a matter finds nothing of it; somebody else goes on; known ties are said, never answered."""

from datetime import date

import pytest

from registry.access.actor import Actor
from registry.access.roles import Role
from registry.agreements import actions, queries, without_preparer
from registry.agreements.models import Edition
from registry.agreements.workflow import State
from registry.audit import guard
from registry.audit import queries as audit
from registry.core.database import session
from registry.core.errors import DomainError
from registry.matters import queries as matters
from registry.matters.approvals import actions as approvals_actions
from registry.matters.approvals import queries as approvals
from registry.matters.approvals.interest import Interest
from registry.matters.approvals.models import ConflictGround
from registry.matters.impartiality import actions as impartiality
from registry.matters.impartiality import queries as ties
from tests.agreements.conftest import Desk
from tests.factories import NOON, TODAY

pytestmark = pytest.mark.both_engines


def findings(desk: Desk, actor: Actor, one: Edition) -> list[bool]:
    """Whether the actor finds the agreement, place by place."""
    staff = Actor(actor.user_id, actor.name, actor.title, actor.roles | {Role.OFFICER})
    return [
        queries.edition(staff, one.id) is not None,
        bool(matters.by_ids(staff, [one.id])),
        bool(queries.of_collaboration(staff, one.agreement.collaboration_id)),
        bool(session.execute(queries.listed(staff)).all()),
        bool(audit.history(staff, one.id).rows),
    ]


def conflicted(desk: Desk, one: Edition) -> None:
    actions.declare_as_preparer(
        one, has_conflict=True, ground=ConflictGround.REPRESENTATIVE, **desk.by_preparer(one)
    )


def test_a_preparer_with_a_conflict_finds_nothing_and_somebody_else_goes_on(desk: Desk):
    one = desk.fill(desk.draft())
    assert all(findings(desk, desk.preparer, one))
    conflicted(desk, one)
    one = desk.kept(one)
    assert not any(findings(desk, desk.preparer, one))
    assert not queries.prepared_by(desk.preparer, [State.DRAFT])
    assert all(findings(desk, desk.registrar, one))
    assert [row.id for row in without_preparer.listed(desk.registrar)] == [one.id]

    actions.take_over(one, reason="Jäv", actor=desk.registrar, at=NOON)
    one = desk.kept(one)
    assert one.prepared_by_id == desk.registrar.user_id
    assert [item.page for item in queries.preparation(one, at=NOON).missing] == ["conflict"]
    assert without_preparer.listed(desk.registrar) == []
    with pytest.raises(DomainError):
        actions.take_over(one, reason="Igen", actor=desk.registrar, at=NOON)


def test_a_raised_question_moves_nothing_and_whoever_stands_aside_finds_nothing_more(desk: Desk):
    one = desk.submitted()
    assert dict(ties.people(one, TODAY)).keys() == {desk.preparer.user_id, desk.unit_head.user_id}
    before = len(desk.mail(one))
    impartiality.raise_question(
        one, person_id=desk.unit_head.user_id, ground=ConflictGround.OTHER, reason="Gift med kassören",
        actor=desk.director, at=NOON,
    )  # fmt: skip
    one = desk.kept(one)
    assert all(findings(desk, desk.unit_head, one))
    assert [(to, subject.partition(":")[0]) for to, subject, _body in desk.mail(one)[before:]] == [
        ("enhetschef@demo.example", "En fråga om jäv är väckt")
    ]
    (row,) = approvals.recusals(one.id)
    approvals_actions.stand_aside(row, actor=desk.unit_head, at=NOON)
    one = desk.kept(one)
    assert not any(findings(desk, desk.unit_head, one))
    assert [(to, subject.partition(":")[0]) for to, subject, _body in desk.mail(one)[before + 1 :]] == [
        ("avdelningschef@demo.example", "Väntar på ditt beslut")
    ]
    desk.decide(one, by=desk.division_head)
    assert desk.kept(one).agreement.state is State.APPROVED


def test_a_question_about_whoever_prepares_stops_the_sending_until_somebody_else_goes_on(desk: Desk):
    """Preparing is handling too (KL 6:28, 6:30); while it waits for decision somebody goes on as well."""
    drafted, sent = desk.fill(desk.draft()), desk.submitted()
    for one in (drafted, sent):
        impartiality.raise_question(
            desk.fresh(one), person_id=desk.preparer.user_id, ground=ConflictGround.OTHER, reason="Kassör där",
            actor=desk.director, at=NOON,
        )  # fmt: skip
    drafted = desk.kept(drafted)
    for refused in (
        lambda: actions.submit(drafted, note=None, **desk.by_preparer(drafted)),
        lambda: (
            actions.recall(desk.fresh(sent), reason="Fel", actor=desk.preparer, at=NOON)
            or actions.submit(desk.fresh(sent), note=None, **desk.by_preparer(desk.fresh(sent)))
        ),
    ):
        with pytest.raises(DomainError, match="En fråga om jäv är väckt om den som bereder"):
            refused()
        session.rollback()
    with pytest.raises(DomainError, match="bereds inte nu"):
        actions.take_over(desk.fresh(sent), reason="Hinner", actor=desk.group, at=NOON)
    for one in (drafted, sent):
        (row,) = approvals.recusals(one.id)
        approvals_actions.stand_aside(row, actor=desk.preparer, at=NOON)
    desk.kept(drafted)
    assert {row.id for row in without_preparer.listed(desk.group)} == {drafted.id, sent.id}
    for one in (drafted, sent):
        actions.take_over(desk.fresh(one), reason="Jäv", actor=desk.group, at=NOON)
    drafted = desk.kept(drafted)
    by = {"seen": drafted.version, "actor": desk.group, "at": NOON}
    actions.declare_as_preparer(drafted, has_conflict=False, ground=None, **by)
    actions.submit(drafted, note=None, **by | {"seen": desk.fresh(drafted).version})
    assert desk.kept(drafted).agreement.state is State.SUBMITTED
    desk.decide(desk.fresh(sent))
    assert desk.kept(sent).agreement.state is State.APPROVED


def test_known_ties_are_said_to_the_person(desk: Desk):
    earlier, one = desk.fill(desk.draft()).id, desk.draft()
    earlier = queries.whole(earlier)
    partner = one.agreement.collaboration.parties[0].organisation_id
    with guard.resting():
        earlier.agreement.collaboration.parties[0].organisation_id = partner
        session.add(
            Interest(
                person_id=desk.preparer.user_id, organisation_id=partner, what="ledamot i styrelsen",
                starts_on=date(2024, 1, 1),
            )
        )  # fmt: skip
        session.commit()
    conflicted(desk, desk.fresh(earlier))
    session.commit()
    one = desk.fresh(one)
    name = one.agreement.collaboration.parties[0].organisation.name
    assert ties.known_links(one, desk.preparer.user_id) == [
        f"Du har anmält jäv i ett annat ärende med {name}.",
        f"Du har själv uppgett en bindning till {name}: ledamot i styrelsen, 2024-01-01–.",
    ]
    assert ties.known_links(one, desk.director.user_id) == []
    assert approvals.declaration_of(one.id, desk.preparer.user_id) is None  # said, never answered
