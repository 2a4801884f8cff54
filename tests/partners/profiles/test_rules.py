"""What an organisation may propose, no database."""

import pytest

from registry.partners.profiles import rules
from registry.partners.profiles.rules import ProposedFact, Wish

F = ProposedFact


def test_what_is_empty_is_asked_for_when_all_is_confirmed():
    known = {F.NAME: "Föreningen", F.NUMBER: "402000-0107", F.SIGNATORIES: None, F.PAYEE: None}
    asked = rules.unfilled(has_address=False, is_reached=False, facts=known)
    assert [str(one) for one in asked] == [
        "Adress", "Kontakter", "Firmatecknare, de som får skriva under för er", "Konto för utbetalning",
    ]  # fmt: skip
    assert rules.unfilled(has_address=True, is_reached=True, facts=dict.fromkeys(F, "känt")) == []


@pytest.mark.parametrize(
    ("fact", "value", "current", "waiting", "wrong"),
    [
        (F.NAME, "Nytt namn", "Gammalt namn", False, False),
        (F.NAME, "Nytt namn", "Nytt namn", False, True),  # it is so already
        (F.NAME, "Nytt namn", "Gammalt namn", True, True),  # one at a time
        (F.SIGNATORIES, "Anna Exempel\nBo Exempel", None, False, False),
        (F.SIGNATORIES, " \n ", None, False, True),  # nobody
        (F.SIGNATORIES, "Anna Exempel 811228-9874", None, False, True),  # a personal identity number
        (F.NAME, "Fotvård 850101-XXXX", None, False, True),
        (F.NUMBER, "802990-0118", None, False, False),
        (F.NUMBER, "850101-1234", None, False, True),
        (F.NUMBER, "1985-01-01", None, False, True),
        (F.SIGNATORIES, "\n".join(f"Person {n}" for n in range(11)), None, False, True),  # more than sign
    ],
)
def test_what_can_be_proposed(fact, value, current, waiting, wrong):
    wish = Wish(fact, value, value, "Årsmötet")
    assert bool(rules.wish_problems(wish, current=current, waiting=waiting)) is wrong


def test_people_one_on_each_line_and_each_once():
    assert rules.signatories(" Anna  Exempel \n\nBo Exempel\nAnna Exempel") == ["Anna Exempel", "Bo Exempel"]
