"""What counts with an agreement when the level that decides is worked out."""

from datetime import date, timedelta

import pytest
from sqlalchemy import delete, update

from registry.access.roles import Post, Role
from registry.agreements import actions, frozen_parties, partner_mail, queries, same_counterparty
from registry.agreements.models import Edition, Goal
from registry.audit import guard
from registry.city.accounts.models import User
from registry.city.guidelines.choices import Kind
from registry.collaborations import queries as collaborations
from registry.core.database import session
from registry.core.money import Money
from registry.matters import queries as matters
from registry.partners.organisations.models import Contact
from tests import factories
from tests.agreements.conftest import PERSON
from tests.city.accounts import people
from tests.factories import NOON, TODAY


@pytest.fixture
def decided(desk) -> Edition:
    return desk.approved(kronor=150_000)


def another(desk, first: Edition, *, same_purpose: bool) -> Edition:
    """Begin a second agreement with the first one's partner, in its collaboration or in one of its own."""
    with guard.resting():
        matter = first.agreement.collaboration
        if not same_purpose:
            partners = [party.organisation for party in matter.parties]
            matter = factories.collaboration(
                "Något annat", formal=True, partners=partners, actor=desk.preparer, **desk.owned()
            )
            matter.kind = Kind.IOP
        key = matter.id
        session.flush()
        session.expire_all()
        found = collaborations.collaboration(desk.preparer, key)
        return desk.fresh(actions.create(found, clauses=(), actor=desk.preparer, at=NOON))


def test_a_second_agreement_with_the_same_partner_counts_the_first(desk, decided):
    first, amounts = decided.id, ((2027, Money.kronor(150_000)),)
    with guard.resting():
        decided.option_amount = Money.kronor(70_000)
    same, other = (another(desk, queries.whole(first), same_purpose=purpose) for purpose in (True, False))
    for one, same_purpose in ((same, True), (other, False)):
        (found,) = queries.facts(queries.whole(one.id), at=NOON).linked
        assert (found.matter_id, found.kind, found.yearly) == (first, Kind.IOP, amounts)
        assert found.same_purpose is same_purpose
        assert (found.words, found.options) == (queries.whole(first).case_number, Money.kronor(70_000))


def test_what_is_a_year_old_or_was_never_sent_does_not_count(desk, decided):
    later = another(desk, decided, same_purpose=True)
    assert same_counterparty.with_same_counterparty(later, on=date(TODAY.year + 1, TODAY.month, TODAY.day))
    assert (
        same_counterparty.with_same_counterparty(later, on=date(TODAY.year + 1, TODAY.month, TODAY.day + 1))
        == ()
    )
    assert (
        same_counterparty.with_same_counterparty(queries.whole(decided.id), on=TODAY) == ()
    )  # the later one is a draft


def test_an_agreement_sent_in_two_goes_to_the_level_of_the_whole(desk, decided):
    """150 000 kr is the unit head's alone; twice that for the same purpose is the division head's."""
    second = desk.fill(another(desk, decided, same_purpose=True))
    round_ = actions.submit(second, note=None, **desk.by_preparer(second))
    assert "tillsammans med" in round_.explanation[0]
    assert matters.open_step(desk.kept(second)).post is Post.DIVISION_HEAD


def test_a_mailbox_is_written_to_as_long_as_it_is_in_use(desk, decided):
    (partner,) = [
        party.organisation for party in decided.agreement.collaboration.parties if party.organisation
    ]
    before = set(frozen_parties.mailboxes(decided, on=TODAY))
    until = Contact(organisation_id=partner.id, label="Kansli", email="kansli@exempel.se", ends_on=TODAY)
    with guard.resting():
        factories.stored(until)
    assert set(frozen_parties.mailboxes(decided, on=TODAY)) == before | {"kansli@exempel.se"}
    assert set(frozen_parties.mailboxes(decided, on=TODAY + timedelta(days=1))) == before
    assert partner_mail.unreached(decided, on=TODAY) == []


def test_without_a_shared_address_others_are_told_and_staff_know_when_nobody_is(desk, decided):
    (partner,) = [
        party.organisation for party in decided.agreement.collaboration.parties if party.organisation
    ]
    shared, everybody = Contact.person.is_(None), Contact.organisation_id == partner.id
    with guard.resting():
        session.execute(delete(Contact).where(everybody, shared))
        assert frozen_parties.mailboxes(decided, on=TODAY) == [PERSON], "else nobody would be told"
        people.role_of(people.account("ordforande@demo.example"), Role.PARTNER, partner.id)
        assert frozen_parties.mailboxes(decided, on=TODAY) == ["ordforande@demo.example"]
        session.execute(update(User).where(User.email == "ordforande@demo.example").values(is_active=False))
        session.execute(delete(Contact).where(everybody))
    assert frozen_parties.mailboxes(decided, on=TODAY) == []
    assert partner_mail.unreached(decided, on=TODAY) == [partner.name]
    session.rollback()


def test_whoever_has_written_in_an_agreement_never_decides_it(desk):
    """The group may edit what a colleague prepares; a manager among them has then prepared it too."""
    one = desk.fill(desk.draft())
    terms = {"seen": one.version, "actor": desk.unit_head, "at": NOON}
    actions.write(one, goals=[Goal(text="Ännu fler samtal")], **terms)
    one = desk.kept(one)
    assert desk.unit_head.user_id in queries.facts(one, at=NOON).excluded
    actions.submit(one, note=None, **desk.by_preparer(one))
    assert matters.open_step(desk.kept(one)).post is Post.DIVISION_HEAD


def test_the_list_is_searched_by_title_and_number_whatever_the_letters(desk):
    one = desk.fill(desk.draft(title="Språkkafé i Årsta"))
    desk.draft(title="Något annat")
    number = one.case_number
    spellings = (number.lower(), number.replace(" ", "-").replace("/", "-"), number.replace(" ", ""))
    for q in ("språkKAFÉ i årsta", "SPRÅKKAFÉ", *spellings):
        found = session.execute(queries.listed(desk.registrar, q=q)).all()
        assert [row.id for row in found] == [one.id], q
