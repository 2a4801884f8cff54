"""Password hashing: right and wrong, the same work for nobody, today's parameters, few at a time."""

import threading
import unicodedata

from argon2 import PasswordHasher, extract_parameters

from registry.city.accounts import passwords

SECRET = "korrekt häst batteri"


def test_right_password_is_known_and_wrong_is_not():
    stored = passwords.hash(SECRET)
    assert passwords.verify(stored, SECRET)
    assert not passwords.verify(stored, SECRET + " ")
    assert not passwords.verify(stored, "")


def test_parameters_are_owasps():
    found = extract_parameters(passwords.hash(SECRET))
    assert (found.type.name, found.time_cost, found.memory_cost, found.parallelism) == ("ID", 2, 19456, 1)


def test_nobodys_hash_costs_the_same_as_everybodys():
    assert extract_parameters(passwords.NOBODY) == extract_parameters(passwords.hash(SECRET))


def test_nobody_has_no_password():
    assert not passwords.verify(None, SECRET)
    assert not passwords.verify("", SECRET)


def test_each_check_hashes_exactly_once(monkeypatch):
    calls = []

    class Counting(PasswordHasher):
        def verify(self, hash, password):
            calls.append(hash)
            return super().verify(hash, password)

    monkeypatch.setattr(passwords, "_hasher", Counting(time_cost=2, memory_cost=19456, parallelism=1))
    stored = passwords.hash(SECRET)
    for known in (stored, None):
        for typed in (SECRET, "fel"):
            passwords.verify(known, typed)
    assert calls == [stored, stored, passwords.NOBODY, passwords.NOBODY]


def test_same_letters_from_another_keyboard_match():
    assert passwords.verify(passwords.hash(SECRET), unicodedata.normalize("NFD", SECRET))


def test_older_parameters_are_outdated():
    old = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(SECRET)
    assert passwords.is_outdated(old)
    assert passwords.verify(old, SECRET)
    assert not passwords.is_outdated(passwords.hash(SECRET))


def test_damaged_hash_lets_nobody_in():
    assert not passwords.verify("$argon2id$v=19$m=19456,t=2,p=1$x", SECRET)


def test_half_a_surrogate_is_just_a_wrong_password():
    assert not passwords.verify(passwords.NOBODY, "\ud800" * 20)


def test_at_most_four_hash_at_once(monkeypatch):
    running, most, guard = 0, 0, threading.Lock()

    class Watching(PasswordHasher):
        def verify(self, hash, password):
            nonlocal running, most
            with guard:
                running += 1
                most = max(most, running)
            try:
                return super().verify(hash, password)
            finally:
                with guard:
                    running -= 1

    monkeypatch.setattr(passwords, "_hasher", Watching(time_cost=2, memory_cost=19456, parallelism=1))
    threads = [threading.Thread(target=passwords.verify, args=(None, "fel")) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 1 <= most <= passwords.MOST_AT_ONCE
