"""A question that has come in, and the people around it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest

from registry.access.actor import Actor
from registry.access.roles import Role
from registry.audit import guard
from registry.city.accounts.models import RoleGrant, User
from registry.city.units import queries as units
from registry.core.database import session
from registry.enquiries import queries as enquiries
from registry.enquiries.handling import actions, queries
from registry.enquiries.handling.rules import EnquiryFacts, TreatmentFacts
from registry.enquiries.models import Enquiry, EnquiryKind
from registry.enquiries.replies import actions as lines
from registry.enquiries.replies import queries as replies
from registry.enquiries.replies.choices import LineKind
from registry.enquiries.replies.content import STATEMENT_PARTS
from registry.enquiries.workflow import CommitteeOutcome
from registry.matters.decisions.content import PARTS
from tests import factories
from tests.matters.approvals.conftest import NOON, World, make_world
from tests.plain import plain_app

TODAY = NOON.date()
MEETING = TODAY + timedelta(days=3)
SECTIONS = {name: section for section, name in STATEMENT_PARTS.items()}
ASKED = ("Hur arbetar staden i dag?", "Finns behov av ett liknande projekt?")


@dataclass
class Office:
    """Who handles questions: the writer in the preparatory group, the registrar and the heads."""

    world: World
    writer: Actor
    registrar: Actor
    head: Actor
    director: Actor
    now: datetime = NOON

    def at(self, days: int = 0) -> datetime:
        """A moment later than any before, perhaps so many days from the first."""
        self.now = max(self.now, NOON + timedelta(days=days)) + timedelta(minutes=1)
        return self.now

    def facts(self, **more) -> EnquiryFacts:
        """What is stated of a letter."""
        given = {
            "kind": EnquiryKind.LETTER, "title": "Skrivelse om språkstöd", "askers": (("Ada", "Ett parti"),),
            "questions": ASKED, "received_on": TODAY, "unit_id": self.world.units["EC"],
            "responsible_id": self.writer.user_id,
        }  # fmt: skip
        return EnquiryFacts(**(given | more))

    def register(self, **more) -> Enquiry:
        """Register a letter, given to the writer."""
        return self.fresh(actions.register(self.facts(**more), None, actor=self.registrar, at=self.at()))

    def write(
        self, made: Enquiry, *, by: Actor | None = None, meeting_on: date | None = MEETING, **parts: str
    ) -> Enquiry:
        """Write the whole reply, anew in what is given."""
        actor, reply = by or self.writer, replies.of_enquiry(made.id)
        if made.meeting_on != meeting_on:
            stated = ("title", "case_number", "kind", "due_on", "received_on", "unit_id")
            facts = self.facts(meeting_on=meeting_on, **{name: getattr(made, name) for name in stated})
            actions.change(made, facts, None, seen=made.version, actor=self.registrar, at=self.at())
            made = self.fresh(made)
        if reply is None:
            reply = lines.draft(made, need=made.title, on=TODAY, actor=actor, at=self.at())
            parts = {name: f"Text {name}" for name in PARTS} | parts
        for name, text in parts.items():
            section = SECTIONS[name]
            for one in replies.lines(reply.id):
                if one.section is section:
                    line = replies.line(actor, one.id)
                    lines.remove(line, seen=line.version, actor=actor, at=self.at())
            lines.add(
                replies.of_enquiry(made.id), section=section, after=None, text=text, kind=LineKind.PARAGRAPH, note=None,
                actor=actor, at=self.at(),
            )  # fmt: skip
        return self.fresh(made)

    def attest(self, made: Enquiry, *people: Actor) -> Enquiry:
        """Attest what stands, by each in turn."""
        for person in people or (self.head, self.director):
            actions.attest(made, words=queries.case_of(made).words, actor=person, at=self.at())
            made = self.fresh(made)
        return made

    def send(self, made: Enquiry) -> Enquiry:
        """Send it to the nämnd."""
        actions.send(made, seen=made.version, actor=self.registrar, at=self.at())
        return self.fresh(made)

    def treat(self, made: Enquiry, outcome: CommitteeOutcome, *, days: int = 3, **more) -> Enquiry:
        """Record what the nämnd did, so many days from now."""
        day = TODAY + timedelta(days=days)
        facts = TreatmentFacts(day, outcome, **more)
        actions.treat(made, facts, seen=made.version, actor=self.registrar, at=self.at(days))
        return self.fresh(made)

    def fresh(self, made: Enquiry) -> Enquiry:
        """Read it anew, as a request would."""
        session.flush()
        key = made.id
        session.expire_all()
        found = enquiries.whole(key, anew=True)
        assert found
        return found


def make_office() -> Office:
    """Fill an empty database with the organisation and those who handle questions."""
    world = make_world()
    writer = factories.acting(Role.PREPARATORY, name="Skrivaren")
    registrar = factories.acting(Role.REGISTRAR, name="Registratorn")
    for person, role in ((writer, Role.PREPARATORY), (registrar, Role.REGISTRAR)):
        factories.stored(RoleGrant(user_id=person.user_id, role=role, starts_on=date(2020, 1, 1)))
    session.commit()
    people = writer, registrar, world.division_head, world.director
    return Office(world, *(units.actor_of(session.get_one(User, one.user_id), TODAY) for one in people))


@pytest.fixture
def office(database: str) -> Iterator[Office]:
    with plain_app(database):
        with guard.resting():
            made = make_office()
        yield made
