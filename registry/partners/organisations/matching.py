"""When two records may be one organisation: what speaks for it and what against, in words. Pure functions over values.

The measured recall and precision are in `benchmarks/duplicates.py`; a test holds both on a small labelled set.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urlsplit
from uuid import UUID

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA
from stdnum import luhn

from registry.core.i18n import lazy
from registry.core.labels import Labelled
from registry.core.text import fold
from registry.partners.organisations import naming
from registry.partners.organisations.naming import Name
from registry.partners.organisations.places import city_of

ASKED = 0.78  # from here a person who registers is asked
PROPOSED = 0.85  # from here the scan proposes the pair
ALIKE = 0.82  # from here the names alone are called similar
SHORTEST = 5  # letters: shorter names and words are alike by chance
WORTH_IT = 70  # per cent of letters in common from which two records are compared
WHOLE = 10  # letters: in names twice as long two may be wrong
MISSPELT = 0.88
LONG = 9  # letters: in longer words two may be wrong
ADDRESS = 300

# Hosts where many organisations have their pages: there the first part of the path belongs to the address.
SHARED_HOSTS = naming.words("""
facebook.com foreningssajten.se google.com hembygd.se idrottonline.se instagram.com klubbenonline.se laget.se
linktr.ee one.com sites.google.com sportadmin.se svenskalag.se wordpress.com youtube.com
""")
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


# How much each weighs against the likeness of the names, which is a share of one. Fitted to the labelled set.
SAME_PERSON = 0.6
_FOR = {Reason.NUMBER: 0.3, Reason.GIRO: 0.3, Reason.WEBSITE: 0.15, Reason.MAIL: 0.13, Reason.NAME_HERE: 0.03}
_AGAINST = {
    Doubt.OTHER_NUMBER: 0.4, Doubt.OTHER_PLACE: 0.25, Doubt.OTHER_PART: 0.5, Doubt.OTHER_KIND: 0.25, Doubt.BRANCH: 0.2,
}  # fmt: skip


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


def is_worth_asking(one: Described, other: Described) -> bool:
    """Return whether two records are so alike that somebody should be asked whether they are one."""
    return asks(compare(one, other))


def asks(likeness: Likeness) -> bool:
    """Return whether the likeness is enough to ask: by the names, or by a value that is one organisation's own."""
    return likeness.score >= ASKED or bool(
        {Reason.NUMBER, Reason.GIRO, Reason.WEBSITE} & set(likeness.reasons)
    )


def key(name: str) -> str:
    """Return what two spellings of one name share: the stored `match_key`."""
    return naming.key(name)


@lru_cache(maxsize=16384)
def web_key(website: str | None) -> str | None:
    """Return what identifies a website: its host without www; on a shared host with the first part of the path."""
    text = (website or "").strip().lower()
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    if "." not in host:
        return None
    path = parts.path.strip("/").split("/")[0]
    return (
        f"{host}/{path}"[:ADDRESS]
        if host in SHARED_HOSTS and path
        else (None if host in SHARED_HOSTS else host)
    )


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
    found = compare(Described(one), Described(other))
    return found.score >= ASKED


def could_be(one: str, other: str) -> bool:
    """Take a quick look at two match keys: whether a comparison of the records may be worth its time."""
    a, b = one.partition(" ")[0], other.partition(" ")[0]
    if a.startswith(b[:SHORTEST]) and (a.startswith(b) or b.startswith(a)):
        return True
    return fuzz.ratio(a, b, score_cutoff=WORTH_IT) > 0


def compare(one: Described, other: Described) -> Likeness:
    """Return how likely the two are one organisation, with every reason for and against that the values give."""
    name, doubts = _best_name(one, other)
    reasons = list(_same_values(one, other))
    here = same_place(one, other)
    if here is False and Doubt.OTHER_PLACE not in doubts:
        doubts.append(Doubt.OTHER_PLACE)
    if name >= ALIKE:
        reasons.append(Reason.NAME_HERE if here else Reason.NAME)
    if _are_valid_and_differ(one.number, other.number):
        doubts.append(Doubt.OTHER_NUMBER)
    if _is_over(one, other) and Doubt.BRANCH not in doubts:
        doubts.append(Doubt.BRANCH)
    if here and Reason.NUMBER in reasons and set(doubts) <= {Doubt.OTHER_KIND}:
        name, doubts = max(name, SAME_PERSON), []  # one legal person in one place, whatever it is called now
    shared = {Doubt.OTHER_PLACE, Doubt.OTHER_PART, Doubt.BRANCH} & set(doubts)  # branches share their number
    weighed = [reason for reason in reasons if reason is not Reason.NUMBER or not shared]
    score = name + sum(_FOR.get(reason, 0) for reason in weighed) - sum(_AGAINST[doubt] for doubt in doubts)
    ordered = tuple(reason for reason in Reason if reason in reasons)
    return Likeness(round(min(1.0, max(0.0, score)), 3), ordered, tuple(d for d in Doubt if d in doubts))


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
    seats = [_folded(row.seat) for row in (one, other)]
    if (posts[0] and posts[0] == posts[1]) or (seats[0] and seats[0] == seats[1]):
        return True
    if all(seats):
        return None if city_of(seats[0]) == city_of(seats[1]) else False
    return False if all(posts) and posts[0][:2] != posts[1][:2] else None


@lru_cache(maxsize=4096)
def _folded(seat: str | None) -> str:
    return fold(seat or "")


