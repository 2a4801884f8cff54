"""What the forms offer: what exists on the day, what the record has already, and what was sent although it is gone."""

from collections.abc import Iterable
from uuid import UUID

from registry.access.actor import Actor
from registry.city.priorities import queries
from registry.city.priorities.models import DialogueMeeting, GoverningDocument, Ground
from registry.city.priorities.upkeep import choices
from registry.city.priorities.upkeep.forms import GroundForm, MeetingForm
from registry.city.priorities.upkeep.rules import day_of
from registry.city.vocabulary import queries as vocabulary
from registry.core import clock


def for_ground(form: GroundForm, document: GoverningDocument, ground: Ground | None = None) -> None:
    """Set what can be chosen for a ground: what exists in the document's year.

    What was sent is offered too, so that what has ended since the page was opened is told of by its name.
    """
    on, terms = day_of(document.year, clock.today()), vocabulary.terms()
    kept = [ground.district_id] if ground and ground.district_id else []
    districts = terms.open(on, kept=[*kept, *_ids([form.district_id.data])]).districts
    units = {unit.id for unit in ground.units} if ground else set()
    form.offer(districts, choices.units(on, kept=[*units, *_ids(form.units.data or ())]))
    form.offer_terms(terms.target_groups, terms.activities)


def for_meeting(form: MeetingForm, actor: Actor, meeting: DialogueMeeting | None = None) -> None:
    """Set what can be chosen for a dialogue meeting: the districts of today, and of the day it was held."""
    on = meeting.held_on if meeting and meeting.held_on else clock.today()
    kept = [meeting.district_id] if meeting and meeting.district_id else []
    districts = vocabulary.terms().open(on, kept=[*kept, *_ids([form.district_id.data])]).districts
    form.offer(districts, queries.document_names(actor))


def _ids(sent: Iterable[str | None]) -> list[UUID]:
    found = []
    for text in sent:
        try:
            found.append(UUID(text or ""))
        except ValueError:
            continue
    return found
