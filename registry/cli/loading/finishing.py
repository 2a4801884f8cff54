"""What follows from the rest of a row: how it is sorted and searched, and when it should be confirmed again."""

from sqlalchemy import select

from registry.collaborations.models import Collaboration
from registry.core.database import session
from registry.core.text import swedish_key
from registry.organisations import rules as organisations
from registry.organisations.models import Organisation, OrganisationName


def finish_organisation(organisation: Organisation) -> None:
    """Fill what lists sort by and searches look through. Reads the other names that are stored so far."""
    with session.no_autoflush:
        others = select(OrganisationName.name).where(OrganisationName.organisation_id == organisation.id)
        names = list(session.scalars(others.order_by(OrganisationName.name)))
    organisation.sort_name = organisations.sort_name(organisation.name)
    organisation.search_text = organisations.search_text(
        organisation.name, organisation.number, names, organisation.seat
    )


def finish_collaboration(collaboration: Collaboration) -> None:
    """Fill what lists sort by, and the day by which somebody should confirm that it is still so."""
    collaboration.sort_title = swedish_key(collaboration.title)[:300]
