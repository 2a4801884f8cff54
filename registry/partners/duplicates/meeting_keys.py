"""What two records must have in common to be compared at all: every way in which one may be found by the other. Pure.

All words of a name in any order, its initials, each of its words at its place, its sport at its place; the number, the
page, the mailbox and the mail domain. A value that many share leads nowhere, so that no record meets more than a few
hundred others whatever the register holds. Misspelt names are found beside these, as neighbours in two orders.
"""

from collections.abc import Iterator

from registry.core.language.stems import stem
from registry.core.language.synonyms import GENERAL, Synonyms
from registry.partners.organisations import matching, words_of_names
from registry.partners.organisations.matching import Described

MOST_SHARING = 20  # records with one key that are compared with each other
LONGEST = 120
_SHORTEST_WORD = 4


def keys_of(row: Described, known: Synonyms = GENERAL) -> frozenset[str]:
    """Return the keys of a record, each with a letter for its kind; `known` are the words that mean the same."""
    seat = words_of_names.place_of(row.seat)
    found = {key for name in names_of(row) for key in _of_name(name, seat, known)}
    found |= {f"{kind} {value}" for kind, value in matching.own_values(row)}
    return frozenset(key[:LONGEST] for key in found)


def names_of(row: Described) -> Iterator[str]:
    """Yield every name of a record, and what stands on either side of a bracket or a dash in one."""
    for name in (row.name, *row.names):
        yield name
        yield from words_of_names.asides(name)


def _of_name(name: str, seat: str, known: Synonyms) -> Iterator[str]:
    here = frozenset(filter(None, [seat]))
    taken = words_of_names.compared(name, here, known)
    places = sorted({*taken.places, *here})
    yield f"w {'.'.join(sorted({*taken.core, *taken.name.kinds, *taken.places}))}"
    for place in places or [""]:
        yield f"c {taken.ordered}@{place}"
        if place:
            yield from (f"e {stem(word)[:8]}@{place}" for word in taken.core if len(word) >= _SHORTEST_WORD)
            yield from (f"s {subject}@{place}" for subject in taken.subjects)
        yield from (f"i {one}@{place}" for one in {*taken.initials, *taken.shorts})
