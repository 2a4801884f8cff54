"""Passwords that are quick to check, for what a test is not about: OWASP's parameters take 30 ms for each sign-in.

What is about them, and every process that a test starts, hashes as the product does.
"""

from functools import cache

from argon2 import PasswordHasher

quick_hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@cache
def quick_hash(password: str) -> str:
    """Return a hash that is checked at once."""
    return quick_hasher.hash(password)
