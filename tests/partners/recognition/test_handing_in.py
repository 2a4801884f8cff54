"""Papers that organisations hand in and terms that they accept, until the city has noted what it saw."""

import pytest
from sqlalchemy import select

from registry.access.actor import Actor
from registry.access.kinds_of_waiting import WaitingKind
from registry.access.roles import Role
from registry.access.waiting import Reader
from registry.audit.models import AuditEntry
from registry.city.accounts.models import User
from registry.core.columns import new_id
from registry.core.database import session
from registry.core.errors import DomainError
from registry.partners.recognition import actions as recognition
from registry.partners.recognition import queries as noted
from registry.partners.recognition import waiting
from registry.partners.recognition.files import Upload
from registry.partners.recognition.handing_in import actions, queries, rules
from registry.partners.recognition.models import DemocracyTerms, RecognitionRequirement
from registry.partners.recognition.rules import MOST_BYTES, Noted, RecognitionKind, RecognitionOutcome
from tests.factories import NOON, TODAY, acting, organisation, stored

pytestmark = [pytest.mark.usefixtures("work"), pytest.mark.both_engines]
K, W = RecognitionKind, WaitingKind
PDF = b"%PDF-1.7 protokoll"


def representing(owner) -> Actor:
    user = stored(User(email=f"{new_id()}@demo.example", name="Kassören", created_at=NOON))
    return Actor(user.id, user.name, roles=frozenset({Role.PARTNER}), organisation_ids=frozenset({owner.id}))


def hand_in(owner, actor, content=PDF, name="Protokoll.PDF", kind=K.MINUTES):
    return actions.hand_in(owner, kind, Upload(name, content), message="Antaget", actor=actor, at=NOON)


def waits(actor, part=waiting.own) -> dict[W, str]:
    return {one.kind: one.meta for one in part(Reader(TODAY, actor))}


def test_a_paper_goes_from_the_organisation_to_what_is_noted():
    owner, officer = organisation(), acting()
    stored(RecognitionRequirement(kind=K.MINUTES, months=12, is_required=True))
    mine = representing(owner)
    assert W.OWN_PAPERS in waits(mine)
    paper = hand_in(owner, mine)
    session.commit()
    assert (paper.filename, paper.media_type, paper.handed_in_by) == (
        "Protokoll.pdf",
        "application/pdf",
        "Kassören",
    )
    assert W.OWN_PAPERS not in waits(mine)
    assert waits(mine)[W.OWN_HANDED_IN] == f"{owner.name}, inlämnat 2026-11-21"
    assert waits(officer, waiting.papers) == {W.PAPER: "Årsmötesprotokoll"}
    whole = queries.paper(officer, paper.id)
    item = actions.note(whole, Noted(K.MINUTES, TODAY), actor=officer, at=NOON)
    session.commit()
    assert queries.paper(officer, paper.id) is None
    (found,) = noted.items(officer, owner.id)
    assert noted.file(officer, found.file.id).content == PDF  # once, with what was noted
    assert (found.id, found.file.sha256, paper.sha256) == (item.id, paper.sha256, found.file.sha256)
    assert not {W.OWN_PAPERS, W.OWN_HANDED_IN} & set(waits(mine))
    tags = set(session.scalars(select(AuditEntry.tag)))
    assert {"paper.handed_in", "paper.noted", "recognition.noted"} <= tags


def test_nobody_else_sees_what_was_handed_in():
    owner, another = organisation(), organisation()
    mine, theirs = representing(owner), representing(another)
    paper = hand_in(owner, mine)
    assert [one.id for one in queries.own(mine, owner.id)] == [paper.id]
    assert not queries.own(theirs, owner.id)
    assert queries.paper(mine, paper.id) is None  # the bytes are read in the house alone
    assert W.OWN_HANDED_IN not in waits(theirs)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "tom"),
        (b"MZ program", "PDF"),  # told by its bytes, whatever it is called
        (b"<html>", "PDF"),
        (b"%PDF-" + bytes(MOST_BYTES), "stor"),
    ],
)
def test_what_is_not_kept_is_refused_at_the_file(content, word):
    owner = organisation()
    with pytest.raises(DomainError) as told:
        hand_in(owner, representing(owner), content, "protokoll.pdf")
    (problem,) = told.value.problems
    assert (problem.field, word in problem.message) == ("file", True)


def test_the_same_file_waits_once_and_not_too_many_wait():
    owner = organisation()
    mine = representing(owner)
    hand_in(owner, mine)
    with pytest.raises(DomainError, match="redan inlämnad"):
        hand_in(owner, mine, name="annat namn.pdf")
    upload = Upload("a.pdf", PDF)
    many = [str(n) for n in range(rules.MOST_WAITING)]
    assert rules.handing_in_problems(K.MINUTES, upload, many)[0].field == "file"
    assert not rules.handing_in_problems(K.MINUTES, upload, many[1:])
    assert rules.handing_in_problems(K.TAX, upload, ())[0].field == "kind"  # the city's own check


def test_terms_are_accepted_by_the_organisation_with_day_name_and_version():
    owner = organisation()
    mine = representing(owner)
    stored(RecognitionRequirement(kind=K.TERMS, months=12, is_required=True))
    terms = stored(DemocracyTerms(edition="Villkor 2026", starts_on=TODAY, text="Alla är lika mycket värda."))
    assert W.OWN_TERMS in waits(mine)
    with pytest.raises(
        DomainError, match="ändrats sedan ni öppnade sidan"
    ):  # another version stood on the page
        actions.accept_terms(owner, terms, read=str(owner.id), actor=mine, at=NOON)
    item = actions.accept_terms(owner, terms, read=str(terms.id), actor=mine, at=NOON)
    session.commit()
    assert (item.terms_id, item.dated_on, item.by_whom, item.noted_by) == (
        terms.id, TODAY, "Kassören", "Kassören",
    )  # fmt: skip
    assert W.OWN_TERMS not in waits(mine)


def test_an_organisation_never_takes_the_citys_finding_about_the_terms_away():
    """What is found not to be met stops money (`domain.md` 2.2): one's own word does not start it again."""
    owner, officer = organisation(), acting()
    terms = stored(DemocracyTerms(edition="Villkor 2026", starts_on=TODAY, text="Alla är lika mycket värda."))
    for outcome in (RecognitionOutcome.NOT_MET, RecognitionOutcome.REMARK):
        found = Noted(K.TERMS, TODAY, outcome, partner_note="Stadgarna stänger ute.")
        recognition.note(owner, found, terms_id=terms.id, actor=officer, at=NOON)
        with pytest.raises(DomainError, match="anmärkning om villkoren"):
            actions.accept_terms(owner, terms, read=str(terms.id), actor=representing(owner), at=NOON)


def test_terms_that_have_not_begun_are_not_in_force():
    stored(DemocracyTerms(edition="Nästa", starts_on=TODAY.replace(year=2027), text="Nya."))
    assert noted.terms_in_force(TODAY) is None


def test_a_remark_tells_the_organisation_what_it_is_about_and_never_what_is_noted_inside():
    owner, officer = organisation(), acting()
    told = "En av två revisorer har inte skrivit under. Skicka en ny."
    remark = Noted(K.AUDIT_REPORT, TODAY, RecognitionOutcome.REMARK, partner_note=told, note="Ring kassören")
    recognition.note(owner, remark, actor=officer, at=NOON)
    assert waits(representing(owner))[W.OWN_PAPERS] == told
