"""The labelled set for agreements, decisions, documents and papers; made by a seed, every second query kept apart.

A query whose words say as much of several records accepts each of them.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Any

from benchmarks.finding.agreed import SPOKEN, TYPES, Agreed, Filed, Seen
from benchmarks.finding.names import SEED, Made
from benchmarks.finding.queries import EACH, Labelled
from benchmarks.labelled import _mistyped as mistyped
from registry.core.text import fold
from registry.documents.models import DocumentType
from registry.matters.approvals.models import Outcome

Case = tuple[Agreed, Filed]
_Row = tuple[Callable[[Any], bool], Callable[[Any, random.Random], str], Callable[[Any], Hashable]]


def labelled_agreed(agreements: Sequence[Agreed], papers: Sequence[Seen]) -> list[Labelled]:
    """Return the queries; `right` are the places of the right records among those of their kind."""
    filed = [(made, one) for made in agreements for one in made.filed]
    return [
        *_of("agreements", AGREEMENTS, agreements, lambda made: made.at),
        *_of("decisions", DECISIONS, agreements, lambda made: made.at),
        *_of("documents", DOCUMENTS, filed, lambda case: case[1].at),
        *_of("papers", PAPERS, papers, lambda one: one.at),
    ]


def _of(
    kind: str, rows: dict[str, _Row], records: Sequence[Any], place: Callable[[Any], int]
) -> Iterator[Labelled]:
    dice = random.Random(f"{SEED} {kind}")
    for name, (fits, typed, same) in rows.items():
        alike: defaultdict[Hashable, set[int]] = defaultdict(set)
        fitting = [one for one in records if fits(one)]
        for one in fitting:
            alike[same(one)].add(place(one))
        for number, one in enumerate(dice.sample(fitting, EACH)):
            right = frozenset(alike[same(one)])
            yield Labelled(f"{kind}: {name}", typed(one, dice), right, number % 2 == 1, of=kind)


def _number(made: Agreed, dice: random.Random) -> str:
    _body, year, rest = made.number.replace("/", " ").split()
    return dice.choice((
        made.number, made.number.lower(), f"AMF-{year}-{rest}", f"amf {year} / {rest}", f"AMF {year}/{rest:0>4}",
        f"dnr AMF {year}/{rest}", f"AMF{year}/{rest}",
    ))  # fmt: skip


def _partner(made: Made) -> str:
    return fold(made.name)


def _joined(text: str, dice: random.Random) -> str:
    """Two words that follow each other, written as one."""
    words = text.split()
    at = dice.randrange(len(words) - 1)
    return " ".join([*words[:at], words[at] + words[at + 1], *words[at + 2 :]])


_COMPOUNDS = {
    "Språkcafé": "språk café", "Cykelverkstad": "cykel verkstad", "Matlagningskurs": "matlagnings kurs",
    "Mentorsprogram": "mentors program", "Arbetsträning": "arbets träning", "Vårdutbildning": "vård utbildning",
    "Nätverksträffar": "nätverks träffar", "Föräldragrupper": "föräldra grupper", "Friluftsdagar": "frilufts dagar",
    "Jobbcoachning": "jobb coachning", "Ungdomsråd": "ungdoms råd", "Odlingsgrupp": "odlings grupp",
}  # fmt: skip
_all = lambda _one: True  # noqa: E731  # predicates beside each other
_compound = lambda made: made.topic in _COMPOUNDS  # noqa: E731
_what_where = lambda made: (made.topic, made.place)  # noqa: E731
_about = lambda made: f"{made.topic} {made.place}".lower()  # noqa: E731

AGREEMENTS: dict[str, _Row] = {
    "the title": (_all, lambda made, _d: made.title, lambda made: made.title),
    "words of the title": (_all, lambda made, _d: _about(made), _what_where),
    "without marks": (_all, lambda made, _d: fold(_about(made)), _what_where),
    "number": (_all, _number, lambda made: made.number),
    "number and partner": (
        _all, lambda made, _d: f"{made.number} {made.partner.name}", lambda made: made.number,
    ),
    "partner": (_all, lambda made, _d: made.partner.name.lower(), lambda made: _partner(made.partner)),
    "partner and title": (
        _all, lambda made, _d: f"{made.topic.lower()} {made.partner.name}",
        lambda made: (made.topic, _partner(made.partner)),
    ),
    "kind and partner": (
        _all, lambda made, _d: f"{str(made.kind.words).split()[0].lower()} {made.partner.name}",
        lambda made: (made.kind, _partner(made.partner)),
    ),
    "one letter wrong": (
        _all, lambda made, dice: f"{mistyped(dice, made.topic.lower())} {made.place}", _what_where,
    ),
    "split": (_compound, lambda made, _d: f"{_COMPOUNDS[made.topic]} {made.place}", _what_where),
    "the end of a compound": (
        _compound, lambda made, _d: f"{_COMPOUNDS[made.topic].split()[1]} {made.place}",
        lambda made: (_COMPOUNDS[made.topic].split()[1], made.place),
    ),
    "joined": (_all, lambda made, dice: _joined(_about(made), dice), _what_where),
}  # fmt: skip
DECISIONS: dict[str, _Row] = {
    "words of the title": AGREEMENTS["words of the title"],
    "number": AGREEMENTS["number"],
    "partner": AGREEMENTS["partner"],
    "one letter wrong": AGREEMENTS["one letter wrong"],
    "outcome": (
        lambda made: made.outcome is Outcome.DECLINE, lambda made, _d: f"avslag {_about(made)}",
        lambda made: (made.outcome, *_what_where(made)),
    ),
    "decider": (
        _all, lambda made, _d: f"{made.decider} {_about(made)}", lambda made: (made.decider, *_what_where(made)),
    ),
}  # fmt: skip
_named = lambda case: case[1].type is DocumentType.ATTACHMENT and _word(case) not in _TWO  # noqa: E731
_typed = lambda case: case[1].type in TYPES  # noqa: E731
_in_two = lambda case: case[1].type is DocumentType.ATTACHMENT and _word(case) in _TWO  # noqa: E731
_TWO = tuple(SPOKEN)


def _word(case: Case) -> str:
    """What the document is called, without its year."""
    return case[1].title.rpartition(" ")[0]


def _called(case: Case) -> Hashable:
    return fold(SPOKEN.get(_word(case), _word(case))), _partner(case[0].partner)


def _with_partner(text: str, case: Case) -> str:
    return f"{text} {case[0].partner.name}"


DOCUMENTS: dict[str, _Row] = {
    "the title": (
        _named, lambda case, _d: _with_partner(case[1].title, case), lambda case: (case[1].title, *_called(case)),
    ),
    "a word of the title": (_named, lambda case, _d: _with_partner(_word(case).lower(), case), _called),
    "one letter wrong": (
        _named, lambda case, dice: _with_partner(mistyped(dice, _word(case).lower()), case), _called,
    ),
    "number": (
        _named, lambda case, dice: f"{_word(case).lower()} {_number(case[0], dice)}", lambda case: case[1].at,
    ),
    "what it is of": (
        _named, lambda case, _d: f"{_word(case).lower()} {_about(case[0])}",
        lambda case: (_word(case), *_what_where(case[0])),
    ),
    "the kind of document": (
        _typed, lambda case, _d: _with_partner(str(case[1].type.words).lower(), case),
        lambda case: (case[1].type, _partner(case[0].partner)),
    ),
    "a compound said in one": (
        _in_two, lambda case, _d: f"{SPOKEN[_word(case)]} {_about(case[0])}",
        lambda case: (_word(case), *_what_where(case[0])),
    ),
}  # fmt: skip
_is_of = lambda one: (one.kind, _partner(one.of))  # noqa: E731
PAPERS: dict[str, _Row] = {
    "kind and organisation": (_all, lambda one, _d: f"{str(one.kind.words).lower()} {one.of.name}", _is_of),
    "one letter wrong": (
        _all, lambda one, dice: f"{mistyped(dice, str(one.kind.words).lower())} {one.of.name}", _is_of,
    ),
    "organisation": (_all, lambda one, _d: one.of.name.lower(), lambda one: _partner(one.of)),
}  # fmt: skip
