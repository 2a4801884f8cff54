"""The shape of what is typed in a mapping round."""

from typing import Any
from uuid import UUID

from wtforms import BooleanField, SelectMultipleField, StringField

from registry.core.i18n import lazy
from registry.mapping.rounds.choices import RowAnswer
from registry.mapping.rounds.rules import MOST_QUESTIONS, RoundFacts
from registry.web.fields import Day, LongText, RecordCheckboxes, RecordSelect, Text, YesNo
from registry.web.forms import EditForm, Form, whole_or_zero

REST = "rest"  # the button that confirms all that have no answer
CLEAR = "clear"  # the button that takes answers back


class Many(SelectMultipleField):
    """What was ticked in a table that the page writes itself: never refused for its shape, read by the view."""

    def pre_validate(self, form: Any) -> None:
        """What is none of the list's rows is left out when it is read."""


class RoundForm(Form):
    """A new round."""

    title = Text(lazy("Namn"), required=True, most=200)
    speaks_of = Day(lazy("Vilken dag ska uppgifterna avse?"), required=True)
    due_on = Day(lazy("Sista dag att intyga"), required=True)
    units = RecordCheckboxes(lazy("Enheter"))
    invitation = LongText(lazy("Inbjudan"), most=4000)
    questions = LongText(lazy("Frågor till enheterna"), most=2000)
    asks_partners = BooleanField(lazy("Fråga också organisationerna om det stämmer"))

    def facts(self) -> RoundFacts:
        """Return what was filled in; only to be asked of a valid form."""
        if self.speaks_of.data is None or self.due_on.data is None:
            raise ValueError("the days are required")
        lines = (line.strip() for line in (self.questions.data or "").splitlines())
        return RoundFacts(
            title=self.title.data or "",
            speaks_of=self.speaks_of.data,
            due_on=self.due_on.data,
            unit_ids=tuple(self.units.chosen),
            invitation=self.invitation.data,
            questions=tuple(line for line in lines if line),
            asks_partners=bool(self.asks_partners.data),
        )


class AnswerForm(Form):
    """The rows that are ticked and what is said of them; or one row by its own button, or all that are left."""

    rows = Many(lazy("Rader"), choices=[])
    left = Many(lazy("Rader utan svar"), choices=[])
    only = StringField(lazy("Rad"))
    said = StringField(lazy("Svar"))
    ends_on = Day(lazy("Sista dag för det som har upphört"))

    @property
    def answer(self) -> RowAnswer | None:
        """What is said; None takes an answer back, as does what nobody can have pressed."""
        word = (self.only.data or "").partition(" ")[0] or self.said.data
        if word == REST:
            return RowAnswer.HOLDS
        return RowAnswer(word) if word in set(RowAnswer) else None

    def marks(self) -> dict[UUID, int]:
        """Return the rows that it is said of, each with the version of the collaboration that was read."""
        if self.only.data:
            marked = [self.only.data.partition(" ")[2]]
        else:
            marked = (self.left if self.said.data == REST else self.rows).data or []
        return dict(found for one in marked if (found := _mark(one)))


class CertifyForm(EditForm):
    """The list is complete, or something is missing; and the answers to the round's questions."""

    lacking = LongText(lazy("Vad saknas?"), most=2000)
    answer_0 = LongText("", most=2000)
    answer_1 = LongText("", most=2000)
    answer_2 = LongText("", most=2000)
    answer_3 = LongText("", most=2000)
    answer_4 = LongText("", most=2000)

    def ask(self, questions: list[str], answers: list[str]) -> None:
        """Show so many questions as the round has, each over its control, with what has been answered."""
        for number in range(MOST_QUESTIONS):
            if number >= len(questions):
                del self[f"answer_{number}"]
                continue
            self[f"answer_{number}"].label.text = questions[number]
            if not self.is_submitted() and number < len(answers):
                self[f"answer_{number}"].data = answers[number]

    def answers(self) -> list[str]:
        """Return the answers in the order of the questions."""
        names = (f"answer_{number}" for number in range(MOST_QUESTIONS))
        return [self[name].data or "" for name in names if name in self]


class AskForm(Form):
    """Which colleague fills in."""

    colleague = RecordSelect(lazy("Kollega"), required=True)


class CloseForm(EditForm):
    """Why the round is closed although units have not certified."""

    note = LongText(lazy("Varför stänger du nu?"), most=2000)


class PartnerForm(Form):
    """What an organisation says of what we believe that we do together."""

    agrees = YesNo(lazy("Stämmer det att vi gör detta tillsammans?"), required=True)
    words = LongText(lazy("Vad stämmer inte?"), most=1000)


def _mark(text: str) -> tuple[UUID, int] | None:
    row, _dot, version = text.partition(".")
    try:
        return UUID(row), whole_or_zero(version)
    except ValueError:
        return None
