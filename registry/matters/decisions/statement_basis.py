"""What a tjänsteutlåtande rests on, as the organisation and the settings are today."""

from datetime import date

from registry.access.roles import Post
from registry.city.units import queries as units
from registry.city.units.structure import Holder
from registry.matters.approvals.facts import RoutingFacts
from registry.matters.approvals.models import Round
from registry.matters.decisions import statements
from registry.matters.decisions.statements import Given, StatementBasis
from registry.settings import current


def of_round(case: Round) -> StatementBasis:
    """Return what the tjänsteutlåtande of a round is about, and who attests it."""
    path = units.structure().path_up(RoutingFacts.restored(case.facts).unit_id)
    return StatementBasis(case.matter_id, case.content, case.content_hash, path, attesting_posts())


def attesting_posts() -> tuple[Post, ...]:
    """Return the posts that attest what goes to the nämnd, in the order of the setting."""
    return tuple(Post(one) for one in current().statement_posts)


def able(post: Post, given: Given, basis: StatementBasis, on: date) -> tuple[Holder, ...]:
    """Return who may attest in the post on the date, whatever has been attested in the others."""
    unit = statements.led_by(post, basis)
    return statements.able(units.structure().acting(post, unit.id, on) if unit else (), given, basis)


def turn(given: Given, basis: StatementBasis, on: date) -> str:
    """Say whose attestation is next on the date; nothing when nobody's is."""
    following = statements.next_post(given, basis)
    return statements.waits_for(following, able(following, given, basis, on), basis) if following else ""
