"""What a new password must be, and which roles go together (NIST SP 800-63B, OWASP ASVS 5.0 6.2)."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from registry.access.roles import Role
from registry.core.errors import Problem
from registry.core.i18n import _
from registry.core.labels import label

SHORTEST = 15
LONGEST = 128
OWN_LETTERS = 6  # what must be left of a password when the words that everybody guesses are taken away
DIFFERENT = 5

GRANTED = tuple(role for role in Role if role is not Role.MANAGER)


def password_problems(password: str, personal: Iterable[str] = (), field: str = "password") -> list[Problem]:
    """Return why the password cannot be chosen: too short, too long or guessed at once. Nothing asks for digits.

    `personal` are words an attacker knows about the person: name, e-mail address, title.
    """
    if len(password) < SHORTEST:
        return [
            Problem(_("Lösenordet måste ha minst %(n)s tecken. Ta gärna några ord i rad.", n=SHORTEST), field)
        ]
    if len(password) > LONGEST:
        return [Problem(_("Lösenordet får ha högst %(n)s tecken.", n=LONGEST), field)]
    if is_guessable(password, personal):
        text = _(
            "Lösenordet är för lätt att gissa. Välj några ord som inte hör ihop med dig eller med staden."
        )
        return [Problem(text, field)]
    return []


def is_guessable(password: str, personal: Iterable[str] = ()) -> bool:
    """Return whether the password is little more than common words, the person's own words or a few signs repeated."""
    bare = password.casefold()
    if len(set(bare)) < DIFFERENT:
        return True
    left = bare
    for word in sorted({*blocked_words(), *_parts(personal)}, key=lambda word: (-len(word), word)):
        left = left.replace(word, "")
    letters = re.sub(r"[\W\d_]", "", left)
    return left != bare and len(letters) < OWN_LETTERS


@cache
def blocked_words() -> frozenset[str]:
    """Return the words of the blocklist file."""
    lines = Path(__file__).with_name("blocklist.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


Apart = frozenset[frozenset[Role]]


def roles_apart(pairs: Iterable[Iterable[str]]) -> Apart:
    """Return the pairs of roles that never meet on one account. Raises ValueError for what is no role."""
    return frozenset(frozenset(map(Role, pair)) for pair in pairs)


def meeting(has: Iterable[Role], apart: Apart) -> frozenset[Role]:
    """Return those of the roles that must not meet on one account and do."""
    held = frozenset(has)
    return frozenset(role for pair in apart if pair <= held for role in pair)


def role_problems(
    has: Iterable[Role],
    new: Role,
    organisation: object | None,
    apart: Apart = frozenset(),
    field: str = "role",
) -> list[Problem]:
    """Return why a person with these roles cannot get the new one.

    A manager's role follows from an appointment. A partner represents an organisation and holds no role in the house:
    nobody may sit on both sides of an agreement (KL 6:28). Which roles in the house are kept `apart` the city decides.
    """
    return [Problem(text, field) for text in _role_refusals(frozenset(has), new, organisation, apart)]


def _role_refusals(
    has: frozenset[Role], new: Role, organisation: object | None, apart: Apart
) -> Iterator[str]:
    partner = new is Role.PARTNER
    if new is Role.MANAGER:
        yield _("Chefsrollen följer av ett förordnande. Lägg till personens uppdrag på enheten i stället.")
    if partner != (organisation is not None):
        yield _("En företrädare hör till en organisation. Andra roller gör det inte.")
    if has and partner != (Role.PARTNER in has):
        yield _("Samma konto kan inte både företräda en organisation och ha en roll i staden.")
    yield from apart_refusals(has, new, apart)


def apart_refusals(has: frozenset[Role], new: Role, apart: Apart) -> Iterator[str]:
    """Yield which of the person's roles the new one must not meet on one account."""
    for held in (role for role in Role if role in has and frozenset({role, new}) in apart):
        yield _(
            "Rollerna %(new)s och %(held)s får inte finnas på samma konto.",
            new=label(new).casefold(), held=label(held).casefold(),
        )  # fmt: skip


def _parts(personal: Iterable[str]) -> Iterator[str]:
    for text in personal:
        yield from (part for part in re.split(r"[\W_]+", text.casefold()) if len(part) > 2)
