"""What is missing in the checklist and in the choice of form, row by row. No database."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from registry.city.guidelines import rules
from registry.city.guidelines.models import (
    ChecklistAnswer,
    ChecklistItem,
    CriterionVerdict,
    FormChoice,
    FormChosen,
    WarningSign,
)

DAY = date(2026, 11, 21)
NOON = datetime(2026, 11, 21, 11, 0, tzinfo=UTC)


def item(code, *, is_required=True):
    return ChecklistItem(
        id=UUID(int=int(code[1:])), code=code, text=f"Kriterium {code}", is_required=is_required
    )


def answer(code, verdict=CriterionVerdict.MET, motive="Föreningen tog initiativet"):
    return ChecklistAnswer(item_id=UUID(int=int(code[1:])), verdict=verdict, motive=motive)


@pytest.mark.parametrize(
    ("items", "answers", "messages"),
    [
        ([], [], []),  # no criteria
        ([item("K1")], [answer("K1")], []),  # answered with a motive
        ([item("K1")], [answer("K1", CriterionVerdict.NOT_MET)], []),  # not met is an answer: the decider judges it
        ([item("K1")], [], ["Kriterium K1 är inte besvarat."]),
        ([item("K1")], [answer("K1", None)], ["Kriterium K1 är inte besvarat."]),  # only a motive
        ([item("K1")], [answer("K1", motive=None)], ["Kriterium K1 saknar motiv."]),
        ([item("K1")], [answer("K1", motive=" \n")], ["Kriterium K1 saknar motiv."]),  # blanks are no motive
        ([item("K1", is_required=False)], [], []),  # not required
        ([item("K1", is_required=False)], [answer("K1", motive="")], ["Kriterium K1 saknar motiv."]),  # but begun
        ([item("K1")], [answer("K2")], ["Kriterium K1 är inte besvarat."]),  # another criterion's answer
        (
            [item("K1"), item("K2"), item("K3")], [answer("K2")],
            ["Kriterium K1 är inte besvarat.", "Kriterium K3 är inte besvarat."],
        ),  # in the checklist's order
    ],
)  # fmt: skip
def test_missing_answers(items, answers, messages):
    assert [problem.message for problem in rules.missing(items, answers)] == messages


def choice(**values):
    given = {
        "chosen": FormChosen.IOP,
        "motive": "Föreningen äger idén och båda bidrar",
        "signs": [],
        "signs_motive": None,
        "assessed_on": DAY,
        "signed_at": NOON,
    }
    return FormChoice(**(given | values))


SIGNS = [WarningSign.PENALTIES.value, WarningSign.UNIT_PRICE.value]


@pytest.mark.parametrize(
    ("made", "form", "fields"),
    [
        (choice(), FormChosen.IOP, []),  # complete
        (None, FormChosen.IOP, ["chosen"]),  # not assessed at all
        (choice(chosen=None), FormChosen.IOP, ["chosen"]),  # begun but not chosen
        (choice(chosen=FormChosen.GRANT), FormChosen.GRANT, []),  # the same rules for every form
        (choice(chosen=FormChosen.PROCUREMENT), FormChosen.IOP, ["chosen"]),  # it should be a purchase: not an IOP
        (choice(chosen=FormChosen.GRANT), FormChosen.IOP, ["chosen"]),  # a grant is no IOP either
        (choice(motive=" "), FormChosen.IOP, ["motive"]),
        (choice(signs=SIGNS), FormChosen.IOP, ["signs_motive"]),  # a ticked sign needs an answer
        (choice(signs=SIGNS, signs_motive="Viten gäller bara lokalen"), FormChosen.IOP, []),
        (choice(assessed_on=None), FormChosen.IOP, ["assessed_on"]),
        (choice(assessed_on=date(2026, 11, 22)), FormChosen.IOP, ["assessed_on"]),  # after the decision
        (choice(assessed_on=date(2026, 1, 1)), FormChosen.IOP, []),  # long before
        (choice(signed_at=None), FormChosen.IOP, ["chosen"]),  # nobody stands for it
        (
            choice(chosen=FormChosen.GRANT, motive="", signs=SIGNS, assessed_on=None), FormChosen.IOP,
            ["chosen", "motive", "signs_motive", "assessed_on"],
        ),  # everything at once
    ],
)  # fmt: skip
def test_what_the_choice_of_form_lacks(made, form, fields):
    assert [problem.field for problem in rules.form_choice_problems(made, form, on=DAY)] == fields


def test_the_wrong_form_is_named():
    (problem,) = rules.form_choice_problems(choice(chosen=FormChosen.GRANT), FormChosen.IOP, on=DAY)
    assert problem.message == (
        "Bedömningen pekar på Föreningsbidrag, men avtalet är Idéburet offentligt partnerskap (IOP)."
    )


def test_warning_signs_come_in_the_list_s_order():
    assert rules.warning_signs(choice(signs=SIGNS)) == [WarningSign.UNIT_PRICE, WarningSign.PENALTIES]
    assert rules.warning_signs(choice(signs=None)) == []
