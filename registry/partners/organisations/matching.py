"""When two records may be one organisation: what speaks for it and what against, in words. Pure functions over values.

The measured recall and precision are in `benchmarks/duplicates.py`; a test holds both on a small labelled set.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from math import exp
from uuid import UUID

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA
from stdnum import luhn

from registry.core.i18n import lazy
from registry.core.labels import Labelled
from registry.core.language.synonyms import GENERAL, Synonyms
from registry.partners.organisations import names_alike, naming, weights, words_of_names
from registry.partners.organisations.names_alike import Signal
from registry.partners.organisations.places import city_of
from registry.partners.organisations.websites import page_key, web_key
from registry.partners.organisations.words_of_names import place_of

ASKED = 0.12  # from here a person who registers is asked
PROPOSED = 0.4  # from here the scan proposes the pair
SHORTEST = 5  # letters: shorter names and words are alike by chance
WORTH_IT = 70  # per cent of letters in common from which two records are compared
ADDRESS = 300

PUBLIC_MAIL = naming.words("""
aol.com bahnhof.se bostream.nu bredband.net bredband2.com comhem.se glocalnet.net gmail.com gmx.com gmx.net
googlemail.com home.se hotmail.com hotmail.se icloud.com live.com live.se mac.com mail.com me.com msn.com
outlook.com outlook.se passagen.se proton.me protonmail.com spray.se swipnet.se tele2.se telia.com telia.se
yahoo.com yahoo.se
""")


class Reason(Labelled):
    """What speaks for two records being one organisation."""

    NUMBER = "number", lazy("Samma organisationsnummer")
    NAME_HERE = "name_here", lazy("Liknande namn på samma ort")
    NAME = "name", lazy("Liknande namn")
    GIRO = "giro", lazy("Samma bankgiro eller plusgiro")
    WEBSITE = "website", lazy("Samma webbadress")
    MAIL = "mail", lazy("Samma e-postdomän eller e-postadress")


class Doubt(Labelled):
    """What speaks against it."""

    OTHER_NUMBER = "other_number", lazy("Olika organisationsnummer, alltså olika juridiska personer")
    OTHER_PLACE = "other_place", lazy("Olika orter")
    OTHER_PART = "other_part", lazy("Olika delar, till exempel avdelning 3 och avdelning 4")
    OTHER_KIND = "other_kind", lazy("Olika slags förening")
    BRANCH = "branch", lazy("Den ena är en lokal del av den andra")
    SECTION = "section", lazy("Den ena är en sektion eller åldersgrupp")
    LEGAL_PERSON = "legal_person", lazy("Olika slags juridisk person, till exempel förening och stiftelse")
    NATIONAL = "national", lazy("Den ena är till för hela landet")


_REASONS = {
    Reason.GIRO: frozenset({Signal.SAME_GIRO}),
    Reason.WEBSITE: frozenset({Signal.SAME_PAGE, Signal.SAME_SITE}),
    Reason.MAIL: frozenset({Signal.SAME_MAILBOX, Signal.SAME_DOMAIN}),
}
_DOUBTS = {
    Doubt.OTHER_NUMBER: frozenset({Signal.OTHER_NUMBER}),
    Doubt.OTHER_PLACE: frozenset({Signal.ELSEWHERE, Signal.OTHER_PLACE_NAMED}),
    Doubt.OTHER_PART: frozenset({Signal.OTHER_PART}),
    Doubt.OTHER_KIND: frozenset({Signal.OTHER_KIND, Signal.PERHAPS_OTHER_KIND, Signal.CIRCLE}),
    Doubt.BRANCH: frozenset({Signal.BRANCH}),
    Doubt.SECTION: frozenset({Signal.SECTION}),
    Doubt.LEGAL_PERSON: frozenset({Signal.LEGAL_PERSON}),
    Doubt.NATIONAL: frozenset({Signal.NATIONAL}),
}
LIKE_NAMES = frozenset({Signal.SAME, Signal.MISSPELT, Signal.SHORT, Signal.SPLIT, Signal.FORM_ADDED})
# A part, its whole and the company beside it share number, page and mailbox, and are several all the same.
_SEVERAL = frozenset({
    Signal.BRANCH, Signal.SECTION, Signal.LEGAL_PERSON, Signal.NATIONAL, Signal.OTHER_PART, Signal.OTHER_PLACE_NAMED,
    Signal.CIRCLE,
})  # fmt: skip
_SHARED = {
    "o": Signal.SAME_NUMBER, "p": Signal.SAME_PAGE, "m": Signal.SAME_MAILBOX, "d": Signal.SAME_DOMAIN,
    "g": Signal.SAME_GIRO,
}  # fmt: skip
_PUBLIC = "2"  # numbers of the state, municipalities and regions, whose every school and library has the same
Common = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Described:
    """What is known of one record, wherever it comes from. `names` are its other names; empty values say nothing."""

    name: str
    number: str | None = None
    seat: str | None = None
    postcode: str | None = None
    website: str | None = None
    emails: tuple[str, ...] = ()
    giro: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    id: UUID | None = None
    umbrella_id: UUID | None = None

    def webs(self) -> frozenset[str]:
        """The address of the website, and the domains of the mail that are its own."""
        own = {web_key(self.website) if self.website else "", *(mail_key(one) for one in self.emails)}
        return frozenset(one for one in own if one and "@" not in one)

    def mails(self) -> frozenset[str]:
        """The mail domains, or whole addresses at public hosts."""
        return frozenset(filter(None, map(mail_key, self.emails)))


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two records are, from 0 to 1, and why."""

    score: float
    reasons: tuple[Reason, ...] = ()
    doubts: tuple[Doubt, ...] = field(default=())


