"""What the lists tell of: associations and others, each with a truth that a row is held against; all made up.

The shares are those of real municipal registers and a payee list, as they were counted.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from stdnum import luhn

from benchmarks.finding import names
from benchmarks.finding.names import Made
from registry.partners.exchange.fields import ListField
from registry.partners.organisations import matching

SEED = 20261130
TOWNS = 2  # of a municipality
NUMBERED = 0.2  # four rows of five have no number
AGAIN = 0.1  # associations that stand in a second list too
UNITS = 48  # of a municipality, under one number

ASSOCIATION, PERSON, BUSINESS, MUNICIPALITY, UNIT, TOTALS = (
    "association", "person", "business", "municipality", "unit", "totals",
)  # fmt: skip
# Of all rows: 504 sole traders, 989 companies and 130 HB and KB, 43 municipalities among 37,774.
OTHERS = ((PERSON, 0.0135), (BUSINESS, 0.0297), (MUNICIPALITY, 0.0012))
_MASKED = (
    "850101-XXXX", "850101-****", "850101 XXXX", "850101+XXXX", "19850101-XXXX", "20050101-XXXX", "850161-XXXX",
    "850101", "850101-", "850101-12", "19850101", "1985-01-01",
)  # fmt: skip
_TRADES = ("Fotvård", "Bygg", "Frisör", "Städ", "Konsult", "Catering", "Trädgård", "Data")
_SPORTS_BESIDE = (
    ("Judoklubb", "Budoklubb"), ("Bollklubb", "Brottarklubb"), ("Simklubb", "Skidklubb"),
    ("Simsällskap", "Segelsällskap"),
)  # fmt: skip
_STORED = {
    ListField.TYPES: "listed_types", ListField.ACTIVITIES: "listed_activities",
    ListField.CATEGORIES: "listed_categories", ListField.FOUNDED_YEAR: "founded_year",
}  # fmt: skip
_UNITS = ("Skolan", "Förskolan", "Biblioteket")
_TYPES = ("Idrottsförening", "Kulturförening", "Social förening", "Övriga föreningar", "Pensionärsförening")
_FIELDS_OF_WORK = ("Simning", "Fotboll", "Körsång", "Läxhjälp", "Odling", "Teater", "Scouting")
_GROUPS = ("Barn", "Ungdomar", "Äldre", "Alla")


@dataclass(slots=True)
class Row:
    """A row of a list: whose it is (`truth`), of which kind that is, its cells, and what is to be stored of them."""

    truth: str
    kind: str
    cells: dict[ListField, str]
    meant: dict[str, str | None] = field(default_factory=dict)
    also: str = ""  # another way in which the name is written, `Granbo IF` for `Granbo Idrottsförening`


def lists(number: int, rows: int) -> list[list[Row]]:
    """Return so many lists with so many rows in all; the same for the same numbers."""
    return _World(random.Random(SEED), number, rows).lists()  # not a secret


class _World:
    def __init__(self, dice: random.Random, number: int, rows: int) -> None:
        self.dice, self.number, self.rows, self.made = dice, number, rows, 0

    def lists(self) -> list[list[Row]]:
        towns = names.towns()
        self.dice.shuffle(towns)
        of_town = {town: place // TOWNS % self.number for place, town in enumerate(towns)}
        found: list[list[Row]] = [[] for _list in range(self.number)]
        for one in self._associations(int(self.rows * 0.84)):
            found[of_town[one.seat]].append(self._row(one))
        for place, some in enumerate(found):
            some.extend(self._others(len(some), towns[place * TOWNS % len(towns)]))
        for some in list(found):
            again = [self._again(row) for row in some if row.kind == ASSOCIATION]
            other = self.dice.randrange(self.number)
            if found[other] is not some:
                found[other] += [row for row in again if self.dice.random() < AGAIN]
        for some in found:
            self.dice.shuffle(some)
        return found

    def _associations(self, number: int) -> Iterator[Made]:
        """Each with a name and a place of its own, and now and then a club of another sport beside it."""
        taken: set[tuple[str, str]] = set()
        for one in names.register(number):
            core = one.told.get("core") or one.told.get("joined") or one.name
            key = (matching.key(core), one.seat)
            if key not in taken:
                taken.add(key)
                yield one
            if self.dice.random() < 0.004:
                for sport in self.dice.choice(_SPORTS_BESIDE):
                    beside = replace(one, name=f"{one.seat}s {sport}", number="", site="", told={})
                    if (matching.key(beside.name), one.seat) not in taken:
                        taken.add((matching.key(beside.name), one.seat))
                        yield replace(beside, at=number + self._next())

    def _row(self, one: Made) -> Row:
        dice, at = self.dice, one.at
        number = self._number(at) if dice.random() < NUMBERED else ""
        site = self._site(one)
        cells = {
            ListField.NAME: one.name, ListField.NUMBER: number, ListField.SOURCE_ID: f"https://lista.example/{at}",
            ListField.STREET: f"Provvägen {at % 90 + 1}", ListField.POSTCODE: one.postcode, ListField.SEAT: one.seat,
            ListField.WEBSITE: site, ListField.PHONE: one.phone, ListField.PURPOSE: one.purpose,
        }  # fmt: skip
        filed = self._filed()
        cells |= self._reached(at) | filed | self._account(at)
        meant = {
            "name": one.name, "number": number or None, "postcode": one.postcode, "seat": one.seat,
            **{stored: filed[listed] for listed, stored in _STORED.items() if listed in filed},
        }  # fmt: skip
        spelled = one.told.get("short", ""), one.told.get("long", "")
        also = next((other for other in spelled if one.name in spelled and other and other != one.name), "")
        return Row(f"a{at}", ASSOCIATION, cells, meant, also)

    def _site(self, one: Made) -> str:
        """A page of its own, one at a federation's host (1,076 in 33,000 had just that in common), or a service's."""
        dice, at = self.dice, one.at
        chance = dice.random()
        if chance < 0.25:
            return f"https://www.{one.kind.replace('_', '-')}-{at}.se"
        if chance < 0.29:
            return f"https://forbundetprov{at % 9}.se/{matching.key(one.seat).replace(' ', '')}/{at}"
        if chance < 0.33:
            shapes = ("facebook.com/profile.php?id={}", "facebook.com/groups/{}", "www2.idrottonline.se/p{}",
                      "sites.google.com/view/f{}", "m.facebook.com/forening{}")  # fmt: skip
            return dice.choice(shapes).format(at)
        return ""

    def _reached(self, at: int) -> dict[ListField, str]:
        """A third have the contact person's own address as the association's too."""
        chance = self.dice.random()
        if chance < 0.33:
            own = f"kim.exempel{at}@example.com"
            return {ListField.EMAIL: own, ListField.PERSON: "Kim Exempel", ListField.PERSON_EMAIL: own}
        return {ListField.EMAIL: f"info@forening-{at}.se"} if chance < 0.7 else {}

    def _filed(self) -> dict[ListField, str]:
        dice = self.dice
        found = {}
        if dice.random() < 0.79:
            found = {
                ListField.TYPES: dice.choice(_TYPES), ListField.ACTIVITIES: dice.choice(_FIELDS_OF_WORK),
                ListField.CATEGORIES: ", ".join(dice.sample(_GROUPS, 2)),
            }  # fmt: skip
        return found | (
            {ListField.FOUNDED_YEAR: str(dice.randrange(1880, 2020))} if dice.random() < 0.19 else {}
        )

    def _account(self, at: int) -> dict[ListField, str]:
        if self.dice.random() > 0.1:
            return {}
        digits = f"{at % 900 + 100:03d}{at % 1000:03d}"
        digits += luhn.calc_check_digit(digits)
        return {ListField.BANKGIRO: f"{digits[:3]}-{digits[3:]}"}

    def _again(self, row: Row) -> Row:
        """The association as a second list has it: under its own identifier, often with less."""
        less = {ListField.PURPOSE: "", ListField.PERSON: "", ListField.PERSON_EMAIL: ""}
        cells = {**row.cells, **less, ListField.SOURCE_ID: f"https://andra.example/{row.truth}"}
        name, chance = row.cells[ListField.NAME], self.dice.random()
        cells[ListField.NAME] = (
            name.upper() if chance < 0.3 else f"Föreningen {name}" if chance < 0.4 else row.also or name
        )
        return replace(row, cells=cells, meant={})

    def _others(self, size: int, town: str) -> list[Row]:
        found = [maker(town) for kind, share in OTHERS for maker in [getattr(self, f"_{kind}")]
                 for _row in range(self._about(size * share))]  # fmt: skip
        if self.dice.random() < 0.02:
            number = self._number(self._next(), group="212")
            found += [
                Row(f"u{self._next()}", UNIT, {
                    ListField.NAME: f"{_UNITS[place % 3]} {names.LASTS[place % 40]} {place}",
                    ListField.NUMBER: number, ListField.SEAT: town,
                })
                for place in range(UNITS)
            ]  # fmt: skip
        if self.dice.random() < 0.3:
            found.append(
                Row("", TOTALS, {ListField.NAME: self.dice.choice(("Totalt", f"Antal: {size}", "Summa"))})
            )
        return found

    def _person(self, town: str) -> Row:
        name = f"Exempel{self._next()} {self.dice.choice(_TRADES)}"
        return Row(f"p{self.made}", PERSON, {
            ListField.NAME: name, ListField.NUMBER: self.dice.choice(_MASKED), ListField.SEAT: town,
        })  # fmt: skip

    def _business(self, town: str) -> Row:
        form = self.dice.choices(("AB", "HB", "KB"), (88, 6, 6))[0]
        number = self._number(self._next(), group="559" if form == "AB" else "969")
        has_number = self.dice.random() < 0.5
        name = f"{names.thing(self.dice)} {self.made} {form}"
        return Row(f"b{self.made}", BUSINESS, {
            ListField.NAME: name, ListField.NUMBER: number if has_number else "", ListField.SEAT: town,
        })  # fmt: skip

    def _municipality(self, town: str) -> Row:
        return Row(f"m{self._next()}", MUNICIPALITY, {
            ListField.NAME: f"{town}s kommun", ListField.NUMBER: self._number(self.made, group="212"),
            ListField.SEAT: town,
        })  # fmt: skip

    def _number(self, at: int, group: str = "802") -> str:
        digits = f"{group}{at % 1_000_000:06d}"
        return f"{digits[:6]}-{digits[6:]}{luhn.calc_check_digit(digits)}"

    def _about(self, number: float) -> int:
        return int(number) + (self.dice.random() < number % 1)

    def _next(self) -> int:
        self.made += 1
        return self.made
