"""The labelled set: what officials type of every kind, and which organisations are right; made by a seed.

A query whose words say as much of several records accepts each of them. Every second query of a kind is kept apart:
what the search is fitted to is never what it is judged by.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks.finding.names import LASTS, SEED, Made, towns
from benchmarks.labelled import _mistyped as mistyped
from registry.core.text import fold

ORGANISATIONS = "organisations"
EACH = 12  # queries of a kind
BEGUN = 8  # letters that are typed of a name


@dataclass(frozen=True, slots=True)
class Labelled:
    """A query, its kind, the places of the right records among those asked for, and whether it is kept apart."""

    kind: str
    text: str
    right: frozenset[int]
    is_kept: bool
    of: str = ORGANISATIONS  # the records that are asked for, as the search calls them


Typed = Callable[[Made, random.Random], str]


def labelled(register: Sequence[Made]) -> list[Labelled]:
    """Return the queries of all kinds, somewhat more than 300."""
    dice, alike = random.Random(SEED + 1), _alike(register)
    found: list[Labelled] = []
    for kind, (fits, typed, same) in KINDS.items():
        candidates = [one for one in register if fits(one)]
        for number, made in enumerate(dice.sample(candidates, EACH)):
            text = typed(made, dice)
            right = alike[same][_KEYS[same](made)] if same in _KEYS else _beginning(text, register)
            found.append(Labelled(kind, text, frozenset(right), number % 2 == 1))
    return found


def _beginning(text: str, register: Sequence[Made]) -> list[int]:
    """What is only begun may be any name with a word that begins so."""
    begun = f" {fold(text)}"
    return [made.at for made in register if begun in " " + fold(made.name).replace("-", " ")]


def _alike(register: Sequence[Made]) -> dict[str, defaultdict[str, list[int]]]:
    found: dict[str, defaultdict[str, list[int]]] = {name: defaultdict(list) for name in _KEYS}
    for made in register:
        for name, key in _KEYS.items():
            found[name][key(made)].append(made.at)
    return found


def _plain(text: str) -> str:
    return " ".join(
        word for word in fold(text).replace("&", " ").replace("-", " ").split() if word not in {"och", "i"}
    )


_KEYS: dict[str, Callable[[Made], str]] = {
    "one": lambda made: str(made.at),
    "name": lambda made: _plain(made.name),
    "core": lambda made: fold(made.told.get("core") or made.told.get("joined") or made.name),
    "club": lambda made: fold(made.told.get("short", made.name)),
    "core here": lambda made: f"{fold(made.told.get('core', made.name))}, {made.seat}",
    "saint": lambda made: f"{made.told.get('saint', made.at)} {made.told.get('what', '')}",
    "sport here": lambda made: f"{made.told.get('sport', made.at)} {made.seat}",
    "compound here": lambda made: f"{made.told.get('last', made.at)} {made.seat}",
    "subject here": lambda made: f"{made.purpose or made.at} {made.seat}",
    "earlier": lambda made: fold(made.earlier) or str(made.at),
}


def _is(*kinds: str) -> Callable[[Made], bool]:
    return lambda made: made.kind in kinds


def _has(name: str) -> Callable[[Made], bool]:
    return lambda made: bool(getattr(made, name))


def _number(made: Made, dice: random.Random) -> str:
    digits = made.number.replace("-", "")
    return dice.choice(
        (digits, made.number, f"16{made.number}", f"{digits[:6]} {digits[6:]}", f"org.nr {made.number}")
    )


def _phone(made: Made, dice: random.Random) -> str:
    digits = "".join(filter(str.isdigit, made.phone))
    return dice.choice(
        (digits, made.phone, f"+46 {digits[1:]}", f"{digits[:2]} - {digits[2:5]} {digits[5:]}")
    )


def _site(made: Made, dice: random.Random) -> str:
    return dice.choice((made.site, f"www.{made.site}", f"https://www.{made.site}/", f"@{made.site}"))


def _typo(made: Made, dice: random.Random) -> str:
    return mistyped(dice, made.told["core"])


def _two_typos(made: Made, dice: random.Random) -> str:
    core = made.told["core"]
    middle = len(core) // 2
    return mistyped(dice, core[:middle]) + mistyped(dice, core[middle:])


def _elsewhere(made: Made, dice: random.Random) -> str:
    return f"{made.told['core']} {dice.choice([town for town in towns() if town != made.seat])}"


def _order_changed(made: Made, _dice: random.Random) -> str:
    return " ".join(reversed(made.name.split()))


def _subject(made: Made, dice: random.Random) -> str:
    word = dice.choice([word for word in made.purpose.split() if len(word) > 6])
    return f"{word.lower()} {made.seat}"


def _begun(made: Made, _dice: random.Random) -> str:
    return made.told["core"][:BEGUN]


def _of_form(made: Made, dice: random.Random) -> str:
    return f"{dice.choice(('föreningen', 'Stiftelsen', 'Riksförbundet', 'förening'))} {made.told['core']}"


def _pair(made: Made, _dice: random.Random) -> str:
    said, other = made.told, "och" if made.told["sign"] == "&" else "&"
    return f"{said['one']} {other} {said['other']} {made.seat}".lower()


def _saint(made: Made, dice: random.Random) -> str:
    written = dice.choice(("sankt", "st", "S:t", "St.") if made.told["written"] == "S:t" else ("S:t", "st"))
    return f"{written} {made.told['saint']} {made.told['what']}"


_core = _is("thing")
_long = lambda made: _core(made) and len(made.told["core"]) >= 11  # noqa: E731  # a predicate beside the others
KINDS: dict[str, tuple[Callable[[Made], bool], Typed, str]] = {
    "the name": (lambda _made: True, lambda made, _d: made.name, "name"),
    "without marks": (lambda _made: True, lambda made, _d: fold(made.name), "name"),
    "name and seat": (_is("friends"), lambda made, _d: f"{made.told['core']} i {made.seat}", "core here"),
    "a form before": (_core, _of_form, "core"),
    "the wrong place": (_core, _elsewhere, "core"),
    "a club for short": (_is("long_club"), lambda made, _d: made.told["short"], "club"),
    "a club in full": (_is("short_club"), lambda made, _d: made.told["long"], "club"),
    "an order for short": (_is("long_order"), lambda made, _d: made.told["short"], "club"),
    "an order in full": (_is("short_order"), lambda made, _d: made.told["long"].lower(), "club"),
    "joined": (_is("split"), lambda made, _d: f"{made.told['joined'].lower()} {made.seat}", "name"),
    "split": (_core, lambda made, _d: _split(made.told["core"]), "core"),
    "number": (_has("number"), _number, "one"),
    "number and name": (_has("number"), lambda made, _d: f"{made.number} {made.name}", "one"),
    "VAT number": (_has("number"), lambda made, _d: f"SE{made.number.replace('-', '')}01", "one"),
    "mail": (_has("site"), lambda made, _d: f"info@{made.site}", "one"),
    "web": (_has("site"), _site, "one"),
    "telephone": (_has("phone"), _phone, "one"),
    "one letter wrong": (_core, _typo, "core"),
    "two letters wrong": (_long, _two_typos, "core"),
    "a sport somewhere": (_is("sport"), lambda made, _d: f"{made.told['sport']} {made.seat}", "sport here"),
    "in a compound": (_is("compound"), lambda made, _d: f"{made.told['last']} {made.seat}", "compound here"),
    "an earlier name": (_has("earlier"), lambda made, _d: made.earlier.lower(), "earlier"),
    "& or och": (_is("pair"), _pair, "name"),
    "S:t or Sankt": (_is("saint"), _saint, "saint"),
    "begun": (_core, _begun, "begun"),
    "the other way round": (_is("friends", "part", "short_club"), _order_changed, "name"),
    "what it does": (_has("purpose"), _subject, "subject here"),
}


def _split(core: str) -> str:
    at = next(at for at in range(3, len(core) - 2) if core[at:] in LASTS)
    return f"{core[:at]} {core[at:]}"
