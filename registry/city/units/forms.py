"""The shape of an appointment."""

from collections.abc import Iterable
from uuid import UUID

from wtforms import BooleanField

from registry.access.roles import MANAGERS, Post
from registry.core.i18n import lazy
from registry.web.fields import Day, Pick, RecordSelect, Text
from registry.web.forms import Form


class AppointmentForm(Form):
    """Who gets which post over the unit, from when and perhaps until when, perhaps in somebody's place."""

    user = RecordSelect(lazy("Person"), required=True)
    post = Pick(lazy("Befattning"), Post, required=True, words={one: one.words for one in MANAGERS})
    starts_on = Day(lazy("Från och med"), required=True)
    ends_on = Day(lazy("Till och med"))
    case_number = Text(lazy("Förordnandets diarienummer"), most=60)
    substitute_for = RecordSelect(lazy("Ersätter"))
    acts_beside = BooleanField(lazy("Ersättaren beslutar även när den ordinarie är i tjänst"))

    def offer(self, people: Iterable[tuple[UUID, str]]) -> None:
        """Set who can be chosen."""
        people = list(people)
        self.user.offer(people)
        self.substitute_for.offer(people, blank=lazy("Ingen, ordinarie"))
