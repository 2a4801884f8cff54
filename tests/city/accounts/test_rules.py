"""Which passwords can be chosen and which roles go together."""

import pytest

from registry.access.roles import Role
from registry.city.accounts import rules

PERSON = ("Handläggaren Exempel", "handlaggare@demo.example", "Enhetschef")


@pytest.mark.parametrize(
    "password",
    [
        "korrekt häst batteri häftstift",  # words in a row, the best advice
        "grönsaksodlaren vid sjön",  # å, ä and ö count like other letters
        "x8#kQ-2!vN/1(bZ)7;w",  # from a password manager
        "7f3a9c51e0b84d26",  # hexadecimal
        "aaaaa bbbbb ccccc ddddd",  # five signs are enough variety: no rule of composition
        "ингрид гуляет у моря",  # any script
        "🐝🌻🎷🧩🛶🪁🧲🪴🎻🧶🪵🧭🎲🪞🧯",  # signs of any kind
        "stockholm luktar tjära och kaffe",  # a common word among others is no harm
        "a" * 60 + "bcdefgh ij",  # long
    ],
)
def test_good_passwords(password):
    assert rules.password_problems(password, PERSON) == []


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("", "minst 15"),
        ("fjorton tecken"[:14], "minst 15"),
        ("x" * 129, "högst 128"),
        ("aaaaaaaaaaaaaaaaaaaa", "lätt"),  # one sign
        ("abababababababababab", "lätt"),  # two signs
        ("123456789012345", "lätt"),  # a row of the keyboard
        ("987654321098765", "lätt"),  # backwards
        ("qwertyuiopåasdfghjkl", "lätt"),  # two rows
        ("PasswordPassword", "lätt"),  # repeated, letter case aside
        ("Password123456789!", "lätt"),  # decorated
        ("SommarSommar2026!", "lätt"),  # a season and a year
        ("Lösenord-lösenord-1", "lätt"),  # Swedish
        ("samverkansregistret", "lätt"),  # the system's own name
        ("Stockholms stad 2026", "lätt"),  # the city
        ("arbetsmarknadsnämnden", "lätt"),  # the committee
        ("Handläggarenexempel26", "lätt"),  # the person
        ("Handlaggare@demo.exam", "lätt"),  # the person's address
        ("enhetschefenhetschef", "lätt"),  # the person's title
    ],
)
def test_bad_passwords(password, why):
    (problem,) = rules.password_problems(password, PERSON, "new")
    assert why in problem.message
    assert problem.field == "new"


def test_a_persons_own_words_matter_only_to_that_person():
    assert rules.password_problems("enhetschefenhetschef", ()) == []


def test_blocklist_is_lower_case_without_doubles_or_blanks():
    words = rules.blocked_words()
    assert len(words) > 80
    assert all(word == word.strip().casefold() for word in words)


@pytest.mark.parametrize(
    ("has", "new", "organisation", "refused"),
    [
        ([], Role.OFFICER, None, None),
        ([Role.OFFICER], Role.PREPARATORY, None, None),  # several roles in the city
        ([], Role.PARTNER, "org", None),
        ([Role.PARTNER], Role.PARTNER, "another", None),  # one person, two associations
        ([], Role.MANAGER, None, "uppdrag"),  # follows from an appointment
        ([], Role.PARTNER, None, "organisation"),  # for which organisation?
        ([], Role.OFFICER, "org", "organisation"),
        ([Role.OFFICER], Role.PARTNER, "org", "både"),  # both sides of the table
        ([Role.PARTNER], Role.AUDITOR, None, "både"),
    ],
)
def test_roles_that_go_together(has, new, organisation, refused):
    problems = rules.role_problems(has, new, organisation)
    if refused is None:
        assert problems == []
    else:
        assert any(refused in problem.message for problem in problems)
        assert {problem.field for problem in problems} == {"role"}
