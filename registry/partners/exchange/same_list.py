"""What the earlier rows of a list are, while nothing of them is written: a preview knows what a run will."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator
from uuid import UUID

from registry.city.synonyms import queries as synonyms
from registry.partners.exchange import register
from registry.partners.exchange.entries import ListedOrganisation
from registry.partners.exchange.known import Register, RowCandidate
from registry.partners.organisations import matching, naming, websites
from registry.partners.organisations.candidates import LikelyDuplicate
from registry.partners.organisations.matching import Described

NEAR = 3  # neighbours on each side, as in the register


class ListMemory:
    """The rows that a list has added so far, found by name, page and mailbox as those of the register are."""

    def __init__(self) -> None:
        self.register = Register()
        self.made: set[UUID] = set()
        self._rows: dict[UUID, Described] = {}
        self._by_key: list[tuple[str, int]] = []
        self._by_tail: list[tuple[str, int]] = []
        self._by_page: dict[str, list[UUID]] = defaultdict(list)
        self._ids: list[UUID] = []

    def with_known(self, known: Register) -> Register:
        """Return what is known now with what the earlier rows were and found."""
        self.register.source, self.register.rank, self.register.on = known.source, known.rank, known.on
        for one in known.by_id.values():
            if one.id not in self.register.by_id:
                self.register.add(one)
        return self.register

    def add_row(self, entry: ListedOrganisation, organisation_id: UUID) -> None:
        """Remember what a row adds."""
        self.made.add(organisation_id)
        self._rows[organisation_id] = register.described(entry)
        place = len(self._ids)
        self._ids.append(organisation_id)
        insort(self._by_key, (entry.key, place))
        insort(self._by_tail, (naming.tail(entry.name), place))
        for value in self._traces(entry):
            self._by_page[value].append(organisation_id)

    def alike(self, entry: ListedOrganisation) -> list[RowCandidate]:
        """Return the earlier rows of the list that the row is like without being one of them."""
        row, found = register.described(entry), []
        for organisation_id in dict.fromkeys(self._near(entry)):
            other = self._rows[organisation_id]
            likeness = matching.compare(row, other, known=synonyms.known())
            one = LikelyDuplicate(
                organisation_id, other.name, other.number, other.seat, likeness.score, likeness.reasons
            )
            if likeness.score >= matching.ASKED or likeness.reasons:
                found.append(one)
        likely = sorted(found, key=lambda one: (-one.score, one.name, one.organisation_id))
        return [register.candidate(one) for one in likely if register.is_worth_asking(entry, one)]

    def _near(self, entry: ListedOrganisation) -> Iterator[UUID]:
        for value in self._traces(entry):
            yield from self._by_page.get(value, ())
        for order, key in ((self._by_key, entry.key), (self._by_tail, naming.tail(entry.name))):
            place = bisect_left(order, (key, -1))
            for stored, at in order[max(place - NEAR, 0) : place + NEAR]:
                if matching.could_be(key, stored):
                    yield self._ids[at]

    @staticmethod
    def _traces(entry: ListedOrganisation) -> Iterable[str]:
        mails = (matching.mail_key(one.email) for one in entry.reaches if one.email and not one.person)
        page = websites.page_key(entry.website) if entry.website else None
        return [one for one in (page, *mails) if one]