def asks(likeness: Likeness) -> bool:
    """Return whether the likeness is enough to ask: by the names, or by a value that is one organisation's own.

    Names alone are enough where nothing speaks against: whoever knows only a name is asked which one is meant.
    """
    said = set(likeness.reasons)
    is_only_named = Reason.NAME in said and not likeness.doubts
    return (
        likeness.score >= ASKED or is_only_named or bool(said & {Reason.NUMBER, Reason.GIRO, Reason.WEBSITE})
    )


def key(name: str) -> str:
    """Return what two spellings of one name share: the stored `match_key`."""
    return naming.key(name)


@lru_cache(maxsize=16384)
def mail_key(email: str | None) -> str | None:
    """Return the domain of an address, or the whole address when the host serves the public."""
    address = (email or "").strip().lower()
    domain = address.rpartition("@")[2]
    if "@" not in address or "." not in domain:
        return None
    return (address if domain in PUBLIC_MAIL else domain)[:ADDRESS]


def is_alike(one: str, other: str) -> bool:
    """Return whether two names are so close that they may well be the same organisation."""
    return compare(Described(one), Described(other)).score >= ASKED


def could_be(one: str, other: str) -> bool:
    """Take a quick look at two match keys: whether a comparison of the records may be worth its time."""
    a, b = one.partition(" ")[0], other.partition(" ")[0]
    if a.startswith(b[:SHORTEST]) and (a.startswith(b) or b.startswith(a)):
        return True
    return fuzz.ratio(a, b, score_cutoff=WORTH_IT) > 0


def compare(
    one: Described, other: Described, *, common: Common = frozenset(), known: Synonyms = GENERAL
) -> Likeness:
    """Return how likely the two are one organisation, with every reason for and against that the values give.

    `common` are values, as `own_values` has them, that more records share than one organisation has: they say nothing.
    `known` are the words that mean the same.
    """
    found = signals(one, other, common=common, known=known)
    valued = set(_of_values(one, other, common))
    reasons = {reason for reason, any_of in _REASONS.items() if any_of & valued}
    if LIKE_NAMES & found:
        reasons.add(Reason.NAME_HERE if Signal.HERE in found else Reason.NAME)
    if one.number and one.number == other.number:
        reasons.add(Reason.NUMBER)
    doubts = {doubt for doubt, any_of in _DOUBTS.items() if any_of & found}
    ordered = tuple(reason for reason in Reason if reason in reasons)
    return Likeness(chance(found), ordered, tuple(doubt for doubt in Doubt if doubt in doubts))


