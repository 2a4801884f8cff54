"""What follows from the rest of a row: how it is sorted and searched, and when it should be confirmed again."""

from sqlalchemy import select

from registry.city.priorities.models import SourceDocument
from registry.collaborations import rules as collaborations
from registry.collaborations.choices import CollaborationStatus
from registry.collaborations.models import Collaboration, Party, ProjectFacts
from registry.core import clock
from registry.core.database import session
from registry.partners.organisations.indexing import index
from registry.partners.organisations.models import Organisation
from registry.settings import current


def finish_organisation(organisation: Organisation) -> None:
    """Fill what lists sort by; the search follows by itself."""
    index(organisation)


def finish_collaboration(collaboration: Collaboration) -> None:
    """Fill what lists sort by and searches look through, and the day by which somebody should confirm it again."""
    with session.no_autoflush:
        words = select(Party.words).where(Party.collaboration_id == collaboration.id).order_by(Party.position)
        found = list(session.scalars(words))
        facts = select(ProjectFacts).where(ProjectFacts.collaboration_id == collaboration.id)
        if project := session.scalar(facts):
            found += [project.funder, project.funder_reference]
    collaboration.sort_title = collaborations.sort_title(collaboration.title)
    collaboration.search_text = collaborations.search_text(collaboration.title, found)
    if collaboration.status_on is None:  # it speaks of the day of its source, where that has one
        source = session.get(SourceDocument, collaboration.source_id) if collaboration.source_id else None
        dated = source.dated_on if source else None
        collaboration.status_on = dated or clock.local(collaboration.created_at).date()
    if collaboration.confirmed_on and collaboration.status is not CollaborationStatus.ENDED:
        collaboration.confirm_by = collaborations.confirm_by(
            collaboration.confirmed_on, current().confirm_months
        )
