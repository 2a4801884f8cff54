"""Account numbers and the rule of two people, no database."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from registry.partners.organisations.models import LegalForm, Standing
from registry.partners.payees import rules
from registry.partners.payees.rules import Account, PayeeKind, PayeeStatement

B, P, N = PayeeKind.BANKGIRO, PayeeKind.PLUSGIRO, PayeeKind.NINETY


@pytest.mark.parametrize(
    ("typed", "kind", "number"),
    [
        ("5402-9681", B, "5402-9681"),  # domain.md 6.3
        (" 5402 - 9681 ", B, "5402-9681"),  # blanks as people type them
        ("5402\u20139681", B, "5402-9681"),  # a dash from a word processor
        ("bg 54029681", B, "5402-9681"),  # the word says what the dash would
        ("Bankgiro: 5402-9681", B, "5402-9681"),
        ("28 65 43-4", P, "28 65 43-4"),  # domain.md 6.3
        ("286543-4", P, "28 65 43-4"),
        ("286543-4".replace("-", ""), None, ""),  # seven digits without a dash could be either
        ("pg 2865434", P, "28 65 43-4"),
        ("902-0033", N, "902-0033"),  # domain.md 6.3
        ("90 19 50-6", N, "90 19 50-6"),  # a 90-konto as plusgiro
        ("9020033", N, "902-0033"),  # new ones are bankgiro only
        ("18", P, "1-8"),  # the shortest plusgiro
    ],
)
def test_read_and_written(typed, kind, number):
    if kind is None:
        with pytest.raises(ValueError, match="strecket"):
            rules.account(typed)
    else:
        read = rules.account(typed)
        assert (read.kind, read.number) == (kind, number)
        assert rules.account(read.number) == read  # what is stored is read back as the same


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("5402-9682", "Kontrollsiffran"),
        ("28 65 43-5", "Kontrollsiffran"),
        ("902-0034", "Kontrollsiffran"),
        ("000-0000", "Kontrollsiffran"),  # adds up, is none
        ("pg 0", "2 till 8"),
        ("bg 123-456", "7 eller 8"),
        ("123456789-0", "strecket"),
        ("SE45 5000", "siffror"),
        ("54029681", "strecket"),
        ("٥٤٠٢-٩٦٨١", "siffror"),  # digits of another script
        ("", "siffror"),
    ],
)
def test_what_is_no_account_number(typed, why):
    with pytest.raises(ValueError, match=why):
        rules.account(typed)


@given(st.integers(min_value=1, max_value=9_999_999))
def test_every_plusgiro_with_its_check_digit_is_read_back(body):
    digits = f"{body}{luhn.calc_check_digit(str(body))}"
    assert rules.account(f"pg {digits}").digits == digits


ACCOUNT = rules.account("5402-9681")
NINETY = rules.account("902-0033")
A = {"legal_form": LegalForm.ASSOCIATION, "standing": Standing.ACTIVE, "others": ()}


@pytest.mark.parametrize(
    ("account", "shared", "facts", "wrong"),
    [
        (ACCOUNT, False, {}, []),
        (ACCOUNT, False, {"legal_form": LegalForm.NETWORK}, [None]),  # no legal person to own an account
        (ACCOUNT, False, {"standing": Standing.DISSOLVED}, [None]),
        (ACCOUNT, False, {"standing": Standing.DORMANT}, []),
        (NINETY, False, {}, []),
        (
            NINETY,
            False,
            {"legal_form": LegalForm.COMPANY},
            ["account"],
        ),  # only associations, foundations, faith
        (NINETY, False, {"legal_form": LegalForm.UNKNOWN}, []),  # not known is not refused
        (ACCOUNT, False, {"others": ["Annan förening"]}, ["account"]),  # asked about
        (ACCOUNT, True, {"others": ["Annan förening"]}, []),  # answered
    ],
)
def test_what_may_be_proposed(account: Account, shared, facts, wrong):
    claim = PayeeStatement(account, "Föreningen", "Kontobevis", is_shared=shared)
    assert [one.field for one in rules.claim_problems(claim, **{**A, **facts})] == wrong


def test_two_people_and_the_name():
    one, other = uuid4(), uuid4()
    assert rules.confirm_problems(proposed_by=one, confirmed_by=one)
    assert rules.confirm_problems(proposed_by=one, confirmed_by=other) == []
    assert not rules.is_other_name("FÖRENINGEN  EXEMPEL", "Föreningen Exempel")
    assert rules.is_other_name("Anna Exempel", "Föreningen Exempel")
