"""Password hashing: Argon2id with OWASP's parameters, a few at a time, the same work for whoever does not exist."""

import unicodedata
from dataclasses import dataclass
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

MOST_AT_ONCE = (
    4  # each hash holds 19 MiB and a processor for 30 ms: a flood of sign-ins must not take the machine
)
LONGEST = 256

# The hash of a random password that nobody knows: whoever asks for an unknown account waits just as long.
NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$A4nwHpQv7ueCFoIOv2jzLQ$oZrwigosVRWLXN1AmIOmSDOheGBiPBS+2sEPgZj2nC4"

_hasher = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
_turns = BoundedSemaphore(MOST_AT_ONCE)


def hash(password: str) -> str:
    """Return the Argon2id hash of the password, with its parameters and salt."""
    with _turns:
        return _hasher.hash(_normal(password))


def verify(stored: str | None, password: str) -> bool:
    """Return whether the password is the one that was hashed. Without a stored hash: the same work, then False."""
    with _turns:
        try:
            _hasher.verify(stored or NOBODY, _normal(password))
        except (VerificationError, InvalidHashError):
            return False
    return stored is not None


@dataclass(frozen=True, slots=True)
class Proof:
    """Whether a password is the one that was hashed, found out before the transaction that rests on it."""

    stored: str | None
    holds: bool


def proof(stored: str | None, password: str) -> Proof:
    """Return whether the password is the one that was hashed, with what it was held against."""
    return Proof(stored, verify(stored, password))


def is_outdated(stored: str) -> bool:
    """Return whether the hash was made with other parameters than today's, and should be made anew."""
    return _hasher.check_needs_rehash(stored)


def _normal(password: str) -> bytes:
    # The same letters from a phone and from a Mac may come as different characters.
    return unicodedata.normalize("NFC", password[:LONGEST]).encode("utf-8", "surrogatepass")
