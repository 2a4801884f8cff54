"""What the page of an organisation shows of what it does together with us, put together from reads."""

from collections.abc import Sequence

from registry.access.actor import Actor
from registry.agreements import queries
from registry.agreements.models import FrozenParty
from registry.agreements.party_matters import PartyMatters, agreement_line, matter_lines
from registry.collaborations import queries as collaborations
from registry.collaborations import running
from registry.core import clock
from registry.partners.organisations.models import Organisation
from registry.settings import current


def matters(actor: Actor, organisation: Organisation, was_party: Sequence[FrozenParty]) -> PartyMatters:
    """Return what an organisation does together with us, for its page; most have nothing, and are asked no more."""
    on, months = clock.today(), current().confirm_months
    found = collaborations.of_organisation(actor, organisation)
    agreed = queries.of_organisation(actor, organisation.id, on=on) if found or was_party else []
    lines = matter_lines(
        ((row, running.of(row, on, months=months)) for row in found),
        (agreement_line(row, on) for row in agreed),
    )
    is_cut = len(found) >= collaborations.MOST_OF_ONE or len(agreed) >= queries.MOST_OF_ORGANISATION
    return PartyMatters(lines, on, is_cut)
