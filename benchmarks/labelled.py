"""Labelled pairs of association records: the same one written in another way, and near misses that are two.

Made by seeded rules from the general words of `benchmarks/scale/words.py`; no organisation is meant. What the rules do
is what real lists do: letters lost and swapped, marks lost, capitals, suffixes, abbreviations, places left out.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from stdnum import luhn

from benchmarks.scale import words
from registry.core.text import fold
from registry.partners.organisations import matching
from registry.partners.organisations.matching import Described

SEED = 20261122
SHORT = {
    "Idrottsförening": "IF", "Bollklubb": "BK", "Fotbollsförening": "FF", "Simsällskap": "SS", "Ridklubb": "RK",
    "Orienteringsklubb": "OK", "Innebandyklubb": "IBK", "Handbollsförening": "HF", "Gymnastikförening": "GF",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Labelled:
    """Two records, whether they are the same organisation, and which rule made the second."""

    one: Described
    other: Described
    same: bool
    rule: str


def judged(pairs: Iterator[Labelled]) -> tuple[int, int, int]:
    """Return how many duplicates were told, how many were missed, and how many near misses were taken for one."""
    right = missed = false = 0
    for pair in pairs:
        said = matching.compare(pair.one, pair.other).score >= matching.PROPOSED
        right += said and pair.same
        missed += pair.same and not said
        false += said and not pair.same
    return right, missed, false


class Maker:
    """Makes records and other records of them; the same for the same seed."""

    def __init__(self, seed: int = SEED) -> None:
        self.dice = random.Random(seed)
        self.number = 0

    def record(self) -> Described:
        dice, self.number = self.dice, self.number + 1
        place, of, post, _weight = dice.choice(words.PLACES)
        shape = dice.choices([s for s, _w in words.SHAPES], [w for _s, w in words.SHAPES])[0]
        name = shape.format(
            place=place, of=of, n=self.number % 400 + 1, sport=dice.choice(words.SPORTS),
            thing=dice.choice(words.THINGS),
            people=dice.choice(words.PEOPLES), national=dice.choice(words.NATIONALS), part=dice.choice(words.PARTS),
        )  # fmt: skip
        own = f"forening{self.number}"
        return Described(
            name, seat=place, postcode=f"{post} {dice.randrange(10, 99)}",
            number=self._code() if dice.random() < 0.4 else None,
            website=f"https://www.{own}.se" if dice.random() < 0.3 else None,
            emails=(f"info@{own}.se",) if dice.random() < 0.3 else (),
        )  # fmt: skip

    def pairs(self, number: int) -> Iterator[Labelled]:
        """Yield so many pairs, as many of one kind as of the other."""
        made = 0
        while made < number:
            same = made % 2 == 0
            rule = self.dice.choice(SAME if same else DIFFERENT)
            one = self.record()
            other = rule(self, one)
            if other is not None and (other != one):
                made += 1
                yield Labelled(one, other, same, rule.__name__.strip("_"))

    def bare(self, one: Described) -> Described:
        """What another list knows of the same: often less."""
        dice = self.dice
        return replace(
            one, number=one.number if dice.random() < 0.3 else None,
            website=one.website if dice.random() < 0.3 else None,
            emails=one.emails if dice.random() < 0.3 else (), seat=one.seat if dice.random() < 0.85 else None,
            postcode=one.postcode if dice.random() < 0.5 else None,
        )  # fmt: skip

    def _code(self) -> str:
        digits = f"802{self.dice.randrange(10**6):06d}"
        digits += luhn.calc_check_digit(digits)
        return f"{digits[:6]}-{digits[6:]}"


def _typo(maker: Maker, one: Described) -> Described:
    return replace(maker.bare(one), name=_mistyped(maker.dice, one.name))


def _two_typos(maker: Maker, one: Described) -> Described | None:
    if len(one.name) < 22:
        return None
    return replace(maker.bare(one), name=_mistyped(maker.dice, _mistyped(maker.dice, one.name)))


def _without_marks(maker: Maker, one: Described) -> Described | None:
    return replace(maker.bare(one), name=fold(one.name).title())


def _capitals(maker: Maker, one: Described) -> Described:
    return replace(maker.bare(one), name=one.name.upper())


def _suffix(maker: Maker, one: Described) -> Described:
    more = maker.dice.choice(
        (", ideell förening", " (vilande)", " Ideell Förening", ", ideella föreningen", " - ideell fören.")
    )
    return replace(maker.bare(one), name=one.name + more)


def _abbreviated(maker: Maker, one: Described) -> Described | None:
    for long, short in SHORT.items():
        if one.name.endswith(long):
            return replace(maker.bare(one), name=one.name.removesuffix(long) + short)
    return None


def _definite(maker: Maker, one: Described) -> Described | None:
    changed = (
        one.name.replace("föreningen", "förening")
        if "föreningen" in one.name
        else one.name.replace("förening", "föreningen")
    )
    return replace(maker.bare(one), name=changed) if changed != one.name else None


def _called_association(maker: Maker, one: Described) -> Described:
    return replace(maker.bare(one), name=f"Föreningen {one.name}")


def _place_left_out(_maker: Maker, one: Described) -> Described | None:
    ending = f" i {one.seat}"
    return (
        replace(one, number=None, website=None, name=one.name.removesuffix(ending))
        if one.name.endswith(ending)
        else None
    )


def _and(maker: Maker, one: Described) -> Described | None:
    return replace(maker.bare(one), name=one.name.replace(" och ", " & ")) if " och " in one.name else None


def _place_first(maker: Maker, one: Described) -> Described | None:
    ending = f" i {one.seat}"
    if not one.name.endswith(ending):
        return None
    return replace(maker.bare(one), name=f"{one.seat} {one.name.removesuffix(ending)}")


def _renamed_with_number(maker: Maker, one: Described) -> Described | None:
    new = maker.dice.choice(("Mötesplatsen", "Klubben", "Vännerna", "Gemenskapen"))
    return replace(one, name=f"{new} {one.seat}", website=None, emails=()) if one.number else None


def _half_name_same_web(maker: Maker, one: Described) -> Described | None:
    if not one.website:
        return None
    return replace(
        maker.bare(one),
        website=one.website.replace("https://www.", "http://") + "/",
        name=_mistyped(maker.dice, one.name),
    )


def _mistyped(dice: random.Random, name: str) -> str:
    at = dice.randrange(1, len(name) - 1)
    match dice.randrange(4):
        case 0:
            return name[:at] + name[at + 1 :]
        case 1:
            return name[:at] + name[at] + name[at:]
        case 2:
            return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
        case _:
            return name[:at] + dice.choice("aeiorstln") + name[at + 1 :]


def _other_town(maker: Maker, one: Described) -> Described | None:
    place, of, post, _weight = maker.dice.choice(words.PLACES)
    mine = next(p for p in words.PLACES if p[0] == one.seat)
    if place == one.seat or (mine[1] not in one.name and mine[0] not in one.name) or one.seat in of:
        return None
    name = one.name.replace(mine[1], of) if mine[1] in one.name else one.name.replace(mine[0], place)
    return Described(name, seat=place, postcode=f"{post} 10")


def _same_name_elsewhere(maker: Maker, one: Described) -> Described | None:
    place, _of, post, _weight = maker.dice.choice(words.PLACES)
    inside = {fold(place), fold(one.seat or "")}
    stockholm = {
        "stockholm",
        "farsta",
        "skarholmen",
        "bromma",
        "kista",
        "spanga",
        "hagersten",
        "vallingby",
        "tensta",
        "rinkeby",
    }
    if place == one.seat or inside <= stockholm or one.seat in one.name:
        return None
    return Described(one.name, seat=place, postcode=f"{post} 10")


def _other_number(maker: Maker, one: Described) -> Described | None:
    head, _space, last = one.name.rpartition(" ")
    return (
        replace(maker.bare(one), number=None, website=None, emails=(), name=f"{head} {int(last) + 1}")
        if last.isdigit()
        else None
    )


def _other_side(_maker: Maker, one: Described) -> Described | None:
    first, _space, rest = one.name.partition(" ")
    opposite = {
        "Norra": "Södra",
        "Södra": "Norra",
        "Östra": "Västra",
        "Västra": "Östra",
        "Inre": "Yttre",
        "Yttre": "Inre",
    }
    if first not in opposite:
        return None
    return replace(one, name=f"{opposite[first]} {rest}", number=None, website=None, emails=())


def _other_sport(maker: Maker, one: Described) -> Described | None:
    head, _space, last = one.name.rpartition(" ")
    other = maker.dice.choice(words.SPORTS)
    if (
        last not in words.SPORTS
        or SHORT.get(last, last) == SHORT.get(other, other)
        or {last, other} & {"IK", "IF"}
    ):
        return None
    return replace(one, name=f"{head} {other}", number=None, website=None, emails=())


def _other_thing(maker: Maker, one: Described) -> Described | None:
    thing = next((t for t in words.THINGS if t in one.name and len(t) > 2), None)
    other = maker.dice.choice(words.THINGS)
    if thing is None or {thing, other} & {"By", "Ölands"} or other == thing:
        return None
    return replace(one, name=one.name.replace(thing, other), number=None, website=None, emails=())


def _other_people(maker: Maker, one: Described) -> Described | None:
    people = next((p for p in words.PEOPLES if p in one.name), None)
    other = maker.dice.choice(words.PEOPLES)
    if people is None or other == people:
        return None
    return replace(one, name=one.name.replace(people, other), number=None, website=None, emails=())


def _local_part(_maker: Maker, one: Described) -> Described | None:
    if "avdelning" in one.name:
        return None
    return replace(one, name=f"{one.name} lokalavdelning", number=None, website=None, emails=())


def _other_person(maker: Maker, one: Described) -> Described | None:
    return replace(one, number=maker._code(), website=None, emails=()) if one.number else None


def _youth(_maker: Maker, one: Described) -> Described:
    return replace(one, name=f"{one.name} ungdomssektion", number=None, website=None, emails=())


SAME: tuple[Callable[[Maker, Described], Described | None], ...] = (
    _typo, _two_typos, _without_marks, _capitals, _suffix, _abbreviated, _definite, _called_association,
    _place_left_out,
    _and, _place_first, _renamed_with_number, _half_name_same_web,
)  # fmt: skip
DIFFERENT: tuple[Callable[[Maker, Described], Described | None], ...] = (
    _other_town, _same_name_elsewhere, _other_number, _other_side, _other_sport, _other_thing, _other_people,
    _local_part,
    _other_person, _youth,
)  # fmt: skip
