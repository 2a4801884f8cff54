"""The partner's pages: what it does with the city, what the city holds of it, and what it proposes."""

from registry.portal.routes import (
    addresses,
    collaborations,
    contacts,
    organisation,
    papers,
    proposals,
    rounds,
    statement,
)
from registry.portal.routes.blueprint import bp

__all__ = [
    "addresses", "bp", "collaborations", "contacts", "organisation", "papers", "proposals", "rounds", "statement",
]  # fmt: skip
