"""What people do around a matter while others decide it: exchange parties, correct minutes, merge and undo."""

from collections.abc import Callable
from typing import Protocol
from uuid import UUID

from sqlalchemy import select

from benchmarks.fire import deeds, world
from benchmarks.fire.people import Answer, Person
from registry.collaborations.models import Party
from registry.core.database import reading, session
from registry.partners.duplicates.models import Merge
from registry.partners.organisations.models import Organisation

Verb = Callable[[], Answer]


class Matter(Protocol):
    """What is known of the matter that it is done around."""

    collaboration: UUID
    decision: UUID | None


class Around:
    """The acts of one process's people, who are the crowd's."""

    def __init__(self, crowd) -> None:
        self.crowd = crowd

    def verbs(self, seen: Matter) -> list[tuple[str, Verb]]:
        """Return what can be tried around the matter: some of it must be refused."""
        with self.crowd.app.app_context(), reading():
            parties = session.execute(
                select(Party.id, Party.organisation_id).where(Party.collaboration_id == seen.collaboration)
            ).all()
            twins, numbered = world.beside()
            open_ = select(Merge.id).where(Merge.undone_at.is_(None)).order_by(Merge.merged_at.desc())
            merges = list(session.scalars(open_.limit(5)))
        chance, own = self.crowd.chance, [row.organisation_id for row in parties]
        found = [("add a party", lambda: self._add(seen.collaboration, chance.choice(numbered)))]
        if parties:
            found.append(
                ("remove a party", lambda: self._remove(seen.collaboration, chance.choice(parties).id))
            )
        if seen.decision:
            found += [("correct", lambda: self._correct(seen.decision))] * 3
        if twins and own:
            found.append(
                ("merge a second record", lambda: self._merge(chance.choice(own), chance.choice(twins)))
            )
        if own and len(numbered) > 1:
            found.append(
                ("merge two with numbers", lambda: self._merge(chance.choice(numbered), chance.choice(own)))
            )
        if merges:
            found += [("undo a merge", lambda: self._undo(chance.choice(merges)))] * 2
        return found

    def _add(self, collaboration: UUID, organisation: UUID) -> Answer:
        with self.crowd.app.app_context(), reading():
            name = session.scalar(select(Organisation.name).where(Organisation.id == organisation)) or ""
        path = f"/collaborations/{collaboration}/parties/new?q={name.replace(' ', '+')}"
        told = {"organisation": str(organisation), "roles": ["partner"], "receives_funding": "yes"}
        return self.crowd.deed(collaboration, "group", deeds.PARTY, path, **told)

    def _remove(self, collaboration: UUID, party: UUID) -> Answer:
        path = f"/collaborations/{collaboration}/parties/{party}/remove"
        return self.crowd.deed(collaboration, "group", deeds.PARTY, path)

    def _correct(self, decision: UUID) -> Answer:
        path, number = f"/decisions/{decision}/correct", self.crowd.chance.randrange(1, 99)
        read = self.crowd.persons["registrar"].form(path)
        told = {"meeting_on": world.today(), "paragraph": f"§ {number}", "case_number": "AMN 2026/77"}
        return self.crowd.deed(
            decision, "registrar", deeds.CORRECT, path, "reason", seen=read.get("seen", ""), **told
        )

    def _merge(self, kept: UUID, gone: UUID) -> Answer:
        person: Person = self.crowd.persons["group"]
        path = f"/duplicates/merge/{kept}/{gone}"
        version = person.form(path).get("version", "")
        return self.crowd.deed(gone, "group", deeds.MERGE, path, version=version, number_was_wrong="y")

    def _undo(self, merge: UUID) -> Answer:
        return self.crowd.deed(merge, "group", deeds.UNDO, f"/duplicates/merges/{merge}/undo")
