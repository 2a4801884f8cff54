"""Organisations of the labelled register: what they are called, and what lists know of them. Made by a seed."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace

from stdnum import luhn

from benchmarks.sameness.words import SPORTS, THINGS, Vocabulary, half
from registry.partners.organisations.matching import Described

SEEDS = {False: 20261129, True: 20270503}
SHARED = (
    "www.facebook.com/{}",
    "www.laget.se/{}",
    "{}.example.se",
    "www.svenskalag.se/{}",
    "www.{}.se",
    "www.{}.nu",
)


@dataclass(frozen=True, slots=True)
class Made:
    """An organisation as it is: its record, and how its name is put together."""

    record: Described
    kind: str
    said: tuple[str, ...] = ()
    town: str = ""


Rule = Callable[["Maker", Made], Described | None]


class Maker:
    """Makes organisations of one half's words; the same for the same seed."""

    def __init__(self, *, kept: bool) -> None:
        self.words: Vocabulary = half(kept=kept)
        self.dice = random.Random(SEEDS[kept])
        self.made = 0
        self.hosts: dict[str, str] = {}
        self.taken: set[tuple[str, str | None]] = set()

    def organisation(self) -> Made:
        """Return one that no other is called like in its town."""
        while True:
            maker = self.dice.choices([one for one, _w in SHAPES], [weight for _one, weight in SHAPES])[0]
            name, kind, said = maker(self, town := self.dice.choice(self.words.towns))
            known = {(one.casefold(), town) for one in identity(name, kind, said)}
            if not known & self.taken:
                self.taken |= known
                return Made(self.facts(name, town), kind, said, town)

    def give_back(self, made: Made) -> None:
        """Let another be called like the organisation, which is not used."""
        self.taken -= {
            (one.casefold(), made.town) for one in identity(made.record.name, made.kind, made.said)
        }

    def is_new(self, name: str, town: str | None) -> bool:
        """Take a name in a town, unless it is taken."""
        key = (name.casefold(), town)
        is_new = key not in self.taken
        self.taken.add(key)
        return is_new

    def facts(self, name: str, town: str, *, much: float = 1.0) -> Described:
        """Return a record with what a list knows of it: four in five without a number."""
        self.made += 1
        dice, own = self.dice, f"{_slug(name)[:14]}{self.made}"
        has_page, has_mail = dice.random() < 0.4 * much, dice.random() < 0.45 * much
        page = dice.choice(SHARED).format(own) if has_page else None
        domain = page.removeprefix("www.") if page and "/" not in page else None
        mails = (
            (f"info@{domain}" if domain and dice.random() < 0.7 else f"{own}@gmail.com",) if has_mail else ()
        )
        return Described(
            name, seat=town if dice.random() < 0.98 else None, postcode=self.postcode(town) if has_mail else None,
            number=self.number() if dice.random() < 0.22 * much else None,
            website=f"https://{page}" if page else None, emails=mails,
            giro=(self.giro(),) if dice.random() < 0.06 else (),
        )  # fmt: skip

    def postcode(self, town: str) -> str:
        """Return a postcode of the town: its first three digits are the town's own."""
        return f"{200 + self.words.towns.index(town) * 6 % 700} {self.dice.randrange(10, 99)}"

    def number(self, group: str = "802") -> str:
        """Return a number with its check digit."""
        digits = f"{group}{self.dice.randrange(10**6):06d}"
        digits += luhn.calc_check_digit(digits)
        return f"{digits[:6]}-{digits[6:]}"

    def giro(self) -> str:
        """Return an account number."""
        return str(self.dice.randrange(10**6, 10**7))

    def elsewhere(self, town: str | None) -> str:
        """Return another town."""
        return self.dice.choice([one for one in self.words.towns if one != town])

    def chance(self, share: float) -> bool:
        """Return true for that share of the calls."""
        return self.dice.random() < share


def with_facts(maker: Maker, one: Described, name: str) -> Described:
    """Return what another list knows of the same organisation under the name: often less, written in its own way."""
    dice, domain = maker.dice, (one.emails[0].partition("@")[2] if one.emails else "")
    page, mails = one.website, one.emails
    if page:
        page = dice.choice(
            (page, page.replace("https://", "http://") + "/", page.replace("https://www.", ""))
        )
    if mails and domain != "gmail.com" and dice.random() < 0.4:
        mails = (f"kansli@{domain}",)
    seat = (
        dice.choice((one.seat, one.seat, one.seat, f"{one.seat} kommun", one.seat.lower()))
        if one.seat
        else None
    )
    return replace(
        one, name=name, seat=seat if dice.random() < 0.85 else None,
        number=one.number if dice.random() < 0.5 else None, website=page if dice.random() < 0.65 else None,
        emails=mails if dice.random() < 0.6 else (), postcode=one.postcode if dice.random() < 0.6 else None,
        giro=one.giro if dice.random() < 0.6 else (),
    )  # fmt: skip


