"""A register with names as real ones are: clubs, circles of friends, churches, housing, branches; all made up."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from stdnum import luhn

from benchmarks.scale import words

SEED = 20261129


def _listed(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_FIRST = _listed("""
Vatten Sol Måne Björk Sten Havs Guld Silver Eld Vind Regn Sno Lövs Skogs Äng Fjäll Ler Sand Moln Stjärn Dagg
Frost Höst Vår Midnatts Morgon Kväll Fri Hopp Glädje Livs Tids Minnes Ord Ton Färg Form Bok Brev Tråd Väv Kol
Järn Kopp Glas Pärl Rosen Blå Grön Röd Vit Norrskens Trädgårds Hamn Bro Port Torn Hjul
""")
LASTS = _listed("""
labbet gläntan skeppet stugan porten bryggan lyktan nästet kompassen verkstan spåret källan ringen cirkeln huset
rummet båten nyckeln fyren väven trappan bänken tornet kvarnen smedjan ladan grinden stegen stigen hörnet navet
luckan lådan mosaiken ekot flöjten trumman penseln spegeln klockan
""")
_FLOWERS = _listed("""
Solros Blåsippa Kaprifol Linnea Vitsippa Prästkrage Lövsångare Koltrast Ekorre Igelkott Björk Asp Lönn Hassel
Syren Rönn Ljung Klöver Viol Timjan Mård Uggla Svala Tärna Lärka Gök
""")
_TOWN_FIRST = _listed("""
Gran Ek Tall Björk Lind Al Sten Sand Berg Dal Sjö Äng Lund Häll Kvarn Mell Norr Söder Öster Väster Hög Lång Rön
Ask Säter Hult Torp Kyrk Färj Skog
""")
_TOWN_LAST = ("bo", "backen", "by", "torp", "stad", "vik", "näs", "hult", "rum", "hamra")
_SPORTS = (
    ("Segelsällskap", "segling"), ("Simsällskap", "simning"), ("Ridklubb", "ridning"), ("Skidklubb", "skidor"),
    ("Cykelklubb", "cykling"), ("Brottarklubb", "brottning"), ("Orienteringsklubb", "orientering"),
    ("Friidrottsklubb", "friidrott"), ("Tennisklubb", "tennis"), ("Golfklubb", "golf"), ("Kanotklubb", "kanot"),
    ("Judoklubb", "judo"), ("Innebandyklubb", "innebandy"), ("Handbollsklubb", "handboll"), ("Ishockeyklubb", "hockey"),
    ("Fotbollsförening", "fotboll"), ("Bordtennisklubb", "bordtennis"), ("Gymnastikförening", "gymnastik"),
)  # fmt: skip
_SHORT = (
    ("Idrottsförening", "IF"), ("Idrottsklubb", "IK"), ("Bollklubb", "BK"), ("Sportklubb", "SK"),
    ("Fotbollsförening", "FF"),
    ("Simsällskap", "SS"), ("Ridklubb", "RK"), ("Orienteringsklubb", "OK"), ("Innebandyklubb", "IBK"),
    ("Gymnastikförening", "GF"), ("Cykelklubb", "CK"), ("Golfklubb", "GK"), ("Tennisklubb", "TK"),
)  # fmt: skip
_ORDERS = (
    ("Bostadsrättsföreningen", "Brf"), ("Pensionärernas Riksorganisation", "PRO"),
    ("Hörselskadades Riksförbund", "HRF"), ("Arbetarnas Bildningsförbund", "ABF"),
)  # fmt: skip
_COMPOUNDS = (
    ("kyrka", ("Ringmärkar", "Ansgars", "Betel", "Elim", "Pingst", "Missions", "Salems", "Korskulle")),
    ("jour", ("Kvinno", "Tjej", "Mans", "Brotts", "Natt", "Sömn", "Flykting")),
    ("kör", ("Dam", "Mans", "Kammar", "Gospel", "Barn", "Vis")),
    ("orkester", ("Blås", "Stråk", "Dragspels", "Ungdoms", "Kammar")),
    ("museum", ("Tekniska", "Spårvägs", "Rid", "Sågverks", "Torp")),
    ("teater", ("Docka", "Skugg", "Lill", "Folk", "Vår")),
)  # fmt: skip
_SUBJECTS = (
    ("läxhjälp", "Ger läxhjälp åt barn och unga på vardagar"), ("språkkafé", "Ordnar språkkafé för nyanlända"),
    ("odling", "Driver gemensam odling och kolonilotter"), ("självhjälp", "Håller självhjälpsgrupper för anhöriga"),
    ("cykelverkstad", "Har en öppen cykelverkstad där vem som helst får meka"),
    ("härbärge", "Driver härbärge och dagverksamhet för hemlösa"), ("mentorer", "Matchar mentorer med arbetssökande"),
)  # fmt: skip
_PARTS = ("Juniorer", "Veteraner", "Damer", "Ungdomssektion", "Norra", "Södra")


@dataclass(slots=True)
class Made:
    """One organisation of the register, and what the labels need to know of how it was made."""

    at: int
    name: str
    seat: str
    kind: str
    told: dict[str, str] = field(default_factory=dict)
    earlier: str = ""
    number: str = ""
    site: str = ""
    phone: str = ""
    purpose: str = ""
    postcode: str = ""


def register(size: int) -> list[Made]:
    """Return the register; the same for the same size."""
    return list(_Register(random.Random(SEED)).organisations(size))


def towns() -> list[str]:
    """Return the places: real ones and made-up ones."""
    made = [first + last for first in _TOWN_FIRST for last in _TOWN_LAST]
    return [*(place for place, *_rest in words.PLACES), *made]


def thing(dice: random.Random) -> str:
    """Return what an association may be called, such as `Vattenlabbet`."""
    return dice.choice(_FIRST) + dice.choice(LASTS)


class _Register:
    def __init__(self, dice: random.Random) -> None:
        self.dice, self.towns = dice, towns()
        self.makers = (
            (self._club, 22), (self._sport, 14), (self._thing, 20), (self._friends, 10), (self._order, 10),
            (self._compound, 9), (self._saint, 3), (self._pair, 5), (self._split, 4), (self._part, 3),
        )  # fmt: skip

    def organisations(self, size: int) -> Iterator[Made]:
        chosen = self.dice.choices([maker for maker, _w in self.makers], [w for _m, w in self.makers], k=size)
        for at, maker in enumerate(chosen):
            name, kind, told = maker(town := self.dice.choice(self.towns))
            yield self._filled(Made(at, name, town, kind, told))

    def _filled(self, made: Made) -> Made:
        dice, at = self.dice, made.at
        digits = f"802{at % 1_000_000:06d}"
        made.number = (
            f"{digits[:6]}-{digits[6:]}{luhn.calc_check_digit(digits)}" if dice.random() < 0.6 else ""
        )
        made.site = f"{made.kind}-{at}.se" if dice.random() < 0.4 else ""
        made.phone = (
            f"08-{100 + at // 100} {at % 100:02d} {dice.randrange(100):02d}" if dice.random() < 0.4 else ""
        )
        made.purpose = dice.choice(_SUBJECTS)[1] if dice.random() < 0.15 else ""
        made.earlier = thing(dice) + "s förening" if dice.random() < 0.05 else ""
        made.postcode = f"{dice.randrange(100, 999)} {dice.randrange(10, 99)}"
        return made

    def _club(self, town: str) -> tuple[str, str, dict[str, str]]:
        long, short = self.dice.choice(_SHORT)
        is_long = self.dice.random() < 0.4
        said = {"long": f"{town} {long}", "short": f"{town} {short}", **_sport_of(long)}
        return f"{town} {long if is_long else short}", "long_club" if is_long else "short_club", said

    def _sport(self, town: str) -> tuple[str, str, dict[str, str]]:
        club, sport = self.dice.choice(_SPORTS)
        own = self.dice.random() < 0.3
        name = f"{self.dice.choice(_FLOWERS)}ns {club}" if own else f"{_genitive(town)} {club}"
        return name, "sport", {"sport": sport, "club": club}

    def _thing(self, town: str) -> tuple[str, str, dict[str, str]]:
        core = thing(self.dice)
        shape = self.dice.choice(
            ("{}", "{}", "Föreningen {}", "Stiftelsen {}", "{} i {town}", "Kulturföreningen {}")
        )
        return shape.format(core, town=town), "thing", {"core": core}

    def _friends(self, town: str) -> tuple[str, str, dict[str, str]]:
        first, second = self.dice.sample(_FLOWERS, 2)
        core = f"{first}ens {self.dice.choice(('vänner', 'föräldrar', 'grannar', 'ungdomar'))}"
        shape = self.dice.choice(("{}", "{} i {town}", "{} och " + second + "ens hus"))
        return shape.format(core, town=town), "friends", {"core": core}

    def _order(self, town: str) -> tuple[str, str, dict[str, str]]:
        long, short = self.dice.choice(_ORDERS)
        own = f"{self.dice.choice(_FIRST)}{self.dice.choice(('huset', 'gården', 'höjden', 'parken'))}"
        core = own if short == "Brf" else town
        said = {"long": f"{long} {core}", "short": f"{short} {core}"}
        is_long = self.dice.random() < 0.5
        return said["long" if is_long else "short"], "long_order" if is_long else "short_order", said

    def _compound(self, town: str) -> tuple[str, str, dict[str, str]]:
        last, firsts = self.dice.choice(_COMPOUNDS)
        word = self.dice.choice(firsts) + last
        ending = {"kyrka": "n", "kör": "en"}.get(last, "en")
        shape = self.dice.choice(("{word}", "{town}s {word}", "{word}{ending} i {town}", "{word}{ending}"))
        return shape.format(word=word, ending=ending, town=town), "compound", {"last": last}

    def _saint(self, town: str) -> tuple[str, str, dict[str, str]]:
        saint = f"{self.dice.choice(_FIRST)[:4].title()}{self.dice.choice(('vald', 'mar', 'rik', 'bert'))}s"
        what = self.dice.choice(("scoutkår", "församling", "vänner", "hembygdsförening"))
        written = self.dice.choice(("S:t", "Sankt"))
        return f"{written} {saint} {what}", "saint", {"saint": saint, "what": what, "written": written}

    def _pair(self, town: str) -> tuple[str, str, dict[str, str]]:
        one, other = self.dice.sample(_FIRST, 2)
        sign = self.dice.choice(("&", "och"))
        return f"{one} {sign} {other} i {town}", "pair", {"one": one, "other": other, "sign": sign}

    def _split(self, town: str) -> tuple[str, str, dict[str, str]]:
        first, last = self.dice.choice(_FIRST), self.dice.choice(LASTS)
        sign = self.dice.choice(("-", " "))
        return f"{first}{sign}{last} {town}", "split", {"joined": f"{first}{last}"}

    def _part(self, town: str) -> tuple[str, str, dict[str, str]]:
        _long, short = self.dice.choice(_SHORT)
        part = self.dice.choice(_PARTS)
        return f"{town} {short} {part}", "part", {"short": f"{town} {short}", "part": part}


def _sport_of(club: str) -> dict[str, str]:
    return {"sport": next(sport for one, sport in _SPORTS if one == club)} if club in dict(_SPORTS) else {}


def _genitive(town: str) -> str:
    return town if town.endswith(("s", "x")) else f"{town}s"
