"""A register of any size, the same for the same seed: organisations, contacts, links and collaborations as plain rows.

Rows are dicts of Python values per table, given in slices, so that a million of them never stand in memory at once.
"""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from typing import Any
from uuid import UUID

from stdnum import luhn

from benchmarks.scale import words
from registry.city.guidelines.choices import Kind
from registry.collaborations import rules as collaborations
from registry.collaborations.choices import Category, CollaborationStatus, Form, PartyRole
from registry.partners.organisations import naming, rules
from registry.partners.organisations.models import ContactRole, LegalForm, Registration, Sector, Standing

SEED = 20261122
SLICE = 5_000
AT = datetime(2026, 11, 1, tzinfo=UTC)
ORDINARY, RARE = 0.97, 0.001

Rows = dict[str, list[dict[str, Any]]]


class Generator:
    """Makes the rows; `terms` are the identifiers of the lists that the reference data has loaded."""

    def __init__(self, terms: dict[str, Sequence[UUID]], units: Sequence[UUID], ground: UUID) -> None:
        self.dice = random.Random(SEED)  # the same rows every time
        self.terms, self.units, self.ground = terms, units, ground
        self.ids: list[UUID] = []
        self._shapes = _weighted(words.SHAPES)
        self._places = _weighted([(place[:3], place[3]) for place in words.PLACES])

    def organisations(self, number: int) -> Iterator[Rows]:
        """Yield the organisations with names, contacts, sources and links."""
        for start in range(0, number, SLICE):
            rows: Rows = {}
            for n in range(start, min(start + SLICE, number)):
                self._organisation(n, rows)
            yield rows

    def collaborations(self, number: int) -> Iterator[Rows]:
        """Yield collaborations of the organisations made before; a few organisations have very many."""
        for start in range(0, number, SLICE):
            rows: Rows = {}
            for n in range(start, min(start + SLICE, number)):
                self._collaboration(n, rows)
            yield rows

    def _organisation(self, n: int, rows: Rows) -> None:
        dice, identifier = self.dice, self._id(n)
        self.ids.append(identifier)
        place, of, post = _pick(dice, self._places)
        name = self._name(place, of, n)
        code = None if dice.random() > ORDINARY else self._number(n)
        earlier = [self._name(place, of, n)] if dice.random() < 0.1 else []
        web = dice.random() < 0.3
        _add(rows, "organisation", {
            "id": identifier, "version": 1, "name": name, "sort_name": rules.sort_name(name),
            "match_key": naming.key(name),
            "match_tail": naming.tail(name), "web_key": f"forening{n}.example.se" if web else None,
            "number": code, "created_at": AT, "seat": place, "postcode": f"{post} {dice.randrange(10, 99)}",
            "street": f"Storgatan {dice.randrange(1, 120)}", "is_example": False, "no_advertising": n % 9 == 0,
            "website": f"https://forening{n}.example.se" if web else None,
            "purpose": dice.choice(words.PURPOSES) if dice.random() < 0.5 else None,
            "founded_year": dice.randrange(1880, 2025) if dice.random() < 0.4 else None, **self._kinds(),
        })  # fmt: skip
        for other in earlier:
            _add(rows, "organisation_name", {"id": self._id(n), "organisation_id": identifier, "name": other})
        _add(rows, "organisation_source", {
            "id": self._id(n), "organisation_id": identifier, "source": "generator", "source_id": str(n),
            "fetched_at": AT,
        })  # fmt: skip
        if dice.random() < 0.6:
            _add(rows, "contact", {
                "id": self._id(n), "organisation_id": identifier, "version": 1, "position": 1, "label": "Kansliet",
                "email": f"info@forening{n}.example.se", "mail_key": f"forening{n}.example.se",
                "role": ContactRole.MAILBOX,
            })  # fmt: skip
        self._links(rows, "organisation", identifier)

    def _kinds(self) -> dict[str, Any]:
        dice = self.dice
        return {
            "sector": Sector.CIVIL if dice.random() < ORDINARY else dice.choice(list(Sector)),
            "legal_form": LegalForm.ASSOCIATION if dice.random() < 0.9 else dice.choice(list(LegalForm)),
            "registration": Registration.YES if dice.random() < 10 * RARE else Registration.UNKNOWN,
            "standing": Standing.ACTIVE if dice.random() < ORDINARY else dice.choice(list(Standing)),
        }

    def _collaboration(self, n: int, rows: Rows) -> None:
        dice, identifier = self.dice, self._id(n)
        place, formal = dice.choice(words.PLACES)[0], dice.random() < 0.1
        title = f"{dice.choice(words.SUBJECTS)} i {place} {n}"
        _add(rows, "collaboration", {
            "id": identifier, "version": 1, "title": title, "sort_title": collaborations.sort_title(title),
            "search_text": collaborations.search_text(title), "form": Form.FORMAL if formal else Form.INFORMAL,
            "category": None if formal else dice.choice(list(Category)), "is_reference": False, "is_example": False,
            "kind": dice.choice(list(Kind)) if formal else None, "status": dice.choice(list(CollaborationStatus)),
            "unit_id": dice.choice(self.units), "starts_on": date(2015, 1, 1) + timedelta(days=dice.randrange(4000)),
            "created_at": AT, "confirmed_on": date(2026, 1, 1), "confirm_by": date(2027, 1, 1),
        })  # fmt: skip
        _add(rows, "collaboration_ground", {"collaboration_id": identifier, "ground_id": self.ground})
        for position, owner in enumerate(
            {self._partner(), self._partner()} if n % 4 == 0 else {self._partner()}
        ):
            _add(rows, "party", {
                "id": self._id(n), "collaboration_id": identifier, "organisation_id": owner, "position": position,
                "roles": [PartyRole.PARTNER.value],
            })  # fmt: skip
        self._links(rows, "collaboration", identifier)

    def _partner(self) -> UUID:
        """A few organisations take part in very much: the most common has about one collaboration in two hundred."""
        return self.ids[int(len(self.ids) * self.dice.random() ** 3)]

    def _links(self, rows: Rows, table: str, identifier: UUID) -> None:
        for kind, ids in self.terms.items():
            chosen = {ids[int(len(ids) * self.dice.random() ** 2)] for _ in range(self.dice.randrange(0, 3))}
            for one in chosen:
                _add(rows, f"{table}_{kind}", {f"{table}_id": identifier, f"{kind}_id": one})

    def _name(self, place: str, of: str, n: int) -> str:
        dice = self.dice
        written = _pick(dice, self._shapes).format(
            place=place, of=of, n=n % 400 + 1, sport=dice.choice(words.SPORTS), thing=dice.choice(words.THINGS),
            people=dice.choice(words.PEOPLES), national=dice.choice(words.NATIONALS), part=dice.choice(words.PARTS),
        )  # fmt: skip
        return written if dice.random() < 0.5 else f"{written} {dice.choice(words.PARTS)} {n % 997}"

    def _number(self, n: int) -> str:
        digits = f"80{2 + n // 1_000_000}{n % 1_000_000:06d}"
        digits += luhn.calc_check_digit(digits)
        return f"{digits[:6]}-{digits[6:]}"

    def _id(self, n: int) -> UUID:
        """An identifier that sorts by time, as the product's own do (UUIDv7)."""
        return UUID(int=(0x0190_0000_0000 + n) << 80 | 7 << 76 | 2 << 62 | self.dice.getrandbits(60))


def _add(rows: Rows, table: str, row: dict[str, Any]) -> None:
    rows.setdefault(table, []).append(row)


def _weighted(choices: Sequence[tuple[Any, int]]) -> tuple[list[Any], list[int]]:
    return [choice for choice, _weight in choices], list(accumulate(weight for _choice, weight in choices))


def _pick(dice: random.Random, weighted: tuple[list[Any], list[int]]) -> Any:
    return dice.choices(weighted[0], cum_weights=weighted[1])[0]
