"""The shape of a question about conflict of interest, of its answer, and of a person's own ties."""

from collections.abc import Iterable
from uuid import UUID

from registry.core.i18n import lazy
from registry.matters.approvals.models import ConflictGround
from registry.web.fields import Day, LongText, Pick, RecordSelect, Text, YesNo
from registry.web.forms import Form


class QuestionForm(Form):
    """Whose conflict of interest is in question, on which ground and why."""

    person = RecordSelect(lazy("Vem gäller frågan?"), required=True)
    ground = Pick(lazy("Vad gäller det?"), ConflictGround)
    reason = LongText(lazy("Vad är det som har kommit fram?"), most=2000)

    def offer(self, people: Iterable[tuple[UUID, str]]) -> None:
        """Set whom the question can be about."""
        self.person.offer(people)


class ContestForm(Form):
    """Why one does not have the conflict of interest that is in question."""

    reason = LongText(lazy("Varför är du inte jävig?"), most=2000)


class AnswerForm(Form):
    """What the nämnd decided about a question."""

    has_conflict = YesNo(lazy("Är personen jävig enligt nämnden?"), required=True)
    meeting_on = Day(lazy("Sammanträdesdag"), required=True)
    paragraph = Text(lazy("Paragraf"), required=True, most=20, description=lazy("till exempel § 14"))


class InterestForm(Form):
    """A tie of one's own to an organisation."""

    organisation = Text(
        lazy("Organisation"), required=True, most=200,
        description=lazy("Organisationsnummer, eller namnet precis som det står i registret."),
    )  # fmt: skip
    what = Text(
        lazy("Uppdrag eller bindning"),
        required=True,
        most=200,
        description=lazy("till exempel ledamot i styrelsen"),
    )
    starts_on = Day(lazy("Från och med"))
    ends_on = Day(lazy("Till och med"))
