"""Merging and taking back, on a database with rows of every kind."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, update

from registry.access.roles import Role
from registry.audit import guard
from registry.audit.models import AuditEntry
from registry.city.accounts import sessions
from registry.city.accounts.models import RoleGrant, User, UserSession
from registry.collaborations import search as collaborations
from registry.collaborations.models import Collaboration, Party
from registry.core.database import session
from registry.core.errors import DomainError, Stale
from registry.finding.index_following import follow
from registry.partners.duplicates import actions, moving, rules
from registry.partners.duplicates.models import Merge, Pair, PairState
from registry.partners.duplicates.rules import Choices
from registry.partners.organisations import catalogue, indexing, queries, redirects
from registry.partners.organisations.matching import Likeness, Reason
from registry.partners.organisations.models import Contact, Organisation, OrganisationName
from registry.partners.organisations.search.checking import Differences, compare
from tests.factories import NOON, acting, collaboration, organisation, stored
from tests.partners.duplicates.whole import Filler, differences, everything

pytestmark = pytest.mark.usefixtures("work")

LATER = NOON + timedelta(minutes=5)
KINDS = sorted(
    moving.name_of(one)
    for one in moving.pointing()
    if one.parent.table.name != "organisation"
    and not moving.WAYS.get(moving.name_of(one), moving.MOVED).is_derived
)


@pytest.fixture
def actor():
    return acting(Role.PREPARATORY)


def merge(kept, gone, actor, *taken, wrong=False):
    seen = (kept.version, gone.version)
    made = actions.merge(kept, gone, Choices(frozenset(taken), wrong), seen=seen, actor=actor, at=NOON)
    session.commit()
    return made.id


def undo(merge_id, actor):
    left = actions.undo(session.get_one(Merge, merge_id), actor=actor, at=LATER)
    session.commit()
    return left


def test_every_foreign_key_to_an_organisation_says_how_it_is_moved():
    assert set(map(moving.name_of, moving.pointing())) <= set(moving.WAYS)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(
    kept_has=st.sets(st.sampled_from(KINDS)),
    gone_has=st.sets(st.sampled_from(KINDS)),
    shared=st.booleans(),
    taken=st.sets(st.sampled_from([group[0] for group in rules.GROUPS])),
)
def test_merging_and_taking_back_is_nothing(actor, kept_has, gone_has, shared, taken):
    umbrella, filler = organisation("Paraplyet"), Filler()
    kept = organisation("Tensta jour", seat="Tensta", website="https://ett.se", number="802002-8638")
    gone = organisation("Tenstajouren", seat="Kista", purpose="Hjälp", umbrella_id=umbrella.id)
    organisation("En gren", umbrella_id=gone.id, successor_id=gone.id)
    with guard.resting():
        filler.pointing_rows(kept.id, kept_has)
        filler.pointing_rows(gone.id, gone_has, shared=shared)
    third = organisation("En tredje")
    actions.propose([(gone.id, third.id, Likeness(0.9, (Reason.NAME,)))], at=NOON)
    session.flush()
    session.execute(update(Pair).values(state=PairState.DIFFERENT))
    indexing.reindex(session.scalars(select(Organisation.id)).all())
    collaborations.reindex(session.scalars(select(Collaboration.id)).all())
    follow(session.scalars(select(Organisation.id)).all())
    with guard.resting():
        session.commit()
    before = everything()
    made = merge(kept, gone, actor, *taken)
    assert everything() != before
    assert undo(made, actor) == []
    assert differences(before, everything()) == {}


def test_everything_follows_and_the_old_address_leads_on(actor):
    kept, gone = (
        organisation("Tensta jour"),
        organisation("Tenstajouren", number="802002-8638", seat="Tensta"),
    )
    stored(Contact(organisation_id=gone.id, label="Kansli", email="info@jour.se"))
    both = collaboration("Båda", partners=[kept, gone], actor=actor)
    only = collaboration("Bara den ena", partners=[gone], actor=actor)
    session.commit()
    kept_id, gone_id, matters = kept.id, gone.id, {both.id, only.id}
    merge(kept, gone, actor, "number", "seat")
    session.expunge_all()
    found = queries.changeable(actor, kept_id)
    assert (found.number, found.seat) == ("802002-8638", "Tensta")
    assert [one.name for one in found.names] == ["Tenstajouren"]
    assert [one.email for one in found.contacts] == ["info@jour.se"]
    parties = session.execute(select(Party.collaboration_id, Party.organisation_id)).all()
    assert {tuple(row) for row in parties} == {(matter, kept_id) for matter in matters}
    assert session.get(Organisation, gone_id) is None
    assert redirects.target(gone_id) == kept_id
    assert catalogue.suggestions(actor, "tenstajour")[0].id == kept_id
    told = session.execute(select(AuditEntry.object_id).where(AuditEntry.tag == "organisation.merged"))
    assert {row.object_id for row in told} == {kept_id, gone_id}


def test_the_search_for_collaborations_follows_a_merge_and_its_undo(actor):
    kept, gone = organisation("Tensta jour"), organisation("Stödlinjen", number="802002-8638")
    collaboration("Telefonstöd", partners=[gone], actor=actor)
    session.commit()
    made = merge(kept, gone, actor, "number")
    assert compare(collaborations.INDEX, collaborations.entries) == Differences(0, 0)
    undo(made, actor)
    assert compare(collaborations.INDEX, collaborations.entries) == Differences(0, 0)


def test_chained_merges_lead_to_the_last_and_are_taken_back_last_first(actor):
    a, b, c = (organisation(f"Förening {name}") for name in ("Alfa", "Beta", "Gamma"))
    ids = [one.id for one in (a, b, c)]
    session.commit()
    before = everything()
    first = merge(b, a, actor)
    second = merge(session.get_one(Organisation, ids[2]), session.get_one(Organisation, ids[1]), actor)
    assert redirects.target(ids[0]) == ids[2]
    assert sorted(redirects.former(ids[2])) == sorted(ids[:2])
    with pytest.raises(DomainError, match="senare sammanslagningen"):
        actions.undo(session.get_one(Merge, first), actor=actor, at=LATER)
    assert undo(second, actor) == undo(first, actor) == []
    assert differences(before, everything()) == {}


def test_what_was_edited_later_stays_and_is_told(actor):
    kept = organisation("Tensta jour", seat="Kista")
    gone = organisation("Tenstajouren", website="https://jour.se", purpose="Hjälp")
    contact = stored(Contact(organisation_id=gone.id, label="Kansli", email="info@jour.se"))
    lost = stored(Contact(organisation_id=gone.id, label="Växel", phone="08-1"))
    session.commit()
    kept_id, gone_id, contact_id, lost_id = kept.id, gone.id, contact.id, lost.id
    made = merge(kept, gone, actor, "website", "purpose")
    with guard.resting():
        one = session.get_one(Organisation, kept_id)
        one.website, one.seat = "https://ny.se", "Husby"
        session.get_one(Contact, contact_id).email = "ny@jour.se"
        session.delete(session.get_one(Contact, lost_id))
        session.add(OrganisationName(organisation_id=kept_id, name="Jouren"))
        session.commit()
    left = undo(made, actor)
    session.expunge_all()
    kept, gone = queries.changeable(actor, kept_id), queries.changeable(actor, gone_id)
    assert (kept.website, kept.seat, kept.purpose) == ("https://ny.se", "Husby", None)
    assert (gone.website, gone.purpose) == ("https://jour.se", "Hjälp")
    assert [one.email for one in gone.contacts] == ["ny@jour.se"]  # what was edited went back with its row
    assert [one.name for one in kept.names] == ["Jouren"]
    assert left == [
        "Organisation: Webbplats har ändrats efter sammanslagningen och är kvar så.",
        "Kontaktuppgift har tagits bort efter sammanslagningen och återställs inte.",
    ]
    assert session.get_one(Merge, made).left_as_is == left


def test_two_legal_persons_and_an_umbrella_are_refused(actor):
    one, other = organisation("A", number="802002-8638"), organisation("A", number="802502-7627")
    branch = organisation("A i Kista", umbrella_id=one.id)
    for kept, gone, words in (
        (one, other, "olika organisationsnummer"),
        (one, branch, "lokal del"),
        (one, one, "sig själv"),
    ):
        with pytest.raises(DomainError, match=words):
            actions.merge(kept, gone, Choices(), seen=(1, 1), actor=actor, at=NOON)
    below = organisation("A i Husby", umbrella_id=branch.id)
    with pytest.raises(
        DomainError, match="lokal del"
    ):  # what is between would be over and under the one that remains
        actions.merge(one, below, Choices(), seen=(1, 1), actor=actor, at=NOON)
    merge(one, other, actor, wrong=True)
    assert session.get_one(Organisation, one.id).number == "802002-8638"


def test_what_somebody_else_has_done_meanwhile_is_seen(actor):
    kept, gone = organisation("A"), organisation("B")
    session.commit()
    assert (kept.version, gone.version) == (1, 1)
    elsewhere = {"synchronize_session": False}  # by another process: what is loaded here does not tell of it
    with guard.resting():
        session.execute(update(Organisation).values(version=2), execution_options=elsewhere)
    with pytest.raises(Stale):
        actions.merge(kept, gone, Choices(), seen=(1, 1), actor=actor, at=NOON)
    session.rollback()
    made = session.get_one(Merge, merge(kept, gone, actor))
    assert made.undone_at is None
    with guard.resting():
        session.execute(update(Merge).values(undone_at=LATER), execution_options=elsewhere)
    with pytest.raises(DomainError, match="redan ångrad"):
        actions.undo(made, actor=actor, at=LATER)


def test_a_partner_follows_the_organisation(actor):
    kept, gone = organisation("A"), organisation("B")
    Filler().pointing_rows(gone.id, {"role_grant.organisation_id"})
    with guard.resting():
        session.commit()
    made = merge(kept, gone, actor)
    grant = moving.Base.metadata.tables["role_grant"]
    assert session.scalar(select(grant.c.organisation_id)) == kept.id
    gone_id = session.get_one(Merge, made).gone_id
    undo(made, actor)
    assert session.scalar(select(grant.c.organisation_id)) == gone_id


A, B = "802990-0118", "802990-0126"
# the numbers of the one that remains and the one that goes, what is taken of that -> whose access remains
ACCESS = (
    (None, None, (), {"kept", "both"}),
    (A, A, (), {"kept", "both"}),  # two branches may have one number
    (A, None, (), {"kept", "both"}),  # access to a record without number opens nothing of a legal person's
    (None, A, ("number",), {"both"}),
    (A, B, (), {"kept", "both"}),
    (A, B, ("number",), {"both"}),
)


@pytest.mark.parametrize("brings", [False, True])
def test_a_merge_hands_no_access_on(actor, brings):
    """Whoever represents one of the two sees no agreement of the other; who represents both sees what they did."""
    for number, (kept_number, gone_number, taken, of_kept) in enumerate(ACCESS):
        expected = {"both"} if brings else of_kept
        kept, gone = organisation("A", number=kept_number), organisation("B", number=gone_number)
        people = {name: acting(name=name).user_id for name in ("kept", "gone", "both")}
        for record, names in ((kept, ("kept", "both")), (gone, ("gone", "both"))):
            for name in names:
                given_to = {"user_id": people[name], "organisation_id": record.id, "starts_on": NOON.date()}
                stored(RoleGrant(role=Role.PARTNER, **given_to))
        if brings:
            collaboration(f"Samverkan {number}", partners=[gone])
        with guard.resting():
            session.commit()
        before, kept_id = everything(), kept.id
        opened = {
            name: sessions.open(session.get_one(User, one), at=NOON, device="")
            for name, one in people.items()
        }
        session.commit()
        made = merge(kept, gone, actor, *taken, wrong=True)
        rows = select(RoleGrant).where(RoleGrant.organisation_id == kept_id, RoleGrant.ends_on.is_(None))
        has = {row.user_id for row in session.scalars(rows.order_by(RoleGrant.id))}
        assert {name for name, one in people.items() if one in has} == expected, (
            kept_number,
            gone_number,
            taken,
        )
        for name, one in opened.items():
            assert (session.get_one(UserSession, one.id).ended_at is None) is (name in expected), name
        session.execute(delete(UserSession))
        session.commit()
        assert undo(made, actor) == []
        assert differences(before, everything()) == {}


def test_what_was_decided_is_not_proposed_again(actor):
    one, other = organisation("A"), organisation("B")
    likely = [(other.id, one.id, Likeness(0.9, (Reason.NAME,)))]
    assert actions.propose(likely, at=NOON) == 1
    session.commit()
    pair = session.scalars(select(Pair)).one()
    actions.decide(pair, PairState.DIFFERENT, seen=1, actor=actor, at=NOON)
    session.commit()
    assert actions.propose(likely, at=LATER) == 0
    assert pair.state is PairState.DIFFERENT
    actions.decide(pair, PairState.OPEN, seen=2, actor=actor, at=LATER)
    session.commit()
    assert pair.state is PairState.OPEN