def chance(found: frozenset[Signal]) -> float:
    """Return how likely two records with these signals are one, from 0 to 1."""
    return round(1 / (1 + exp(-worth(found) - weights.START)), 3)


def worth(found: Iterable[Signal]) -> float:
    """Return what signals weigh together, in logits."""
    return sum(weights.WEIGHTS.get(signal.value, 0.0) for signal in found)


def signals(
    one: Described, other: Described, *, common: Common = frozenset(), known: Synonyms = GENERAL
) -> frozenset[Signal]:
    """Return everything that two records say together; of several names, those that are likeliest one."""
    here = frozenset(filter(None, (place_of(one.seat), place_of(other.seat))))
    pairs = product((one.name, *one.names), (other.name, *other.names))
    said = (names_alike.signals(a, b, here, known) | _placed(a, b, one, other, known) for a, b in pairs)
    found = {*max(said, key=worth), *_of_place(one, other, known), *_of_values(one, other, common)}
    if _SEVERAL & found:
        found -= {*_SHARED.values(), Signal.SAME_SITE}
    if LIKE_NAMES & found and not {Signal.HERE, Signal.ELSEWHERE} & found and _says_no_more(one, other):
        found.add(Signal.LIKE_ANYWHERE)
    return frozenset({*found, *_together(found)})


def _says_no_more(one: Described, other: Described) -> bool:
    """Whether neither record says where it is, or both say it by parts of one city."""
    return bool(one.seat) == bool(other.seat) and bool(one.postcode) == bool(other.postcode)


def _placed(name: str, second: str, one: Described, other: Described, known: Synonyms) -> frozenset[Signal]:
    """Whether one name says a place where the other record, which has a seat, is not."""
    for called, record in ((name, other), (second, one)):
        seat = city_of(place_of(record.seat))
        named = words_of_names.compared(called, frozenset({seat} - {""}), known).places
        if seat and named and seat not in named:
            return frozenset({Signal.OTHER_PLACE_NAMED})
    return frozenset()


def _of_place(one: Described, other: Described, known: Synonyms) -> Iterator[Signal]:
    here = same_place(one, other)
    if here is None and any(_is_named_after(a, b, known) for a, b in ((one, other), (other, one))):
        here = True
    if here is not None:
        yield Signal.HERE if here else Signal.ELSEWHERE
    if _is_over(one, other):
        yield Signal.BRANCH


def _is_named_after(one: Described, other: Described, known: Synonyms) -> bool:
    """Whether a record without a seat says in its name where the other lies."""
    seat = place_of(other.seat)
    if one.seat or not seat:
        return False
    return city_of(seat) in words_of_names.compared(one.name, frozenset({seat}), known).places


def _of_values(one: Described, other: Described, common: Common) -> Iterator[Signal]:
    shared = (own_values(one) & own_values(other)) - common
    if one.number and one.number == other.number and one.number.startswith(_PUBLIC):
        return  # two schools of one municipality
    kinds = {kind for kind, _value in shared}
    yield from (signal for kind, signal in _SHARED.items() if kind in kinds)
    # A mailbox's host in common is none of theirs (example.com, a federation's): one has its website there.
    sites = {("h", web_key(row.website)) for row in (one, other) if row.website}
    if sites & shared and "p" not in kinds and _is_front_page(one) | _is_front_page(other):
        yield Signal.SAME_SITE
    elif one.website and other.website and "p" not in kinds:
        yield Signal.OTHER_PAGE
    if one.emails and other.emails and not kinds & {"m", "d"}:
        yield Signal.OTHER_MAIL
    if one.number and other.number and one.number != other.number:
        if _are_valid_and_differ(one.number, other.number):
            yield Signal.OTHER_NUMBER
        elif OSA.distance(one.number, other.number) <= 1:
            yield Signal.NEARLY_NUMBER


