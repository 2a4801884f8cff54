"""What a tjänsteutlåtande rests on, as the organisation and the settings are today."""

from registry.access.roles import Post
from registry.city.units import queries as units
from registry.matters.approvals.facts import RoutingFacts
from registry.matters.approvals.models import Round
from registry.matters.decisions.statements import StatementBasis
from registry.settings import current


def of_round(case: Round) -> StatementBasis:
    """Return what the tjänsteutlåtande of a round is about, and who attests it."""
    path = units.structure().path_up(RoutingFacts.restored(case.facts).unit_id)
    return StatementBasis(case.matter_id, case.content, case.content_hash, path, attesting_posts())


def attesting_posts() -> tuple[Post, ...]:
    """Return the posts that attest what goes to the nämnd, in the order of the setting."""
    return tuple(Post(one) for one in current().statement_posts)