def identity(name: str, kind: str, said: tuple[str, ...]) -> tuple[str, ...]:
    """What an organisation may be called for short or in full: no other in its town is called so."""
    if kind == "club":
        own, long, short, sport, _written = said
        return f"{own} {short}", f"{own} {long}", f"{own} {sport} {short[-1]}"
    return {
        "friends": said, "thing": said[-1:], "acronym": said[-1:], "order": said[1:2], "movement": said,
        "church": said, "bygd": ((" ".join(said)),),
    }.get(kind, (name,))  # fmt: skip


def _slug(name: str) -> str:
    plain = name.casefold().translate(str.maketrans("åäöéü", "aaoeu"))
    return "".join(letter for letter in plain if letter.isalnum())


def genitive(word: str) -> str:
    """Return whose: Granbos, Tranås."""
    return word if word[-1] in "sx" else f"{word}s"


def _club(maker: Maker, town: str) -> tuple[str, str, tuple[str, ...]]:
    long, shorts, sport = maker.dice.choice(SPORTS)
    own = genitive(maker.dice.choice(maker.words.firsts) + "backen") if maker.chance(0.25) else town
    short = maker.dice.choice(shorts)
    written = short if maker.chance(0.45) else long
    return f"{own} {written}", "club", (own, long, short, sport, written)


def _friends(maker: Maker, town: str) -> tuple[str, str, tuple[str, ...]]:
    being, circle = maker.dice.choice(maker.words.circles)
    ending = "ns" if being[-1] in "ae" else "ens"
    core = f"{being}{ending} {circle}"
    return maker.dice.choice((core, f"{core} i {town}")), "friends", (core,)


def _thing(maker: Maker, town: str) -> tuple[str, str, tuple[str, ...]]:
    first, last = maker.dice.choice(maker.words.things)
    shape = maker.dice.choice(
        ("{}", "{}", "Föreningen {}", "Kulturföreningen {}", "{} i {town}", "{towns} {}")
    )
    name = shape.format(first + last, town=town, towns=genitive(town))
    return name, "thing", (first, last, first + last)


def _acronym(maker: Maker, _town: str) -> tuple[str, str, tuple[str, ...]]:
    adjective, noun, second = (
        maker.dice.choice(maker.words.adjectives),
        *maker.dice.sample(maker.words.nouns, 2),
    )
    being = maker.dice.choice(("Kulturförening", "Dansförening", "Nätverket", "Vännerna", "Sällskapet"))
    name = maker.dice.choice((f"{being} {adjective} {noun}", f"{being} för {noun} och {second}"))
    short = "".join(word[0] for word in name.split() if word not in {"för", "och"}).upper()
    return name, "acronym", (name, short)


def _order(maker: Maker, town: str) -> tuple[str, str, tuple[str, ...]]:
    long, short = maker.dice.choice(maker.words.orders)
    return f"{long if maker.chance(0.4) else short} {town}", "order", (long, short, town)


def _people(maker: Maker, town: str) -> tuple[str, str, tuple[str, ...]]:
    people = maker.dice.choice(maker.words.peoples)
    what = maker.dice.choice(("föreningen", "kulturföreningen", "kvinnoföreningen"))
    return f"{people} {what} i {town}", "people", (people, what)


def _bygd(maker: Maker, town: str) -> tuple[str, str, tuple[str, ...]]:
    thing = maker.dice.choice(THINGS)
    own = maker.dice.choice(maker.words.firsts).lower() + "bygden" if maker.chance(0.3) else town
    name = (
        f"{own.title()} {thing.lower()}förening"
        if maker.chance(0.6)
        else f"{thing}föreningen i {own.title()}"
    )
    return name, "bygd", (own, thing)


def _church(maker: Maker, _town: str) -> tuple[str, str, tuple[str, ...]]:
    first = maker.dice.choice(maker.words.firsts)
    return f"{first}kyrkan", "church", (first,)


def _movement(maker: Maker, town: str) -> tuple[str, str, tuple[str, ...]]:
    core = maker.dice.choice(maker.words.movements)
    return maker.dice.choice((f"{core} {town}", f"{core} i {town}")), "movement", (core,)


def _culture(maker: Maker, town: str) -> tuple[str, str, tuple[str, ...]]:
    own = f"{maker.dice.choice(maker.words.firsts)}backens"
    return f"{own} {maker.dice.choice(('Konsthall', 'Museum', 'Teater', 'Skola'))}", "house", (own, town)


SHAPES = (
    (_club, 30), (_friends, 10), (_thing, 16), (_acronym, 8), (_order, 6), (_people, 7), (_bygd, 12), (_church, 3),
    (_movement, 6), (_culture, 4),
)  # fmt: skip