def _together(found: Collection[Signal]) -> Iterator[Signal]:
    """What signals say together that none says alone."""
    has = frozenset(found)
    is_like = bool(names_alike.CLOSE & has)
    page, mail = has & {Signal.SAME_PAGE, Signal.SAME_SITE}, has & {Signal.SAME_MAILBOX, Signal.SAME_DOMAIN}
    together = (
        (Signal.SAME_HERE, (LIKE_NAMES - {Signal.SHORT}) & has and Signal.HERE in has),
        (Signal.SHORT_HERE, {Signal.SHORT, Signal.HERE} <= has),
        (Signal.NUMBER_HERE, {Signal.SAME_NUMBER, Signal.HERE} <= has),
        (Signal.PAGE_AND_LIKE, page and is_like),
        (Signal.MAIL_AND_LIKE, mail and is_like),
        (Signal.PAGE_AND_MAIL, page and mail),
        (Signal.VALUE_AND_PART, Signal.WITHIN in has and (page or mail or Signal.SAME_GIRO in has)),
    )
    return (signal for signal, holds in together if holds)


def _is_front_page(row: Described) -> bool:
    """Whether the website is all of its host, or none is given: then the mailbox's host is meant."""
    return "/" not in (page_key(row.website) if row.website else "")


@lru_cache(maxsize=8192)
def own_values(row: Described) -> frozenset[tuple[str, str]]:
    """Return the values that may be its own, as (kind, value): number, page, host, mailbox, domain, giro."""
    found = {("o", row.number or ""), ("p", page_key(row.website)), ("h", web_key(row.website) or "")}
    found |= {("g", one) for one in row.giro} | {("m", one.strip().lower()) for one in row.emails}
    found |= {("d", key) for key in row.mails() if "@" not in key} | {("h", key) for key in row.webs()}
    return frozenset((kind, value) for kind, value in found if value)


def asked_about(given: Described, before: Described | None) -> frozenset[Reason]:
    """Return the reasons that a person is asked about: all for a new record, else those that what was changed gives."""
    if before is None:
        return frozenset(Reason)
    changed = (
        (given.number != before.number, {Reason.NUMBER}),
        (given.name != before.name, {Reason.NAME, Reason.NAME_HERE}),
        (given.webs() != before.webs(), {Reason.WEBSITE}),
    )
    return frozenset(reason for is_changed, reasons in changed if is_changed for reason in reasons)


def same_place(one: Described, other: Described) -> bool | None:
    """Whether seat or the postcode's first three digits agree; None when one of them says neither.

    The towns that make up one city count as neither the same nor another.
    """
    posts = [(row.postcode or "")[:3] for row in (one, other)]
    seats = [place_of(row.seat) for row in (one, other)]
    if (posts[0] and posts[0] == posts[1]) or (seats[0] and seats[0] == seats[1]):
        return True
    if all(seats):
        return None if city_of(seats[0]) == city_of(seats[1]) else False
    return False if all(posts) and posts[0][:2] != posts[1][:2] else None


def _are_valid_and_differ(one: str | None, other: str | None) -> bool:
    if not one or not other or one == other:
        return False
    return luhn.is_valid(one.replace("-", "")) and luhn.is_valid(other.replace("-", ""))


def _is_over(one: Described, other: Described) -> bool:
    """Whether one is registered as the umbrella of the other."""
    pairs = ((one, other), (other, one))
    return any(a.umbrella_id is not None and a.umbrella_id == b.id for a, b in pairs)
