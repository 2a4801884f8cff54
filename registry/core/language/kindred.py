"""Words that mean the same to whoever searches: a sport and its club's word, a thing and its other name.

What is here is general Swedish. The city adds its own, which are given as `more` wherever these are asked for.
"""

from collections.abc import Iterable, Mapping
from functools import cache

_GROUPS = """
segling segelsallskap segelklubb segelforening seglare / simning simklubb simsallskap simforening simskola simmare /
ridning ridklubb ridskola ridsallskap ryttarforening ryttare / brottning brottarklubb brottare /
skidakning skidklubb skidor skidforening / cykling cykelklubb cykel cyklister /
orientering orienteringsklubb / friidrott friidrottsklubb friidrottsforening /
gymnastik gymnastikforening gymnastikklubb gympa / fotboll fotbollsforening fotbollsklubb /
handboll handbollsklubb handbollsforening / ishockey hockey ishockeyklubb / bordtennis pingis /
kanot kanotklubb paddling / bagskytte pilbage / dans dansforening danssallskap / sang sangkor korsang /
teater amatorteater teaterforening / foto fotograf fotoklubb / odling odlare koloni /
biodling biodlare biodlarforening /
jakt jagare jaktklubb / fiske sportfiske fiskeklubb / scout scoutkar scouting /
pensionar senior seniorer aldre /
ungdom unga ungdomar / kvinna kvinnor kvinno / flykting nyanland nyanlanda asyl / laxhjalp laxlasning studiestod /
sprakkafe sprakcafe / kafe cafe / hembygd hembygdsforening bygdegard / funktionshinder funktionsnedsattning
funktionsratt handikapp / nykterhet nykterhetsforbund / kyrka forsamling / hund hundklubb brukshundklubb /
kampsport budo karate /
golf golfklubb / tennis tennisklubb / schack schacksallskap schackklubb / judo judoklubb / musik musikforening
musiksallskap / konst konstforening / film filmstudio / sprak sprakforening / motor motorklubb / bat batklubb /
lokalhistoria hembygdsforening / missbruk beroende / anhorig anhoriga narstaende / invandrare integration /
skola utbildning / flygklubb flyg
"""


@cache
def _general() -> Mapping[str, frozenset[str]]:
    return grouped(group.split() for group in _GROUPS.split("/"))


def grouped(groups: Iterable[Iterable[str]]) -> dict[str, frozenset[str]]:
    """Return for each word those that mean the same, from groups of such words."""
    found: dict[str, frozenset[str]] = {}
    for group in groups:
        alike = frozenset(group)
        for word in alike:
            found[word] = (found.get(word, frozenset()) | alike) - {word}
    return found


def kindred(word: str, stem: str, more: Mapping[str, frozenset[str]] | None = None) -> tuple[str, ...]:
    """Return the words that mean the same as a folded word, known by itself or by its stem, in the alphabet's order."""
    general, own = _general(), more or {}
    found = [one for known in (general, own) for form in {word, stem} for one in known.get(form, ())]
    return tuple(sorted({*found} - {word}))
