"""Who is plugged in where, by name. `create_app()` calls it; nothing about matters registers itself anywhere else."""

from registry.agreements import linked
from registry.agreements.type import AGREEMENT
from registry.approvals import hooks
from registry.matters import notices, types


def wire() -> None:
    """Plug in the types of matter, who knows which of them count together, and who is told when a round has moved."""
    types.plug(AGREEMENT)
    hooks.shows(AGREEMENT.labelled, None)  # content that says no type was frozen of an agreement
    hooks.finds_linked(linked.with_organisation)
    hooks.when_moved(notices.moved)