def _best_name(one: Described, other: Described) -> tuple[float, list[Doubt]]:
    """Compare every name of the one with every name of the other; the names in use come first."""
    best: tuple[float, list[Doubt]] = (-1.0, [])
    for a in (one.name, *one.names):
        for b in (other.name, *other.names):
            taken = (naming.parse(a), naming.parse(b))
            doubts, score = list(_doubts(*taken, one, other)), likeness(*taken)
            if score < MISSPELT and _is_misspelt_whole(*taken):
                score, doubts = MISSPELT, [doubt for doubt in doubts if doubt is Doubt.OTHER_PART]
            worth = score - sum(_AGAINST[doubt] for doubt in doubts)
            if worth > best[0] - sum(_AGAINST[doubt] for doubt in best[1]):
                best = (score, doubts)
    return max(best[0], 0.0), best[1]


def likeness(one: Name, other: Name) -> float:
    """Return how alike the distinctive parts of two names are, from 0 to 1."""
    if one.joined == other.joined:
        return 1.0
    if _is_short_for(one, other) or _is_short_for(other, one):
        return 0.86
    if min(len(one.joined), len(other.joined)) < SHORTEST:
        return 0.0
    whole = fuzz.ratio(one.joined, other.joined) / 100
    left = _unmatched(one.core, other.core), _unmatched(other.core, one.core)
    if all(left):
        return max(whole, 0.86) if _is_misspelt("".join(left[0]), "".join(left[1])) else min(whole, 0.6)
    if any(left):
        longer = max(one.joined, other.joined, key=len)
        missing = sum(map(len, left[0] or left[1]))
        return 0.4 + 0.5 * (len(longer) - missing) / len(longer)
    return max(whole, fuzz.ratio("".join(sorted(one.core)), "".join(sorted(other.core))) / 100, 0.86)


def _unmatched(words: Sequence[str], others: Sequence[str]) -> list[str]:
    """Return the words that are none of the others, nor one of them misspelt."""
    return [word for word in words if word not in others and not any(_is_misspelt(word, o) for o in others)]


def _is_misspelt(word: str, other: str) -> bool:
    """Whether a letter or, in a long word, two are wrong, missing, added or swapped."""
    shorter = min(len(word), len(other))
    allowed = 2 if shorter >= LONG else 1
    return shorter >= SHORTEST and OSA.distance(word, other, score_cutoff=allowed) <= allowed


def _is_misspelt_whole(one: Name, other: Name) -> bool:
    """Whether the whole names differ by a letter or two, which may have hidden what kind of words they are.

    Not when the difference may be what tells two apart: "IF" and "IK", or words as short as "Bi" and "By".
    """
    if (one.kinds and other.kinds) or min(len(one.squeezed), len(other.squeezed)) < WHOLE:
        return False
    left = [word for word in (*set(one.core) ^ set(other.core),) if len(word) >= SHORTEST]
    allowed = 2 if min(len(one.squeezed), len(other.squeezed)) >= 2 * WHOLE else 1
    return bool(left) and OSA.distance(one.squeezed, other.squeezed, score_cutoff=allowed) <= allowed


def _is_short_for(short: Name, long: Name) -> bool:
    """Whether it is like "RSMH" for a name whose words begin with these letters."""
    return len(short.core) == 1 and 3 <= len(short.joined) <= 6 and short.joined == long.initials


def _doubts(a: Name, b: Name, one: Described, other: Described) -> Iterator[Doubt]:
    if a.parts != b.parts:
        yield Doubt.OTHER_PART
    if _other_kind(a, b):
        yield Doubt.OTHER_KIND
    places = [{city_of(p) for p in name.places} for name in (a, b)]
    exact = set(a.places) & set(b.places)
    if all(places) and not exact:
        yield Doubt.OTHER_PLACE
    elif a.is_branch != b.is_branch and not any(one.isdigit() for one in a.parts & b.parts):
        yield Doubt.BRANCH
    elif any(places) and not all(places):
        elsewhere = other if places[0] else one
        if _folded(elsewhere.seat) not in {*a.places, *b.places, ""}:
            yield Doubt.BRANCH


def _other_kind(a: Name, b: Name) -> bool:
    """Whether the kinds differ: "Tensta IF" is not "Tensta BK", nor a sailing club a swimming club, both "SS"."""
    if a.kinds and b.kinds:
        return not (a.kinds & b.kinds) or bool(a.written and b.written and not a.written & b.written)
    only_place = bool(a.kinds) != bool(b.kinds) and len(a.core) == 1
    return only_place or ({"stiftelse"} & a.generic) != ({"stiftelse"} & b.generic)


def _same_values(one: Described, other: Described) -> Iterator[Reason]:
    if one.number and one.number == other.number:
        yield Reason.NUMBER
    if set(one.giro) & set(other.giro):
        yield Reason.GIRO
    if {web_key(one.website)} & other.webs() or {web_key(other.website)} & one.webs():
        yield Reason.WEBSITE
    if one.mails() & other.mails():
        yield Reason.MAIL


def _are_valid_and_differ(one: str | None, other: str | None) -> bool:
    if not one or not other or one == other:
        return False
    return luhn.is_valid(one.replace("-", "")) and luhn.is_valid(other.replace("-", ""))


def _is_over(one: Described, other: Described) -> bool:
    """Whether one is registered as the umbrella of the other."""
    pairs = ((one, other), (other, one))
    return any(a.umbrella_id is not None and a.umbrella_id == b.id for a, b in pairs)
