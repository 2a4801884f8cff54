"""Who of those that answer for a list has told of a tie to a partner in it (FL 2017:900 16-18 §§)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from registry.collaborations.models import Collaboration
from registry.mapping.rounds import rules
from registry.mapping.rounds.choices import RowAnswer
from registry.mapping.rounds.models import ListRow
from registry.matters.impartiality import queries as impartiality


@dataclass(frozen=True, slots=True)
class PartnerTies:
    """What each person has told: by person the organisations with what the tie is."""

    told: Mapping[UUID, Mapping[UUID, str]]

    def of(self, person_id: UUID | None, collaboration: Collaboration) -> dict[str, str]:
        """Return the person's ties to parties of the collaboration: what each is, by the party's name."""
        mine = self.told.get(person_id, {}) if person_id else {}
        return {
            party.display_name: mine[organisation]
            for party in collaboration.parties
            if (organisation := party.organisation_id) and organisation in mine
        }

    def make_unsure(self, row: ListRow, certifier_id: UUID) -> bool:
        """Return whether the row is told as unsure when the person certifies the list."""
        other = row.answered_by_id
        is_others = other not in {None, certifier_id} and not self.of(other, row.collaboration)
        is_tied = bool(self.of(certifier_id, row.collaboration))
        return rules.stands_aside(row.answer or RowAnswer.HOLDS, is_tied=is_tied, is_others=is_others)


def of(people: Collection[UUID | None], collaborations: Iterable[Collaboration], on: date) -> PartnerTies:
    """Return the ties that these people have on the day to parties of the collaborations, in one statement."""
    parties = {
        party.organisation_id for one in collaborations for party in one.parties if party.organisation_id
    }
    return PartnerTies(impartiality.declared([one for one in people if one], parties, on))
