"""What follows from the rest of a row: how it is sorted and searched, and when it should be confirmed again."""

from sqlalchemy import select

from registry.collaborations import rules as collaborations
from registry.collaborations.choices import Status
from registry.collaborations.models import Collaboration, Party, ProjectFacts
from registry.core.database import session
from registry.organisations.indexing import index
from registry.organisations.models import Organisation
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
    if collaboration.confirmed_on and collaboration.status is not Status.ENDED:
        collaboration.confirm_by = collaborations.confirm_by(
            collaboration.confirmed_on, current().confirm_months
        )
