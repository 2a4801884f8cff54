"""A change of what binds voids what was sent, a particular is only shown: every column of what an agreement is made of.

The tables are read from the models, so a new field fails here until somebody says where it is frozen or why it is
outside what is decided. Each is changed behind the form, in a savepoint of one submitted agreement.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from sqlalchemy import JSON, Boolean, Date, Integer, Numeric, delete, inspect, select, update

from registry.agreements import actions, queries
from registry.agreements.attachment import Attachment
from registry.agreements.choices import BelongsTogether, Side
from registry.agreements.fields import FIELDS
from registry.agreements.models import (
    Agreement,
    Contribution,
    Edition,
    FollowUp,
    FundingShare,
    Goal,
    Payment,
    SteeringMember,
    YearlyAmount,
)
from registry.agreements.related_matter import RelatedMatter
from registry.agreements.workflow import State
from registry.audit import guard
from registry.city.delegation.models import DelegationRule
from registry.city.diary.models import CaseNumber
from registry.city.guidelines.choices import Kind
from registry.city.guidelines.models import ChecklistAnswer, FormChoice, WarningSign
from registry.city.priorities.models import FundingSource
from registry.city.units.models import Unit
from registry.collaborations.models import Collaboration, Party
from registry.core.columns import Kronor, StoredChoice
from registry.core.database import session
from registry.core.errors import Stale
from registry.core.money import Money
from registry.matters import differences
from registry.matters import queries as matters
from registry.matters.approvals.models import Outcome, Round, RoundStatus
from registry.partners.organisations.models import Organisation
from tests import factories
from tests.agreements.conftest import NOON

ROW = "the row's own"
LIFE = "the matter's life, not what is agreed"
OURS = "about the collaboration or the register, not in the agreement"
KEYS = {"id": ROW, "version": ROW, "position": "only the order of rows, which is frozen by the list's order"}

# The field that each table's rows belong to; a column of the agreement itself is a field of its own name.
LISTS = {
    Goal: "goals", Contribution: "contributions", YearlyAmount: "yearly", FundingShare: "shares",
    Payment: "payments", FollowUp: "follow_ups", SteeringMember: "members", Party: "parties",
    Organisation: "parties", ChecklistAnswer: "criteria", FormChoice: "form_choice", RelatedMatter: "related",
}  # fmt: skip
# Of a party its number binds and whether it is paid; how it is described does not.
DESCRIBING = {
    Organisation: {"name", "street", "postcode", "seat"},
    Party: {"roles", "receives_funding"},  # the only party is paid whatever is said
    Agreement: set(),
    Edition: {"title", "case_number_id"},
    Collaboration: {"our_contact"},
    RelatedMatter: {"amount"},  # what the other one came to when it was answered about
}
# What may change without touching the decision, and why.
OUTSIDE = {
    Agreement: dict.fromkeys(("collaboration_id", "state", "updated_at"), LIFE),
    Edition: {
        **dict.fromkeys(("agreement_id", "number", "is_current", "created_at", "signed_on", "signature_method"), LIFE),
        "prepared_by_id": "who prepares may be handed over",
        "internal_note": "never leaves the house",
        "type": ROW,
        "secrecy": OURS,
        "secrecy_on": OURS,
        "is_example": OURS,
    },
    **{
        table: {"edition_id": ROW}
        for table in (Goal, Contribution, YearlyAmount, FundingShare, Payment, SteeringMember, RelatedMatter)
    },
    FollowUp: {"edition_id": ROW, "done_on": LIFE},
    Party: {"collaboration_id": ROW, "words": "stands only where no organisation is named", "note": OURS},
    ChecklistAnswer: {"matter_id": ROW, "item_id": ROW},
    FormChoice: {"matter_id": ROW, "assessed_by_id": "the name is frozen", "signed_at": LIFE},
    # Of these only what the agreement says is part of it.
    Collaboration: dict.fromkeys({column.key for column in Collaboration.__table__.columns} - {"our_contact"}, OURS),
    Organisation: dict.fromkeys(
        {column.key for column in Organisation.__table__.columns}
        - {"name", "number", "street", "postcode", "seat"},
        OURS,
    ),
    # A unit and funding are frozen by their identifier, whatever they are called.
    Unit: dict.fromkeys((column.key for column in Unit.__table__.columns), OURS),
    FundingSource: dict.fromkeys((column.key for column in FundingSource.__table__.columns), OURS),
}  # fmt: skip
ROWS = (Goal, Contribution, YearlyAmount, FundingShare, Payment, FollowUp, SteeringMember, RelatedMatter)


def test_every_list_of_an_agreement_is_among_them():
    lists = {link.mapper.class_ for link in Edition.__mapper__.relationships if link.uselist}
    assert lists == {
        *ROWS,
        Attachment,
    }  # a file is its document's: what its changes do stands in `test_attaching.py`


def test_what_is_outside_is_there_and_is_not_frozen_too():
    for model, outside in OUTSIDE.items():
        assert set(outside) <= {column.key for column in inspect(model).column_attrs}, model
        assert not set(outside) & DESCRIBING.get(model, set()), model


@pytest.fixture
def submitted(desk):
    """Send an agreement in which every column that may be frozen has a row to stand in."""

    def send(kind: Kind) -> Edition:
        session.execute(update(DelegationRule).values(kind=None))  # the same people decide all kinds
        sources = [
            factories.stored(FundingSource(code=code, name=f"Medel {code}")) for code in ("M27", "M28")
        ]
        one = desk.fill(desk.draft(kind=kind))
        area = {"unit_id": desk.world.units["EC"], "year": 2027}
        shares = [
            FundingShare(**area, amount=Money.kronor(100_000)),
            FundingShare(**area, amount=Money.kronor(50_000), funding_source_id=sources[0].id),
        ]
        actions.write(one, shares=shares, **desk.by_preparer(one))
        session.add(Payment(edition_id=one.id, due_on=date(2027, 2, 1), amount=Money.kronor(150_000)))
        session.add(SteeringMember(edition_id=one.id, side=Side.CITY, role="Enhetschef"))
        said = {"belongs": BelongsTogether.NO, "reason": "Annan målgrupp", "amount": Money.kronor(7)}
        session.add(
            RelatedMatter(edition_id=one.id, other_id=factories.matter(case_number="AMF 2026/7").id, **said)
        )
        one = desk.fresh(one)
        actions.submit(one, note=None, **desk.by_preparer(one))
        step = matters.open_step(one)
        actions.declare(one, step, has_conflict=False, ground=None, actor=desk.unit_head, at=NOON)
        return desk.fresh(one)

    return send


def subjects(one: Edition) -> list:
    """Return one row of everything that the agreement is made of."""
    party = one.agreement.collaboration.parties[0]
    answers = session.scalars(select(ChecklistAnswer).where(ChecklistAnswer.matter_id == one.id)).first()
    choice = session.scalars(select(FormChoice).where(FormChoice.matter_id == one.id)).first()
    return [
        one, one.agreement, one.agreement.collaboration, party, party.organisation, one.goals[0],
        one.contributions[1], one.yearly[0], one.shares[1], one.payments[0], one.follow_ups[0], one.members[0],
        one.related[0],
        *filter(None, (answers, choice)),
    ]  # fmt: skip


def columns(row) -> Iterator:
    outside = {*KEYS, *OUTSIDE.get(type(row), ())}
    return (column for column in inspect(type(row)).columns if column.key not in outside)


OTHERS = (
    (StoredChoice, lambda column, value: next(member for member in column.type.enum if member is not value)),
    (Kronor, lambda _column, value: Money((value.ore if value else 0) + 100)),
    (
        JSON,
        lambda column, _value: (
            ["funder"] if column.table.name == "party" else [next(iter(WarningSign)).value]
        ),
    ),
    (Boolean, lambda _column, value: not value),
    (Date, lambda _column, value: (value or date(2027, 5, 5)) + timedelta(days=1)),
    ((Integer, Numeric), lambda _column, value: (value or 0) + 1),
    (object, lambda _column, value: f"{value or ''} ändrat"),
)


def another(column, value, spare: dict):
    """Return something else that the column could hold."""
    if column.foreign_keys:
        return spare[next(iter(column.foreign_keys)).column.table.name]
    return next(make for kind, make in OTHERS if isinstance(column.type, kind))(column, value)


def field_of(row, column) -> str:
    """Return the words under which a change of the column must be shown."""
    name = "case_number" if column.key == "case_number_id" else column.key
    return str(FIELDS[LISTS.get(type(row), name)].label)


def binds(row, column) -> bool:
    return column.key not in DESCRIBING.get(type(row), ())


def shows(one: Edition, round_: Round, fields: dict[str, bool], *, what: str) -> None:
    """The change is found under the words of each changed field, and said to bind or not."""
    session.flush()
    session.expire_all()
    found = differences.changed_since(one, round_)
    for field, binding in fields.items():
        told = {change.binding for change in found if change.field.startswith(field)}
        assert told == {binding}, (what, field, found)


def falls(one: Edition, desk, what: str) -> None:
    """Nobody can decide it, and the attempt sends it back and is kept."""
    changed, round_, step = queries.whole(one.id), matters.open_round(one), matters.open_step(one)
    seen = {"seen_round": round_.number, "seen_hash": round_.content_hash}
    with pytest.raises(Stale, match="har ändrats sedan det skickades"), session.begin_nested():
        actions.decide(changed, step, Outcome.APPROVE, actor=desk.unit_head, at=NOON, reason=None, **seen)
    session.expire_all()
    changed = queries.whole(one.id)
    voided = actions.void_if_changed(changed, actor=desk.unit_head, at=NOON)
    assert voided is not None, what
    assert (changed.agreement.state, voided.round.status) == (State.RETURNED, RoundStatus.VOIDED), what


def stands(one: Edition, desk) -> None:
    """What was sent is still what is decided."""
    changed = queries.whole(one.id)
    assert actions.void_if_changed(changed, actor=desk.unit_head, at=NOON) is None
    round_, step = matters.open_round(changed), matters.open_step(changed)
    seen = {"seen_round": round_.number, "seen_hash": round_.content_hash}
    actions.decide(changed, step, Outcome.APPROVE, actor=desk.unit_head, at=NOON, reason=None, **seen)
    assert changed.agreement.state is State.APPROVED


@contextmanager
def undone():
    """Take back all that is done inside."""
    nested = session.begin_nested()
    yield
    nested.rollback()
    session.expire_all()


@pytest.mark.parametrize("kind", Kind)
def test_a_change_of_any_column_voids_or_is_shown(desk, submitted, kind):
    one = submitted(kind)
    round_ = matters.open_round(one)
    spare = {
        "matter": factories.matter(case_number="AMF 2026/8").id,
        "unit": desk.world.units["FARSTA"],
        "organisation": factories.organisation("En annan", number="802111-0000").id,
        "case_number": factories.stored(CaseNumber(words="AMF 2026/9", key="amf-2026-9")).id,
        "funding_source": session.scalars(select(FundingSource.id).where(FundingSource.code == "M28")).one(),
    }
    with undone():  # an agreement's own columns at once, for each has a field of its own
        fields = {field_of(one, column): binds(one, column) for column in columns(one)}
        values = {column.key: another(column, getattr(one, column.key), spare) for column in columns(one)}
        factories.altered(one, **values)
        shows(one, round_, fields, what="agreement")
        falls(one, desk, "agreement")
    for row in subjects(queries.whole(one.id))[1:]:
        table, key, held = type(row).__table__, row.id, {c: getattr(row, c.key) for c in columns(row)}
        for column, before in held.items():
            with undone():
                changed = {column.key: another(column, before, spare)}
                session.execute(update(table).where(table.c.id == key).values(changed))
                what = f"{table.name}.{column.key}"
                shows(one, round_, {field_of(row, column): binds(row, column)}, what=what)


def test_what_only_describes_stops_no_decision(desk, submitted):
    """An address, another spelling of the same party, another contact, other words for a unit: shown, and decided."""
    one = submitted(Kind.IOP)
    party = one.agreement.collaboration.parties[0]
    party.roles, one.agreement.collaboration.our_contact = ["funder"], "ny@demo.example"
    for name in DESCRIBING[Organisation]:
        setattr(party.organisation, name, "Ändrat")
    one.unit.name = one.shares[1].funding_source.name = "Heter något annat"
    shows(one, matters.open_round(one), {"Parter": False, "Stadens kontakt": False}, what="descriptions")
    with guard.resting():
        stands(one, desk)


def test_a_row_gone_or_come_voids_and_another_scope_is_shown(desk, submitted):
    one = submitted(Kind.IOP)
    round_ = matters.open_round(one)
    for model in ROWS:
        with undone():
            session.execute(delete(model).where(model.edition_id == one.id))
            shows(one, round_, {str(FIELDS[LISTS[model]].label): True}, what=f"{model.__tablename__} gone")
    come = {
        "grounds": factories.ground("En annan"), "target_groups": factories.target_group("Unga", 2),
        "activities": factories.activity(), "districts": factories.district(),
    }  # fmt: skip
    links = {link.key for link in Collaboration.__mapper__.relationships if link.secondary is not None}
    assert links == set(come)
    for name, added in come.items():
        with undone():
            getattr(queries.whole(one.id).agreement.collaboration, name).append(added)
            shows(one, round_, {str(FIELDS[name].label): False}, what=name)


def test_what_did_not_change_can_be_decided(desk, submitted):
    one = submitted(Kind.IOP)
    one.internal_note = "Något helt annat"
    session.flush()
    assert actions.void_if_changed(one, actor=desk.unit_head, at=NOON) is None
    assert differences.changed_since(one, matters.open_round(one)) == []
