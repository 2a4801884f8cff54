"""Reading a text into terms of the vocabulary, each with the sentence that says it and how sure the reading is."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from registry.core.language.sentences import clauses, sentences
from registry.enquiries.needs.facts import facts
from registry.enquiries.needs.phrases import ELSEWHERE, PhraseBook, PhraseHit
from registry.enquiries.needs.values import Need, NeedList, NeedTerm

LONGEST_SHOWN = 400  # characters of a sentence
LONGEST_READ = 200_000  # characters of a text: a hundred pages
SAID_AGAIN = 2  # per cent more for each further sentence that says it
_MOST_AGAIN = 6
# What kind of document it is says nothing of what is needed: a motion is no exercise.
_KIND = re.compile(
    r"\A\s*(?:motion|skrivelse|interpellation|enkel fråga|medborgarförslag|remiss)\b", re.IGNORECASE
)


def read(text: str, book: PhraseBook) -> Need:
    """Return the need that a text describes: what it says of groups, activities, places, and the facts.

    What every sentence denies is not read; what one says and another denies is.
    """
    said: defaultdict[tuple[NeedList, str], list[NeedTerm]] = defaultdict(list)
    spoken = sentences(_KIND.sub("", text[:LONGEST_READ]))
    for sentence in spoken:
        for term in terms_of(sentence, book):
            said[term.list, term.code].append(term)
    terms = sorted((_together(found) for found in said.values()), key=lambda term: -term.certainty)
    return Need(tuple(_ours(terms)), facts(spoken), text)


def terms_of(sentence: str, book: PhraseBook) -> list[NeedTerm]:
    """Return the terms that one sentence says, each once."""
    found: dict[tuple[NeedList, str], NeedTerm] = {}
    for clause in clauses(sentence):
        for hit in book.find(clause):
            if not hit.is_denied:
                term = _term(hit, clause, sentence)
                known = found.get((term.list, term.code))
                if known is None or known.certainty < term.certainty:
                    found[term.list, term.code] = term
    return list(found.values())


def _term(hit: PhraseHit, clause: tuple[str, ...], sentence: str) -> NeedTerm:
    shown = sentence if len(sentence) <= LONGEST_SHOWN else f"{sentence[:LONGEST_SHOWN]} …"
    said = " ".join(clause[hit.start : hit.end])
    return NeedTerm(hit.term.list, hit.term.code, hit.term.name, hit.certainty, said, shown)


def _together(found: list[NeedTerm]) -> NeedTerm:
    """The surest reading; more sentences make it a little surer."""
    best = max(found, key=lambda term: term.certainty)
    more = min(SAID_AGAIN * (len(found) - 1), _MOST_AGAIN)
    return replace(best, certainty=min(best.certainty + more, 99))


def _ours(terms: Iterable[NeedTerm]) -> Iterable[NeedTerm]:
    """Leave out the other municipality where a place of ours is said too: it is an example, and not where."""
    terms = list(terms)
    here = any(term.list is NeedList.DISTRICT and term.code != ELSEWHERE for term in terms)
    return [term for term in terms if not (here and term.code == ELSEWHERE)]
