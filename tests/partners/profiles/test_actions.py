"""Profiles on a database: changed at once, proposed and answered, and who may reach what."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from registry.access.actor import Actor
from registry.access.roles import Role
from registry.audit.models import AuditEntry, AuditPayload
from registry.city.accounts.models import RoleGrant, User
from registry.core.columns import new_id
from registry.core.database import session
from registry.core.errors import DomainError, Stale
from registry.notifications import delivery
from registry.notifications.models import OutboxMessage
from registry.partners.organisations.countries import Country
from registry.partners.organisations.models import LegalForm
from registry.partners.organisations.rules import facts_of
from registry.partners.payees import queries as payees
from registry.partners.profiles import actions, queries, rules
from registry.partners.profiles.rules import ProposedFact, Wish
from registry.settings import current
from tests.factories import NOON, acting, organisation, stored

pytestmark = pytest.mark.usefixtures("work")
F = ProposedFact


def partner_of(owner):
    user = stored(User(email=f"{new_id()}@demo.example", name="Kassören", created_at=NOON))
    stored(
        RoleGrant(user_id=user.id, role=Role.PARTNER, organisation_id=owner.id, starts_on=date(2020, 1, 1))
    )
    return Actor(user.id, user.name, roles=frozenset({Role.PARTNER}), organisation_ids=frozenset({owner.id}))


@pytest.fixture
def partner():
    delivery.configure(current())
    return partner_of(organisation("Gamla namnet"))


def own(partner):
    session.commit()
    session.expunge_all()
    (owner_id,) = partner.organisation_ids
    return queries.own(partner, owner_id)


def propose(partner, fact, value, shown=None):
    wish = Wish(fact, value, shown or value, "Årsmötet 2026")
    made = actions.propose(own(partner), wish, actor=partner, at=NOON)
    session.commit()
    return made.id


def accept(staff, proposal_id, seen=1):
    session.expunge_all()
    proposal = queries.proposal(staff, proposal_id)
    actions.accept(proposal, answer="Tack", seen=seen, actor=staff, at=NOON)
    session.commit()


def test_its_own_facts_at_once_and_nobody_elses(partner):
    before = own(partner)
    told = replace(facts_of(before), purpose="Läxhjälp", seat="Kista", name="Ej godkänt", founded_year=1900)
    actions.change(before, told, seen=1, actor=partner, at=NOON)
    found = own(partner)
    assert (found.purpose, found.seat, found.name) == ("Läxhjälp", "Kista", "Gamla namnet")
    assert found.founded_year is None, "what the organisation cannot change itself"
    with pytest.raises(Stale):
        actions.change(found, told, seen=1, actor=partner, at=NOON)
    assert queries.own(partner, organisation("En annan").id) is None
    assert session.scalar(select(AuditEntry.actor_id)) == partner.user_id


def test_what_others_have_is_never_told(partner):
    organisation("Skyddat boende", website="https://skyddat.example.se")
    told = replace(facts_of(own(partner)), website="https://skyddat.example.se")
    actions.change(own(partner), told, seen=1, actor=partner, at=NOON)  # no question that names the other one
    assert own(partner).website == "https://skyddat.example.se"


def test_a_name_is_proposed_and_accepted_and_the_old_one_is_kept(partner):
    staff = acting()
    proposal_id = propose(partner, F.NAME, "Nya namnet")
    assert own(partner).name == "Gamla namnet"
    with pytest.raises(DomainError, match="väntar"):
        propose(partner, F.NAME, "Ännu ett namn")
    with pytest.raises(Stale):
        accept(staff, proposal_id, seen=0)
    session.rollback()
    accept(staff, proposal_id)
    found = own(partner)
    assert found.name == "Nya namnet"
    assert [(one.name, one.ends_on) for one in found.names] == [("Gamla namnet", NOON.date())]
    assert queries.own_proposal(partner, proposal_id).decided_by == staff.name
    assert session.scalar(select(OutboxMessage.subject)) == "Svar på ert förslag: Nya namnet"


def test_the_other_facts_and_a_payee_that_still_needs_a_second_person(partner):
    staff = acting()
    accept(staff, propose(partner, F.LEGAL_FORM, "foundation", "Stiftelse"))
    accept(staff, propose(partner, F.NUMBER, "802002-8638"))
    accept(staff, propose(partner, F.PAYEE, "5402-9681\nNamnet", "5402-9681, Namnet"))
    found = own(partner)
    assert (found.legal_form, found.number) == (LegalForm.FOUNDATION, "802002-8638")
    (payee,) = payees.own(partner, found.id).waiting
    assert (payee.number, payee.proposed_by_id) == ("5402-9681", staff.user_id)
    assert payees.payable(found.id) is None


def test_a_number_abroad_is_proposed_with_its_country_and_a_swedish_one_ends_it(partner):
    staff, norway = acting(), Country("NO")
    proposed = rules.number_and_country("987 654 321", norway)
    accept(staff, propose(partner, F.NUMBER, proposed, rules.number_words("987 654 321", norway)))
    found = own(partner)
    assert (found.number, found.country) == ("987 654 321", norway)
    assert actions.current_value(found, F.NUMBER) == "987 654 321, Norge"
    with pytest.raises(DomainError, match="redan har"):
        propose(partner, F.NUMBER, proposed, "987 654 321, Norge")
    accept(
        staff, propose(partner, F.NUMBER, "802002-8638")
    )  # proposed before a country was asked for: it stays
    assert own(partner).country == norway
    accept(staff, propose(partner, F.NUMBER, rules.number_and_country("802002-8638", None), "802002-8638"))
    assert (own(partner).number, own(partner).country) == ("802002-8638", None)


def test_signatories_replace_one_another_and_the_log_does_not_name_them(partner):
    staff = acting()
    accept(staff, propose(partner, F.SIGNATORIES, "Anna Exempel\nBo Exempel"))
    accept(staff, propose(partner, F.SIGNATORIES, "Bo Exempel\nCia Exempel"))
    assert actions.current_value(own(partner), F.SIGNATORIES) == "Bo Exempel\nCia Exempel"
    told = " ".join(
        f"{row.changes} {row.subject} {row.note}" for row in session.scalars(select(AuditPayload))
    )
    for name in ("Anna", "Bo Exempel", "Cia"):
        assert name not in told


def test_turned_down_and_taken_back(partner):
    staff = acting()
    first = propose(partner, F.NAME, "Nya namnet")
    actions.turn_down(queries.proposal(staff, first), answer="Protokoll saknas", seen=1, actor=staff, at=NOON)
    second = propose(partner, F.NAME, "Nya namnet")
    actions.take_back(queries.own_proposal(partner, second), actor=partner, at=NOON)
    session.commit()
    with pytest.raises(DomainError):
        accept(staff, second, seen=2)
    session.rollback()
    assert own(partner).name == "Gamla namnet"
    assert queries.own_proposal(partner_of(organisation("En annan")), first) is None


def test_access_is_given_and_ended():
    admin, owner = acting(Role.ADMINISTRATOR), organisation()
    user = actions.invite(owner, email="ny@demo.example", name="Ny", actor=admin, at=NOON)
    again = actions.invite(owner, email="ny@demo.example", name="Ny", actor=admin, at=NOON)
    assert again.id == user.id
    session.commit()
    ((found, grant),) = queries.representatives(owner.id, NOON.date())
    actions.end_access(found, grant, actor=admin, at=NOON)
    session.commit()
    assert queries.representatives(owner.id, NOON.date()) == []
    staff = acting(Role.OFFICER)
    stored(RoleGrant(user_id=staff.user_id, role=Role.OFFICER, starts_on=date(2020, 1, 1)))
    email = session.get(User, staff.user_id).email
    with pytest.raises(DomainError, match="både"):  # KL 6:28
        actions.invite(owner, email=email, name="X", actor=admin, at=NOON)
