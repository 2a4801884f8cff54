"""What a matter must answer under the guidelines before it can be decided. Pure."""

from collections.abc import Iterable
from datetime import date

from registry.city.guidelines.models import (
    ChecklistAnswer,
    ChecklistItem,
    CriterionVerdict,
    FormChoice,
    FormChosen,
    StopsWhen,
    WarningSign,
)
from registry.core.errors import Problem
from registry.core.i18n import _
from registry.core.labels import label


def missing(items: Iterable[ChecklistItem], answers: Iterable[ChecklistAnswer]) -> list[Problem]:
    """Return the criteria that lack an answer or its motive (`domain.md` 1.3: each row has a free-text motive).

    A required criterion needs both; another one needs a motive only once it is answered. A criterion may be answered
    with "not met": whether the matter can go on in spite of it is for the decider to judge, but for those that stop it.
    """
    given = {answer.item_id: answer for answer in answers}
    problems = []
    for item in items:
        answer = given.get(item.id)
        if answer is None or answer.verdict is None:
            if item.is_required:
                problems.append(Problem(_("Kriterium %(code)s är inte besvarat.", code=item.code), item.code))
        elif not (answer.motive or "").strip():
            problems.append(Problem(_("Kriterium %(code)s saknar motiv.", code=item.code), item.code))
    return problems


def stopping(
    items: Iterable[ChecklistItem], answers: Iterable[ChecklistAnswer], *, money: bool
) -> list[Problem]:
    """Return the criteria that are not met and that stop the matter: always, or when money goes out."""
    given = {answer.item_id: answer.verdict for answer in answers}
    failed = [item for item in items if given.get(item.id) is CriterionVerdict.NOT_MET]
    return [
        Problem(
            _("Kriterium %(code)s är inte uppfyllt. Då kan ärendet inte skickas.", code=item.code), item.code
        )
        for item in failed
        if item.stops is StopsWhen.ALWAYS or (money and item.stops is StopsWhen.MONEY)
    ]


def form_choice_problems(choice: FormChoice | None, form: FormChosen, *, on: date) -> list[Problem]:
    """Return what the choice-of-form assessment lacks for an agreement of the form to be decided on the date.

    An IOP has been struck down as an unlawful direct purchase (Kammarrätten i Göteborg, mål 3556-18), so the choice
    is motivated, dated and signed before the decision, and every sign of a purchase is answered (`domain.md` 0.9).
    """
    if choice is None or choice.chosen is None:
        return [Problem(_("Valet av samverkansform är inte bedömt."), "chosen")]
    return [*_wrong_form(choice.chosen, form), *_unmotivated(choice), *_undated(choice, on)]


def warning_signs(choice: FormChoice) -> list[WarningSign]:
    """Return the ticked signs of a purchase, in the list's order."""
    return [sign for sign in WarningSign if sign.value in (choice.signs or ())]


def _wrong_form(chosen: FormChosen, form: FormChosen) -> list[Problem]:
    if chosen is form:
        return []
    words = _(
        "Bedömningen pekar på %(chosen)s, men avtalet är %(form)s.", chosen=label(chosen), form=label(form)
    )
    return [Problem(words, "chosen")]


def _unmotivated(choice: FormChoice) -> list[Problem]:
    problems = []
    if not (choice.motive or "").strip():
        problems.append(Problem(_("Skriv varför formen är den rätta."), "motive"))
    if (signs := warning_signs(choice)) and not (choice.signs_motive or "").strip():
        listed = "; ".join(label(sign) for sign in signs)
        words = _("Skriv varför det inte är en upphandling trots varningstecknen: %(signs)s.", signs=listed)
        problems.append(Problem(words, "signs_motive"))
    return problems


def _undated(choice: FormChoice, on: date) -> list[Problem]:
    if choice.assessed_on is None:
        return [Problem(_("Fyll i vilken dag formen bedömdes."), "assessed_on")]
    if choice.assessed_on > on:
        return [Problem(_("Formen måste vara bedömd innan ärendet skickas för beslut."), "assessed_on")]
    if choice.signed_at is None:
        return [Problem(_("Bedömningen av form är inte bekräftad med namn."), "chosen")]
    return []
